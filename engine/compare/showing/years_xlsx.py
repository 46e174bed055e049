"""One place over the years as a workbook: a sheet for each question that a reader asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from engine.compare.models import Change
from engine.compare.showing.book import front, key, notes_sheet, said, score_columns
from engine.compare.showing.words import years_heading
from engine.reporting import sheets
from engine.reporting.numbers import fraction
from engine.reporting.sheets import Column
from engine.reporting.texts import Texts
from engine.reporting.view import View

_COLUMNS = 10
_ORDER: tuple[Change, ...] = ("fell", "improved", "changed", "same", "incomparable")


def years_xlsx(shown: View, texts: Texts) -> bytes:
    """The xlsx file of one place."""
    book, names = Workbook(), texts.compare.sheets
    _overview(book, shown, texts)
    heads = texts.compare.heads
    table = sheets.table_sheet
    items = sorted(_rows(shown, "items"), key=lambda row: (row["years"], _ORDER.index(row["change"])))
    table(book, names["items"], _item_columns(heads), items, frozen=3)
    figures = [*shown["figures"], *shown["single_figures"]]
    table(book, names["figures"], _figure_columns(shown, heads), figures, frozen=1)
    table(book, names["rechecks"], _recheck_columns(heads), list(_rows(shown, "rechecks")), frozen=3)
    table(
        book, names["shortcomings"], _shortcoming_columns(heads), list(_rows(shown, "shortcomings")), frozen=2
    )
    table(book, names["plans"], _plan_columns(heads), list(_rows(shown, "plans")), frozen=2)
    copies = [
        {**one, "years": pair["short"]} for pair in shown["pairs"] for one in pair["copying"]["passages"]
    ]
    table(book, names["copying"], _copy_columns(heads), copies, frozen=2)
    notes_sheet(book, texts, list(_notes(shown, texts)))
    return sheets.to_bytes(book)


def _rows(shown: View, name: str) -> Iterator[View]:
    """The rows of all pairs, each with the years that are compared."""
    for pair in shown["pairs"]:
        for row in pair[name]:
            yield {**row, "years": pair["short"]}


def _overview(book: Workbook, shown: View, texts: Texts) -> None:
    sheet, row = front(book, texts, years_heading(shown), [shown["why"], *shown["notes"]], _COLUMNS)
    heads = texts.compare.heads
    columns = [
        Column(heads["year"], 16, key("year"), centred=True),
        *score_columns(texts),
        Column(heads["checklist"], 42, key("checklist")),
    ]
    row = sheets.table(sheet, columns, shown["reports"], row) + 2
    for pair in shown["pairs"]:
        row = _pair(sheet, row, pair, texts)
    sheets.widths(sheet, [column.width for column in columns])
    sheets.page(sheet)


def _pair(sheet: Worksheet, row: int, pair: View, texts: Texts) -> int:
    """What came of one pair of years, a line each; gives the next free row."""
    phrases, counts = texts.compare.phrases, pair["counts"]
    sheets.line(sheet, row, pair["title"], _COLUMNS, sheets.BOLD, 150)
    lines = [
        *pair["notes"],
        "　".join(phrases["counted"].format(**c) for c in counts),
        f"{phrases['rechecks']}：{phrases['differs']} {pair['wrong']}／{len(pair['rechecks'])}",
        f"{phrases['shortcomings']}：{texts.compare.answers['still']} {pair['still']}／{len(pair['shortcomings'])}",
        f"{phrases['plans']}：{texts.compare.responses['fulfilled']} {pair['fulfilled']}／{len(pair['plans'])}，"
        f"{texts.compare.responses['unanswered']} {pair['unanswered']}",
        f"{pair['copying']['said']}；{pair['copying']['kinds']}",
    ]
    for at, text in enumerate(lines, row + 1):
        sheets.line(sheet, at, text, _COLUMNS, width=150)
    return row + len(lines) + 2


def _years(heads: dict[str, str]) -> Column:
    return Column(heads["years"], 11, key("years"), centred=True)


def _side(side: str) -> Callable[[View], Any]:
    return lambda row: f"{row[side]['symbol']} {row[side]['label']}"


def _in(side: str, name: str) -> Callable[[View], Any]:
    return lambda row: row[side][name]


def _quotes(name: str) -> Callable[[View], Any]:
    return lambda row: said(row[name])


def _item_columns(heads: dict[str, str]) -> list[Column]:
    return [
        _years(heads),
        Column(heads["change"], 10, key("change_label"), tone="change", centred=True),
        Column(heads["item"], 24, key("title")),
        Column(heads["severity"], 8, key("severity_label"), centred=True),
        Column(heads["before"], 11, _side("before"), centred=True),
        Column(heads["after"], 11, _side("after"), centred=True),
        Column(heads["before_reason"], 22, _in("before", "reason")),
        Column(heads["after_reason"], 22, _in("after", "reason")),
        Column(heads["before_quote"], 28, lambda row: said(row["before"]["quotes"])),
        Column(heads["after_quote"], 28, lambda row: said(row["after"]["quotes"])),
        Column(heads["note"], 16, lambda row: "\n".join(row["notes"])),
        Column(heads["detail"], 7, lambda row: heads["detail"] if row["detail"] else "", centred=True),
        Column(heads["id"], 14, key("id")),
    ]


def _figure_columns(shown: View, heads: dict[str, str]) -> list[Column]:
    columns = [
        Column(heads["indicator"], 28, key("label")),
        Column(heads["unit"], 8, key("unit"), centred=True),
    ]
    for at, year in enumerate(shown["years"]):
        if at:
            columns.append(Column(heads["difference"], 18, _moved(at - 1), centred=True))
        columns.append(Column(f"{year}", 11, _number(at), centred=True))
    for at, year in enumerate(shown["years"]):
        columns.append(Column(f"{year} {shown['words']['quotes']}", 38, _figure_quotes(at)))
    columns += [
        Column(heads["note"], 24, lambda row: "\n".join(n for c in row["changes"] if c for n in c["notes"])),
        Column(heads["code"], 26, key("key")),
    ]
    return columns


def _number(at: int) -> Callable[[View], Any]:
    return lambda row: row["cells"][at]["number"] if row["cells"][at] else None


def _moved(at: int) -> Callable[[View], Any]:
    return lambda row: row["changes"][at]["text"] if row["changes"][at] else None


def _figure_quotes(at: int) -> Callable[[View], Any]:
    return lambda row: said(row["cells"][at]["quotes"]) if row["cells"][at] else ""


def _recheck_columns(heads: dict[str, str]) -> list[Column]:
    return [
        _years(heads),
        Column(heads["result"], 9, key("result"), tone="consistency", centred=True),
        Column(heads["indicator"], 22, key("label")),
        Column(heads["kind"], 12, key("kind_label"), centred=True),
        Column(heads["message"], 44, key("message")),
        Column(heads["before_quote"], 44, _quotes("before")),
        Column(heads["after_quote"], 44, _quotes("after")),
    ]


def _shortcoming_columns(heads: dict[str, str]) -> list[Column]:
    return [
        _years(heads),
        Column(heads["state"], 18, key("state_label"), tone="state", centred=True),
        Column(heads["shortcoming"], 50, lambda row: said([row["quote"]])),
        Column(heads["after_quote"], 50, _quotes("answers")),
        Column(heads["by"], 18, key("by")),
        Column(heads["sure"], 10, key("sure_label"), centred=True),
        Column(heads["note"], 22, key("note")),
    ]


def _plan_columns(heads: dict[str, str]) -> list[Column]:
    return [
        _years(heads),
        Column(heads["state"], 18, key("state_label"), tone="state", centred=True),
        Column(heads["plan"], 50, lambda row: said([row["quote"]])),
        Column(heads["points"], 36, lambda row: "\n".join(row["points"])),
        Column(heads["after_quote"], 50, _quotes("answers")),
        Column(heads["note"], 24, lambda row: "\n".join(row["notes"])),
    ]


def _copy_columns(heads: dict[str, str]) -> list[Column]:
    return [
        _years(heads),
        Column(heads["copy_kind"], 12, key("kind_label"), centred=True),
        Column(heads["characters"], 7, key("characters"), centred=True),
        Column(
            heads["likeness"],
            9,
            lambda row: fraction(100 * row["likeness"]),
            centred=True,
            form=sheets.PERCENT,
        ),
        Column(heads["before_quote"], 60, _marked("before")),
        Column(heads["after_quote"], 60, _marked("after")),
    ]


def _marked(side: str) -> Callable[[View], Any]:
    """The text, what differs in 〔〕, and its place."""

    def text(row: View) -> str:
        pieces = "".join(one["text"] if one["same"] else f"〔{one['text']}〕" for one in row[side])
        return f"{pieces}（{row[f'{side}_place']}）"

    return text


def _notes(shown: View, texts: Texts) -> Iterator[tuple[str, str]]:
    phrases, heads = texts.compare.phrases, texts.compare.heads
    for report in shown["reports"]:
        yield f"{heads['file']} {report['year']}", report["path"]
    for one in shown["apart"]:
        yield phrases["apart"], f"{one['path']}：{one['reason']}"
    for change in shown["changes"].values():
        yield f"{change['symbol']} {change['label']}", change["meaning"]
    yield phrases["scores"], texts.phrases["score_note"]
    yield phrases["shortcomings"], phrases["answers_note"]
    yield phrases["plans"], phrases["plans_note"]
    yield phrases["copying"], phrases["copied_note"] + phrases["marks_note"]
    yield phrases["figures"], phrases["figures_note"]
    yield phrases["notes"], texts.phrases["scope_note"]
