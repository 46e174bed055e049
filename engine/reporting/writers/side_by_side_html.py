"""The items beside the report's own text, as one interactive HTML file that needs nothing from outside."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from engine.reporting.side_by_side import side_by_side
from engine.reporting.templating import render as fill
from engine.reporting.texts import load_texts
from engine.reporting.writers import Writer
from engine.result import Result


def render(result: Result, templates: Path | None = None) -> bytes:
    """UTF-8 HTML; the page allows no script but the one whose hash it names.

    Raises `FazhiError` where a user's template cannot be used.
    """
    data = side_by_side(result, load_texts(templates))
    script = fill("side-by-side.js.j2", data, templates)
    data["script_hash"] = b64encode(sha256(script.encode()).digest()).decode()
    return fill("side-by-side.html.j2", data, templates).encode()


WRITER = Writer(
    "原文对照", ".html", render, "viewer", "原文对照，浏览器打开，条目与报告原句互相跳转", text=True
)
