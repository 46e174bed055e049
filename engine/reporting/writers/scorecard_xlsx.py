"""The scorecard workbook."""

from pathlib import Path

from engine.reporting.texts import load_texts
from engine.reporting.writers import Writer
from engine.result import Result


def render(result: Result, templates: Path | None = None) -> bytes:
    """The xlsx file. Raises `FazhiError` where a user's `texts.yaml` cannot be used."""
    from engine.reporting.scorecard import scorecard

    return scorecard(result, load_texts(templates))


WRITER = Writer("评分表", ".xlsx", render, "xlsx", "评分表工作簿；几份报告时另有汇总.xlsx")
