"""Why there is no evidence: not mentioned at all, or mentioned in a way that proves nothing.

In: an item no condition of which holds. Out: the reason, and the facts whose sentences show it.
"""

from __future__ import annotations

from typing import NamedTuple

from engine.checklist.models import Item
from engine.extraction.models import Fact, Modality
from engine.rules.criterion_text import Labels, describe, describe_facts, labels_text, quoted, told_by
from engine.rules.statements import Statements, is_number
from engine.rules.support import keys_of_criterion, lacking
from engine.rules.texts import rule_texts

# What is nearest to a proof is named first.
_NEAREST: tuple[Modality, ...] = ("required", "problem", "planned", "background")


class Silence(NamedTuple):
    """A reason in Chinese, and the facts that it speaks of."""

    reason: str
    facts: tuple[Fact, ...]


def silence(item: Item, statements: Statements, labels: Labels) -> Silence:
    """Why `item` has no evidence."""
    reasons, keys = rule_texts().reasons, keys_of_criterion(item.criterion)
    facts = statements.about(keys)
    done = tuple(fact for fact in facts if fact.modality == "done")
    if done:
        return Silence(_insufficient(item, done, statements, labels), done)
    for modality in _NEAREST:
        nearest = [fact for fact in facts if fact.modality == modality]
        if nearest:
            said = [fact for fact in facts if modality == "background" or fact.modality != "background"]
            ledger = modality == "problem" and all(fact.source == "ledger" for fact in nearest)
            form = reasons["only_problem_ledger" if ledger else f"only_{modality}"]
            return Silence(form.format(quote=quoted(nearest)), tuple(said))
    kind = "silent_date" if item.kind == "deadline" else "silent"
    return Silence(reasons[kind].format(labels=labels_text(keys, labels)), ())


def _insufficient(item: Item, done: tuple[Fact, ...], statements: Statements, labels: Labels) -> str:
    reasons = rule_texts().reasons
    wanted = item.criterion.met or item.criterion.partly
    missing = lacking(wanted, "for", statements) if wanted else None
    figures = [fact for fact in done if is_number(fact.value)]
    imprecise = bool(figures) and all(fact.bound in ("le", "approx") for fact in figures)
    return reasons["imprecise" if imprecise else "insufficient"].format(
        said=told_by(done),
        facts=describe_facts(done),
        condition=describe(missing, labels) if missing else item.title,
    )
