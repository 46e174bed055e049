"""The gap report as a Word file, in the layout of official documents or in a province's own."""

from pathlib import Path

from engine.reporting.texts import load_texts
from engine.reporting.view import view
from engine.reporting.writers import Writer
from engine.result import Result


def render(result: Result, templates: Path | None = None) -> bytes:
    """The docx file. Raises `FazhiError` where a user's layout or Word template cannot be used."""
    # python-docx takes long to load, and most runs write no file.
    from engine.reporting.word.layout import load_layout
    from engine.reporting.word.sections import write_report
    from engine.reporting.word.template import fill, own_file

    shown = view(result, load_texts(templates))
    own = own_file(templates)
    return fill(own, shown) if own else write_report(shown, load_layout(templates))


WRITER = Writer("差距报告", ".docx", render, "docx", "差距报告，公文版式，Word、WPS 打开")
