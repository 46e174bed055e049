"""`--format` of `fazhi check`: which formats there are, and which of those named go to the screen and which to files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from engine.near import nearest
from engine.reporting.writers import Writer, writer_of, writers

TABLE = "table"
_TABLE_ABOUT = "屏幕表格（不写 --format 时）"
_CONTRACT = "json"


class Codes(click.ParamType[tuple[str, ...]]):
    """Codes of formats, one or several with commas between them."""

    name = "格式"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The codes that `value` names."""
        codes = [code.strip() for code in str(value).replace("，", ",").split(",")]
        for code in codes:
            if code != TABLE and writer_of(code) is None:
                known = [TABLE, *(writer.code for writer in writers())]
                near = nearest(code, known)
                hint = f"是否想写 {near}？" if near else f"可选：{'、'.join(known)}"
                self.fail(f"“{code}”不在可选范围内，{hint}", param, ctx)
        return tuple(codes)


class _FormatOption(click.Option):
    """Its help names every writer, which are loaded only to be told."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        rows = [(TABLE, _TABLE_ABOUT)]
        rows += [(f"{writer.code}{'*' if writer.usual else ''}", writer.about) for writer in writers()]
        width = max(len(code) for code, _ in rows)
        listed = "\n".join(f"{code:<{width}} {about}" for code, about in rows)
        return f"--format {self.metavar}", f"{self.help}\n\n\b\n{listed}"


formats = click.option(
    "--format",
    "codes",
    cls=_FormatOption,
    type=Codes(),
    multiple=True,
    metavar="格式[,格式…]",
    help="输出格式，可写几种。没有 -o 时写到标准输出，一次一种；有 -o 时写成文件，不写 --format 则写有 * 的",
)


@dataclass(frozen=True)
class Chosen:
    """`screen`: the table is shown; `stdout`: what is printed instead; `files`: the formats written, None the usual ones."""

    screen: bool
    stdout: Writer | None = None
    files: tuple[Writer, ...] | None = None


def chosen(named: Sequence[tuple[str, ...]], folder: Path | None, several: bool) -> Chosen:
    """What the named formats mean. Raises `click.UsageError` where standard output cannot take them."""
    codes = list(dict.fromkeys(code for group in named for code in group)) or [TABLE]
    files = tuple(writer for code in codes if code != TABLE and (writer := writer_of(code)))
    if folder and codes != [_CONTRACT]:
        return Chosen(screen=TABLE in codes, files=files or None)
    if len(codes) > 1:
        raise click.UsageError(f"标准输出一次只能写一种格式，现有 {'、'.join(codes)}。请加 -o 文件夹")
    if not files:
        return Chosen(screen=True)
    writer = files[0]
    if not writer.text:
        raise click.UsageError(f"{writer.code} 不能写到标准输出。请加 -o 文件夹")
    if several and writer.together is None:
        raise click.UsageError(f"{writer.code} 一次只能写一份报告到标准输出。请加 -o 文件夹")
    return Chosen(screen=False, stdout=writer)
