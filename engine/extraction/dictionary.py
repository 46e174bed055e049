"""The fact dictionary as data: indicators, how reports write them, and examples.

In: the YAML files of a folder (`checklists/indicators/`). Out: `Indicator`s, each knowing its file. The pattern
language of `written` is described in docs/indicators.md.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from engine.documents.models import Kind, Role
from engine.extraction.models import Bound, Modality, Per
from engine.model import Model


class IndicatorExample(Model):
    """A passage and the fact that it must give."""

    text: str = Field(description="报告片段，一两句话，不照抄任何单位的报告")
    value: float | bool = Field(True, description="应读出的值；陈述类不写")
    unit: str | None = Field(None, description="应读出的单位，不写则不核")
    bound: Bound | None = Field(None, description="应读出的界限")
    per: Per | None = Field(None, description="应读出的频次单位")
    modality: Modality = Field("done", description="应读出的语气")
    heading: str | None = Field(None, description="片段所在的标题")
    role: Role = Field("achievements", description="片段所在部分")
    kind: Kind = Field("annual_report", description="文种")


class Indicator(Model):
    """A fact key: what it means and how reports write it."""

    key: str = Field(description="事实键，全库唯一", pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")
    label: str = Field(description="中文名称")
    type: Literal["quantity", "assertion"] = Field("quantity", description="quantity 数值，assertion 陈述")
    unit: str | None = Field(None, description="计量单位；同类单位自动接受")
    units: tuple[str, ...] = Field((), description="另外接受的单位")
    definition: str = Field(description="口径")
    written: tuple[str, ...] = Field(description="报告里的写法，见 docs/indicators.md", min_length=1)
    not_: tuple[str, ...] = Field((), alias="not", description="出现即不算的词")
    roles: tuple[Role, ...] = Field((), description="只在报告的这些部分认；不写则不限")
    despite: tuple[str, ...] = Field(
        (),
        description="modality/slight.yaml 里的组名：这些说法对本指标就是做了（如 preparation：研究部署就是所说的事）",
    )
    admits: bool = Field(
        False, description="写法本身说的就是没有做到：只认读作不足（problem）的，一律算未做到"
    )
    part_of: str | None = Field(None, description="更宽的指标的键：本项的数也是它的数（行政调解也是调解）")
    examples: tuple[IndicatorExample, ...] = Field(description="必须读出的片段", min_length=1)
    counterexamples: tuple[str, ...] = Field((), description="不得读出本键的片段")


class IndicatorFile(Model):
    """A theme of the dictionary."""

    theme: str = Field(description="主题")
    indicators: tuple[Indicator, ...] = Field(description="本主题的指标")
