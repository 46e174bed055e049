"""Pieces of OSCAL as plain data: properties of ours, members that hold something, identifiers made of content."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid5

from engine.reporting.text import clean

Node = dict[str, Any]

NS = "urn:fazhi:oscal"
_SPACE = UUID("6f1c2d5e-8a34-5b07-9c61-2f5d7e40b9a8")


def props(**values: Any) -> list[Node]:
    """Properties of what is known; their values are single lines."""
    said = {name: clean(str(value)) for name, value in values.items() if value is not None}
    return [{"name": name, "ns": NS, "value": value} for name, value in said.items() if value]


def filled(**members: Any) -> Node:
    """The members that hold something: OSCAL knows no empty lists."""
    return {name: value for name, value in members.items() if value not in (None, "", [], {})}


def identified(kind: str, content: Node) -> Node:
    """`content` with an identifier that is made of it."""
    return {"uuid": str(uuid5(_SPACE, kind + json.dumps(content, sort_keys=True))), **content}


def person(name: str) -> Node:
    """A party of the document."""
    return identified("party", {"type": "person", "name": clean(name)})


def token(name: str) -> str:
    """An item's id as an OSCAL token, which begins with a letter or `_`."""
    return name if name[:1].isalpha() else f"_{name}"
