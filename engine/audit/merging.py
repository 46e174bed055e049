"""Ledger facts among the report's: where both give a figure the ledger's counts, and the two are compared.

In: the report's extraction, the facts of the ledgers, the report year. Out: one extraction for the rules, and a `Difference` for
every figure that both give.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from engine.audit.models import Agreement, Difference
from engine.audit.words import AuditTexts
from engine.extraction.checks.printed import Amount, Span, agrees
from engine.extraction.models import Extraction, Fact
from engine.rules.statements import is_number

_SCALES = {"万": 1e4, "亿": 1e8}
_NEARLY = 0.05  # 约, 近: what a rounded word may be off by


class Merged(NamedTuple):
    """What the rules get, and what both sides say."""

    extraction: Extraction
    differences: tuple[Difference, ...]


def merged(extraction: Extraction, counted: Sequence[Fact], year: int | None, texts: AuditTexts) -> Merged:
    """`extraction` with the ledgers' facts in the place of the report's own figures and claims of the same keys."""
    keys = {fact.key for fact in counted}
    claims = [fact for fact in extraction.facts if fact.key in keys and _own(fact, year)]
    aside = set(map(id, claims))
    facts = [fact for fact in extraction.facts if id(fact) not in aside]
    differences = tuple(_differences(claims, counted, texts))
    return Merged(extraction.model_copy(update={"facts": (*facts, *counted)}), differences)


def _own(fact: Fact, year: int | None) -> bool:
    """What the body claims as its own of this year: the figure that a ledger is kept to prove."""
    of_year = fact.year is None or year is None or fact.year == year
    return fact.modality == "done" and fact.scope is None and fact.per is None and of_year


def _differences(claims: Iterable[Fact], counted: Sequence[Fact], texts: AuditTexts) -> Iterable[Difference]:
    by_key = {fact.key: fact for fact in counted if fact.scope is None}
    for claim in claims:
        count = by_key.get(claim.key)
        if count is None or not (is_number(claim.value) and is_number(count.value)):
            continue
        agreement = compared(claim, count)
        message = texts.agreements[agreement].format(
            label=claim.label, claimed=_shown(claim), counted=_shown(count)
        )
        yield Difference(
            key=claim.key,
            label=claim.label,
            agreement=agreement,
            claimed=claim,
            counted=count,
            message=message,
        )


def compared(claim: Fact, count: Fact) -> Agreement:
    """Whether the ledger's figure may be the printed one, given how it was printed: 近百, 1.2万件, 95.2%."""
    printed, ours = _amount(claim), _amount(count)
    if printed is None or ours is None:
        return "unclear"
    if claim.bound == "ge":
        return "agrees" if ours.value >= printed.value else "differs"
    if claim.bound == "le":
        return "agrees" if ours.value <= printed.value else "differs"
    if claim.bound == "approx":
        near = abs(ours.value - printed.value) <= _NEARLY * max(abs(ours.value), abs(printed.value))
        return "agrees" if near else "differs"
    return "agrees" if agrees(printed, Span(ours.value, ours.value)) else "differs"


def _amount(fact: Fact) -> Amount | None:
    """The value in single units with one in its last printed digit."""
    if not is_number(fact.value):
        return None
    unit = fact.unit or ""
    scale = _SCALES.get(unit[:1], 1.0)
    digits = len(repr(fact.value).partition(".")[2]) if fact.value != int(fact.value) else 0
    exact = not digits and scale == 1.0 and unit != "%"
    return Amount(fact.value * scale, 0.0 if exact else 10.0**-digits * scale)


def _shown(fact: Fact) -> str:
    return f"{round(float(fact.value), 4):.10g}{fact.unit or ''}" if is_number(fact.value) else ""
