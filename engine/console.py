"""Standard output and error: what a screen of any encoding can show, and exact bytes for other programs.

A Chinese Windows console is GBK: what it lacks is replaced by the nearest sign, never an error. JSON and a
document's text are UTF-8 bytes whatever the console, with no line end changed.
"""

from __future__ import annotations

import codecs
import gc
import io
import os
import re
import sys
from typing import TYPE_CHECKING

from engine.errors import FazhiError

if TYPE_CHECKING:
    from rich.console import Console

_PIPE_WIDTH = 110
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_NEAREST = {
    "✓": "√", "✔": "√", "✅": "√", "✗": "×", "✘": "×", "❌": "×", "•": "·", "▪": "■", "–": "-", "−": "-",
    "⚠": "!", "ℹ": "i", "\u00a0": " ", "\u200b": "", "\ufeff": "", "\ufe0f": "",
}  # fmt: skip


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """An error handler of codecs: the nearest sign for each that cannot be encoded, `?` where none is."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = (_NEAREST.get(sign, "?") for sign in error.object[error.start : error.end])
    return "".join(signs), error.end


def prepare() -> None:
    """Lets standard output and error take any text. Raises `FazhiError` where standard output is closed."""
    closed = sys.stdout is None
    if closed:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    codecs.register_error("nearest", _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="nearest")
    if closed:
        raise FazhiError("标准输出已关闭，结果无处显示", mend="请让它接到屏幕或文件后重试")


def _nowhere() -> io.TextIOWrapper:
    return open(os.devnull, "w", encoding="utf-8")


def keep_silent_at_the_end() -> None:
    """What fails while Python clears up, after our own line was said, is not said a second time in English."""
    sys.unraisablehook = lambda _: None


def screen(*, error: bool = False) -> Console:
    """A rich console on standard output, or error. Piped output is of one width and without colour."""
    from rich.console import Console

    class Screen(Console):
        """Rich would end the program with 1, which means that --fail-on is reached."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() else _PIPE_WIDTH
    return Screen(file=stream, width=width, highlight=False, markup=False, emoji=False)


def write_exactly(text: str) -> None:
    """`text` as UTF-8 bytes to standard output, and nothing else."""
    write_bytes(text.encode("utf-8", errors="replace"))


def write_bytes(content: bytes) -> None:
    """`content` to standard output, and nothing else."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def say(line: str) -> None:
    """A line on standard error, without the control characters that a file name may carry."""
    print(_CONTROL.sub("", line), file=sys.stderr)


def discard_output() -> None:
    """Sends what is still buffered to nowhere, so that a reader who has gone causes no complaint at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())


def collect_seldom() -> None:
    """Reading makes many objects and hardly a cycle: searching them for cycles at every turn costs a third of the time."""
    gc.set_threshold(50_000, 20, 50)
