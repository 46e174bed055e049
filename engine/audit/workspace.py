"""A workspace: the folder in which an office gathers report, ledgers and persons' words.

`made` writes a new one and never overwrites; `opened` finds what is there. Links that lead out of the folder are not followed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from engine.audit.settings import Settings, read_settings
from engine.audit.words import audit_texts
from engine.documents.formats import formats
from engine.errors import FazhiError
from engine.ledgers.declaration import LedgerKind
from engine.ledgers.mapping import LedgerMap, load_map
from engine.reporting.files import write_file

_TABLES = (".xlsx", ".csv", ".xls")
_NAMED = (*_TABLES, ".yaml", ".yml")
_MOST_FILES = 5_000


class Workspace(NamedTuple):
    """The folder and its settings."""

    root: Path
    settings: Settings

    def folder(self, name: str) -> Path:
        """The folder that the texts call `name` (report, ledgers, …)."""
        return self.root / str(getattr(audit_texts().folders, name))

    @property
    def mapping(self) -> Path:
        """Where the mapping of ledger columns is remembered."""
        return self.folder("mapping")

    def ledger_map(self, kinds: Mapping[str, LedgerKind]) -> LedgerMap:
        """What is remembered of the ledgers, by their paths within their folder. Raises `FazhiErrors`."""
        return load_map(self.mapping, kinds, self.folder("ledgers"))

    def report(self) -> Path:
        """The report to audit. Raises `FazhiError` where there is none, or several and none is named."""
        if self.settings.report:
            return self._inside(self.settings.report)
        known = {extension for format_ in formats().values() for extension in format_.extensions}
        found = [path for path in _files(self.folder("report")) if path.suffix.lower() in known]
        settings = audit_texts().folders.settings
        if not found:
            raise FazhiError("还没有放入报告", path=self.folder("report"), mend="请把年度报告放进这个文件夹")
        if len(found) > 1:
            names = "、".join(path.name for path in found[:5])
            mend = f"请在 {settings} 里写明 report: 用哪一份（{names}）"
            raise FazhiError("有几份报告，不知道用哪一份", path=self.folder("report"), mend=mend)
        return found[0]

    def ledgers(self) -> list[Path]:
        """The ledger files, in the order of their names."""
        return [path for path in _files(self.folder("ledgers")) if path.suffix.lower() in _TABLES]

    def words(self, name: str) -> list[Path]:
        """The files of attestations or waivers."""
        return [path for path in _files(self.folder(name)) if path.suffix.lower() in _NAMED]

    def strangers(self, name: str) -> list[Path]:
        """The files among the ledgers, attestations or waivers that cannot be any."""
        known = _TABLES if name == "ledgers" else _NAMED
        return [path for path in _files(self.folder(name)) if path.suffix.lower() not in known]

    def materials(self) -> list[Path]:
        """Everything that was put among the materials."""
        return list(_files(self.folder("materials")))

    def name(self, path: Path) -> str:
        """A file's name within the workspace, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def _inside(self, name: str) -> Path:
        root = self.root.resolve()
        path = (root / name).resolve()
        settings = self.root / audit_texts().folders.settings
        if not path.is_relative_to(root):
            raise FazhiError("report 指向文件夹之外", path=settings, mend="请把报告放进这个文件夹")
        if not path.is_file():
            raise FazhiError(f"report 指的文件“{name}”不在", path=settings, mend="请核对文件名")
        return self.root / path.relative_to(root)


def _files(folder: Path) -> Iterator[Path]:
    """The plain files below `folder` by name; nothing hidden, locked or linked."""
    number = 0
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place) / name
            if name.startswith((".", "~$")) or path.is_symlink():
                continue
            number += 1
            if number > _MOST_FILES:
                raise FazhiError("文件太多", path=folder, mend=f"最多 {_MOST_FILES} 个，请分开存放")
            yield path


def opened(root: Path) -> Workspace:
    """The workspace at `root`. Raises `FazhiError` where it is none, or its settings are wrong."""
    settings = root / audit_texts().folders.settings
    if not settings.is_file():
        mend = f"请先运行 fazhi init {root} --region 地区 --year 年度"
        raise FazhiError(f"这里没有{settings.name}，不是自查文件夹", path=root, mend=mend)
    return Workspace(root, read_settings(settings))


def made(root: Path, files: Mapping[str, bytes]) -> list[Path]:
    """A new workspace with `files` (by name within it) and its empty folders; what exists is kept. Raises `FazhiError`.

    Gives the paths written."""
    if root.exists() and not root.is_dir():
        raise FazhiError("同名的文件已经存在", path=root, mend="请换一个名字")
    folders = audit_texts().folders
    if (root / folders.settings).exists():
        raise FazhiError("这里已经是自查文件夹", path=root, mend="请换一个名字，或直接修改其中的设置")
    for name in ("report", "ledgers", "attestations", "waivers", "materials"):
        (root / str(getattr(folders, name))).mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in files.items():
        path = root / name
        if not path.exists():
            write_file(path, content)
            written.append(path)
    return written
