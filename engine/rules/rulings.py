"""What persons said of items, laid over findings: a review, an attestation, a waiver.

In: findings and rulings. Out: the findings with the verdicts that now count, each ruling kept with what it replaced. A
review is a person's verdict and always counts. An attestation proves what the text leaves open; it never overrules a fact.
A waiver changes no verdict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from engine.checklist.models import Verdict
from engine.extraction.models import Fact
from engine.rules.models import Finding, Ruling
from engine.rules.texts import rule_texts

_OPEN: frozenset[Verdict] = frozenset(("no_evidence", "needs_review", "partly"))


def ruled(
    findings: Iterable[Finding], rulings: Iterable[Ruling], on: date, facts: Iterable[Fact] = ()
) -> tuple[Finding, ...]:
    """`findings` with `rulings` as of a day; those of items that are not there have no place and are left out.

    `facts` are those that the findings rest on: a shortcoming among them is not attested away.
    """
    admitted = frozenset(fact.key for fact in facts if fact.modality == "problem" and fact.polarity == "no")
    by_item: dict[str, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        by_item[ruling.item].append(ruling)
    return tuple(
        _ruled(finding, by_item[finding.item.id], on, admitted) if finding.item.id in by_item else finding
        for finding in findings
    )


def _ruled(finding: Finding, rulings: Sequence[Ruling], on: date, admitted: frozenset[str]) -> Finding:
    for ruling in rulings:
        finding = _with(finding, ruling, on, admitted)
    return finding


def _with(finding: Finding, ruling: Ruling, on: date, admitted: frozenset[str]) -> Finding:
    remark = _objection(finding, ruling, on, admitted)
    told = ruling.model_copy(
        update={"replaced": finding.verdict, "remarks": (*ruling.remarks, *([remark] if remark else []))}
    )
    verdict = finding.verdict if told.remarks or ruling.verdict is None else ruling.verdict
    return finding.model_copy(update={"verdict": verdict, "rulings": (*finding.rulings, told)})


def _objection(finding: Finding, ruling: Ruling, on: date, admitted: frozenset[str]) -> str | None:
    """Why a ruling does not count, as a sentence; None where it does."""
    texts = rule_texts().rulings
    if ruling.until is not None and ruling.until < on:
        return texts["expired"].format(until=ruling.until)
    if ruling.kind == "waiver" and finding.verdict in ("met", "not_applicable"):
        return texts["needless"]
    short = finding.verdict == "partly" and not admitted.isdisjoint(finding.item.criterion.lowered_by)
    if ruling.kind == "attestation" and (finding.verdict == "not_met" or short):
        return texts["contradicted"].format(reason=finding.reason)
    if ruling.kind == "attestation" and finding.verdict not in _OPEN:
        return texts["needless"]
    return None
