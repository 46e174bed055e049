"""A result on the screen, to be read in twenty seconds; several results as one table.

In: a rich console and results. Out: lines on the console. Only glyphs of GBK, nothing that needs colour;
no text from a document is taken as markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from engine.reporting.naming import Failure, name_of_report, reason_of
from engine.reporting.numbers import day, number, percent
from engine.reporting.text import clean
from engine.reporting.texts import load_texts
from engine.reporting.view import GAPS, SEVERITIES, View, view
from engine.result import Result
from engine.rules.models import Ruling
from engine.rules.texts import rule_texts

_STYLES = {
    "not_met": "bold red",
    "no_evidence": "red",
    "partly": "yellow",
    "needs_review": "cyan",
    "met": "green",
}
# Rows shown of each severity; the rest is in the gap report.
_ROWS = {"critical": 20, "major": 12, "minor": 6}
# Consoles set to GBK draw √ × ○ △ … two wide where others draw them one wide.
_SLACK = 3
_GAP = 2
# What stays together: a word of a Latin kind or one sign, with opening marks before and closing ones behind it.
_UNBROKEN = re.compile(r"[“‘（《〈〔【]*(?:[!-~]+|[^!-~])[”’）》〉〕】，。；：、！？]*\s*")


def print_result(console: Console, result: Result, templates: Path | None = None) -> None:
    """Who, how many points, what is missing, what does not add up."""
    shown = view(result, load_texts(templates))
    say(console, _head(shown), "bold")
    if shown["report"]["provided"]:
        say(console, f"由使用者提供：{'、'.join(shown['report']['provided'])}")
    if shown["message"]:
        say(console, shown["message"], "bold red")
    if shown["report"]["kind"] == "work_plan":
        say(console, shown["texts"]["plan_note"])
    if shown["score"]:
        say(console, _score(shown))
    if shown["findings"]:
        say(console, _counts(shown))
        _print_gaps(console, shown)
    for check in shown["inconsistent"]:
        say(console, f"× 数据核验：{check['message']}", "bold red")
    for notice in _notices(shown):
        say(console, f"注：{notice}")


def print_review(
    console: Console,
    before: Result,
    after: Result,
    rulings: Sequence[Ruling],
    templates: Path | None = None,
) -> None:
    """The new score beside the old, and every override with its person, day and reason."""
    texts = load_texts(templates)
    old, new = view(before, texts), view(after, texts)
    earlier, now = ({f["id"]: f for f in shown["findings"]} for shown in (old, new))
    say(console, _head(new), "bold")
    table = new_table()
    for title in ("", "复核前", "复核后"):
        table.add_column(title, justify="right" if title else "left", no_wrap=True)
    for row in zip(_review_rows(old), _review_rows(new), strict=True):
        table.add_row(Text(row[0][0]), Text(row[0][1]), Text(row[1][1], "bold" * (row[0] != row[1])))
    console.print(table, width=width(console))
    say(console, f"改判 {len(rulings)} 项" if rulings else "没有改判")
    for ruling in rulings:
        one = earlier[ruling.item]
        change = f"{_verdict(one)} → {_verdict(now[ruling.item])}"
        who = f"{ruling.by}（{day(ruling.on)}）" if ruling.on else ruling.by
        say(console, clean(f"{change}　{one['title']}（{ruling.item}）　{who}：{ruling.reason}"))
    if after.actions:
        say(console, f"整改安排 {len(after.actions)} 项，已带到新的评分表")


def _review_rows(shown: View) -> list[tuple[str, str]]:
    """Figures of the score, with their names."""
    score, texts = shown["score"], shown["texts"]
    points = [(texts[name], number(score[name])) for name in ("proved", "ceiling", "possible")]
    shares = [(texts[name], percent(score[name])) for name in ("rate", "ceiling_rate", "coverage")]
    return [*points, *shares, (texts["grade"], score["grade"])]


def print_summary(
    console: Console,
    results: Sequence[Result],
    templates: Path | None = None,
    failures: Sequence[Failure] = (),
) -> None:
    """A line for each report: points, rate with its ceiling, grade, coverage, gaps; then what gave no result."""
    texts = load_texts(templates)
    shown = [view(result, texts) for result in results]
    if shown:
        console.print(_overview(shown), width=width(console))
    for one in shown:
        if one["message"]:
            say(console, f"{name_of_report(one)}：{one['message']}", "bold red")
    for failure in failures:
        say(console, clean(f"× {failure[0]}：{reason_of(failure)}"), "bold red")


def _overview(shown: Sequence[View]) -> Table:
    table = new_table()
    table.add_column("单位", overflow="fold")
    for title in ("年度", "已证/上限/满分", "得分率(上限)", "等次", "覆盖率", "关键差距"):
        table.add_column(title, justify="right", no_wrap=True)
    names = [(name_of_report(one), one["report"]["year"]) for one in shown]
    for name, one in zip(names, shown, strict=True):
        table.add_row(*map(Text, _summary_row(one, apart=names.count(name) > 1)))
    return table


def say(console: Console, line: str, style: str = "") -> None:
    """A line, folded as Chinese is: rich breaks at spaces alone, which leaves a sign alone on a line."""
    for row in line.split("\n"):
        console.print(Text("\n".join(folded(row, width(console))), style), width=width(console))


def folded(line: str, cells: int) -> list[str]:
    """`line` in rows of so many cells, broken between any two Chinese signs but before no closing mark."""
    rows = [""]
    for piece in _UNBROKEN.findall(line):
        if rows[-1] and cell_len(rows[-1]) + cell_len(piece.rstrip()) > cells:
            rows[-1] = rows[-1].rstrip()
            rows.append("")
        rows[-1] += piece if rows[-1] else piece.lstrip()
    return rows


def width(console: Console) -> int:
    return max(console.width - _SLACK, 20)


def new_table() -> Table:
    return Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), show_edge=False, header_style="bold")


def _head(shown: View) -> str:
    report, texts = shown["report"], shown["texts"]
    year = f"{report['year']}年度" if report["year"] else texts["unknown_year"]
    issuer = report["issuer"] or texts["unknown_issuer"]
    return f"{issuer}　{year}　{report['kind_label']}（{report['file']}）"


def points(score: View) -> str:
    return "/".join(number(score[name]) for name in ("proved", "ceiling", "possible"))


def _score(shown: View) -> str:
    score = shown["score"]
    rates = f"{percent(score['rate'])}（上限 {percent(score['ceiling_rate'])}）"
    parts = (f"已证/上限/满分 {points(score)} 分", f"得分率 {rates}", f"等次 {score['grade']}")
    return "　".join((*parts, f"证据覆盖率 {percent(score['coverage'])}"))


def _counts(shown: View) -> str:
    return "　".join(f"{c['symbol']} {c['label']} {c['number']}" for c in shown["counts"] if c["number"])


def _print_gaps(console: Console, shown: View) -> None:
    """Gaps and what needs a person's eye, by severity, details last as in the gap report."""
    order = (*GAPS, "needs_review")
    rows = [f for f in shown["findings"] if f["verdict"] in order]
    rows.sort(key=lambda f: (f["detail"], order.index(f["verdict"])))
    if not rows:
        say(console, shown["texts"]["no_gaps"])
        return
    widths = _columns(width(console), rows)
    for severity in SEVERITIES:
        group = [row for row in rows if row["severity"] == severity]
        if group:
            _print_group(console, group, _ROWS[severity], widths)
    console.print()


