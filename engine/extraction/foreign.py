"""Other bodies and places than the issuer's, and which clauses tell of them.

In: the words of checklists/extraction/modality/others.yaml and the document's level and region. A body that a clause
begins with stays the subject of the sentence until a clause has one of its own or tells what the issuer did upon it.
"""

from __future__ import annotations

import re
from functools import cache

from engine.documents.models import Document
from engine.extraction.cues import OtherBodies, Others, Wording, with_patterns
from engine.extraction.frames import any_cue, clauses_of
from engine.extraction.layout import Clause, Layout
from engine.extraction.patterns import any_of

_COMPARED = "[在居列名于是为入成超占]"  # 位居全省第三 speaks of no other place
_NO_BODIES = ("国家", "中央")  # 国家卫生县城, 中央项目: the beginning of a name as often as a body
_LEAD_IN = r"\s*(?:其中|同时|此外|对此|为此|会后|随后|期间|而|但)?"


def other_bodies(words: OtherBodies, document: Document) -> Others:
    """The bodies and places that are not the issuer's, by its level; a county-level city calls itself 市."""
    level, region = document.level, document.region
    if level == "department":
        level = "county" if region.county else "prefecture" if region.city else None
    elif level == "township":
        level = "county"
    used = [words.all]
    if level in ("prefecture", "county") or (level is None and _below_province(words, document)):
        used.append(words.prefecture)
    if level == "county" and not (region.county or "").endswith("市"):
        used.append(words.county)
    return Others(
        bodies=Wording(
            words=tuple(body for group in used for body in group.bodies.words),
            patterns=tuple(pattern for group in used for pattern in group.bodies.patterns),
        ),
        wholes=tuple(whole for group in used for whole in group.wholes),
    )


def _below_province(words: OtherBodies, document: Document) -> bool:
    """Whether an issuer of unknown level is surely no province, by its own name."""
    named = f"{document.title or ''}{document.issuer or ''}"
    return bool(named) and not (document.region.province or any(word in named for word in words.provincial))


@cache
def places_of(others: tuple[str, ...], own: tuple[str, ...], followed: tuple[str, ...]) -> re.Pattern[str]:
    """Finds another place that is no rank or title of it (group `other`), or one's own."""
    # 较全市平均水平高4个百分点, 审结36件: the average is spoken of in its own clause alone
    other = rf"(?P<other>{_either(others)})(?!{_either(followed)}|平均[^,;]*[,;])"
    return re.compile(rf"(?<!{_COMPARED})(?:{other}|(?P<own>{_either(own)}))")


@cache
def _bodies(bodies: tuple[str, ...], patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{with_patterns(any_of(bodies), patterns).pattern})")


def _either(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in words)


class Foreign:
    """Which clauses of a text tell of another body, by their own subject or by one carried over."""

    def __init__(
        self, text: str, layout: Layout, words: OtherBodies, others: Others, document: Document
    ) -> None:
        region = document.region
        place = region.county or region.city or region.province
        names = (*([place] if place else ()), *words.carried.own.words)
        own = "|".join((*map(re.escape, names), *words.carried.own.patterns))
        self._text, self._layout = text, layout
        self._issuer = place if place and place in (document.title or "") else None
        self._bodies = _bodies(others.bodies.words, others.bodies.patterns)
        self._own, self._joint = re.compile(f"{_LEAD_IN}(?:{own})"), words.carried.joint
        self._single, self._back = words.carried.single, words.carried.back
        self._known: dict[int, dict[int, str]] = {}

    def body(self, clause: Clause) -> str | None:
        """The other body that a clause tells of."""
        if clause.sentence not in self._known:
            self._known[clause.sentence] = self._of_sentence(clause.sentence)
        return self._known[clause.sentence].get(clause.start)

    def _of_sentence(self, sentence: int) -> dict[int, str]:
        bodies: dict[int, str] = {}
        carried: str | None = None
        for clause in clauses_of(self._layout, sentence):
            words = self._text[clause.start : clause.end]
            found = self._bodies.match(words)
            if found and found[0].strip() == self._issuer:  # a report of 某县 speaks of itself
                found = None
            if found and not any_cue(self._joint, words[found.end() :]):
                body = found[0].strip()
                carried = None if body in _NO_BODIES or any_cue(self._single, words[found.end() :]) else body
                bodies[clause.start] = body
            elif found or self._own.match(words) or (carried and any_cue(self._back, words)):
                carried = None
            elif carried:
                bodies[clause.start] = carried
        return bodies
