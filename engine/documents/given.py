"""What the user says of a report against what it prints: a contradiction is said, an impossible day is left out.

In: `Given`, and what the text alone shows. Out: the `Given` that counts, and notices.
"""

from __future__ import annotations

from datetime import date

from engine.documents.models import Given, Region
from engine.documents.region import Located
from engine.documents.words import words

_PARTS = ("province", "city", "county")
_LATEST = 2  # years after the report's year; a later day is a slip of the pen
_DAYS = ("published_on", "submitted_on")


def without_impossible_days(given: Given, year: int | None) -> tuple[Given, tuple[str, ...]]:
    """`given` without the days on which no report of `year` can have been published or submitted."""
    if year is None:
        return given, ()
    said, wrong = words().notices, []
    for name in _DAYS:
        day: date | None = getattr(given, name)
        if day is not None and not date(year, 12, 1) <= day <= date(year + _LATEST, 12, 31):
            wrong.append(name)
    notices = tuple(
        said[f"impossible_{name}"].format(day=getattr(given, name), year=year, latest=year + _LATEST)
        for name in wrong
    )
    return given.model_copy(update=dict.fromkeys(wrong)), notices


def contradictions(given: Given, year: int | None, own: Located | None, place: Located) -> tuple[str, ...]:
    """Where the report prints another year, or is of another place, than the user says.

    `own` is where the text alone places it; None where the user says nothing of that.
    """
    said, found = words().notices, []
    if given.year is not None and year not in (None, given.year):
        found.append(said["other_year"].format(report=year, given=given.year))
    if own is not None and _differ(own.region, place.region):
        found.append(said["other_region"].format(report=_full(own.region), given=_full(place.region)))
    return tuple(found)


def _differ(one: Region, other: Region) -> bool:
    """Whether two regions lie apart; one within the other, or under its former name, does not."""
    if one.code and one.code == other.code:
        return False
    pairs = ((getattr(one, part), getattr(other, part)) for part in _PARTS)
    return any(a and b and a != b for a, b in pairs)


def _full(region: Region) -> str:
    return "".join(filter(None, (getattr(region, part) for part in _PARTS)))
