"""Relations between figures, as data: facts that follow from others, and arithmetic that must hold.

checklists/extraction/relations.yaml, by theme in relations/; how it is written is told in docs/relations.md.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from engine.model import Model

RelationKind = Literal[
    "ratio",
    "reduction",
    "sum",
    "at_most_sum",
    "difference",
    "at_most",
    "limit",
    "claim",
    "more_than",
    "percent",
    "unit",
]
Outcome = Literal["open", "none"] | bool


class RelationExample(Model):
    """A passage and what the check must say of it: true, false, open (raised, not decided) or none (not raised)."""

    text: str = Field(description="报告片段，自己编")
    consistent: Outcome = Field(description="true 相符，false 不相符，open 待核，none 不应提出")
    signed_on: date | None = Field(None, description="落款日期")
    published_on: date | None = Field(None, description="公开日期")


class Ruled(Model):
    """What every relation has."""

    id: str = Field(description="编号", pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")
    message: str = Field(description="一句话说明，可用 {claimed} {computed} {a} {b} {parts} 等")
    examples: tuple[RelationExample, ...] = Field(
        description="片段和应有的结论：至少一个相符或不提出，一个不相符", min_length=1
    )


class Derived(Model):
    """A rate that is computed from counts where the report prints none."""

    key: str = Field(description="算出的事实键")
    label: str = Field(description="名称")
    ratio: tuple[str, str] = Field(description="分子、分母的事实键")
    plus: tuple[str, ...] = Field((), description="同一句里加到分子上的事实键（正职、副职分开写的）")


class Relation(Ruled):
    """Arithmetic between figures of the dictionary.

    ratio: claimed = a/b in percent · reduction: claimed = (a-b)/a in percent · sum: claimed = all parts ·
    at_most_sum: those parts that the text gives make no more than claimed · difference: claimed = a-b ·
    at_most: a <= b · limit: a <= most · claim: the statement `claimed` means a = b · more_than: the statement
    `claimed` means a > b · percent: no rate above 100 · unit: no such unit.
    """

    kind: RelationKind = Field(description="关系")
    claimed: str | None = Field(None, description="报告自称的数或说法的事实键")
    parts: tuple[str, ...] = Field((), description="参与计算的事实键，按顺序")
    bases: tuple[str, ...] = Field((), description="ratio、claim：没有第二个 part 时，依次可作分母的键")
    also: tuple[str, ...] = Field(
        (), description="ratio：按这些键作分母相符的，口径不明，待核；sum：同句还写了这些键的，不核"
    )
    most: float | None = Field(None, description="limit：上限")
    suspicious: tuple[str, ...] = Field((), description="unit：可疑的单位")
    within: Literal["sentence", "paragraph", "document"] = Field(
        "paragraph", description="在多大范围内找同口径的数"
    )
    strict: bool = Field(True, description="不相符就是错；false 只待核（可能另有没写出的数）")


class ListRelation(Ruled):
    """Parts and their whole, from the structure of the sentence alone.

    part: a part is larger than the whole · exceeds: a list of parts makes more than the whole · adds_up: a list that is
    complete misses the whole · total: what 合计 sums up misses it.
    """

    kind: Literal["part", "exceeds", "adds_up", "total"] = Field(description="关系")


class ListWords(Model):
    """How parts of a whole are announced."""

    within: tuple[str, ...] = Field(description="引出部分，不必列全")
    complete: tuple[str, ...] = Field(description="引出部分，并且列全")
    rest: tuple[str, ...] = Field(description="最后一项是其余，即已列全")
    levels: tuple[tuple[tuple[str, ...], ...], ...] = Field(
        (), description="各项依次是这几级的，即已列全：每级的各种说法"
    )
    totals: tuple[str, ...] = Field(description="列完之后引出合计")
    open: tuple[str, ...] = Field(description="列举未尽")
    each: tuple[str, ...] = Field(description="前面每个名称各是这个数")
    changes: tuple[str, ...] = Field(description="数前有这些词，是增减，不是总数")
    another: tuple[str, ...] = Field(description="部分的名称里有这些词，数的是另一种东西")
    overlapping: tuple[str, ...] = Field(description="部分的名称里有这些词，同一件可能数两次，不加总")
    nested: dict[str, tuple[str, ...]] = Field(description="一类包含另一类，同时出现不加总")
    not_added: tuple[str, ...] = Field(description="不能相加的单位")
    loose_units: tuple[str, ...] = Field(description="什么都能数的单位")


class ShareRelation(Ruled):
    """share: 其中N件,占X% · shares: shares or rates of one whole make more than 100."""

    kind: Literal["share", "shares"] = Field(description="关系")
    rates: tuple[tuple[str, ...], ...] = Field((), description="shares：同一分母、互不重叠的比率，一组一组")


class ChangeRelation(Ruled):
    """rate: 由A到B,压缩X% · amount: 由A到B,减少N件 · direction: 由A减少到B, 高于去年的A."""

    kind: Literal["rate", "amount", "direction"] = Field(description="关系")


class ChangeWords(Model):
    """Words that tell of more and of less."""

    up: tuple[str, ...] = Field(description="增")
    down: tuple[str, ...] = Field(description="减")
    above: tuple[str, ...] = Field(description="本年数大于所比的数")
    below: tuple[str, ...] = Field(description="本年数小于所比的数")
    ranks: tuple[str, ...] = Field(description="名次：数小了才是升")
    fillers: tuple[str, ...] = Field(description="由A到B与幅度之间可以有的词")


class PairRelation(Ruled):
    """A rate or claim of one deed against what was there to do: 受理N件,办结M件,办结率X%."""

    done: tuple[str, ...] = Field(description="分子前面的动词")
    whole: tuple[str, ...] = Field(description="分母前面的动词")
    rates: tuple[str, ...] = Field((), description="比率的名称")
    claims: tuple[str, ...] = Field((), description="等于说百分之百的话")
    not_: tuple[str, ...] = Field((), alias="not", description="比率或说法前面有这些词就不核")


class ImpossibleRelation(Ruled):
    """A rate, share or decrease above 100 percent."""

    after: tuple[str, ...] = Field(description="数前的词，最大只能是百分之百")
    not_: tuple[str, ...] = Field((), alias="not", description="有这些词的可以超过百分之百")


class DateRelation(Ruled):
    """A date that is too early or too late: before or after another, or a day of a year counted from the report's."""

    key: Literal["signed_on", "published_on"] = Field(description="日期")
    not_before: str | None = Field(None, description="不早于：另一日期，或 +年数-月-日")
    not_after: str | None = Field(None, description="不晚于：同上")


