"""`fazhi schema`: the JSON Schema of an output or of a data file, for other programs and for editors."""

from __future__ import annotations

import json
from typing import Any

import click
from pydantic import TypeAdapter

from engine.checklist.coverage import CoverageFile
from engine.checklist.loading import Head, ItemFile
from engine.checklist.overlay import Overlay
from engine.commands.group import ChineseCommand
from engine.compare.models import Comparison
from engine.console import write_exactly
from engine.extraction.dictionary import IndicatorFile
from engine.extraction.local import LocalIndicators
from engine.extraction.relations import RelationFile, Relations
from engine.ledgers.declaration import LedgerKind
from engine.ledgers.rules import KindRules
from engine.model import Model
from engine.profile import Profile
from engine.reporting.contract import CheckOutput, FactsOutput, ReviewOutput

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _UnusablePath(Model):
    path: str


class _Unusable(Model):
    """A report that could not be checked."""

    document: _UnusablePath
    findings: tuple[()] = ()
    error: str


OUTPUTS: dict[str, tuple[TypeAdapter[Any], str]] = {
    "facts": (TypeAdapter(FactsOutput), "fazhi facts --format json 的输出"),
    "check": (
        TypeAdapter(CheckOutput | _Unusable | list[CheckOutput | _Unusable]),
        "fazhi check --format json 的输出",
    ),
    "review": (TypeAdapter(ReviewOutput), "fazhi review --format json 的输出"),
    "compare": (TypeAdapter(Comparison), "fazhi compare --format json 的输出"),
}
# Data files; the schema of each is shipped beside them, and their first line names it.
FILES: dict[str, tuple[TypeAdapter[Any], str]] = {
    "checklist": (TypeAdapter(Head | ItemFile), "清单文件：主文件，或被 include 的条目文件"),
    "overlay": (TypeAdapter(Overlay), "地方清单文件"),
    "indicators": (TypeAdapter(IndicatorFile), "指标文件"),
    "local-indicators": (TypeAdapter(LocalIndicators), "地方指标文件"),
    "relations": (TypeAdapter(Relations | RelationFile), "推算和数量关系"),
    "scoring": (TypeAdapter(Profile), "评分规则"),
    "ledger-columns": (TypeAdapter(LedgerKind), "一种台账的列"),
    "coverage": (TypeAdapter(CoverageFile), "纲要逐句对照"),
    "ledger-rules": (TypeAdapter(KindRules), "台账核对规则"),
}
SHAPES = OUTPUTS | FILES


def schema_text(shape: str) -> str:
    """The JSON Schema of a shape, with the descriptions of its fields."""
    adapter, title = SHAPES[shape]
    mode: Any = "validation" if shape in FILES else "serialization"
    schema = {"$schema": _DIALECT, **adapter.json_schema(by_alias=True, mode=mode), "title": title}
    for definition in (schema, *schema["$defs"].values()):
        definition.pop("description", None)  # a docstring, for readers of the source
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


@click.command("schema", cls=ChineseCommand)
@click.argument("shape", metavar="种类", type=click.Choice(list(SHAPES)))
def command(shape: str) -> int:
    """打印 JSON Schema：facts、check、review、compare 为各种输出，其余为数据文件，供编辑器补全和检查。"""
    write_exactly(schema_text(shape))
    return 0
