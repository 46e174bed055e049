"""The file formats, a module each: every module here names its `WRITER`; nothing else has to know of it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.result import Result


@dataclass(frozen=True)
class Writer:
    """A file format: a report's file is called `<stem>-<name><suffix>`, `render` gives its content.

    `render` takes the user's template folder (or None) and raises `FazhiError` where one cannot be used.
    """

    name: str
    suffix: str
    render: Callable[[Result, Path | None], bytes]


@cache
def writers() -> tuple[Writer, ...]:
    """Every writer of this folder, in the order of the modules' names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}").WRITER for name in names)
