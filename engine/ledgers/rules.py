"""What the rows of a kind of ledger are checked for and which facts they give, as data: `checklists/ledgers/<kind>/rules.yaml`.

The descriptions of the fields are published in the JSON Schema, for editors to show.
"""

from __future__ import annotations

import string
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from engine.checklist.models import Severity, Source
from engine.model import Model

Days = Literal["natural", "working"]
_DAYS = "天数怎样算：natural 自然日、working 工作日；开始的当天不算"


class CellTest(Model):
    """What a cell must hold. An empty cell answers `filled` and `not`; to all else it gives no answer."""

    not_: tuple[str | bool, ...] = Field((), alias="not", description="不是其中任何一个；空着也算")
    filled: bool | None = Field(None, description="true 须填了，false 须空着")
    at_least: float | None = Field(None, description="不小于")
    less_than: float | None = Field(None, description="小于")
    in_year: bool = Field(False, description="true 表示日期在报告年度")

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = (self.not_, self.filled is not None, self.at_least is not None, self.less_than is not None)
        if sum(map(bool, (*given, self.in_year))) != 1:
            raise ValueError("一列的条件须写且只写一种：not、filled、at_least、less_than、in_year")
        return self


def _shape(value: object) -> str:
    if isinstance(value, bool):
        return "<yesno>"
    if isinstance(value, str):
        return "<text>"
    return "<list>" if isinstance(value, (list, tuple)) else "<test>"


# One value, one of several, or a test.
ColumnTest = Annotated[
    Annotated[bool, Tag("<yesno>")]
    | Annotated[str, Tag("<text>")]
    | Annotated[tuple[str | bool, ...], Tag("<list>")]
    | Annotated[CellTest, Tag("<test>")],
    Discriminator(_shape),
]
Columns = dict[str, ColumnTest]


class Limit(Model):
    """A number to compare with: a dated value of a checklist item, or a benchmark that no text fixes."""

    item: str | None = Field(None, description="清单条目编号")
    value: str | None = Field(None, description="该条目 values 里的名称；地方清单改了它，这里也跟着改")
    benchmark: float | None = Field(None, description="考评参考值，没有法定依据")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.item is None) != (self.value is None) or (self.item is None) == (self.benchmark is None):
            raise ValueError("限值须写 item 和 value，或者只写 benchmark")
        return self


class Within(Model):
    """From one date to another no more than so many days. Without the second date: still running, or overdue already."""

    from_: str = Field(alias="from", description="起算日期的列")
    to: str = Field(description="办结日期的列；空着的，到核对之日没有超期为在办，超了就是逾期")
    limit: Limit | None = Field(None, description="天数上限")
    due: str | None = Field(None, description="载明最后期限的列，填了的代替 limit")
    given: str | None = Field(None, description="载明期限天数的列，填了的代替 limit 的数")
    restarted_by: str | None = Field(None, description="填了这个日期的，从这一天起算，如收到补正材料")
    done: str | None = Field(None, description="是否办结的列：填了 done_values 而没有日期的，不能判断")
    done_values: tuple[str | bool, ...] = Field((True,), description="done 的列填了哪些算已办结")
    days: Days = Field("natural", description=_DAYS)
    extended_by: str | None = Field(None, description="延长天数的列")
    extended: str | None = Field(None, description="是否延长的列：填了是而没有天数的，算延长到最多")
    extension: Limit | None = Field(None, description="延长最多算几天")
    without: str | None = Field(None, description="不计入期限的天数的列")
    roll: bool = Field(False, description="true 表示最后一天是休息日的，顺延到下一个工作日")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.limit is None and self.due is None:
            raise ValueError("within 须写 limit 或 due，或者都写")
        return self


class Lasts(Model):
    """From one date to another at least so many days."""

    from_: str = Field(alias="from", description="开始日期的列")
    to: str = Field(description="结束日期的列")
    limit: Limit = Field(description="天数下限")
    days: Days = Field("natural", description=_DAYS)
    both_ends: bool = Field(False, description="true 表示开始和结束的两天都算")


class Is(Model):
    """A cell must hold one of these."""

    column: str = Field(description="列的代号")
    values: tuple[str | bool, ...] = Field(description="应当是其中一个", min_length=1)
    empty: Literal["undecided", "short"] = Field(
        "undecided", description="空着的：undecided 不能判断，short 算没有做到"
    )


