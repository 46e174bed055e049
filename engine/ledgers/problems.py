"""Problems of a sheet, told with place and mend: of each sort some in full, of the rest the number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from engine.ledgers.models import Problem
from engine.ledgers.words import words

Filled = Mapping[str, str | int]
_NONE: Filled = {}
CAP = 50
_LONGEST = 40
_FREE = ("value", "header", "other")  # what the file says, of any length


def problem(
    name: str, file: str, sheet: str = "", cell: str = "", lost: bool = False, filled: Filled = _NONE
) -> Problem:
    """The problem of that name in its words; long values are cut."""
    said = words().problems[name]
    short = {
        key: _cut(value) if key in _FREE and isinstance(value, str) else value
        for key, value in filled.items()
    }
    message, mend = said.message.format(**short), said.mend.format(**short)
    return Problem(file=file, sheet=sheet, cell=cell, message=message, mend=mend, lost=lost)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


class Problems:
    """What is wrong in one sheet. `found` is the list that a table carries; `close` adds how many were not told."""

    def __init__(self, file: str, sheet: str = "") -> None:
        self.file, self.sheet = file, sheet
        self.found: list[Problem] = []
        self._counts: Counter[tuple[str, bool]] = Counter()
        self._first: dict[tuple[str, bool], Problem] = {}

    def add(self, name: str, cell: str = "", lost: bool = False, filled: Filled = _NONE) -> None:
        """Tells a problem, or counts it when that sort was told often enough."""
        sort = (name, lost)
        self._counts[sort] += 1
        if self._counts[sort] > CAP:
            return
        told = problem(name, self.file, self.sheet, cell, lost, filled)
        self._first.setdefault(sort, told)
        self.found.append(told)

    def close(self) -> None:
        """Says how many of each sort were left out."""
        for sort, count in self._counts.items():
            if count > CAP:
                first = self._first[sort]
                filled: Filled = {"count": count - CAP, "example": first.message}
                self.found.append(problem("more", self.file, self.sheet, "", first.lost, filled))
        self._counts.clear()
