"""A scorecard that people reviewed in Excel, back into a result.

In: the path of such a workbook. Out: a `Review`: the result as it was, and as it is with what persons said. Everything comes out of
the workbook itself. Raises `FazhiErrors` with every mistake at once, each with sheet, cell and mend.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from engine.errors import FazhiError
from engine.pipeline import with_rulings
from engine.result import Result
from engine.reviewing.reading import read
from engine.rules.models import Ruling


class Review(NamedTuple):
    """The result before and after, the new rulings in the order of the items, and remarks on what was not used."""

    before: Result
    after: Result
    rulings: tuple[Ruling, ...]
    remarks: list[FazhiError]


def review(path: Path) -> Review:
    """What the workbook at `path` says."""
    found = read(path)
    before = found.carried.result
    # A review is valid without a term, so the day does not matter.
    ruled = with_rulings(before, found.rulings, date.min)
    after = ruled.model_copy(update={"actions": found.actions})
    return Review(before, after, found.rulings, found.remarks)
