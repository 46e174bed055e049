"""Short ways to read a passage in tests."""

from __future__ import annotations

from functools import lru_cache

from engine.documents import Given, document_from_text
from engine.documents.models import Document, Kind, Level, Role, RoleSpan
from engine.extraction import Extraction, Fact, Lexicon, extract, load_lexicon
from engine.resources import shipped


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return load_lexicon(shipped("checklists"))


def document(
    text: str, role: Role = "achievements", kind: Kind = "annual_report", year: int = 2024
) -> Document:
    """A passage as a document with one role throughout."""
    span = RoleSpan(start=0, end=len(text), role=role, cue="测试")
    return Document(path="测试", format="txt", text=text, kind=kind, report_year=year, roles=(span,))


def read(
    text: str, role: Role = "achievements", kind: Kind = "annual_report", year: int = 2024
) -> Extraction:
    """What a passage gives."""
    return extract(document(text, role, kind, year), lexicon())


def read_report(text: str, year: int = 2024, level: Level | None = None) -> Extraction:
    """What a whole report gives, its parts found as in real use."""
    return extract(
        document_from_text(text, given=Given(year=year, kind="annual_report", level=level)), lexicon()
    )


def fact(extraction: Extraction, key: str) -> Fact:
    """The one fact with this key."""
    found = [fact for fact in extraction.facts if fact.key == key]
    assert len(found) == 1, [(f.key, f.value) for f in extraction.facts]
    return found[0]


def figures(extraction: Extraction) -> dict[str, object]:
    """Key to value of all numbers read from text."""
    return {f.key: f.value for f in extraction.facts if f.unit and f.source == "text"}
