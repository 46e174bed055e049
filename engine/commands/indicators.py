"""`fazhi indicators show|test|suggest`: the fact dictionary, and whether its own examples hold."""

from __future__ import annotations

from pathlib import Path

import click

from engine.commands.group import ChineseCommand, ChineseGroup
from engine.commands.parameters import FOLDER, PATH, Between
from engine.commands.texts import command_texts, said
from engine.console import screen, write_exactly
from engine.documents import read_document
from engine.errors import FazhiError
from engine.extraction.dictionary import Indicator
from engine.extraction.examples import try_examples, try_wordings
from engine.extraction.lexicon import Lexicon, load_indicators, load_lexicon
from engine.extraction.suggesting import skeleton
from engine.extraction.unmapped import find_unmapped, group_by_noun
from engine.resources import shipped
from engine.yamlio import suggest

_own = click.option(
    "--indicators",
    "own",
    metavar="文件夹",
    type=FOLDER,
    help="自己的指标文件夹，加在自带的之外",
)


@click.group("indicators", cls=ChineseGroup)
def command() -> None:
    """查看、试验指标词典。"""


@command.command("show", cls=ChineseCommand)
@click.argument("key", metavar="[事实键]", required=False)
@_own
def show(key: str | None, own: Path | None) -> int:
    """列出全部事实键；给出一个键则显示它的口径、写法和例子。"""
    lexicon = _lexicon(own)
    console = screen()
    lines = (
        _details(lexicon, key)
        if key
        else [f"{name}　{label}" for name, label in sorted(lexicon.labels.items())]
    )
    for line in lines:
        console.print(line, soft_wrap=True)
    return 0


@command.command("test", cls=ChineseCommand)
@click.argument("keys", metavar="[事实键…]", nargs=-1)
@_own
def test(keys: tuple[str, ...], own: Path | None) -> int:
    """逐条验证指标和语气用词自带的例子：正例都要读出，反例都不得读出。有不符退出码为 1。"""
    lexicon = _lexicon(own)
    chosen = tuple(_indicator(lexicon, key) for key in keys)
    if not keys:
        chosen = load_indicators(own) if own else lexicon.indicators
    misses, tested = [], "indicators_tested"
    if not keys and not own:
        misses, tested = try_wordings(shipped("checklists") / "extraction" / "modality"), "wordings_tested"
    misses += try_examples(lexicon, chosen)
    for miss in misses:
        click.echo(said("indicator_miss", **miss._asdict()))
    click.echo(said(tested, number=len(chosen), misses=len(misses)))
    return int(bool(misses))


@command.command("suggest", cls=ChineseCommand)
@click.argument("report", metavar="报告", type=PATH)
@click.option("--most", metavar="个数", type=Between(1, 200), default=10, help="最多起草几个")
@_own
def propose(report: Path, most: int, own: Path | None) -> int:
    """从一份报告里没有读出的数，起草指标（YAML），由人补全。"""
    lexicon = _lexicon(own)
    gaps = group_by_noun(find_unmapped(read_document(report), lexicon))
    write_exactly("".join(skeleton(gap) + "\n" for gap in gaps[:most]))
    return 0


def _lexicon(own: Path | None) -> Lexicon:
    return load_lexicon(shipped("checklists"), *([own] if own else []))


def _indicator(lexicon: Lexicon, key: str) -> Indicator:
    known = {indicator.key: indicator for indicator in lexicon.indicators}
    if key not in known:
        mend = suggest(key, sorted(known)) or "用 fazhi indicators show 查看全部事实键"
        raise FazhiError(f"没有事实键“{key}”", mend=mend)
    return known[key]


def _details(lexicon: Lexicon, key: str) -> list[str]:
    indicator, words = _indicator(lexicon, key), command_texts().indicator
    head = words["head_unit" if indicator.unit else "head"]
    return [
        head.format(key=indicator.key, label=indicator.label, unit=indicator.unit),
        words["definition"].format(text=indicator.definition),
        *(words["written"].format(text=line) for line in indicator.written),
        *(words["example"].format(text=example.text) for example in indicator.examples),
        *(words["counterexample"].format(text=text) for text in indicator.counterexamples),
    ]
