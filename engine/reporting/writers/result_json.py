"""The result as JSON, in the shape of `fazhi check --format json`."""

import json
from pathlib import Path

from engine.reporting.contract import to_json
from engine.reporting.writers import Writer
from engine.result import Result


def render(result: Result, templates: Path | None = None) -> bytes:
    """UTF-8 JSON; characters that UTF-8 cannot carry stay as JSON escapes."""
    text = json.dumps(to_json(result), ensure_ascii=False, indent=1, allow_nan=False)
    return (text + "\n").encode("utf-8", "backslashreplace")


WRITER = Writer("结果", ".json", render)
