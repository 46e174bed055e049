"""Sections and text -> role spans: which stretch reports achievements, admits problems, announces plans.

Headings decide. Where a heading is missing, or holds both (存在问题及下一步打算), the words that open a
passage do: such a passage ends at the next heading of the same or a higher rank than its section.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engine.documents.models import Role, RoleSpan, Section
from engine.documents.numerals import YEAR, number
from engine.documents.words import any_of, words

_MIXED: frozenset[Role] = frozenset({"problems", "plan"})
_TITLE_YEAR = re.compile(rf"({YEAR})年")
_CLAUSE_START = r"(?:^|(?<=[。！？；;,，：:]))[ \t　]{0,8}"
# A heading that numbering rejected (三、 twice in one line) still opens a passage.
_NUMBER = r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])?"
_SENTENCE_START = rf"(?:^|(?<=[。！？；;]))[ \t　]{{0,8}}{_NUMBER}"


_BARE_LINE = re.compile(r"^[ \t　]{0,8}([一-龥\d“”、]{3,24}[:：]?)[ \t　]*$", re.MULTILINE)


class _Span(NamedTuple):
    start: int
    end: int
    roles: frozenset[Role]
    cue: str
    limit: int

    def role(self) -> Role:
        """The one role; a heading that holds problems and plans opens with the problems."""
        return "problems" if self.roles == _MIXED else next(iter(self.roles))


def find_roles(
    text: str, sections: Sequence[Section], body: int, back: int, year: int | None
) -> tuple[RoleSpan, ...]:
    """The spans of `text` without gaps: front up to `body`, back from `back`, and what lies between."""
    base = _base(sections, body, back, year)
    spans = [RoleSpan(start=0, end=body, role="front", cue="")] if body else []
    for span in _overlay(base, _passages(text, base, body, back, year)):
        if spans and (spans[-1].role, spans[-1].cue) == (span.role(), span.cue):
            spans[-1] = spans[-1].model_copy(update={"end": span.end})
        else:
            spans.append(RoleSpan(start=span.start, end=span.end, role=span.role(), cue=span.cue))
    if back < len(text):
        spans.append(RoleSpan(start=back, end=len(text), role="back", cue=""))
    return tuple(spans)


def roles_of_heading(title: str, year: int | None) -> frozenset[Role]:
    """The roles that the words of a heading name: none, one, or problems and plan together."""
    rules = words().roles.headings
    found = {role for role, rule in rules.items() if _matches(title, rule.match, rule.never)}
    if not found & _MIXED and _is_of_next_year(title, year):
        found.add("plan")
    if found >= _MIXED:
        return _MIXED
    ordered: tuple[Role, ...] = ("problems", "plan", "first_responsibility", "achievements")
    return frozenset([role for role in ordered if role in found][:1])


def _matches(title: str, match: tuple[str, ...], never: tuple[str, ...]) -> bool:
    return bool(any_of(match).search(title)) and not any_of(never).search(title)


def _is_of_next_year(title: str, year: int | None) -> bool:
    named = [number(found) for found in _TITLE_YEAR.findall(title)]
    return bool(year and named and min(named) > year)


def _base(sections: Sequence[Section], body: int, back: int, year: int | None) -> list[_Span]:
    """What headings say: each stretch, its roles, its cue, and how far a passage opened in it may reach."""
    carried: dict[int, tuple[frozenset[Role], str]] = {}
    starts: list[tuple[int, frozenset[Role], str, int]] = [(body, frozenset({"achievements"}), "", back)]
    for i, section in enumerate(sections):
        if section.rank == 5 or not body <= section.start < back:
            continue
        own = roles_of_heading(section.title, year)
        above = carried.get(section.parent) if section.parent is not None else None
        carried[i] = _inherit(own, section.number + section.title, above)
        explicit = own == {"achievements"}
        starts.append((section.start, *carried[i], 0 if explicit else min(section.end, back)))
    ends = [start for start, *_ in starts[1:]] + [back]
    spans = [
        _Span(s[0], end, s[1], s[2], s[3] or end) for s, end in zip(starts, ends, strict=True) if s[0] < end
    ]
    if spans and spans[0].start == body and len(starts) > 1 and spans[0].limit == back:
        spans[0] = spans[0]._replace(limit=spans[0].end)
    return spans


def _inherit(
    own: frozenset[Role], cue: str, above: tuple[frozenset[Role], str] | None
) -> tuple[frozenset[Role], str]:
    """The roles of a heading under another: problems and plans keep what is under them."""
    if above is None:
        return (own, cue) if own else (frozenset({"achievements"}), "")
    if above[0] == _MIXED:
        return (own, cue) if own and own <= _MIXED else above
    return above if above[0] <= _MIXED or not own else (own, cue)


def _passages(text: str, base: Sequence[_Span], body: int, back: int, year: int | None) -> list[_Span]:
    """Passages that the headings do not announce, in order, each cut off by the next."""
    found: list[_Span] = []
    cues = sorted({*_cues(text, body, back, year), *_unnumbered(text, body, back, year)})
    starts = [span.start for span in base]
    for at, role, cue in cues:
        around = base[bisect_right(starts, at) - 1]
        last = found[-1] if found and found[-1].end > at else None
        if role == "problems" and last and last.roles == {"plan"} and around.roles != _MIXED:
            continue
        if last:
            found[-1] = last._replace(end=at)
        if around.roles == {role}:
            continue
        end = _line_end(text, at, around.limit) if around.roles == {"plan"} else around.limit
        found.append(_Span(at, end, frozenset({role}), cue, end))
    return found


def _overlay(base: Sequence[_Span], passages: Sequence[_Span]) -> Iterator[_Span]:
    """`base` with `passages`, which do not overlap each other, laid over it."""
    queue = list(reversed(passages))
    for span in base:
        at = span.start
        while at < span.end:
            while queue and queue[-1].end <= at:
                queue.pop()
            top = queue[-1] if queue and queue[-1].start < span.end else None
            if top is None or at < top.start:
                stop = top.start if top else span.end
                yield span._replace(start=at, end=stop)
            else:
                stop = min(top.end, span.end)
                yield top._replace(start=at, end=stop)
            at = stop


def _cues(text: str, body: int, back: int, year: int | None) -> Iterator[tuple[int, Role, str]]:
    """Where a passage opens, with its role and the words that open it."""
    rules = words().roles.passages
    places: tuple[tuple[Role, str], ...] = (("problems", _CLAUSE_START), ("plan", _SENTENCE_START))
    for role, before in places:
        rule = rules[role]
        for found in any_of(rule.open, before).finditer(text, body, back):
            if not any_of(rule.never).search(text, _sentence_start(text, found.start()), found.end()):
                yield _trimmed(found, role)
    next_year = rules["plan"].next_year
    if year and next_year:
        opens = (rf"{YEAR}年(?:度)?(?:[,，]|是|工作(?:打算|安排|计划|思路|重点)[:：])",)
        for found in any_of(opens, _SENTENCE_START).finditer(text, body, back):
            ahead = text[found.start() : found.end() + 120].lstrip().split("。")[0].split("\n")[0]
            if number(found[0].strip()[:4]) == year + 1 and re.search(next_year, ahead):
                yield _trimmed(found, "plan")


def _unnumbered(text: str, body: int, back: int, year: int | None) -> Iterator[tuple[int, Role, str]]:
    """Lines that are headings without a number (存在的问题, 下一步工作打算), with their roles."""
    for found in _BARE_LINE.finditer(text, body, back):
        title = found[1].rstrip(":：")
        roles = roles_of_heading(title, year)
        if len(roles) == 1 and (role := next(iter(roles))) in _MIXED:
            yield found.start(1), role, found[1]
        elif roles == _MIXED:
            yield found.start(1), "problems", found[1]


def _trimmed(found: re.Match[str], role: Role) -> tuple[int, Role, str]:
    cue = found[0].lstrip()
    return found.end() - len(cue), role, cue


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(c, max(0, at - 120), at) for c in "。！？\n") + 1 or max(0, at - 120)


def _line_end(text: str, at: int, limit: int) -> int:
    newline = text.find("\n", at, limit)
    return limit if newline < 0 else newline
