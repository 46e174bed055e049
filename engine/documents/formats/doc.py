"""Old Word, WPS, RTF and ODT files: converted to docx by LibreOffice, where installed, and read as that."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from engine.documents.formats import Raw, docx
from engine.errors import FazhiError

EXTENSIONS = (".doc", ".wps", ".wpt", ".dot", ".rtf", ".odt")
PROGRAMS = ("soffice", "libreoffice")
SECONDS = 120
_MEND = "请安装 LibreOffice，或用 Word、WPS 打开后另存为 docx"


def read(path: Path) -> Raw:
    """The text of a file after conversion in a folder of its own. Raises `FazhiError`."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise FazhiError("旧版格式须先转换，本机没有 LibreOffice", path=path, mend=_MEND)
    with tempfile.TemporaryDirectory(prefix="fazhi-") as folder:
        copy = Path(folder) / f"source{path.suffix.lower() if path.suffix.lower() in EXTENSIONS else '.doc'}"
        shutil.copyfile(path, copy)
        _convert(program, copy, path)
        converted = copy.with_suffix(".docx")
        if not converted.is_file():
            raise FazhiError("LibreOffice 转换不成", path=path, mend="请用 Word 或 WPS 打开后另存为 docx")
        return docx.read(converted)


def _convert(program: str, copy: Path, path: Path) -> None:
    profile = (copy.parent / "profile").as_uri()
    command = [
        program,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
    ]
    try:
        subprocess.run(
            [*command, "--outdir", str(copy.parent), str(copy)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FazhiError(
            "LibreOffice 转换超时", path=path, mend="请用 Word 或 WPS 打开后另存为 docx"
        ) from error
    except OSError as error:
        raise FazhiError("LibreOffice 无法启动", path=path, mend=_MEND) from error
