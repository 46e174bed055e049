"""PDF by a program that is on the computer; without one, one clear line and all other files."""

import os
import stat
import time
from io import BytesIO
from pathlib import Path

import pytest

from engine.errors import FazhiError
from engine.reporting import pdf, write_outputs
from engine.reporting.writers import Unavailable, gap_docx, gap_html, writer_of
from tests.reporting import factory

POSIX = pytest.mark.skipif(os.name != "posix", reason="stands in for a converter with a shell script")


def script(folder: Path, body: str) -> str:
    """A program that stands in for a converter."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def ended(process: int) -> bool:
    """Whether a process is gone, or only waits to be cleared away, within a few seconds."""
    for _ in range(50):
        status = Path(f"/proc/{process}/stat")
        if not status.exists() or status.read_text().split()[2] in "ZX":
            return True
        time.sleep(0.1)
    return False


def only(monkeypatch: pytest.MonkeyPatch, office: str | None = None, browser: str | None = None) -> None:
    monkeypatch.setattr(pdf, "find_office", lambda: office)
    monkeypatch.setattr(pdf, "find_browser", lambda: browser)


@pytest.mark.skipif(not pdf.find_office(), reason="LibreOffice is not installed")
def test_libreoffice_makes_the_official_layout_with_the_same_bytes() -> None:
    import pdfplumber

    result = factory.result(factory.findings()[:1])
    made = pdf.to_pdf(lambda: gap_docx.render(result), lambda: b"")
    assert pdf.unstamped(made) == made
    assert b"D:20200101" in made
    with pdfplumber.open(BytesIO(made)) as document:
        page = document.pages[0]
        assert (round(page.width), round(page.height)) == (595, 842)
        assert "示例县人民政府" in page.extract_text()


def test_pdf_is_only_written_where_it_is_asked_for() -> None:
    writer = writer_of("pdf")
    assert writer and not writer.usual and not writer.text


def test_without_a_converter_one_line_is_told_and_the_others_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch)
    formats = [writer for code in ("pdf", "md", "json") if (writer := writer_of(code))]
    with pytest.raises(FazhiError) as caught:
        write_outputs([factory.result(), factory.result()], tmp_path, formats=formats)
    assert "PDF 未写出，其余格式不受影响" in str(caught.value)
    assert "请安装 LibreOffice" in str(caught.value)
    assert "\n" not in str(caught.value)
    endings = sorted(path.suffix for path in tmp_path.iterdir())
    assert endings == [".json", ".json", ".json", ".md", ".md"]


@POSIX
def test_the_page_is_used_where_the_office_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "browser"
    browser.mkdir()
    good = script(browser, 'grep -q "<!DOCTYPE html>" report.html && printf "%%PDF-1.7 page" > report.pdf')
    only(monkeypatch, script(tmp_path, "exit 1"), good)
    assert pdf.to_pdf(lambda: b"", lambda: gap_html.render(factory.result())) == b"%PDF-1.7 page"


@POSIX
def test_a_converter_gets_a_home_of_its_own_and_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "1")
    seen = tmp_path / "seen"
    body = f'echo "$HOME $PWD $SECRET. $https_proxy" > {seen}; printf "%%PDF-" > report.pdf'
    only(monkeypatch, script(tmp_path, body))
    assert pdf.to_pdf(lambda: b"docx", lambda: b"") == b"%PDF-"
    home, place, secret, proxy = seen.read_text().split()
    assert home == place
    assert not Path(home).exists()
    assert (secret, proxy) == (".", "http://127.0.0.1:9")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for a process in /proc")
def test_a_converter_that_hangs_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.3)
    only(monkeypatch, script(tmp_path, f"sleep 60 & echo $! > {tmp_path / 'child'}; wait"))
    with pytest.raises(Unavailable, match="没有完成"):
        pdf.to_pdf(lambda: b"", lambda: b"")
    assert ended(int((tmp_path / "child").read_text()))


@POSIX
def test_a_converter_that_makes_nothing_or_does_not_start_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, script(tmp_path, "exit 0"))
    with pytest.raises(Unavailable, match="soffice 没有生成文件"):
        pdf.to_pdf(lambda: b"", lambda: b"")
    only(monkeypatch, str(tmp_path / "nothing"))
    with pytest.raises(Unavailable, match="启动不了"):
        pdf.to_pdf(lambda: b"", lambda: b"")


def test_times_and_marks_are_replaced_in_place() -> None:
    made = b"%PDF-1.6 /CreationDate (D:20261126175434+08'00')\n/ID [ <0AF3A0C1D2> <0AF3A0C1D3> ]\n/DocChecksum /0AF3A0C1D2 end"
    fixed = pdf.unstamped(made)
    assert len(fixed) == len(made)
    assert b"2026" not in fixed and b"0AF3" not in fixed
    assert pdf.unstamped(fixed) == fixed
