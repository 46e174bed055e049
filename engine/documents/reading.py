"""The door of the documents room: path -> `Document`, or one `FazhiError` line and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from engine.documents.analysis import analyse
from engine.documents.formats import Format, Raw, formats
from engine.documents.models import Document, Given
from engine.documents.sniff import format_name
from engine.errors import FazhiError

MAX_BYTES, MAX_CHARS = 50_000_000, 2_000_000
_LINE_ENDS = re.compile(r"\r\n?|\x00")
_NOTHING_GIVEN = Given()


def read_document(path: Path, given: Given = _NOTHING_GIVEN) -> Document:
    """The document in the file at `path`; `given` overrides what its text says.

    Raises `FazhiError`, one line that names the file and the mend, whatever is wrong with the file.
    """
    try:
        format, notices = _format_of(path)
        raw = _normalised(format.read(path))
        if not raw.text.strip():
            raise FazhiError("文件里没有文字", mend="请确认文件内容")
        _refuse_endless(raw.text)
        return analyse(raw.text, str(path), format.name, given, raw.pages, (*notices, *raw.notices))
    except FazhiError as error:
        raise error if error.path else FazhiError(error.message, path=path, mend=error.mend) from error
    except (Exception, RecursionError) as error:
        raise FazhiError(
            "文件损坏或格式不符", path=path, mend="请用原软件打开后另存为 docx 或 txt 再试"
        ) from error


def document_from_text(text: str, name: str = "", given: Given = _NOTHING_GIVEN) -> Document:
    """The document that `text` is, without a file; `name` stands for its path. Raises `FazhiError`."""
    _refuse_endless(text)
    return analyse(_normalised(Raw(text=text)).text, name, "txt", given)


def _format_of(path: Path) -> tuple[Format, tuple[str, ...]]:
    """The format that the file really has, with a notice where its extension says another."""
    _refuse_unusable(path)
    known = formats()
    by_extension = next((f for f in known.values() if path.suffix.lower() in f.extensions), None)
    name = format_name(path, by_extension.name if by_extension else None)
    if name not in known:
        raise FazhiError("不支持这种文件", mend="请用 txt、docx、pdf、html、doc 或 wps 文件")
    if by_extension and by_extension.name == name:
        return by_extension, ()
    return known[name], (f"文件扩展名是“{path.suffix or '（无）'}”，内容是 {name}，已按 {name} 读取",)


def _refuse_unusable(path: Path) -> None:
    if path.is_dir():
        raise FazhiError("这是文件夹，不是文件", mend="请给出其中的一个文件")
    if not path.exists():
        raise FazhiError("文件不存在", mend="请检查路径和文件名")
    if not path.is_file():
        raise FazhiError("这不是普通文件", mend="请给出一个文档文件")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise FazhiError("文件读不出", mend="请检查读取权限，或是否被其他程序占用") from error
    if size == 0:
        raise FazhiError("文件是空的", mend="请确认保存完整后重试")
    if size > MAX_BYTES:
        raise FazhiError(f"文件过大（{size // 1_000_000} MB）", mend="单个文件不得超过 50 MB")


def _refuse_endless(text: str) -> None:
    if len(text) > MAX_CHARS:
        raise FazhiError(
            f"文字超过{MAX_CHARS // 10_000}万字，不像一份报告", mend="请只给出报告本身，汇编请拆成单份"
        )


def _normalised(raw: Raw) -> Raw:
    """Line ends as \\n and no NUL characters; readers with pages give both already."""
    if "\r" not in raw.text and "\x00" not in raw.text:
        return raw
    text = _LINE_ENDS.sub(lambda found: "" if found[0] == "\x00" else "\n", raw.text)
    kept = tuple(page for page in raw.pages if page.end <= len(text))
    return Raw(text=text, pages=kept, notices=raw.notices)
