"""A checklist as data: items, their sources, and the criteria that decide them.

The descriptions of the fields are published in the JSON Schema, for editors to show.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from engine.documents.models import Kind, Level
from engine.extraction.models import Modality, Polarity
from engine.model import Model
from engine.near import nearest

Verdict = Literal["met", "partly", "not_met", "no_evidence", "needs_review", "not_applicable"]
Severity = Literal["critical", "major", "minor"]

_DAY = r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
_AS = "以何种语气写出才算：done 已做、required 要求、planned 计划、problem 不足"


class Reported(Model):
    """How many different keys of a list the report states."""

    reported: tuple[str, ...] = Field(description="事实键，一个或多个", min_length=1)
    as_: tuple[Modality, ...] = Field(("done",), alias="as", description=_AS, min_length=1)
    polarity: tuple[Polarity, ...] = Field(("yes", "partial"), description="说到什么程度才算")
    number: int = Field(1, ge=1, description="至少写到其中几种")


class Unreported(Model):
    """None of the keys is stated so."""

    unreported: tuple[str, ...] = Field(description="事实键，一个都没有写出才成立", min_length=1)
    as_: tuple[Modality, ...] = Field(("done",), alias="as", description=_AS, min_length=1)
    polarity: tuple[Polarity, ...] = Field(("yes", "partial", "no"), description="说到什么程度才算")


class Measured(Model):
    """A figure compared with a threshold or with another figure; several figures: the weakest one counts."""

    value: str = Field(description="事实键")
    as_: tuple[Modality, ...] = Field(("done",), alias="as", description=_AS, min_length=1)
    at_least: float | None = Field(None, description="大于或等于")
    more_than: float | None = Field(None, description="大于")
    less_than: float | None = Field(None, description="小于")
    more_than_value: str | None = Field(None, description="大于另一个事实键的数值")
    at_most_value: str | None = Field(None, description="不大于另一个事实键的数值")

    @model_validator(mode="after")
    def _one_comparison(self) -> Measured:
        given = [self.at_least, self.more_than, self.less_than, self.more_than_value, self.at_most_value]
        if sum(value is not None for value in given) != 1:
            raise ValueError(
                "须写且只写一种比较：at_least、more_than、less_than、more_than_value、at_most_value"
            )
        return self


class Dated(Model):
    """A date before, or not before, a day of the year after the report year."""

    date: str = Field(description="日期类事实键")
    before: str | None = Field(None, pattern=_DAY, description="早于报告次年的这一天，如 04-01")
    not_before: str | None = Field(None, pattern=_DAY, description="不早于报告次年的这一天")

    @model_validator(mode="after")
    def _one_comparison(self) -> Dated:
        if (self.before is None) == (self.not_before is None):
            raise ValueError("须写且只写一种比较：before 或 not_before")
        return self


class Issued(Model):
    """The issuer is of one of these levels."""

    issuer: tuple[Level, ...] = Field(description="发文机关层级", min_length=1)


class AllOf(Model):
    """Every condition holds."""

    all: tuple[Condition, ...] = Field(description="全部成立", min_length=1)


class AnyOf(Model):
    """At least one condition holds."""

    any: tuple[Condition, ...] = Field(description="至少一条成立", min_length=1)


_KINDS = {
    "all": AllOf,
    "any": AnyOf,
    "reported": Reported,
    "unreported": Unreported,
    "value": Measured,
    "date": Dated,
    "issuer": Issued,
}


def _kind(value: object) -> str | None:
    """The tag of a condition, after its first key that names a kind; it looks like no key of the data."""
    if isinstance(value, dict):
        return next((f"<{name}>" for name in _KINDS if name in value), None)
    return next((f"<{name}>" for name, model in _KINDS.items() if isinstance(value, model)), None)


def _one_kind(value: object) -> object:
    """Refuses what is not exactly one kind of condition, in a sentence instead of seven lists of misfits."""
    if not isinstance(value, dict):
        if _kind(value) is None:
            raise ValueError("判定条件应为若干“键: 值”，如 {reported: [事实键]}")
        return value
    found = [name for name in _KINDS if name in value]
    if len(found) > 1:
        both = "、".join(found)
        raise ValueError(f"一个判定条件只能写一种，这里写了{both}；同时成立用 all，任一成立用 any")
    if not found:
        near = [name for key in value if (name := nearest(str(key), _KINDS))]
        hint = f"是否想写“{near[0]}”？" if near else f"可选：{'、'.join(_KINDS)}"
        raise ValueError(f"看不出是哪一种判定条件。{hint}")
    return value


Condition = Annotated[
    Annotated[AllOf, Tag("<all>")]
    | Annotated[AnyOf, Tag("<any>")]
    | Annotated[Reported, Tag("<reported>")]
    | Annotated[Unreported, Tag("<unreported>")]
    | Annotated[Measured, Tag("<value>")]
    | Annotated[Dated, Tag("<date>")]
    | Annotated[Issued, Tag("<issuer>")],
    Discriminator(_kind),
    BeforeValidator(_one_kind),
]


class Criterion(Model):
    """Which verdict an item has: the first that holds, in this order; else 未见证据.

    `lowered_by`: an admitted shortcoming (problem, polarity no) with one of these keys lowers met to partly.
    """

    not_met: Condition | None = Field(None, description="不达标的条件")
    met: Condition | None = Field(None, description="达标的条件")
    partly: Condition | None = Field(None, description="部分达标的条件")
    needs_review: Condition | None = Field(None, description="待人工核实的条件")
    lowered_by: tuple[str, ...] = Field((), description="报告自认这些事项未做到时，达标降为部分达标")


class Source(Model):
    """Where a requirement stands: a document of `Checklist.documents`, article, quote."""

    document: str = Field(description="文件代号，见本清单 documents")
    article: str = Field(description="条款，如 （三十四） 或 第二十五条")
    quote: str = Field(description="原文摘句，逐字", max_length=160)


class LegalDocument(Model):
    """A law or policy that items cite."""

    title: str = Field(description="文件全称")
    number: str | None = Field(None, description="文号")
    in_force_from: date | None = Field(None, description="施行或印发日期")


class Applies(Model):
    """To whom and to what an item applies."""

    levels: tuple[Level, ...] = Field(("province", "prefecture", "county"), description="适用层级")
    kinds: tuple[Kind, ...] = Field(("annual_report", "work_plan"), description="适用文种")
    from_year: int | None = Field(None, description="自哪个报告年度起适用")


class Example(Model):
    """A passage and the verdict it must give."""

    text: str = Field(description="报告片段")
    verdict: Verdict = Field(description="应得结论")
    kind: Kind = Field("annual_report", description="文种")
    level: Level | None = Field(None, description="发文机关层级")


class Item(Model):
    """One requirement."""

    id: str = Field(description="固定编号", pattern=r"^[a-z0-9]+(\.[a-z0-9-]+)+$")
    title: str = Field(description="要求，一句话")
    article: int | None = Field(None, description="纲要条号")
    part: str = Field(description="纲要部分代号，见本清单 parts")
    kind: Literal["quantity", "deadline", "assertion", "structure"] = Field(
        description="由数值、日期、陈述还是结构决定"
    )
    basis: Literal["law", "benchmark"] = Field(
        "law", description="law 有法定依据；benchmark 为考评参考值，非法定"
    )
    sources: tuple[Source, ...] = Field(description="出处", min_length=1)
    applies: Applies = Field(Applies(), description="适用范围")
    by: date | None = Field(None, description="纲要自定时限")
    criterion: Criterion = Field(description="判定标准")
    severity: Severity = Field(description="critical 关键、major 重要、minor 一般")
    weight: float | None = Field(None, description="分值；不写则按严重程度", gt=0)
    remedy: str = Field(description="整改建议")
    materials: tuple[str, ...] = Field(description="应备材料", min_length=1)
    holder: str = Field(description="材料通常由谁掌握")
    note: str | None = Field(None, description="判定口径说明")
    examples: tuple[Example, ...] = Field((), description="示例与应得结论")


class Part(Model):
    """A part of the outline, by which scores are summed."""

    id: str = Field(description="部分代号")
    title: str = Field(description="部分名称")


class Checklist(Model):
    """A list of requirements for one period."""

    id: str = Field(description="清单代号")
    version: str = Field(description="清单版本")
    title: str = Field(description="清单名称")
    from_year: int = Field(description="适用的第一个报告年度")
    to_year: int = Field(description="适用的最后一个报告年度")
    documents: dict[str, LegalDocument] = Field(description="所引文件，代号到全称")
    parts: tuple[Part, ...] = Field(description="部分，按顺序")
    items: tuple[Item, ...] = Field(description="条目")


AllOf.model_rebuild()
AnyOf.model_rebuild()
Criterion.model_rebuild()
Item.model_rebuild()
Checklist.model_rebuild()
