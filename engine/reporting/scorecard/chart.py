"""The bar chart of 总览: for each part what is proved and what could still be reached."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.chart import BarChart
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
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from engine.reporting.formulas import reference
from engine.reporting.numbers import fraction
from engine.reporting.scorecard.frame import Frame

_ROW_CM, _WIDTH_CM = 0.53, 21.0
_LEAST, _PER_PART = 12, 2  # rows of ordinary height
_DARK, _LIGHT = "1F3A5F", "D9E2EC"
_RATE, _CEILING = 5, 6  # columns of the shares in the table by part
_FONT = "宋体"


def _height(frame: Frame) -> int:
    """How many rows of ordinary height the chart takes."""
    return max(_LEAST, 5 + _PER_PART * len(frame.parts))


def draw_chart(sheet: Worksheet, frame: Frame, anchor: str, first: int) -> None:
    """A chart at `anchor`; the rows of the parts begin at row `first`."""
    card, words = frame.card, frame.layout.overview
    assert card is not None
    scores = [one.score for one in card.parts]
    chart = BarChart()
    chart.type, chart.style, chart.gapWidth = "bar", 10, 50
    chart.width, chart.height = _WIDTH_CM, _height(frame) * _ROW_CM  # type: ignore[assignment]
    rates = [fraction(one.rate) for one in scores]
    ceilings = [fraction(100 * one.ceiling / one.possible if one.possible else 0.0) for one in scores]
    names = [one.part.title for one in card.parts]
    for place, (name, column, values, colour) in enumerate(
        ((words["rate"], _RATE, rates, _DARK), (words["ceiling_rate"], _CEILING, ceilings, _LIGHT))
    ):
        series = Series(idx=place, order=place)
        series.tx = SeriesLabel(v=name)
        series.cat = AxDataSource(strRef=StrRef(_cells(sheet, 1, first, len(names)), _texts(names)))
        series.val = NumDataSource(NumRef(_cells(sheet, column, first, len(names)), _numbers(values)))
        series.spPr = GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=_DARK, w=9525))
        chart.series.append(series)
    _dress(chart, words["chart"])
    sheet.add_chart(chart, anchor)


def _cells(sheet: Worksheet, column: int, first: int, number: int) -> str:
    letter = get_column_letter(column)
    return reference(sheet.title, f"${letter}${first}:${letter}${first + number - 1}")


def _texts(names: Sequence[str]) -> StrData:
    return StrData(ptCount=len(names), pt=[StrVal(idx=i, v=name) for i, name in enumerate(names)])


def _numbers(values: Sequence[float]) -> NumData:
    return NumData(
        formatCode="0.0%", ptCount=len(values), pt=[NumVal(idx=i, v=v) for i, v in enumerate(values)]
    )


def _dress(chart: BarChart, title: str) -> None:
    """Axes from the top down and from 0 to 100%, fonts, legend below."""
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 1
    chart.y_axis.crosses, chart.y_axis.number_format, chart.y_axis.majorUnit = "max", "0%", 0.2
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = _text(800)
    chart.legend.position = "b"
    chart.legend.txPr = _text(900)
    run = RegularTextRun(rPr=_character(1200, bold=True), t=title)
    chart.title = Title(tx=Text(rich=RichText(p=[Paragraph(r=[run])])), overlay=False)


def _character(size: int, bold: bool = False) -> CharacterProperties:
    """`size` in hundredths of a point."""
    font = Font(typeface=_FONT)
    return CharacterProperties(sz=size, b=bold, latin=font, ea=font)


def _text(size: int) -> RichText:
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_character(size)), endParaRPr=_character(size))
    return RichText(p=[paragraph])
