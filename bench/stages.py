"""Reports a second end to end, and what each stage takes of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.timing import best, row
from engine.documents import read_document
from engine.extraction import extract
from engine.pipeline import DEFAULT_CHECKLIST, Options, check_report, checklist_of, lexicon, profile_of
from engine.reporting import to_json, write_outputs
from engine.rules import judge
from engine.scoring import score


def lines(report: Path) -> Iterator[str]:
    """A table for one report."""
    options = Options(checklist=DEFAULT_CHECKLIST)
    checklist = checklist_of(DEFAULT_CHECKLIST, options.folders).checklist
    result = check_report(report, options)
    document, extraction = result.document, result.extraction
    rules = profile_of(checklist.scoring, options.folders)
    whole = best(lambda: check_report(report, options))
    yield f"一份报告（{len(document.text)} 字，{len(extraction.facts)} 个事实，{len(result.findings)} 个条目）"
    yield row("读入到得分", whole, whole, f"每秒 {1 / whole:.1f} 份")
    yield row("  读文件", best(lambda: read_document(report)), whole)
    yield row("  读事实", best(lambda: extract(document, lexicon())), whole)
    yield row("  判定（两个内核）", best(lambda: judge(document, extraction, checklist, by_name=True)), whole)
    yield row("  计分", best(lambda: score(result.findings, rules, checklist.parts)), whole)
    yield row("转成 JSON", best(lambda: to_json(result)), whole)
    with tempfile.TemporaryDirectory() as folder:
        writing = best(lambda: write_outputs([result], Path(folder)), least=2)
    yield row("写出全部文件", writing, whole)
