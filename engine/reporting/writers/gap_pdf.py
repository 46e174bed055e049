"""The gap report as PDF, where the computer has a program for it."""

from pathlib import Path

from engine.reporting.pdf import to_pdf
from engine.reporting.writers import Writer, gap_docx, gap_html
from engine.result import Result


def render(result: Result, templates: Path | None = None) -> bytes:
    """The PDF of the Word file, or of the page. Raises `Unavailable` where no program makes one."""
    return to_pdf(lambda: gap_docx.render(result, templates), lambda: gap_html.render(result, templates))


WRITER = Writer("差距报告", ".pdf", render, "pdf", "差距报告，须装有 LibreOffice 或浏览器", usual=False)
