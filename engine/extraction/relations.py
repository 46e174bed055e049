"""Relations between figures, as data: facts that follow from others, and arithmetic that must hold.

checklists/extraction/relations.yaml.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from engine.model import Model

RelationKind = Literal[
    "ratio", "reduction", "sum", "difference", "at_most", "claim", "more_than", "percent", "unit"
]


class Derived(Model):
    """A rate that is computed from counts where the report prints none."""

    key: str = Field(description="算出的事实键")
    label: str = Field(description="名称")
    ratio: tuple[str, str] = Field(description="分子、分母的事实键")


class Relation(Model):
    """Arithmetic that must hold.

    ratio: claimed = a/b in percent · reduction: claimed = (a-b)/a in percent · sum: claimed = all parts ·
    difference: claimed = a-b · at_most: a <= b · claim: the statement `claimed` means a = b · more_than: the statement
    `claimed` means a > b · percent: no rate of `parts` (or of any key, when empty) above 100 · unit: no such unit.
    """

    id: str = Field(description="编号")
    kind: RelationKind = Field(description="关系")
    claimed: str | None = Field(None, description="报告自称的数或说法的事实键")
    parts: tuple[str, ...] = Field((), description="参与计算的事实键，按顺序")
    suspicious: tuple[str, ...] = Field((), description="unit：可疑的单位")
    within: Literal["paragraph", "document"] = Field("paragraph", description="在多大范围内找同口径的数")
    message: str = Field(description="一句话说明，可用 {claimed} {computed} {a} {b} {parts}")


class Relations(Model):
    """The file."""

    derived: tuple[Derived, ...]
    checks: tuple[Relation, ...]
