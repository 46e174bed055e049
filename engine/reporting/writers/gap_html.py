"""The gap report as one HTML file that needs nothing from outside."""

from pathlib import Path

from engine.reporting.templating import render as fill
from engine.reporting.texts import load_texts
from engine.reporting.view import view
from engine.reporting.writers import Writer
from engine.result import Result


def render(result: Result, templates: Path | None = None) -> bytes:
    """UTF-8 HTML. Raises `FazhiError` where a user's template cannot be used."""
    return fill("gap-report.html.j2", view(result, load_texts(templates)), templates).encode()


WRITER = Writer("差距报告", ".html", render, "html", "差距报告，浏览器打开，可打印", text=True)
