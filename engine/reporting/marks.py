"""The sentences of a report that its findings rest on, each stretch of text once, with all that rest on it.

In: the data of `view` and the report's text. Out: marks in text order. A quote that does not stand in the text at
its place (another file's, one whose place is unknown) has no mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from engine.reporting.text import clean
from engine.reporting.view import View

# The kinds, those that speak against an item first: where stretches overlap, the first leads.
KINDS = ("against", "problem", "check", "supports", "review", "planned", "required", "background", "other")
_BY_VERDICT = {"met": "supports", "partly": "supports", "not_met": "against", "needs_review": "review"}


class Claim(NamedTuple):
    """One use of a sentence: what it is (`kind`) to the item or check with the anchor `owner`."""

    kind: str
    owner: str


@dataclass
class Mark:
    """`text[start:end]`, neither beginning nor ending with white space; `number` counts from 1 in text order."""

    start: int
    end: int
    number: int = 0
    claims: list[Claim] = field(default_factory=list)


def place_marks(data: View, text: str) -> list[Mark]:
    """The marks of `data`; each quote of an item or check gets its mark's number as `mark`, or None."""
    marks: dict[tuple[int, int], Mark] = {}
    placed: list[tuple[View, Mark]] = []
    for quote, claim in _claims(data):
        quote["mark"] = None
        span = _span(quote, text)
        if span is not None:
            mark = marks.setdefault(span, Mark(*span))
            if claim not in mark.claims:
                mark.claims.append(claim)
            placed.append((quote, mark))
    ordered = sorted(marks.values(), key=lambda mark: (mark.start, -mark.end))
    for number, mark in enumerate(ordered, 1):
        mark.number = number
    for quote, mark in placed:
        quote["mark"] = mark.number
    return ordered


def _claims(data: View) -> Iterator[tuple[View, Claim]]:
    """Every quote shown beside the text, and what it is there."""
    for finding in data["findings"]:
        owner = f"i{finding['number']}"
        for quote in finding["evidence"]:
            yield quote, Claim(_BY_VERDICT.get(finding["verdict"], "other"), owner)
        for quote in finding["contrary"]:
            yield quote, Claim(quote["stance"] if quote["stance"] in KINDS else "other", owner)
    for number, check in enumerate(data["doubtful"], 1):
        for quote in check["evidence"]:
            yield quote, Claim(check["kind"], f"c{number}")


def _span(quote: dict[str, Any], text: str) -> tuple[int, int] | None:
    start, end = quote["start"], quote["end"]
    found = text[start:end] if 0 <= start < end <= len(text) else ""
    if quote["file"] or not found.strip() or clean(found) != quote["quote"]:
        return None
    return start + len(found) - len(found.lstrip()), end - len(found) + len(found.rstrip())
