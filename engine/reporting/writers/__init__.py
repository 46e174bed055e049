"""The file formats, a module each: every module here names its `WRITER`; nothing else has to know of it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.errors import FazhiError
from engine.reporting.naming import Failure
from engine.result import Result


class Unavailable(FazhiError):
    """A format that this computer has no program for; the other formats are written all the same."""


Outcome = Result | Failure
Together = Callable[[Sequence[Outcome], Path | None, bool], bytes]


@dataclass(frozen=True)
class Writer:
    """A file format: a report's file is called `<stem>-<name><suffix>`, `render` gives its content.

    `render` takes the user's template folder (or None) and raises `FazhiError` where one cannot be used.
    `format` is the code for `--format`, one for each writer; without it the suffix counts. `about` is a line of Chinese.
    `usual` files are written where no format is named; `text` may go to a screen or a pipe.
    `together` puts several outcomes, the unusable reports among them, into one output; its last argument
    tells whether several were asked for.
    """

    name: str
    suffix: str
    render: Callable[[Result, Path | None], bytes]
    format: str = ""
    about: str = ""
    usual: bool = True
    text: bool = False
    together: Together | None = None

    @property
    def code(self) -> str:
        """What `--format` calls it."""
        return self.format or self.suffix.removeprefix(".")


@cache
def writers() -> tuple[Writer, ...]:
    """Every writer of this folder, in the order of the modules' names."""
    return tuple(map(_load, _modules()))


def writer_of(code: str) -> Writer | None:
    """The writer of a format. Modules with the code in their name are tried first, so that few are loaded."""
    for name in sorted(_modules(), key=lambda name: (code not in name, name)):
        writer = _load(name)
        if writer.code == code:
            return writer
    return None


def _modules() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def _load(name: str) -> Writer:
    writer: Writer = importlib.import_module(f"{__name__}.{name}").WRITER
    return writer
