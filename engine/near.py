"""The right name that a wrong one was meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

_AS_A_WHOLE, _WHERE_IT_DIFFERS = 0.75, 0.65


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that differs from `name` by a slip of the hand, or None.

    What both begin with, up to a dot, is no likeness: `cn.34.nope` is nobody's misspelling.
    """
    near = [other for other in known if _near(name, other)]
    return max(near, key=lambda other: _likeness(name, other), default=None)


def _near(one: str, other: str) -> bool:
    ones, others = one.split("."), other.split(".")
    while len(ones) > 1 and len(others) > 1 and ones[0] == others[0]:
        ones, others = ones[1:], others[1:]
    differing = _likeness(".".join(ones), ".".join(others))
    return _likeness(one, other) >= _AS_A_WHOLE and differing >= _WHERE_IT_DIFFERS


def _likeness(one: str, other: str) -> float:
    """Between 0 and 1."""
    return SequenceMatcher(None, one, other).ratio()
