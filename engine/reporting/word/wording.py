"""Texts with names in braces, filled from data: no expression, no attribute, nothing but names.

`{name}` must have something to say, or the line it stands in is left out; `{name?}` may be empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Values = Mapping[str, list[str]]

_NAME = re.compile(r"\{(\w+)(\??)\}")


def names_in(text: str) -> list[str]:
    """The names that `text` uses."""
    return [name for name, _ in _NAME.findall(text)]


def filled(text: str, values: Values) -> str:
    """`text` on one line with its names replaced; several values of a name are parted by ；."""
    return _NAME.sub(lambda match: "；".join(values[match[1]]), text)


def paragraphs(text: str, values: Values) -> list[str]:
    """The lines of `text`, filled: without those that have nothing to say, each value of a lone name a line."""
    found: list[str] = []
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        alone = _NAME.fullmatch(line)
        if alone:
            found += values[alone[1]]
        elif all(optional or values[name] for name, optional in _NAME.findall(line)):
            found.append(filled(line, values))
    return found
