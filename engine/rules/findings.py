"""One finding: the verdict of an item with its reason, evidence and flags.

In: an item, what the kernels found, and the statements of the document. Out: a `Finding`. Nothing is decided
here but what is fixed for every item: an inconsistent figure proves nothing, a work plan proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.checklist.models import Asked, Condition, Item, Severity
from engine.checklist.overlay import LocalItem
from engine.extraction.models import Check, Evidence, Fact
from engine.rules.criterion_text import (
    Labels,
    admitted_by,
    describe,
    describe_facts,
    labels_text,
    number_text,
    quoted,
    told_by,
)
from engine.rules.doubts import doubts
from engine.rules.kernel import STANCES, VERDICTS, Outcome, shortcoming
from engine.rules.measures import Leaf
from engine.rules.models import Finding
from engine.rules.silence import Silence, silence
from engine.rules.statements import Statements
from engine.rules.support import carrying, holding, keys_of_criterion, lacking
from engine.rules.texts import rule_texts

SENTENCES = 6

_SOFTER: Mapping[Severity, Severity] = {"critical": "major", "major": "minor", "minor": "minor"}


@dataclass(frozen=True)
class Ground:
    """What findings of one document rest on. `labels` are the Chinese names of fact keys."""

    statements: Statements
    checks: Sequence[Check]
    labels: Labels
    cross_checked: bool


def not_applicable(item: Item, reason: str) -> Finding:
    """The finding of an item that is not asked of the document."""
    return Finding(item=item, verdict="not_applicable", severity=item.severity, reason=reason)


def only_planned(item: Item, ground: Ground) -> Finding:
    """The finding of an item in a work plan: whatever it says is a plan."""
    reasons, keys = rule_texts().reasons, keys_of_criterion(item.criterion)
    facts = ground.statements.about(keys)
    kind = "work_plan" if facts else "work_plan_silent" if keys else "work_plan_asked"
    reason = reasons[kind].format(
        quote=quoted(facts) if facts else "", labels=labels_text(keys, ground.labels)
    )
    return _dressed(
        Finding(
            item=item, verdict="no_evidence", severity=item.severity, reason=reason, contrary=sentences(facts)
        ),
        ground,
    )


def found(item: Item, outcomes: Mapping[str, Outcome | None], agree: bool, ground: Ground) -> Finding:
    """The finding of `item` from each kernel's deciding outcome; where they differ it is for a human."""
    if agree:
        return _dressed(_of_outcome(item, next(iter(outcomes.values())), ground), ground)
    return _dressed(_contested(item, outcomes, ground), ground)


def sentences(facts: Iterable[Fact]) -> tuple[Evidence, ...]:
    """The sentences of `facts` in text order, then what ledgers say, each once, at most six."""
    unique = {
        (one.file or "", one.start, one.end, one.cell or "", one.quote): one
        for fact in facts
        for one in fact.evidence
    }
    return tuple(unique[place] for place in sorted(unique))[:SENTENCES]


def condition_of(item: Item, outcome: Outcome) -> Condition | None:
    """The condition that stands behind `outcome`."""
    criterion = item.criterion
    conditions: dict[Outcome, Condition | None] = {
        "not_met": criterion.not_met,
        "met": criterion.met,
        "open": criterion.met,
        "lowered": criterion.met,
        "partly": criterion.partly,
        "needs_review": criterion.needs_review,
    }
    return conditions[outcome]


def _of_outcome(item: Item, outcome: Outcome | None, ground: Ground) -> Finding:
    condition = condition_of(item, outcome) if outcome else None
    if outcome is None or condition is None:
        return _unproved(item, ground)
    stance = STANCES[outcome]
    rule = holding(condition, stance, ground.statements)
    facts = carrying(rule, stance, ground.statements)
    finding = Finding(
        item=item,
        verdict=VERDICTS[outcome],
        severity=item.severity,
        reason=_reason(item, outcome, rule, facts, ground),
        facts=tuple(dict.fromkeys(fact.key for fact in facts)),
        evidence=sentences(facts),
        contrary=sentences(_against(item, ground)),
        flags=(*_admitted(item, outcome, ground), *_scopes(facts)),
    )
    return _doubted(finding, doubts(facts, ground.checks))


