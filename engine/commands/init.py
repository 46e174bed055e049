"""`fazhi init`: a new workspace for the audit before an inspection."""

from __future__ import annotations

from pathlib import Path

import click

from engine.audit.starting import start
from engine.commands.group import ChineseCommand
from engine.commands.outputs import say_written
from engine.commands.parameters import LEVELS, PATH, Between, Named, firsts


@click.command("init", cls=ChineseCommand)
@click.argument("folder", metavar="文件夹", type=PATH)
@click.option("--region", metavar="地区", required=True, help="地区全称，如 辽宁省朝阳市北票市")
@click.option("--year", metavar="年", required=True, type=Between(1990, 2100), help="报告年度")
@click.option("--level", metavar="层级", type=Named("层级", LEVELS), help=firsts(LEVELS))
def command(folder: Path, region: str, year: int, level: str | None) -> int:
    """新建自查文件夹：放报告、台账、证明和材料的地方，附现成的台账模板。

    \b
    填好以后：fazhi status 文件夹   看还缺什么
              fazhi audit 文件夹    核对并写出自查包
    """
    for path in start(folder, region, year, level):
        say_written(path)
    return 0
