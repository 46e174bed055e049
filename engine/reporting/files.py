"""Results into files of one folder, each file whole or not at all.

In: results, a folder, optionally a folder with templates. Out: the paths written. Everything of a report is
rendered before its first file is touched; each file is written beside its place and then moved there.
Refused, as `FazhiError`: a folder that cannot be written, a file that another program holds open. The latter stays
as it was and hinders no other.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePath
from unicodedata import normalize

from engine.errors import FazhiError, FazhiErrors, why
from engine.reporting.naming import Failure
from engine.reporting.text import clean
from engine.reporting.writers import Unavailable, Writer, writers
from engine.result import Result

SUMMARY = "汇总.xlsx"
CHECKSUMS = "校验值.txt"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])\Z", re.IGNORECASE)
# File systems take 255 bytes; the rest is for our endings.
_STEM_BYTES = 180


def write_outputs(
    results: Sequence[Result],
    folder: Path,
    templates: Path | None = None,
    failures: Sequence[Failure] = (),
    formats: Sequence[Writer] | None = None,
    checksums: bool = False,
    tell: Callable[[Path], object] = lambda path: None,
) -> list[Path]:
    """Writes the named formats, or the usual ones, for every result, and summaries for several reports.

    `failures` are reports that gave no result, with the reason: the summaries list them. `checksums` adds a file
    that `sha256sum -c` reads. `tell` hears of each file as it is written. Raises `FazhiError`; for a format that this
    computer has no program for and for a file that is held open, when all others are written.
    """
    _make(folder)
    written: list[Path] = []
    missing: dict[str, Unavailable] = {}
    held: list[FazhiError] = []
    digests: dict[str, str] = {}

    def write(contents: dict[str, bytes]) -> None:
        done = _write_all(folder, contents, held)
        digests.update((path.name, sha256(contents[path.name]).hexdigest()) for path in done)
        written.extend(done)
        for path in done:
            tell(path)

    for contents in _contents(results, templates, failures, formats, missing):
        write(contents)
    if checksums:
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
        write({CHECKSUMS: lines.encode()})
    _raise([*held, *missing.values()])
    return written


def _raise(errors: Sequence[FazhiError]) -> None:
    if errors:
        raise errors[0] if len(errors) == 1 else FazhiErrors(list(errors))


def _contents(
    results: Sequence[Result],
    templates: Path | None,
    failures: Sequence[Failure],
    formats: Sequence[Writer] | None,
    missing: dict[str, Unavailable],
) -> Iterator[dict[str, bytes]]:
    """The files of each report, then those of all together: a workbook, and what was named and can hold several."""
    chosen = tuple(w for w in writers() if w.usual) if formats is None else formats
    for result, stem in zip(results, unique_stems([r.document.path for r in results]), strict=True):
        yield dict(_files_of(result, stem, templates, chosen, missing))
    if len(results) + len(failures) > 1:
        summaries = {}
        if any(w.code == "xlsx" for w in chosen):
            from engine.reporting.summary import render_summary

            summaries[SUMMARY] = render_summary(results, templates, failures)
        for writer in formats or ():
            if writer.together:
                name = f"{Path(SUMMARY).stem}{writer.suffix}"
                summaries[name] = writer.together([*results, *failures], templates, True)
        yield summaries


def _files_of(
    result: Result,
    stem: str,
    templates: Path | None,
    chosen: Sequence[Writer],
    missing: dict[str, Unavailable],
) -> Iterator[tuple[str, bytes]]:
    """The files of one report by name. What this computer cannot make is asked for once and noted in `missing`."""
    for writer in chosen:
        if writer.code in missing:
            continue
        try:
            yield f"{stem}-{writer.name}{writer.suffix}", writer.render(result, templates)
        except Unavailable as error:
            missing[writer.code] = error


def write_texts(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Texts by file name, as `write_bytes` does."""
    return write_bytes(folder, {name: text.encode() for name, text in texts.items()})


def write_bytes(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Files by name into `folder`, which is made; none where the disk is full, all but one that is held open."""
    _make(folder)
    held: list[FazhiError] = []
    written = _write_all(folder, contents, held)
    _raise(held)
    return written


def write_file(path: Path, content: bytes) -> None:
    """One file, whole or not at all; its folder is made."""
    write_bytes(path.parent, {path.name: content})


def unique_stems(paths: Sequence[str]) -> list[str]:
    """A safe file name stem for each path, all different, also where case does not count."""
    taken: set[str] = set()
    stems = []
    for path in paths:
        stem = safe_stem(path)
        number = 1
        unique = stem
        while normalize("NFC", unique).casefold() in taken:
            number += 1
            unique = f"{stem}-{number}"
        taken.add(normalize("NFC", unique).casefold())
        stems.append(unique)
    return stems


def safe_stem(path: str) -> str:
    """The name of `path` without folders and ending, as a name that Windows, macOS and Linux take."""
    stem = PurePath(clean(path).replace("\\", "/")).stem
    stem = _FORBIDDEN.sub("_", stem).strip(" .")
    stem = stem.encode("utf-8", "ignore")[:_STEM_BYTES].decode("utf-8", "ignore").strip(" .")
    if _RESERVED.match(stem.split(".")[0].rstrip()):
        stem = f"_{stem}"
    return stem or "报告"


def _write_all(folder: Path, contents: Mapping[str, bytes], held: list[FazhiError]) -> list[Path]:
    """Writes all files first and moves them afterwards: a full disk leaves the earlier ones as they were.

    Gives the files that are in their places; why one could not be replaced goes to `held`.
    """
    written: list[Path] = []
    waiting: dict[Path, Path] = {}
    try:
        for name, content in contents.items():
            waiting[folder / name] = _beside(folder, content)
        for target, temporary in waiting.items():
            try:
                _move(temporary, target)
            except FazhiError as error:
                held.append(error)
            else:
                written.append(target)
    finally:
        for temporary in waiting.values():
            with suppress(OSError):
                temporary.unlink()
    return written


def _beside(folder: Path, content: bytes) -> Path:
    path = folder / f".fazhi-{secrets.token_hex(8)}.tmp"
    try:
        with open(path, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with suppress(OSError):
            path.unlink()
        raise FazhiError(
            "文件写不进去", path=folder, mend=f"请检查磁盘空间和写入权限（{why(error)}）"
        ) from error
    return path


def _move(temporary: Path, target: Path) -> None:
    try:
        os.replace(temporary, target)
    except OSError as error:
        mend = f"请关闭正在使用它的程序后重试（{why(error)}）"
        raise FazhiError("文件不能替换，原有内容未动", path=target, mend=mend) from error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FazhiError("输出文件夹建不了", path=folder, mend=f"请换一个位置（{why(error)}）") from error
