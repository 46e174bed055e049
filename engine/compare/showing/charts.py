"""The sheets with charts: one place's score over the years as a whole and by part, the scores of many places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from engine.compare.showing.book import key, share
from engine.reporting import sheets
from engine.reporting.charts import DARK, LIGHT, Chart, Names, Shares, bars, cells, labels, lines
from engine.reporting.sheets import Column
from engine.reporting.texts import Texts
from engine.reporting.view import View

_MOST = 31  # places on one page
_PAGE = 96.0  # characters, as wide as a page
_ACROSS = 2  # small charts side by side
# Points of height: a place, what is around the bars, the chart of the whole, one of a part.
_PLACE, _AROUND, _WHOLE, _SMALL = 19.0, 90.0, 160.0, 125.0
_PARTS = 10  # whose charts fit on a page
_GAP = 36_000  # a millimetre, in the units of drawings
_TOP = 3  # the first row of data, below two headings


def places_charts(book: Workbook, shown: View, texts: Texts, heading: int) -> None:
    """A bar for each place, in the order of the ranking, whose heading stands in a row of the first sheet."""
    source, phrases, ranking = book.worksheets[0], texts.compare.phrases, shown["ranking"]
    sheet: Worksheet = book.create_sheet(texts.compare.sheets["charts"])
    sheets.line(sheet, 1, phrases["bars_note"], 1, width=_PAGE)
    row = 2
    for first in range(0, len(ranking), _MOST):
        some = ranking[first : first + _MOST]
        title = phrases["places_chart" if len(ranking) <= _MOST else "places_chart_some"]
        title = title.format(first=first + 1, last=first + len(some))
        chart = _bars(source, heading, heading + 1 + first, some, title, texts)
        row = _put(sheet, chart, (1, row), 1, _AROUND + _PLACE * len(some))
        sheet.row_breaks.append(Break(id=row - 1))
    sheets.widths(sheet, [_PAGE])
    sheets.page(sheet)
    sheet.page_setup.orientation = "portrait"


def _bars(
    source: Worksheet, heading: int, first: int, some: Sequence[View], title: str, texts: Texts
) -> Chart:
    """What is proved, laid over what could still be."""
    columns = {cell.value: at for at, cell in enumerate(source[heading], 1)}
    last = first + len(some) - 1

    def down(name: str) -> str:
        return cells(source, (columns[name], first), (columns[name], last))

    names = Names(down(texts.compare.heads["place"]), [one["place"] for one in some])
    ceiling, rate = (
        Shares(texts.phrases[key], down(texts.phrases[key]), [share(one, key) for one in some], colour)
        for key, colour in (("ceiling_rate", LIGHT), ("rate", DARK))
    )
    chart = bars(title, names, (ceiling, rate), over=True)
    chart.series[1].dLbls = labels("outEnd")
    return chart


def years_charts(book: Workbook, shown: View, texts: Texts) -> None:
    """The scores by part and year on a sheet, and on another the whole and each part as lines."""
    source, phrases = _parts(book, shown, texts), texts.compare.phrases
    sheet: Worksheet = book.create_sheet(texts.compare.sheets["charts"])
    sheets.line(sheet, 1, phrases["lines_note"], _ACROSS, width=_PAGE)
    whole, *parts = shown["parts"]
    chart = lines(phrases["years_chart"], *_over_years(source, _TOP, whole, shown["years"], texts))
    _put(sheet, chart, (1, 2), _ACROSS, _WHOLE)
    for at, part in enumerate(parts):
        data = _over_years(source, _TOP + 1 + at, part, shown["years"], texts)
        chart = lines(part["title"], *data, small=True)
        _put(sheet, chart, (1 + at % _ACROSS, 3 + at // _ACROSS), 1, _SMALL)
    sheets.widths(sheet, [_PAGE / _ACROSS] * _ACROSS)
    sheets.page(sheet)
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToHeight = 1 if len(parts) <= _PARTS else 0


def _parts(book: Workbook, shown: View, texts: Texts) -> Worksheet:
    """A row for the whole and for each part: the rate of every year, then the ceiling of every year."""
    sheet: Worksheet = book.create_sheet(texts.compare.sheets["parts"])
    years, part = shown["years"], texts.compare.heads["part"]
    columns = [Column(part, 40, key("title"))]
    titles = [part]
    for name in ("rate", "ceiling_rate"):
        titles += [texts.phrases[name], *("" for _ in years[1:])]
        columns += [
            Column(str(year), 10, _score(at, name), centred=True, form=sheets.PERCENT)
            for at, year in enumerate(years)
        ]
    sheets.heading(sheet, titles, 1)
    sheet.row_dimensions[1].height = sheets.LINE + 6
    sheets.table(sheet, columns, shown["parts"], _TOP - 1)
    sheet.merge_cells("A1:A2")
    for first in (2, 2 + len(years)):
        sheet.merge_cells(start_row=1, start_column=first, end_row=1, end_column=first + len(years) - 1)
    sheet.freeze_panes = f"B{_TOP}"
    sheets.widths(sheet, [column.width for column in columns])
    sheets.page(sheet)
    return sheet


def _score(at: int, name: str) -> Callable[[View], float | None]:
    return lambda row: share(row["scores"][at], name)


def _over_years(
    source: Worksheet, row: int, shown: View, years: Sequence[int], texts: Texts
) -> tuple[Names, list[Shares]]:
    """A row of the sheet by part as two lines."""

    def along(block: int, y: int) -> str:
        first = 2 + block * len(years)
        return cells(source, (first, y), (first + len(years) - 1, y))

    names = Names(along(0, _TOP - 1), [str(year) for year in years])
    return names, [
        Shares(texts.phrases[key], along(block, row), [share(score, key) for score in shown["scores"]])
        for block, key in enumerate(("rate", "ceiling_rate"))
    ]


def _put(sheet: Worksheet, chart: Chart, place: tuple[int, int], columns: int, points: float) -> int:
    """The chart over so many columns and as many rows as its height needs; gives the next free row."""
    column, row = place
    rows = ceil(points / sheets.TALLEST)
    for y in range(row, row + rows):
        sheet.row_dimensions[y].height = points / rows
    # Both corners in cells: how wide a column is depends on the fonts of whoever opens it.
    begin, end = (
        AnchorMarker(column - 1, _GAP, row - 1, _GAP),
        AnchorMarker(column - 1 + columns, 0, row - 1 + rows, 0),
    )
    chart.anchor = TwoCellAnchor(editAs="twoCell", _from=begin, to=end)  # type: ignore[assignment]
    sheet.add_chart(chart)
    return row + rows
