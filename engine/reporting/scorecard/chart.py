"""The bar chart of 总览: for each part what is proved and what could still be reached."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from engine.reporting.charts import DARK, LIGHT, Names, Shares, bars, cells
from engine.reporting.numbers import fraction
from engine.reporting.scorecard.frame import Frame

_ROW_CM, _WIDTH_CM = 0.53, 21.0
_LEAST, _PER_PART = 12, 2  # rows of ordinary height
_RATE, _CEILING = 5, 6  # columns of the shares in the table by part


def _height(frame: Frame) -> int:
    """How many rows of ordinary height the chart takes."""
    return max(_LEAST, 5 + _PER_PART * len(frame.parts))


def draw_chart(sheet: Worksheet, frame: Frame, anchor: str, first: int) -> None:
    """A chart at `anchor`; the rows of the parts begin at row `first`."""
    card, words = frame.card, frame.layout.overview
    assert card is not None
    last = first + len(card.parts) - 1
    scores = [one.score for one in card.parts]
    rates = [fraction(one.rate) for one in scores]
    ceilings = [fraction(100 * one.ceiling / one.possible if one.possible else 0.0) for one in scores]
    chart = bars(
        words["chart"],
        Names(cells(sheet, (1, first), (1, last)), [one.part.title for one in card.parts]),
        (
            Shares(words["rate"], cells(sheet, (_RATE, first), (_RATE, last)), rates, DARK),
            Shares(words["ceiling_rate"], cells(sheet, (_CEILING, first), (_CEILING, last)), ceilings, LIGHT),
        ),
    )
    chart.width, chart.height = _WIDTH_CM, _height(frame) * _ROW_CM  # type: ignore[assignment]
    sheet.add_chart(chart, anchor)
