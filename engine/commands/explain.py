"""`fazhi explain`: a report and an item in; sources, criterion, facts, the rule that decided, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from rich.text import Text

from engine.commands.group import ChineseCommand
from engine.commands.parameters import for_pipeline, report
from engine.commands.texts import command_texts
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
    item, finding, said = shown.item, shown.finding, command_texts().explain
    verdict = texts.verdicts[finding.verdict]
    yield 0, f"{item.id}　{item.title}"
    flags = "".join(f"〔{flag}〕" for flag in finding.flags)
    yield 0, said["verdict"].format(symbol=verdict.symbol, label=verdict.label, flags=flags)
    yield 1, finding.reason
    yield 0, said["sources"]
    for source in shown.sources:
        number = f"（{source.number}）" if source.number else ""
        yield 1, f"{source.title}{number}{source.article}：“{source.quote}”"
    yield 0, said["criterion"].format(basis=texts.bases[item.basis])
    for line in shown.criterion:
        yield 1, f"{texts.verdicts[line.verdict].label}：{line.text}"
    if shown.lowered_by:
        yield 1, said["lowered"].format(names="、".join(shown.lowered_by))
    if item.note:
        yield 1, said["note"].format(note=item.note)
    yield 0, said["facts" if shown.facts else "no_facts"]
    for fact in shown.facts:
        mark = "√" if fact.counted else "·"
        why = f"　（{'；'.join(fact.why)}）" if fact.why else ""
        yield 1, f"{mark} {fact.text}　{texts.modalities[fact.modality]}{why}"
        yield from ((3, _quoted(one)) for one in fact.evidence)
    yield 0, said["rule"]
    yield 1, shown.rule or said["no_rule"]
    if shown.changes:
        yield 0, said["changes"]
    for change in shown.changes:
        label, missing = texts.verdicts[change.verdict].label, "；".join(change.missing)
        yield 1, said["change"].format(label=label, missing=missing)
    for notice in shown.notices:
        yield 1, texts.screen["note"].format(text=notice)


def _quoted(one: Evidence) -> str:
    page = command_texts().explain["page"].format(page=one.page) if one.page else ""
    return f"“{one.quote}”（{page}{one.start}—{one.end}{'，' + one.section if one.section else ''}）"
