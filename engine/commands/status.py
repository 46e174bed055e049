"""`fazhi status`: what of a workspace is there and what is still missing."""

from __future__ import annotations

from pathlib import Path

import click

from engine.audit.ledgers import kinds_of
from engine.audit.screen import print_status
from engine.audit.status import status_of
from engine.audit.workspace import opened
from engine.commands.group import ChineseCommand
from engine.commands.parameters import PATH
from engine.commands.progress import rows_read
from engine.console import screen


@click.command("status", cls=ChineseCommand)
@click.argument("folder", metavar="自查文件夹", type=PATH)
def command(folder: Path) -> int:
    """看自查文件夹里还缺什么：报告、台账、证明、材料，完成了几成。"""
    workspace = opened(folder)
    with rows_read() as progress:
        status = status_of(workspace, kinds_of(), progress)
    print_status(screen(), status)
    return 0
