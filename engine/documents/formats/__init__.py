"""One module a file format, found by its place: each says its `NAME`, `EXTENSIONS`, and how to `read` a file.

`read(path)` gives a `Raw`; it may raise `FazhiError` with a line for the user, and anything else
when the file is damaged (the room's door turns that into one line).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from engine.documents.models import Page
from engine.model import Model


class Raw(Model):
    """The text of a file, line ends not yet normalised to offsets of pages: `pages` count in `text`."""

    text: str
    pages: tuple[Page, ...] = ()
    notices: tuple[str, ...] = ()


class Format(NamedTuple):
    """A format: its name, its file extensions (.docx), and its reader."""

    name: str
    extensions: tuple[str, ...]
    read: Callable[[Path], Raw]


@cache
def formats() -> dict[str, Format]:
    """All formats by name."""
    found: dict[str, Format] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        if extensions := getattr(module, "EXTENSIONS", None):
            found[info.name] = Format(info.name, tuple(extensions), module.read)
    return found
