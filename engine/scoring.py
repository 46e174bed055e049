"""Findings into a scorecard.

In: the findings of one document, a scoring profile, the parts of the checklist. Out: a `Scorecard`: as a
a whole, by part, and per item. Items that do not apply have no points, neither earned nor obtainable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from engine.checklist.models import Part, Severity, Verdict
from engine.model import Model
from engine.result import PartScore, Points, Score, Scorecard
from engine.rules.models import Finding
from engine.yamlio import load_model

_OPEN: frozenset[Verdict] = frozenset(("partly", "no_evidence", "needs_review"))
_UNANSWERED: frozenset[Verdict] = frozenset(("no_evidence", "needs_review"))


class Grade(Model):
    """A grade and the lowest rate, in percent, that earns it."""

    title: str = Field(description="等级")
    at_least: float = Field(description="得分率下限（百分数）", ge=0, le=100)


class Profile(Model):
    """How findings become points. Grades stand from the highest down; the last one begins at 0."""

    id: str = Field(description="口径代号")
    title: str = Field(description="口径名称")
    points: dict[Severity, float] = Field(description="各严重程度一条的分值")
    shares: dict[Verdict, float] = Field(description="各结论得分值的几成；不写为 0")
    grades: tuple[Grade, ...] = Field(description="等级，自高而低", min_length=1)
    ungraded: str = Field("不评", description="不评等级时写什么（工作安排，或没有适用的条目）")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if set(self.points) != {"critical", "major", "minor"} or min(self.points.values()) <= 0:
            raise ValueError("points 须写明 critical、major、minor 三种分值，且大于 0")
        if any(not 0 <= share <= 1 for share in self.shares.values()):
            raise ValueError("shares 的各值须在 0 到 1 之间")
        bounds = [grade.at_least for grade in self.grades]
        if bounds[-1] != 0 or any(high <= low for high, low in pairwise(bounds)):
            raise ValueError("grades 须自高而低，最后一等从 0 起")
        return self

    def grade(self, rate: float) -> str:
        """The grade of a rate in percent."""
        return next(grade.title for grade in self.grades if rate >= grade.at_least)


def load_profile(path: Path) -> Profile:
    """The profile in a YAML file. Raises `FazhiErrors`."""
    return load_model(path, Profile)


def score(
    findings: Iterable[Finding], profile: Profile, parts: Iterable[Part], *, graded: bool = True
) -> Scorecard:
    """The scorecard of one document. Parts without an item stand with zero points.

    `graded`: false for a work plan, which reports nothing as done and earns no grade.
    """
    findings = tuple(findings)
    items = {finding.item.id: _points(finding, profile) for finding in findings}

    def add(some: Iterable[Finding]) -> Score:
        return _sum(some, items, profile, graded)

    by_part = [
        PartScore(part=part, score=add(f for f in findings if f.item.part == part.id)) for part in parts
    ]
    return Scorecard(profile=profile.id, total=add(findings), parts=tuple(by_part), items=items)


def _points(finding: Finding, profile: Profile) -> Points:
    """By the item's own severity, not the finding's: a date that has not come does not change the weight."""
    if finding.verdict == "not_applicable":
        return Points(points=0, possible=0)
    item = finding.item
    possible = item.weight if item.weight is not None else profile.points[item.severity]
    return Points(points=possible * profile.shares.get(finding.verdict, 0), possible=possible)


def _sum(findings: Iterable[Finding], items: dict[str, Points], profile: Profile, graded: bool) -> Score:
    findings = tuple(findings)
    applicable = [finding for finding in findings if finding.verdict != "not_applicable"]
    proved = sum(items[finding.item.id].points for finding in applicable)
    possible = sum(items[finding.item.id].possible for finding in applicable)
    missing = (items[f.item.id].possible - items[f.item.id].points for f in applicable if f.verdict in _OPEN)
    answered = sum(finding.verdict not in _UNANSWERED for finding in applicable)
    rate = _percent(proved, possible)
    return Score(
        proved=round(proved, 2),
        ceiling=round(proved + sum(missing), 2),
        possible=round(possible, 2),
        rate=rate,
        coverage=_percent(answered, len(applicable)),
        grade=profile.grade(rate) if possible and graded else profile.ungraded,
        verdicts=dict(Counter(finding.verdict for finding in findings)),
    )


def _percent(part: float, whole: float) -> float:
    """In percent, two decimals, rounded down so that no grade is reached by rounding; 0 of nothing is 0."""
    return int(part / whole * 10000 + 1e-6) / 100 if whole else 0.0
