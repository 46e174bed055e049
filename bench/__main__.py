"""Runs every benchmark: `python -m bench [REPORT]`."""

from __future__ import annotations

import sys
from pathlib import Path

from bench import kernels, ledgers, scaling, scanners, stages, startup
from engine.console import collect_seldom

collect_seldom()
report = Path(sys.argv[1] if len(sys.argv) > 1 else "examples/beipiao-2024.txt")
for part in (stages, scaling, kernels, scanners, startup, ledgers):
    print()
    for line in part.lines(report):
        print(line, flush=True)
