"""A result on the screen, to be read in twenty seconds; several results as one table.

In: a rich console and results. Out: lines on the console. Only glyphs of GBK, nothing that needs colour;
no text from a document is taken as markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from engine.reporting.naming import Failure, name_of_report, reason_of
from engine.reporting.numbers import day, number, percent
from engine.reporting.text import clean
from engine.reporting.texts import load_texts
from engine.reporting.view import SEVERITIES, UNSETTLED, View, view
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
    texts = load_texts(templates)
    shown, words = view(result, texts), texts.screen
    say(console, _head(shown, words), "bold")
    if shown["report"]["provided"]:
        say(console, words["provided"].format(names="、".join(shown["report"]["provided"])))
    told = {clean(notice) for notice in result.document.notices}
    doubts = [notice for notice in shown["notices"] if notice in told]
    for notice in doubts:  # all below rests on how the report was read
        say(console, words["note"].format(text=notice), "bold red")
    if shown["message"]:
        say(console, shown["message"], "bold red")
    if shown["report"]["kind"] == "work_plan":
        say(console, shown["texts"]["plan_note"])
    if shown["score"]:
        say(console, score_line(shown["score"], words["score"]))
    if shown["findings"]:
        say(console, _counts(shown))
        _print_gaps(console, shown, words)
    for check in shown["inconsistent"]:
        say(console, words["check"].format(message=check["message"]), "bold red")
    for notice in _notices(shown):
        if notice not in doubts:
            say(console, words["note"].format(text=notice))


def print_review(
    console: Console,
    before: Result,
    after: Result,
    rulings: Sequence[Ruling],
    templates: Path | None = None,
) -> None:
    """The new score beside the old, and every override with its person, day and reason."""
    texts = load_texts(templates)
    old, new, words = view(before, texts), view(after, texts), texts.screen
    earlier, now = ({f["id"]: f for f in shown["findings"]} for shown in (old, new))
    say(console, _head(new, words), "bold")
    table = new_table()
    for title in ("", texts.heads["before"], texts.heads["after"]):
        table.add_column(title, justify="right" if title else "left", no_wrap=True)
    for row in zip(_review_rows(old), _review_rows(new), strict=True):
        table.add_row(Text(row[0][0]), Text(row[0][1]), Text(row[1][1], "bold" * (row[0] != row[1])))
    console.print(table, width=width(console))
    say(console, words["overrides" if rulings else "no_overrides"].format(number=len(rulings)))
    for ruling in rulings:
        one = earlier[ruling.item]
        change = f"{_verdict(one)} → {_verdict(now[ruling.item])}"
        who = f"{ruling.by}（{day(ruling.on)}）" if ruling.on else ruling.by
        say(console, clean(f"{change}　{one['title']}（{ruling.item}）　{who}：{ruling.reason}"))
    if after.actions:
        say(console, words["actions"].format(number=len(after.actions)))


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
        console.print(_overview(shown, texts.heads), width=width(console))
    for one in shown:
        if one["message"]:
            say(console, f"{name_of_report(one)}：{one['message']}", "bold red")
    for failure in failures:
        say(console, clean(f"× {failure[0]}：{reason_of(failure)}"), "bold red")


def _overview(shown: Sequence[View], heads: Mapping[str, str]) -> Table:
    table = new_table()
    table.add_column(heads["name"], overflow="fold")
    for key in ("year", "scores", "rates", "grade", "coverage", "critical"):
        table.add_column(heads[key], justify="right", no_wrap=True)
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


def _head(shown: View, words: Mapping[str, str]) -> str:
    report, texts = shown["report"], shown["texts"]
    year = words["year"].format(year=report["year"]) if report["year"] else texts["unknown_year"]
    issuer = report["issuer"] or texts["unknown_issuer"]
    return f"{issuer}　{year}　{report['kind_label']}（{report['file']}）"


def points(score: View) -> str:
    return "/".join(number(score[name]) for name in ("proved", "ceiling", "possible"))


def score_line(score: View, form: str, **more: object) -> str:
    """A score as `form` puts it."""
    return form.format(
        points=points(score),
        rate=percent(score["rate"]),
        ceiling=percent(score["ceiling_rate"]),
        grade=score["grade"],
        coverage=percent(score["coverage"]),
        **more,
    )


def _counts(shown: View) -> str:
    return "　".join(f"{c['symbol']} {c['label']} {c['number']}" for c in shown["counts"] if c["number"])


def _print_gaps(console: Console, shown: View, words: Mapping[str, str]) -> None:
    """Gaps and what needs a person's eye, by severity, details last as in the gap report."""
    rows = [f for f in shown["findings"] if f["verdict"] in UNSETTLED]
    rows.sort(key=lambda f: (f["detail"], UNSETTLED.index(f["verdict"])))
    if not rows:
        say(console, shown["texts"]["no_gaps"])
        return
    widths = _columns(width(console), rows, words)
    for severity in SEVERITIES:
        group = [row for row in rows if row["severity"] == severity]
        if group:
            _print_group(console, group, _ROWS[severity], widths, words)
    console.print()


def _title(row: View, words: Mapping[str, str]) -> str:
    """The title; that of a detail says so."""
    return words["detail"].format(title=row["title"]) if row["detail"] else str(row["title"])


def _columns(width: int, rows: list[View], words: Mapping[str, str]) -> tuple[int, int, int]:
    """Cells for verdict, title and reason, the same for every group."""
    verdict = max(cell_len(_verdict(row)) for row in rows)
    rest = width - verdict - 2 * _GAP
    title = min(max(cell_len(_title(row, words)) for row in rows), rest * 2 // 5)
    return verdict, title, rest - title


def _print_group(
    console: Console, group: list[View], limit: int, widths: tuple[int, int, int], words: Mapping[str, str]
) -> None:
    console.print()
    head = words["gaps"].format(severity=group[0]["severity_label"], number=len(group))
    say(console, head, "bold")
    table = new_table()
    table.show_header = False
    for width in widths:
        table.add_column(width=width, overflow="fold")
    for row in group[:limit]:
        verdict = Text(_verdict(row), _STYLES[row["verdict"]])
        title, reason = shortened(_title(row, words), 2 * widths[1]), shortened(_reason(row), widths[2])
        table.add_row(verdict, Text(title), Text(reason))
    console.print(table)
    if len(group) > limit:
        say(console, words["more"].format(number=len(group) - limit))


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
