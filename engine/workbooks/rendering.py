"""Plain data as YAML in the way our checklists are written: short things in braces on one line, long ones in blocks.

In: data. Out: text that `engine.yamlio` reads back as the same.
"""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

_BRACES = ("sources", "source", "applies", "parts", "examples", "dated", "document", "region")
_SHORT = 90
_RISKY = re.compile(r"[:#{}\[\],&*!|>'\"%@`\\?=~<]|[^\S ]|^(?:true|false|null|yes|no|on|off)$")


def block(data: dict[str, Any]) -> str:
    """A map in block style."""
    root = CommentedMap((name, _node(value, name)) for name, value in data.items())
    return _dumped(root)


def element(data: dict[str, Any]) -> str:
    """An element of a list, with its dash at the beginning."""
    return _dumped(CommentedSeq([_map(data, "")]))


def inline(value: Any) -> str:
    """Anything on one line."""
    text = _dumped(CommentedMap({"a": _braced(value)}))
    return text.removeprefix("a:").strip()


def _dumped(root: Any) -> str:
    yaml = YAML()
    yaml.width = 10**6
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2) if isinstance(root, CommentedMap) else yaml.indent(
        mapping=2, sequence=4, offset=0
    )
    made = StringIO()
    yaml.dump(root, made)
    return made.getvalue()


def _node(value: Any, name: str) -> Any:
    """The node for the value of an entry; `name` is the entry's, or that of the list around it."""
    if isinstance(value, dict) and value:
        if name == "documents":
            return _map(value, name)
        return _braced(value) if _fits(value, name) else _map(value, name)
    if isinstance(value, list | tuple) and value:
        if not any(isinstance(one, dict) for one in value):
            return _braced(value) if _fits(value, name) else CommentedSeq([_node(one, name) for one in value])
        return CommentedSeq([_node(one, name) for one in value])
    if isinstance(value, str) and "\n" in value and _literal(value):
        return LiteralScalarString(value)
    return _braced(value)


def _map(value: dict[str, Any], name: str) -> CommentedMap:
    within = "document" if name == "documents" else None
    return CommentedMap((key, _node(one, within or key)) for key, one in value.items())


def _fits(value: Any, name: str) -> bool:
    """Whether a value goes on one line: it has no line ends, and is short, or of a kind that always stands in braces."""
    if _broken(value):
        return False
    flat = isinstance(value, dict) and not any(isinstance(one, dict) for one in value.values())
    return (flat and name in _BRACES) or len(str(value)) <= _SHORT


def _broken(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_broken, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_broken, value))
    return isinstance(value, str) and "\n" in value


def _literal(text: str) -> bool:
    """Whether a text can stand in a block as it is."""
    lines = text.removesuffix("\n").split("\n")
    return all(line == line.strip() and line for line in lines) and lines[0][0] not in "#-%|>"


def _braced(value: Any) -> Any:
    if isinstance(value, dict):
        node = CommentedMap((key, _braced(one)) for key, one in value.items())
        node.fa.set_flow_style()
        return node
    if isinstance(value, list | tuple):
        nodes = CommentedSeq([_braced(one) for one in value])
        nodes.fa.set_flow_style()
        return nodes
    return DoubleQuotedScalarString(value) if isinstance(value, str) and not _plain(value) else value


def _plain(text: str) -> bool:
    """Whether a text needs no quotes, whichever version of YAML the reader follows."""
    if text.isascii() and not re.fullmatch(r"[a-z][a-z0-9_./-]*", text):
        return False
    return _RISKY.search(text) is None and (text[:1].isalnum() or text[:1] in "《“（〔")
