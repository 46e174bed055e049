"""How findings become points: a scoring profile, as data, and where it is found.

In: a YAML file. Out: a `Profile`. Raises `FazhiErrors`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from engine.checklist.models import Severity, Verdict
from engine.errors import FazhiError
from engine.model import Model
from engine.yamlio import load_model, suggest


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
