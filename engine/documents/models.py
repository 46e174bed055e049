"""What the documents room hands on: one `Document`, whatever the file's format was."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import Literal

from engine.model import Model

Kind = Literal["annual_report", "work_plan", "other"]
Level = Literal["province", "prefecture", "county", "township", "department"]
Role = Literal["achievements", "problems", "plan", "first_responsibility", "front", "back"]


class Region(Model):
    """An administrative division: full names (辽宁省, 朝阳市, 北票市), and the code of the lowest known."""

    province: str | None = None
    city: str | None = None
    county: str | None = None
    code: str | None = None


class Section(Model):
    """A heading and what stands under it. Offsets count in `Document.text`.

    `start` is where the heading begins, `body` where its text begins, `end` where the next heading of the
    same or a higher rank begins. `rank` is 1 for 一、, 2 for (一), 3 for 1., 4 for (1), 5 for 一是.
    `parent` is an index into `Document.sections`.
    """

    rank: int
    number: str
    title: str
    start: int
    body: int
    end: int
    parent: int | None = None


class RoleSpan(Model):
    """A stretch of text with one role in the report. The spans of a document cover its text without gaps.

    `cue` quotes what decided it: a heading, or the words that open a passage without one.
    """

    start: int
    end: int
    role: Role
    cue: str


class Page(Model):
    """A page of a format that has pages; `number` counts from 1."""

    number: int
    start: int
    end: int


class Document(Model):
    """A text with what was found out about it. Line ends are `\\n`; nothing else of the text is changed.

    What was found out (title, issuer, headings, cues) is in half-width forms: ２０２４年 in `text` is 2024年.
    `provided` names the fields the user gave on the command line; `notices` are Chinese sentences about what
    could not be found out (an unknown place, a missing year) and what was left out.
    """

    path: str
    format: str
    text: str
    title: str | None = None
    issuer: str | None = None
    level: Level | None = None
    region: Region = Region()
    report_year: int | None = None
    kind: Kind = "other"
    outline: str | None = None
    signed_on: date | None = None
    published_on: date | None = None
    submitted_on: date | None = None
    sections: tuple[Section, ...] = ()
    roles: tuple[RoleSpan, ...] = ()
    pages: tuple[Page, ...] = ()
    provided: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    def role_at(self, offset: int) -> RoleSpan | None:
        """The role of the text at `offset`."""
        at = bisect_right(self.roles, offset, key=lambda span: span.start) - 1
        return self.roles[at] if at >= 0 and offset < self.roles[at].end else None

    def page_at(self, offset: int) -> int | None:
        """The page number at `offset`, where the format has pages."""
        at = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[at].number if at >= 0 else None


class Given(Model):
    """What the user says about a document; it overrides what is read from the text.

    `region` is a name such as 辽宁省朝阳市北票市 or a six-digit code.
    """

    year: int | None = None
    level: Level | None = None
    region: str | None = None
    kind: Kind | None = None
    published_on: date | None = None
    submitted_on: date | None = None
