"""Findings into a scorecard.

In: the findings of one document, a scoring profile, the parts of the checklist. Out: a `Scorecard`: as a
a whole, by part, and per item. Items that do not apply have no points, neither earned nor obtainable.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, Self

from pydantic import Field, model_validator

from engine.checklist.models import Part, Severity, Verdict
from engine.errors import FazhiError
from engine.model import Model
from engine.result import PartScore, Points, Score, Scorecard
from engine.rules.models import Finding
from engine.yamlio import load_model, suggest

_OPEN: frozenset[Verdict] = frozenset(("partly", "no_evidence", "needs_review"))
_UNANSWERED: frozenset[Verdict] = frozenset(("no_evidence", "needs_review"))


class Grade(Model):
    """A grade and the lowest rate, in percent, that earns it."""

    title: str = Field(description="等级")
    at_least: float = Field(description="得分率下限（百分数）", ge=0, le=100)


class Veto(Model):
    """What bars every better grade (一票否决)."""

    items: tuple[str, ...] = Field(description="条目编号，任一个如此即触发", min_length=1)
    verdicts: tuple[Verdict, ...] = Field(("not_met",), description="触发的结论", min_length=1)
    grade: str = Field(description="触发后至多评为哪一等")
    why: str = Field(description="触发时写进结果的一句话")


class Bonus(Model):
    """Points on top, as long as the whole stays within what is obtainable (加分)."""

    items: tuple[str, ...] = Field(description="条目编号，每个如此的条目加一次", min_length=1)
    verdicts: tuple[Verdict, ...] = Field(("met",), description="加分的结论", min_length=1)
    points: float = Field(description="每个加几分", gt=0)
    why: str = Field(description="加分时写进结果的一句话")


class Profile(Model):
    """How findings become points. Grades stand from the highest down; the last one begins at 0."""

    id: str = Field(description="评分规则代号")
    title: str = Field(description="评分规则名称")
    points: dict[Severity, float] = Field(description="各严重程度一条的分值")
    shares: dict[Verdict, float] = Field(
        description="各结论得分值的几成，如 partly、needs_review、no_evidence；不写为 0"
    )
    detail: float = Field(1, description="细项的分值按几成计", gt=0, le=1)
    parts: dict[str, float] = Field(
        {}, description="各部分合计多少分，按条目分值摊到条目；不写则照条目分值相加"
    )
    veto: tuple[Veto, ...] = Field((), description="一票否决")
    bonus: tuple[Bonus, ...] = Field((), description="加分")
    grades: tuple[Grade, ...] = Field(description="等级，自高而低", min_length=1)
    ungraded: str = Field("不评", description="不评等级时写什么（工作安排，或没有适用的条目）")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if set(self.points) != {"critical", "major", "minor"} or min(self.points.values()) <= 0:
            raise ValueError("points 须写明 critical、major、minor 三种分值，且大于 0")
        if any(not 0 <= share <= 1 for share in self.shares.values()):
            raise ValueError("shares 的各值须在 0 到 1 之间")
        if any(points <= 0 for points in self.parts.values()):
            raise ValueError("parts 的各值须大于 0")
        bounds = [grade.at_least for grade in self.grades]
        if bounds[-1] != 0 or any(high <= low for high, low in pairwise(bounds)):
            raise ValueError("grades 须自高而低，最后一等从 0 起")
        titles = [grade.title for grade in self.grades]
        for veto in self.veto:
            if veto.grade not in titles:
                raise ValueError(f"veto 的 grade“{veto.grade}”不在 grades 中，可选：{'、'.join(titles)}")
        return self

    @property
    def items(self) -> tuple[str, ...]:
        """The items that vetoes and bonuses name."""
        named = (*(veto.items for veto in self.veto), *(bonus.items for bonus in self.bonus))
        return tuple(dict.fromkeys(item for items in named for item in items))

    def grade(self, rate: float, barred: Iterable[str] = ()) -> str:
        """The grade of a rate in percent, no better than any of the grades in `barred`."""
        titles = [grade.title for grade in self.grades]
        earned = next(grade.title for grade in self.grades if rate >= grade.at_least)
        return max((earned, *barred), key=titles.index)


def load_profile(path: Path) -> Profile:
    """The profile in a YAML file. Raises `FazhiErrors`."""
    return load_model(path, Profile)


def find_profile(name: str, folders: Iterable[Path]) -> Profile:
    """The profile of this id or file, from the first of `folders` that has it. Raises `FazhiError`."""
    path = Path(name)
    if path.suffix in (".yaml", ".yml"):
        return load_profile(path)
    known = {one.stem: one for folder in reversed(tuple(folders)) for one in sorted(folder.glob("*.yaml"))}
    if name not in known:
        mend = suggest(name, sorted(known)) or f"可选：{'、'.join(sorted(known))}"
        raise FazhiError(f"没有代号为“{name}”的评分规则", mend=mend)
    return load_profile(known[name])


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
    return Scorecard(profile=profile.id, title=profile.title, total=total, parts=tuple(by_part), items=items)


class Extras(NamedTuple):
    """What counts for the whole only: bonus earned and still open, the grades that are barred, and why."""

    bonus: float
    open_bonus: float
    barred: tuple[str, ...]
    remarks: tuple[str, ...]


_NONE = Extras(0, 0, (), ())


def _items(findings: tuple[Finding, ...], profile: Profile) -> dict[str, Points]:
    """Points of each item, in parts with a total of their own scaled to it."""
    worth = {finding.item.id: _worth(finding, profile) for finding in findings}
    sums: dict[str, float] = defaultdict(float)
    for finding in findings:
        sums[finding.item.part] += worth[finding.item.id]
    points = {}
    for finding in findings:
        part, possible = finding.item.part, worth[finding.item.id]
        if part in profile.parts and possible:
            possible *= profile.parts[part] / sums[part]
        share = profile.shares.get(finding.verdict, 0)
        points[finding.item.id] = Points(points=round(possible * share, 4), possible=round(possible, 4))
    return points


def _worth(finding: Finding, profile: Profile) -> float:
    """By the item's own severity, not the finding's: a date that has not come does not change the weight."""
    if finding.verdict == "not_applicable":
        return 0.0
    item = finding.item
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
            verdicts.get(item) in _OPEN and verdicts.get(item) not in rule.verdicts for item in rule.items
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
    missing = (items[f.item.id].possible - items[f.item.id].points for f in applicable if f.verdict in _OPEN)
    answered = sum(finding.verdict not in _UNANSWERED for finding in applicable)
    rate = _percent(proved, possible)
    return Score(
        proved=round(proved, 2),
        ceiling=round(min(possible, proved + sum(missing) + extra.open_bonus), 2),
        possible=round(possible, 2),
        rate=rate,
        coverage=_percent(answered, len(applicable)),
        grade=profile.grade(rate, extra.barred) if possible and graded else profile.ungraded,
        verdicts=dict(Counter(finding.verdict for finding in findings)),
        bonus=extra.bonus,
        remarks=extra.remarks,
    )


def _percent(part: float, whole: float) -> float:
    """In percent, two decimals, rounded down so that no grade is reached by rounding; 0 of nothing is 0."""
    return int(part / whole * 10000 + 1e-6) / 100 if whole else 0.0
