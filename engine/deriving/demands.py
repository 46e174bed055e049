"""What a task demands: figures, named measures, deadlines, and what of it nothing reads - sentence by sentence.

In: a task, the facts and unmapped numbers of the plan. Out: a `Demanded`. A statement that only names the scope (围绕…) is no
measure; one that an earlier sentence made is not made again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from engine.deriving.task import Task
from engine.deriving.units import is_deadline, outside
from engine.deriving.words import pattern, words
from engine.extraction import Fact
from engine.extraction.evidence import LIMIT
from engine.extraction.models import Evidence
from engine.extraction.unmapped import Unmapped
from engine.text import plain

Comparison = Literal["at_least", "more_than", "less_than", "at_most"]
Frequency = Literal["half", "quarter", "month", "term"]
YEARLY: dict[Frequency, int] = {"half": 2, "quarter": 4, "month": 12, "term": 1}

_LONGEST = LIMIT  # no quote is longer
_END = re.compile(r"[。;!\n\t]")
_CLAUSE_END = ",。;:!\n"
_WORD = re.compile(r"[一-龥]")
_MARKS = " \t\n,。;:、"


class Figure(NamedTuple):
    """A quantified demand: what `value` of a criterion says. `quote` is as printed."""

    key: str
    label: str
    comparison: Comparison
    number: float
    per: Frequency | None
    quote: str


class Measure(NamedTuple):
    """A statement that the sentence asks for."""

    key: str
    label: str


class Group(NamedTuple):
    """Measures of which a report must tell a share: those of a sentence, and apart from them those with a deadline.

    `clauses` is in how many clauses they stand.
    """

    start: int
    end: int
    measures: tuple[Measure, ...]
    clauses: int


class Said(NamedTuple):
    """A fact, and where within the task its clause stands, without what names units."""

    fact: Fact
    start: int
    end: int


class Sentence(NamedTuple):
    """`start`..`end` without its closing mark. `unread` quotes the clauses with a number that nothing reads."""

    start: int
    end: int
    heading: bool
    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    repeats: bool
    unread: tuple[str, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The statements of all groups."""
        return tuple(measure for group in self.groups for measure in group.measures)

    @property
    def silent(self) -> bool:
        """Whether nothing of it can be looked for in a report."""
        return not (self.figures or self.measures or self.repeats or self.unread)


