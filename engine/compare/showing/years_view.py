"""One place over the years as plain data with labels, for template, workbook and screen."""

from __future__ import annotations

from engine.compare.models import (
    Comparison,
    Copying,
    FigureRow,
    ItemChange,
    ItemSide,
    Pair,
    Piece,
    PlanAnswer,
    PlanPoint,
    Recheck,
    Shortcoming,
    Years,
)
from engine.compare.showing import words
from engine.extraction.checks.printed import show
from engine.reporting.numbers import percent
from engine.reporting.texts import Texts
from engine.reporting.view import View, cleaned, quote_view, score_view


def view_years(years: Years, comparison: Comparison, texts: Texts) -> View:
    """All that the outputs show of one group."""
    figures = [_figures(row, texts) for row in years.figures]
    shown: View = cleaned(
        {
            "place": years.place,
            "why": comparison.why,
            "notes": list(comparison.notes),
            "apart": words.apart(comparison.apart),
            "reports": [words.report(one) for one in years.reports],
            "years": [one.year for one in years.reports],
            "parts": _parts(years, texts),
            "pairs": [_pair(pair, years, texts) for pair in years.pairs],
            "figures": [row for row in figures if row["several"]],
            "single_figures": [row for row in figures if not row["several"]],
            "changes": {name: one.model_dump() for name, one in texts.compare.changes.items()},
        }
    )
    return shown | words.labels(texts)


def _parts(years: Years, texts: Texts) -> list[View]:
    """The whole, then each part of any list: `scores` of each year, None where its list has no such part."""
    titles = {one.part.id: one.part.title for report in years.reports for one in report.parts}
    scores = [{one.part.id: one.score for one in report.parts} for report in years.reports]
    whole = {"title": texts.compare.phrases["whole"], "scores": [score_view(r.score) for r in years.reports]}
    return [
        whole,
        *(
            {"title": title, "scores": [score_view(of[part]) if part in of else None for of in scores]}
            for part, title in titles.items()
        ),
    ]


def _pair(pair: Pair, years: Years, texts: Texts) -> View:
    before, after = years.reports[pair.before].year, years.reports[pair.after].year
    phrases = texts.compare.phrases
    rows = [_item(one, texts) for one in pair.items]
    rechecks = [_recheck(one, texts) for one in pair.rechecks]
    rechecks.sort(key=lambda one: one["consistent"])
    return {
        "before": before,
        "after": after,
        "title": phrases["pair_title"].format(before=before, after=after),
        "short": phrases["pair_short"].format(before=before, after=after),
        "notes": list(pair.notes),
        "counts": [
            {"change": name, "number": count, **texts.compare.changes[name].model_dump()}
            for name, count in pair.counts.items()
        ],
        "items": rows,
        "by_change": {name: [row for row in rows if row["change"] == name] for name in pair.counts},
        "rechecks": rechecks,
        "wrong": sum(not one["consistent"] for one in rechecks),
        "shortcomings": [_shortcoming(one, texts) for one in pair.shortcomings],
        "still": sum(one.state == "still" for one in pair.shortcomings),
        "new_shortcomings": words.quotes(pair.new_shortcomings),
        "plans": [_plan(one, texts) for one in pair.plans],
        "fulfilled": sum(one.state == "fulfilled" for one in pair.plans),
        "unanswered": sum(one.state == "unanswered" for one in pair.plans),
        "copying": _copying(pair.copying, texts),
    }


def _item(one: ItemChange, texts: Texts) -> View:
    known = texts.compare.changes[one.change]
    return {
        "id": one.item,
        "title": one.title,
        "severity": one.severity,
        "severity_label": texts.severities[one.severity],
        "detail": one.detail,
        "change": one.change,
        "change_label": f"{known.symbol} {known.label}",
        "before": _side(one.before, texts),
        "after": _side(one.after, texts),
        "notes": list(one.notes),
    }


def _side(one: ItemSide, texts: Texts) -> View:
    return {**words.verdict(one.verdict, texts), "reason": one.reason, "quotes": words.quotes(one.evidence)}


def _figures(row: FigureRow, texts: Texts) -> View:
    return {
        "label": words.label_of(row.label, row.scope, row.per, texts),
        "key": row.key,
        "unit": row.unit,
        "several": sum(one is not None for one in row.figures) > 1,
        "cells": [words.figure(one, texts) for one in row.figures],
        "changes": [words.change(one, row.unit, texts) for one in row.changes],
    }


def _recheck(one: Recheck, texts: Texts) -> View:
    return {
        "kind_label": texts.compare.rechecks[one.kind],
        "label": one.label,
        "consistent": one.consistent,
        "consistency": "yes" if one.consistent else "no",
        "result": texts.consistencies["yes" if one.consistent else "no"],
        "message": one.message,
        "before": words.quotes(one.before[:1]),
        "after": words.quotes(one.after[:1]),
    }


def _shortcoming(one: Shortcoming, texts: Texts) -> View:
    phrases = texts.compare.phrases
    by = "、".join(texts.compare.by[way] for way in one.by)
    if one.likeness is not None and one.likeness > 0:
        by += f"（{percent(100 * one.likeness)}）" if "text" in one.by else ""
    return {
        "quote": quote_view(one.quote),
        "labels": list(one.labels),
        "state": one.state,
        "state_label": texts.compare.answers[one.state],
        "by": by,
        "sure": one.sure,
        "sure_label": "" if one.state == "unmentioned" else phrases["sure" if one.sure else "unsure"],
        "note": phrases["also_before"] if one.also_before else "",
        "answers": words.quotes(one.answers),
    }


def _plan(one: PlanAnswer, texts: Texts) -> View:
    notes = list(one.notes)
    if one.again:
        notes.append(texts.compare.phrases["again"])
    return {
        "quote": quote_view(one.quote),
        "state": one.state,
        "state_label": texts.compare.responses[one.state],
        "points": [_point(point, texts) for point in one.points],
        "notes": notes,
        "answers": words.quotes(one.answers),
    }


def _point(point: PlanPoint, texts: Texts) -> str:
    """评查执法案卷：计划150份，写明160份."""
    phrases, unit = texts.compare.phrases, point.unit or ""
    if point.planned is None:
        return f"{point.label}：{texts.compare.reached[point.reached]}"
    fields = {"label": point.label, "planned": f"{show(point.planned)}{unit}"}
    if point.done is None:
        return phrases["planned_only"].format(**fields)
    return phrases["planned_and_done"].format(**fields, done=f"{show(point.done)}{unit}")


def _copying(one: Copying, texts: Texts) -> View:
    phrases = texts.compare.phrases
    said = phrases["copied"].format(characters=one.characters, copied=one.copied, share=percent(one.share))
    return {
        "said": said,
        "kinds": phrases["copied_kinds"].format(**one.by_kind),
        "share": one.share,
        "passages": [
            {
                "kind": copy.kind,
                "kind_label": texts.compare.likenesses[copy.kind],
                "characters": copy.characters,
                "likeness": copy.likeness,
                "before": _marked(copy.before_pieces),
                "after": _marked(copy.after_pieces),
                "before_place": quote_view(copy.before)["place"],
                "after_place": quote_view(copy.after)["place"],
            }
            for copy in one.passages
        ],
    }


def _marked(pieces: tuple[Piece, ...]) -> list[View]:
    return [piece.model_dump() for piece in pieces]
