"""Which of the earlier report's plans the later one reports as carried out.

A planned sentence is followed by what was read in it: a planned count is compared with the count reported, a planned
measure needs a statement that it was done. Where nothing was read in it, similar wording is only a hint.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from engine.compare.figures import in_row, is_number, unit_of, value
from engine.compare.likeness import Weighing, letters
from engine.compare.models import PlanAnswer, PlanPoint, Response
from engine.compare.sentences import Sentence
from engine.compare.settings import PlanSettings, settings
from engine.compare.shortcomings import done_by_key
from engine.extraction.models import Evidence, Fact
from engine.result import Result

_MOST = 4
Reached = Literal["yes", "partial", "no"]


class Later(NamedTuple):
    """The later report, as far as plans are answered in it; `known`: what the earlier one already had as done."""

    done: dict[str, list[Fact]]
    reported: list[Sentence]
    plans: list[Sentence]
    known: set[str]


class _Point(NamedTuple):
    """One thing planned, what was found of it, and where."""

    point: PlanPoint
    fact: Fact
    answers: tuple[Fact, ...]


def planned(sentences: tuple[Sentence, ...], limits: PlanSettings) -> list[Sentence]:
    """The sentences that announce something: those of the plan, and others in which something planned was read."""
    return [
        one
        for one in sentences
        if len(letters(one.plain)) >= limits.least
        and ((one.role == "plan" and not one.heading) or _plans(one, limits))
    ]


def _plans(sentence: Sentence, limits: PlanSettings) -> tuple[Fact, ...]:
    facts = (fact for fact in sentence.facts if fact.modality == "planned" and fact.key not in limits.never)
    return tuple({(fact.key, fact.value): fact for fact in facts}.values())


def answered(
    before: list[Sentence],
    after: tuple[Sentence, ...],
    results: tuple[Result, Result],
    weighing: Weighing,
    limits: PlanSettings,
) -> tuple[PlanAnswer, ...]:
    """Each planned sentence of the earlier of `results` with what `after`, the later one's sentences, say of it."""
    reported = [one for one in after if one.role == "achievements" and not one.heading]
    known = set(done_by_key(results[0]))
    later = Later(done_by_key(results[1]), reported, planned(after, limits), known)
    return tuple(_answer(one, later, weighing, limits) for one in before)


def _answer(one: Sentence, later: Later, weighing: Weighing, limits: PlanSettings) -> PlanAnswer:
    facts = _plans(one, limits)
    points = [_point(fact, later.done.get(fact.key, [])) for fact in facts]
    state, likeness = _state([point.point for point in points]), None
    part = state == "fulfilled" and one.clauses_with(facts) < limits.share * len(one.clauses)
    answers = {fact.evidence[0].start: fact.evidence[0] for point in points for fact in point.answers}
    if state == "unanswered":
        near, alike = _nearest(one, later.reported, weighing)
        if near and alike >= limits.likely:
            state, likeness, answers = "similar", alike, {near.start: near}
    return PlanAnswer(
        quote=one.quote,
        state="partly" if part else state,
        points=tuple(point.point for point in points),
        likeness=likeness,
        again=any(_again(one, facts, other, weighing, limits) for other in later.plans),
        notes=_notes(points, part, later),
        answers=tuple(answers.values())[:_MOST],
    )


def _notes(points: list[_Point], part: bool, later: Later) -> tuple[str, ...]:
    """What makes the answer weaker than it looks."""
    told = [point for point in points if point.answers]
    stale = bool(told) and all(not is_number(one.fact) and one.fact.key in later.known for one in told)
    names = [name for name, holds in (("part_only", part), ("told_before", stale)) if holds]
    return tuple(settings().say(name) for name in names)


def _point(fact: Fact, done: list[Fact]) -> _Point:
    """A planned fact against the facts of its key that are reported as done."""
    if is_number(fact):
        return _counted(fact, done)
    reached: Reached = "no"
    if done:
        reached = "yes" if any(one.polarity == "yes" for one in done) else "partial"
    point = PlanPoint(label=fact.label, planned=None, done=None, unit=None, reached=reached)
    return _Point(point, fact, tuple(done[:1]))


def _counted(fact: Fact, done: list[Fact]) -> _Point:
    """A planned count against the largest one reported in the same unit."""
    counts = [one for one in done if is_number(one) and unit_of(one) == unit_of(fact) and one.per == fact.per]
    best = max(counts, key=in_row, default=None)
    reached: Reached = "no"
    if best is not None:
        enough = in_row(best) <= in_row(fact) if fact.bound == "le" else in_row(best) >= in_row(fact)
        reached = "yes" if enough else "partial"
    told = value(best) if best else None
    point = PlanPoint(label=fact.label, planned=value(fact), done=told, unit=fact.unit, reached=reached)
    return _Point(point, fact, (best,) if best else ())


def _state(points: list[PlanPoint]) -> Response:
    reached = [point.reached for point in points]
    if reached and all(one == "yes" for one in reached):
        return "fulfilled"
    return "partly" if any(one != "no" for one in reached) else "unanswered"


def _nearest(one: Sentence, others: list[Sentence], weighing: Weighing) -> tuple[Evidence | None, float]:
    """The reported sentence that is most alike."""
    best: tuple[Evidence | None, float] = (None, 0.0)
    for other in others:
        likeness = weighing.likeness(one.plain, other.plain)
        if likeness > best[1]:
            best = other.quote, likeness
    return best


def _again(
    one: Sentence, facts: tuple[Fact, ...], other: Sentence, weighing: Weighing, limits: PlanSettings
) -> bool:
    """Whether the later report plans it again."""
    shared = bool(facts) and {fact.key for fact in facts} <= {fact.key for fact in _plans(other, limits)}
    return shared or weighing.likeness(one.plain, other.plain) >= limits.likely