def _reason(item: Item, outcome: Outcome, rule: Sequence[Leaf], facts: Sequence[Fact], ground: Ground) -> str:
    reasons = rule_texts().reasons
    said = describe_facts(facts)
    if outcome == "open":
        rule = [leaf for leaf in rule if isinstance(leaf, Asked)]
    ruled = rule_texts().conditions["and"].join(describe(leaf, ground.labels, briefly=True) for leaf in rule)
    filled = {"facts": said, "rule": ruled, "said": told_by(facts)}
    match outcome:
        case "met":
            plain = all(isinstance(fact.value, bool) for fact in facts)
            kind = "met_without_facts" if not facts else "met" if plain else "met_by_rule"
            return reasons[kind].format(**filled)
        case "partly":
            text = reasons["partly"].format(**filled, missing=_missing(item, ground))
            return text if facts else reasons["met_without_facts"].format(**filled)
        case "lowered":
            against = _shortcomings(item, ground)
            admits = admitted_by(against)
            return reasons["lowered"].format(**filled, quote=quoted(against), admits=admits)
        case "open":
            return reasons["open" if facts else "open_without_facts"].format(**filled)
        case _:
            return reasons[outcome if facts else f"{outcome}_without_facts"].format(**filled)


def _missing(item: Item, ground: Ground) -> str:
    met = item.criterion.met
    missing = lacking(met, "for", ground.statements) if met else None
    if missing is None:
        return ""
    return rule_texts().reasons["missing"].format(condition=describe(missing, ground.labels, briefly=True))


def _unproved(item: Item, ground: Ground) -> Finding:
    said: Silence = silence(item, ground.statements, ground.labels)
    return Finding(
        item=item,
        verdict="no_evidence",
        severity=item.severity,
        reason=said.reason,
        contrary=sentences(said.facts),
    )


def _contested(item: Item, outcomes: Mapping[str, Outcome | None], ground: Ground) -> Finding:
    texts = rule_texts()
    sides = {name: _of_outcome(item, outcome, ground) for name, outcome in outcomes.items()}
    answers = "".join(
        texts.reasons["kernel_answer"].format(
            kernel=name, verdict=texts.verdicts[side.verdict], reason=side.reason
        )
        for name, side in sides.items()
    )
    facts = ground.statements.about(keys_of_criterion(item.criterion))
    return Finding(
        item=item,
        verdict="needs_review",
        severity=item.severity,
        reason=texts.reasons["kernels_differ"].format(answers=answers),
        facts=tuple(dict.fromkeys(fact.key for fact in facts)),
        evidence=sentences(facts),
        flags=(texts.flags["kernels_differ"],),
    )


def _doubted(finding: Finding, against: Sequence[Check]) -> Finding:
    """`finding`, which is no 达标 where a figure that it rests on does not add up."""
    if not against:
        return finding
    texts = rule_texts()
    remark = texts.reasons["inconsistent"].format(message=against[0].message.rstrip("。"))
    return finding.model_copy(
        update={
            "verdict": "needs_review" if finding.verdict == "met" else finding.verdict,
            "reason": finding.reason + remark,
            "flags": (*finding.flags, texts.flags["inconsistent"]),
        }
    )


def _shortcomings(item: Item, ground: Ground) -> list[Fact]:
    lowering = shortcoming(item.criterion)
    return list(carrying([lowering], "for", ground.statements)) if lowering else []


def _against(item: Item, ground: Ground) -> list[Fact]:
    """Admitted shortcomings of the matters that may lower this item, of any extent."""
    return [fact for fact in ground.statements.about(item.criterion.lowered_by) if fact.modality == "problem"]


def _admitted(item: Item, outcome: Outcome, ground: Ground) -> tuple[str, ...]:
    partial = any(fact.polarity == "partial" for fact in _against(item, ground))
    return (rule_texts().flags["admitted"],) if outcome in ("met", "open") and partial else ()


def _scopes(facts: Iterable[Fact]) -> tuple[str, ...]:
    scopes = dict.fromkeys(fact.scope for fact in facts if fact.scope and not isinstance(fact.value, bool))
    return tuple(rule_texts().flags["other_scope"].format(scope=scope) for scope in scopes)


def _dressed(finding: Finding, ground: Ground) -> Finding:
    """`finding` with the flags of its item, and a step less severe before the item's own date."""
    flags = rule_texts().flags
    added = [flags["benchmark"]] if finding.item.basis == "benchmark" else []
    added += _refused(finding.item)
    severity = finding.severity
    if finding.verdict != "met" and _not_due(finding.item, ground.statements.report_year):
        added.append(flags["not_due"])
        severity = _SOFTER[severity]
    if not ground.cross_checked:
        added.append(flags["single_kernel"])
    return finding.model_copy(update={"flags": (*finding.flags, *added), "severity": severity})


def _refused(item: Item) -> list[str]:
    """Local values below national law, which did not count."""
    words = rule_texts().flags["refused"]
    refused = item.refused if isinstance(item, LocalItem) else ()
    return [
        words.format(
            label=one.label,
            local=number_text(one.local) + (one.unit or ""),
            national=number_text(one.national) + (one.unit or ""),
        )
        for one in refused
    ]


def _not_due(item: Item, report_year: int | None) -> bool:
    return item.by is not None and report_year is not None and date(report_year, 12, 31) < item.by
