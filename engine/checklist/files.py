"""The files of checklists: finding them by id or path, reading them with the place of every entry.

In: an id or a path, and the folders to look in. Out: `Source`s, as written. Mistakes are gathered in a list of `FazhiError`s.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, TypeVar

from engine.checklist.overlay import Overlay
from engine.errors import FazhiError, FazhiErrors
from engine.model import Model
from engine.yamlio import Path_, Places, read_yaml, suggest, validate

M = TypeVar("M", bound=Model)


class Years(Model):
    """The report years that a national checklist is for."""

    from_year: int
    to_year: int


_HEAD_ID = re.compile(r"^id:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
_HEAD_ENTRY = re.compile(r"^(documents|include|items|from_year|extends):", re.MULTILINE)
_SUFFIXES = (".yaml", ".yml")
_MOST_INCLUDES = 200
_SCORING = "scoring"  # the folder of scoring profiles within one of checklists


class Source(NamedTuple):
    """One file as read: its data, and where each entry stands."""

    path: Path
    data: Any
    places: Places

    def error(self, where: Path_, message: str, mend: str | None) -> FazhiError:
        """A mistake at an entry of this file."""
        line, column = self.places.of(where)
        return FazhiError(message, path=self.path, line=line, column=column, mend=mend)


def available(folders: Iterable[Path]) -> dict[str, Path]:
    """The checklists in `folders`, id to head file; an earlier folder hides the same id in a later one.

    Other files with an `id`, such as scoring profiles, are passed over.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        for path in _yaml_files(folder):
            text = _text(path)
            name = _id_in(text)
            if name and _HEAD_ENTRY.search(text):
                found.setdefault(name, path)
    return found


def lies_in(name: str, folder: Path) -> bool:
    """Whether the checklist `name` lies in `folder` itself, not deeper: an overlay may stand in a folder of anything."""
    return any(path.suffix in _SUFFIXES and _id_in(_text(path)) == name for path in folder.iterdir())


def read_head(path: Path) -> Overlay | tuple[str, int, int] | None:
    """An overlay's head file, or the id and the years of a national one; None for another file with an id.

    Raises `FazhiError` for a broken one.
    """
    data, places = read_yaml(path)
    if not isinstance(data, dict):
        return None
    if "extends" in data:
        return validate(data, places, path, Overlay)
    if not {"id", "from_year", "to_year"} <= set(data):
        return None
    years = validate({name: data[name] for name in ("from_year", "to_year")}, places, path, Years)
    return str(data["id"]), years.from_year, years.to_year


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES)


def _text(path: Path) -> str:
    """What is in a file; nothing for a folder and for a file that cannot be read."""
    try:
        return path.read_text("utf-8-sig", errors="replace") if path.is_file() else ""
    except OSError:
        return ""


def _id_in(text: str) -> str | None:
    head = _HEAD_ID.search(text)
    return head[1] if head else None


def find(id_or_path: str, folders: Iterable[Path]) -> Path:
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
    """A file that is called like the checklist, says no other id and is none: empty or broken, it must not give way in
    silence."""
    called = (p for p in _yaml_files(folder) if p.stem == name and p.parent.name != _SCORING)
    return next((p for p in called if _id_in(_text(p)) in (None, name)), None)


def included(head: Source, errors: list[FazhiError]) -> list[Source]:
    """The files that `head` includes."""
    names = head.data.get("include") if isinstance(head.data, dict) else None
    paths = beside(head, "include", names if isinstance(names, list) else [], errors)
    return [source for path in paths if (source := read(path, errors))]


def beside(head: Source, field: str, names: Sequence[Any], errors: list[FazhiError]) -> list[Path]:
    """The files that an entry of `head` names; all must lie in its folder."""
    if len(names) > _MOST_INCLUDES:
        errors.append(head.error((field,), f"{field} 的文件太多", f"最多 {_MOST_INCLUDES} 个"))
        return []
    folder = head.path.parent.resolve()
    paths = []
    for i, name in enumerate(names):
        where = (field, i)
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
            paths.append(head.path.parent / str(name))
    return paths


def read(path: Path, errors: list[FazhiError]) -> Source | None:
    try:
        return Source(path, *read_yaml(path))
    except FazhiError as error:
        errors.append(error)
        return None


def model_of(source: Source, model: type[M], errors: list[FazhiError]) -> M | None:
    try:
        return validate(source.data, source.places, source.path, model)
    except FazhiErrors as mistakes:
        errors += mistakes.errors
        return None


def content_hash(sources: Iterable[Source]) -> str:
    """Twelve digits that change with any of the files."""
    digest = hashlib.sha256()
    for path in dict.fromkeys(source.path for source in sources):
        content = path.read_bytes()
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()[:12]
