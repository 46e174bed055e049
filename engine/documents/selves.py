"""Whom a text speaks of as itself: the body of its opening, 我县, 我局, and the level that these give.

Used where neither title nor signature names a body. Words that disagree give no level: an unknown level
exempts from nothing, a wrong one does.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from engine.documents.models import Level
from engine.documents.numerals import YEAR
from engine.documents.organs import Rank, rank_of
from engine.documents.words import any_of, words

_CLAUSE = rf"(?:^|(?<=[,，。:：;；\n]))[ \t　]{{0,8}}(?:{YEAR}年(?:度|以来|来)?)?(?:现将|现就)?"
_COUNTED: dict[str, Level] = {
    "省": "province",
    "自治区": "province",
    "州": "prefecture",
    "盟": "prefecture",
    "县": "county",
    "旗": "county",
    "区": "county",
}
_PLAIN = re.compile(r"(?:自治)?[省市县区州旗盟](?:人民)?政府\Z")
_CITY_LEAST, _CITY_LONG = 2, 1500


class Speaker(NamedTuple):
    """The body that is the subject of the opening, as printed."""

    name: str
    rank: Rank


def speaker(opening: str) -> Speaker | None:
    """The office, township or government that the first clauses have as their subject."""
    rules, organs = words().regions, words().organs
    endings = (*organs.department, *organs.short, *organs.township, "街", *organs.government)
    pattern = any_of(
        rules.subject,
        rf"{_CLAUSE}(?P<name>[一-龥]{{1,24}}?(?:{'|'.join(endings)}))(?:党[组委]|党工委)?(?:[、和](?:办事处|(?:人民)?政府))?(?=",
        ")",
    )
    place = _place_subjects().search(opening)
    for found in pattern.finditer(opening):
        name = found["name"]
        if place and place.start() < found.start():
            return None  # 我县推进…,县司法局认真…: the place speaks, the office is one of its own
        if re.search(rules.no_subject, name) or re.match(r"[我本全该]", name):
            continue
        rank = "township" if name.endswith("街") else rank_of(name)
        if rank == "place" and not _PLAIN.match(name):
            continue
        if rank:
            return Speaker(name, rank)
    return None


def level_of(acting: Speaker, text: str, opening: str, receiver: str) -> Level | None:
    """The level of a speaker; of a plain 省政府 or 县政府 by its first character."""
    if acting.rank == "township" or acting.rank == "department":
        return acting.rank
    if acting.rank == "zone":
        return None
    kind = re.match(r"自治区|.", acting.name)
    name = kind[0] if kind else ""
    return city_level(text, opening, receiver) if name == "市" else _COUNTED.get(name)


def _place_subjects() -> re.Pattern[str]:
    """A name with the suffix of a division (我县, 青禾县委、县政府) as the subject of a clause."""
    return any_of(
        words().regions.subject,
        rf"{_CLAUSE}(?P<name>[一-龥]{{1,8}}?(?:自治州|自治县|[市县区旗州盟]))(?:各级|党委|委|(?:人民)?政府|[、和])*(?=",
        ")",
    )


def unknown_place(opening: str) -> str:
    """A name with the suffix of a division that the first clauses have as their subject, or empty."""
    rules = words().regions
    nothing = any_of(rules.no_names, after=r"\Z")
    for found in _place_subjects().finditer(opening):
        name = found["name"]
        if not re.search(rules.no_subject, name) and not nothing.search(name):
            return name
    return ""


def own_level(text: str, opening: str, receiver: str) -> Level | None:
    """The level by what the text calls itself; None when nothing is clear. 市 is left to `city_level`."""
    rules = words().selves
    ours = Counter(re.findall(rules.place, text))
    most = max(ours.values(), default=0)
    for level, fragments in (("township", rules.township), ("department", rules.department)):
        count = len(any_of(fragments).findall(text))
        if count and count * 2 >= most:
            return "township" if level == "township" else "department"
    if any_of(rules.perhaps_department).search(text):
        return None
    ranked = ours.most_common(2)
    said = ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]) else ""
    if said and not (ours[said] >= _CITY_LEAST or re.search(rf"我{said}", opening)):
        said = ""
    subject = any_of(words().regions.subject, rf"{_CLAUSE}全([省市州盟县旗区])(?=", ")").search(opening)
    if not ranked and subject:
        said = subject[1]
    own = Counter(re.findall(rules.own, text))
    if not ranked and not said and len(own) == 1 and max(own.values()) >= _CITY_LEAST:
        said = next(iter(own))
    if said == "区" and "自治区" in text and not re.search(r"(?<!治)区委", text):
        return None
    return _COUNTED.get(said) or (city_level(text, opening, receiver) if said == "市" else None)


def city_level(text: str, opening: str, receiver: str) -> Level | None:
    """Whether a 市 is a prefecture or a county: by whom it reports to and what it is divided into."""
    above = re.compile(r"省委|省(?:人民)?政府|自治区(?:党委|(?:人民)?政府)")
    if receiver:
        if above.search(receiver):
            return "prefecture"
        if re.search(r"市(?:人民)?政府", receiver):
            return "county"
    lead = re.search(words().selves.lead, opening)
    if lead and above.search(lead[1]) and not re.search(r"市(?:人民)?政府", lead[1]):
        return "prefecture"
    rules = words().regions
    if len(any_of(rules.divisions).findall(text)) >= _CITY_LEAST:
        return "prefecture"
    if len(text) >= _CITY_LONG and not any_of(rules.divisions).search(text):
        return "county" if len(any_of(rules.townships).findall(text)) >= _CITY_LEAST else None
    return None
