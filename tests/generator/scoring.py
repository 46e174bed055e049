"""What was read against what is known: each figure is found, misread or missed; each fact is right or false."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from engine.extraction import extract
from engine.extraction.lexicon import Lexicon
from engine.extraction.models import Fact
from tests.generator.truth import Figure, Passage

_SCALE = {"万元": 1e4, "亿元": 1e8, "万人次": 1e4, "万件": 1e4, "万条": 1e4, "万份": 1e4, "万次": 1e4}


class Hit(NamedTuple):
    """A fact that a figure promises. `fact` is what was read of it, None if missed; `instead` are other readings."""

    key: str
    figure: Figure
    fact: Fact | None
    instead: tuple[str, ...]
    passage: Passage

    @property
    def mood_right(self) -> bool:
        """Whether what was read is reported in a right mood."""
        return self.fact is not None and self.fact.modality in self.figure.modalities

    @property
    def promoted(self) -> bool:
        """Reported as done, though it is not."""
        return _claims(self.fact, self.figure)


class Extra(NamedTuple):
    """A fact that nothing promised, with the figure it was read from (None: no number of the frames)."""

    fact: Fact
    figure: Figure | None
    passage: Passage

    @property
    def promoted(self) -> bool:
        """A false fact is promoted where its figure was not done either."""
        return self.figure is not None and _claims(self.fact, self.figure)


class Outcome(NamedTuple):
    """All that a run found out. `misplaced`: facts whose quote is not the text at its offsets."""

    hits: tuple[Hit, ...]
    extras: tuple[Extra, ...]
    misplaced: int
    passages: int


def evaluate(passages: Iterable[Passage], lexicon: Lexicon) -> Outcome:
    """Reads every passage and compares."""
    hits: list[Hit] = []
    extras: list[Extra] = []
    misplaced = count = 0
    for passage in passages:
        count += 1
        facts = numbers(passage, lexicon)
        misplaced += sum(not _quoted(fact, passage) for fact in facts)
        found, left = _compare(passage, facts)
        hits += found
        extras += left
    return Outcome(tuple(hits), tuple(extras), misplaced, count)


def numbers(passage: Passage, lexicon: Lexicon) -> list[Fact]:
    """The facts with a number that were read from the text of a passage."""
    facts = extract(passage.document, lexicon).facts
    return [f for f in facts if f.source == "text" and type(f.value) in (int, float) and f.evidence]


def _compare(passage: Passage, facts: list[Fact]) -> tuple[list[Hit], list[Extra]]:
    left = list(facts)
    hits: list[Hit] = []
    for figure in passage.figures:
        for keys in figure.keys:
            fact = next((f for f in left if f.key in keys and _reads(f, figure)), None)
            if fact:
                left.remove(fact)
            hits.append(Hit(keys[0], figure, fact, (), passage))
    hits = [hit if hit.fact else hit._replace(instead=_instead(hit.figure, left)) for hit in hits]
    extras = [Extra(fact, _origin(fact, passage), passage) for fact in left]
    return hits, [e for e in extras if e.figure is None or e.fact.key not in e.figure.tolerated]


def _reads(fact: Fact, figure: Figure) -> bool:
    quote = fact.evidence[0]
    return quote.start <= figure.start and figure.end <= quote.end and _same_value(fact, figure)


def _same_value(fact: Fact, figure: Figure) -> bool:
    assert isinstance(fact.value, (int, float))
    read = fact.value * _SCALE.get(fact.unit or "", 1)
    return math.isclose(read, figure.value * _SCALE.get(figure.unit, 1), rel_tol=1e-9)


def _instead(figure: Figure, facts: list[Fact]) -> tuple[str, ...]:
    return tuple(fact.key for fact in facts if _reads(fact, figure))


def _origin(fact: Fact, passage: Passage) -> Figure | None:
    return next((figure for figure in passage.figures if _reads(fact, figure)), None)


def _claims(fact: Fact | None, figure: Figure) -> bool:
    return fact is not None and fact.modality == "done" and "done" not in figure.modalities


def _quoted(fact: Fact, passage: Passage) -> bool:
    quote = fact.evidence[0]
    return passage.document.text[quote.start : quote.end] == quote.quote
