"""Item by item from one year to the next: what improved, what fell, what can not be compared and why."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from engine.checklist.models import Verdict
from engine.compare.models import Change, ItemChange, ItemSide
from engine.compare.settings import settings
from engine.reporting.contract import points_of
from engine.reporting.view import SEVERITIES
from engine.result import Result
from engine.rules.models import Finding

CHANGES: tuple[Change, ...] = get_args(Change)
# 未见证据, 不达标 and 待人工核实 have no order among themselves: none of them proves anything.
_PROVES: dict[Verdict, int] = {"met": 2, "partly": 1, "not_met": 0, "no_evidence": 0}


def changes(before: Result, after: Result) -> tuple[ItemChange, ...]:
    """Every item that both lists have: core items first, by severity, in the order of the later list."""
    earlier = {finding.item.id: finding for finding in before.findings}
    found = [
        _change(earlier[finding.item.id], finding, before, after)
        for finding in after.findings
        if finding.item.id in earlier
    ]
    return tuple(sorted(found, key=lambda one: (one.detail, SEVERITIES.index(one.severity))))


def counts(found: tuple[ItemChange, ...]) -> dict[Change, int]:
    """How many items changed how, zeros included."""
    tally = Counter(one.change for one in found)
    return {change: tally[change] for change in CHANGES}


def notes(before: Result, after: Result) -> tuple[str, ...]:
    """Where two lists, or what they ask, are not the same."""
    one, other = before.checklist, after.checklist
    years = {"before": before.document.report_year, "after": after.document.report_year}
    said, say = [], settings().say
    if one.id != other.id:
        said.append(say("other_checklist", one=one.title, other=other.title, **years))
    elif one.content_hash != other.content_hash:
        said.append(say("changed_checklist", one=_short(one.content_hash), other=_short(other.content_hash)))
    for result, against in ((before, after), (after, before)):
        known = {finding.item.id for finding in against.findings}
        alone = sum(finding.item.id not in known for finding in result.findings)
        if alone:
            said.append(say("only_in", year=result.document.report_year, count=alone))
    first, second = (result.scorecard for result in (before, after))
    if first and second and first.total.possible != second.total.possible:
        possible = (f"{card.total.possible:g}" for card in (first, second))
        said.append(say("other_possible", **dict(zip(("one", "other"), possible, strict=True))))
    return tuple(said)


def _short(digest: str) -> str:
    return digest.removeprefix("sha256:")[:12]


def _change(before: Finding, after: Finding, one: Result, other: Result) -> ItemChange:
    item = after.item
    change = _direction(before.verdict, after.verdict)
    return ItemChange(
        item=item.id,
        title=item.title,
        part=item.part,
        severity=item.severity,
        detail=item.detail,
        change=change,
        before=_side(before, one),
        after=_side(after, other),
        notes=tuple(_notes(before, after, change, one, other)),
    )


def _direction(before: Verdict, after: Verdict) -> Change:
    if "not_applicable" in (before, after):
        return "incomparable"
    if before == after:
        return "same"
    if "needs_review" in (before, after) or _PROVES[before] == _PROVES[after]:
        return "changed"
    return "improved" if _PROVES[after] > _PROVES[before] else "fell"


def _notes(before: Finding, after: Finding, change: Change, one: Result, other: Result) -> list[str]:
    say = settings().say
    if before.verdict == after.verdict == "not_applicable":
        return [say("both_not_applicable")]
    said = [
        say("not_applicable", year=result.document.report_year)
        for finding, result in ((before, one), (after, other))
        if finding.verdict == "not_applicable"
    ]
    if change == "changed":
        reviewed = "needs_review" in (before.verdict, after.verdict)
        said.append(say("needs_review" if reviewed else "no_order"))
    if (before.item.criterion, before.item.values) != (after.item.criterion, after.item.values) and not said:
        said.append(say("changed_standard"))
    return said


def _side(finding: Finding, result: Result) -> ItemSide:
    points, possible = points_of(finding.item.id, result.scorecard)
    return ItemSide(
        verdict=finding.verdict,
        reason=finding.reason,
        points=points,
        possible=possible,
        evidence=finding.evidence or finding.contrary,
    )
