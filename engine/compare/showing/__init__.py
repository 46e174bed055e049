"""A comparison as HTML, xlsx and on screen; all of them show what `years_view` and `places_view` make of it."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from engine.compare.models import Comparison
from engine.compare.showing.html import places_html, years_html
from engine.compare.showing.places_view import view_places
from engine.compare.showing.places_xlsx import places_xlsx
from engine.compare.showing.screen import print_places, print_years
from engine.compare.showing.years_view import view_years
from engine.compare.showing.years_xlsx import years_xlsx
from engine.reporting.files import unique_stems
from engine.reporting.texts import load_texts


def comparison_files(comparison: Comparison, templates: Path | None = None) -> dict[str, bytes]:
    """Names and contents: an HTML file and a workbook for each group. Raises `FazhiError` for unusable templates."""
    texts = load_texts(templates)
    titles = texts.compare.phrases
    files: dict[str, bytes] = {}
    stems = unique_stems([one.place + "." for one in comparison.years])
    for stem, years in zip(stems, comparison.years, strict=True):
        shown = view_years(years, comparison, texts)
        name = f"{stem}-{shown['years'][0]}-{shown['years'][-1]}-{titles['years_title']}"
        files[f"{name}.html"] = years_html(shown, templates)
        files[f"{name}.xlsx"] = years_xlsx(shown, texts)
    for places in comparison.places:
        shown = view_places(places, comparison, texts)
        name = f"{places.year}-{titles['places_title']}"
        files[f"{name}.html"] = places_html(shown, templates)
        files[f"{name}.xlsx"] = places_xlsx(shown, texts)
    return files


def print_comparison(console: Console, comparison: Comparison, templates: Path | None = None) -> None:
    """Every group, one below the other."""
    texts = load_texts(templates)
    for years in comparison.years:
        print_years(console, view_years(years, comparison, texts))
    for places in comparison.places:
        print_places(console, view_places(places, comparison, texts))
