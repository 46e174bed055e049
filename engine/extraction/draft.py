"""A fact while it is being read: plain and cheap inside the room; the model is made at the door."""

from __future__ import annotations

from typing import NamedTuple

from engine.extraction.models import Bound, Modality, Per, Polarity, Value


class Draft(NamedTuple):
    """A fact with its place. `at` is the number's (or statement's) offset; `start`..`end` the quote's limits;
    `far` where the quote may start if it fits."""

    key: str
    label: str
    value: Value
    unit: str | None
    bound: Bound
    per: Per | None
    scope: str | None
    modality: Modality
    polarity: Polarity
    year: int | None
    why: tuple[str, ...]
    at: int
    far: int
    start: int
    end: int
    sentence: int
    paragraph: int

    def __hash__(self) -> int:
        """By place: quick, and drafts of one place are few."""
        return hash(self.at)
