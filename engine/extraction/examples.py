"""The examples that the dictionary and the words of modality carry: each must hold, each counterexample must not.

In: a lexicon and the indicators to try, or the folder of the words. Out: one `Miss` for each example that fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from engine.documents.models import Document, RoleSpan, Section
from engine.errors import FazhiError, FazhiErrors
from engine.extraction import extract
from engine.extraction.cues import Cue, ModalityWords, Wording, load_modality, mistake_in
from engine.extraction.dictionary import Indicator, IndicatorExample
from engine.extraction.lexicon import Lexicon
from engine.extraction.models import Fact
from engine.model import Model
from engine.text import plain
from engine.yamlio import Path_, read_yaml

_YEARS = re.compile(r"(20\d\d)年")


class Miss(NamedTuple):
    """An example that does not give what it promises, with what was read instead; `key`: the fact key, or file and line."""

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


def try_wordings(folder: Path) -> list[Miss]:
    """The examples that fail in a folder of words of modality, and the patterns that no example has.

    Raises `FazhiErrors` where a pattern cannot be read."""
    words, misses, errors = load_modality(folder), [], []
    for name in ModalityWords.model_fields:
        path = folder / f"{name}.yaml"
        _, places = read_yaml(path)
        for where, wording in wordings_of(getattr(words, name)):
            for i, mistake in enumerate(map(mistake_in, wording.patterns)):
                if mistake:
                    line, column = places.of((*where, "patterns", i))
                    errors.append(FazhiError(mistake, path=path, line=line, column=column))
            for step, miss in () if errors else _misses(wording, finder(wording, where)):
                misses.append(miss._replace(key=f"{path}:{places.of((*where, *step))[0]}"))
    if errors:
        raise FazhiErrors(errors)
    return misses


def wordings_of(words: Any, where: Path_ = ()) -> Iterator[tuple[Path_, Wording]]:
    """The wordings within a model of words, each with its place in the file."""
    if isinstance(words, Wording):
        yield where, words
        return
    within: Iterable[tuple[str | int, Any]] = ()
    if isinstance(words, Model):
        within = [(name, getattr(words, name)) for name in type(words).model_fields]
    elif isinstance(words, dict):
        within = words.items()
    elif isinstance(words, tuple):
        within = enumerate(words)
    for step, some in within:
        yield from wordings_of(some, (*where, step))


def finder(wording: Wording, where: Path_) -> Callable[[str], str | None]:
    """How a wording is looked for: `starts`, and what is no cue, only where a text begins."""
    return wording.find if isinstance(wording, Cue) and "starts" not in where else wording.begins


def _misses(wording: Wording, find: Callable[[str], str | None]) -> Iterator[tuple[Path_, Miss]]:
    """What fails of one wording, and where in it."""
    for i, text in enumerate(wording.examples):
        if find(plain(text)) is None:
            yield ("examples", i), Miss("", text, "读出这里的词", "无")
    for i, text in enumerate(wording.counterexamples):
        if (word := find(plain(text))) is not None:
            yield ("counterexamples", i), Miss("", text, "不得读出", word)
    examples = [plain(text) for text in wording.examples]
    for i, pattern in enumerate(wording.patterns):
        if not any(re.search(pattern, text) for text in examples):
            yield ("patterns", i), Miss("", pattern, "至少一条例子里有这种写法", "无")


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
