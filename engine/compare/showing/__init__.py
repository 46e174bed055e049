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
from engine.reporting.texts import Texts, load_texts


def comparison_files(comparison: Comparison, templates: Path | None = None) -> dict[str, bytes]:
    """Names and contents: an HTML file and a workbook for each group. Raises `FazhiError` for unusable templates."""
    texts = load_texts(templates)
    files: dict[str, bytes] = {}
    for stem, years in zip(_stems(comparison, texts), comparison.years, strict=False):
        shown = view_years(years, comparison, texts)
        files[f"{stem}.html"], files[f"{stem}.xlsx"] = years_html(shown, templates), years_xlsx(shown, texts)
    for stem, places in zip(_stems(comparison, texts), comparison.places, strict=False):
        shown = view_places(places, comparison, texts)
        files[f"{stem}.html"], files[f"{stem}.xlsx"] = (
            places_html(shown, templates),
            places_xlsx(shown, texts),
        )
    return files


def _stems(comparison: Comparison, texts: Texts) -> list[str]:
    """A safe file name for each group; the full stop keeps one within a name from being taken for an ending."""
    titles = texts.compare.phrases
    over_years = [
        f"{one.place}-{one.reports[0].year}-{one.reports[-1].year}-{titles['years_title']}."
        for one in comparison.years
    ]
    return unique_stems(
        [*over_years, *(f"{one.year}-{titles['places_title']}." for one in comparison.places)]
    )


def print_comparison(console: Console, comparison: Comparison, templates: Path | None = None) -> None:
    """Every group, one below the other."""
    texts = load_texts(templates)
    for years in comparison.years:
        print_years(console, view_years(years, comparison, texts))
    for places in comparison.places:
        print_places(console, view_places(places, comparison, texts))
