"""The figures of a report by indicator, made comparable with those of another one.

A report's figure for an indicator counts where it prints one value only; several different ones are `UNCLEAR`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from engine.compare.models import Figure, FigureChange, FigureRow
from engine.compare.settings import settings
from engine.extraction.checks.printed import MONEY, Amount, amount, show
from engine.extraction.models import Fact, Per
from engine.extraction.numerals import value_of
from engine.pipeline import lexicon
from engine.result import Result

_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(万亿|亿|万|千|百|十)?")
_MOST_QUOTES = 2


class Unclear(Enum):
    """A report prints several values for one indicator."""

    UNCLEAR = "unclear"


UNCLEAR = Unclear.UNCLEAR


class Name(NamedTuple):
    """What makes two figures comparable, but for their units."""

    key: str
    scope: str | None
    per: Per | None


Figures = dict[Name, Fact | Unclear]


def figures_of(result: Result) -> Figures:
    """The figures that a report gives as done in its own year."""
    year = result.document.report_year
    return chosen(
        fact for fact in result.extraction.facts if fact.modality == "done" and fact.year in (None, year)
    )


def chosen(facts: Iterable[Fact]) -> Figures:
    """The fact of each name; what the text prints comes before what was derived."""
    known: dict[Name, list[Fact]] = defaultdict(list)
    for fact in facts:
        if is_number(fact) and not fact.key.startswith(settings().distribution.never):
            known[Name(fact.key, fact.scope, fact.per)].append(fact)
    found: Figures = {}
    for name, some in known.items():
        printed = [fact for fact in some if fact.source != "derived"] or some
        values = {(in_row(fact), unit_of(fact), fact.bound) for fact in printed}
        found[name] = printed[0] if len(values) == 1 else UNCLEAR
    return found


def is_number(fact: Fact) -> bool:
    """Whether a fact is a figure, no date and no statement."""
    return isinstance(fact.value, int | float) and not isinstance(fact.value, bool)


def value(fact: Fact) -> float:
    """The value of a figure."""
    assert isinstance(fact.value, int | float)
    return float(fact.value)


def unit_of(fact: Fact) -> str | None:
    """One unit for all that may be compared: money in 万元, 件 for 起."""
    if fact.unit in MONEY:
        return "万元"
    return next((group[0] for group in lexicon().relations.same_units if fact.unit in group), fact.unit)


def common_unit(facts: Sequence[Fact]) -> str | None:
    """The unit of a row: as printed where all print the same, money always in 万元."""
    units, kind = {fact.unit for fact in facts}, unit_of(facts[0])
    return facts[0].unit if len(units) == 1 and kind != "万元" else kind


def in_row(fact: Fact) -> float:
    """The value in that unit."""
    return round(value(fact) * MONEY.get(fact.unit or "", 1.0), 6)


def figure(fact: Fact) -> Figure:
    """As the outputs show it."""
    plain = value(fact)
    return Figure(
        number=in_row(fact),
        value=plain,
        unit=fact.unit,
        bound=fact.bound,
        evidence=fact.evidence[:_MOST_QUOTES],
    )


def amount_of(fact: Fact) -> Amount:
    """The value with the precision that its quote prints."""
    plain = value(fact)
    for quote in fact.evidence:
        for found in _NUMBER.finditer(quote.quote):
            if value_of(found[1], found[2] or "") == plain:
                return amount(found[0], plain, fact.unit or "")
    return amount(show(plain), plain, fact.unit or "")


def printed(fact: Fact) -> str:
    """The value with its unit, for a sentence."""
    return f"{show(value(fact))}{fact.unit or ''}"


def series(all_: Sequence[Figures], order: Sequence[str]) -> tuple[FigureRow, ...]:
    """A row for each indicator that two reports or more give, then for each that one gives; `order`: the keys in order."""
    names = {name: None for one in all_ for name, fact in one.items() if fact is not UNCLEAR}
    place = {key: at for at, key in enumerate(order)}
    rows = [_row(name, [one.get(name) for one in all_]) for name in names]
    rows.sort(
        key=lambda row: (
            sum(one is not None for one in row.figures) < 2,
            place.get(row.key, len(place)),
            row.scope or "",
            row.per or "",
        )
    )
    return tuple(rows)


def _row(name: Name, facts: Sequence[Fact | Unclear | None]) -> FigureRow:
    known = [fact if isinstance(fact, Fact) else None for fact in facts]
    first = next(fact for fact in known if fact is not None)
    return FigureRow(
        key=name.key,
        label=first.label,
        unit=common_unit([fact for fact in known if fact]),
        scope=name.scope,
        per=name.per,
        figures=tuple(figure(fact) if fact else None for fact in known),
        changes=tuple(change(one, other) if one and other else None for one, other in pairwise(known)),
    )


def change(before: Fact, after: Fact) -> FigureChange:
    """From one figure to the next; rates change by points only."""
    one, other = unit_of(before), unit_of(after)
    if one != other:
        note = settings().say("other_unit", one=before.unit, other=after.unit)
        return FigureChange(difference=None, relative=None, notes=(note,))
    loose = before.bound != "eq" or after.bound != "eq"
    old, new = in_row(before), in_row(after)
    relative = round(100 * (new - old) / old, 2) if old > 0 and one != "%" else None
    return FigureChange(
        difference=round(new - old, 6),
        relative=relative,
        notes=(settings().say("other_bound"),) if loose else (),
    )
