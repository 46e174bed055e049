"""Figures that do not add up.

In: the facts that decided, and the checks of the document. Out: the inconsistent checks in which one of them
takes part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from engine.extraction.models import Check, Evidence, Fact
from engine.rules.criterion_text import number_text
from engine.rules.statements import is_number


def doubts(facts: Iterable[Fact], checks: Sequence[Check]) -> tuple[Check, ...]:
    """The inconsistent checks that one of `facts` takes part in, in their order."""
    known = tuple(facts)
    return tuple(
        check for check in checks if check.consistent is False and any(_takes_part(f, check) for f in known)
    )


def _takes_part(fact: Fact, check: Check) -> bool:
    """Whether `check` is about `fact`: in the same sentence, and named by its key or its number."""
    if check.evidence and fact.evidence and not _overlap(fact.evidence, check.evidence):
        return False
    named = _contains_word(fact.key, f"{check.id} {check.formula}")
    return named or (bool(check.evidence and fact.evidence) and _shows_number(fact, check))


def _overlap(ones: Sequence[Evidence], others: Sequence[Evidence]) -> bool:
    return any(one.start < other.end and other.start < one.end for one in ones for other in others)


def _contains_word(key: str, text: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(key)}(?![\w])", text) is not None


def _shows_number(fact: Fact, check: Check) -> bool:
    if not is_number(fact.value):
        return False
    number = re.escape(number_text(fact.value))
    return re.search(rf"(?<![\d.]){number}(?!\.?\d)", f"{check.formula} {check.message}") is not None
