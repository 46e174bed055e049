"""Which files a call names: files as they are, folders with all reports in them, patterns like *.docx."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from engine.commands.failures import Failure
from engine.documents.formats import formats
from engine.errors import FazhiError


class Named(NamedTuple):
    """What a call names, in its order: files to read, or why an argument names none; and what was passed over."""

    entries: list[Path | Failure]
    unread: list[Path]


def report_files(named: Iterable[Path], without: Path | None = None) -> Named:
    """The report files that `named` means, each once; `without` is a folder of results, which holds no reports.

    A file that does not exist stays among the entries: reading it says so. An argument that cannot be
    followed is a `Failure` in its place and hides no other.
    """
    entries: dict[str, Path | Failure] = {}
    unread: dict[str, Path] = {}
    for name in named:
        meant = _meant(name, without)
        for entry in meant.entries:
            entries.setdefault(_real(entry.path if isinstance(entry, Failure) else entry), entry)
        unread.update((_real(path), path) for path in meant.unread)
    return Named(list(entries.values()), [path for real, path in unread.items() if real not in entries])


def _meant(name: Path, without: Path | None) -> Named:
    """What one argument names."""
    try:
        if name.is_dir():
            return _in_folder(name, without)
        if not name.exists() and not name.is_symlink() and glob.has_magic(str(name)):
            return _matching(name)
    except OSError as error:
        mend = f"请检查路径和权限（{error.strerror}）"
        return Named([Failure(name, FazhiError("路径不能用", path=name, mend=mend))], [])
    return Named([name], [])


def _real(path: Path) -> str:
    """The file behind `path`; unlike `Path.resolve` it takes links that lead in a circle."""
    return os.path.realpath(path)


def _matching(pattern: Path) -> Named:
    """A Windows shell hands patterns on unexpanded."""
    matching: list[Path | Failure] = [Path(match) for match in sorted(glob.glob(str(pattern)))]
    missing = Failure(pattern, FazhiError("没有符合的文件", path=pattern, mend="请检查路径"))
    return Named(matching or [missing], [])


def _in_folder(folder: Path, without: Path | None) -> Named:
    os.listdir(folder)  # a walk keeps silent about a folder that may not be read
    known = {extension for format_ in formats().values() for extension in format_.extensions}
    inside = [path for path in sorted(folder.rglob("*")) if _is_candidate(path, folder, without)]
    reports: list[Path | Failure] = [path for path in inside if path.suffix.lower() in known]
    mend = f"能读的文件：{'、'.join(sorted(known))}"
    empty = Failure(folder, FazhiError("文件夹里没有报告", path=folder, mend=mend))
    return Named(reports or [empty], [path for path in inside if path.suffix.lower() not in known])


def _is_candidate(path: Path, folder: Path, without: Path | None) -> bool:
    """Not what Office locks or systems hide, and nothing that an earlier run wrote."""
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    if hidden or not os.path.isfile(path):
        return False
    return without is None or not Path(_real(path)).is_relative_to(_real(without))
