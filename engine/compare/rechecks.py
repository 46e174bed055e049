"""What a report says of the year before, against the report of that year.

Two kinds: changes that it claims (同比增长20%, 同比增加25件) against the change of both reports' figures, and figures of
the earlier year that it restates against those that were printed then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from engine.compare.figures import Figures, Name, amount_of, is_number, printed, unit_of, value
from engine.compare.models import Recheck
from engine.compare.sentences import Sentence
from engine.compare.settings import settings
from engine.extraction.checks.printed import Amount, Span, agrees, amount, change, difference, rounded, show
from engine.extraction.models import Evidence, Fact
from engine.extraction.numerals import value_of
from engine.extraction.patterns import either
from engine.pipeline import lexicon

_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(万亿|亿|万|千|百|十)?")


class Claim(NamedTuple):
    """A claimed change of a figure. `amount` is without sign; `unit` is %, 个百分点 or the figure's own."""

    fact: Fact
    amount: Amount
    value: float
    unit: str
    up: bool
    quote: Evidence


def growth(year: int | None, figures: Figures, sentences: tuple[Sentence, ...]) -> tuple[Recheck, ...]:
    """Every change against `year` that the later report's `sentences` claim and that that year's `figures` tell of."""
    claims = (claim for sentence in sentences for claim in _claims(sentence, year))
    return tuple(check for claim in claims if (check := _grown(claim, figures, year)))


def _claims(sentence: Sentence, year: int | None) -> Iterator[Claim]:
    """The claims of a sentence; each speaks of the last number before it, which must be a figure of the dictionary."""
    for found in _claiming(year).finditer(sentence.plain):
        numbers = list(_NUMBER.finditer(sentence.plain, 0, found.start()))
        last = value_of(numbers[-1][1], numbers[-1][2] or "") if numbers else None
        facts = [f for f in sentence.facts if is_number(f) and f.modality == "done" and value(f) == last]
        claimed = value_of(found["digits"], found["scale"] or "")
        if len({fact.key for fact in facts}) != 1 or claimed is None:
            continue
        unit = _unit(found["unit"], facts[0])
        if unit:
            shown = amount(f"{found['digits']}{found['scale'] or ''}", claimed, _as_printed(unit))
            up = found["word"] in lexicon().relations.change_words.up
            yield Claim(facts[0], shown, claimed, unit, up, sentence.quote)


def _unit(behind: str, fact: Fact) -> str | None:
    """What the change is told in; None where it can not be of this figure."""
    rate, points = fact.unit == "%", settings().growth.points
    if behind.startswith("%"):
        return None if rate else "%"
    if behind.startswith(points):
        return points if rate else None
    return fact.unit if fact.unit and not rate and behind.startswith(fact.unit) else None


def _as_printed(unit: str) -> str:
    return "%" if unit == settings().growth.points else unit


@lru_cache(maxsize=8)
def _claiming(year: int | None) -> re.Pattern[str]:
    """Finds 同比增长20%, 较2023年增加25件."""
    words, limits = lexicon().relations.change_words, settings().growth
    against = either((*limits.against, *(form.format(year=year) for form in limits.against_year)))
    moved = either((*words.up, *words.down))
    return re.compile(
        rf"(?:{against})(?:{either(limits.period)})?[^\d,。;]{{0,{limits.most_between}}}?(?P<word>{moved})(?:{either(limits.fill)})*"
        r"(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<scale>万亿|亿|万)?(?P<unit>%|[^\d\s,。;:()、]{1,4})"
    )


def _grown(claim: Claim, figures: Figures, year: int | None) -> Recheck | None:
    """The claim against the figure of the year before, where both are exact."""
    fact = claim.fact
    known = figures.get(Name(fact.key, fact.scope, fact.per))
    if not isinstance(known, Fact) or unit_of(known) != unit_of(fact):
        return None
    if value(known) <= 0 or known.bound != "eq" or fact.bound != "eq":
        return None
    old, new = amount_of(known), amount_of(fact)
    relative = claim.unit == "%"
    spans = change(old, new) if relative else difference(new, old)
    moved = new.value - old.value
    computed = round(100 * moved / old.value, 2) if relative else round(moved, 6)
    return Recheck(
        kind="growth",
        key=fact.key,
        label=fact.label,
        unit=claim.unit,
        consistent=(right := agrees(claim.amount, *_turned(spans, claim.up))),
        message=_told_growth(claim, known, computed, right, year),
        claimed=claim.value if claim.up else -claim.value,
        computed=computed,
        before=known.evidence,
        after=(claim.quote,),
    )


def _turned(spans: tuple[Span, Span], up: bool) -> tuple[Span, Span]:
    """A decrease as a positive figure."""
    near, below = spans
    return spans if up else (Span(-near.high, -near.low), Span(-below.high, -below.low))


def _told_growth(claim: Claim, known: Fact, computed: float, right: bool, year: int | None) -> str:
    say = settings().say

    def moved(amount_: float) -> str:
        word = "up" if amount_ > 0 else "down" if amount_ < 0 else "unchanged"
        return say(word, amount=f"{show(abs(amount_))}{claim.unit}")

    return say(
        "claimed_agrees" if right else "claimed_differs",
        claimed=moved(claim.value if claim.up else -claim.value),
        year=year,
        before=printed(known),
        after=printed(claim.fact),
        computed=moved(computed),
    )


def restated(
    years: tuple[int | None, int | None], figures: Figures, sentences: tuple[Sentence, ...]
) -> tuple[Recheck, ...]:
    """Every figure of the earlier of `years` in the later report's `sentences` that the earlier one printed too."""
    told = (fact for sentence in sentences for fact in _of_year(sentence, years))
    return tuple(check for fact in told if (check := _told_again(fact, figures, years[0])))


def _of_year(sentence: Sentence, years: tuple[int | None, int | None]) -> Iterator[Fact]:
    """The figures of the earlier year: told so by its number, or, for the year before, as 去年的."""
    earlier, later = years
    follows = earlier is not None and later == earlier + 1
    for fact in sentence.facts:
        known = is_number(fact) and fact.modality == "background"
        if known and (fact.year == earlier or (follows and _last_year(sentence, fact))):
            yield fact


def _last_year(sentence: Sentence, fact: Fact) -> bool:
    """Whether the words before the figure speak of the year before."""
    numbers = _NUMBER.finditer(sentence.plain)
    places = [n.start() for n in numbers if value_of(n[1], n[2] or "") == value(fact)]
    return len(places) == 1 and _leading().search(sentence.plain, 0, places[0]) is not None


@lru_cache(maxsize=1)
def _leading() -> re.Pattern[str]:
    """Finds 去年的 right before a figure, nothing that ends a clause between."""
    limits = settings().growth
    return re.compile(rf"(?:{either(limits.last_year)})[^\d,。;]{{0,{limits.most_before}}}\Z")


def _told_again(fact: Fact, figures: Figures, year: int | None) -> Recheck | None:
    known = figures.get(Name(fact.key, fact.scope, fact.per))
    if not isinstance(known, Fact) or unit_of(known) != unit_of(fact):
        return None
    right = agrees(amount_of(fact), rounded(amount_of(known)))
    name = "restated_agrees" if right else "restated_differs"
    return Recheck(
        kind="restated",
        key=fact.key,
        label=fact.label,
        unit=fact.unit or "",
        consistent=right,
        message=settings().say(name, year=year, restated=printed(fact), printed=printed(known)),
        claimed=value(fact),
        computed=value(known),
        before=known.evidence,
        after=fact.evidence,
    )
