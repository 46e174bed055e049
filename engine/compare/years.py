"""One place over the years: every report with the one before it, and all their figures."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from engine.compare import items, plans, rechecks, shortcomings
from engine.compare.copying import copied
from engine.compare.figures import Figures, figures_of, series
from engine.compare.grouping import Entry
from engine.compare.likeness import Weighing
from engine.compare.models import Pair, Recheck, Years
from engine.compare.reports import report
from engine.compare.sentences import Sentence, sentences_of, under_headings
from engine.compare.settings import settings
from engine.pipeline import lexicon
from engine.result import Result


class _Read(NamedTuple):
    """A report with what is read of it once."""

    result: Result
    sentences: tuple[Sentence, ...]
    figures: Figures


def over_years(entries: list[Entry]) -> Years:
    """The comparison of one place's reports, which stand in the order of their years."""
    read = [_Read(one.result, sentences_of(one.result), figures_of(one.result)) for one in entries]
    return Years(
        place=entries[-1].name,
        reports=tuple(map(report, entries)),
        pairs=tuple(_pair(at, one, other) for at, (one, other) in enumerate(pairwise(read))),
        figures=series([one.figures for one in read], list(lexicon().labels)),
    )


def _pair(at: int, one: _Read, other: _Read) -> Pair:
    limits = settings()
    weighing = Weighing(sentence.plain for read in (one, other) for sentence in read.sentences)
    found = items.changes(one.result, other.result)
    admitted = [
        under_headings(shortcomings.admitted(read.sentences, limits.shortcomings), read.result.document)
        for read in (one, other)
    ]
    results = (one.result, other.result)
    old, new = shortcomings.followed(admitted[0], admitted[1], results, weighing, limits.shortcomings)
    announced = under_headings(plans.planned(one.sentences, limits.plans), one.result.document)
    return Pair(
        before=at,
        after=at + 1,
        notes=(*_gap(one.result, other.result), *items.notes(one.result, other.result)),
        items=found,
        counts=items.counts(found),
        rechecks=_rechecks(one, other),
        shortcomings=old,
        new_shortcomings=new,
        plans=plans.answered(announced, other.sentences, results, weighing, limits.plans),
        copying=copied(one.sentences, other.sentences, limits.copying),
    )


def _rechecks(one: _Read, other: _Read) -> tuple[Recheck, ...]:
    """Growth is claimed against the year before; other years are only restated."""
    years = (one.result.document.report_year, other.result.document.report_year)
    told = rechecks.restated(years, one.figures, other.sentences)
    if _missing(one.result, other.result):
        return told
    return (*rechecks.growth(years[0], one.figures, other.sentences), *told)


def _missing(one: Result, other: Result) -> list[int]:
    first, second = one.document.report_year, other.document.report_year
    return list(range(first + 1, second)) if first and second else []


def _gap(one: Result, other: Result) -> tuple[str, ...]:
    missing = "、".join(map(str, _missing(one, other)))
    years = {"before": one.document.report_year, "after": other.document.report_year}
    return (settings().say("gap", missing=missing, **years),) if missing else ()
