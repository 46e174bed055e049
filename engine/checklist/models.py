"""A checklist as data: items, their sources, and the criteria that decide them.

The descriptions of the fields are published in the JSON Schema, for editors to show.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from engine.documents.models import Kind, Level
from engine.extraction.models import Modality, Polarity
from engine.model import Model
from engine.near import nearest

Verdict = Literal["met", "partly", "not_met", "no_evidence", "needs_review", "not_applicable"]
Severity = Literal["critical", "major", "minor"]

_DAY = r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
LIMITS = ("at_least", "more_than", "less_than", "at_most")  # what of a condition may name a value
_AS = "以何种语气写出才算：done 已做、required 要求、planned 计划、problem 不足"


def is_name(text: str) -> bool:
    """Whether `text` may name a value."""
    return _NAME.fullmatch(text) is not None


def _threshold(value: object) -> object:
    """Text that is a name stays one; all else must be a number."""
    if isinstance(value, str) and is_name(value):
        return value
    try:
        return float(str(value))
    except ValueError as error:
        raise PydanticCustomError("float_parsing", "no number") from error


# A number, or the name of one of the item's own `values`, which have dates.
Threshold = Annotated[float | str, BeforeValidator(_threshold)]


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
    at_least: Threshold | None = Field(None, description="大于或等于；写数，或本条目 values 里的名称")
    more_than: Threshold | None = Field(None, description="大于；写数，或本条目 values 里的名称")
    less_than: Threshold | None = Field(None, description="小于；写数，或本条目 values 里的名称")
    at_most: Threshold | None = Field(None, description="小于或等于；写数，或本条目 values 里的名称")
    more_than_value: str | None = Field(None, description="大于另一个事实键的数值")
    at_most_value: str | None = Field(None, description="不大于另一个事实键的数值")
    per: Literal["half", "quarter", "month", "term"] | None = Field(
        None,
        description="只看按这一频次写的数：half 每半年、quarter 每季度、month 每月、term 每届；不写则看全年的数",
    )

    @model_validator(mode="after")
    def _one_comparison(self) -> Measured:
        others = [self.more_than_value, self.at_most_value]
        given = [*(getattr(self, name) for name in LIMITS), *others]
        if sum(value is not None for value in given) != 1:
            names = "、".join((*LIMITS, "more_than_value", "at_most_value"))
            raise ValueError(f"须写且只写一种比较：{names}")
        if self.per is not None and any(others):
            raise ValueError("写 per 的只能与一个数比较，不能与另一个事实键比较")
        return self

    @property
    def upper(self) -> bool:
        """Whether it sets a limit from above."""
        return any(limit is not None for limit in (self.less_than, self.at_most, self.at_most_value))

    @property
    def limit(self) -> float:
        """The number to compare with. Raises `ValueError` for a name that has not been given its value."""
        given: Threshold = next(v for name in LIMITS if (v := getattr(self, name)) is not None)
        if isinstance(given, str):
            raise ValueError(f"“{given}”还没有取定数值")
        return given


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


class Asked(Model):
    """What no text decides: a person does. Where all else that is asked beside it is there, the verdict is 待人工核实."""

    person: str = Field(description="要由人判断的事，一句话", min_length=1)


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
    "person": Asked,
}


def _kind(value: object) -> str | None:
    """The tag of a condition, after its first key that names a kind; it looks like no key of the data."""
    if isinstance(value, dict):
        return next((f"<{name}>" for name in _KINDS if name in value), None)
    return next((f"<{name}>" for name, model in _KINDS.items() if isinstance(value, model)), None)


def _one_kind(value: object) -> object:
    """Refuses what is not exactly one kind of condition, in a sentence instead of a list of misfits for each kind."""
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
    | Annotated[Issued, Tag("<issuer>")]
    | Annotated[Asked, Tag("<person>")],
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

    @model_validator(mode="after")
    def _asked_only_in_met(self) -> Criterion:
        others = (self.not_met, self.partly, self.needs_review)
        if any(_asked(one, through_any=True) for one in others) or (
            _asked(self.met, through_any=True) != self.asked
        ):
            raise ValueError("person 只能写在 met 里，单独写，或与其他条件并列在 all 之下")
        return self

    @property
    def asked(self) -> tuple[str, ...]:
        """What a person decides before the item is met; where there is any, no text alone makes it so."""
        return _asked(self.met, through_any=False)


def _asked(condition: Condition | None, *, through_any: bool) -> tuple[str, ...]:
    match condition:
        case Asked():
            return (condition.person,)
        case AllOf():
            return tuple(text for part in condition.all for text in _asked(part, through_any=through_any))
        case AnyOf() if through_any:
            return tuple(text for part in condition.any for text in _asked(part, through_any=True))
        case _:
            return ()


class Source(Model):
    """Where a requirement stands: a document of `Checklist.documents`, article, quote, and from when until when.

    Without dates of its own it is in force as long as its document.
    """

    document: str = Field(description="文件代号，见本清单 documents")
    article: str = Field(description="条款，如 （三十四） 或 第二十五条")
    quote: str = Field(description="原文摘句，逐字", max_length=160)
    from_: date | None = Field(None, alias="from", description="自哪一天起施行；不写则随文件")
    until: date | None = Field(None, description="施行到哪一天；不写则随文件")


class LegalDocument(Model):
    """A law or policy that items cite."""

    title: str = Field(description="文件全称")
    number: str | None = Field(None, description="文号")
    in_force_from: date | None = Field(None, description="施行或印发日期")
    in_force_until: date | None = Field(None, description="施行到哪一天；仍有效的不写")
    note: str | None = Field(None, description="关于日期、版本的说明")


class DatedValue(Model):
    """A value from a day on, and the text that fixes it."""

    value: float = Field(description="数值")
    from_: date | None = Field(None, alias="from", description="自哪一天起；不写则自始")
    until: date | None = Field(None, description="到哪一天；不写则至今")
    source: Source | None = Field(None, description="出处；考评参考值没有出处")


class ValueOverride(Model):
    """Other entries for a named value, by an overlay."""

    by: str
    reason: str
    dated: tuple[DatedValue, ...]


class NamedValue(Model):
    """A threshold that has a name, a unit and dates. `overrides` come from overlays, nearest last."""

    label: str = Field(description="名称")
    unit: str | None = Field(None, description="单位")
    basis: Literal["law", "benchmark"] = Field(
        "law", description="law 每个值都要有出处；benchmark 为考评参考值"
    )
    stricter: Literal["higher", "lower"] = Field(
        "higher", description="数值往哪边更严：higher 越大越严，lower 越小越严"
    )
    ledger: bool = Field(False, description="true 表示只用来核对台账，不用在判定标准里")
    dated: tuple[DatedValue, ...] = Field(description="各时期的值", min_length=1)
    overrides: SkipJsonSchema[tuple[ValueOverride, ...]] = ()

    @model_validator(mode="after")
    def _sourced(self) -> NamedValue:
        if self.basis == "law" and any(value.source is None for value in self.dated):
            raise ValueError("basis 为 law 的数值，每个值都须写 source；没有出处的请写 basis: benchmark")
        return self


class Applies(Model):
    """To whom and to what an item applies, and why so."""

    levels: tuple[Level, ...] = Field(("province", "prefecture", "county"), description="适用层级")
    kinds: tuple[Kind, ...] = Field(("annual_report", "work_plan"), description="适用文种")
    from_year: int | None = Field(None, description="自哪个报告年度起适用")
    to_year: int | None = Field(None, description="适用到哪个报告年度")
    why: str | None = Field(None, description="为什么只适用于这些层级、年度")


class Example(Model):
    """A passage and the verdict it must give."""

    text: str = Field(description="报告片段")
    verdict: Verdict = Field(description="应得结论")
    kind: Kind = Field("annual_report", description="文种")
    level: Level | None = Field(None, description="发文机关层级")
    year: int | None = Field(None, description="报告年度；不写则用清单期间内的一年")


class Item(Model):
    """One requirement."""

    id: str = Field(description="固定编号", pattern=r"^[a-z0-9]+(\.[a-z0-9-]+)+$")
    title: str = Field(description="要求，一句话")
    article: int | None = Field(None, description="纲要条号")
    part: str = Field(description="纲要部分代号，见本清单 parts")
    kind: Literal["quantity", "deadline", "assertion", "structure"] = Field(
        description="由数值、日期、陈述还是结构决定"
    )
    basis: Literal["law", "benchmark", "plan"] = Field(
        "law", description="law 有法定依据；benchmark 为考评参考值，非法定；plan 本地工作要点自定"
    )
    sources: tuple[Source, ...] = Field(description="出处", min_length=1)
    applies: Applies = Field(Applies(), description="适用范围")
    by: date | None = Field(None, description="纲要自定时限")
    values: dict[str, NamedValue] = Field(
        {}, description="有名称的数值，带日期和出处：用在判定标准里，或写 ledger: true 用来核对台账"
    )
    criterion: Criterion = Field(description="判定标准")
    severity: Severity = Field(description="critical 关键、major 重要、minor 一般")
    weight: float | None = Field(None, description="分值；不写则按严重程度", gt=0)
    detail: bool = Field(False, description="细项：报告常不逐句写到的要求，分值按评分规则的 detail 折算")
    remedy: str = Field(description="整改建议")
    materials: tuple[str, ...] = Field(description="应备材料", min_length=1)
    holder: str = Field(description="材料通常由谁掌握")
    note: str | None = Field(None, description="判定口径说明")
    examples: tuple[Example, ...] = Field((), description="示例与应得结论")


class LevelProfile(Model):
    """What is asked of bodies of one level, and by which texts."""

    level: Level = Field(description="层级")
    title: str = Field(description="名称")
    note: str = Field(description="哪些要求适用、哪些不适用，为什么")
    sources: tuple[Source, ...] = Field(description="依据", min_length=1)


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
    scoring: str = Field("default", description="评分规则代号，见 checklists/scoring")
    profiles: tuple[LevelProfile, ...] = Field((), description="各层级的要求和依据")
    not_covered: tuple[str, ...] = Field((), description="本清单没有收入的内容，原样写进报告")
    items: tuple[Item, ...] = Field(description="条目")


AllOf.model_rebuild()
AnyOf.model_rebuild()
Criterion.model_rebuild()
Item.model_rebuild()
Checklist.model_rebuild()
