"""Different places in one year as a workbook: ranking, heat map, gaps in common, distribution of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from engine.compare.showing.book import front, key, notes_sheet, score_columns
from engine.compare.showing.words import places_heading
from engine.reporting import sheets
from engine.reporting.numbers import fraction
from engine.reporting.sheets import Column
from engine.reporting.texts import Texts
from engine.reporting.view import VERDICTS, View

_COLUMNS = 17
_UPRIGHT = 255  # Excel's angle for signs one below the other


def places_xlsx(shown: View, texts: Texts) -> bytes:
    """The xlsx file of one year."""
    book, names, heads = Workbook(), texts.compare.sheets, texts.compare.heads
    _overview(book, shown, texts)
    _heat(book, shown, texts)
    sheets.table_sheet(book, names["lacking"], _lacking_columns(heads), shown["lacking"], frozen=1)
    figures = [*shown["distributions"], *shown["rare"]]
    sheets.table_sheet(book, names["distributions"], _distribution_columns(heads), figures, frozen=1)
    values = _value_columns(shown, heads)
    _upright(sheets.table_sheet(book, names["values"], values, figures, frozen=2), shown["names"], 3)
    notes_sheet(book, texts, list(_notes(shown, texts)))
    return sheets.to_bytes(book)


def _overview(book: Workbook, shown: View, texts: Texts) -> None:
    """The ranking, on a sheet that stays in view below its heading."""
    lines = [shown["why"], *shown["notes"], texts.compare.phrases["rank_note"]]
    sheet, row = front(book, texts, places_heading(shown), lines, _COLUMNS)
    heads = texts.compare.heads
    columns = [
        Column(heads["rank"], 10, key("rank_label"), centred=True),
        Column(heads["place"], 24, key("place")),
        *score_columns(texts),
        *(
            Column(f"{texts.verdicts[v].symbol} {texts.verdicts[v].label}", 9, _tally(v), centred=True)
            for v in VERDICTS
        ),
        Column(heads["checklist"], 36, key("checklist")),
    ]
    last = sheets.table(sheet, columns, shown["ranking"], row)
    sheet.freeze_panes = f"C{row + 1}"
    sheet.auto_filter.ref = f"A{row}:{get_column_letter(len(columns))}{last}"
    sheet.print_title_rows = f"{row}:{row}"
    sheets.widths(sheet, [column.width for column in columns])
    sheets.page(sheet)


def _tally(verdict: str) -> Callable[[View], Any]:
    return lambda row: row["verdicts"][verdict]


def _heat(book: Workbook, shown: View, texts: Texts) -> None:
    """A row for each item, a narrow column for each place; symbols as well as colours."""
    heads = texts.compare.heads
    rows = [_flat(row) for row in (*shown["heat"], *shown["heat_details"])]
    columns = [
        Column(heads["item"], 40, key("title")),
        Column(heads["severity"], 8, key("severity_label"), tone="severity", centred=True),
        *(
            Column(name, 4, key(f"cell{at}"), f"tone{at}", centred=True)
            for at, name in enumerate(shown["names"])
        ),
        Column(heads["lacking"], 9, key("lacking"), centred=True),
        Column(heads["asked"], 8, key("asked"), centred=True),
        Column(heads["detail"], 7, lambda row: heads["detail"] if row["detail"] else "", centred=True),
        Column(heads["id"], 36, key("id")),
    ]
    _upright(
        sheets.table_sheet(book, texts.compare.sheets["heat"], columns, rows, frozen=2), shown["names"], 3
    )


def _flat(row: View) -> View:
    """The cells of a row by their own names, for columns."""
    cells = {f"cell{at}": cell["symbol"] for at, cell in enumerate(row["cells"])}
    tones = {f"tone{at}": cell["verdict"] for at, cell in enumerate(row["cells"])}
    return {**row, **cells, **tones}


def _upright(sheet: Worksheet, names: list[str], first: int) -> None:
    """The names of places one sign below the other, so that thirty of them fit on a page."""
    for at in range(len(names)):
        sheet.cell(1, first + at).alignment = Alignment(
            horizontal="center", vertical="bottom", text_rotation=_UPRIGHT, wrap_text=False
        )
    letters = max((len(name) for name in names), default=1)
    sheet.row_dimensions[1].height = min(max(letters, 4), 24) * sheets.LINE + 6


def _lacking_columns(heads: dict[str, str]) -> list[Column]:
    return [
        Column(heads["item"], 36, key("title")),
        Column(heads["severity"], 9, key("severity_label"), tone="severity", centred=True),
        Column(heads["lacking"], 12, key("lacking"), centred=True),
        Column(heads["asked"], 9, key("asked"), centred=True),
        Column(
            heads["lacking_share"], 10, lambda row: fraction(row["share"]), centred=True, form=sheets.PERCENT
        ),
        Column(heads["places_lacking"], 80, key("places_said")),
    ]


def _distribution_columns(heads: dict[str, str]) -> list[Column]:
    numbers = ("number", "minimum", "lower", "median", "upper", "maximum")
    return [
        Column(heads["indicator"], 30, key("label")),
        Column(heads["unit"], 8, key("unit"), centred=True),
        *(Column(heads[name], 11, key(name), centred=True) for name in numbers),
        Column(heads["outliers"], 30, lambda row: "、".join(row["outliers"])),
        Column(heads["silent"], 40, lambda row: "、".join(row["silent"])),
        Column(heads["unclear"], 24, lambda row: "、".join(row["unclear"])),
        Column(heads["code"], 26, key("key")),
    ]


def _value_columns(shown: View, heads: dict[str, str]) -> list[Column]:
    """The figures themselves, for charts of one's own."""
    return [
        Column(heads["indicator"], 30, key("label")),
        Column(heads["unit"], 7, key("unit"), centred=True),
        *(Column(name, 7, _value(at), centred=True) for at, name in enumerate(shown["names"])),
    ]


def _value(at: int) -> Callable[[View], Any]:
    return lambda row: row["by_place"].get(at)


def _notes(shown: View, texts: Texts) -> Iterator[tuple[str, str]]:
    phrases, heads = texts.compare.phrases, texts.compare.heads
    for one in shown["apart"]:
        yield phrases["apart"], f"{one['path']}：{one['reason']}"
    for verdict in shown["verdicts"]:
        yield f"{verdict['symbol']} {verdict['label']}", verdict["meaning"]
    yield phrases["scores"], texts.phrases["score_note"]
    yield phrases["ranking"], phrases["rank_note"] + texts.phrases["grade_note"]
    yield phrases["heat"], phrases["heat_note"]
    yield phrases["distributions"], phrases["figures_note"] + phrases["outlier_note"]
    for report in shown["ranking"]:
        yield f"{heads['file']} {report['place']}", report["path"]
    yield phrases["notes"], texts.phrases["scope_note"]
