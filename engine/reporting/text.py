"""Text from documents made harmless for what shows it: control characters out, Markdown marks escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# What a spreadsheet takes for the beginning of a formula; the full-width signs too, which some read alike.
RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_SPACES = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# C0 and C1 controls, bidirectional overrides, lone surrogates, and code points that XML refuses.
_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_MARKS = re.compile(r"[\\`*_\[\]<>|~&$@]")
_LINE_START = re.compile(r"^(\s*)([#+=\-:]|\d+(?=[.)](?:\s|$)))")
_INNER = str.maketrans("“”‘’", "‘’“”")
_SCHEME = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)


def clean(text: str) -> str:
    """`text` on one line, without control characters."""
    return harmless(text).strip()


def harmless(text: str) -> str:
    """The same with the spaces at its ends: for a piece of a longer text."""
    return _UNSAFE.sub("", _SPACES.sub(" ", text))


def cut(text: str, length: int) -> str:
    """`text`, shortened to `length` characters with an ellipsis."""
    return text if len(text) <= length else text[: length - 1] + "…"


def quoted(text: str) -> str:
    """`text` in “ ”, its own marks one level down."""
    return f"“{text.translate(_INNER)}”"


def cited(quote: Mapping[str, Any]) -> str:
    """A shown quote with its place; one that proves nothing says so before it."""
    label = f"〔{quote['label']}〕" if quote["label"] else ""
    return label + quoted(quote["quote"]) + (f"（{quote['place']}）" if quote["place"] else "")


def sourced(source: Mapping[str, Any]) -> str:
    """A shown source: the law, its article, its words."""
    return f"{source['document']}{source['article']}：{quoted(source['quote'])}"


def escape_markdown(text: str) -> str:
    """`text` so that Markdown shows it as it is: no markup, links, tables, headings or lists come of it."""
    escaped = _MARKS.sub(r"\\\g<0>", clean(text))
    escaped = _SCHEME.sub(r"\\\g<0>", escaped)
    return _LINE_START.sub(_escape_start, escaped)


def _escape_start(match: re.Match[str]) -> str:
    space, mark = match.groups()
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"
