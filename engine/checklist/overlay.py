"""Overlays: a checklist that names a parent and says only what differs, each change with its local source and reason.

In: overlays in the order of their chain, and the national checklist. Out: one `LocalChecklist`, whose items tell where each
changed value comes from. A value below national law is kept out and told.
"""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from engine.checklist.models import (
    Applies,
    Checklist,
    DatedValue,
    Example,
    Item,
    LegalDocument,
    Part,
    Severity,
    Source,
    ValueOverride,
)
from engine.documents.models import Level
from engine.model import Model

FIELDS = (
    "severity",
    "weight",
    "applies",
    "remedy",
    "materials",
    "holder",
    "note",
)  # what a change may replace


def _names(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


class Place(Model):
    """Where an overlay counts."""

    code: str = Field(description="六位区划代码：省级后四位为 0，市级后两位为 0", pattern=r"^\d{6}$")
    name: str = Field(description="地区全称")

    @property
    def rank(self) -> int:
        """1 province, 2 prefecture, 3 county."""
        return 1 if self.code.endswith("0000") else 2 if self.code.endswith("00") else 3


class ValueChange(Model):
    """Other dated entries for a named value; an entry without source has the change's first."""

    dated: tuple[DatedValue, ...] = Field(description="各时期的值", min_length=1)


class Change(Model):
    """What differs for one item of the parent, by which text, and why."""

    item: str = Field(description="上级清单的条目编号")
    reason: str = Field(description="为什么不同，一句话")
    sources: tuple[Source, ...] = Field(description="地方依据，逐字", min_length=1)
    off: bool = Field(False, description="true 表示本地不考核此项")
    severity: Severity | None = Field(None, description="严重程度")
    weight: float | None = Field(None, description="分值", gt=0)
    applies: Applies | None = Field(None, description="适用范围")
    remedy: str | None = Field(None, description="整改建议")
    materials: tuple[str, ...] | None = Field(None, description="应备材料", min_length=1)
    holder: str | None = Field(None, description="材料通常由谁掌握")
    note: str | None = Field(None, description="判定口径说明")
    values: dict[str, ValueChange] = Field({}, description="条目里有名称的数值，改为各时期的值")
    examples: tuple[Example, ...] = Field((), description="改动数值后的示例与应得结论，代替原有的")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.fields:
            raise ValueError(f"对“{self.item}”没有写改什么；可改：off、values、{'、'.join(FIELDS)}")
        return self

    @property
    def fields(self) -> tuple[str, ...]:
        """What it changes: names of fields, and values as values.NAME."""
        plain = [name for name in FIELDS if getattr(self, name) is not None]
        plain += ["examples"] if self.examples else []
        return (*plain, *(f"values.{name}" for name in self.values), *(("off",) if self.off else ()))


class Overlay(Model):
    """The head file of an overlay."""

    id: str = Field(description="清单代号")
    version: str = Field(description="清单版本")
    title: str = Field(description="清单名称")
    extends: Annotated[tuple[str, ...], BeforeValidator(_names)] = Field(
        description="沿用的上级清单代号，一个或几个", min_length=1
    )
    region: Place | None = Field(None, description="用于哪个地区")
    levels: tuple[Level, ...] = Field((), description="只用于这些层级的单位；不写则不限")
    scoring: str | None = Field(None, description="评分规则代号；不写则沿用上级")
    documents: dict[str, LegalDocument] = Field({}, description="地方文件，代号到全称")
    parts: tuple[Part, ...] = Field((), description="增加的部分")
    not_covered: tuple[str, ...] = Field((), description="没有收入的内容，原样写进报告")
    indicators: tuple[str, ...] = Field((), description="地方指标文件，相对本文件的路径")
    include: tuple[str, ...] = Field((), description="增加的条目所在的其他文件")
    changes: tuple[Change, ...] = Field((), description="改动")
    items: tuple[Item, ...] = Field((), description="增加的条目")

    @property
    def rank(self) -> int:
        """How specific: 0 nowhere in particular, 1 province, 2 prefecture, 3 county; half a step more for some levels."""
        return 2 * (self.region.rank if self.region else 0) + bool(self.levels)


class Origin(Model):
    """Where a changed value comes from."""

    by: str
    title: str
    reason: str
    sources: tuple[Source, ...]


class Refused(Model):
    """A local value that falls short of national law, and so does not apply."""

    by: str
    label: str
    local: float
    national: float
    unit: str | None


class LocalItem(Item):
    """An item with the origin of each field that an overlay set; `added_by` for an item of an overlay, `off` for one
    that is not asked there, `refused` for local values below national law."""

    origins: dict[str, Origin] = Field({})
    added_by: str | None = None
    off: Origin | None = None
    refused: tuple[Refused, ...] = ()

    @property
    def untested(self) -> bool:
        """Whether its examples are of other values than its own."""
        changed = any(
            name.startswith("values.") and not self.values[name.removeprefix("values.")].ledger
            for name in self.origins
        )
        return changed and "examples" not in self.origins


class LocalChecklist(Checklist):
    """A national checklist with the overlays of a place applied."""

    region: Place | None = None
    levels: tuple[Level, ...] = ()


def apply(checklist: Checklist, overlay: Overlay) -> LocalChecklist:
    """`checklist` with one overlay; changes of items that do not exist must have been refused."""
    changes: dict[str, list[Change]] = {}
    for change in overlay.changes:
        changes.setdefault(change.item, []).append(change)
    items: list[Item] = [_changed(item, changes.get(item.id, ()), overlay) for item in checklist.items]
    items += (LocalItem(**_fields(item), added_by=overlay.id) for item in overlay.items)
    fields = _fields(checklist) | {
        "id": overlay.id,
        "version": overlay.version,
        "title": overlay.title,
        "scoring": overlay.scoring or checklist.scoring,
        "documents": checklist.documents | overlay.documents,
        "parts": (*checklist.parts, *overlay.parts),
        "not_covered": (*checklist.not_covered, *overlay.not_covered),
        "items": tuple(items),
    }
    return LocalChecklist(**fields | {"region": overlay.region, "levels": overlay.levels})


def _fields(model: Model) -> dict[str, Any]:
    """The fields by the names that the constructor takes."""
    return {info.alias or name: getattr(model, name) for name, info in type(model).model_fields.items()}


def _changed(item: Item, changes: Any, overlay: Overlay) -> Item:
    for change in changes:
        item = _with(item, change, overlay)
    return item


def _with(item: Item, change: Change, overlay: Overlay) -> LocalItem:
    origin = Origin(by=overlay.id, title=overlay.title, reason=change.reason, sources=change.sources)
    known = item if isinstance(item, LocalItem) else LocalItem(**_fields(item))
    values = dict(known.values)
    for name, other in change.values.items():
        dated = tuple(
            entry if entry.source else entry.model_copy(update={"source": change.sources[0]})
            for entry in other.dated
        )
        override = ValueOverride(by=overlay.id, reason=change.reason, dated=dated)
        values[name] = values[name].model_copy(update={"overrides": (*values[name].overrides, override)})
    plain = {name: value for name in FIELDS if (value := getattr(change, name)) is not None}
    return known.model_copy(
        update={
            **plain,
            **({"examples": change.examples} if change.examples else {}),
            "values": values,
            "sources": tuple(dict.fromkeys((*known.sources, *change.sources))),
            "origins": known.origins | {name: origin for name in change.fields if name != "off"},
            "off": origin if change.off else known.off,
        }
    )
