"""Parts of a zip container, with limits on entries, size and ratio checked while reading; XML without DTDs."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from engine.errors import FazhiError

MAX_ENTRIES = 5_000
MAX_PART = 100_000_000
MAX_RATIO = 200
_FREE = 5_000_000
_CHUNK = 1 << 20
_AS_DOCX = "请用原软件打开后另存为 docx 或 txt"
_DECLARING = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)


def read_part(path: Path, name: str) -> bytes | None:
    """The part `name` of the container at `path`, or None when it has none. Raises `FazhiError`."""
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > MAX_ENTRIES:
                raise _bomb(path)
            return _stream(archive, archive.getinfo(name), path) if name in archive.namelist() else None
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, zlib.error) as error:
        raise FazhiError("文件损坏，打不开", path=path, mend="请用原软件打开后另存，或重新下载") from error
    except RuntimeError as error:  # zipfile says so of an entry with a password
        raise FazhiError("文件加了密码", path=path, mend="请去掉打开密码后重试") from error


def refuse_oversized(path: Path, most: int, mend: str) -> None:
    """Raises `FazhiError` for a container that holds more than `most` bytes, or a document type. `mend` is what to do then."""
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > MAX_ENTRIES:
                raise _bomb(path, mend)
            left = most
            for entry in archive.infolist():
                part = _stream(archive, entry, path, left, mend)
                left -= len(part)
                if declares(part):
                    raise _declares(path, mend)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, zlib.error) as error:
        raise FazhiError("文件损坏，打不开", path=path, mend="请用原软件打开后另存，或重新下载") from error
    except RuntimeError as error:
        raise FazhiError("文件加了密码", path=path, mend="请去掉打开密码后重试") from error


def part_chunks(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, most: int = MAX_PART, mend: str = _AS_DOCX
) -> Iterator[bytes]:
    """A part piece by piece. Declared sizes may lie, so what comes out is counted. Raises `FazhiError`."""
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            too_dense = size > _FREE and size > MAX_RATIO * max(1, entry.compress_size)
            if too_dense or size > most:
                raise _bomb(path, mend)
            yield chunk


def _stream(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, most: int = MAX_PART, mend: str = _AS_DOCX
) -> bytes:
    return b"".join(part_chunks(archive, entry, path, most, mend))


def declares(piece: bytes) -> bool:
    """Whether there is a document type or an entity in a piece of XML."""
    return any(mark in piece for mark in _DECLARING)


def _bomb(path: Path, mend: str = _AS_DOCX) -> FazhiError:
    return FazhiError("文件解压后大得异常，已停止读取", path=path, mend=mend)


def parse_xml(data: bytes, path: Path) -> etree._Element:
    """The root of `data`; a document type is refused, no office program writes one. Raises `FazhiError`."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if b"<!ENTITY" in data:  # entities within entities already stop the parser
            raise _declares(path) from error
        raise FazhiError("文件损坏，内容不完整", path=path, mend="请用原软件打开后另存") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares(path)
    return root


def _declares(path: Path, mend: str = "请用 Word 或 WPS 打开后另存为 docx") -> FazhiError:
    return FazhiError("文件里有不允许的实体声明", path=path, mend=mend)
