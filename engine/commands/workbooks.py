"""`fazhi checklist export|import`: a checklist as an Excel workbook, and back into YAML."""

from __future__ import annotations

from pathlib import Path

import click

from engine.checklist.loading import load_checklist
from engine.commands.group import ChineseCommand
from engine.commands.outputs import refuse_unwritable, say_remark, say_written
from engine.commands.parameters import PATH, checklists
from engine.commands.texts import said
from engine.console import say
from engine.errors import FazhiError
from engine.pipeline import Options, lexicon
from engine.reporting.files import write_bytes


@click.command("export", cls=ChineseCommand)
@click.argument("named", metavar="代号|文件")
@click.option(
    "-o", "--output", "book", metavar="工作簿", type=PATH, required=True, help="写到这里，如 本地.xlsx"
)
@checklists
def export(named: str, book: Path, checklists: Path | None) -> int:
    """把清单导出为 Excel 工作簿：全国清单用来起草地方清单，地方清单用来修改。"""
    from engine.workbooks.drawing import drawn
    from engine.workbooks.filling import filled

    if book.suffix.lower() != ".xlsx":
        raise FazhiError("工作簿的文件名应以 .xlsx 结尾", path=book, mend="请在 -o 后写一个 .xlsx 文件")
    refuse_unwritable(book.parent)
    loaded = load_checklist(named, Options(checklists=checklists).folders, lexicon().labels)
    for path in write_bytes(book.parent, {book.name: drawn(filled(loaded))}):
        say_written(path)
    return 0


@click.command("import", cls=ChineseCommand)
@click.argument("book", metavar="工作簿", type=PATH)
@click.option("-o", "--output", "folder", metavar="文件夹", type=PATH, required=True, help="写到这里")
@checklists
def import_(book: Path, folder: Path, checklists: Path | None) -> int:
    """把填好的工作簿写成地方清单（YAML），只写与上级不同的内容。

    文件夹里已有这份清单的，只改动有变化的地方，注释和次序保留。有错误逐处列出，什么也不写，退出码为 2。
    """
    from engine.workbooks.importing import imported
    from engine.workbooks.saving import saved

    refuse_unwritable(folder)
    folders = (*((folder,) if folder.is_dir() else ()), *Options(checklists=checklists).folders)
    found = imported(book, folders, lexicon().labels)
    texts, gone = saved(found.overlay, folder, folders, lexicon().labels)
    for remark in (*found.remarks, *gone):
        say_remark(remark)
    for path in write_bytes(folder, {name: text.encode() for name, text in texts.items()}):
        say_written(path)
    if not texts:
        say(said("unchanged"))
    overlay = found.overlay
    click.echo(said("imported", id=overlay.id, changes=len(overlay.changes), items=len(overlay.items)))
    return 0
