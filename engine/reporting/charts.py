"""Charts that Excel draws from cells, which everyone can change: bars and lines that read in black and white too.

The values stand in the cells and, for programs that draw before they calculate, in the chart as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from engine.reporting.formulas import reference

Chart = BarChart | LineChart
DARK, LIGHT = "1F3A5F", "D9E2EC"
_GRID = "D0D0D0"
_FONT = "宋体"
_AXIS, _LEGEND, _TITLE, _SMALL = 800, 900, 1200, 900  # hundredths of a point
_FORM = "0.0%"
_LABELLED = 8  # points, whose values have room
_CLOSE, _ABOVE = 0.35, 1.19  # shares: lines too near each other, room above 100%
_BAR, _LINE = 9525, 22225  # widths of lines, 12 700 to the point


class Names(NamedTuple):
    """What the values are of: cells and the text in them."""

    cells: str
    texts: Sequence[str]


class Shares(NamedTuple):
    """A series of fractions: cells and the values in them, None where a cell is empty."""

    name: str
    cells: str
    values: Sequence[float | None]
    colour: str = DARK


def cells(sheet: Worksheet, first: tuple[int, int], last: tuple[int, int]) -> str:
    """The cells from one to another, each as column and row, as a chart names them."""
    begin, end = (f"${get_column_letter(x)}${y}" for x, y in (first, last))
    return reference(sheet.title, f"{begin}:{end}")


def bars(title: str, names: Names, series: Sequence[Shares], over: bool = False) -> BarChart:
    """Lying bars, the first name on top, from 0 to 100%; `over` lays each series over the one before it."""
    chart = BarChart()
    chart.type, chart.style, chart.gapWidth, chart.overlap = "bar", 10, 50, 100 if over else None
    for place, one in enumerate(series):
        made = _series(place, names, one)
        made.spPr = GraphicalProperties(solidFill=one.colour, ln=LineProperties(solidFill=DARK, w=_BAR))
        chart.series.append(made)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    _dress(chart, title)
    return chart


def lines(title: str, names: Names, series: Sequence[Shares], small: bool = False) -> LineChart:
    """A line for each series from 0 to 100%, every second one dashed and hollow, with the values beside it.

    A `small` one, of several alike, has no legend. The first line is the lower one.
    """
    chart = LineChart()
    chart.style = 10
    for place, one in enumerate(series):
        made, dashed = _series(place, names, one), place % 2 == 1
        made.smooth = False
        made.spPr = GraphicalProperties(
            ln=LineProperties(solidFill=one.colour, w=_LINE, prstDash="dash" if dashed else None)
        )
        made.marker = Marker(symbol="circle", size=6)
        made.marker.spPr = GraphicalProperties(
            solidFill="FFFFFF" if dashed else one.colour, ln=LineProperties(solidFill=one.colour)
        )
        if len(names.texts) <= _LABELLED:
            made.dLbls = labels("b" if place == 0 and _near(series) else "t")
        chart.series.append(made)
    _dress(chart, title, _SMALL if small else _TITLE)
    chart.y_axis.scaling.max = _ABOVE
    if small:
        chart.legend = None
    return chart


def _near(series: Sequence[Shares]) -> bool:
    """Whether the value of a point would stand in the way of one of another line."""
    points = (
        [value for value in values if value is not None]
        for values in zip(*(one.values for one in series), strict=True)
    )
    return any(max(values) - min(values) < _CLOSE for values in points if values)


def labels(position: str) -> DataLabelList:
    """The values alone beside the points of a series."""
    shown = DataLabelList(dLblPos=position, showVal=True)
    shown.showSerName = shown.showCatName = shown.showLegendKey = shown.showPercent = False
    shown.txPr = _text(_AXIS)
    return shown


def _series(place: int, names: Names, one: Shares) -> Series:
    series = Series(idx=place, order=place)
    series.tx = SeriesLabel(v=one.name)
    texts = [StrVal(idx=i, v=text) for i, text in enumerate(names.texts)]
    series.cat = AxDataSource(strRef=StrRef(names.cells, StrData(ptCount=len(texts), pt=texts)))
    values = [NumVal(idx=i, v=value) for i, value in enumerate(one.values) if value is not None]
    known = NumData(formatCode=_FORM, ptCount=len(one.values), pt=values)
    series.val = NumDataSource(NumRef(one.cells, known))
    return series


def _dress(chart: Chart, title: str, size: int = _TITLE) -> None:
    """Axes, from 0 to 100%; fonts; legend below."""
    chart.roundedCorners = False
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 1
    chart.y_axis.number_format, chart.y_axis.majorUnit = "0%", 0.2
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=_GRID)))
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False  # else newer programs hide it
        axis.txPr = _text(_AXIS)
    chart.legend = Legend(legendPos="b", txPr=_text(_LEGEND))
    run = RegularTextRun(rPr=_character(size, bold=True), t=title)
    chart.title = Title(tx=Text(rich=RichText(p=[Paragraph(r=[run])])), overlay=False)


def _character(size: int, bold: bool = False) -> CharacterProperties:
    font = Font(typeface=_FONT)
    return CharacterProperties(sz=size, b=bold, latin=font, ea=font)


def _text(size: int) -> RichText:
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_character(size)), endParaRPr=_character(size))
    return RichText(p=[paragraph])
