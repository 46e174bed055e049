"""The result as JSON, in the shape of `fazhi check --format json`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.reporting.contract import to_json
from engine.reporting.machine import dumped
from engine.reporting.writers import Outcome, Writer
from engine.result import Result


def render(result: Result, templates: Path | None = None) -> bytes:
    """UTF-8 JSON; characters that UTF-8 cannot carry stay as JSON escapes."""
    return dumped(to_json(result))


def together(outcomes: Sequence[Outcome], templates: Path | None, several: bool) -> bytes:
    """One document for one report, an array for several."""
    shown = [_shown(outcome) for outcome in outcomes]
    return dumped(shown if several else shown[0])


def _shown(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Result):
        return to_json(outcome)
    path, message = outcome
    return {"document": {"path": str(path)}, "findings": [], "error": message}


WRITER = Writer(
    "结果",
    ".json",
    render,
    "json",
    "供程序读取的 JSON，形状见 fazhi schema check",
    text=True,
    together=together,
)
