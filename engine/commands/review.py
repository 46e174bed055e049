"""`fazhi review`: a scorecard that people reviewed in; the new score and new outputs out."""

from __future__ import annotations

import json
from pathlib import Path

import click

from engine.commands.group import ChineseCommand
from engine.commands.outputs import refuse_unwritable, say_remark, say_written
from engine.commands.parameters import PATH, json_format, templates
from engine.console import screen, write_exactly
from engine.errors import FazhiError
from engine.reporting import write_outputs
from engine.reporting.contract import review_json
from engine.reporting.screen import print_review
from engine.reviewing import review


@click.command("review", cls=ChineseCommand)
@click.argument("book", metavar="评分表", type=PATH)
@click.option("-o", "--output", "folder", metavar="文件夹", type=PATH, help="把新的评分表等文件写到这里")
@json_format
@templates
def command(book: Path, folder: Path | None, format_: str, templates: Path | None) -> int:
    """读回复核过的评分表（xlsx）：改判连同复核人和理由记为人工复核，分数重算。

    整改一页填的责任单位、期限、状态、备注带到新的评分表。有错误逐处列出，什么也不写，退出码为 2。
    """
    if folder:
        refuse_unwritable(folder)
        _refuse_overwriting(book, folder)
    found = review(book)
    for remark in found.remarks:
        say_remark(remark)
    if format_ == "json":
        shown = review_json(found.before, found.after, found.rulings)
        write_exactly(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")
    else:
        print_review(screen(), found.before, found.after, found.rulings, templates)
    if folder:
        write_outputs([found.after], folder, templates, tell=say_written)
    return 0


def _refuse_overwriting(book: Path, folder: Path) -> None:
    """The new scorecard has the name of the old one."""
    if folder.resolve() == book.resolve().parent:
        mend = "请在 -o 后写另一个文件夹"
        raise FazhiError("输出文件夹就是评分表所在的文件夹，会覆盖原表", path=folder, mend=mend)
