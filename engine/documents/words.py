"""The words of the documents room: `checklists/documents.yaml` as a model, fragments joined into patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from engine.documents.models import Role
from engine.errors import FazhiError
from engine.model import Model
from engine.resources import shipped
from engine.yamlio import load_model

FILE = "documents.yaml"


class Kinds(Model):
    """How titles and openings tell the kind of a document."""

    topics: tuple[str, ...]
    other: tuple[str, ...]
    work_plan: tuple[str, ...]
    annual_report: tuple[str, ...]
    suffixes: tuple[str, ...]
    opening_plan: tuple[str, ...]
    opening_report: tuple[str, ...]
    opening_other: tuple[str, ...]
    aspects: tuple[str, ...]
    opening_year: tuple[str, ...]


class HeadingWords(Model):
    """A heading is of a role when one of `match` is in it and none of `never`."""

    match: tuple[str, ...]
    never: tuple[str, ...]


class PassageWords(Model):
    """Words that open a passage without a heading; none of `never` may stand in its sentence before."""

    open: tuple[str, ...]
    never: tuple[str, ...]
    next_year: str = ""


class Roles(Model):
    """Headings by role, and the two kinds of passages that are found without one."""

    headings: dict[Role, HeadingWords]
    passages: dict[Role, PassageWords]


class Organs(Model):
    """Endings of the names of bodies."""

    government: tuple[str, ...]
    party: tuple[str, ...]
    township: tuple[str, ...]
    department: tuple[str, ...]
    within: tuple[str, ...]
    short: tuple[str, ...]
    publishers: tuple[str, ...]
    zone: tuple[str, ...]


class Statements(Model):
    """Words of a sentence that says when this report was published or submitted; none of `never` may be in it."""

    report: tuple[str, ...]
    published: tuple[str, ...]
    submitted: tuple[str, ...]
    never: tuple[str, ...]


class DateLabels(Model):
    """Labels before dates and before the source of a page, and sentences with dates of the report itself."""

    published: tuple[str, ...]
    published_plain: tuple[str, ...]
    signed: tuple[str, ...]
    submitted: tuple[str, ...]
    source: tuple[str, ...]
    statements: Statements


class Furniture(Model):
    """What stands on a page around its text."""

    head: tuple[str, ...]
    tail: tuple[str, ...]
    drop: tuple[str, ...]
    drop_names: tuple[str, ...]
    article: tuple[str, ...]
    inline: tuple[str, ...]
    lines: tuple[str, ...]


class RegionWords(Model):
    """Words around place names."""

    common: tuple[str, ...]
    subject: tuple[str, ...]
    zones: tuple[str, ...]
    no_names: tuple[str, ...]
    no_subject: str
    visits: tuple[str, ...]
    divisions: tuple[str, ...]
    townships: tuple[str, ...]
    elsewhere: tuple[str, ...]
    within: tuple[str, ...]
    ethnic: tuple[str, ...]


class Selves(Model):
    """How a report calls the body that speaks (我县, 我局), and what shows whose report it is."""

    township: tuple[str, ...]
    department: tuple[str, ...]
    perhaps_department: tuple[str, ...]
    place: str
    own: str
    lead: str


class Words(Model):
    """All of `documents.yaml`."""

    kinds: Kinds
    roles: Roles
    organs: Organs
    dates: DateLabels
    furniture: Furniture
    regions: RegionWords
    selves: Selves
    notices: dict[str, str]


@cache
def words() -> Words:
    """The shipped words. Raises `FazhiErrors` when the file is damaged."""
    return load_model(shipped("checklists") / FILE, Words)


@cache
def any_of(fragments: tuple[str, ...], before: str = "", after: str = "") -> re.Pattern[str]:
    """A pattern that matches any of `fragments` between `before` and `after`; none of none."""
    if not fragments:
        return re.compile(r"(?!)")
    try:
        return re.compile(f"{before}(?:{'|'.join(fragments)}){after}", re.MULTILINE)
    except re.error as error:
        raise FazhiError(f"词表中有写错的片段：{error}", path=FILE, mend="请核对括号和转义") from error


def longest_first(names: Iterable[str]) -> tuple[str, ...]:
    """`names` as literal fragments, longer ones before their own beginnings."""
    return tuple(re.escape(name) for name in sorted(names, key=len, reverse=True))
