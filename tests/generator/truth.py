"""What is known about a generated passage: each number with its keys, value, unit, bound, mood and place."""

from __future__ import annotations

from typing import NamedTuple

from engine.documents.models import Document
from engine.extraction.models import Bound, Modality


class Figure(NamedTuple):
    """A number of a passage. `keys`: one entry for each fact it gives, with the keys that are equally right; none for
    a number that means nothing known. `tolerated` keys may be read besides. `modalities`: those that are right. `text[start:end]` is the number."""

    keys: tuple[tuple[str, ...], ...]
    tolerated: tuple[str, ...]
    value: float
    unit: str
    bound: Bound
    modalities: tuple[Modality, ...]
    start: int
    end: int
    kind: str
    style: str
    source: str

    def moved(self, by: int) -> Figure:
        """The same figure `by` characters further on."""
        return self._replace(start=self.start + by, end=self.end + by)


class Text(NamedTuple):
    """A stretch of text and the figures in it."""

    text: str
    figures: tuple[Figure, ...] = ()

    def __add__(self, other: object) -> Text:
        """This text, then `other` (text with figures, or plain words)."""
        later = other if isinstance(other, Text) else Text(str(other))
        moved = tuple(figure.moved(len(self.text)) for figure in later.figures)
        return Text(self.text + later.text, self.figures + moved)


class Passage(NamedTuple):
    """A document to be read, and what is in it. `form` says how it was made."""

    document: Document
    figures: tuple[Figure, ...]
    form: str
