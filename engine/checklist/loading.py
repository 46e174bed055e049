"""A checklist's files into one checked `Checklist`.

In: an id or a path, and the folders to look in. Out: `LoadedChecklist`. A head file holds what `Checklist`
does and may `include` files beside it, each with `items`. Every mistake is found at once and placed in its
file: YAML, misspelt or missing entries, a repeated item id, an unknown fact key, document or part.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, TypeVar

from pydantic import Field

from engine.checklist.likeness import completed, items_of, named_in
from engine.checklist.models import LIMITS, Checklist, Item, is_name
from engine.errors import FazhiError, FazhiErrors
from engine.model import Model
from engine.yamlio import Path_, Places, read_yaml, suggest, validate

M = TypeVar("M", bound=Model)
_HEAD_ID = re.compile(r"^id:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
_HEAD_ENTRY = re.compile(r"^(documents|include|items|from_year):", re.MULTILINE)
_SUFFIXES = (".yaml", ".yml")
_MOST_INCLUDES = 200


class Head(Checklist):
    """What a head file holds: a checklist whose items may stand in other files."""

    include: tuple[str, ...] = Field((), description="条目所在的其他文件，相对本文件的路径")
    items: tuple[Item, ...] = Field((), description="条目")


class ItemFile(Model):
    """What an included file holds."""

    items: tuple[Item, ...] = Field(description="条目")


class Source(NamedTuple):
    """One file as read: its data, and where each entry stands."""

    path: Path
    data: Any
    places: Places

    def error(self, where: Path_, message: str, mend: str | None) -> FazhiError:
        """A mistake at an entry of this file."""
        line, column = self.places.of(where)
        return FazhiError(message, path=self.path, line=line, column=column, mend=mend)


class LoadedChecklist(NamedTuple):
    """A checklist with what tells one state of it from another.

    `content_hash` changes with every change of its files; `chain` names the checklist, then its parents;
    `files` are its head file and those that it includes.
    """

    checklist: Checklist
    content_hash: str
    chain: tuple[str, ...]
    path: Path
    files: tuple[Source, ...]

    def remark(self, item: str | None, where: Path_, message: str, mend: str | None = None) -> FazhiError:
        """Something to say of an entry of an item, or of the head file."""
        for file in self.files if item else ():
            for place, written in items_of(file.data):
                if written.get("id") == item:
                    return file.error((*place, *where), message, mend)
        return self.files[0].error(where, message, mend)


def load_checklist(
    id_or_path: str, folders: Iterable[Path], known_keys: Collection[str] | None = None
) -> LoadedChecklist:
    """The checklist with this id in `folders` (earlier ones first), or the one in this file.

    Fact keys are checked where `known_keys` are given. Raises `FazhiErrors` with all mistakes of its files.
    """
    folders = tuple(folders)
    path = _find(id_or_path, folders)
    errors: list[FazhiError] = []
    source = _read(path, errors)
    sources = [source, *_included(source, errors)] if source else []
    others = _named(sources, folders)
    sources = [_completed(one, others, errors) for one in sources]
    head = _model(sources[0], Head, errors) if sources else None
    items = list(head.items) if head else []
    for included in sources[1:]:
        file = _model(included, ItemFile, errors)
        items += file.items if file else ()
    errors += _repeated(sources)
    errors += _dangling(sources, known_keys)
    if errors or head is None:
        raise FazhiErrors(sorted(errors, key=lambda error: (str(error.path), error.line or 0)))
    if not items:
        raise FazhiError("清单里没有条目", path=path, mend="请在 items 或 include 的文件里写条目")
    return LoadedChecklist(
        checklist=Checklist(**{name: getattr(head, name) for name in _FIELDS}, items=tuple(items)),
        content_hash=_hash(
            file.path for file in (*sources, *(f for one in others.values() for f in one.files))
        ),
        chain=(head.id, *others),
        path=path,
        files=tuple(sources),
    )


_FIELDS = [name for name in Checklist.model_fields if name != "items"]


def _named(sources: Iterable[Source], folders: tuple[Path, ...]) -> dict[str, LoadedChecklist]:
    """The checklists whose items are taken over; one that is not there is told where it is named."""
    known = available(folders)
    names = dict.fromkeys(name for source in sources for name in named_in(source.data))
    return {name: load_checklist(name, folders) for name in names if name in known}


def _completed(source: Source, others: dict[str, LoadedChecklist], errors: list[FazhiError]) -> Source:
    """`source` with what its items take over from those of other checklists."""
    written = {
        name: {item["id"]: item for file in one.files for _, item in items_of(file.data)}
        for name, one in others.items()
    }

    def complain(where: Path_, message: str, mend: str | None) -> None:
        errors.append(source.error(where, message, mend))

    return source._replace(data=completed(source.data, written, complain))


def available(folders: Iterable[Path]) -> dict[str, Path]:
    """The checklists in `folders`, id to head file; an earlier folder hides the same id in a later one."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in _yaml_files(folder):
            name = _id_in(path)
            if name:
                found.setdefault(name, path)
    return found


