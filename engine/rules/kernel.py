"""What a rule kernel is: something that says which outcomes of which items hold.

In: a checklist, the items of it to ask, and the statements of one document. Out: pairs of item id and
outcome. A kernel decides each outcome apart; their order and the verdict are the judge's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from engine.checklist.models import Checklist, Criterion, Item, Reported, Unreported, Verdict
from engine.rules.statements import Statements

Outcome = Literal["not_met", "met", "open", "lowered", "partly", "needs_review"]
Stance = Literal["for", "against"]
Firing = tuple[str, Outcome]

# Tried in this order; the first that fired is the verdict. `open` is a met condition of which a person decides a part,
# `lowered` one with an admitted shortcoming.
VERDICTS: dict[Outcome, Verdict] = {
    "not_met": "not_met",
    "met": "met",
    "open": "needs_review",
    "lowered": "partly",
    "partly": "partly",
    "needs_review": "needs_review",
}

# Several figures: always the body's worst one. A condition that speaks for the body must hold for every
# figure, one that speaks against it for any.
STANCES: dict[Outcome, Stance] = {
    "not_met": "against",
    "met": "for",
    "open": "for",
    "lowered": "for",
    "partly": "for",
    "needs_review": "against",
}


class Kernel(Protocol):
    """An evaluator of criteria."""

    @property
    def name(self) -> str:
        """A short name for messages."""
        ...

    def fired(self, checklist: Checklist, items: Sequence[Item], statements: Statements) -> frozenset[Firing]:
        """Every outcome that holds. Any exception means that this kernel gives no answer."""
        ...


def when_met(criterion: Criterion) -> Outcome:
    """What it is that `met` holds: 达标, or all but what a person decides."""
    return "open" if criterion.asked else "met"


def shortcoming(criterion: Criterion) -> Reported | None:
    """The condition that lowers 达标: an admitted, unfulfilled duty."""
    if not criterion.lowered_by:
        return None
    return Reported.model_validate(
        {"reported": criterion.lowered_by, "as": ("problem",), "polarity": ("no",)}
    )


def no_shortcoming(criterion: Criterion) -> Unreported | None:
    """The contrary of `shortcoming`."""
    if not criterion.lowered_by:
        return None
    return Unreported.model_validate(
        {"unreported": criterion.lowered_by, "as": ("problem",), "polarity": ("no",)}
    )
