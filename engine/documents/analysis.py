"""Text -> `Document`: title, issuer, region, level, year, kind, sections, roles; notices on the unknown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from engine.documents import dates, organs, selves, titles
from engine.documents.given import contradictions, without_impossible_days
from engine.documents.kinds import issued_title, kind_by_content, kind_by_title
from engine.documents.lines import Line, head_lines, tail_lines
from engine.documents.models import Document, Given, Kind, Level, Page, RoleSpan, Section
from engine.documents.numerals import parse_date, parse_month_day
from engine.documents.organs import Signature
from engine.documents.region import Located, cited_place, given_region, locate
from engine.documents.roles import find_roles
from engine.documents.sections import find_sections
from engine.documents.titles import Title, find_title
from engine.documents.words import any_of, words
from engine.text import half_width

_PUBLISHES = re.compile(r"(?:政府|委)办(?:公室|公厅)?关于(?:公开|公布|发布|印发)")
_ISSUING = re.compile(r"(?:印发|发布|转发)[^。]{4,}的通知\Z")
_OPENING, _PREAMBLE, _CONTEXT = 400, 15, 20_000
_FIRST_YEAR_OF_2021_OUTLINE = 2021


class Layout(NamedTuple):
    """The half-width text and its parts: head and tail lines, headings, title, signature, the bounds of the body."""

    text: str
    head: Sequence[Line]
    tail: Sequence[Line]
    sections: tuple[Section, ...]
    title: Title | None
    signature: Signature | None
    body: int
    back: int

    @property
    def title_text(self) -> str:
        return self.title.text if self.title else ""

    @property
    def opening(self) -> str:
        return self.text[self.body : min(self.body + _OPENING, self.back)]

    @property
    def preamble(self) -> str:
        """The opening up to the first heading, or past it when nothing stands before it."""
        first = next((section.start for section in self.sections if section.start >= self.body), self.back)
        before = self.opening[: first - self.body]
        return before if len(before.strip()) >= _PREAMBLE else self.opening


class Days(NamedTuple):
    """The dates of a document."""

    signed: date | None
    published: date | None
    submitted: date | None


def analyse(
    text: str,
    path: str,
    format: str,
    given: Given,
    pages: tuple[Page, ...] = (),
    notices: tuple[str, ...] = (),
) -> Document:
    """The document that `text` is. Raises `FazhiError` when the given region is none."""
    layout = _layout(half_width(text))
    named = kind_by_title(layout.title_text)
    days = _days(layout)
    year = given.year or _printed_year(layout) or _year_by_date(days, given.kind or named)
    roles = find_roles(layout.text, layout.sections, layout.body, layout.back, year)
    headings = [section.title for section in layout.sections]
    kind = given.kind or named or kind_by_content(layout.opening, roles, headings, layout.title is not None)
    days = days._replace(signed=days.signed or _signed_without_year(layout, days, kind, year))
    if kind == "annual_report":
        reported = "".join(
            layout.text[s.start : s.end] if s.role != "plan" else "\n" for s in roles if s.role != "back"
        )
        days = _with_statements(days, reported, year)
        given, impossible = without_impossible_days(given, year)
        notices = (*notices, *impossible)
    place = given_region(given.region) if given.region else _located(layout)
    level = given.level or (_level(layout, place) if kind != "other" or layout.title else place.level)
    if level == "county" and not place.name:
        place = locate([cited_place(layout.text)], "", layout.text[:_CONTEXT])
    place = _in_region(place, level if level in ("prefecture", "county") else _place_level(layout, place))
    return Document(
        path=path,
        format=format,
        text=text,
        title=layout.title_text or None,
        issuer=_issuer(layout, place, kind, level),
        level=level,
        region=place.region,
        report_year=year,
        kind=kind,
        outline=_outline(year),
        signed_on=days.signed,
        published_on=given.published_on or days.published,
        submitted_on=given.submitted_on or days.submitted,
        sections=_lists_within(layout.sections, roles),
        roles=_as_plan(layout) if kind == "work_plan" else roles,
        pages=pages,
        provided=_provided(given),
        notices=(*notices, *(_doubts(layout, given, year, level, place) if kind != "other" else ())),
    )


def _layout(text: str) -> Layout:
    head, tail = head_lines(text), tail_lines(text)
    sections = find_sections(text)
    title = find_title(head, sections)
    body = min(titles.body_start(head, title, sections), len(text))
    body += text.startswith("\n", body)
    signature = organs.find_signature(tail, max(body, len(text) // 3))
    back = signature.start if signature else _tail_start(tail, body, len(text))
    return Layout(text, head, tail, _cut_at(sections, back), title, signature, body, back)


def _tail_start(tail: Sequence[Line], body: int, length: int) -> int:
    """Where the page's own lines below the text begin."""
    furniture = any_of(words().furniture.tail)
    return next((line.start for line in tail if line.start > body and furniture.search(line.text)), length)


