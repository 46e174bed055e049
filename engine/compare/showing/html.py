"""A comparison as one HTML file that needs nothing from outside."""

from __future__ import annotations

from pathlib import Path

from engine.reporting.templating import render
from engine.reporting.view import View


def years_html(shown: View, templates: Path | None = None) -> bytes:
    """UTF-8 HTML of one place over the years. Raises `FazhiError` where a user's template cannot be used."""
    return render("compare-years.html.j2", shown, templates).encode()


def places_html(shown: View, templates: Path | None = None) -> bytes:
    """UTF-8 HTML of the places of one year. Raises `FazhiError` where a user's template cannot be used."""
    return render("compare-places.html.j2", shown, templates).encode()
