"""What a comparison says, as data; `fazhi compare --format json` prints it.

Reports are named by their index in `Years.reports` or `Places.reports`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from engine.checklist.models import Severity, Verdict
from engine.documents.models import Level
from engine.extraction.models import Bound, Evidence, Per
from engine.model import Model
from engine.result import PartScore, Score

Mode = Literal["years", "places"]
Change = Literal["improved", "fell", "same", "changed", "incomparable"]
Answer = Literal["still", "done", "unmentioned"]
Response = Literal["fulfilled", "partly", "similar", "unanswered"]
Likeness = Literal["same", "numbers", "reworded"]


class Report(Model):
    """One of the reports compared."""

    path: str = Field(description="报告文件")
    place: str = Field(description="地方或单位")
    year: int = Field(description="报告年度")
    level: Level | None = Field(description="层级")
    code: str | None = Field(description="区划代码")
    checklist: str = Field(description="清单代号")
    checklist_title: str = Field(description="清单名称")
    content_hash: str = Field(description="清单内容的校验值")
    profile: str = Field(description="评分规则")
    score: Score = Field(description="得分")
    parts: tuple[PartScore, ...] = Field((), description="各部分得分")


class Apart(Model):
    """A report that takes no part, and why."""

    path: str = Field(description="报告文件")
    reason: str = Field(description="为什么不参加比较")


class Figure(Model):
    """What a report prints for an indicator. `number` is in the row's unit (money in 万元), `printed` as it stands."""

    number: float = Field(description="用来比较的数")
    value: float = Field(description="数值，照原文")
    unit: str | None = Field(description="单位，照原文")
    bound: Bound = Field(description="eq 等于、ge 不少于、le 不超过、approx 约")
    evidence: tuple[Evidence, ...] = Field(description="原文")


class ItemSide(Model):
    """An item in one of the years."""

    verdict: Verdict = Field(description="结论")
    reason: str = Field(description="理由")
    points: float = Field(description="得分")
    possible: float = Field(description="满分")
    evidence: tuple[Evidence, ...] = Field(description="据以判定的原文")


class ItemChange(Model):
    """An item before and after."""

    item: str = Field(description="条目编号")
    title: str = Field(description="要求")
    part: str = Field(description="纲要部分代号")
    severity: Severity = Field(description="严重程度")
    detail: bool = Field(description="是否细项")
    change: Change = Field(
        description="improved 改善、fell 退步、same 未变、changed 有变而不分高低、incomparable 不能比较"
    )
    before: ItemSide
    after: ItemSide
    notes: tuple[str, ...] = Field(description="说明")


class FigureChange(Model):
    """From one report's figure to the next one's."""

    difference: float | None = Field(description="差额（百分数为百分点）；不能比较时为空")
    relative: float | None = Field(description="增减幅度，%；百分数、上年为零时为空")
    notes: tuple[str, ...] = Field(description="说明")


class FigureRow(Model):
    """An indicator over the years; `figures` and `changes` go along with the reports and with the pairs of them."""

    key: str = Field(description="事实键")
    label: str = Field(description="名称")
    unit: str | None = Field(description="比较用的单位")
    scope: str | None = Field(description="范围")
    per: Per | None = Field(description="频次或人均的周期")
    figures: tuple[Figure | None, ...] = Field(description="各年的数，没有写的为空")
    changes: tuple[FigureChange | None, ...] = Field(description="相邻两份之间的变化")


class Recheck(Model):
    """What the later report says of the earlier year, against what the earlier one printed."""

    kind: Literal["growth", "restated"] = Field(description="growth 同比增减、restated 对上年数字的复述")
    key: str = Field(description="事实键")
    label: str = Field(description="名称")
    unit: str = Field(description="下面两个数的单位：%、个百分点，或指标的单位")
    consistent: bool = Field(description="是否相符")
    message: str = Field(description="说明")
    claimed: float = Field(description="本年报告所称：增减（减少为负）或上年的数")
    computed: float = Field(description="按上年报告所写计算的增减，或上年报告所写的数")
    before: tuple[Evidence, ...] = Field(description="上年报告原文")
    after: tuple[Evidence, ...] = Field(description="本年报告原文")


class Shortcoming(Model):
    """A shortcoming that the earlier report admits, and what the later one says of it.

    `by` tells how both were found to be of one matter; `sure` whether that leaves little doubt.
    """

    quote: Evidence = Field(description="上年报告原句")
    labels: tuple[str, ...] = Field(description="读出的事项")
    state: Answer = Field(description="still 仍列为不足、done 写有做法、unmentioned 未再提及")
    by: tuple[Literal["key", "text"], ...] = Field(description="据什么认定：key 同一事项、text 文字相近")
    likeness: float | None = Field(description="文字相近的程度，0—1")
    sure: bool = Field(description="是否较有把握")
    also_before: bool = Field(description="这些做法上年报告已经写有")
    answers: tuple[Evidence, ...] = Field(description="本年报告原句")


class PlanPoint(Model):
    """One thing in a planned sentence that facts can tell of."""

    label: str = Field(description="事项")
    planned: float | None = Field(description="计划的数；陈述为空")
    done: float | None = Field(description="本年写明的数")
    unit: str | None = Field(description="单位")
    reached: Literal["yes", "partial", "no"] = Field(description="yes 写明完成、partial 部分、no 未写")


