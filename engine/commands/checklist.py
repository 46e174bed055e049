"""`fazhi checklist`: the checklists, what one asks, whether its files are right; further verbs in modules of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from engine.checklist.files import available, checklists_in
from engine.checklist.lint import lacks_examples, remarks
from engine.checklist.loading import LoadedChecklist, load_checklist
from engine.checklist.models import Item
from engine.checklist.overlay import LocalItem
from engine.commands.checklist_local import diff, new
from engine.commands.derive import command as derive
from engine.commands.group import ChineseCommand, ChineseGroup
from engine.commands.outputs import refuse_unwritable
from engine.commands.parameters import PATH, Day, checklists
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
        years = f"{checklist.from_year}—{checklist.to_year}"
        click.echo(
            f"{name}　{checklist.title}　{years}年度　{checklist.version} 版　{len(checklist.items)} 条"
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
        if any(one.id == named for one in load_checklist(chosen, folders).checklist.items):
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
            say(f"提醒 {remark}")
        click.echo(
            f"√ {loaded.checklist.id}：{len(loaded.checklist.items)} 条，没有错误，{len(found)} 处提醒"
        )
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
        click.echo(f"× 指标 {one.key}\n    片段 {one.text}\n    应得 {one.expected}\n    实得 {one.found}")
    bare = [item for item in checklist.items if lacks_examples(item)]
    for item in bare:
        click.echo(f"× {item.id}：示例不足，至少要有两个片段，其中一个不是达标")
    for miss in misses:
        verdicts = f"应得 {labels[miss.expected]}，实得 {labels[miss.found]}"
        click.echo(f"× {miss.item}：{verdicts}\n    片段 {miss.text}\n    理由 {miss.reason}")
    if untested := sum(isinstance(item, LocalItem) and item.untested for item in checklist.items):
        click.echo(f"{untested} 条改了数值而没有自己的示例，没有试")
    examples = sum(len(item.examples) for item in checklist.items)
    click.echo(f"{len(checklist.items)} 条，{examples} 个示例，{len(misses)} 处不符，{len(bare)} 条示例不足")
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
        say(f"已写出 {path}")
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
    inside = checklists_in(Path(argument))
    if not inside:
        raise FazhiError("文件夹里没有清单", path=argument, mend="清单的主文件里要有 id 这一项")
    return [(str(path), (Path(argument), *folders)) for path in inside]


def _item(loaded: LoadedChecklist, name: str) -> Item:
    items = {item.id: item for item in loaded.checklist.items}
    if name not in items:
        raise FazhiError(
            f"清单 {loaded.checklist.id} 中没有条目“{name}”",
            mend=suggest(name, list(items)) or f"用 fazhi checklist show {loaded.checklist.id} 查看条目编号",
        )
    return items[name]


def _overview(loaded: LoadedChecklist, resolved: bool = False) -> Iterable[str]:
    checklist, texts = loaded.checklist, load_texts()
    yield f"{checklist.title}（{checklist.id}，{checklist.version} 版，{len(checklist.items)} 条）"
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
    said = [f"增加：{item.added_by}"] if item.added_by else []
    said += [f"不考核：{item.off.by}"] if item.off else []
    said += [f"{field_name(name, texts)}：{origin.by}" for name, origin in item.origins.items()]
    return f"　〔{'；'.join(said)}〕" if said else ""


def _origin_lines(shown: View, loaded: LoadedChecklist) -> Iterable[str]:
    for field, origin in shown["origins"].items():
        yield f"来自：{field} ← {origin['title']}（{origin['by']}）：{origin['reason']}"
        yield from (f"　　　{_cited(source)}" for source in origin["sources"])
    yield f"来自：{'其余各项' if shown['origins'] else '全部'} ← {loaded.chain[-1]}"


def _item_lines(shown: View) -> Iterable[str]:
    yield f"{shown['id']}　{shown['title']}"
    yield f"程度：{shown['severity']}　依据：{shown['basis']}"
    years = f"　{shown['years']}" if shown["years"] else ""
    yield f"适用：{shown['levels']}{years}{'　' + shown['why'] if shown['why'] else ''}"
    if shown["by"]:
        yield f"时限：{shown['by']}{'（未到期）' if shown['not_due'] else ''}"
    if shown["dormant"]:
        yield "所引规定在这一天没有施行，本条不适用"
    for source in shown["sources"]:
        yield f"出处：{_cited(source)}"
    for value in shown["values"]:
        for entry in value["entries"]:
            period = f"（{entry['period']}）" if entry["period"] else ""
            source = f"，{_cited(entry['source'])}" if entry["source"] else ""
            yield f"数值：{value['label']} {entry['value']}{period}〔{value['basis']}〕{source}"
    for line in shown["criterion"]:
        yield f"判定：{line['verdict']}　{line['text']}"
    if shown["lowered_by"]:
        yield f"判定：自认以下各项没有做到的，达标降为部分达标　{'、'.join(shown['lowered_by'])}"
    if shown["note"]:
        yield f"口径：{shown['note']}"
    yield f"建议：{shown['remedy']}"
    yield f"材料：{'；'.join(shown['materials'])}（通常由{shown['holder']}掌握）"
    for example in shown["examples"]:
        yield f"示例：{example['text']} → {example['verdict']}"


def _cited(source: View) -> str:
    period = f"（{source['period']}）" if source["period"] else ""
    return f"{source['document']}{source['article']}{period}：“{source['quote']}”"
