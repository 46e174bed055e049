"""Which files a call names: files as they are, folders with all reports in them, patterns like *.docx."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from engine.commands.failures import Failure
from engine.commands.texts import said
from engine.documents.formats import formats
from engine.errors import FazhiError, why

# What `fazhi` writes, by name: a folder of reports may well hold the results of an earlier run.
_DATA = r"(csv|jsonl?|sarif|junit\.xml|oscal\.json)"
OURS = re.compile(
    r".+-(差距报告\.(docx|html|md|pdf)|原文对照\.html|评分表\.xlsx|(历年|各地)比较\.(html|xlsx)"
    rf"|结果\.{_DATA})|汇总\.(xlsx|{_DATA})|校验值\.txt|自查(首页\.html|工作簿\.xlsx|包\.zip)"
    r"|模拟督察问答\.html|材料清单\.html|基线\.json"
)
_MOST_NAMED = 50


class Named(NamedTuple):
    """What a call names, in its order: files to read, or why an argument names none; and what was passed over:
    files of other formats, and `ours`, the results of earlier runs."""

    entries: list[Path | Failure]
    unread: list[Path]
    ours: Sequence[Path] = ()

    def passed_over(self) -> Iterator[str]:
        """Lines for the user about what was not read."""
        if self.unread:
            yield said("unread", names=_names(self.unread))
        if self.ours:
            several = "ours_several" if len(self.ours) > 1 else "ours"
            yield said(several, number=len(self.ours), name=self.ours[0].name)


def report_files(named: Iterable[Path], without: Path | None = None) -> Named:
    """The report files that `named` means, each once; `without` is a folder of results, which holds no reports
    unless it is, or holds, a folder that is named.

    A file that does not exist stays among the entries: reading it says so. An argument that cannot be
    followed is a `Failure` in its place and hides no other.
    """
    entries: dict[str, Path | Failure] = {}
    unread: dict[str, Path] = {}
    ours: list[Path] = []
    for name in named:
        meant = _meant(name, without)
        for entry in meant.entries:
            entries.setdefault(_real(entry.path if isinstance(entry, Failure) else entry), entry)
        unread.update((_real(path), path) for path in meant.unread)
        ours += meant.ours
    return Named(list(entries.values()), [path for real, path in unread.items() if real not in entries], ours)


def _meant(name: Path, without: Path | None) -> Named:
    """What one argument names."""
    try:
        if name.is_dir():
            return _in_folder(name, without)
        if not name.exists() and not name.is_symlink() and glob.has_magic(str(name)):
            return _matching(name)
    except OSError as error:
        mend = f"请检查路径和权限（{why(error)}）"
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
    if without is not None and Path(_real(folder)).is_relative_to(_real(without)):
        without = None  # results go beside the reports, or above them
    found = [path for path in sorted(folder.rglob("*")) if _is_candidate(path, folder, without)]
    ours = [path for path in found if OURS.fullmatch(path.name)]
    inside = [path for path in found if not OURS.fullmatch(path.name)]
    reports: list[Path | Failure] = [path for path in inside if path.suffix.lower() in known]
    mend = f"能读的文件：{'、'.join(sorted(known))}"
    empty = Failure(folder, FazhiError("文件夹里没有报告", path=folder, mend=mend))
    return Named(reports or [empty], [path for path in inside if path.suffix.lower() not in known], ours)


def _names(paths: Sequence[Path]) -> str:
    names = "、".join(path.name for path in paths[:_MOST_NAMED])
    return said("more_names", names=names, number=len(paths)) if len(paths) > _MOST_NAMED else names


def _is_candidate(path: Path, folder: Path, without: Path | None) -> bool:
    """Not what Office locks or systems hide, and nothing in the folder of results."""
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    if hidden or not os.path.isfile(path):
        return False
    return without is None or not Path(_real(path)).is_relative_to(_real(without))
