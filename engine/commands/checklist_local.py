"""`fazhi checklist new|diff`: to begin a local checklist, and to see what differs between two."""

from __future__ import annotations

from pathlib import Path

import click

from engine.checklist.loading import load_checklist
from engine.checklist.overlay import Place
from engine.commands.group import ChineseCommand
from engine.commands.outputs import refuse_unwritable, say_written
from engine.commands.parameters import PATH, checklists
from engine.commands.texts import said
from engine.console import screen, write_exactly
from engine.documents.places import places
from engine.errors import FazhiError
from engine.pipeline import Options, chosen_for, lexicon
from engine.reporting.files import write_file, write_texts
from engine.reporting.local_lists import as_workbook, compared, in_words, skeleton
from engine.reporting.texts import load_texts
from engine.resources import shipped
from engine.yamlio import suggest


@click.command("new", cls=ChineseCommand)
@click.option("--region", metavar="区划代码|全称", required=True, help="哪个地区，如 370000 或 山东省")
@click.option("--extends", "parent", metavar="代号", help="上级清单；不写则用这个地区现有最具体的")
@click.option("--id", "identifier", metavar="代号", help="新清单的代号；不写则为 r 加区划代码")
@click.option("-o", "--output", "path", metavar="文件", type=PATH, help="写到这个文件；不写则打印")
@checklists
def new(
    region: str, parent: str | None, identifier: str | None, path: Path | None, checklists: Path | None
) -> int:
    """写出一份地方清单的骨架：带说明，还没有改动，可直接使用。"""
    place = _place(region)
    folders = Options(checklists=checklists).folders
    above = parent or chosen_for(None, places().region(places().by_code[place.code]), None, folders).id
    load_checklist(above, folders)
    profiles = sorted(one.stem for one in (shipped("checklists") / "scoring").glob("*.yaml"))
    text = skeleton(place, identifier or f"r{place.code}", above, profiles)
    if path is None:
        write_exactly(text)
        return 0
    if path.exists():
        raise FazhiError("文件已经存在，没有改动", path=path, mend="请换一个文件名")
    refuse_unwritable(path.parent)
    write_texts(path.parent, {path.name: text})
    say_written(path)
    return 0


@click.command("diff", cls=ChineseCommand)
@click.argument("one", metavar="清单甲")
@click.argument("other", metavar="清单乙")
@click.option("-o", "--output", "path", metavar="文件.xlsx", type=PATH, help="写成表格")
@checklists
def diff(one: str, other: str, path: Path | None, checklists: Path | None) -> int:
    """比较两份清单：乙与甲有哪些不同。"""
    folders, texts = Options(checklists=checklists).folders, load_texts()
    before, after = (load_checklist(name, folders).checklist for name in (one, other))
    found = compared(before, after, lexicon().labels, texts)
    if path is not None:
        if path.suffix != ".xlsx":
            raise FazhiError("只能写成 .xlsx 表格", path=path, mend="请把文件名改为 .xlsx 结尾")
        refuse_unwritable(path.parent)
        write_file(path, as_workbook(found, before, after, texts))
        say_written(path)
    console = screen()
    for line in in_words(found, texts):
        console.print(line, soft_wrap=True)
    click.echo(said("different", one=before.title, other=after.title, number=len(found)))
    return 0


def _place(region: str) -> Place:
    """The place of a code or a full name."""
    table = places()
    found = (
        [table.by_code[region]]
        if region in table.by_code
        else [p for p in table.named(region) if not p.until]
    )
    if len(found) == 1:
        return Place(code=found[0].code, name=found[0].name)
    if found:
        several = "、".join(f"{place.code}（{table.region(place).province or ''}）" for place in found)
        raise FazhiError(f"“{region}”不止一处", mend=f"请写区划代码：{several}")
    mend = suggest(region, list(table.by_name)) or "请写六位区划代码，如 370000，或地区全称，如 山东省"
    raise FazhiError(f"没有“{region}”这个地区", mend=mend)
