"""Arithmetic that must hold, recomputed: figures of the dictionary, lists, changes, rates, dates.

Door: `check(reading, drafts, figures, facts, quoter)`. What is checked, with which words, is data
(checklists/extraction/relations.yaml); a check that could be wrong is not raised.
"""

from __future__ import annotations

from engine.extraction.checks.changes import check_changes
from engine.extraction.checks.figures import Figures
from engine.extraction.checks.ground import Ground
from engine.extraction.checks.keyed import check_keyed
from engine.extraction.checks.lists import check_lists
from engine.extraction.checks.pairs import check_pairs
from engine.extraction.checks.shares import check_shares
from engine.extraction.checks.single import check_dates, check_drafts, check_impossible
from engine.extraction.draft import Draft
from engine.extraction.evidence import Quoter
from engine.extraction.models import Check, Fact
from engine.extraction.reading import Reading

__all__ = ["check"]


def check(
    reading: Reading, drafts: list[Draft], figures: Figures, facts: list[Fact], quoter: Quoter
) -> list[Check]:
    """Every relation that the text gives the figures for, in text order; dates last."""
    ground = Ground(reading, drafts, quoter)
    found = [*check_keyed(ground, figures), *check_drafts(ground)]
    taken = {at for at, _ in found}
    found += [*check_changes(ground, taken), *check_shares(ground), *check_lists(ground)]
    found += [*check_pairs(ground, taken), *check_impossible(ground, taken)]
    told: dict[tuple[int, bool | None, str], Check] = {}
    for at, made in sorted(found, key=lambda pair: pair[0]):
        told.setdefault((at, made.consistent, made.formula), made)
    return [*told.values(), *check_dates(ground, facts)]