def checklists_in(folder: Path) -> list[Path]:
    """The head files in a folder that may also hold other files with an `id`, such as scoring profiles."""
    heads = available([folder]).values()
    return [path for path in heads if _HEAD_ENTRY.search(path.read_text("utf-8-sig", errors="replace"))]


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES)


def _id_in(path: Path) -> str | None:
    """The id in a head file; None for another file and for one that cannot be read."""
    try:
        head = _HEAD_ID.search(path.read_text("utf-8-sig", errors="replace")) if path.is_file() else None
    except OSError:
        return None
    return head[1] if head else None


def _find(id_or_path: str, folders: Iterable[Path]) -> Path:
    path = Path(id_or_path)
    if path.suffix in _SUFFIXES or path.is_file():
        return path
    folders = tuple(folders)
    for folder in folders:
        found = available([folder]).get(id_or_path) or _of_that_name(id_or_path, folder)
        if found:
            return found
    if path.is_dir():
        mend = "请写其中一份清单的文件，或用 --checklists 写文件夹、另写清单代号"
        raise FazhiError("这是文件夹，不是清单", path=path, mend=mend)
    known = available(folders)
    mend = suggest(id_or_path, list(known)) or f"可选：{'、'.join(known) or '（没有清单）'}"
    raise FazhiError(f"没有代号为“{id_or_path}”的清单", mend=mend)


def _of_that_name(name: str, folder: Path) -> Path | None:
    """A file that is called like the checklist and says no id: empty or broken, it must not give way in silence."""
    return next((p for p in _yaml_files(folder) if p.stem == name and _id_in(p) is None), None)


def _included(head: Source, errors: list[FazhiError]) -> list[Source]:
    """The files that `head` includes; all must lie in its folder."""
    names = head.data.get("include") if isinstance(head.data, dict) else None
    if not isinstance(names, list):
        return []
    if len(names) > _MOST_INCLUDES:
        errors.append(head.error(("include",), "include 的文件太多", f"最多 {_MOST_INCLUDES} 个"))
        return []
    folder = head.path.parent.resolve()
    sources = []
    for i, name in enumerate(names):
        where = ("include", i)
        path = (folder / str(name)).resolve()
        if not path.is_relative_to(folder) or PurePosixPath(str(name)).is_absolute():
            errors.append(head.error(where, f"“{name}”不在清单所在的文件夹里", "请写文件夹内的相对路径"))
        elif name in names[:i]:
            errors.append(head.error(where, f"“{name}”重复", "请删去其中一个"))
        elif not path.is_file():
            others = {p.relative_to(folder).as_posix() for p in folder.rglob("*.yaml")}
            near = suggest(str(name), sorted(others - {*map(str, names), head.path.name}))
            errors.append(head.error(where, f"没有“{name}”这个文件", near or "请检查路径"))
        else:
            source = _read(head.path.parent / str(name), errors)
            sources += [source] if source else []
    return sources


def _read(path: Path, errors: list[FazhiError]) -> Source | None:
    try:
        return Source(path, *read_yaml(path))
    except FazhiError as error:
        errors.append(error)
        return None


def _model(source: Source, model: type[M], errors: list[FazhiError]) -> M | None:
    try:
        return validate(source.data, source.places, source.path, model)
    except FazhiErrors as mistakes:
        errors += mistakes.errors
        return None


