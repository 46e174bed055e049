"""The sentences of a report with what was read in each, for the parts of this room that compare sentence by sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from engine.compare.figures import is_number
from engine.documents.models import Document, Role, Section
from engine.extraction.evidence import Quoter
from engine.extraction.layout import Clause, Layout
from engine.extraction.models import Evidence, Fact
from engine.result import Result
from engine.text import plain

LIMIT = 400  # characters of a quoted sentence


class Sentence(NamedTuple):
    """`plain` is in half-width forms; `facts` are those whose quote begins in it; `heading`: only a heading."""

    quote: Evidence
    plain: str
    role: Role | None
    heading: bool
    clauses: tuple[tuple[int, int], ...]
    facts: tuple[Fact, ...]

    def clauses_with(self, facts: tuple[Fact, ...]) -> int:
        """In how many of its clauses one of `facts` is told."""
        spans = [(quote.start, quote.end) for fact in facts for quote in fact.evidence]
        return sum(any(s < end and start < e for s, e in spans) for start, end in self.clauses)


def sentences_of(result: Result) -> tuple[Sentence, ...]:
    """All sentences of a report, in order."""
    document = result.document
    text = plain(document.text)
    groups = _grouped(Layout(text, document))
    starts = [group[0].start for group in groups]
    facts = defaultdict(list)
    for fact in result.extraction.facts:
        if fact.evidence and fact.source == "text":
            facts[bisect_right(starts, fact.evidence[0].end - 1) - 1].append(fact)
    quoter = Quoter(document)
    return tuple(
        Sentence(
            quote=quoter.quote(group[0].start, group[-1].end, group[0].start, LIMIT),
            plain=text[group[0].start : group[-1].end],
            role=span.role if (span := document.role_at(group[0].start)) else None,
            heading=all(clause.heading for clause in group),
            clauses=tuple((clause.start, clause.end) for clause in group),
            facts=tuple(facts[index]),
        )
        for index, group in enumerate(groups)
    )


def under_headings(chosen: Sequence[Sentence], document: Document) -> list[Sentence]:
    """`chosen`, each heading as one with the first sentence under it, so that one matter is counted once.

    A heading that states a number says something of its own and stays alone.
    """
    joined: list[Sentence] = []
    sections = {one.start: one for one in document.sections if one.rank > 1}
    quoter = Quoter(document)
    for one in chosen:
        above = joined[-1] if joined else None
        section = sections.get(above.clauses[0][0]) if above else None
        if above and section and _leads(above, one, section, document.text):
            joined[-1] = _joined(above, one, quoter)
        else:
            joined.append(one)
    return joined


def _leads(above: Sentence, one: Sentence, section: Section, text: str) -> bool:
    """Whether `above` is the heading of `section` and `one` the sentence right under it."""
    between = text[above.clauses[-1][1] : one.clauses[0][0]]
    next_to = not between.strip("。;；!！?？:： \t\n　")
    listed = section.rank == 5 and "\n" in between  # what follows a list is not under its last member
    inside = one.clauses[0][0] < section.end
    return next_to and inside and not listed and not any(map(is_number, above.facts))


def _joined(above: Sentence, one: Sentence, quoter: Quoter) -> Sentence:
    start, end = above.clauses[0][0], one.clauses[-1][1]
    return Sentence(
        quote=quoter.quote(start, end, start, LIMIT),
        plain=f"{above.plain}。{one.plain}",
        role=one.role,
        heading=False,
        clauses=above.clauses + one.clauses,
        facts=above.facts + one.facts,
    )


def _grouped(layout: Layout) -> list[list[Clause]]:
    """The clauses of each sentence."""
    return [list(group) for _, group in groupby(layout.clauses, key=lambda clause: clause.sentence)]
