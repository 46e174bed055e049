"""A bar on the screen for long reading; nothing where nobody watches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from engine.console import screen
from engine.ledgers.rows import Listener, Progress

_SHOWN_AFTER = 1.0  # seconds; short reading shows no bar


@contextmanager
def progress_bar() -> Iterator[Listener]:
    """A listener that draws a bar on standard error: file, sheet, rows so far, share. Gone when reading has ended."""
    from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = screen(error=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    begun = monotonic()
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[tuple[str, str], TaskID] = {}

        def listen(at: Progress) -> None:
            key = (at.file, at.sheet)
            if key not in tasks:
                if monotonic() - begun < _SHOWN_AFTER:
                    return
                tasks[key] = bar.add_task("", total=1.0)
            said = f"{Path(at.file).name} {at.sheet} {at.rows} 行"
            bar.update(tasks[key], completed=at.share, description=said)

        yield listen
