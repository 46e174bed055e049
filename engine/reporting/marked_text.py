"""A document's text as blocks of pieces, cut wherever a heading or a mark begins or ends.

In: a `Document` and its marks. Out: plain data for a template. The pieces of all blocks put together are the
text without its line breaks and blank lines, and without the control characters that `harmless` takes out.
The text is walked once, with the marks that are open at each place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from engine.documents.models import Document, Section
from engine.reporting.marks import KINDS, Mark
from engine.reporting.text import harmless
from engine.reporting.view import View

# Deeper ones (一是) stand within a sentence.
_DEEPEST_HEADING = 4
# A report has some hundred lines; a template could not go through a million.
_MOST_STRETCHES = 20_000


class _Stretch(NamedTuple):
    """A part of one line: a heading of a section, or what stands between headings."""

    start: int
    end: int
    section: int | None


def blocks_of(document: Document, marks: Sequence[Mark]) -> list[View]:
    """Headings and paragraphs in text order.

    A block has `rank` (1 to 4 of a heading, else None), `anchor` (of a heading's first line), `page` (where a new one
    begins) and `pieces` (see `_Walker.pieces`).
    """
    walker = _Walker(document.text, marks)
    blocks: list[View] = []
    anchored: set[int] = set()
    page: int | None = None
    for stretch in _stretches(document):
        index, before = stretch.section, page
        page = document.page_at(stretch.start)
        blocks.append(
            {
                "rank": None if index is None else document.sections[index].rank,
                "anchor": None if index is None or index in anchored else f"s{index}",
                "page": None if page == before else page,
                "pieces": list(walker.pieces(stretch)),
            }
        )
        anchored.update(() if index is None else (index,))
    return blocks


def contents_of(blocks: Sequence[View]) -> list[View]:
    """The headings that can be jumped to: `anchor`, `rank` and `title`."""
    return [
        {
            "anchor": block["anchor"],
            "rank": block["rank"],
            "title": "".join(piece["text"] for piece in block["pieces"]),
        }
        for block in blocks
        if block["anchor"]
    ]


def _stretches(document: Document) -> Iterator[_Stretch]:
    """The text in stretches, blank ones left out; the last of very many takes all that is left."""
    text = document.text
    cuts = [*_cuts(document)[:_MOST_STRETCHES], (len(text), None)]
    for (start, section), (end, _) in pairwise(cuts):
        raw = text[start:end]
        if raw.strip():
            yield _Stretch(start + raw.startswith("\n"), end, section)


def _cuts(document: Document) -> list[tuple[int, int | None]]:
    """Where stretches begin, each with the index of the section whose heading it is."""
    lines = [0, *(i for i, char in enumerate(document.text) if char == "\n")]
    heads = {s.start: (i, s) for i, s in enumerate(document.sections) if s.rank <= _DEEPEST_HEADING}
    bodies = {section.body for _, section in heads.values()}
    cuts: list[tuple[int, int | None]] = []
    current: tuple[int, Section] | None = None
    for place in sorted({*lines, *heads, *bodies}):
        current = heads.get(place, current)
        inside = current is not None and place < current[1].body
        cuts.append((place, current[0] if current is not None and inside else None))
    return cuts


class _Walker:
    """Goes through the text from its beginning; `pieces` is called for stretch after stretch."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._waiting = sorted(marks, key=lambda mark: (mark.start, -mark.end), reverse=True)
        self._open: list[Mark] = []

    def pieces(self, stretch: _Stretch) -> Iterator[View]:
        """The pieces of `stretch`: `text`; the numbers of the `marks` over it, and of those that `begin` with it;
        the `kind` that leads; and, per kind, the owners of the marks that end with it (`ends`)."""
        at = stretch.start
        while at < stretch.end:
            begin = self._begun(at)
            until = min([stretch.end, *(m.end for m in self._open), *(m.start for m in self._waiting[-1:])])
            kinds = {claim.kind for mark in self._open for claim in mark.claims}
            ended = [mark for mark in self._open if mark.end == until]
            yield {
                "text": harmless(self._text[at:until]),
                "marks": [mark.number for mark in self._open],
                "begin": [mark.number for mark in begin],
                "kind": min(kinds, key=KINDS.index) if kinds else None,
                "ends": _by_kind(ended),
            }
            self._open = [mark for mark in self._open if mark.end > until]
            at = until

    def _begun(self, at: int) -> list[Mark]:
        begun = []
        while self._waiting and self._waiting[-1].start <= at:
            begun.append(self._waiting.pop())
        self._open += begun
        return begun


def _by_kind(marks: Sequence[Mark]) -> list[View]:
    """`kind` and `owners` of all that rest on `marks`, in the order of the kinds."""
    claims = {claim for mark in marks for claim in mark.claims}
    owners = {kind: sorted((c.owner for c in claims if c.kind == kind), key=_order) for kind in KINDS}
    return [{"kind": kind, "owners": found} for kind, found in owners.items() if found]


def _order(owner: str) -> tuple[str, int]:
    """By letter, then by number: i2 before i10."""
    return owner[0], int(owner[1:])