class Valid(Model):
    """A date must not be before the day of the audit."""

    column: str = Field(description="有效期截止日期的列")


class Amount(Model):
    """A number must be so large."""

    column: str = Field(description="列的代号")
    at_least: Limit | None = Field(None, description="不小于")
    at_most: Limit | None = Field(None, description="不大于")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("amount 须写且只写一个：at_least 或 at_most")
        return self


class Total(Model):
    """The sum of a column over all rows of one person or body must be so large."""

    column: str = Field(description="求和的列")
    by: tuple[tuple[str, ...], ...] = Field(
        description="凭哪几列认定是同一人，写几组的用第一组填全了的", min_length=1
    )
    at_least: Limit = Field(description="合计不小于")


_TYPES = ("within", "lasts", "order", "is_", "filled", "valid", "amount", "total")
# What the sentences of a rule may name.
WORDS = {
    "within": {"taken", "limit", "unit", "by", "from", "to", "due", "on"},
    "lasts": {"taken", "limit", "unit", "by", "from", "to"},
    "order": {"earlier", "later", "earlier_on", "later_on"},
    "is_": set[str](),
    "filled": set[str](),
    "valid": {"until", "on", "by"},
    "amount": {"value", "limit", "unit", "by"},
    "total": {"value", "limit", "unit", "by", "rows"},
}


class RuleExample(Model):
    """Rows, and how many findings they must give. Dates are written 2024-01-31."""

    rows: tuple[dict[str, str | bool], ...] = Field(description="若干行，列的代号到值", min_length=1)
    found: int = Field(description="应找出几处", ge=0)
    message: str | None = Field(None, description="第一处应有的文字")
    on: date = Field(date(2025, 1, 15), description="核对之日")
    year: int | None = Field(None, description="报告年度；不写则各行都算")


