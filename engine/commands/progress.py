"""A progress bar on standard error while ledgers are read; nothing where nobody watches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from engine.console import screen

Progress = Callable[[str, int], None]


@contextmanager
def rows_read() -> Iterator[Progress]:
    """What is to be called with a file's name and the rows read of it so far."""
    console = screen(error=True)
    if not console.is_terminal:
        yield lambda name, rows: None
        return
    from rich.progress import Progress as Bars
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed} 行"))
    with Bars(*columns, TimeElapsedColumn(), console=console, transient=True) as bars:
        tasks: dict[str, int] = {}

        def show(name: str, rows: int) -> None:
            if name not in tasks:
                tasks[name] = int(bars.add_task(name, total=None))
            bars.update(tasks[name], completed=rows)  # type: ignore[arg-type]

        yield show