def _cut_at(sections: tuple[Section, ...], back: int) -> tuple[Section, ...]:
    """Sections end where the signature begins, and none begins after it."""
    kept = [section for section in sections if section.start < back]
    return tuple(
        s if s.end <= back else s.model_copy(update={"end": back, "body": min(s.body, back)}) for s in kept
    )


def _lists_within(sections: tuple[Section, ...], roles: Sequence[RoleSpan]) -> tuple[Section, ...]:
    """A list of shortcomings (一是…二是…) ends where its paragraph goes on to the next steps."""
    starts = [span.start for span in roles]

    def end(section: Section) -> int:
        following = bisect_right(starts, section.start)
        return min(section.end, starts[following]) if following < len(starts) else section.end

    return tuple(
        s if s.rank < 5 or end(s) == s.end else s.model_copy(update={"end": end(s)}) for s in sections
    )


def _as_plan(layout: Layout) -> tuple[RoleSpan, ...]:
    """A plan plans from its first line to its last; what stands below its text is no part of it."""
    spans = [RoleSpan(start=0, end=layout.back, role="plan", cue=layout.title_text)] if layout.back else []
    if layout.back < len(layout.text):
        spans.append(RoleSpan(start=layout.back, end=len(layout.text), role="back", cue=""))
    return tuple(spans)


def _days(layout: Layout) -> Days:
    known = words().dates
    lines = [*layout.head, *(line for line in layout.tail if line.start >= layout.back)]
    lines = [line for line in lines if line.start < max(layout.body, 1500) or line.start >= layout.back]
    signed = parse_date(layout.signature.date) if layout.signature else None
    after_title = layout.title.end if layout.title else 0
    signed = (
        signed
        or dates.labelled(lines, known.signed)
        or dates.under_title(layout.head, after_title, layout.body)
        or (dates.before_issued(layout.head, after_title) if _ISSUING.search(layout.title_text) else None)
    )
    return Days(signed, dates.published(lines), dates.labelled(lines, known.submitted))


def _with_statements(days: Days, text: str, year: int | None) -> Days:
    """`days` with those of publication and submission that only a sentence of the report states."""
    said = words().dates.statements
    return days._replace(
        published=days.published or dates.stated(text, said.published, year),
        submitted=days.submitted or dates.stated(text, said.submitted, year),
    )


def _printed_year(layout: Layout) -> int | None:
    titled = dates.first_year(layout.title_text) or dates.first_year(issued_title(layout.title_text))
    return titled or dates.first_year(layout.opening[:150])


def _year_by_date(days: Days, kind: Kind | None) -> int | None:
    """A report is signed and published in the year after the one it reports; a plan in its own."""
    day = days.signed or days.published
    return day.year - (kind != "work_plan") if day else None


def _signed_without_year(layout: Layout, days: Days, kind: Kind, year: int | None) -> date | None:
    """A day without a year (1月20日) takes it from the publication, or from the year reported on."""
    plan = kind == "work_plan"
    printed = (
        layout.signature.date
        if layout.signature
        else dates.issued_in_opening(layout.text[: layout.body + _OPENING])
        if plan
        else ""
    )
    near = days.published.year if days.published else year and year + (not plan)
    return parse_month_day(printed, near) if printed and near else None


def _located(layout: Layout) -> Located:
    """Where the text alone places the document."""
    signer = layout.signature.organ if layout.signature else ""
    receiver = titles.addressee(layout.head, layout.title)
    inner = organs.in_title(issued_title(layout.title_text))
    acting = selves.speaker(layout.preamble)
    named = [
        organs.in_title(layout.title_text),
        inner,
        signer,
        acting.name if acting else "",
        dates.source(layout.head),
    ]
    text = layout.text
    context = "\n".join((layout.title_text, receiver, text[:_CONTEXT], text[-2000:]))
    return locate([name for name in named if name], layout.opening, context)


