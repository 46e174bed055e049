"""JSON Lines: a line for the report, then one for each finding and each recomputed figure.

Every line has `type` (report, finding, check) and `report`, the file; the rest is of the `check` contract.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from engine.reporting.contract import to_json
from engine.reporting.writers import Outcome, Writer
from engine.result import Result


def render(result: Result, templates: Path | None = None) -> bytes:
    """UTF-8 lines of one report."""
    return together([result], templates, False)


def together(outcomes: Sequence[Outcome], templates: Path | None, several: bool) -> bytes:
    """The lines of every report, one after the other."""
    lines = (json.dumps(line, ensure_ascii=False, allow_nan=False) for one in outcomes for line in _of(one))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def _of(outcome: Outcome) -> Iterator[dict[str, Any]]:
    if not isinstance(outcome, Result):
        path, message = outcome
        yield {"type": "report", "report": str(path), "error": message}
        return
    shown = to_json(outcome)
    findings, checks = shown.pop("findings"), shown.pop("checks")
    report = outcome.document.path
    yield {"type": "report", "report": report, **shown}
    yield from ({"type": "finding", "report": report, **finding} for finding in findings)
    yield from ({"type": "check", "report": report, **check} for check in checks)


WRITER = Writer(
    "结果",
    ".jsonl",
    render,
    "jsonl",
    "JSON Lines：报告一行，条目、核验各一行",
    usual=False,
    text=True,
    together=together,
)
