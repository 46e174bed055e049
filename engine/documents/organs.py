"""Names of bodies: which they are, at which level, and where a document names its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from engine.documents.lines import Line
from engine.documents.numerals import DATE, MONTH_DAY, YEAR
from engine.documents.words import any_of, words

Rank = Literal["place", "township", "department", "zone"]

_NAME = re.compile(r"[一-龥、 　·（）()]{2,60}\Z")
_PARTY = re.compile(
    r"(?:中共|中国共产党)?[一-龥]{1,12}(?:[省市县区旗州盟]委|(?<=[省市县区旗州盟])委员会)(?:[市县区省]?(?:人民)?政府)?\Z"
)
_RULE_OF_LAW_OFFICE = re.compile(r"依法治[省市县区旗州盟国](?:委员会)?(?:办公室|办)?\Z")
_DATE_LINE = re.compile(
    rf"(?P<organ>[^\d〇○二]{{0,40}}?)\s*[(（]?\s*(?P<date>{DATE}|{MONTH_DAY})\s*[)）]?\s*(?:印发)?\Z"
)
_AT_END = re.compile(rf"(?<=[。！\s　])(?P<organ>[一-龥]{{4,30}})[\s　]{{0,4}}(?P<date>{DATE})\Z")
_SPLIT = re.compile(r"[、 　]+")


class Signature(NamedTuple):
    """Who signed (bodies joined by a space, or empty), the date as printed, and where the block begins."""

    organ: str
    date: str
    start: int


def is_organ(text: str) -> bool:
    """Whether `text` is nothing but names of bodies."""
    if not _NAME.match(text) or len(text) > 60:
        return False
    return all(rank_of(part) is not None for part in _SPLIT.split(text.strip()) if part)


def rank_of(organ: str) -> Rank | None:
    """What sort of body a single name is; `place` for the government or party committee of a division."""
    organs = words().organs
    name = organ.strip()
    if inner := _inner_party(name):
        return rank_of(inner)
    if any_of(organs.zone, after=r"\Z").search(name):
        return "zone"
    bare = any_of(organs.government, after=r"\Z").sub("", name)
    if bare != name:
        return "township" if any_of(organs.township, after=r"\Z").search(bare) else "place" if bare else None
    if _RULE_OF_LAW_OFFICE.search(name) or _PARTY.match(name):
        return "place"
    if re.search(r"(?:[镇乡]|街道|苏木)(?:党委|党工委|委员会|办事处|办)?\Z", name) and len(name) > 2:
        return "township"
    department = any_of(organs.department if len(name) > 3 else organs.short, after=r"\Z").search(name)
    return "department" if len(name) > 2 and department else None


def _inner_party(name: str) -> str:
    """The body whose party group `name` is (中共某县水利局党组), or empty."""
    found = any_of(words().organs.within, after=r"\Z").search(name)
    body = re.sub(r"^(?:中共|中国共产党)", "", name[: found.start()]) if found else ""
    organs = words().organs
    return (
        body
        if len(body) > 2 and any_of((*organs.department, *organs.township), after=r"\Z").search(body)
        else ""
    )


def full_name(organ: str) -> str:
    """A township's bare name (清水镇, 北门街道) with what makes it a body; any other name as it is."""
    if re.search(r"(?:[镇乡]|苏木)\Z", organ):
        return f"{organ}人民政府"
    return re.sub(r"街道?\Z", "街道办事处", organ)


def main_part(organ: str) -> str:
    """Of several names the government's, or else the last."""
    parts = [part for part in _SPLIT.split(organ.strip()) if part]
    return next((part for part in parts if part.endswith("政府")), parts[-1] if parts else "")


def in_title(title: str) -> str:
    """The name before 关于, the year or the topic: a body or only a place; empty when there is none."""
    text = re.sub(rf"^(?:关于)?(?:{YEAR}年度?)?(?:关于)?", "", title)
    before, about, _ = text.partition("关于")
    if about and is_organ(before):
        return before
    found = re.match(
        rf"(.{{0,40}}?)(?:关于|{YEAR}年|[《〈]|全?面?推进|法治|依法行政|依法治|年度|贯彻|落实|建设)", text
    )
    return found[1].strip(" 　的《〈") if found else ""


def find_signature(lines: Sequence[Line], after: int) -> Signature | None:
    """The last block of bodies and a date among `lines` that starts after `after`."""
    for i in range(len(lines) - 1, -1, -1):
        line = lines[i]
        found = _DATE_LINE.match(line.text) if line.start >= after and len(line.text) <= 60 else None
        if not found or (found["organ"] and not is_organ(found["organ"])):
            continue
        names, start = [found["organ"].strip()] if found["organ"] else [], line.start
        for above in reversed(lines[max(0, i - 3) : i]):
            if above.start < after or not is_organ(above.text):
                break
            names.insert(0, above.text)
            start = above.start
        return Signature(" ".join(names), found["date"], start)
    return _signature_in_line(lines[-1], after) if lines else None


def _signature_in_line(line: Line, after: int) -> Signature | None:
    """The signature at the end of a text without line breaks."""
    found = _AT_END.search(line.text[-80:])
    start = line.start + len(line.text) - len(found[0]) if found else 0
    if not found or start <= after or not is_organ(found["organ"]):
        return None
    return Signature(found["organ"], found["date"], start)
