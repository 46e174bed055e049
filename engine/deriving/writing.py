"""A draft as YAML that a person reads and edits: comments above what they are about, conditions one a line.

In: the entries and what the head says. Out: text. Free text is quoted wherever YAML might take it for something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, get_args

from engine.deriving.criteria import Drafted, Line
from engine.deriving.drafting import Entry
from engine.deriving.words import words
from engine.documents.models import Level

_PLAIN = re.compile(
    r"(?=[一-龥《（])[一-龥A-Za-z0-9《》（）“”、，。；：－·%() ;,.+-]*[一-龥A-Za-z0-9》）”。%)]"
)
_FLOW_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")
_NUMBER = re.compile(r"[\d.+-]+")
_WIDTH = 100


class Head(NamedTuple):
    """What stands above the items."""

    id: str
    title: str
    plan: str
    file: str
    from_year: int
    to_year: int
    in_force_from: str | None
    comments: tuple[str, ...]
    not_covered: tuple[str, ...]


def written(head: Head, entries: Sequence[Entry]) -> str:
    """The checklist file."""
    parts = _parts(entries)
    lines = [*_head(head, parts)]
    group: str | None = None
    for entry in entries:
        if entry.group != group and entry.group:
            lines += ["", f"  # {'─' * 8} {_one_line(entry.group)} {'─' * 8}"]
        group = entry.group
        lines += ["", *_entry(entry, parts)]
    return "\n".join(lines) + "\n"


def _parts(entries: Iterable[Entry]) -> dict[str | None, str]:
    """An id for every heading above tasks."""
    groups = dict.fromkeys(entry.group for entry in entries)
    return {group: f"part-{number}" for number, group in enumerate(groups, 1)}


def _head(head: Head, parts: dict[str | None, str]) -> Iterator[str]:
    yield from (f"# {_one_line(comment)}" for comment in head.comments)
    yield f"id: {head.id}"
    yield 'version: "1"'
    yield f"title: {_text(head.title)}"
    yield f"from_year: {head.from_year}"
    yield f"to_year: {head.to_year}"
    yield "scoring: plan"
    yield "documents:"
    yield "  plan:"
    yield f"    title: {_text(head.plan)}"
    if head.in_force_from:
        yield f"    in_force_from: {head.in_force_from}"
    yield f"    note: {_text(words().texts.document_note.format(file=head.file))}"
    yield "parts:"
    for group, name in parts.items():
        yield f"  - {{id: {name}, title: {_quoted(group or words().texts.part)}}}"
    yield "not_covered:"
    yield from (f"  - {_text(line)}" for line in head.not_covered)
    yield "items:"


def _entry(entry: Entry, parts: dict[str | None, str]) -> Iterator[str]:
    for todo in entry.todo:
        yield f"  # {_one_line(words().texts.todo.format(text=todo))}"
    yield f"  - id: {entry.id}"
    fields: list[tuple[str, Any]] = [
        ("title", _text(entry.title)),
        ("part", parts[entry.group]),
        ("kind", entry.kind),
        ("basis", "plan"),
        ("severity", entry.severity),
    ]
    yield from (f"    {name}: {value}" for name, value in fields)
    yield "    sources:"
    for source in entry.sources:
        yield f"      - {{document: plan, article: {_quoted(source.article)}, quote: {_quoted(source.quote)}}}"
    yield f"    applies: {{levels: [{', '.join(get_args(Level))}]}}"
    yield from (f"    {line}" for line in _criterion(entry.criterion))
    yield f"    remedy: {_text(entry.remedy)}"
    yield "    materials:"
    yield from (f"      - {_text(material)}" for material in entry.materials)
    yield f"    holder: {_text(entry.holder)}"
    if entry.note:
        yield f"    note: {_text(entry.note)}"


def _criterion(drafted: Drafted) -> Iterator[str]:
    yield "criterion:"
    if drafted.not_met:
        yield from _condition("  not_met: ", drafted.not_met)
    if len(drafted.met) == 1:
        line = drafted.met[0]
        if line.comment:
            yield f"  # {_one_line(line.comment)}"
        yield from _condition("  met: ", line.condition)
    else:
        yield "  met:"
        yield "    all:"
        for line in drafted.met:
            yield from _line(line)
    if drafted.partly:
        yield from _condition("  partly: ", drafted.partly)
    if drafted.lowered_by:
        yield f"  lowered_by: {_wrapped(list(drafted.lowered_by), '    ')}"


def _line(line: Line) -> Iterator[str]:
    if line.comment:
        yield f"      # {_one_line(line.comment)}"
    yield from _condition("      - ", line.condition)


def _condition(lead: str, condition: dict[str, Any]) -> Iterator[str]:
    """A condition in one line, its keys wrapped where they are many."""
    inner = ", ".join(f"{name}: {_flow(value, lead)}" for name, value in condition.items())
    yield f"{lead}{{{inner}}}"


def _flow(value: Any, lead: str) -> str:
    if isinstance(value, list):
        if value and isinstance(value[0], str):
            return _wrapped(value, " " * (len(lead) + 4))
        return "[" + ", ".join(_flow(one, lead) for one in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(one, lead)}" for name, one in value.items()) + "}"
    return _quoted(value) if isinstance(value, str) else str(value)


def _wrapped(keys: list[str], indent: str) -> str:
    """Keys in a flow list, over several lines where they are many."""
    lines, line = [], ""
    for key in keys:
        if line and len(line) + len(key) > _WIDTH:
            lines.append(line.rstrip())
            line = ""
        line += f"{key}, "
    lines.append(line.removesuffix(", "))
    return "[" + f"\n{indent}      ".join(lines) + "]"


def _text(text: str) -> str:
    """Free text as a value in a block."""
    return text if _PLAIN.fullmatch(text) and ": " not in text else _escaped(text)


def _quoted(text: str) -> str:
    """Text as a value in a flow."""
    plain = _FLOW_PLAIN.fullmatch(text) and not _NUMBER.fullmatch(text)
    return text if plain and text not in ("true", "false", "null") else _escaped(text)


def _escaped(text: str) -> str:
    """In double quotes; signs that no YAML may hold as they are by their numbers."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
