"""Finding every word of the dictionary in a report: our scanner against spaCy's Matcher and sequential `re`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.matcher import Matcher, PhraseMatcher

from bench.timing import best, row
from engine.documents import read_document
from engine.extraction import extract
from engine.pipeline import lexicon
from engine.text import plain


def lines(report: Path) -> Iterator[str]:
    """A table; one pass of one counting expression is the unit."""
    document = read_document(report)
    text = plain(document.text)
    vocabulary = lexicon().vocabulary
    written = len(lexicon().quantity_book.phrases) + len(lexicon().assertion_book.phrases)
    pieces = vocabulary.spellings
    single = re.compile(r"\d+(?:\.\d+)?件")
    expressions = [re.compile(re.escape(piece)) for piece in pieces]
    nlp = spacy.blank("zh")
    tokens = nlp.make_doc(text)
    matcher, phrases = Matcher(nlp.vocab), PhraseMatcher(nlp.vocab)
    for piece in pieces:
        matcher.add(piece, [[{"ORTH": character} for character in piece]])
        phrases.add(piece, [nlp.make_doc(piece)])
    unit = best(lambda: single.findall(text))
    yield f"在 {len(text)} 字里找 {len(pieces)} 个词（{written} 种写法）；以一遍 \\d+(?:\\.\\d+)?件 为 1"
    yield row(r"re \d+(?:\.\d+)?件 一遍", unit, unit)
    yield row("本项目的扫描器", best(lambda: vocabulary.find(text, [0])), unit)
    yield row("re 逐词", best(lambda: [e.findall(text) for e in expressions]), unit)
    yield row("spaCy Matcher（不含分字）", best(lambda: matcher(tokens)), unit)
    yield row("spaCy PhraseMatcher（不含分字）", best(lambda: phrases(tokens)), unit)
    yield row("spaCy 分字", best(lambda: nlp.make_doc(text)), unit)
    yield row("本项目读全部事实", best(lambda: extract(document, lexicon())), unit)
