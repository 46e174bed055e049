"""Reports of an invented county over two years, and reports made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine.checklist.models import Verdict
from engine.compare import Comparison, compare
from engine.compare.models import Pair
from engine.documents import document_from_text
from engine.extraction import extract
from engine.extraction.models import Extraction, Fact
from engine.pipeline import Options, check_facts, lexicon
from engine.result import Result
from tests.reporting import factory

FIXTURES = Path(__file__).parent / "fixtures"


def text_of(year: int) -> str:
    """The invented county's report of 2023 or 2024."""
    return (FIXTURES / f"shili-{year}.txt").read_text("utf-8")


def checked(text: str, path: str = "示例县.txt") -> Result:
    """A text checked with the shipped checklist of its year."""
    document = document_from_text(text, path)
    return check_facts(document, extract(document, lexicon()), Options())


@lru_cache(maxsize=1)
def both_years() -> Comparison:
    """The two years compared."""
    return compare([checked(text_of(year), f"shili-{year}.txt") for year in (2024, 2023)])


def pair_of(before: str, after: str) -> Pair:
    """Two texts of one county compared."""
    return compare([checked(before, "a.txt"), checked(after, "b.txt")]).years[0].pairs[0]


def place(name: str, verdicts: dict[int, Verdict], figures: Mapping[str, float] | None = None) -> Result:
    """A county of 2024 with these verdicts by item number and figures by key."""
    found = tuple(factory.finding(number, verdict) for number, verdict in verdicts.items())
    result = factory.result(found, issuer=name, path=f"{name}.txt")
    facts = tuple(figure(key, value) for key, value in (figures or {}).items())
    return result.model_copy(update={"extraction": Extraction(facts=facts)})


def figure(key: str, value: float, **given: Any) -> Fact:
    """A figure of 2024 in 件."""
    given = {"unit": "件", "year": 2024, "evidence": (factory.quote(f"共{value:g}件"),), **given}
    return Fact(key=key, label=f"名称{key}", value=value, **given)
