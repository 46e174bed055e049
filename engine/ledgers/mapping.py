"""The file in which people see and correct what was guessed: which ledger a sheet is, which column a header is.

In: `台账对照.yaml`, if there is one. Out: what it says, and its text with what was learned added; comments and order stay.
Raises `FazhiErrors` with file and line for an entry that names nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from engine.errors import FazhiError, FazhiErrors
from engine.ledgers.declaration import LedgerKind
from engine.ledgers.matching import Header, plain
from engine.ledgers.words import words
from engine.reporting.text import clean
from engine.yamlio import Path_, Places, read_yaml, suggest


class Entry(NamedTuple):
    """What the file says of a sheet: its kind (None: not said), whether it is left out, its columns by plain header."""

    kind: str | None = None
    unused: bool = False
    columns: Mapping[str, str | None] = {}


_NOTHING = Entry()


class LedgerMap:
    """The mappings of one folder of ledgers, by the path of a file within it. `learn` adds what was guessed; what stands there is
    never changed. A bare name also stands for the file of that name in a folder below, unless there is one above it."""

    def __init__(
        self,
        kinds: Mapping[str, LedgerKind],
        text: str = "",
        entries: Mapping[tuple[str, str], Entry] | None = None,
        root: Path | None = None,
    ) -> None:
        self._kinds, self._entries, self._root = kinds, entries or {}, root
        self._yaml = YAML()
        self._yaml.width, self._yaml.allow_unicode = 4096, True
        self._data: CommentedMap = (self._yaml.load(text) if text.strip() else None) or CommentedMap()
        self._text, self.changed = text, False

    def name(self, path: Path) -> str:
        """What a file is called here: its path within the folder, with forward slashes."""
        if self._root is not None and path.is_relative_to(self._root):
            return path.relative_to(self._root).as_posix()
        return path.name

    def entry(self, file: str, sheet: str) -> Entry:
        """What is said of a sheet."""
        return self._entries.get((self._key(file, sheet), sheet), _NOTHING)

    def _key(self, file: str, sheet: str) -> str:
        """The name under which a sheet stands here, or is to stand."""
        bare = file.rpartition("/")[2]
        if (file, sheet) in self._entries or (bare, sheet) not in self._entries:
            return file
        return file if self._root is not None and (self._root / bare).exists() else bare

    def learn(
        self,
        file: str,
        sheet: str,
        kind: LedgerKind | None,
        headers: Iterable[Header],
        columns: Mapping[str, Header],
    ) -> None:
        """Notes how a sheet was understood, where the file says nothing of it yet; headers of no column too, to be seen."""
        known = words().mapping
        keys = {header.at: key for key, header in columns.items()}
        about = self._within(self._within(self._data, self._key(file, sheet)), sheet)
        if known.kind not in about:
            about[known.kind] = kind.title if kind else known.unknown
            about[known.origin] = known.auto
            self.changed = True
        listed = self._within(about, known.columns)
        there = {plain(str(name)) for name in listed}
        for header in headers:
            if plain(header.shown) and plain(header.shown) not in there:
                there.add(plain(header.shown))
                title = kind.column(keys[header.at]).title if kind and header.at in keys else known.unused
                listed[clean(header.shown)] = _inline({known.column: title, known.origin: known.auto})
                self.changed = True

    def _within(self, data: CommentedMap, name: str) -> CommentedMap:
        if not isinstance(data.get(name), CommentedMap):
            data[name] = CommentedMap()
        found: CommentedMap = data[name]
        return found

    def text(self) -> str:
        """The file, with what was learned."""
        if not self.changed:
            return self._text
        stream = StringIO()
        self._yaml.dump(self._data, stream)
        head = "" if self._text.strip() else words().mapping.head
        return head + stream.getvalue()


def _inline(values: Mapping[str, str]) -> CommentedMap:
    one = CommentedMap(values)
    one.fa.set_flow_style()
    return one


def load_map(path: Path, kinds: Mapping[str, LedgerKind], root: Path | None = None) -> LedgerMap:
    """The mappings at `path`; an empty one where there is no file. `root` is the folder of the ledgers."""
    if not path.exists():
        return LedgerMap(kinds, root=root)
    data, places = read_yaml(path)
    if data is None:
        return LedgerMap(kinds, root=root)
    return LedgerMap(kinds, path.read_text("utf-8-sig"), _Checked(path, places, kinds).entries(data), root)


class _Checked:
    """Reads the entries and keeps every mistake."""

    def __init__(self, path: Path, places: Places, kinds: Mapping[str, LedgerKind]) -> None:
        self.path, self.places, self.kinds = path, places, kinds
        self.errors: list[FazhiError] = []

    def entries(self, data: Any) -> dict[tuple[str, str], Entry]:
        """Every sheet's. Raises `FazhiErrors`."""
        found = {
            (file, sheet): self._entry((file, sheet), about)
            for file, sheets in self._items((), data)
            for sheet, about in self._items((file,), sheets)
        }
        if self.errors:
            raise FazhiErrors(self.errors)
        return found

    def _items(self, where: Path_, data: Any) -> Iterator[tuple[str, Any]]:
        if isinstance(data, dict):
            yield from data.items()
        elif data is not None:
            self._wrong(
                where, "这里应当分项写", f"请照“{words().mapping.file}”原来的样子：文件、工作表、列，逐层缩进"
            )

    def _entry(self, where: Path_, about: Any) -> Entry:
        known = words().mapping
        fields = dict(self._items(where, about))
        for name in fields.keys() - {known.kind, known.origin, known.columns}:
            allowed = [known.kind, known.columns, known.origin]
            self._wrong(
                (*where, name), f"不认识“{name}”", suggest(name, allowed) or f"可写：{'、'.join(allowed)}"
            )
        said = fields.get(known.kind)
        if said == known.unused:
            return Entry(unused=True)
        kind = None if said in (None, known.unknown) else self._kind((*where, known.kind), str(said))
        columns = {
            plain(header): key
            for header, one in self._items((*where, known.columns), fields.get(known.columns))
            for key in self._column((*where, known.columns, header), one, kind)
        }
        return Entry(kind.id if kind else None, False, columns)

    def _kind(self, where: Path_, said: str) -> LedgerKind | None:
        for kind in self.kinds.values():
            if said in (kind.id, kind.title):
                return kind
        titles = [kind.title for kind in self.kinds.values()]
        self._wrong(
            where,
            f"没有“{said}”这种台账",
            suggest(said, titles) or f"可写：{'、'.join(titles)}、{words().mapping.unused}",
        )
        return None

    def _column(self, where: Path_, one: Any, kind: LedgerKind | None) -> Iterator[str | None]:
        """The key that a header is said to be; nothing where it is not said, or said by the program to be no column."""
        known = words().mapping
        said, origin = (
            (one.get(known.column), one.get(known.origin)) if isinstance(one, dict) else (one, known.hand)
        )
        if said == known.unused:
            if origin != known.auto:
                yield None
        elif said is not None and kind is not None:
            titles = {column.title: column.key for column in kind.columns}
            key = titles.get(str(said)) or next((key for key in titles.values() if key == said), None)
            if key is None:
                mend = suggest(str(said), list(titles)) or f"可写：{'、'.join(titles)}、{known.unused}"
                self._wrong(where, f"{kind.title}台账没有“{said}”这一列", mend)
            else:
                yield key

    def _wrong(self, where: Path_, message: str, mend: str) -> None:
        line, column = self.places.of(where)
        self.errors.append(FazhiError(message, path=self.path, line=line, column=column, mend=mend))
