"""`fazhi schema`: the JSON Schema of an output or of a checklist file, for other programs and for editors."""

from __future__ import annotations

import json
from typing import Any

import click
from pydantic import TypeAdapter

from engine.checklist.loading import Head, ItemFile
from engine.commands.group import ChineseCommand
from engine.console import write_exactly
from engine.model import Model
from engine.reporting.contract import CheckOutput, FactsOutput

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _UnusablePath(Model):
    path: str


class _Unusable(Model):
    """A report that could not be checked."""

    document: _UnusablePath
    findings: tuple[()] = ()
    error: str


SHAPES: dict[str, tuple[TypeAdapter[Any], str]] = {
    "facts": (TypeAdapter(FactsOutput), "fazhi facts --format json 的输出"),
    "check": (
        TypeAdapter(CheckOutput | _Unusable | list[CheckOutput | _Unusable]),
        "fazhi check --format json 的输出",
    ),
    "checklist": (TypeAdapter(Head | ItemFile), "清单文件：主文件，或被 include 的条目文件"),
}


@click.command("schema", cls=ChineseCommand)
@click.argument("shape", metavar="facts|check|checklist", type=click.Choice(list(SHAPES)))
def command(shape: str) -> int:
    """打印 JSON Schema：facts、check 为两种输出，checklist 为清单文件。"""
    adapter, title = SHAPES[shape]
    mode: Any = "validation" if shape == "checklist" else "serialization"
    schema = {"$schema": _DIALECT, **adapter.json_schema(by_alias=True, mode=mode), "title": title}
    for definition in (schema, *schema["$defs"].values()):
        definition.pop("description", None)  # a docstring, for readers of the source
    write_exactly(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
    return 0
