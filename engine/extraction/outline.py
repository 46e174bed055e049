"""The headings, roles and pages of a document by offset, found by bisection instead of a walk over all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from engine.documents.models import Document, RoleSpan, Section

Heading = tuple[int, int]


class Outline:
    """Made once for a document."""

    def __init__(self, document: Document) -> None:
        self._sections, self._roles, self._pages = document.sections, document.roles, document.pages
        self._role_starts = [role.start for role in document.roles]
        self._page_starts = [page.start for page in document.pages]
        self._edges, self._innermost = _innermost(document.sections)
        self._headings: dict[int, tuple[Heading, ...]] = {-1: ()}
        self._paths: dict[int, str] = {-1: ""}

    def headings(self, offset: int) -> tuple[Heading, ...]:
        """(start, body) of the headings above `offset`, innermost first."""
        section = self._section(offset)
        if section not in self._headings:
            above = self._above(section)
            self._headings[section] = tuple(
                (self._sections[at].start, self._sections[at].body) for at in above
            )
        return self._headings[section]

    def path(self, offset: int) -> str:
        """The headings above `offset` as text, outermost first."""
        section = self._section(offset)
        if section not in self._paths:
            above = [self._sections[at] for at in reversed(self._above(section))]
            self._paths[section] = " > ".join(f"{s.number}{s.title}" for s in above)
        return self._paths[section]

    def role(self, offset: int) -> RoleSpan | None:
        """The role of the text at `offset`."""
        at = bisect_right(self._role_starts, offset) - 1
        return self._roles[at] if at >= 0 and offset < self._roles[at].end else None

    def page(self, offset: int) -> int | None:
        """The page number at `offset`, where the format has pages."""
        at = bisect_right(self._page_starts, offset) - 1
        return self._pages[at].number if at >= 0 else None

    def _section(self, offset: int) -> int:
        """The innermost section around `offset`, -1 for none."""
        return self._innermost[bisect_right(self._edges, offset)]

    def _above(self, section: int) -> list[int]:
        above = []
        at: int | None = section
        while at is not None:
            above.append(at)
            at = self._sections[at].parent
        return above


def _innermost(sections: Sequence[Section]) -> tuple[list[int], list[int]]:
    """The offsets where the innermost section changes, and which it is before the first, between them, after the last."""
    edges = sorted({section.start for section in sections} | {section.end for section in sections})
    innermost = [-1]
    open_: list[int] = []
    following = 0
    for edge in edges:
        while following < len(sections) and sections[following].start == edge:
            open_.append(following)
            following += 1
        while open_ and sections[open_[-1]].end <= edge:
            open_.pop()
        innermost.append(open_[-1] if open_ else -1)
    return edges, innermost
