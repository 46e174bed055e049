"""Plain text in the encodings that Chinese offices use: UTF-8, UTF-16, GB18030."""

from __future__ import annotations

import codecs
from pathlib import Path

from engine.documents.formats import Raw
from engine.errors import FazhiError

EXTENSIONS = (".txt", ".text", ".md")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COMMON = "的一是在了和有大中为年政府法治行工作"
_SAMPLE = 20_000
_LEAST_HAN = 8  # so many Chinese characters in a row of bytes are no accident


def read(path: Path) -> Raw:
    """The text of a file. Raises `FazhiError` when its encoding cannot be told."""
    data = path.read_bytes()
    text = decode(data)
    if text is None and (line := _broken_line(data)):
        raise FazhiError(
            "文字编码有损坏的字节", path=path, line=line, mend="请改正这一行的乱码，另存为 UTF-8 后重试"
        )
    if text is None:
        raise FazhiError("认不出文件的文字编码", path=path, mend="请用编辑器另存为 UTF-8 后重试")
    return Raw(text=text)


def _broken_line(data: bytes) -> int | None:
    """The line of the first bad byte, from 1, where what stands before it is Chinese text."""
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            before = data[: error.start].decode(encoding)
            if _han(before) >= _LEAST_HAN and _readable(before) and _likeness(before) > 0.7:
                return before.count("\n") + 1
    return None


def decode(data: bytes) -> str | None:
    """`data` as text without its byte order mark, or None when no encoding gives one that can be read."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], encoding)
    wide = _utf16(data)
    if wide is not None:
        return wide
    text = _strict(data, "utf-8")
    if text is not None:
        return text if _readable(text) else None
    text = _strict(data, "gb18030")
    return text if text is not None and _readable(text) and _is_chinese(text) else _detected(data)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of its line ends, digits and Latin letters is zero."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(data) % 2 or b"\x00" not in sample:
        return None
    candidates = [text for encoding in ("utf-16-le", "utf-16-be") if (text := _strict(data, encoding))]
    likely = max(candidates, key=_likeness, default=None)
    return likely if likely and _likeness(likely) > 0.5 else None


def _readable(text: str) -> bool:
    """Whether a decoded text is free of control characters and of characters that no font has."""
    sample = text[:_SAMPLE]
    odd = sum((c < " " and c not in "\t\n\r\f\x0b\x00") or "\ue000" <= c <= "\uf8ff" for c in sample)
    return odd <= max(5, len(sample) // 100)


def _is_chinese(text: str) -> bool:
    """Whether the characters are those that Chinese texts use; bytes of another encoding give rare ones."""
    han = [c for c in text[:_SAMPLE] if "\u4e00" <= c <= "\u9fff"]
    return len(han) < 30 or sum(c in _COMMON for c in han) > len(han) // 100


def _han(text: str) -> int:
    return sum("\u4e00" <= c <= "\u9fff" for c in text[:_SAMPLE])


def _likeness(text: str) -> float:
    """The share of characters that a Chinese document is made of."""
    sample = text[:_SAMPLE]
    usual = sum(
        "\u4e00" <= c <= "\u9fff" or " " <= c <= "~" or c in "\n\r\t、。，；：（）《》“”—\u3000"
        for c in sample
    )
    return usual / max(1, len(sample))


def _detected(data: bytes) -> str | None:
    """A last try by statistics."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    text = _strict(data, best.encoding) if best else None
    return text if text and _likeness(text) > 0.7 else None
