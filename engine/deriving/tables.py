"""Tables of tasks: a head line with columns for the task and for who is responsible or until when, and rows below.

In: a text as it is and in one spelling; cells of a row are parted by tabs, as the formats write them, or by |.
Out: the rows that are tasks. A cell that is empty because it was merged with the one above keeps that one's group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engine.deriving.task import Task
from engine.deriving.units import Named, find_units, is_deadline
from engine.deriving.words import words

_PARTING = re.compile(r"[\t|｜]")
_TRIM = " ,。;:、"
_COUNT = re.compile(r"\(?[\d一二三四五六七八九十]{1,4}\)?")

Cells = Sequence[tuple[int, int]]


class _Head(NamedTuple):
    """Which column holds what; `roles` are those of units and deadlines."""

    number: int | None
    group: int | None
    title: int
    content: int
    roles: dict[int, str]
    columns: int


def table_rows(original: str, text: str) -> Iterator[Task]:
    """The tasks of all tables; `text` is `original` in one spelling."""
    head: _Head | None = None
    group: str | None = None
    start = 0
    for line in original.split("\n"):
        cells = _cells(line, start)
        start += len(line) + 1
        if len(cells) < 2:
            head, group = (head, group) if not line.strip() else (None, None)
            continue
        found = _head(text, cells)
        if found:
            head, group = found, None
        elif head and len(cells) <= head.columns:
            group = _of(text, cells, head.group) or group
            row = _row(text, cells, head, group)
            if row:
                yield row


def _cells(line: str, offset: int) -> Cells:
    """Where the cells of a line stand; bars at both ends make none."""
    places, at = [], offset
    for part in _PARTING.split(line):
        places.append((at, at + len(part)))
        at += len(part) + 1
    barred = line.strip()[:1] in ("|", "｜") and len(places) > 2
    return places[1:-1] if barred else places


def _head(text: str, cells: Cells) -> _Head | None:
    """The columns of a head line: one for the task, and one for units or a deadline."""
    names = ["".join(text[a:b].split()) for a, b in cells]
    known, labels = words().table, words().units.labels
    roles = {i: role for i, name in enumerate(names) for role, some in labels.items() if name in some}
    titles = [i for i, name in enumerate(names) if name in known.title]
    contents = [i for i, name in enumerate(names) if name in known.content]
    if not roles or not (titles or contents):
        return None
    numbers = [i for i, name in enumerate(names) if name in known.number]
    groups = [i for i, name in enumerate(names) if name in known.group]
    return _Head(
        number=numbers[0] if numbers else None,
        group=groups[0] if groups else None,
        title=(titles or contents)[0],
        content=(contents or titles)[-1],
        roles=roles,
        columns=len(cells),
    )


def _row(text: str, cells: Cells, head: _Head, group: str | None) -> Task | None:
    title, content = _of(text, cells, head.title), _of(text, cells, head.content)
    if not (title or content) or head.content >= len(cells):
        return None
    number = _COUNT.search(_of(text, cells, head.number))
    spans = [cells[column] for column in {head.title, head.content} if text[slice(*cells[column])].strip()]
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    body = cells[head.content][0] if content else start
    named = tuple(
        Named(role, " ".join(units.split()), *cells[column])
        for column, role in sorted(head.roles.items())
        if (units := _of(text, cells, column))
    )
    if all(is_deadline(one) for one in named):
        named = (*named, *find_units(text, start, end))
    return Task(number[0] if number else "", title or content, group, start, max(start, body), end, named)


def _of(text: str, cells: Cells, column: int | None) -> str:
    """What stands in a column."""
    if column is None or column >= len(cells):
        return ""
    return text[slice(*cells[column])].strip(_TRIM)
