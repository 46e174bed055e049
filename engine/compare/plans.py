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
    result: Result,
    weighing: Weighing,
    limits: PlanSettings,
) -> tuple[PlanAnswer, ...]:
    """Each planned sentence with what `after`, the sentences of `result`, say of it."""
    done = done_by_key(result)
    reported = [one for one in after if one.role == "achievements" and not one.heading]
    next_plans = planned(after, limits)
    return tuple(_answer(one, done, reported, next_plans, weighing, limits) for one in before)


def _answer(
    one: Sentence,
    done: dict[str, list[Fact]],
    reported: list[Sentence],
    next_plans: list[Sentence],
    weighing: Weighing,
    limits: PlanSettings,
) -> PlanAnswer:
    facts = _plans(one, limits)
    points = [_point(fact, done.get(fact.key, [])) for fact in facts]
    state, likeness = _state([point.point for point in points]), None
    notes: tuple[str, ...] = ()
    answers = tuple(dict.fromkeys(fact.evidence[0] for point in points for fact in point.answers))
    if state == "fulfilled" and one.clauses_with(facts) < limits.share * len(one.clauses):
        state, notes = "partly", (settings().say("part_only"),)
    if state == "unanswered":
        near, likeness = _nearest(one, reported, weighing)
        if near and likeness >= limits.likely:
            state, answers = "similar", (near,)
    keys = {fact.key for fact in facts}
    return PlanAnswer(
        quote=one.quote,
        state=state,
        points=tuple(point.point for point in points),
        likeness=likeness if state == "similar" else None,
        again=any(_again(one, keys, other, weighing, limits) for other in next_plans),
        notes=notes,
        answers=answers[:_MOST],
    )


def _point(fact: Fact, done: list[Fact]) -> _Point:
    if not is_number(fact):
        reached: Literal["yes", "partial", "no"] = "no"
        if done:
            reached = "yes" if any(one.polarity == "yes" for one in done) else "partial"
        point = PlanPoint(label=fact.label, planned=None, done=None, unit=None, reached=reached)
        return _Point(point, fact, tuple(done[:1]))
    counts = [one for one in done if is_number(one) and unit_of(one) == unit_of(fact) and one.per == fact.per]
    best = max(counts, key=in_row, default=None)
    if best is None:
        reached = "no"
    else:
        enough = in_row(best) <= in_row(fact) if fact.bound == "le" else in_row(best) >= in_row(fact)
        reached = "yes" if enough else "partial"
    return _Point(
        PlanPoint(
            label=fact.label,
            planned=value(fact),
            done=value(best) if best else None,
            unit=fact.unit,
            reached=reached,
        ),
        fact,
        (best,) if best else (),
    )


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


def _again(one: Sentence, keys: set[str], other: Sentence, weighing: Weighing, limits: PlanSettings) -> bool:
    """Whether the later report plans it again."""
    shared = bool(keys) and keys <= {fact.key for fact in _plans(other, limits)}
    return shared or weighing.likeness(one.plain, other.plain) >= limits.likely