class Verdicts(Model):
    """What follows a message, and other sentences that are the same for all relations."""

    consistent: str
    inconsistent: str
    open: str
    other_base: str = Field(description="比率与另一分母相符：{label} {value} {unit}")
    derived: str = Field(description="推算比率的依据：{a} {b} 带名称")


class RelationFile(Model):
    """A file of `relations/`: the relations of one theme."""

    checks: tuple[Relation, ...] = Field(min_length=1)


class Relations(Model):
    """The head file; `checks` of the files beside it are added."""

    verdicts: Verdicts
    same_units: tuple[tuple[str, ...], ...] = Field(description="可以相加相比的单位，一组一组")
    derived: tuple[Derived, ...]
    checks: tuple[Relation, ...] = ()
    list_words: ListWords
    lists: tuple[ListRelation, ...]
    shares: tuple[ShareRelation, ...]
    change_words: ChangeWords
    changes: tuple[ChangeRelation, ...]
    pairs: tuple[PairRelation, ...]
    impossible: tuple[ImpossibleRelation, ...]
    dates: tuple[DateRelation, ...]

    def all(self) -> tuple[Ruled, ...]:
        """Every relation that is checked."""
        groups = (self.checks, self.lists, self.shares, self.changes, self.pairs, self.impossible, self.dates)
        return tuple(relation for group in groups for relation in group)
