"""`fazhi check`: reports and folders in; a table or one format on screen, files in a folder, an exit code."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from lxml.etree import SerialisationError

from engine.commands.failures import DEBUG, Failure, unexpected
from engine.commands.formats import Chosen, chosen, formats
from engine.commands.group import ChineseCommand
from engine.commands.inputs import report_files
from engine.commands.outputs import refuse_unwritable, say_written
from engine.commands.parameters import PATH, fail_on, for_pipeline, templates
from engine.commands.reproducible import placeless
from engine.commands.texts import said
from engine.console import say, screen, write_bytes
from engine.errors import FazhiError
from engine.pipeline import Options, check_report, checklist_of, profile_of
from engine.reporting import write_outputs
from engine.reporting.screen import print_result, print_summary
from engine.reporting.view import SEVERITIES
from engine.reporting.writers import Writer
from engine.result import Result

_GAPS = ("not_met", "no_evidence")


Outcome = Result | Failure


@click.command("check", cls=ChineseCommand)
@click.argument("reports", metavar="报告|文件夹…", nargs=-1, required=True, type=PATH)
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="文件夹",
    type=PATH,
    help="把差距报告等文件写到这里",
)
@formats
@fail_on
@click.option(
    "--reproducible",
    is_flag=True,
    help="只记文件名，不记路径；有 -o 时另写校验值.txt，供比对和签名",
)
@templates
@for_pipeline
def command(
    reports: tuple[Path, ...],
    folder: Path | None,
    codes: tuple[tuple[str, ...], ...],
    fail_on: str | None,
    reproducible: bool,
    templates: Path | None,
    options: Options,
) -> int:
    """检查报告：逐项给出结论、依据原句、缺口和得分。

    \b
    可以一次给出几份报告或文件夹。文本里没有的（公开日期、层级……）
    可用选项补充，结果中注明由使用者提供。

    退出码：0 正常，1 达到 --fail-on，2 文件或用法有误。
    """
    if folder:
        refuse_unwritable(folder)
    named = report_files(reports, without=folder)
    entries = named.entries
    several = len(entries) > 1 or any(os.path.isdir(path) for path in reports)
    plan = chosen(codes, folder, several)
    for line in named.passed_over():
        say(line)
    refuse_unusable(options, entries)
    outcomes = list(check_all(entries, options, several))
    if reproducible:
        outcomes = [placeless(outcome) for outcome in outcomes]
    _show(outcomes, plan, several, templates)
    if folder:
        _write(outcomes, folder, templates, plan.files, reproducible)
    return _exit_code(outcomes, fail_on)


def _show(outcomes: Sequence[Outcome], plan: Chosen, several: bool, templates: Path | None) -> None:
    """What goes to standard output."""
    first, writer = outcomes[0], plan.stdout
    if writer and writer.together:
        write_bytes(writer.together([_told(outcome) for outcome in outcomes], templates, several))
    elif not several and isinstance(first, Failure):
        raise first.error
    elif plan.screen:
        _print_screen(outcomes, templates)
        return
    elif writer and isinstance(first, Result):
        write_bytes(writer.render(first, templates))
    _say_unusable(first, several)


def _told(outcome: Outcome) -> Result | tuple[Path, str]:
    """An outcome as the outputs take it: of a report without result, the file and the reason."""
    return (outcome.path, str(outcome.error)) if isinstance(outcome, Failure) else outcome


def refuse_unusable(options: Options, entries: Sequence[Path | Failure]) -> None:
    """The mistakes of what the user named: once, not for each report."""
    folders = options.folders_for(next((entry for entry in entries if isinstance(entry, Path)), None))
    if options.checklist:
        checklist_of(options.checklist, folders)
    if options.scoring:
        profile_of(options.scoring, folders)


def check_all(entries: Sequence[Path | Failure], options: Options, several: bool) -> Iterator[Outcome]:
    """The outcome of each entry. Of several, each has its line on standard error; a bad one stops no other."""
    console = screen(error=True)
    for number, entry in enumerate(entries, 1):
        if isinstance(entry, Failure):
            outcome: Outcome = entry
        elif console.is_terminal:
            with console.status(said("checking", name=entry.name)):
                outcome = _check(entry, options)
        else:
            outcome = _check(entry, options)
        if several:
            say(f"[{number}/{len(entries)}] {_progress(outcome)}")
        yield outcome


def _check(path: Path, options: Options) -> Outcome:
    try:
        return check_report(path, options)
    except FazhiError as error:
        return Failure(path, error)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        return Failure(path, FazhiError(unexpected(error), path=path))


def _progress(outcome: Outcome) -> str:
    if isinstance(outcome, Failure):
        return f"× {outcome.error}"
    path = outcome.document.path
    if outcome.message:
        return f"× {path}：{outcome.message}"
    total = outcome.scorecard.total if outcome.scorecard else None
    return said("judged", path=path, proved=total.proved, possible=total.possible) if total else f"√ {path}"


def _say_unusable(outcome: Outcome, several: bool) -> None:
    """A single document that cannot be judged is also said on standard error; of several, each was already."""
    if several:
        return
    if isinstance(outcome, Failure):
        say(str(outcome.error))
    elif outcome.message:
        say(f"{outcome.document.path}：{outcome.message}")


def _print_screen(outcomes: Sequence[Outcome], templates: Path | None) -> None:
    console = screen()
    results = [outcome for outcome in outcomes if isinstance(outcome, Result)]
    failures = [(outcome.path, str(outcome.error)) for outcome in outcomes if isinstance(outcome, Failure)]
    if len(results) == 1 and not failures:
        print_result(console, results[0], templates)
    elif results:
        print_summary(console, results, templates, failures=failures)


def _write(
    outcomes: Sequence[Outcome],
    folder: Path,
    templates: Path | None,
    files: Sequence[Writer] | None,
    checksums: bool,
) -> None:
    """Files for every report that was judged; names them on standard error. The rest is told in the summary."""
    judged, failures = [], []
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            failures.append((outcome.path, str(outcome.error)))
        elif outcome.message:
            failures.append((Path(outcome.document.path), outcome.message))
        else:
            judged.append(outcome)
    if not judged:
        return
    try:
        write_outputs(judged, folder, templates, failures, files, checksums, say_written)
    except SerialisationError as error:  # what lxml makes of a disk that is full
        raise FazhiError("文件写不进去", path=folder, mend="请检查磁盘空间和写入权限") from error


def _exit_code(outcomes: Sequence[Outcome], fail_on: str | None) -> int:
    if any(isinstance(outcome, Failure) or outcome.message for outcome in outcomes):
        return 2
    return int(any(failing(outcome, fail_on) for outcome in outcomes if isinstance(outcome, Result)))


def failing(result: Result, fail_on: str | None) -> bool:
    """Whether there is a gap at or above `fail_on` that no waiver in force covers."""
    grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on else ()
    gaps = (finding for finding in result.findings if finding.verdict in _GAPS and not finding.waived)
    return any(finding.severity in grave for finding in gaps)
