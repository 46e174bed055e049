"""The dictionary made ready: indicators, units, names, modality words, derived facts and checks, loaded and compiled once.

In: the `checklists` folder. Out: a `Lexicon`. Raises `FazhiErrors` naming file, line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from engine.errors import FazhiError, FazhiErrors
from engine.extraction.cues import ModalityWords, load_modality
from engine.extraction.dictionary import Indicator, IndicatorFile
from engine.extraction.patterns import any_of, either
from engine.extraction.phrases import PhraseBook, parse_line
from engine.extraction.relations import Relation, RelationFile, Relations
from engine.extraction.slots import NumberWords, SlotFinder
from engine.extraction.words import Vocabulary
from engine.model import Model
from engine.text import plain
from engine.yamlio import Path_, Places, load_model, read_yaml, suggest, validate

STRUCTURE_LABELS = {
    "report.section_achievements": "主要举措和成效部分",
    "problems.section_present": "存在问题部分",
    "plan.section_present": "下一步计划部分",
    "report.section_first_responsibility": "主要负责人履职部分",
    "report.published_on": "年度报告公开日期",
    "report.signed_on": "年度报告落款日期",
    "report.submitted_on": "年度报告报送日期",
}


class Units(Model):
    """checklists/extraction/units.yaml: for a declared unit the printed ones that are taken for it, and others.

    `bodies`: by unit what stands behind it where places or offices are counted (4个县), unless one of `not_bodies` follows;
    `bodies_before`: what stands before it (部门34个).
    """

    accepts: dict[str, tuple[str, ...]]
    unlike: tuple[str, ...]
    bodies: tuple[str, ...] = ()
    not_bodies: tuple[str, ...] = ()
    bodies_before: tuple[str, ...] = ()
    body_units: tuple[str, ...] = ()


class Names(Model):
    """checklists/extraction/names.yaml: set phrases whose numerals count nothing."""

    names: tuple[str, ...]


class Lexicon:
    """All that reading a report needs. Make one and use it for many reports."""

    def __init__(
        self,
        indicators: tuple[Indicator, ...],
        units: Units,
        names: Names,
        numbers: NumberWords,
        modality: ModalityWords,
        relations: Relations,
    ) -> None:
        self.indicators, self.modality, self.relations = indicators, modality, relations
        self._data = (units, names, numbers, modality, relations)
        self.quantities = tuple(i for i in indicators if i.type == "quantity")
        self.assertions = tuple(i for i in indicators if i.type == "assertion")
        self._units, self._numbers = units, numbers
        self.names = any_of(tuple(map(plain, names.names)))
        self.body_units = frozenset(units.body_units)
        self.bodies_before = units.bodies_before
        self.bodies = _followed(units.bodies, units.not_bodies)

    def with_indicators(self, indicators: tuple[Indicator, ...]) -> Lexicon:
        """The same units, names, words and relations with other indicators."""
        return Lexicon(indicators, *self._data)

    @cached_property
    def _books(self) -> tuple[Vocabulary, PhraseBook, PhraseBook]:
        vocabulary = Vocabulary()
        return vocabulary, PhraseBook(self.quantities, vocabulary), PhraseBook(self.assertions, vocabulary)

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of all phrases."""
        return self._books[0]

    @property
    def quantity_book(self) -> PhraseBook:
        """Phrases of the quantities."""
        return self._books[1]

    @property
    def assertion_book(self) -> PhraseBook:
        """Phrases of the assertions."""
        return self._books[2]

    @cached_property
    def accepts(self) -> list[frozenset[str]]:
        """For each quantity the units (in one spelling) that it is printed with."""
        return [self._accepted(i) for i in self.quantities]

    @cached_property
    def own_units(self) -> list[frozenset[str]]:
        """For each quantity its declared units."""
        return [frozenset(plain(u) for u in (i.unit, *i.units) if u) for i in self.quantities]

    @cached_property
    def counts_bodies(self) -> list[bool]:
        """For each quantity whether it may count places or offices: by its unit and by what it says it is."""
        said = [f"{i.label}{i.definition}{i.written}" for i in self.quantities]
        return [
            bool(own & self.body_units) and any(body in text for body in self._units.bodies)
            for own, text in zip(self.own_units, said, strict=True)
        ]

    @cached_property
    def slot_finder(self) -> SlotFinder:
        """Finds numbers with any unit that the dictionary or the unit list knows."""
        known = {plain(u) for unit, others in self._units.accepts.items() for u in (unit, *others)}
        known |= {plain(u) for u in self._units.unlike}
        known |= {plain(u) for i in self.quantities for u in (i.unit, *i.units) if u}
        return SlotFinder(tuple(sorted(known)), self._numbers)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Chinese labels of all fact keys."""
        derived = {d.key: d.label for d in self.relations.derived}
        return STRUCTURE_LABELS | derived | {i.key: i.label for i in self.indicators}

    @cached_property
    def wider(self) -> dict[str, str]:
        """For an indicator's key that of the wider one that its figures count for too."""
        return {i.key: i.part_of for i in self.indicators if i.part_of}

    def _accepted(self, indicator: Indicator) -> frozenset[str]:
        own = [u for u in (indicator.unit, *indicator.units) if u]
        return frozenset(plain(u) for unit in own for u in (unit, *self._units.accepts.get(unit, ())))


