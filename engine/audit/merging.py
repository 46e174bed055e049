"""Ledger facts among the report's: where both give a figure the ledger's counts, and the two are compared.

In: the report's extraction, the facts of the ledgers, the report year. Out: one extraction for the rules, and a `Difference` for
every figure and every statement that both give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from engine.audit.models import Agreement, Difference
from engine.audit.words import AuditTexts, audit_texts
from engine.extraction.checks.printed import Amount, Span, agrees
from engine.extraction.models import Extraction, Fact
from engine.reporting.numbers import amount
from engine.reporting.texts import Texts, load_texts
from engine.rules.statements import is_number

_WHOLE = (None, "year", "person")  # what a ledger of a year counts, or an average of its persons
_NEARLY = 0.05  # 约, 近: what a rounded word may be off by
_RATE = "%"
_WORST: dict[Agreement, int] = {"differs": 0, "unclear": 1, "agrees": 2}


class Merged(NamedTuple):
    """What the rules get, and what both sides say."""

    extraction: Extraction
    differences: tuple[Difference, ...]


def merged(extraction: Extraction, counted: Sequence[Fact], year: int | None, texts: AuditTexts) -> Merged:
    """`extraction` with the ledgers' facts in the place of the report's own figures and claims of the same keys.

    A ledger that counts none proves nothing done: such a fact is compared, and not handed to the rules. Figures beyond all sense are left out.
    """
    counted = [fact for fact in counted if isinstance(fact.value, bool) or is_number(fact.value)]
    keys = {fact.key for fact in counted}
    claims = [fact for fact in extraction.facts if fact.key in keys and _own(fact, year)]
    aside = set(map(id, claims))
    facts = [fact for fact in extraction.facts if id(fact) not in aside]
    facts += [fact for fact in counted if fact.value != 0 or fact.unit == _RATE]
    differences = tuple(_differences(claims, counted, texts))
    return Merged(extraction.model_copy(update={"facts": tuple(facts)}), differences)


def _own(fact: Fact, year: int | None) -> bool:
    """What the body claims as its own of this year: the figure that a ledger is kept to prove."""
    of_year = fact.year is None or year is None or fact.year == year
    return fact.modality == "done" and fact.scope is None and fact.per in _WHOLE and of_year


def _differences(claims: Iterable[Fact], counted: Sequence[Fact], texts: AuditTexts) -> Iterable[Difference]:
    by_key: dict[str, list[Fact]] = defaultdict(list)
    for fact in counted:
        if fact.scope is None:
            by_key[fact.key].append(fact)
    labels = load_texts()
    for claim in claims:
        alike = [one for one in by_key[claim.key] if is_number(claim.value) == is_number(one.value)]
        if not alike:
            continue
        # Of a least and a most the one that speaks against the claim counts.
        agreement, count = min(((compared(claim, one), one) for one in alike), key=lambda one: _WORST[one[0]])
        yield Difference(
            key=claim.key,
            label=claim.label,
            agreement=agreement,
            claimed=claim,
            counted=count,
            message=_message(claim, count, agreement, texts, labels),
        )


def _message(claim: Fact, count: Fact, agreement: Agreement, texts: AuditTexts, labels: Texts) -> str:
    if not is_number(claim.value):
        return texts.phrases[f"statement_{agreement}"].format(label=claim.label)
    why = texts.phrases["unlike_units" if not _alike(claim, count) else "rows_blank"]
    claimed, counted = (amount(fact, labels.bounds, labels.periods) for fact in (claim, count))
    return texts.agreements[agreement].format(label=claim.label, claimed=claimed, counted=counted, why=why)


def compared(claim: Fact, count: Fact) -> Agreement:
    """Whether the ledger's figure may be the printed one, given how it was printed: 近百, 1.2万件, 95.2%.

    A ledger with rows that do not tell gives only the least, or the most; what lies beyond in the report stays open.
    """
    printed, ours = _amount(claim), _amount(count)
    if printed is None or ours is None:
        return "agrees" if count.modality == "done" and count.polarity == "yes" else "differs"
    if not _alike(claim, count):
        return "unclear"
    if _may_be(claim, printed, ours):
        return "agrees"
    may_be_more = count.bound == "ge" and printed.value > ours.value
    may_be_less = count.bound == "le" and printed.value < ours.value
    return "unclear" if may_be_more or may_be_less else "differs"


def _may_be(claim: Fact, printed: Amount, ours: Amount) -> bool:
    if claim.bound == "ge":
        return ours.value >= printed.value
    if claim.bound == "le":
        return ours.value <= printed.value
    if claim.bound == "approx":
        return abs(ours.value - printed.value) <= _NEARLY * max(abs(ours.value), abs(printed.value))
    return agrees(printed, Span(ours.value, ours.value))


def _alike(claim: Fact, count: Fact) -> bool:
    """Whether two units measure the same: not 人次 and 人, days and working days, a share and a number."""
    return _measure(claim.unit or "") == _measure(count.unit or "")


def _measure(unit: str) -> str:
    words = audit_texts().units
    if unit == _RATE or words.working in unit:
        return _RATE if unit == _RATE else words.working
    return words.times if len(unit) > 1 and unit.endswith(words.times) and unit not in words.rounds else ""


def _amount(fact: Fact) -> Amount | None:
    """The value in single units with one in its last printed digit."""
    if not is_number(fact.value):
        return None
    unit = fact.unit or ""
    scale = audit_texts().units.scales.get(unit[:1], 1.0)
    digits = len(repr(fact.value).partition(".")[2]) if fact.value != int(fact.value) else 0
    # 100% is said of all, and not of nearly all.
    exact = not digits and scale == 1.0 and (unit != _RATE or fact.value == 100)
    return Amount(fact.value * scale, 0.0 if exact else 10.0**-digits * scale)
