"""Kinds of ledger as data: `<folder>/ledgers/<kind>/columns.yaml`.

In: folders, the user's own before the shipped one. Out: `LedgerKind`s by id. Raises `FazhiErrors` with file, line and column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import Field

from engine.errors import FazhiError, FazhiErrors
from engine.ledgers.models import Column
from engine.model import Model
from engine.yamlio import Path_, Places, read_yaml, suggest, validate

FOLDER, COLUMNS = "ledgers", "columns.yaml"


class LedgerKind(Model):
    """A kind of ledger: what offices call it, its columns, what makes a row unique, and which date tells its year."""

    id: str = Field(description="代号，与所在文件夹同名", pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(description="名称")
    names: tuple[str, ...] = Field(description="工作表名、表题、文件名里的叫法")
    identity: tuple[str, ...] = Field(description="合起来使一行不与别行重复的列")
    years: tuple[str, ...] = Field(description="决定一行属于哪一年的列，依次取第一个填了的")
    spans: dict[str, str] = Field({}, description="起日的列：止日的列；一格里写着起止两个日期时用")
    note: str = Field("", description="一行是什么，一句话")
    columns: tuple[Column, ...] = Field(description="列")

    def column(self, key: str) -> Column:
        """The column of that key. Raises `KeyError`."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


def load_kinds(folders: Iterable[Path]) -> dict[str, LedgerKind]:
    """The kinds in `folders`, by id; an earlier folder hides the same kind in a later one."""
    kinds: dict[str, LedgerKind] = {}
    errors: list[FazhiError] = []
    for folder in folders:
        for path in sorted((folder / FOLDER).glob(f"*/{COLUMNS}")):
            if path.parent.name not in kinds:
                try:
                    kinds[path.parent.name] = load_kind(path)
                except FazhiErrors as error:
                    errors += error.errors
                except FazhiError as error:
                    errors.append(error)
    if errors:
        raise FazhiErrors(errors)
    return kinds


def load_kind(path: Path) -> LedgerKind:
    """The kind that a file declares."""
    data, places = read_yaml(path)
    kind = validate(data, places, path, LedgerKind)
    errors = [_error(path, places, where, *said) for where, said in _mistakes(kind, path.parent.name)]
    if errors:
        raise FazhiErrors(errors)
    return kind


def _mistakes(kind: LedgerKind, folder: str) -> Iterator[tuple[Path_, tuple[str, str]]]:
    """What the model alone does not see: place, message and mend of each."""
    if kind.id != folder:
        yield ("id",), (f"代号“{kind.id}”与文件夹“{folder}”不同", f"请把 id 写成 {folder}")
    keys = [column.key for column in kind.columns]
    for field in ("identity", "years", "spans"):
        named = (
            [one for pair in kind.spans.items() for one in pair] if field == "spans" else getattr(kind, field)
        )
        for i, key in enumerate(named):
            if key not in keys:
                yield (field, i), (f"没有列“{key}”", suggest(key, keys) or "请写列的代号")
    seen: dict[str, str] = {}
    for i, column in enumerate(kind.columns):
        if column.key in keys[:i]:
            yield ("columns", i, "key"), (f"列“{column.key}”重复", "请删去其中一个")
        for name in (column.title, *column.aliases):
            if seen.setdefault(name, column.key) != column.key:
                yield (
                    ("columns", i),
                    (f"表头“{name}”在“{seen[name]}”里已经有了", "一个表头只能是一列，请删去一处"),
                )
        if column.type == "choice" and not column.choices:
            yield ("columns", i), (f"选项列“{column.key}”没有 choices", "请列出选项")


def _error(path: Path, places: Places, where: Path_, message: str, mend: str) -> FazhiError:
    line, column = places.of(where)
    return FazhiError(message, path=path, line=line, column=column, mend=mend)
