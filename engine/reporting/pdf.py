"""PDF files by a program that is on the computer: LibreOffice from a Word file, or a browser from a page.

Each conversion runs with a profile and a home of its own in a temporary folder, without network, and is stopped
when it takes too long. Times and random marks are taken out of what it makes.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from engine.errors import why
from engine.reporting.writers import Unavailable

SECONDS = 180
_OFFICES = ("soffice", "libreoffice")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")  # fmt: skip
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_IN_PROGRAMS = (
    r"LibreOffice\program\soffice.exe",
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)
_PROGRAM_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")
# With the structure that screen readers follow.
_TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
# What programs need of the user's surroundings; the rest stays outside.
_KEPT = (
    "PATH",
    "LANG",
    "SystemRoot",
    "SystemDrive",
    "ProgramFiles",
    "ProgramFiles(x86)",
    "PATHEXT",
    "COMSPEC",
)
_MOMENT = re.compile(rb"/(CreationDate|ModDate)(\s*)\(D:[^)]*\)")
_RANDOM = re.compile(rb"/ID\s*\[\s*<[0-9A-Fa-f]*>\s*<[0-9A-Fa-f]*>\s*\]|/DocChecksum\s*/[0-9A-Fa-f]+")


def to_pdf(word: Callable[[], bytes], page: Callable[[], bytes]) -> bytes:
    """The PDF of the same content, as a docx file or as an HTML page, whichever there is a program for.

    Raises `Unavailable` where there is none, or where it fails.
    """
    office, browser = find_office(), find_browser()
    if not office and not browser:
        raise Unavailable(
            "本机没有可以生成 PDF 的程序，PDF 未写出，其余格式不受影响",
            mend="请安装 LibreOffice 或 Chrome、Edge 浏览器，或用 Word、WPS 把 docx 另存为 PDF",
        )
    failed: Unavailable | None = None
    for program, convert, source in ((office, _by_office, word), (browser, _by_browser, page)):
        if program:
            try:
                return unstamped(convert(program, source()))
            except Unavailable as error:
                failed = failed or error
    assert failed
    raise failed


def find_office() -> str | None:
    """LibreOffice's program, where there is one."""
    return _find(_OFFICES, "soffice")


def find_browser() -> str | None:
    """The program of Chromium, Chrome or Edge, where there is one."""
    return _find(_BROWSERS, "chrom", "edge")


def unstamped(pdf: bytes) -> bytes:
    """`pdf` with fixed times and marks, each as long as it was, so that places in the file stay right."""
    fixed = _MOMENT.sub(
        lambda m: b"/%b%b(D:%b)" % (m[1], m[2], _moment(len(m[0]) - len(m[1]) - len(m[2]) - 5)), pdf
    )
    return _RANDOM.sub(lambda m: re.sub(rb"[0-9A-Fa-f]{8,}", lambda h: b"0" * len(h[0]), m[0]), fixed)


def _moment(length: int) -> bytes:
    """A fixed time of this length."""
    return b"20200101000000Z".ljust(length, b"0")[:length]


def _find(names: Sequence[str], *words: str) -> str | None:
    """A program by its name in the search path, or in its usual place on Windows and macOS."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    places = list(_PLACES) if sys.platform == "darwin" else []
    if sys.platform == "win32":
        roots = [root for name in _PROGRAM_FOLDERS if (root := os.environ.get(name))]
        places = [str(Path(root) / inside) for root in roots for inside in _IN_PROGRAMS]
    fitting = (p for p in places if any(word in p.lower() for word in words) and os.path.isfile(p))
    return next(fitting, None)


def _by_office(program: str, docx: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="fazhi-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(docx)
        profile = (folder / "profile").as_uri()
        options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
        made = ["--convert-to", _TAGGED, "--outdir", str(folder), str(folder / "report.docx")]
        return _run([program, f"-env:UserInstallation={profile}", *options, *made], folder)


def _by_browser(program: str, html: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="fazhi-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "report.html").write_bytes(html)
        options = [
            "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer", "--print-to-pdf-no-header",
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # its sandbox does not start for root
            options.append("--no-sandbox")
        made = [f"--print-to-pdf={folder / 'report.pdf'}", (folder / "report.html").as_uri()]
        return _run([program, *options, *made], folder)


def _run(command: list[str], folder: Path) -> bytes:
    """The file report.pdf that `command` leaves in `folder`. Raises `Unavailable`."""
    name = Path(command[0]).name
    try:
        process = subprocess.Popen(
            command, cwd=folder, env=_surroundings(folder),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=os.name == "posix",
        )  # fmt: skip
    except OSError as error:
        raise _failed(f"{name} 启动不了（{why(error)}）") from error
    try:
        process.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise _failed(f"{name} 超过 {SECONDS} 秒没有完成") from error
    finally:
        _end(process)
    path = folder / "report.pdf"
    pdf = path.read_bytes() if path.is_file() else b""
    if not pdf.startswith(b"%PDF-"):
        raise _failed(f"{name} 没有生成文件")
    return pdf


def _failed(reason: str) -> Unavailable:
    mend = "请用 Word、WPS 打开 docx，另存为 PDF"
    return Unavailable(f"PDF 未写出，其余格式不受影响：{reason}", mend=mend)


def _surroundings(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    homes = ("HOME", "TMPDIR", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")  # fmt: skip
    # A proxy that is not there: whatever is asked of the network is refused.
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9")
    return {**kept, **dict.fromkeys(homes, str(folder)), **nowhere, "SAL_USE_VCLPLUGIN": "svp"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends what the program has started and left behind, all of its own group."""
    if os.name == "posix":
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10)
