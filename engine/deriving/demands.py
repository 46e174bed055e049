"""What a task demands: figures, named measures, deadlines, and what of it nothing reads - sentence by sentence.

In: a task, the facts and unmapped numbers of the plan. Out: a `Demanded`. A statement that only names the scope (围绕…) is no
measure; one that an earlier sentence made is not made again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from engine.deriving.tasks import Task
from engine.deriving.units import DEADLINE, outside
from engine.deriving.words import pattern, words
from engine.extraction import Fact
from engine.extraction.unmapped import Unmapped

Comparison = Literal["at_least", "more_than", "less_than", "at_most"]
Frequency = Literal["half", "quarter", "month", "term"]
YEARLY: dict[Frequency, int] = {"half": 2, "quarter": 4, "month": 12, "term": 1}

_END = re.compile(r"[。;!\n]")
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


class Sentence(NamedTuple):
    """`start`..`end` without its closing mark. `unread` quotes the clauses with a number that nothing reads."""

    start: int
    end: int
    heading: bool
    figures: tuple[Figure, ...]
    measures: tuple[Measure, ...]
    repeats: bool
    unread: tuple[str, ...]

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


def demanded(
    task: Task, original: str, text: str, facts: Sequence[Fact], unmapped: Iterable[Unmapped]
) -> Demanded:
    """What `task` demands; `text` is the plan `original` in one spelling."""
    inside = outside(text, task.start, task.end, task.named)
    own = [fact for fact in facts if _is_asked(fact) and task.start <= _place(fact) < task.end]
    own = [fact for fact in own if not inside[_place(fact) - task.start].isspace()]
    lost = [one for one in unmapped if task.start <= one.evidence.start < task.end]
    lost = [one for one in lost if not inside[one.evidence.start - task.start].isspace()]
    sentences, said = [], set[str]()
    for start, end in _sentences(inside, task):
        here = [fact for fact in own if start <= _place(fact) < end]
        heading = end <= task.body
        statements = [fact for fact in here if fact.value is True]
        plain_ones = [fact for fact in statements if not _is_aside(fact)]
        read = [Measure(fact.key, fact.label) for fact in plain_ones or statements]
        new = tuple(dict.fromkeys(one for one in read if one.key not in said))
        if not heading:
            said |= {one.key for one in new}
        sentences.append(
            Sentence(
                start=start,
                end=end,
                heading=heading,
                figures=tuple(dict.fromkeys(_figure(f, text) for f in here if _is_figure(f))),
                measures=new,
                repeats=bool(read) and not new,
                unread=tuple(
                    dict.fromkeys(u.evidence.quote for u in lost if start <= u.evidence.start < end)
                ),
            )
        )
    known = words()
    clauses = [(a, b) for one in sentences for a, b in _clauses(text, one.start, one.end)]
    due = [original[a:b].strip(_MARKS) for a, b in clauses if known.deadline.search(text, a, b)]
    often = [
        original[a:b].strip(_MARKS)
        for a, b in clauses
        if known.frequency.search(text, a, b)
        and not any(f.value is not True and a <= _place(f) < b for f in own)
    ]
    given = [one.units for one in task.named if one.role == DEADLINE and one.units]
    return Demanded(
        _without_heading(sentences), tuple(dict.fromkeys((*given, *due))), tuple(dict.fromkeys(often))
    )


def _without_heading(sentences: list[Sentence]) -> tuple[Sentence, ...]:
    """A heading that stands alone only names what the sentences below it say; without any, it says all."""
    below = tuple(one for one in sentences if not one.heading)
    return below or tuple(sentences)


def _is_asked(fact: Fact) -> bool:
    asked = fact.modality in ("required", "planned") and fact.source == "text" and bool(fact.evidence)
    return asked and fact.key not in words().measures.never


def _place(fact: Fact) -> int:
    """Where the clause that states it ends."""
    return fact.evidence[0].end - 1


def _is_figure(fact: Fact) -> bool:
    return isinstance(fact.value, int | float) and not isinstance(fact.value, bool)


def _is_aside(fact: Fact) -> bool:
    return pattern(words().measures.asides).search(fact.evidence[0].quote) is not None


def _figure(fact: Fact, text: str) -> Figure:
    evidence = fact.evidence[0]
    said = text[evidence.start : evidence.end]
    per = next((name for name in YEARLY if name == fact.per), None)
    number = float(fact.value) if isinstance(fact.value, int | float) else 0.0
    return Figure(fact.key, fact.label, _comparison(fact, said), number, per, evidence.quote)


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
