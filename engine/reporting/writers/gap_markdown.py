"""The gap report as Markdown."""

from pathlib import Path

from engine.reporting.templating import render as fill
from engine.reporting.texts import load_texts
from engine.reporting.view import view
from engine.reporting.writers import Writer
from engine.result import Result


def render(result: Result, templates: Path | None = None) -> bytes:
    """UTF-8 Markdown. Raises `FazhiError` where a user's template cannot be used."""
    return fill("gap-report.md.j2", view(result, load_texts(templates)), templates).encode()


WRITER = Writer("差距报告", ".md", render, "md", "差距报告，Markdown", text=True)
