"""One task of a plan, as it was found in sections, lists or tables."""

from __future__ import annotations

from typing import NamedTuple

from engine.deriving.units import Named


class Task(NamedTuple):
    """`start`..`end` is the task with its number, `body` where its text begins behind a heading that stands alone."""

    number: str
    title: str
    group: str | None
    start: int
    body: int
    end: int
    named: tuple[Named, ...]
