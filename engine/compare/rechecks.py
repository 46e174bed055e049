"""What a report says of the year before, against the report of that year.

Two kinds: growth that it claims (同比增长20%) against growth computed from both reports' figures, and figures of the
earlier year that it restates against those that were printed then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from engine.compare.figures import UNCLEAR, Figures, Name, amount_of, is_number, printed, unit_of, value
from engine.compare.models import Recheck
from engine.compare.sentences import Sentence
from engine.compare.settings import settings
from engine.extraction.checks.printed import agrees, amount, change, rounded
from engine.extraction.models import Evidence, Fact
from engine.extraction.numerals import arabic, value_of
from engine.extraction.patterns import either
from engine.pipeline import lexicon
from engine.reporting.numbers import number
from engine.result import Result

_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(万亿|亿|万|千|百|十)?")


class Claim(NamedTuple):
    """A claimed change in percent; `rate` is negative for a decrease."""

    fact: Fact
    rate: float
    digits: str
    quote: Evidence


def growth(before: Result, figures: Figures, sentences: tuple[Sentence, ...]) -> tuple[Recheck, ...]:
    """Every growth that the later report's `sentences` claim and that the earlier one's `figures` can tell of."""
    year = before.document.report_year
    claims = [claim for sentence in sentences for claim in _claims(sentence, year)]
    return tuple(check for claim in claims if (check := _grown(claim, figures, year)))


def _claims(sentence: Sentence, year: int | None) -> Iterator[Claim]:
    """The claims of a sentence; each speaks of the last number before it, which must be a figure of the dictionary."""
    for found in _pattern(f"{year}").finditer(sentence.plain):
        numbers = list(_NUMBER.finditer(sentence.plain, 0, found.start()))
        last = value_of(numbers[-1][1], numbers[-1][2] or "") if numbers else None
        facts = [f for f in sentence.facts if is_number(f) and f.modality == "done" and value(f) == last]
        if len({fact.key for fact in facts}) == 1:
            rate = arabic(found["rate"])
            down = found["word"] in lexicon().relations.change_words.down
            yield Claim(facts[0], -rate if down else rate, found["rate"], sentence.quote)


def _pattern(year: str) -> re.Pattern[str]:
    """Finds 同比增长20%, 较2023年增长20%."""
    words, limits = lexicon().relations.change_words, settings().growth
    against = either((*limits.against, *(f"{lead}{year}年" for lead in "较比")))
    moved = either((*words.up, *words.down))
    return re.compile(
        rf"(?:{against})(?:同期|度|全年)?[^\d,。;]{{0,{limits.most_between}}}?(?P<word>{moved})(?:了|率|幅度|幅|达到|达|为)*"
        r"(?P<rate>\d+(?:\.\d+)?)%"
    )


def _grown(claim: Claim, figures: Figures, year: int | None) -> Recheck | None:
    fact = claim.fact
    known = figures.get(Name(fact.key, fact.scope, fact.per))
    if not isinstance(known, Fact) or unit_of(known) != unit_of(fact) or unit_of(fact) == "%":
        return None
    if value(known) <= 0 or known.bound != "eq" or fact.bound != "eq":
        return None
    old, new = amount_of(known), amount_of(fact)
    spans = change(old, new)
    claimed = amount(claim.digits, claim.rate, "%")
    right = agrees(claimed, *spans)
    computed = round(100 * (new.value - old.value) / old.value, 2)
    say = settings().say
    word = "up" if computed > 0 else "down" if computed < 0 else "unchanged"
    message = say(
        "claimed_agrees" if right else "claimed_differs",
        word="增长" if claim.rate >= 0 else "下降",
        claimed=number(abs(claim.rate)),
        year=year,
        before=printed(known),
        after=printed(fact),
        computed=say(word, rate=number(abs(computed))),
    )
    return Recheck(
        kind="growth",
        key=fact.key,
        label=fact.label,
        consistent=right,
        message=message,
        claimed=claim.rate,
        computed=computed,
        before=known.evidence,
        after=(claim.quote,),
    )


def restated(before: Result, figures: Figures, after: Result) -> tuple[Recheck, ...]:
    """Every figure of the earlier year in the later report that the earlier one printed too."""
    year = before.document.report_year
    told = [
        f for f in after.extraction.facts if is_number(f) and f.year == year and f.modality == "background"
    ]
    return tuple(check for fact in told if (check := _told(fact, figures, year)))


def _told(fact: Fact, figures: Figures, year: int | None) -> Recheck | None:
    known = figures.get(Name(fact.key, fact.scope, fact.per))
    if known is UNCLEAR or not isinstance(known, Fact) or unit_of(known) != unit_of(fact):
        return None
    right = agrees(amount_of(fact), rounded(amount_of(known)))
    name = "restated_agrees" if right else "restated_differs"
    message = settings().say(name, year=year, restated=printed(fact), printed=printed(known))
    return Recheck(
        kind="restated",
        key=fact.key,
        label=fact.label,
        consistent=right,
        message=message,
        claimed=value(fact),
        computed=value(known),
        before=known.evidence,
        after=fact.evidence,
    )
