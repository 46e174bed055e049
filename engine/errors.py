"""The one error that users see: it names the file, the line where there is one, and the mend.

Anything else that escapes is a defect of ours. `str(error)` is the single Chinese line for the screen.
"""

from __future__ import annotations

import errno
from pathlib import Path

_REASONS = {
    errno.EACCES: "没有权限，或别的程序正在使用",
    errno.EPERM: "系统不允许",
    errno.ENOENT: "不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "那里是一个文件夹",
    errno.EEXIST: "已经存在",
    errno.EBUSY: "正在使用",
    errno.ENOSPC: "磁盘已满",
    errno.EFBIG: "文件太大",
    errno.EROFS: "只读",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接成环",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件太多",
}


def why(error: OSError) -> str:
    """What the system says, in Chinese where it is one of the usual things."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


class FazhiError(Exception):
    """Input or call that cannot be used.

    `message` says what is wrong, `mend` what to do about it; `line` and `column` count from 1.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str | Path | None = None,
        line: int | None = None,
        column: int | None = None,
        mend: str | None = None,
    ) -> None:
        self.message, self.path, self.line, self.column, self.mend = message, path, line, column, mend
        super().__init__(str(self))

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        head = f"{place}：{self.message}" if place else self.message
        text = f"{head}。{self.mend}" if self.mend else head
        return " ".join(text.split())


class FazhiErrors(FazhiError):
    """Several errors of one file, reported together, a line each."""

    def __init__(self, errors: list[FazhiError]) -> None:
        self.errors = errors
        first = errors[0]
        super().__init__(
            first.message, path=first.path, line=first.line, column=first.column, mend=first.mend
        )

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)