def _repeated(sources: list[Source]) -> Iterator[FazhiError]:
    seen: dict[str, str] = {}
    for source in sources:
        for where, item in items_of(source.data):
            name = item.get("id")
            if not isinstance(name, str):
                continue
            if name in seen:
                yield source.error(
                    (*where, "id"), f"条目编号“{name}”重复", f"已见于 {seen[name]}，请改其中一个"
                )
            line, _ = source.places.of((*where, "id"))
            seen.setdefault(name, f"{source.path}:{line}")


class _Declared(NamedTuple):
    """Names that may be used; None where they are not known, so that nothing is wrong."""

    what: str
    names: frozenset[str] | None
    mend: str


def _dangling(sources: list[Source], known_keys: Collection[str] | None) -> Iterator[FazhiError]:
    """Parts, documents and fact keys that items name and nobody declares."""
    head = sources[0].data if sources and isinstance(sources[0].data, dict) else {}
    part = _Declared("部分", _ids(head.get("parts")), "请用本清单 parts 里写明的代号")
    document = _Declared("文件", _ids(head.get("documents")), "请先写进本清单的 documents")
    known = frozenset(known_keys) if known_keys is not None else None
    key = _Declared("事实键", known, "可用 fazhi indicators show 查看全部事实键")
    for source in sources:
        for where, item in items_of(source.data):
            own = frozenset(item["values"] if isinstance(item.get("values"), dict) else ())
            value = _Declared("数值名称", own, "请先写进本条目的 values")
            criterion = item.get("criterion"), (*where, "criterion")
            uses = [(part, ((*where, "part"), item.get("part")))]
            uses += [(document, use) for use in _cited(item, where)]
            uses += [(key, use) for use in fact_keys(*criterion)]
            uses += [(value, use) for use in _value_names(*criterion)]
            yield from _unknown(source, uses)
    if sources:
        profiles = [(document, use) for use in _cited(head.get("profiles"), ("profiles",))]
        yield from _unknown(sources[0], profiles)


def _unknown(source: Source, uses: list[tuple[_Declared, tuple[Path_, Any]]]) -> Iterator[FazhiError]:
    for declared, (place, name) in uses:
        if declared.names is not None and isinstance(name, str) and name not in declared.names:
            mend = suggest(name, sorted(declared.names)) or declared.mend
            yield source.error(place, f"没有“{name}”这个{declared.what}", mend)


def _ids(declared: Any) -> frozenset[str] | None:
    """The names that a map or a list of entries with an `id` declares."""
    if isinstance(declared, dict):
        return frozenset(declared)
    if isinstance(declared, list):
        return frozenset(str(entry.get("id")) for entry in declared if isinstance(entry, dict))
    return None


def _cited(entry: Any, where: Path_) -> Iterator[tuple[Path_, Any]]:
    """The documents that an entry as written cites, each with its place."""
    if isinstance(entry, list):
        for i, part in enumerate(entry):
            yield from _cited(part, (*where, i))
    elif isinstance(entry, dict):
        for name, part in entry.items():
            if name == "document":
                yield (*where, name), part
            elif name != "criterion":
                yield from _cited(part, (*where, name))


def _value_names(condition: Any, where: Path_) -> Iterator[tuple[Path_, Any]]:
    """The names of values that a criterion as written compares with, each with its place."""
    if isinstance(condition, list):
        for i, part in enumerate(condition):
            yield from _value_names(part, (*where, i))
    elif isinstance(condition, dict):
        for name, part in condition.items():
            if name in LIMITS and isinstance(part, str) and is_name(part):
                yield (*where, name), part
            else:
                yield from _value_names(part, (*where, name))


def fact_keys(condition: Any, where: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """The fact keys that a criterion as written names, each with its place."""
    if isinstance(condition, list):
        for i, part in enumerate(condition):
            yield from fact_keys(part, (*where, i))
    elif isinstance(condition, dict):
        for name, value in condition.items():
            if name in ("value", "date", "more_than_value", "at_most_value"):
                yield (*where, name), value
            elif name in ("reported", "unreported", "lowered_by") and isinstance(value, list):
                yield from (((*where, name, i), key) for i, key in enumerate(value))
            else:
                yield from fact_keys(value, (*where, name))


def _hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()[:12]
