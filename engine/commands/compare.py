"""`fazhi compare`: several reports in; what changed over the years, or how places stand beside each other."""

from __future__ import annotations

import json
from pathlib import Path

import click

from engine.commands.check import check_all, refuse_unusable
from engine.commands.failures import Failure
from engine.commands.group import ChineseCommand
from engine.commands.inputs import report_files
from engine.commands.outputs import refuse_unwritable, say_written
from engine.commands.parameters import PATH, Named, for_several, json_format, templates
from engine.compare import Mode, compare
from engine.compare.models import Apart, Comparison
from engine.compare.showing import comparison_files, print_comparison
from engine.console import say, screen, write_exactly
from engine.pipeline import Options
from engine.reporting.files import write_bytes
from engine.reporting.naming import reason_of
from engine.result import Result

_MODES: dict[str, tuple[str, ...]] = {"years": ("历年", "同一地方历年"), "places": ("各地", "不同地方同年")}


@click.command("compare", cls=ChineseCommand)
@click.argument("reports", metavar="报告|文件夹…", nargs=-1, required=True, type=PATH)
@click.option("-o", "--output", "folder", metavar="文件夹", type=PATH, help="把 html、xlsx 写到这里")
@json_format
@click.option(
    "--mode",
    metavar="years|places",
    type=Named("比较方式", _MODES),
    help="years 同一地方历年、places 不同地方同年；不写则看各份报告的地方和年度",
)
@templates
@for_several
def command(
    reports: tuple[Path, ...],
    folder: Path | None,
    format_: str,
    mode: Mode | None,
    templates: Path | None,
    options: Options,
) -> int:
    """比较几份年度报告。

    \b
    同一地方几年的：哪些改善、哪些退步，上年的不足和计划本年怎样写，
    数字的增减，哪些文字沿用上年。
    不同地方同一年的：排名、逐项热图、集中的差距、各指标的分布。
    --year、--level、--region、--kind 对所给的每一份都算数。

    退出码：0 正常，2 有文件不能读，或用法有误。
    """
    if folder:
        refuse_unwritable(folder)
    named = report_files(reports, without=folder)
    entries = named.entries
    for line in named.passed_over():
        say(line)
    refuse_unusable(options, entries)
    outcomes = list(check_all(entries, options, several=True))
    failures = [one for one in outcomes if isinstance(one, Failure)]
    results = [one for one in outcomes if isinstance(one, Result)]
    lost = [Apart(path=str(one.path), reason=reason_of((one.path, str(one.error)))) for one in failures]
    comparison = compare(results, mode, lost)
    if format_ == "json":
        write_exactly(json.dumps(comparison.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n")
    else:
        print_comparison(screen(), comparison, templates)
    if folder:
        _write(comparison, folder, templates)
    return 2 if failures else 0


def _write(comparison: Comparison, folder: Path, templates: Path | None) -> None:
    """The files, all of them or none; names them on standard error."""
    for path in write_bytes(folder, comparison_files(comparison, templates)):
        say_written(path)
