"""The files of a workspace of which nothing was read, and why.

In: problems, and the files that gave something. Out: the first problem of each file that gave nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from engine.audit.words import audit_texts
from engine.ledgers.models import Problem


def unread(problems: Iterable[Problem], used: Collection[str]) -> tuple[Problem, ...]:
    """One problem a file, in the order given; files are named as within the workspace."""
    ledgers = f"{audit_texts().folders.ledgers}/"
    found: dict[str, Problem] = {}
    for one in problems:
        whole = not one.sheet or one.file.startswith(ledgers)  # a ledger of which no sheet could be used
        if whole and not one.cell and one.file not in used:
            found.setdefault(one.file, one)
    return tuple(found.values())
