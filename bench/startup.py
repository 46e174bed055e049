"""How long a command takes to start, against a bare interpreter and against importing its dependencies alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.timing import best, row

_DEPENDENCIES = (
    "import click, pydantic, yaml, jinja2, openpyxl, lxml.etree, rich.console, ahocorasick, docx, pdfplumber"
)
_FAZHI = "from cli import main; main()"


def lines(report: Path) -> Iterator[str]:
    """A table; a bare interpreter is the unit."""
    unit = _run("-c", "pass")
    yield "启动"
    yield row("python -c pass", unit, unit)
    yield row("import click", _run("-c", "import click"), unit)
    yield row("fazhi --help", _run("-c", _FAZHI, "--help"), unit)
    yield row("导入全部依赖", _run("-c", _DEPENDENCIES), unit)
    yield row("fazhi check 一份报告", _run("-c", _FAZHI, "check", str(report)), unit)


def _run(*arguments: str) -> float:
    command = [sys.executable, *arguments]
    return best(lambda: subprocess.run(command, capture_output=True, check=False), seconds=2)
