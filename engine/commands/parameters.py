"""What several verbs ask for: facts of the document, the choice of a checklist, the shape of the output."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from engine.documents.models import Given
from engine.documents.numerals import parse_date
from engine.near import nearest
from engine.pipeline import Options

Command = Callable[..., Any]

LEVELS = {
    "province": ("省级", "省"),
    "prefecture": ("市级", "市", "地市级", "设区的市"),
    "county": ("县级", "县", "区", "区县"),
    "township": ("乡级", "乡", "乡镇", "镇", "街道"),
    "department": ("部门",),
}
_KINDS = {
    "annual_report": ("年度报告", "报告"),
    "work_plan": ("工作要点", "工作计划", "计划"),
    "other": ("其他",),
}
_SEVERITIES: dict[str, tuple[str, ...]] = {
    "critical": ("关键", "关键事项"),
    "major": ("重要", "重要事项"),
    "minor": ("一般", "一般事项"),
}


class Named(click.ParamType[str]):
    """One of a few names; Chinese words for them are taken too."""

    def __init__(self, name: str, words: dict[str, tuple[str, ...]]) -> None:
        self.name = name
        self._words = words
        self._meaning = {word: value for value, others in words.items() for word in (value, *others)}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name for a name or one of its words."""
        if value in self._meaning:
            return self._meaning[value]
        near = nearest(str(value), self._meaning)
        choices = "、".join(map(self._written, self._words))
        mend = f"是否想写 {self._written(self._meaning[near])}？" if near else f"可选：{choices}"
        self.fail(f"“{value}”不在可选范围内，{mend}", param, ctx)

    def _written(self, name: str) -> str:
        return f"{self._words[name][0]}（{name}）"


class Day(click.ParamType[date]):
    """A date: 2025-03-28, 2025/3/28, 2025年3月28日."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date that `value` writes."""
        found = value if isinstance(value, date) else parse_date(str(value).replace("/", "-"))
        if found is None:
            self.fail(f"“{value}”不是日期，请写成 2025-03-28", param, ctx)
        return found


class Between(click.IntRange):
    """A whole number between two others, both included."""

    def _describe_range(self) -> str:
        return f"{self.min}—{self.max}"


class NamedPath(click.Path):
    """A path; an empty one, as of a variable that is not set, would mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path that `value` writes."""
        if not str(value):
            self.fail("不能为空，请写出路径", param, ctx)
        return super().convert(value, param, ctx)


def firsts(words: dict[str, tuple[str, ...]]) -> str:
    """The Chinese words that help texts give for names."""
    return "、".join(others[0] for others in words.values())


PATH = NamedPath(path_type=Path)
FOLDER = NamedPath(exists=True, file_okay=False, path_type=Path)

report = click.argument("report", metavar="报告", type=PATH)
json_format = click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    metavar="table|json",
    help="table 屏幕表格（默认），json 标准输出只有一份 JSON",
)
checklists = click.option("--checklists", metavar="文件夹", type=FOLDER, help="自己的清单文件夹，先于自带的")
fail_on = click.option(
    "--fail-on",
    metavar="程度",
    type=Named("程度", _SEVERITIES),
    help=f"程度：{firsts(_SEVERITIES)}；有这一级及以上、没有豁免的不达标或未见证据，退出码为 1",
)
templates = click.option("--templates", metavar="文件夹", type=FOLDER, help="自己的模板文件夹，同名的先用")

_GIVEN = (
    click.option("--year", metavar="年", type=Between(1990, 2100), help="报告年度"),
    click.option(
        "--level",
        metavar="层级",
        type=Named("层级", LEVELS),
        help=f"发文机关层级：{firsts(LEVELS)}",
    ),
    click.option("--region", metavar="地区", help="地区全称或六位区划代码"),
    click.option(
        "--kind", "--as", "kind", metavar="文种", type=Named("文种", _KINDS), help=f"文种：{firsts(_KINDS)}"
    ),
    click.option("--published-on", metavar="日期", type=Day(), help="公开日期"),
    click.option("--submitted-on", metavar="日期", type=Day(), help="报送日期"),
)
# What the first of these say can be true of several reports.
_OF_SEVERAL = ("year", "level", "region", "kind")
_CHOSEN = (
    click.option("--checklist", metavar="代号", help="清单代号或文件；不写则按报告年度选"),
    click.option("--scoring", metavar="代号", help="评分规则代号或文件；不写则用清单写明的"),
    checklists,
)


def about_document(command: Command) -> Command:
    """Adds the options that say what the text lacks; hands them on as `given: Given`."""

    @wraps(command)
    def gathered(**values: Any) -> Any:
        given = Given(**{name: values.pop(name) for name in Given.model_fields})
        return command(given=given, **values)

    return _with(_GIVEN, gathered)


def for_pipeline(command: Command) -> Command:
    """Adds those and the choice of a checklist; hands them on as `options: Options`."""

    @wraps(command)
    def gathered(**values: Any) -> Any:
        return command(options=Options(**{name: values.pop(name) for name in Options.model_fields}), **values)

    return about_document(_with(_CHOSEN, gathered))


def for_several(command: Command) -> Command:
    """As `for_pipeline`, with what can be true of several reports at once: no dates."""

    @wraps(command)
    def gathered(**values: Any) -> Any:
        given = Given(**{name: values.pop(name) for name in _OF_SEVERAL})
        chosen = {name: values.pop(name) for name in Options.model_fields if name != "given"}
        return command(options=Options(given=given, **chosen), **values)

    return _with((*_GIVEN[: len(_OF_SEVERAL)], *_CHOSEN), gathered)


def _with(options: tuple[Callable[[Command], Command], ...], command: Command) -> Command:
    for option in reversed(options):
        command = option(command)
    return command
