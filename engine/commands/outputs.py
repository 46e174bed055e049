"""Whether results can be written to a folder, asked before any work is done, and what was written."""

from __future__ import annotations

import os
from pathlib import Path

from engine.commands.texts import said
from engine.console import say
from engine.errors import FazhiError, why


def refuse_unwritable(folder: Path) -> None:
    """Raises `FazhiError` where `folder` is no folder, or cannot be made or written. Creates nothing."""
    try:
        place = _nearest(folder)
    except OSError as error:
        raise FazhiError("输出位置不能用", path=folder, mend=f"请换一个位置（{why(error)}）") from error
    if not os.path.isdir(place):
        raise FazhiError("输出位置不是文件夹", path=place, mend="请在 -o 后写一个文件夹")
    if not os.access(place, os.W_OK | os.X_OK):
        raise FazhiError("输出位置不能写入", path=place, mend="请换一个位置，或检查写入权限")


def say_written(path: Path) -> None:
    """Names a file that was written, on standard error."""
    say(said("written", path=path))


def say_remark(remark: object) -> None:
    """Something that a person should look at, on standard error."""
    say(said("remark", text=remark))


def _nearest(path: Path) -> Path:
    """`path`, or the nearest folder above it that exists; a link counts though it may lead nowhere."""
    for place in (path, *path.absolute().parents):
        try:
            place.lstat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        return place
    return path
