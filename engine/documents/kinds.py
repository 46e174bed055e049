"""The kind of a document, from its title, its opening and its headings; never from words anywhere else."""

from __future__ import annotations

import re
from collections.abc import Collection

from engine.documents.models import Kind, Role
from engine.documents.words import any_of, words

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


def kind_by_content(opening: str, roles: Collection[Role]) -> Kind:
    """The kind of a text whose title says nothing: by its first sentences and the roles found in it."""
    kinds = words().kinds
    if not any_of(kinds.topics).search(opening):
        return "other"
    if any_of(kinds.opening_plan).search(opening):
        return "work_plan"
    signs = len({"problems", "plan"} & set(roles)) + bool(any_of(kinds.opening_report).search(opening))
    dated = bool(any_of(kinds.opening_year).search(opening))
    return "annual_report" if dated and signs + ("achievements" in roles) >= 2 and signs else "other"
