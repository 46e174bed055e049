"""Indicators of a place: new ones, and further ways of writing for known ones.

In: files that an overlay names. Out: a `Lexicon` with them. They are held to the same rules as the shipped ones: every way
of writing has an example, and `fazhi checklist test` runs them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import Field

from engine.errors import FazhiError, FazhiErrors
from engine.extraction.dictionary import Indicator, IndicatorExample
from engine.extraction.lexicon import Lexicon, pattern_errors
from engine.model import Model
from engine.yamlio import Path_, Places, read_yaml, suggest, validate


class Extension(Model):
    """More ways of writing for a known indicator."""

    key: str = Field(description="已有的事实键")
    written: tuple[str, ...] = Field(description="增加的写法，见 docs/indicators.md", min_length=1)
    not_: tuple[str, ...] = Field((), alias="not", description="增加的排除词")
    examples: tuple[IndicatorExample, ...] = Field(description="增加的写法必须读出的片段", min_length=1)
    counterexamples: tuple[str, ...] = Field((), description="不得读出本键的片段")


class LocalIndicators(Model):
    """A file of an overlay."""

    theme: str = Field(description="主题")
    indicators: tuple[Indicator, ...] = Field((), description="增加的指标")
    extend: tuple[Extension, ...] = Field((), description="给已有指标增加写法")

    @property
    def entries(self) -> list[tuple[Path_, str, tuple[str, ...]]]:
        """Place, key and ways of writing of each entry."""
        new = [(("indicators", i), one.key, one.written) for i, one in enumerate(self.indicators)]
        more = [(("extend", i), one.key, one.written) for i, one in enumerate(self.extend)]
        return [*new, *more]


def load_local(path: Path) -> tuple[LocalIndicators, Places]:
    """A file and its places. Raises `FazhiErrors`, also for ways of writing that can never match."""
    data, places = read_yaml(path)
    file = validate(data, places, path, LocalIndicators)
    errors = [
        error
        for where, key, written in file.entries
        for error in pattern_errors(key, written, where, places, path)
    ]
    if errors:
        raise FazhiErrors(errors)
    return file, places


def extended(lexicon: Lexicon, paths: Iterable[Path]) -> Lexicon:
    """`lexicon` with the files' indicators. Raises `FazhiErrors` for a new key that is known and an old one that is not."""
    known = {indicator.key: indicator for indicator in lexicon.indicators}
    errors = []
    for path in paths:
        file, places = load_local(path)
        for number, indicator in enumerate(file.indicators):
            if indicator.key in known:
                line, column = places.of(("indicators", number, "key"))
                mend = "请另起键名；只是增加写法的写进 extend"
                errors.append(
                    FazhiError(f"指标“{indicator.key}”已有", path=path, line=line, column=column, mend=mend)
                )
            known[indicator.key] = indicator
        for number, extension in enumerate(file.extend):
            if extension.key not in known:
                line, column = places.of(("extend", number, "key"))
                mend = suggest(extension.key, sorted(known)) or "用 fazhi indicators show 查看全部事实键"
                message = f"没有指标“{extension.key}”可以增加写法"
                errors.append(FazhiError(message, path=path, line=line, column=column, mend=mend))
            else:
                known[extension.key] = _joined(known[extension.key], extension)
    if errors:
        raise FazhiErrors(errors)
    return lexicon.with_indicators(tuple(known.values()))


def _joined(indicator: Indicator, extension: Extension) -> Indicator:
    return indicator.model_copy(
        update={
            "written": (*indicator.written, *extension.written),
            "not_": (*indicator.not_, *extension.not_),
            "examples": (*indicator.examples, *extension.examples),
            "counterexamples": (*indicator.counterexamples, *extension.counterexamples),
        }
    )
