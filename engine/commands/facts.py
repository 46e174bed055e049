"""`fazhi facts`: a report in; what it states, with the sentences, as a table or JSON."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from engine.commands.group import ChineseCommand
from engine.commands.parameters import about_document, json_format, report
from engine.commands.texts import command_texts
from engine.console import say, screen, write_exactly
from engine.documents import read_document
from engine.documents.models import Document, Given
from engine.extraction.models import Extraction, Fact
from engine.extraction.unmapped import find_unmapped, group_by_noun
from engine.pipeline import NO_REPORT, Options, lexicon, read_facts
from engine.reporting import facts_json
from engine.reporting.numbers import amount
from engine.reporting.text import clean
from engine.reporting.texts import Texts, load_texts


@click.command("facts", cls=ChineseCommand)
@report
@json_format
@click.option("--why", is_flag=True, help="同时列出每个事实的语气是依据什么判断的")
@click.option("--unmapped", "gaps", is_flag=True, help="改为列出有单位而没有指标读出的数，同一名词多的在前")
@about_document
def command(report: Path, format_: str, why: bool, gaps: bool, given: Given) -> int:
    """列出报告里读出的数字、日期和陈述，各带原句；并列出复算过的数据。"""
    if gaps:
        return _unmapped(report, given, as_json=format_ == "json")
    document, extraction = read_facts(report, Options(given=given))
    if format_ == "json":
        _json(facts_json(document, extraction))
    else:
        _print(document, extraction, why)
    if document.kind == "other":
        say(f"{report}：{NO_REPORT}")
    return 0


def _json(shown: object) -> None:
    write_exactly(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")


def _unmapped(report: Path, given: Given, *, as_json: bool) -> int:
    found = group_by_noun(find_unmapped(read_document(report, given), lexicon()))
    if as_json:
        _json([gap.model_dump(mode="json") for gap in found])
        return 0
    console, said = screen(), command_texts().facts
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("noun", "unit", "times", "clause"):
        table.add_column(said[title], overflow="fold")
    for gap in found:
        quotes = "；".join(clean(example.evidence.quote) for example in gap.examples[:2])
        table.add_row(*map(Text, (clean(gap.noun) or "—", gap.unit, str(gap.times), quotes)))
    console.print(table)
    console.print(said["unmapped"].format(number=sum(gap.times for gap in found)))
    return 0


def _print(document: Document, extraction: Extraction, why: bool) -> None:
    console, texts, said = screen(), load_texts(), command_texts().facts
    known = document.report_year
    year = texts.screen["year"].format(year=known) if known else texts.phrases["unknown_year"]
    console.print(
        f"{clean(document.title or document.path)}　{year}　{texts.kinds[document.kind]}", style="bold"
    )
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title, width in (("name", 28), ("value", 16), ("modality", 4), ("quote", None)):
        table.add_column(said[title], min_width=width or 30, max_width=width, overflow="fold")
    if why:
        table.add_column(said["why"], min_width=16, overflow="fold")
    for fact in extraction.facts:
        cells = (*_row(fact, texts), clean("；".join(fact.why)))
        table.add_row(*map(Text, cells if why else cells[:-1]))
    console.print(table)
    for check in extraction.checks:
        mark = said[{True: "yes", False: "no", None: "unknown"}[check.consistent]]
        console.print(
            Text(f"{mark}：{clean(check.message)}"), style="bold red" if check.consistent is False else ""
        )
    console.print(said["number"].format(facts=len(extraction.facts), checks=len(extraction.checks)))
    for notice in document.notices:
        console.print(Text(texts.screen["note"].format(text=clean(notice))))


def _row(fact: Fact, texts: Texts) -> tuple[str, str, str, str]:
    quote = clean(fact.evidence[0].quote) if fact.evidence else f"（{texts.sources[fact.source]}）"
    return fact.label, amount(fact, texts.bounds, texts.periods), texts.modalities[fact.modality], quote
