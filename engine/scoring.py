"""Findings into a scorecard.

In: the findings of one document, a scoring profile, the parts of the checklist. Out: a `Scorecard`: as a
a whole, by part, and per item. Items that do not apply have no points, neither earned nor obtainable.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from engine.checklist.models import Item, Part, Verdict
from engine.profile import Profile
from engine.result import PartScore, Points, Score, Scorecard
from engine.rules.models import Finding

# Verdicts that further proof may still better, and those that say nothing yet.
OPEN: frozenset[Verdict] = frozenset(("partly", "no_evidence", "needs_review"))
UNANSWERED: frozenset[Verdict] = frozenset(("no_evidence", "needs_review"))


def score(
    findings: Iterable[Finding], profile: Profile, parts: Iterable[Part], *, graded: bool = True
) -> Scorecard:
    """The scorecard of one document. Parts without an item stand with zero points.

    `graded`: false for a work plan, which reports nothing as done and earns no grade.
    """
    findings = tuple(findings)
    items = _items(findings, profile)

    def add(some: Iterable[Finding], extra: Extras = _NONE) -> Score:
        return _sum(tuple(some), items, profile, graded, extra)

    by_part = [
        PartScore(part=part, score=add(f for f in findings if f.item.part == part.id)) for part in parts
    ]
    total = add(findings, _extras(findings, profile))
    return Scorecard(
        profile=profile.id,
        title=profile.title,
        total=total,
        parts=tuple(by_part),
        items=items,
        rules=profile,
        graded=graded,
    )


class Extras(NamedTuple):
    """What counts for the whole only: bonus earned and still open, the grades that are barred, and why."""

    bonus: float
    open_bonus: float
    barred: tuple[str, ...]
    remarks: tuple[str, ...]


_NONE = Extras(0, 0, (), ())


def _items(findings: tuple[Finding, ...], profile: Profile) -> dict[str, Points]:
    """Points of each item, in parts with a total of their own scaled to it."""
    worth = {f.item.id: 0.0 if f.verdict == "not_applicable" else worth_of(f.item, profile) for f in findings}
    sums: dict[str, float] = defaultdict(float)
    for finding in findings:
        sums[finding.item.part] += worth[finding.item.id]
    points = {}
    for finding in findings:
        part, possible = finding.item.part, worth[finding.item.id]
        if part in profile.parts and possible:
            possible *= profile.parts[part] / sums[part]
        share = profile.shares.get(finding.verdict, 0)
        points[finding.item.id] = Points(points=_rounded(possible * share, 4), possible=_rounded(possible, 4))
    return points


def worth_of(item: Item, profile: Profile) -> float:
    """The points of an item that applies, before its part has a total of its own.

    By the item's own severity, not the finding's: a date that has not come does not change the weight.
    """
    if item.weight is not None:
        return item.weight
    return profile.points[item.severity] * (profile.detail if item.detail else 1)


def _extras(findings: tuple[Finding, ...], profile: Profile) -> Extras:
    verdicts = {finding.item.id: finding.verdict for finding in findings}
    bonus = open_bonus = 0.0
    remarks = []
    for rule in profile.bonus:
        earned = sum(verdicts.get(item) in rule.verdicts for item in rule.items)
        bonus += earned * rule.points
        open_bonus += rule.points * sum(
            verdicts.get(item) in OPEN and verdicts.get(item) not in rule.verdicts for item in rule.items
        )
        remarks += [rule.why] if earned else []
    triggered = [v for v in profile.veto if any(verdicts.get(item) in v.verdicts for item in v.items)]
    barred = tuple(veto.grade for veto in triggered)
    return Extras(bonus, open_bonus, barred, (*remarks, *(veto.why for veto in triggered)))


def _sum(
    findings: tuple[Finding, ...], items: dict[str, Points], profile: Profile, graded: bool, extra: Extras
) -> Score:
    applicable = [finding for finding in findings if finding.verdict != "not_applicable"]
    possible = sum(items[finding.item.id].possible for finding in applicable)
    proved = min(possible, sum(items[finding.item.id].points for finding in applicable) + extra.bonus)
    missing = (items[f.item.id].possible - items[f.item.id].points for f in applicable if f.verdict in OPEN)
    answered = sum(finding.verdict not in UNANSWERED for finding in applicable)
    rate = _percent(proved, possible)
    return Score(
        proved=_rounded(proved, 2),
        ceiling=_rounded(min(possible, proved + sum(missing) + extra.open_bonus), 2),
        possible=_rounded(possible, 2),
        rate=rate,
        coverage=_percent(answered, len(applicable)),
        grade=profile.grade(rate, extra.barred) if possible and graded else profile.ungraded,
        verdicts=dict(Counter(finding.verdict for finding in findings)),
        bonus=extra.bonus,
        remarks=extra.remarks,
    )


def _rounded(value: float, decimals: int) -> float:
    """Half up, as people and spreadsheets round; what falls short of a half by the noise of floats is a half."""
    scale = float(10**decimals)
    return int(value * scale + 0.500001) / scale


def _percent(part: float, whole: float) -> float:
    """In percent, two decimals, rounded down so that no grade is reached by rounding; 0 of nothing is 0."""
    return int(part / whole * 10000 + 1e-6) / 100 if whole else 0.0
