"""The first bytes of a file -> the name of its format, whatever its extension says."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from engine.documents.formats.txt import decode
from engine.errors import FazhiError

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body|div|meta)\b",
    re.I | re.S,
)


def format_name(path: Path, by_extension: str | None) -> str:
    """The name of the format of the file at `path`, empty when none is read. Raises `FazhiError`."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"%PDF") or b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_OLE):
        return _ole(path)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zip(path)
    if head.startswith(b"{\\rtf"):
        return "doc"
    if head.startswith(_PICTURES):
        raise FazhiError("这是图片，没有文字", mend="请先做文字识别（OCR），另存为 docx 或 txt")
    if _HTML.match(head.lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\xff").replace(b"\x00", b"")):
        return "html"
    if by_extension in ("txt", "html", None):
        return by_extension or "txt"
    if decode(path.read_bytes()) is None:
        raise FazhiError("文件损坏或格式不符", mend="请用原软件打开后另存为 docx 或 txt 再试")
    return "txt"


def _ole(path: Path) -> str:
    """Word's old container; a new document with a password hides in one too."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FazhiError("文件加了密码", mend="请在 Word 或 WPS 中去掉打开密码后重试")
    return "doc"


def _zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist()[:5000])
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FazhiError("文件损坏，打不开", mend="请用原软件打开后另存，或重新下载") from error
    if "word/document.xml" in names:
        return "docx"
    if "content.xml" in names and "mimetype" in names:
        return "doc"
    raise FazhiError("这是压缩包或表格，不是文档", mend="请解压后给出其中的 docx、pdf 或 txt 文件")