class RowRule(Model):
    """What each row is checked for: one kind of condition, by which text, and what is said where it fails."""

    id: str = Field(description="规则代号，一种台账内唯一", pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(description="要求，一句话")
    when: Columns = Field({}, description="只核对符合这些条件的行，列的代号到值")
    within: Within | None = Field(None, description="两个日期之间不超过若干天")
    lasts: Lasts | None = Field(None, description="两个日期之间不少于若干天")
    order: dict[str, str] | None = Field(
        None, description="这些日期应依次不早于前一个：列的代号到步骤名称；空着的略过"
    )
    is_: Is | None = Field(None, alias="is", description="一格应当是什么")
    filled: tuple[str, ...] | None = Field(None, description="这些列都应当填写", min_length=1)
    valid: Valid | None = Field(None, description="截止日期不早于核对之日")
    amount: Amount | None = Field(None, description="一格的数应当多大")
    total: Total | None = Field(None, description="同一人各行合计应当多大")
    once: tuple[tuple[str, ...], ...] = Field(
        (), description="凭这些列认定是同一人，同一人只报一次；写几组的用第一组填全了的"
    )
    every_year: bool = Field(False, description="true 表示不论哪一年的行都核对")
    item: str | None = Field(None, description="对应的清单条目；有限值的取限值的条目")
    sources: tuple[Source, ...] = Field((), description="依据，逐字；document 用全国清单 documents 的代号")
    severity: Severity = Field(description="critical 关键、major 重要、minor 一般")
    message: str = Field(description="问题，一句话，不写个人信息；花括号里的由程序填")
    pending: str | None = Field(None, description="within 没有办结日期而已逾期的，怎样说")
    mend: str = Field(description="怎样整改")
    note: str | None = Field(None, description="口径说明；没有依据的，说明参考值从何而来")
    examples: tuple[RuleExample, ...] = Field(description="应找出和不应找出的行", min_length=2)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        given = [name for name in _TYPES if getattr(self, name) is not None]
        if len(given) != 1:
            names = "、".join(name.rstrip("_") for name in _TYPES)
            raise ValueError(f"规则“{self.id}”须写且只写一种条件：{names}")
        for text in (self.message, self.pending or ""):
            wrong = sorted(_named(text) - WORDS[self.type])
            if wrong:
                known = "、".join(sorted(WORDS[self.type])) or "没有"
                raise ValueError(f"规则“{self.id}”的文字用了“{wrong[0]}”，可用的：{known}")
        if self.within is not None and self.pending is None:
            raise ValueError(f"规则“{self.id}”是 within，须写 pending")
        if not self.law and self.note is None:
            raise ValueError(f"规则“{self.id}”没有引用依据，须在 note 里说明参考值从何而来")
        return self

    @property
    def type(self) -> str:
        """The name of the field that holds its condition."""
        return next(name for name in _TYPES if getattr(self, name) is not None)

    @property
    def limit(self) -> Limit | None:
        """The limit that decides, where there is one."""
        if self.amount is not None:
            return self.amount.at_least or self.amount.at_most
        if self.total is not None:
            return self.total.at_least
        dated = self.within or self.lasts
        return dated.limit if dated is not None else None

    @property
    def law(self) -> bool:
        """Whether a text is cited, or a checklist's value is, which tells by itself what it rests on."""
        return bool(self.sources) or (self.limit is not None and self.limit.item is not None)


class Where(Model):
    """Which rows are meant."""

    columns: Columns = Field({}, description="各列的条件")
    kept: tuple[str, ...] = Field((), description="这些规则都做到了")
    unbroken: tuple[str, ...] = Field((), description="没有违反这些规则；规则不管的行也算")
    judged: tuple[str, ...] = Field((), description="这些规则都有了结论（在办、缺数据的不算）")


class Share(Model):
    """Rows among rows, in percent."""

    of: Where = Field(description="分母")
    with_: Where = Field(alias="with", description="分子：分母之中又符合这些条件的")


class Span(Model):
    """Days between two dates: their average, least or most."""

    from_: str = Field(alias="from", description="开始日期的列")
    to: str = Field(description="结束日期的列")
    days: Days = Field("natural", description=_DAYS)
    both_ends: bool = Field(False, description="true 表示开始和结束的两天都算")
    take: Literal["average", "least", "most"] = Field("average", description="取平均、最少还是最多")
    where: Where = Field(Where(), description="哪些行")


class Distinct(Model):
    """How many different persons or bodies."""

    by: tuple[tuple[str, ...], ...] = Field(
        description="凭哪几列认定，写几组的用第一组填全了的", min_length=1
    )
    where: Where = Field(Where(), description="哪些行")


class Summed(Model):
    """The sum of a column."""

    column: str = Field(description="求和的列")
    where: Where = Field(Where(), description="哪些行")


class OfTotals(Model):
    """What the sums of a `total` rule give: their average, or the share that reaches the limit."""

    rule: str = Field(description="total 规则的代号")
    take: Literal["average", "share"] = Field(description="average 平均，share 达到限值的占百分之几")


_MEASURES = ("count", "share", "span", "distinct", "sum", "totals", "proved")


class LedgerFact(Model):
    """A fact that the rows give."""

    key: str = Field(description="事实键")
    says: str = Field(description="算的是什么，一句话，写进依据")
    every_year: bool = Field(False, description="true 表示不论哪一年的行都计入，如现行有效的存量")
    count: Where | None = Field(None, description="行数")
    share: Share | None = Field(None, description="占百分之几")
    span: Span | None = Field(None, description="两个日期之间的天数")
    distinct: Distinct | None = Field(None, description="有几个不同的")
    sum: Summed | None = Field(None, description="一列的合计")
    totals: OfTotals | None = Field(None, description="各人合计的平均或达标比例")
    proved: Share | None = Field(None, description="陈述：分母至少一行、而且每一行都符合时才成立")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(getattr(self, name) is not None for name in _MEASURES) != 1:
            raise ValueError(f"事实“{self.key}”须写且只写一种算法：{'、'.join(_MEASURES)}")
        return self


class KindRules(Model):
    """All rules and facts of a kind of ledger."""

    kind: str = Field(description="台账代号，与文件夹同名")
    title: str = Field(description="台账名称")
    year: tuple[str, ...] = Field(
        description="凭这些日期（或年度）列认定属于哪一年：有一个在报告年度就算，都空着的也算", min_length=1
    )
    subject: tuple[str, ...] = Field(description="问题里用来指明一行的列，按顺序", min_length=1)
    rules: tuple[RowRule, ...] = Field(description="逐行核对的规则")
    facts: tuple[LedgerFact, ...] = Field((), description="算出的事实")


def _named(text: str) -> set[str]:
    """What stands in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
