"""Who is responsible for a task, as its text names them: [责任单位:…], （牵头单位：…；配合单位：…）, 由…负责.

In: a stretch of the text in one spelling (`engine.text.plain`). Out: `Named`, each with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from engine.deriving.words import pattern, words

_OPEN, _CLOSE = "([〔【", ")]〕】"
_BEFORE = re.compile(r"[(\[〔【]\s*\Z")
_FAR = 200  # no bracket with units is longer before a label
_TRIM = " \t\n,。;:、."


class Named(NamedTuple):
    """`role` is a name of `units.labels`; `start`..`end` holds label, units and brackets."""

    role: str
    units: str
    start: int
    end: int


def find_units(text: str, start: int, end: int) -> tuple[Named, ...]:
    """All that `text[start:end]` names, in order; labels go before sentences."""
    found = tuple(_labelled(text, start, end))
    if any(not is_deadline(one) for one in found):
        return found
    others = [*_bracketed(text, start, end), *_told(text, start, end)]
    return (*found, *others[:1])


def is_deadline(named: Named) -> bool:
    """Whether it says until when, and names no unit."""
    return named.role == words().units.deadline


def holder_of(named: Sequence[Named]) -> str | None:
    """The units in one line: as they are where one label names them, else 牵头：…；配合：…."""
    units = [one for one in named if not is_deadline(one) and one.units]
    if not units:
        return None
    if len({one.role for one in units}) == 1:
        return "；".join(dict.fromkeys(one.units for one in units))
    return "；".join(f"{one.role}：{one.units}" for one in units)


def outside(text: str, start: int, end: int, named: Iterable[Named]) -> str:
    """`text[start:end]` with what names units blanked out, of the same length."""
    pieces, at = [], start
    for one in sorted(named, key=lambda one: one.start):
        a, b = max(at, one.start), min(end, one.end)
        if a < b:
            pieces += [text[at:a], "\n" * (b - a)]
            at = b
    return "".join((*pieces, text[at:end]))


@lru_cache(maxsize=1)
def _labels() -> re.Pattern[str]:
    named = words().units.labels
    alternatives = "|".join(
        f"(?P<r{i}>{'|'.join(sorted(labels, key=len, reverse=True))})"
        for i, labels in enumerate(named.values())
    )
    return re.compile(rf"(?:{alternatives})\s*(?:[:是为]|(?=[)\]〕】])[)\]〕】]\s*:?)\s*")


def _labelled(text: str, start: int, end: int) -> Iterable[Named]:
    """Units behind a label, up to the closing bracket, the next label or the line's end."""
    roles = tuple(words().units.labels)
    marks = list(_labels().finditer(text, start, end))
    for i, mark in enumerate(marks):
        opening = _BEFORE.search(text, max(start, mark.start() - 3), mark.start())
        begins = opening.start() if opening else mark.start()
        enclosed = opening is not None or _enclosed(text, start, mark.start())
        following = marks[i + 1].start() if i + 1 < len(marks) else end
        stop = _stop(text, mark.end(), following, in_bracket=enclosed)
        role = roles[int((mark.lastgroup or "r0")[1:])]
        after = stop + 1 if stop < end and text[stop] in _CLOSE else stop
        yield Named(role, _cleaned(text[mark.end() : stop]), begins, after)


def _enclosed(text: str, start: int, at: int) -> bool:
    """Whether a bracket is open at `at`, opened in the same line."""
    start = max(start, at - _FAR)
    line = text[max(start, text.rfind("\n", start, at) + 1) : at]
    return sum(c in _OPEN for c in line) > sum(c in _CLOSE for c in line)


def _stop(text: str, at: int, end: int, *, in_bracket: bool) -> int:
    """Where units end; a bracket within them (县(市、区)) is passed over."""
    depth = 0
    for place in range(at, end):
        sign = text[place]
        if sign == "\n" or (not in_bracket and not depth and sign == "。"):
            return place
        depth += (sign in _OPEN) - (sign in _CLOSE)
        if depth < 0:
            return place
    return end


def _bracketed(text: str, start: int, end: int) -> Iterable[Named]:
    """（市司法局牵头，市公安局配合）: a bracket whose units say themselves what they do."""
    inner = pattern(words().units.brackets).pattern
    for found in re.compile(rf"[(\[〔【]{inner}[)\]〕】]").finditer(text, start, end):
        yield Named(next(iter(words().units.labels)), _cleaned(found["units"]), found.start(), found.end())


def _told(text: str, start: int, end: int) -> Iterable[Named]:
    """由…负责 in a sentence; the words stay part of the task."""
    for expression in words().units.sentences:
        for found in re.compile(expression).finditer(text, start, end):
            yield Named(next(iter(words().units.labels)), _cleaned(found["units"]), found.end(), found.end())


def _cleaned(units: str) -> str:
    """Without the words that say no unit (按职责分工分别负责)."""
    text = " ".join(units.split()).strip(_TRIM)
    tails = sorted(words().units.tails, key=len, reverse=True)
    for tail in tails:
        if text.endswith(tail):
            return text.removesuffix(tail).strip(_TRIM) or text
    return text