class Demanded(NamedTuple):
    """All that a task demands. `deadlines` and `frequencies` are quotes of clauses, which no criterion holds."""

    sentences: tuple[Sentence, ...]
    deadlines: tuple[str, ...]
    frequencies: tuple[str, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All quantified demands."""
        return tuple(dict.fromkeys(figure for one in self.sentences for figure in one.figures))

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All statements, in text order."""
        return tuple(dict.fromkeys(measure for one in self.sentences for measure in one.measures))


class Plan:
    """A plan with all that was read in it, by place. `text` is the plan `original` in one spelling."""

    def __init__(self, original: str, facts: Iterable[Fact], unmapped: Iterable[Unmapped]) -> None:
        self.original, self.text = original, plain(original)
        asked = [fact for fact in facts if _is_asked(fact)]
        self._facts = sorted(asked, key=lambda fact: fact.evidence[0].start)
        self._starts = [fact.evidence[0].start for fact in self._facts]
        self._unmapped = sorted((one.evidence for one in unmapped), key=lambda one: one.start)
        self._lost = [one.start for one in self._unmapped]

    def facts(self, task: Task) -> list[Fact]:
        """What is asked for about where the task stands."""
        return self._facts[
            bisect_left(self._starts, task.start - _LONGEST) : bisect_left(self._starts, task.end)
        ]

    def unmapped(self, task: Task) -> list[Evidence]:
        """Numbers there that nothing reads."""
        return self._unmapped[
            bisect_left(self._lost, task.start - _LONGEST) : bisect_left(self._lost, task.end)
        ]


def demanded(task: Task, plan: Plan) -> Demanded:
    """What `task` demands."""
    original, text = plan.original, plan.text
    inside = outside(text, task.start, task.end, task.named)
    cells = zip(original[task.start : task.end], inside, strict=True)
    inside = "".join("\t" if sign == "\t" else own for sign, own in cells)
    own = [
        Said(fact, *span) for fact in plan.facts(task) if (span := _within(fact.evidence[0], task, inside))
    ]
    lost = [span for one in plan.unmapped(task) if (span := _within(one, task, inside))]
    sentences, said = [], set[str]()
    dated = [(a, b) for a, b in _clauses(text, task.start, task.end) if words().deadline.search(text, a, b)]
    for start, end in _sentences(inside, task):
        here = [one for one in own if start < one.end <= end]
        heading = end <= task.body
        statements = [one for one in here if one.fact.value is True]
        read = [one for one in statements if not _is_aside(one, text)] or statements
        groups = _groups([one for one in read if one.fact.key not in said], start, end, dated)
        if not heading:
            said |= {measure.key for group in groups for measure in group.measures}
        sentences.append(
            Sentence(
                start=start,
                end=end,
                heading=heading,
                figures=tuple(dict.fromkeys(_figure(o, original, text) for o in here if _is_figure(o.fact))),
                groups=groups,
                repeats=bool(read) and not groups,
                unread=tuple(dict.fromkeys(original[a:b] for a, b in lost if start < b <= end)),
            )
        )
    known = words()
    clauses = [(a, b) for one in sentences for a, b in _clauses(text, one.start, one.end)]
    due = [original[a:b].strip(_MARKS) for a, b in clauses if known.deadline.search(text, a, b)]
    often = [
        original[a:b].strip(_MARKS)
        for a, b in clauses
        if known.frequency.search(text, a, b)
        and not any(_is_figure(one.fact) and a < one.end <= b for one in own)
    ]
    given = [one.units for one in task.named if is_deadline(one) and one.units]
    return Demanded(
        _without_heading(sentences), tuple(dict.fromkeys((*given, *due))), tuple(dict.fromkeys(often))
    )


def _groups(
    stated: Sequence[Said], start: int, end: int, dated: Sequence[tuple[int, int]]
) -> tuple[Group, ...]:
    """The statements of a sentence: those in a clause with a deadline by themselves, all others together."""
    apart: dict[tuple[int, int], list[Said]] = {}
    for one in stated:
        clause = next(((a, b) for a, b in dated if a < one.end <= b), (start, end))
        apart.setdefault(clause, []).append(one)
    seen: set[str] = set()
    groups = []
    for a, b in sorted(apart, key=lambda clause: clause == (start, end)):
        new: dict[str, Said] = {}
        for one in apart[a, b]:
            if one.fact.key not in seen:
                new.setdefault(one.fact.key, one)
        seen |= set(new)
        measures = tuple(Measure(one.fact.key, one.fact.label) for one in new.values())
        groups += [Group(a, b, measures, len({one.end for one in new.values()}))] if measures else []
    return tuple(sorted(groups))


def _without_heading(sentences: list[Sentence]) -> tuple[Sentence, ...]:
    """A heading that stands alone only names what the sentences below it say; without any, it says all."""
    below = tuple(one for one in sentences if not one.heading)
    return below or tuple(sentences)


def _is_asked(fact: Fact) -> bool:
    asked = fact.modality in ("required", "planned") and fact.source == "text" and bool(fact.evidence)
    return asked and fact.key not in words().measures.never


def _within(evidence: Evidence, task: Task, inside: str) -> tuple[int, int] | None:
    """What of a quote stands in the task, of a row's cells the last; None where nothing does, or only units."""
    start, end = max(evidence.start, task.start), min(evidence.end, task.end)
    if start >= end:
        return None
    said = inside[start - task.start : end - task.start].rstrip(_MARKS)
    cell = max(said.rfind("\n"), said.rfind("\t")) + 1
    cell += len(said[cell:]) - len(said[cell:].lstrip(_MARKS))
    return (start + cell, start + len(said)) if len(said) > cell else None


def _is_figure(fact: Fact) -> bool:
    return isinstance(fact.value, int | float) and not isinstance(fact.value, bool)


def _is_aside(one: Said, text: str) -> bool:
    return pattern(words().measures.asides).search(text[one.start : one.end]) is not None


def _figure(one: Said, original: str, text: str) -> Figure:
    fact, said = one.fact, text[one.start : one.end]
    per = next((name for name in YEARLY if name == fact.per), None)
    number = float(fact.value) if isinstance(fact.value, int | float) else 0.0
    return Figure(fact.key, fact.label, _comparison(fact, said), number, per, original[one.start : one.end])


def _comparison(fact: Fact, said: str) -> Comparison:
    """As the plan says it; a plain number is to be reached."""
    compared = words().comparison
    if fact.bound == "le" or (fact.bound == "eq" and pattern(compared["at_most"]).search(said)):
        return "less_than" if pattern(compared["less_than"]).search(said) else "at_most"
    if fact.bound == "ge" and pattern(compared["more_than"]).search(said):
        return "more_than"
    return "at_least"


def _sentences(inside: str, task: Task) -> Iterable[tuple[int, int]]:
    """Places of the sentences of a task, without the units; the heading is one by itself."""
    bounds = [(0, task.body - task.start)] if task.body > task.start else []
    start = task.body - task.start
    for found in [*_END.finditer(inside, start), None]:
        end = found.start() if found else len(inside)
        bounds.append((start, end))
        start = end + 1
    for a, b in bounds:
        said = inside[a:b].rstrip(_MARKS)
        blank = len(said) - len(said.lstrip(_MARKS))
        if len(_WORD.findall(said)) > 2:
            yield task.start + a + blank, task.start + a + len(said)


def _clauses(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    at = start
    for place in range(start, end + 1):
        if place == end or text[place] in _CLAUSE_END:
            if place > at:
                yield at, place
            at = place + 1
