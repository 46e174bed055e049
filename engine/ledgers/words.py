"""The words of reading ledgers, as `checklists/texts/ledger_reading.yaml` lists them."""

from __future__ import annotations

from functools import lru_cache

from engine.model import Model
from engine.resources import shipped
from engine.yamlio import load_model


class Said(Model):
    """A problem as it is told: what is wrong and how to mend it, with places to fill."""

    message: str
    mend: str


class MappingWords(Model):
    """The words of the file of mappings."""

    file: str
    head: str
    kind: str
    header: str
    columns: str
    column: str
    origin: str
    auto: str
    hand: str
    unused: str
    unknown: str


class TemplateWords(Model):
    """The words of the template workbooks; `spare` is how many rows are made ready."""

    guide: str
    serial: str
    mark: str
    spare: int
    required: str
    title: str
    head: tuple[str, ...]
    needed: str
    optional: str
    masked: str
    types: dict[str, str]
    lines: tuple[str, ...]
    wrong_title: str
    wrong_choice: str
    wrong_date: str
    wrong_number: str


class Words(Model):
    """All of them."""

    yes: tuple[str, ...]
    no: tuple[str, ...]
    yes_starts: tuple[str, ...]
    no_starts: tuple[str, ...]
    empty: tuple[str, ...]
    totals: tuple[str, ...]
    note_starts: tuple[str, ...]
    footers: tuple[str, ...]
    example_mark: str
    numbered_stems: tuple[str, ...]
    header_signs: str
    same_in_headers: dict[str, str]
    asks: str
    negations: tuple[str, ...]
    large: dict[str, float]
    units: dict[str, tuple[str, ...]]
    surnames: tuple[str, ...]
    organisations: tuple[str, ...]
    organisation_ends: str
    mapping: MappingWords
    problems: dict[str, Said]
    private_value: str
    template: TemplateWords


@lru_cache(maxsize=1)
def words() -> Words:
    """The shipped words."""
    return load_model(shipped("checklists") / "texts" / "ledger_reading.yaml", Words)