def _columns(width: int, rows: list[View]) -> tuple[int, int, int]:
    """Cells for verdict, title and reason, the same for every group."""
    verdict = max(cell_len(_verdict(row)) for row in rows)
    rest = width - verdict - 2 * _GAP
    title = min(max(cell_len(row["title"]) for row in rows), rest * 2 // 5)
    return verdict, title, rest - title


def _print_group(console: Console, group: list[View], limit: int, widths: tuple[int, int, int]) -> None:
    console.print()
    say(console, f"{group[0]['severity_label']}事项：{len(group)} 项未达标或待核实", "bold")
    table = new_table()
    table.show_header = False
    for width in widths:
        table.add_column(width=width, overflow="fold")
    for row in group[:limit]:
        verdict = Text(_verdict(row), _STYLES[row["verdict"]])
        title, reason = shortened(row["title"], 2 * widths[1]), shortened(_reason(row), widths[2])
        table.add_row(verdict, Text(title), Text(reason))
    console.print(table)
    if len(group) > limit:
        say(console, f"……另有 {len(group) - limit} 项，见差距报告（-o）")


def _verdict(finding: View) -> str:
    return f"{finding['symbol']} {finding['verdict_label']}"


def _notices(shown: View) -> list[str]:
    """The notices, with the flag of all findings among them, once."""
    flag, notices = _of_all(), shown["notices"]
    meanings = [one["meaning"] for one in shown["flags_used"] if one["flag"] == flag]
    if any(notice.startswith(flag) for notice in notices):
        return list(notices)
    return [*notices, *(f"{flag}：{meaning}" for meaning in meanings)]


def _of_all() -> str:
    """The flag that all findings of a document carry or none: in every row it would tell nothing."""
    return rule_texts().flags["single_kernel"]


def _reason(finding: View) -> str:
    flags = "".join(f"〔{flag}〕" for flag in finding["flags"] if flag != _of_all())
    return f"{flags}{finding['reason']}"


def shortened(text: str, cells: int) -> str:
    """`text` cut to so many cells, of which a Chinese character takes two."""
    return text if cell_len(text) <= cells else set_cell_size(text, cells - 2).rstrip() + "…"


def _summary_row(shown: View, apart: bool) -> list[str]:
    """The cells of a report; `apart` adds its file, where another has the same name and year."""
    name, score = name_of_report(shown), shown["score"]
    if apart and name != shown["report"]["file"]:
        name = f"{name}（{shown['report']['file']}）"
    year = str(shown["report"]["year"] or "")
    if not score:
        return [name, year, "", "", shown["texts"]["not_scored"], "", ""]
    critical = sum(len(g["findings"]) for g in shown["gaps"] if g["severity"] == "critical")
    rates = f"{percent(score['rate'])}({percent(score['ceiling_rate'])})"
    return [name, year, points(score), rates, score["grade"], percent(score["coverage"]), str(critical)]
