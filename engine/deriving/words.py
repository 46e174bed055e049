"""The words and texts of this room: `checklists/deriving.yaml`."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from engine.model import Model
from engine.resources import shipped
from engine.yamlio import load_model


class UnitWords(Model):
    """How plans name who is responsible. `labels`: what is said of the units, to the labels before them;
    `deadline` is the one of them that says until when."""

    labels: dict[str, tuple[str, ...]]
    deadline: str
    sentences: tuple[str, ...]
    brackets: tuple[str, ...]
    tails: tuple[str, ...]


class TableWords(Model):
    """Heads of the columns of a table of tasks."""

    number: tuple[str, ...]
    group: tuple[str, ...]
    title: tuple[str, ...]
    content: tuple[str, ...]


class MeasureWords(Model):
    """Which statements of a task are measures. The shares: how much of a sentence a report must tell."""

    asides: tuple[str, ...]
    never: tuple[str, ...]
    share: float
    share_of_clauses: float


class Texts(Model):
    """Sentences that the draft says."""

    number: str
    checklist_title: str
    part: str
    document_note: str
    no_units: str
    remedy: str
    material_measures: str
    material_figures: str
    sharpens: str
    deadline: str
    frequency: str
    question_number: str
    question_sentence: str
    question_task: str
    not_covered: tuple[str, ...]
    head: tuple[str, ...]
    todo: str
    todo_units: str
    todo_task: str
    todo_number: str
    todo_unread: str
    todo_lower: str
    todo_examples: str


class DerivingWords(Model):
    """All of the file."""

    units: UnitWords
    table: TableWords
    not_tasks: tuple[str, ...]
    not_tasks_beside: tuple[str, ...]
    deadlines: tuple[str, ...]
    frequencies: tuple[str, ...]
    comparison: dict[str, tuple[str, ...]]
    measures: MeasureWords
    texts: Texts
    errors: dict[str, str]

    @cached_property
    def deadline(self) -> re.Pattern[str]:
        """Finds a deadline."""
        return pattern(self.deadlines)

    @cached_property
    def frequency(self) -> re.Pattern[str]:
        """Finds how often something is due."""
        return pattern(self.frequencies)


def pattern(pieces: tuple[str, ...]) -> re.Pattern[str]:
    """The pieces of regular expressions as alternatives."""
    return re.compile("|".join(f"(?:{piece})" for piece in pieces) or r"(?!)")


@lru_cache(maxsize=1)
def words() -> DerivingWords:
    """The shipped words. Raises `FazhiError` where the file is damaged."""
    return load_model(shipped("checklists") / "deriving.yaml", DerivingWords)
