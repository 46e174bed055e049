"""`fazhi indicators show|test|suggest`: the fact dictionary, and whether its own examples hold."""

from __future__ import annotations

from pathlib import Path

import click

from engine.commands.group import ChineseCommand, ChineseGroup
from engine.commands.parameters import FOLDER, PATH, Between
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
    misses, tried = [], f"{len(chosen)} 个指标"
    if not keys and not own:
        misses, tried = try_wordings(shipped("checklists") / "extraction" / "modality"), f"{tried}和语气用词"
    misses += try_examples(lexicon, chosen)
    for miss in misses:
        click.echo(f"× {miss.key}\n    片段 {miss.text}\n    应得 {miss.expected}\n    实得 {miss.found}")
    click.echo(f"{tried}，{len(misses)} 处不符")
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
    indicator = _indicator(lexicon, key)
    return [
        f"{indicator.key}　{indicator.label}" + (f"　单位：{indicator.unit}" if indicator.unit else ""),
        f"口径：{indicator.definition}",
        *(f"写法：{line}" for line in indicator.written),
        *(f"正例：{example.text}" for example in indicator.examples),
        *(f"反例：{text}" for text in indicator.counterexamples),
    ]
