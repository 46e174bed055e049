"""The lines of a text with their places, from the head and from the end."""

from __future__ import annotations

from typing import NamedTuple

HEAD_LINES, HEAD_CHARS = 60, 6000
TAIL_LINES, TAIL_CHARS = 40, 4000


class Line(NamedTuple):
    """A line that is not blank: `text` without white space around it, `start` where it begins, `end` of the line."""

    text: str
    start: int
    end: int


def head_lines(text: str) -> list[Line]:
    """The first lines."""
    return _lines(text[:HEAD_CHARS], 0)[:HEAD_LINES]


def tail_lines(text: str) -> list[Line]:
    """The last lines, in reading order; the first of them may be the rest of a longer one."""
    start = max(0, len(text) - TAIL_CHARS)
    return _lines(text[start:], start)[-TAIL_LINES:]


def _lines(part: str, offset: int) -> list[Line]:
    lines: list[Line] = []
    for line in part.split("\n"):
        if stripped := line.strip(" \t　\xa0\ufeff\u200b"):
            lines.append(Line(stripped, offset + line.index(stripped), offset + len(line)))
        offset += len(line) + 1
    return lines
