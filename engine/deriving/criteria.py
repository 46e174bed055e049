"""What a task demands as a criterion: a condition for each figure and for each sentence with named measures.

In: a `Demanded`. Out: conditions as the YAML says them, each with what it stands for. What nothing reads is asked of a person,
and then no text alone makes the item 达标.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Any, NamedTuple

from engine.deriving.demands import YEARLY, Demanded, Figure, Group, Sentence
from engine.deriving.words import words

Condition = dict[str, Any]
_RATE = "_rate"
_COMMENT = 40
MARKS = " \t\n,，。;；:：、"


class Line(NamedTuple):
    """A condition and the words of the plan that it stands for."""

    condition: Condition
    comment: str


class Drafted(NamedTuple):
    """A criterion. `met` are its conditions, all of which must hold; `asked` tells whether one is a person's."""

    met: tuple[Line, ...]
    partly: Condition | None
    not_met: Condition | None
    lowered_by: tuple[str, ...]
    asked: bool


def criterion(demanded: Demanded, text: str, whole: str) -> Drafted:
    """The criterion of a task; `text` is the plan, `whole` what to quote where nothing of the task can be read."""
    lines = [line for sentence in demanded.sentences for line in _of_sentence(sentence, text)]
    texts = words().texts
    if not lines:
        question = texts.question_task.format(quote=whole)
        return Drafted((Line({"person": question}, ""),), None, None, (), asked=True)
    measures = tuple(measure.key for measure in demanded.measures)
    keys = tuple(dict.fromkeys((*(figure.key for figure in demanded.figures), *measures)))
    asked = [Line({"person": question}, "") for question in _questions(demanded, text)]
    lines = [*lines, *asked]
    loose = len(lines) == 1 and "reported" in lines[0].condition and "number" not in lines[0].condition
    return Drafted(
        met=tuple(lines),
        partly={"reported": list(keys)} if keys and not loose else None,
        not_met=_missed(demanded, len(lines)),
        lowered_by=measures,
        asked=bool(asked),
    )


def _questions(demanded: Demanded, text: str) -> Iterator[str]:
    """What a person must look at: each number and each sentence that nothing reads."""
    texts = words().texts
    for sentence in demanded.sentences:
        for quote in sentence.unread:
            yield texts.question_number.format(quote=short(quote))
        if sentence.silent:
            yield texts.question_sentence.format(quote=short(text[sentence.start : sentence.end]))


def short(text: str, limit: int = 60) -> str:
    """`text` in one line, cut to be shown."""
    text = " ".join(text.split()).strip(MARKS)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _needed(group: Group) -> int:
    """How many of the statements of one sentence a report must make: a share of them, and of the clauses they stand in."""
    known = words().measures
    number = max(1, int(len(group.measures) * known.share), ceil(group.clauses * known.share_of_clauses))
    return min(number, len(group.measures))


def _of_sentence(sentence: Sentence, text: str) -> Iterator[Line]:
    for group in sentence.groups:
        condition: Condition = {"reported": [measure.key for measure in group.measures]}
        if (number := _needed(group)) > 1:
            condition["number"] = number
        yield Line(condition, short(text[group.start : group.end], _COMMENT))
    for figure in sentence.figures:
        yield Line(_of_figure(figure), f"{figure.label}：{short(figure.quote, _COMMENT)}")


def _of_figure(figure: Figure) -> Condition:
    """A figure of a frequency is kept by one of that frequency, or by as many in the year."""
    once: Condition = {"value": figure.key, figure.comparison: _number(figure.number)}
    if figure.per is None:
        return once
    yearly = {"value": figure.key, figure.comparison: _number(figure.number * YEARLY[figure.per])}
    return {"any": [{**once, "per": figure.per}, yearly]}


def _missed(demanded: Demanded, conditions: int) -> Condition | None:
    """Where a rate is all that a task demands, a lower one is 不达标; beside other demands it leaves 部分达标."""
    figures = demanded.figures
    if conditions != 1 or len(figures) != 1 or demanded.measures:
        return None
    one = figures[0]
    if not one.key.endswith(_RATE) or one.comparison != "at_least":
        return None
    return {"value": one.key, "less_than": _number(one.number)}


def _number(number: float) -> int | float:
    return int(number) if number.is_integer() else number
