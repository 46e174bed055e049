"""The kind of a document, from its title, its opening and its headings; never from words anywhere else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.documents.models import Kind, RoleSpan
from engine.documents.words import any_of, words

_ASPECTS = 3
_ISSUES = re.compile(r"(?:印发|发布|公布|公开)[^《]{0,6}《([^》]{4,60})》")
_BRACKETS = re.compile(r"[(（][^()（）]{0,30}[)）]\Z")


def issued_title(title: str) -> str:
    """The title in 关于印发《…》的通知, or empty."""
    found = _ISSUES.search(title)
    return found[1] if found else ""


def kind_by_title(title: str | None) -> Kind | None:
    """The kind a title names; None when it names none."""
    if not title:
        return None
    kinds = words().kinds
    name = issued_title(title) or title
    name = _BRACKETS.sub("", any_of(kinds.suffixes, after=r"\Z").sub("", _BRACKETS.sub("", name))).rstrip(
        "》"
    )
    plan = any_of(kinds.work_plan, after=r"\Z").search(name)
    report = any_of(kinds.annual_report, after=r"\Z").search(name)
    if any_of(kinds.other).search(title):
        return "other"
    if not plan and not report:
        return None
    if not any_of(kinds.topics).search(title):
        return "other"
    first_part_reports = re.search(r"(?:总结|情况)(?:和|及|暨|与)", name)
    return "annual_report" if report or first_part_reports else "work_plan"


def kind_by_content(opening: str, roles: Sequence[RoleSpan], headings: Sequence[str], titled: bool) -> Kind:
    """The kind of a text whose title says nothing: by its first sentences, its headings and their roles.

    Without any title (`titled`), an opening on the topic and a heading such as 主要举措和成效 are enough; an
    excerpt that begins with its headings must have several on the subjects of the outline.
    """
    kinds = words().kinds
    if any_of(kinds.opening_other).search(opening):
        return "other"
    headed = {span.role for span in roles if span.cue}
    if not any_of(kinds.topics).search(opening):
        return (
            "annual_report" if not titled and "achievements" in headed and _of_outline(headings) else "other"
        )
    if any_of(kinds.opening_plan).search(opening):
        return "work_plan"
    signs = len({"problems", "plan"} & headed) + bool(any_of(kinds.opening_report).search(opening))
    dated = bool(any_of(kinds.opening_year).search(opening))
    if not dated:
        return (
            "annual_report" if not titled and "achievements" in headed and _of_outline(headings) else "other"
        )
    enough = signs or (not titled and "achievements" in headed)
    return "annual_report" if enough else "other"


def _of_outline(headings: Sequence[str]) -> bool:
    """Whether the headings are about at least three of the outline's subjects."""
    text = "\n".join(headings)
    return sum(bool(re.search(aspect, text)) for aspect in words().kinds.aspects) >= _ASPECTS