class PlanAnswer(Model):
    """A sentence of the earlier report's plan, and what the later report says of it."""

    quote: Evidence = Field(description="上年计划原句")
    state: Response = Field(
        description="fulfilled 已写明完成、partly 部分、similar 有相近表述、unanswered 未见回应"
    )
    points: tuple[PlanPoint, ...] = Field(description="逐项核对")
    likeness: float | None = Field(description="文字相近的程度，0—1；只用于 similar")
    again: bool = Field(description="本年报告又列入下一年计划")
    notes: tuple[str, ...] = Field(description="说明")
    answers: tuple[Evidence, ...] = Field(description="本年报告原句")


class Piece(Model):
    """A stretch of a passage that the other text has too, or has not."""

    text: str = Field(description="文字")
    same: bool = Field(description="另一年是否相同")


class Copy(Model):
    """A sentence that stood, the same or nearly so, in the earlier report."""

    kind: Likeness = Field(description="same 完全相同、numbers 只改了数字、reworded 略有改动")
    likeness: float = Field(description="相同的字所占比例，0—1")
    characters: int = Field(description="沿用的字数（不计标点，一个数算一字）")
    before: Evidence = Field(description="上年报告原句")
    after: Evidence = Field(description="本年报告原句")
    before_pieces: tuple[Piece, ...] = Field(description="上年原句，分出不同之处")
    after_pieces: tuple[Piece, ...] = Field(description="本年原句，分出不同之处")


class Copying(Model):
    """How much of the later report stood in the earlier one. Characters without marks; a figure counts as one."""

    characters: int = Field(description="本年报告正文字数")
    copied: int = Field(description="其中沿用上年的字数")
    share: float = Field(description="沿用所占，%")
    by_kind: dict[Likeness, int] = Field(description="各类沿用的字数")
    passages: tuple[Copy, ...] = Field(description="沿用的句子，长的在前")


class Pair(Model):
    """Two reports of one place, the earlier and the later; indices into `Years.reports`."""

    before: int = Field(description="前一份")
    after: int = Field(description="后一份")
    notes: tuple[str, ...] = Field(description="说明")
    items: tuple[ItemChange, ...] = Field(description="逐项比较")
    counts: dict[Change, int] = Field(description="各种变化的项数")
    rechecks: tuple[Recheck, ...] = Field(description="与上年报告互相核对")
    shortcomings: tuple[Shortcoming, ...] = Field(description="上年的不足")
    new_shortcomings: tuple[Evidence, ...] = Field(description="上年没有而本年提出的不足")
    plans: tuple[PlanAnswer, ...] = Field(description="上年的计划")
    copying: Copying = Field(description="沿用上年文字")


class Years(Model):
    """One place over the years, the earliest first."""

    place: str = Field(description="地方或单位")
    reports: tuple[Report, ...] = Field(description="各年报告")
    pairs: tuple[Pair, ...] = Field(description="相邻两份的比较")
    figures: tuple[FigureRow, ...] = Field(description="各指标历年的数")


class Standing(Model):
    """A place in the ranking by proved points; those with the same rate share a rank."""

    report: int = Field(description="报告")
    rank: int = Field(description="名次")
    shared: bool = Field(description="是否并列")


class HeatRow(Model):
    """An item in all places."""

    item: str = Field(description="条目编号")
    title: str = Field(description="要求")
    part: str = Field(description="纲要部分代号")
    severity: Severity = Field(description="严重程度")
    detail: bool = Field(description="是否细项")
    verdicts: tuple[Verdict | None, ...] = Field(description="各地的结论；清单没有此项的为空")
    counts: dict[Verdict, int] = Field(description="各结论的地方数")
    lacking: int = Field(description="不达标和未见证据的地方数")
    asked: int = Field(description="适用此项的地方数")


class PlaceFigure(Model):
    """The figure of one place."""

    report: int = Field(description="报告")
    figure: Figure
    outlier: bool = Field(description="离群，待核实")


class Distribution(Model):
    """An indicator in all places that report it; quartiles by linear interpolation, empty below two places."""

    key: str = Field(description="事实键")
    label: str = Field(description="名称")
    unit: str | None = Field(description="单位；金额折成万元")
    scope: str | None = Field(description="范围")
    per: Per | None = Field(description="频次或人均的周期")
    figures: tuple[PlaceFigure, ...] = Field(description="各地的数，小的在前")
    minimum: float = Field(description="最小")
    lower: float | None = Field(description="下四分位")
    median: float = Field(description="中位")
    upper: float | None = Field(description="上四分位")
    maximum: float = Field(description="最大")
    silent: tuple[int, ...] = Field(description="没有写的")
    unclear: tuple[int, ...] = Field(description="写了几个不同的数、不能取一个的")


class Places(Model):
    """Different places in one year, the best first."""

    year: int = Field(description="报告年度")
    reports: tuple[Report, ...] = Field(description="各地报告")
    notes: tuple[str, ...] = Field(description="说明")
    ranking: tuple[Standing, ...] = Field(description="排名，按得分率")
    items: tuple[HeatRow, ...] = Field(description="条目与各地")
    distributions: tuple[Distribution, ...] = Field(description="各指标的分布")


class Comparison(Model):
    """What `fazhi compare --format json` prints: groups of one mode."""

    mode: Mode = Field(description="years 同一地方历年、places 不同地方同年")
    why: str = Field(description="为何这样比较")
    years: tuple[Years, ...] = Field(description="历年比较，一个地方一组")
    places: tuple[Places, ...] = Field(description="同年各地比较，一个年度一组")
    apart: tuple[Apart, ...] = Field(description="不参加比较的报告")
    notes: tuple[str, ...] = Field(description="说明")
