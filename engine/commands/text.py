"""`fazhi text`: a file in; its text, exactly, as UTF-8 on standard output."""

from __future__ import annotations

from pathlib import Path

import click

from engine.commands.group import ChineseCommand
from engine.commands.parameters import report
from engine.console import write_exactly
from engine.documents import read_document


@click.command("text", cls=ChineseCommand)
@report
def command(report: Path) -> int:
    """打印报告的文字，UTF-8，不加一字。

    事实和结论里的位置（start、end）都按这份文字计，自 0 起。
    """
    write_exactly(read_document(report).text)
    return 0
