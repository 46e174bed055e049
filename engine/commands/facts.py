"""`fazhi facts`: a report in; what it states, with the sentences, as a table or JSON."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from engine.commands.group import ChineseCommand
from engine.commands.parameters import about_document, json_format, report
from engine.console import screen, write_exactly
from engine.documents.models import Document, Given
from engine.extraction.models import Extraction, Fact
from engine.pipeline import Options, read_facts
from engine.reporting import facts_json
from engine.reporting.numbers import amount
from engine.reporting.text import clean
from engine.reporting.texts import Texts, load_texts


@click.command("facts", cls=ChineseCommand)
@report
@json_format
@about_document
def command(report: Path, format_: str, given: Given) -> int:
    """列出报告里读出的数字、日期和陈述，各带原句；并列出复算过的数据。"""
    document, extraction = read_facts(report, Options(given=given))
    if format_ == "json":
        shown = facts_json(document, extraction)
        write_exactly(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")
    else:
        _print(document, extraction)
    return 0


def _print(document: Document, extraction: Extraction) -> None:
    console, texts = screen(), load_texts()
    year = f"{document.report_year}年度" if document.report_year else "年度未写明"
    console.print(
        f"{clean(document.title or document.path)}　{year}　{texts.kinds[document.kind]}", style="bold"
    )
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title, width in (("名称", 28), ("数值", 16), ("语气", 4), ("原句", None)):
        table.add_column(title, min_width=width or 30, max_width=width, overflow="fold")
    for fact in extraction.facts:
        table.add_row(*map(Text, _row(fact, texts)))
    console.print(table)
    for check in extraction.checks:
        mark = {True: "√ 相符", False: "× 不符", None: "? 不能判断"}[check.consistent]
        console.print(
            Text(f"{mark}：{clean(check.message)}"), style="bold red" if check.consistent is False else ""
        )
    console.print(f"共 {len(extraction.facts)} 个事实，复算 {len(extraction.checks)} 处")
    for notice in document.notices:
        console.print(Text(f"注：{clean(notice)}"))


def _row(fact: Fact, texts: Texts) -> tuple[str, str, str, str]:
    quote = clean(fact.evidence[0].quote) if fact.evidence else f"（{texts.sources[fact.source]}）"
    return fact.label, amount(fact, texts.bounds, texts.periods), texts.modalities[fact.modality], quote