def _level(layout: Layout, place: Located) -> Level | None:
    """The level of the body in the title, or of the signing one; a place counts as its government.

    An office that only issues or publishes (关于公开…的通知) speaks for its government. Where neither names a
    body, the opening's subject decides, and then what the text calls itself (我县, 我局).
    """
    if issued_title(layout.title_text) or _PUBLISHES.search(layout.title_text):
        return _place_level(layout, place)
    signer = organs.main_part(layout.signature.organ) if layout.signature else ""
    for name in (organs.main_part(organs.in_title(layout.title_text)), signer):
        rank = organs.rank_of(name) if name else None
        if rank == "township" or rank == "department":
            return rank
        if rank == "zone":
            return None
        if rank == "place" or (name and place.name):
            return _place_level(layout, place)
    acting, receiver = selves.speaker(layout.preamble), titles.addressee(layout.head, layout.title)
    if acting and (acting.rank in ("township", "department") or not place.name):
        return selves.level_of(acting, layout.text, layout.opening, receiver)
    own = selves.own_level(layout.text, layout.opening, receiver)
    if own == "township":
        return own
    if _publisher_is_author(layout):
        return "department" if own in ("department", None) else None
    return own if own == "department" or not place.name else _place_level(layout, place)


def _place_level(layout: Layout, place: Located) -> Level | None:
    """The level of the place; of a 市 outside of the table as its receivers and divisions show it."""
    if place.level or not place.name.endswith("市"):
        return place.level
    return selves.city_level(layout.text, layout.opening, titles.addressee(layout.head, layout.title))


def _in_region(place: Located, level: Level | None) -> Located:
    """`place` with its name in the region, where only the level showed which part of it a 市 is."""
    region = place.region
    if not place.name.endswith("市") or region.city or region.county or level not in ("prefecture", "county"):
        return place
    part = "city" if level == "prefecture" else "county"
    return place._replace(region=region.model_copy(update={part: place.name}))


def _publisher_is_author(layout: Layout) -> bool:
    """Whether the source line names an office that publishes only what it wrote."""
    named = dates.source(layout.head)
    passing_on = any_of(words().organs.publishers, after=r"\Z").search(named)
    return bool(named) and not passing_on and organs.rank_of(named) == "department"


def _issuer(layout: Layout, place: Located, kind: Kind, level: Level | None) -> str | None:
    """The body that speaks: in the title, the signature, the opening; the government of the place in the title;
    the source line; else the place's government."""
    titled = organs.in_title(layout.title_text)
    if titled and organs.is_organ(titled):
        return organs.full_name(titled)
    if layout.signature and layout.signature.organ:
        return layout.signature.organ
    acting = selves.speaker(layout.preamble) if kind != "other" else None
    if acting and acting.rank != "place":
        return organs.full_name(acting.name)
    of_place = level not in ("department", "township") and kind != "other"
    named = dates.source(layout.head)
    if named and not (titled and place.name and of_place and place.name not in named):
        return named
    if place.name and of_place:
        return f"{place.name}人民政府"
    return acting.name if acting else None


def _outline(year: int | None) -> str | None:
    if year is None:
        return None
    return "2021-2025" if year >= _FIRST_YEAR_OF_2021_OUTLINE else "2015-2020"


def _provided(given: Given) -> tuple[str, ...]:
    names = {"year": "report_year"}
    return tuple(names.get(name, name) for name, value in given if value is not None)


def _doubts(
    layout: Layout, given: Given, year: int | None, level: Level | None, place: Located
) -> tuple[str, ...]:
    """What a report lacks, or says otherwise than the user, each as a sentence that says what to do."""
    own, said = _located(layout) if given.region else None, words().notices
    doubts = [*contradictions(given, _printed_year(layout), own, place), *place.notices]
    if year is None:
        doubts.append(said["no_year"])
    if not place.name:
        doubts.append(said["no_region"])
    if level is None and not place.notices:
        doubts.append(said["no_level"])
    return tuple(doubts)
