"""The best of several runs of a function, in seconds."""

from __future__ import annotations

import time
from collections.abc import Callable


def best(function: Callable[[], object], seconds: float = 1.0, least: int = 3) -> float:
    """The shortest run among those that fit into about `seconds`, at least `least` of them."""
    times: list[float] = []
    until = time.perf_counter() + seconds
    while len(times) < least or time.perf_counter() < until:
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def row(name: str, seconds: float, unit: float, note: str = "") -> str:
    """A line: name, milliseconds, ratio to `unit` seconds, note."""
    return f"{name:<44}{seconds * 1000:>12.3f} ms{seconds / unit:>12.2f} ×  {note}"
