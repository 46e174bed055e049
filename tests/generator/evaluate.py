"""Measures the extraction on generated passages: `python -m tests.generator.evaluate [--seed N] [--facts N] [--json]`.

The passages know what they say, so nothing is judged by hand. `--misses FILE` writes each miss as a JSON line.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from engine.extraction import load_lexicon
from engine.resources import shipped
from tests.generator.passages import passages
from tests.generator.report import as_text, by_key, groups, misses, summary
from tests.generator.scoring import evaluate

SEED, FACTS = 20240101, 4000


def main(arguments: list[str] | None = None) -> None:
    """Prints the tables, or one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--facts", type=int, default=FACTS, help="at least so many facts")
    parser.add_argument("--keys", type=int, default=None, help="only the weakest keys")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--misses", type=Path)
    given = parser.parse_args(arguments)
    outcome = evaluate(passages(given.seed, given.facts), load_lexicon(shipped("checklists")))
    if given.misses:
        lines = [json.dumps(miss, ensure_ascii=False) for miss in misses(outcome)]
        given.misses.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if given.json:
        everything = {"summary": summary(outcome), "keys": by_key(outcome), **groups(outcome)}
        print(json.dumps(everything, ensure_ascii=False, indent=2))
    else:
        print(as_text(outcome, given.keys))


if __name__ == "__main__":
    main()
