"""A folder of templates, read and never left: no `..`, no symbolic link, no file that is too large."""

from __future__ import annotations

from pathlib import Path

from engine.errors import FazhiError

_LIMIT = 2_000_000


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
        raise FazhiError(
            "模板文件读不出", path=path, mend=f"请检查是否存在、可读（{error.strerror}）"
        ) from error
