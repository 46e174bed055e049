"""A progress bar on standard error while ledgers are read; nothing where nobody watches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.console import screen

if TYPE_CHECKING:
    from engine.ledgers.rows import Listener, Progress


@contextmanager
def rows_read() -> Iterator[Listener]:
    """What is to be called with how far reading a sheet has come."""
    console = screen(error=True)
    if not console.is_terminal:
        yield lambda progress: None
        return
    from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rows]} 行"))
    with Bars(*columns, TimeElapsedColumn(), console=console, transient=True) as bars:
        tasks: dict[tuple[str, str], TaskID] = {}

        def show(progress: Progress) -> None:
            sheet = progress.file, progress.sheet
            if sheet not in tasks:
                tasks[sheet] = bars.add_task(progress.sheet, total=1.0, rows=0)
            bars.update(tasks[sheet], completed=progress.share, rows=progress.rows)

        yield show
