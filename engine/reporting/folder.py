"""A folder of templates, read and never left: no `..`, no symbolic link, no file that is too large."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from engine.errors import FazhiError, why

_LIMIT = 2_000_000
# How far to look for misspelt names: this deep and at so many files.
_DEEP, _MANY = 2, 500
_ENDING = ".j2"
# A Word file that a province fills in its own way; we ship none.
WORD = "gap-report.docx"
_NEAR = 0.75
_SPARE = ("~", ".bak", ".orig", ".swp")
_TAG = re.compile(r"{%[-+]?\s*(?:include|import|extends|from)\s+(.*?)[-+]?%}", re.DOTALL)
_CHOSEN_LATER = re.compile(r"\A[^\"'(\[]|[~+]")


def find(folder: Path, name: str) -> Path | None:
    """The file `name` (with forward slashes) in `folder`, or None. Raises `FazhiError` where it leads out."""
    root = folder.resolve()
    if not root.is_dir():
        raise FazhiError("模板文件夹不存在", path=folder, mend="请检查 --templates 后的路径")
    path = root.joinpath(*name.split("/"))
    if path.resolve() != path:
        raise FazhiError(
            "模板指向文件夹之外或是符号链接", path=folder / name, mend="请把文件本身放进模板文件夹"
        )
    return path if path.is_file() else None


def read(path: Path) -> str:
    """The text of a template. Raises `FazhiError` where it is too large, not UTF-8 or unreadable."""
    try:
        if path.stat().st_size > _LIMIT:
            raise FazhiError("模板文件过大", path=path, mend="单个模板不得超过 2 MB")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FazhiError("模板文件不是 UTF-8 编码", path=path, mend="请用编辑器另存为 UTF-8") from error
    except OSError as error:
        raise FazhiError("模板文件读不出", path=path, mend=f"请检查是否存在、可读（{why(error)}）") from error


def refuse_strangers(folder: Path, known: Path) -> None:
    """Raises `FazhiError` for a file that replaces none of the folder `known` and that no template names.

    Such a file is most likely misspelt. Other files than templates may lie there, unless their name is nearly
    that of a known one; so may templates whose names are only made when they are asked for.
    """
    ours, theirs = sorted({*_files(known), WORD}), sorted(_files(folder))
    strangers = [name for name in theirs if _is_stranger(name, ours)]
    if not strangers:
        return
    texts = {name: read(folder / name) for name in theirs if name.endswith(_ENDING)}
    if any(_CHOSEN_LATER.search(tag.strip()) for text in texts.values() for tag in _TAG.findall(text)):
        return
    for stranger in strangers:
        if not any(stranger in text for name, text in texts.items() if name != stranger):
            near = difflib.get_close_matches(stranger, ours, n=1)
            mend = f"是否想写“{near[0]}”？" if near else f"可替换的文件：{'、'.join(ours)}"
            raise FazhiError("这个文件不替换任何模板，也没有模板引用它", path=folder / stranger, mend=mend)


def mentioned(folder: Path, word: str) -> bool:
    """Whether a template of `folder` uses `word`."""
    whole = re.compile(rf"\b{re.escape(word)}\b", re.ASCII)
    return any(whole.search(read(folder / name)) for name in _files(folder) if name.endswith(_ENDING))


def _is_stranger(name: str, ours: list[str]) -> bool:
    if name.casefold() in map(str.casefold, ours):  # some file systems do not tell case apart
        return name not in ours and os.path.normcase("A") == "A"
    return name.endswith(_ENDING) or bool(difflib.get_close_matches(name, ours, n=1, cutoff=_NEAR))


def _files(folder: Path) -> Iterator[str]:
    """The files of `folder` by their names within it, with forward slashes; no hidden, spare or linked ones."""
    return islice(_walk(folder), _MANY)


def _walk(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        inside = Path(place).relative_to(folder)
        folders[:] = [one for one in folders if not one.startswith(".") and len(inside.parts) + 1 < _DEEP]
        for one in files:
            if not one.startswith(".") and not one.endswith(_SPARE) and not (Path(place) / one).is_symlink():
                yield (inside / one).as_posix()
