"""Which files a call names: files as they are, folders with all reports in them, patterns like *.docx."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.documents.formats import formats
from engine.errors import FazhiError


def report_files(named: Iterable[Path], without: Path | None = None) -> list[Path]:
    """The report files that `named` means, each once; `without` is a folder of results, which holds no reports.

    A file that does not exist stays in the list: reading it says so. Raises `FazhiError` for an empty folder.
    """
    found = {path.resolve(): path for name in named for path in _files(name, without)}
    return list(found.values())


def _files(name: Path, without: Path | None) -> Iterator[Path]:
    if name.is_dir():
        inside = [path for path in sorted(name.rglob("*")) if _is_report(path, name, without)]
        if not inside:
            known = "、".join(sorted(_extensions()))
            raise FazhiError("文件夹里没有报告", path=name, mend=f"能读的文件：{known}")
        yield from inside
    elif not name.exists() and glob.has_magic(str(name)):
        # A Windows shell hands patterns on unexpanded.
        matching = [Path(match) for match in sorted(glob.glob(str(name)))]
        if not matching:
            raise FazhiError("没有符合的文件", path=name, mend="请检查路径")
        yield from matching
    else:
        yield name


def _is_report(path: Path, folder: Path, without: Path | None) -> bool:
    """Not what Office locks or systems hide, and nothing that an earlier run wrote."""
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    if hidden or path.suffix.lower() not in _extensions() or not path.is_file():
        return False
    return without is None or not path.resolve().is_relative_to(without.resolve())


def _extensions() -> set[str]:
    return {extension for format_ in formats().values() for extension in format_.extensions}
