"""The dictionary's own examples: each must give the fact that it promises, each counterexample must not.

In: a lexicon and the indicators to try. Out: one `Miss` for each example that fails.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.documents.models import Document, RoleSpan, Section
from engine.extraction import extract
from engine.extraction.dictionary import Indicator, IndicatorExample
from engine.extraction.lexicon import Lexicon
from engine.extraction.models import Fact

_YEARS = re.compile(r"(20\d\d)年")


class Miss(NamedTuple):
    """An example that does not give what it promises, with what was read instead."""

    key: str
    text: str
    expected: str
    found: str


def passage(example: IndicatorExample) -> Document:
    """An example as a document of its own: its heading, its part of the report, its latest year."""
    heading = f"{example.heading}\n" if example.heading else ""
    text = heading + example.text
    sections: tuple[Section, ...] = ()
    if heading:
        sections = (
            Section(
                rank=2, number="", title=example.heading or "", start=0, body=len(heading), end=len(text)
            ),
        )
    return Document(
        path="示例",
        format="txt",
        text=text,
        kind=example.kind,
        report_year=max(map(int, _YEARS.findall(example.text)), default=2024),
        sections=sections,
        roles=(RoleSpan(start=0, end=len(text), role=example.role, cue="示例"),),
    )


def try_examples(lexicon: Lexicon, indicators: tuple[Indicator, ...]) -> list[Miss]:
    """The examples of `indicators` that fail, read with the whole lexicon."""
    misses: list[Miss] = []
    for indicator in indicators:
        for example in indicator.examples:
            facts = extract(passage(example), lexicon).facts
            if not any(_same(fact, indicator, example) for fact in facts):
                misses.append(
                    Miss(indicator.key, example.text, _promise(indicator, example), _describe(facts))
                )
        for text in indicator.counterexamples:
            facts = extract(passage(IndicatorExample.model_validate({"text": text})), lexicon).facts
            wrong = tuple(fact for fact in facts if fact.key == indicator.key and fact.modality == "done")
            if wrong:
                misses.append(Miss(indicator.key, text, "不得读出", _describe(wrong)))
    return misses


def _same(fact: Fact, indicator: Indicator, example: IndicatorExample) -> bool:
    return (
        fact.key == indicator.key
        and float(fact.value) == float(example.value)  # type: ignore[arg-type]
        and fact.modality == example.modality
        and example.unit in (None, fact.unit)
        and example.bound in (None, fact.bound)
        and example.per in (None, fact.per)
    )


def _promise(indicator: Indicator, example: IndicatorExample) -> str:
    extra = "".join(f" {v}" for v in (example.unit, example.bound, example.per) if v)
    return f"{indicator.key}={example.value}{extra} {example.modality}"


def _describe(facts: tuple[Fact, ...]) -> str:
    return "；".join(f"{f.key}={f.value}{f.unit or ''} {f.bound} {f.modality}" for f in facts) or "无"
