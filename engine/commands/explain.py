"""`fazhi explain`: a report and an item in; sources, criterion, facts, the rule that decided, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from rich.text import Text

from engine.commands.group import ChineseCommand
from engine.commands.parameters import for_pipeline, report
from engine.console import screen
from engine.errors import FazhiError
from engine.extraction.models import Evidence
from engine.pipeline import NO_REPORT, Options, checklist_of, choice, lexicon_with, read_facts
from engine.reporting.text import clean
from engine.reporting.texts import Texts, load_texts
from engine.rules.explaining import Explanation, explain


@click.command("explain", cls=ChineseCommand)
@report
@click.argument("item", metavar="条目编号")
@for_pipeline
def command(report: Path, item: str, options: Options) -> int:
    """说明一个条目的结论：出处、判定标准、用到的事实和原句、成立的规则，以及怎样才会改变。"""
    document, extraction = read_facts(report, options)
    if document.kind == "other":
        raise FazhiError(NO_REPORT, path=report)
    loaded = checklist_of(choice(options, document).id, options.folders_for(report))
    explanation = explain(
        document,
        extraction,
        loaded.checklist,
        item,
        by_name=options.checklist is not None,
        labels=lexicon_with(loaded.indicators).labels,
    )
    console = screen()
    for depth, line in _lines(explanation, load_texts()):
        console.print(Text("  " * depth + clean(line), "" if depth else "bold"), soft_wrap=True)
    return 0


def _lines(shown: Explanation, texts: Texts) -> Iterator[tuple[int, str]]:
    """Lines and how deep they are indented."""
    item, finding = shown.item, shown.finding
    verdict = texts.verdicts[finding.verdict]
    yield 0, f"{item.id}　{item.title}"
    yield 0, f"结论：{verdict.symbol} {verdict.label}　{''.join(f'〔{flag}〕' for flag in finding.flags)}"
    yield 1, finding.reason
    yield 0, "出处"
    for source in shown.sources:
        number = f"（{source.number}）" if source.number else ""
        yield 1, f"{source.title}{number}{source.article}：“{source.quote}”"
    yield 0, f"判定标准（{texts.bases[item.basis]}）"
    for line in shown.criterion:
        yield 1, f"{texts.verdicts[line.verdict].label}：{line.text}"
    if item.note:
        yield 1, f"口径：{item.note}"
    yield 0, "报告里有关的事实" + ("（√ 为据以判定的）" if shown.facts else "：没有")
    for fact in shown.facts:
        mark = "√" if fact.counted else "·"
        why = f"　（{'；'.join(fact.why)}）" if fact.why else ""
        yield 1, f"{mark} {fact.text}　{texts.modalities[fact.modality]}{why}"
        yield from ((3, _quoted(one)) for one in fact.evidence)
    yield 0, "成立的规则"
    yield 1, shown.rule or "没有一条成立"
    if shown.changes:
        yield 0, "怎样才会改变"
    for change in shown.changes:
        yield 1, f"要成为{texts.verdicts[change.verdict].label}：{'；'.join(change.missing)}"
    for notice in shown.notices:
        yield 1, f"注：{notice}"


def _quoted(one: Evidence) -> str:
    page = f"第{one.page}页，" if one.page else ""
    return f"“{one.quote}”（{page}{one.start}—{one.end}{'，' + one.section if one.section else ''}）"
