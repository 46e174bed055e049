"""Where the figures of 评分口径 stand: other sheets' formulas read them there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engine.profile import Profile
from engine.reporting.formulas import reference
from engine.reporting.scorecard.frame import Frame
from engine.reporting.view import VERDICTS

WHOLE = ""  # stands for all parts together
_TOP = 4  # the first block's heading
_HEADS = 2  # rows of a block before its own: its heading and the titles of its columns
_GAP = 1


class Extra(NamedTuple):
    """A row of an item that a bonus or a veto names."""

    row: int
    item: str
    rule: int


class Plan(NamedTuple):
    """Rows by what they hold; `bonus` and `veto` have a row for each item of each rule."""

    sheet: str
    rules: Profile
    verdicts: int
    parts: dict[str, int]
    note: int
    grades: int
    earned: int
    final: int
    bonus: tuple[Extra, ...]
    veto: tuple[Extra, ...]

    def column(self, letter: str, first: int, last: int) -> str:
        """Cells of a column."""
        return reference(self.sheet, f"${letter}${first}:${letter}${last}")

    def cell(self, letter: str, row: int) -> str:
        """One cell."""
        return reference(self.sheet, f"${letter}${row}")

    def factor(self, part: str) -> str:
        """By what the points of a part's items are multiplied."""
        return self.cell("E", self.parts[part])

    @property
    def labels(self) -> str:
        """The verdicts as the drop-down lists have them."""
        return self.column("A", self.verdicts, self.verdicts + len(VERDICTS) - 1)

    @property
    def written(self) -> str:
        """The verdicts with their symbols."""
        return self.column("B", self.verdicts, self.verdicts + len(VERDICTS) - 1)

    @property
    def shares(self) -> str:
        """The share of its points that each verdict gives."""
        return self.column("C", self.verdicts, self.verdicts + len(VERDICTS) - 1)


def planned(frame: Frame) -> Plan | None:
    """The plan; None where nothing has points."""
    if frame.card is None:
        return None
    rules = frame.card.rules
    verdicts = _TOP + _HEADS
    first = verdicts + len(VERDICTS) + _GAP + _HEADS
    parts = {part.id: first + i for i, part in enumerate(frame.parts)}
    parts[WHOLE] = first + len(parts)
    note = parts[WHOLE] + 1
    grades = note + 1 + _GAP + _HEADS
    earned = grades + len(rules.grades)
    bonus = _extras([one.items for one in rules.bonus], earned + 3 + _GAP + _HEADS)
    after = bonus[-1].row + 1 if bonus else earned + 3
    return Plan(
        sheet=frame.texts.sheets["points"],
        rules=rules,
        verdicts=verdicts,
        parts=parts,
        note=note,
        grades=grades,
        earned=earned,
        final=earned + 1,
        bonus=bonus,
        veto=_extras([one.items for one in rules.veto], after + _GAP + _HEADS),
    )


def _extras(rules: Sequence[tuple[str, ...]], first: int) -> tuple[Extra, ...]:
    named = [(item, index) for index, rule in enumerate(rules) for item in rule]
    return tuple(Extra(first + i, item, index) for i, (item, index) in enumerate(named))
