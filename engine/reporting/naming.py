"""What a report is called where several are listed, and why one gave no result."""

from __future__ import annotations

from pathlib import Path

from engine.reporting.text import clean
from engine.reporting.view import View

Failure = tuple[Path, str]


def name_of_report(shown: View) -> str:
    """The issuer, or else the file, of a shown report."""
    return str(shown["report"]["issuer"] or shown["report"]["file"])


def reason_of(failure: Failure) -> str:
    """Why a report gave no result, without its path before it."""
    path, message = failure
    return clean(message.removeprefix(f"{path}："))
