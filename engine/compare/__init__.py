"""Reports compared: one place over the years, or different places in one year.

In: a few `Result`s. Out: a `Comparison`. It stands on the pipeline, which does not know it.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.compare.grouping import group
from engine.compare.models import Apart, Comparison, Mode
from engine.compare.places import across_places
from engine.compare.years import over_years
from engine.result import Result

__all__ = ["Comparison", "Mode", "compare"]


def compare(results: Sequence[Result], mode: Mode | None = None, apart: Sequence[Apart] = ()) -> Comparison:
    """The comparison in `mode`, or in the one that the reports suggest. `apart`: what could not be checked at all.

    Raises `FazhiError` where there is nothing to compare or the reports leave open how.
    """
    grouping = group(results, mode)
    years = grouping.mode == "years"
    return Comparison(
        mode=grouping.mode,
        why=grouping.why,
        years=tuple(map(over_years, grouping.groups)) if years else (),
        places=() if years else tuple(map(across_places, grouping.groups)),
        apart=(*grouping.apart, *apart),
        notes=tuple(grouping.notes),
    )
