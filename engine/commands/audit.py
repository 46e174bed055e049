"""`fazhi audit`: a workspace in, the package for the inspection out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from engine.audit.models import Audit
from engine.audit.package import packaged
from engine.audit.running import Wanted, audited
from engine.audit.screen import print_audit
from engine.audit.workspace import opened
from engine.commands.check import failing
from engine.commands.group import ChineseCommand
from engine.commands.outputs import refuse_unwritable, say_written
from engine.commands.parameters import PATH, Day, checklists, fail_on, templates
from engine.commands.progress import rows_read
from engine.console import screen
from engine.reporting.files import write_bytes


@click.command("audit", cls=ChineseCommand)
@click.argument("folder", metavar="自查文件夹", type=PATH)
@click.option("-o", "--output", metavar="文件夹", type=PATH, help="自查包写到这里；不写则为其中的“自查结果”")
@click.option("--on", metavar="日期", type=Day(), help="以哪一天判断逾期、到期；不写则用设置里的，再则今天")
@click.option("--baseline", metavar="上次结果", type=PATH, help="与上一次的自查包比较：新增、已消除、仍在")
@click.option("--ignore-waivers", is_flag=True, help="不采用豁免")
@click.option("--unmask", is_flag=True, help="姓名、证件号照原样写出（默认遮蔽）")
@fail_on
@checklists
@templates
def command(
    folder: Path,
    output: Path | None,
    on: date | None,
    baseline: Path | None,
    ignore_waivers: bool,
    unmask: bool,
    fail_on: str | None,
    checklists: Path | None,
    templates: Path | None,
) -> int:
    """督察前自查：报告、台账、证明一并核对，写出自查包。

    自查包有评分表、差距报告、台账问题、材料清单、整改计划和模拟督察问答，另成一个压缩包。
    """
    workspace = opened(folder)
    target = output or workspace.folder("results")
    refuse_unwritable(target)
    wanted = Wanted(
        on=on or workspace.settings.on or date.today(),
        baseline=baseline,
        ignore_waivers=ignore_waivers,
        unmask=unmask,
        checklists=checklists,
    )
    with rows_read() as progress:
        audit = audited(workspace, wanted, progress)
    print_audit(screen(), audit, templates)
    for path in write_bytes(target, packaged(audit, templates)):
        say_written(path)
    return _exit_code(audit, fail_on)


def _exit_code(audit: Audit, fail_on: str | None) -> int:
    if audit.result.message:
        return 2
    return int(failing(audit.result, fail_on))