def _followed(words: tuple[str, ...], never: tuple[str, ...]) -> re.Pattern[str]:
    """One of `words`, with none of `never` behind it."""
    return re.compile(
        rf"{either(sorted(words, key=len, reverse=True))}(?!{either(never)})" if words else r"(?!)"
    )


def load_lexicon(folder: Path, *more: Path) -> Lexicon:
    """The lexicon of a `checklists` folder; `more` are further folders of indicator files."""
    data = folder / "extraction"
    indicators = load_indicators(folder / "indicators", *more)
    return Lexicon(
        indicators,
        load_model(data / "units.yaml", Units),
        load_model(data / "names.yaml", Names),
        load_model(data / "numbers.yaml", NumberWords),
        load_modality(data / "modality"),
        load_relations(data / "relations.yaml", {i.key for i in indicators}),
    )


def load_relations(path: Path, known: set[str]) -> Relations:
    """The relations of a file and of the folder of its name; a key that is in no indicator is an error."""
    data, places = read_yaml(path)
    relations = validate(data, places, path, Relations)
    named: list[tuple[Path_, str]] = [
        (("derived", i), key) for i, d in enumerate(relations.derived) for key in (*d.ratio, *d.plus)
    ]
    errors = _unknown([*named, *_named(relations.checks)], known, places, path)
    checks = list(relations.checks)
    for file in sorted(path.with_suffix("").glob("*.yaml")):
        data, places = read_yaml(file)
        theme = validate(data, places, file, RelationFile)
        errors += _unknown(_named(theme.checks), known, places, file)
        checks += theme.checks
    if errors:
        raise FazhiErrors(errors)
    return relations.model_copy(update={"checks": tuple(checks)})


def _named(checks: Sequence[Relation]) -> list[tuple[Path_, str]]:
    """The keys that relations name, with their places."""
    return [
        (("checks", i), key)
        for i, check in enumerate(checks)
        for key in (check.claimed, *check.parts, *check.bases, *check.also)
        if key
    ]


def _unknown(
    named: Sequence[tuple[Path_, str]], known: set[str], places: Places, path: Path
) -> list[FazhiError]:
    errors = []
    for where, key in named:
        if key not in known:
            line, column = places.of(where)
            mend = suggest(key, sorted(known))
            errors.append(FazhiError(f"没有指标“{key}”", path=path, line=line, column=column, mend=mend))
    return errors


def load_indicators(*folders: Path) -> tuple[Indicator, ...]:
    """All indicators of the files in the folders; a key that stands twice is an error."""
    found: dict[str, Indicator] = {}
    errors: list[FazhiError] = []
    for path in (p for folder in folders for p in sorted(folder.glob("*.yaml"))):
        data, places = read_yaml(path)
        file = validate(data, places, path, IndicatorFile)
        for number, indicator in enumerate(file.indicators):
            if indicator.key in found:
                line, column = places.of(("indicators", number, "key"))
                message = f"指标“{indicator.key}”已在别处写过"
                errors.append(FazhiError(message, path=path, line=line, column=column, mend="请合并或改键名"))
            errors += pattern_errors(indicator.key, indicator.written, ("indicators", number), places, path)
            found[indicator.key] = indicator
    errors += [
        FazhiError(f"指标“{i.key}”的 part_of：没有指标“{i.part_of}”", mend=suggest(i.part_of, sorted(found)))
        for i in found.values()
        if i.part_of and i.part_of not in found
    ]
    if errors:
        raise FazhiErrors(errors)
    return tuple(found.values())


def pattern_errors(
    key: str, written: Iterable[str], where: Path_, places: Places, path: Path
) -> Iterator[FazhiError]:
    """The ways of writing of an indicator, at `where` in its file, that can never match."""
    for at, line in enumerate(written):
        try:
            parse_line(line)
        except FazhiError as error:
            row, column = places.of((*where, "written", at))
            yield FazhiError(
                f"指标“{key}”：{error.message}", path=path, line=row, column=column, mend=error.mend
            )
