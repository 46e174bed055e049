"""Small pieces that every view of a comparison is made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.checklist.models import Verdict
from engine.compare.models import Apart, Figure, FigureChange, Report
from engine.extraction.checks.printed import show
from engine.extraction.models import Evidence
from engine.reporting.texts import Texts
from engine.reporting.view import View, quote_view, score_view

MINUS, PLUS = "-", "+"


def labels(texts: Texts) -> View:
    """The words that pages, workbooks and the screen put around what is shown."""
    return {
        "texts": texts.phrases,
        "heads": texts.heads | texts.compare.heads,
        "words": texts.compare.phrases,
        "screen": texts.screen,
    }


def years_heading(shown: View, apart: str = "") -> str:
    """What a comparison over the years is called; `apart` stands behind the place."""
    phrases, years = shown["words"], shown["years"]
    place, title = f"{shown['place']}{apart}", phrases["years_title"]
    return str(phrases["years_heading"].format(place=place, first=years[0], last=years[-1], title=title))


def places_heading(shown: View) -> str:
    """What a comparison of places is called."""
    phrases = shown["words"]
    return str(phrases["places_heading"].format(year=shown["year"], title=phrases["places_title"]))


def quotes(some: Iterable[Evidence]) -> list[View]:
    """Quotes with their places."""
    return [quote_view(one) for one in some]


def verdict(value: Verdict | None, texts: Texts) -> View:
    """A verdict with label and symbol; none where the list does not ask."""
    if value is None:
        return {"verdict": "", "label": "", "symbol": ""}
    known = texts.verdicts[value]
    return {"verdict": value, "label": known.label, "symbol": known.symbol}


def report(one: Report) -> View:
    """A report with its score."""
    return {
        "place": one.place,
        "year": one.year,
        "path": one.path,
        "checklist": one.checklist_title,
        "profile": one.profile,
        **score_view(one.score),
        "verdicts": dict(one.score.verdicts),
    }


def apart(some: Iterable[Apart]) -> list[View]:
    """Reports that took no part, with the reason."""
    return [{"path": one.path, "reason": one.reason} for one in some]


def figure(one: Figure | None, texts: Texts) -> View | None:
    """A figure as printed, with its quotes."""
    if one is None:
        return None
    text = f"{texts.bounds[one.bound]}{show(one.value)}{one.unit or ''}"
    return {"text": text, "number": one.number, "quotes": quotes(one.evidence)}


def change(one: FigureChange | None, unit: str | None, texts: Texts) -> View | None:
    """A change of a figure in words: +25（+50%）, +7个百分点."""
    if one is None:
        return None
    return {
        "text": _moved(one, unit, texts),
        "difference": one.difference,
        "relative": one.relative,
        "notes": list(one.notes),
    }


def _moved(one: FigureChange, unit: str | None, texts: Texts) -> str:
    phrases = texts.compare.phrases
    if not one.difference:
        return "" if one.difference is None else phrases["level"]
    text = _signed(one.difference) + (phrases["points"] if unit == "%" else "")
    return text + (f"（{_signed(round(one.relative, 1))}%）" if one.relative is not None else "")


def _signed(value: float) -> str:
    return f"{PLUS if value > 0 else MINUS if value < 0 else ''}{show(abs(value))}"


def label_of(label: str, scope: str | None, per: str | None, texts: Texts) -> str:
    """An indicator's name with scope and period."""
    beside = "，".join(filter(None, (scope, texts.periods[per] if per else "")))
    return f"{label}（{beside}）" if beside else label


def lines(some: list[Any]) -> str:
    """A line each."""
    return "\n".join(str(one) for one in some if one)
