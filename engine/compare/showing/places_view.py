"""Different places in one year as plain data with labels, for template, workbook and screen."""

from __future__ import annotations

from collections.abc import Sequence

from engine.compare.models import Comparison, Distribution, HeatRow, Places, Standing
from engine.compare.showing import words
from engine.reporting.texts import Texts
from engine.reporting.view import VERDICTS, View, cleaned

_MOST_LACKING = 20
_MARGIN = 2.0  # of a hundred: room for the points at both ends


def view_places(places: Places, comparison: Comparison, texts: Texts) -> View:
    """All that the outputs show of one group. Columns of places stand in the order of the ranking."""
    names = short_names([one.place for one in places.reports], texts)
    heat = [_heat(row, names, texts) for row in places.items]
    rows = [_distribution(one, names, texts) for one in places.distributions]
    shown: View = cleaned(
        {
            "year": places.year,
            "why": comparison.why,
            "notes": [*comparison.notes, *places.notes],
            "apart": words.apart(comparison.apart),
            "names": names,
            "ranking": [_standing(one, places, names, texts) for one in places.ranking],
            "heat": [row for row in heat if not row["detail"]],
            "heat_details": [row for row in heat if row["detail"]],
            "lacking": _lacking(heat),
            "distributions": [row for row in rows if row["number"] > 1],
            "rare": [row for row in rows if row["number"] == 1],
            "verdicts": [{"verdict": one, **texts.verdicts[one].model_dump()} for one in VERDICTS],
        }
    )
    return shown | words.labels(texts)


def short_names(names: Sequence[str], texts: Texts) -> list[str]:
    """Names for narrow columns, without 人民政府 where they stay different."""
    short = [name.removesuffix(texts.compare.phrases["government"]) or name for name in names]
    return [brief if short.count(brief) == 1 else name for brief, name in zip(short, names, strict=True)]


def _standing(one: Standing, places: Places, names: list[str], texts: Texts) -> View:
    report = places.reports[one.report]
    rank = texts.compare.phrases["rank_shared" if one.shared else "rank"].format(rank=one.rank)
    return {
        **words.report(report),
        "rank": one.rank,
        "rank_label": rank,
        "short": names[one.report],
        "level": texts.levels[report.level] if report.level else "",
        "verdicts": {verdict: report.score.verdicts.get(verdict, 0) for verdict in VERDICTS},
    }


def _heat(row: HeatRow, names: list[str], texts: Texts) -> View:
    lacking = [
        name
        for name, verdict in zip(names, row.verdicts, strict=True)
        if verdict in ("not_met", "no_evidence")
    ]
    everywhere = texts.compare.phrases["everywhere"]
    return {
        "id": row.item,
        "title": row.title,
        "severity": row.severity,
        "severity_label": texts.severities[row.severity],
        "detail": row.detail,
        "cells": [words.verdict(verdict, texts) for verdict in row.verdicts],
        "lacking": row.lacking,
        "asked": row.asked,
        "share": 100 * row.lacking / row.asked if row.asked else 0.0,
        "places_said": everywhere if row.lacking == row.asked else "、".join(lacking),
    }


def _lacking(heat: list[View]) -> list[View]:
    """The core items that most places lack; where as many lack them, the more severe first."""
    rows = [row for row in heat if row["lacking"] and not row["detail"]]
    return sorted(rows, key=lambda row: -row["share"])[:_MOST_LACKING]


def _distribution(one: Distribution, names: list[str], texts: Texts) -> View:
    figures = [
        {"name": names[f.report], "outlier": f.outlier, **(words.figure(f.figure, texts) or {})}
        for f in one.figures
    ]
    return {
        "label": words.label_of(one.label, one.scope, one.per, texts),
        "key": one.key,
        "unit": one.unit,
        "number": len(one.figures),
        **one.model_dump(include={"minimum", "lower", "median", "upper", "maximum"}),
        "figures": figures,
        "outliers": [f"{figure['name']} {figure['text']}" for figure in figures if figure["outlier"]],
        "silent": [names[index] for index in one.silent],
        "unclear": [names[index] for index in one.unclear],
        "by_place": {f.report: f.figure.number for f in one.figures},
        "plot": _plot(one),
    }


def _plot(one: Distribution) -> View:
    """Places along a line of a hundred units, for drawing."""
    low, high = one.minimum, one.maximum

    def at(value: float | None) -> float:
        if value is None or high <= low:
            return 50.0
        return round(_MARGIN + (100 - 2 * _MARGIN) * (value - low) / (high - low), 2)

    return {
        "low": at(low),
        "high": at(high),
        "lower": at(one.lower),
        "upper": at(one.upper),
        "median": at(one.median),
        "points": [{"x": at(f.figure.number), "outlier": f.outlier} for f in one.figures],
    }
