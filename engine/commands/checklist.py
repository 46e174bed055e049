"""`fazhi checklist`: the checklists, what one asks, whether its files are right; further verbs in modules of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from engine.checklist.files import available
from engine.checklist.lint import lacks_examples, remarks
from engine.checklist.loading import LoadedChecklist, load_checklist
from engine.checklist.models import Item
from engine.checklist.overlay import LocalItem
from engine.commands.checklist_local import diff, new
from engine.commands.derive import command as derive
from engine.commands.group import ChineseCommand, ChineseGroup
from engine.commands.outputs import refuse_unwritable, say_remark, say_written
from engine.commands.parameters import PATH, Day, checklists
from engine.commands.texts import command_texts, said
from engine.commands.workbooks import export, import_
from engine.console import say, screen
from engine.errors import FazhiError
from engine.pipeline import Options, chosen_for, lexicon, try_item_examples, try_own_indicators
from engine.reporting.checklist_view import View, item_view
from engine.reporting.files import write_texts
from engine.reporting.local_lists import field_name
from engine.reporting.pages import checklist_pages
from engine.reporting.texts import Texts, load_texts
from engine.yamlio import suggest

_MOST_ALIKE = 5  # items named where an unknown one was asked for
_named = click.argument("named", metavar="代号|文件")


@click.group("checklist", cls=ChineseGroup)
def command() -> None:
    """查看、检查清单，用 Excel 填写地方清单。"""


command.add_command(export)
command.add_command(import_)


command.add_command(new)
command.add_command(diff)
command.add_command(derive)


@command.command("list", cls=ChineseCommand)
@checklists
def list_(checklists: Path | None) -> int:
    """列出可用的清单。"""
    folders = _folders(checklists)
    code = 0
    for name in available(folders):
        try:
            checklist = load_checklist(name, folders).checklist
        except FazhiError as error:
            say(str(error))
            code = 2
            continue
        click.echo(
            said(
                "listed",
                name=name,
                title=checklist.title,
                first=checklist.from_year,
                last=checklist.to_year,
                version=checklist.version,
                number=len(checklist.items),
            )
        )
    return code


@command.command("show", cls=ChineseCommand)
@_named
@click.argument("item", metavar="[条目编号]", required=False)
@click.option("--on", metavar="日期", type=Day(), help="只看这一天施行的出处和数值")
@click.option("--resolved", is_flag=True, help="标出每一处从哪份清单来")
@checklists
def show(named: str, item: str | None, on: date | None, resolved: bool, checklists: Path | None) -> int:
    """列出清单的条目；给出条目编号则显示这一条的全部内容。

    只写条目编号，则在 --on 那一天所用的全国清单里找。
    """
    folders = _folders(checklists)
    if item is None and named not in available(folders) and not _is_file(named):
        chosen = chosen_for(on.year if on else None).id
        begins = {one.id.partition(".")[0] for one in load_checklist(chosen, folders).checklist.items}
        if "." in named and named.partition(".")[0] in begins:
            named, item = chosen, named
    loaded = load_checklist(named, folders)
    lines: Iterable[str] = _overview(loaded, resolved)
    if item:
        asked = _item(loaded, item)
        shown = item_view(asked, loaded.checklist, lexicon().labels, load_texts(), on)
        lines = (*_item_lines(shown), *(_origin_lines(shown, loaded) if resolved else ()))
    console = screen()
    for line in lines:
        console.print(line, soft_wrap=True)
    return 0


@command.command("lint", cls=ChineseCommand)
@click.argument("named", metavar="代号|文件|文件夹…", nargs=-1, required=True)
@checklists
def lint(named: tuple[str, ...], checklists: Path | None) -> int:
    """检查清单文件：写法、拼写、重复编号、不存在的事实键，以及永远不会成立的条件。

    给出文件夹则检查其中的全部清单。
    有错误退出码为 2，每处一行（文件:行:列）；只有提醒则为 0。
    """
    folders, known = _folders(checklists), lexicon().labels
    code = 0
    for name, places in (one for argument in named for one in _meant(argument, folders)):
        try:
            loaded = load_checklist(name, places, known)
        except FazhiError as error:
            say(str(error))
            code = 2
            continue
        found = remarks(loaded)
        for remark in found:
            say_remark(remark)
        checklist = loaded.checklist
        click.echo(said("linted", id=checklist.id, items=len(checklist.items), remarks=len(found)))
    return code


@command.command("test", cls=ChineseCommand)
@_named
@checklists
def test(named: str, checklists: Path | None) -> int:
    """逐条验证条目自带的示例，片段都要得出写明的结论。有不符退出码为 1。"""
    loaded = load_checklist(named, _folders(checklists), lexicon().labels)
    checklist = loaded.checklist
    labels = {name: verdict.label for name, verdict in load_texts().verdicts.items()}
    misses = try_item_examples(loaded)
    unread = try_own_indicators(loaded)
    for one in unread:
        click.echo(said("unread_indicator", **one._asdict()))
    bare = [item for item in checklist.items if lacks_examples(item)]
    for item in bare:
        click.echo(said("bare", id=item.id))
    for miss in misses:
        told = {"expected": labels[miss.expected], "found": labels[miss.found]}
        click.echo(said("miss", id=miss.item, text=miss.text, reason=miss.reason, **told))
    if untested := sum(isinstance(item, LocalItem) and item.untested for item in checklist.items):
        click.echo(said("untested", number=untested))
    examples = sum(len(item.examples) for item in checklist.items)
    counts = {"items": len(checklist.items), "examples": examples}
    click.echo(said("tested", misses=len(misses), bare=len(bare), **counts))
    return int(bool(misses or bare or unread))


@command.command("docs", cls=ChineseCommand)
@_named
@click.option("-o", "--output", "folder", metavar="文件夹", type=PATH, required=True, help="写到这里")
@checklists
def docs(named: str, folder: Path, checklists: Path | None) -> int:
    """把清单写成可以阅读的文档：目录一页，每部分一页（Markdown）。"""
    loaded = load_checklist(named, _folders(checklists), lexicon().labels)
    refuse_unwritable(folder)
    for path in write_texts(folder, checklist_pages(loaded, lexicon().labels)):
        say_written(path)
    return 0


def _is_file(named: str) -> bool:
    return Path(named).suffix in (".yaml", ".yml") or Path(named).is_file()


def _folders(own: Path | None) -> tuple[Path, ...]:
    return Options(checklists=own).folders


def _meant(argument: str, folders: tuple[Path, ...]) -> list[tuple[str, tuple[Path, ...]]]:
    """The checklists that an id, a file or a folder names, and where their parents are looked for; an id goes before a
    folder of that name, and checklists in a folder may extend each other."""
    if argument in available(folders) or not Path(argument).is_dir():
        return [(argument, folders)]
    inside = available([Path(argument)]).values()
    if not inside:
        raise FazhiError("文件夹里没有清单", path=argument, mend="清单的主文件里要有 id 这一项")
    return [(str(path), (Path(argument), *folders)) for path in inside]


def _item(loaded: LoadedChecklist, name: str) -> Item:
    items = {item.id: item for item in loaded.checklist.items}
    if name not in items:
        raise FazhiError(f"清单 {loaded.checklist.id} 中没有条目“{name}”", mend=_meant_item(name, loaded))
    return items[name]


def _meant_item(name: str, loaded: LoadedChecklist) -> str:
    """The item that was meant, those of the same article, or where to look."""
    known = [item.id for item in loaded.checklist.items]
    if near := suggest(name, known):
        return near
    article = ".".join(name.split(".")[:2])
    under = [one for one in known if one.startswith(f"{article}.")]
    listed = f"同条的：{'、'.join(under[:_MOST_ALIKE])}；" if under else ""
    return f"{listed}用 fazhi checklist show {loaded.checklist.id} 查看条目编号"


def _overview(loaded: LoadedChecklist, resolved: bool = False) -> Iterable[str]:
    checklist, texts = loaded.checklist, load_texts()
    yield (
        command_texts()
        .item["checklist"]
        .format(
            title=checklist.title, id=checklist.id, version=checklist.version, number=len(checklist.items)
        )
    )
    for part in checklist.parts:
        yield ""
        yield part.title
        for item in checklist.items:
            if item.part == part.id:
                benchmark = "" if item.basis == "law" else f"　〔{texts.bases[item.basis]}〕"
                origin = _marked(item, texts) if resolved else ""
                yield f"  {item.id}　{texts.severities[item.severity]}　{item.title}{benchmark}{origin}"


def _marked(item: Item, texts: Texts) -> str:
    """Which overlay added the item, does not ask for it, or set which of its fields."""
    if not isinstance(item, LocalItem):
        return ""
    words = command_texts().item
    marks = [words["added"].format(by=item.added_by)] if item.added_by else []
    marks += [words["off"].format(by=item.off.by)] if item.off else []
    marks += [f"{field_name(name, texts)}：{origin.by}" for name, origin in item.origins.items()]
    return f"　〔{'；'.join(marks)}〕" if marks else ""


def _origin_lines(shown: View, loaded: LoadedChecklist) -> Iterable[str]:
    words = command_texts().item
    for field, origin in shown["origins"].items():
        yield words["origin"].format(field=field, **origin)
        yield from (f"　　　{_cited(source)}" for source in origin["sources"])
    yield words["origin_rest" if shown["origins"] else "origin_all"].format(by=loaded.chain[-1])


def _item_lines(shown: View) -> Iterable[str]:
    words = command_texts().item
    yield f"{shown['id']}　{shown['title']}"
    yield words["degree"].format(**shown)
    yield words["applies"].format(scope="　".join(filter(None, map(shown.get, ("levels", "years", "why")))))
    if shown["by"]:
        yield words["not_due" if shown["not_due"] else "deadline"].format(by=shown["by"])
    if shown["dormant"]:
        yield words["dormant"]
    yield from (words["source"].format(source=_cited(source)) for source in shown["sources"])
    for value in shown["values"]:
        yield from (words["value"].format(value=_entry(value, entry)) for entry in value["entries"])
    yield from (words["criterion"].format(**line) for line in shown["criterion"])
    if shown["lowered_by"]:
        yield words["lowered"].format(names="、".join(shown["lowered_by"]))
    if shown["note"]:
        yield words["note"].format(note=shown["note"])
    yield words["remedy"].format(remedy=shown["remedy"])
    yield words["materials"].format(materials="；".join(shown["materials"]), holder=shown["holder"])
    yield from (words["example"].format(**example) for example in shown["examples"])


def _entry(value: View, entry: View) -> str:
    """A named value in one of its periods."""
    period = f"（{entry['period']}）" if entry["period"] else ""
    source = f"，{_cited(entry['source'])}" if entry["source"] else ""
    by = command_texts().item["value_by"].format(by=entry["by"]) if entry["by"] else ""
    return f"{value['label']} {entry['value']}{period}〔{value['basis']}〕{by}{source}"


def _cited(source: View) -> str:
    period = f"（{source['period']}）" if source["period"] else ""
    return f"{source['document']}{source['article']}{period}：“{source['quote']}”"
