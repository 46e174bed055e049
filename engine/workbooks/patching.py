"""A YAML file changed in the places where its data changed; every other byte, comments and order included, stays.

In: the text of a file, the data that it holds, the data that it shall hold. Out: the text. New entries are rendered; a comment at
the end of a line stays there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from engine.workbooks.forms import tidy
from engine.workbooks.rendering import block, element, inline

_KEYED = {"changes": "item", "items": "id"}  # lists whose elements are known by an entry
_SETS = ("levels", "kinds")

Data = dict[str, Any]


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


def same(one: Any, other: Any, name: str = "") -> bool:
    """Whether two values say the same: blanks around lines and the order of a set do not count."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key], key) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        if name in _SETS:
            return set(one) == set(other)
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, str) and isinstance(other, str):
        return tidy(one) == tidy(other)
    return bool(one == other)


def patched(text: str, old: Data, new: Data) -> str:
    """`text`, which says `old`, made to say `new`."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff")
    crlf = "\r\n" in body
    body = body.replace("\r\n", "\n") if crlf else body
    root = yaml.compose(body, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    patch = _Patch(body)
    patch.map(root, old, new)
    made = patch.applied()
    return mark + (made.replace("\n", "\r\n") if crlf else made)


class _Patch:
    def __init__(self, text: str) -> None:
        self._text = text if text.endswith("\n") else text + "\n"
        self._edits: list[_Edit] = []

    def applied(self) -> str:
        """The text with all edits, the last in the file first; of two at one place the later made stands below."""
        text = self._text
        for edit in sorted(reversed(self._edits), key=lambda edit: (edit.start, edit.end), reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    def map(self, node: yaml.MappingNode, old: Data, new: Data) -> None:
        """The entries of a map that differ."""
        entries = {str(key.value): (key, value) for key, value in node.value}
        gone = [name for name in old if name not in new and name in entries]
        if node.flow_style or not entries or any(not self._begins_line(entries[name][0]) for name in gone):
            self._whole(node, new)
            return
        for name in gone:
            key, value = entries[name]
            self._cut(key.start_mark.index, self._end(value))
        added: Data = {}
        for name, value in new.items():
            if name in entries and name in old and same(old[name], value, name):
                continue
            if name in entries:
                self._value(name, *entries[name], old.get(name), value)
            else:
                added[name] = value
        if added:
            self._insert(self._end(node), _shifted(block(added), _column(node)))

    def _value(self, name: str, key: yaml.Node, node: yaml.Node, old: Any, new: Any) -> None:
        """The value of one entry."""
        if isinstance(node, yaml.MappingNode) and isinstance(old, dict) and isinstance(new, dict) and new:
            self.map(node, old, new)
        elif self._by_element(node, old, new):
            assert isinstance(node, yaml.SequenceNode)
            self._list(name, node, old, new)
        elif _is_block(node) or (isinstance(new, list | dict) and name in (*_KEYED, "documents")):
            made = block({name: new}).removesuffix("\n")
            self._edits.append(
                _Edit(key.start_mark.index, self._end(node), _shifted(made, _column(key)).lstrip(" "))
            )
        else:
            self._edits.append(_Edit(key.end_mark.index, self._end(node), f": {inline(new)}"))

    def _by_element(self, node: yaml.Node, old: Any, new: Any) -> bool:
        lists = isinstance(old, list) and isinstance(new, list) and bool(old) and bool(new)
        maps = lists and all(isinstance(one, dict) for one in (*old, *new))
        fitting = (
            isinstance(node, yaml.SequenceNode) and not node.flow_style and len(node.value) == len(old or ())
        )
        return maps and fitting

    def _list(self, name: str, node: yaml.SequenceNode, old: list[Data], new: list[Data]) -> None:
        """The elements of a list: matched by what they are known by, else by their place."""
        waiting = dict(_labelled(name, new))
        at = _column(node)
        for (label, before), child in zip(_labelled(name, old), node.value, strict=True):
            if label not in waiting:
                self._cut(self._dash(child), self._end(child))
            elif isinstance(child, yaml.MappingNode) and not same(before, waiting[label]):
                self.map(child, before, waiting[label])
            waiting.pop(label, None)
        for after in waiting.values():
            self._insert(self._end(node), _shifted(element(after), at))

    def _whole(self, node: yaml.Node, new: Data) -> None:
        """All of a map anew, where its entries cannot be changed one by one."""
        if _is_block(node):
            text = _shifted(block(new).removesuffix("\n"), _column(node)).lstrip(" ")
        else:
            text = inline(new)
        self._edits.append(_Edit(node.start_mark.index, self._end(node), text))

    def _insert(self, end: int, text: str) -> None:
        at = self._line_end(end)
        self._edits.append(_Edit(at, at, text))

    def _cut(self, start: int, end: int) -> None:
        """Whole lines away."""
        self._edits.append(_Edit(self._text.rfind("\n", 0, start) + 1, self._line_end(end), ""))

    def _line_end(self, at: int) -> int:
        return self._text.find("\n", at) + 1

    def _dash(self, node: yaml.Node) -> int:
        return self._text.rfind("-", 0, node.start_mark.index)

    def _begins_line(self, node: yaml.Node) -> bool:
        start = node.start_mark.index
        return not self._text[self._text.rfind("\n", 0, start) + 1 : start].strip()

    def _end(self, node: yaml.Node) -> int:
        """Where a node's own text ends: the marks of blocks count the comments behind them."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        end: int = node.end_mark.index
        return len(self._text[:end].rstrip()) if getattr(node, "style", None) in ("|", ">") else end


def _is_block(node: yaml.Node) -> bool:
    if isinstance(node, yaml.CollectionNode):
        return not node.flow_style
    return getattr(node, "style", None) in ("|", ">")


def _column(node: yaml.Node) -> int:
    column: int = node.start_mark.column
    return column


def _shifted(text: str, by: int) -> str:
    return "".join(" " * by + line if line.strip() else line for line in text.splitlines(keepends=True))


def _labelled(name: str, elements: list[Data]) -> Iterator[tuple[tuple[Any, int], Data]]:
    """Elements with what they are known by and how often that came before."""
    seen: dict[Any, int] = {}
    for one in elements:
        label = one.get(_KEYED[name]) if name in _KEYED else None
        seen[label] = seen.get(label, -1) + 1
        yield (label, seen[label]), one
