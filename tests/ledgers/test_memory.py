"""What is kept of a large ledger: hashes and bytes, no rows."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ledgers.fingerprints import Fingerprints
from engine.ledgers.reading import read_tables
from engine.ledgers.sources.strings import Strings
from tests.ledgers.making import kinds


@settings(max_examples=30)
@given(st.lists(st.tuples(st.text(max_size=3), st.one_of(st.none(), st.integers(0, 3))), max_size=60))
def test_a_fingerprint_names_the_first_row_that_was_the_same(rows: list[tuple[str, int | None]]) -> None:
    seen = Fingerprints()
    for number, row in enumerate(rows):
        first = rows.index(row)
        assert seen.first(row, number) == (None if first == number else first)


def test_fingerprints_of_many_rows_are_small_and_sure() -> None:
    tracemalloc.start()
    seen = Fingerprints()
    assert all(seen.first((i, "x"), i) is None for i in range(8_000))
    assert all(seen.first((i, "x"), 0) == i for i in range(0, 8_000, 397))
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 8_000 * 50


@settings(max_examples=30)
@given(st.lists(st.text(max_size=20), max_size=30))
def test_strings_are_a_list(texts: list[str]) -> None:
    kept = Strings()
    for text in texts:
        kept.append(text)
    assert [kept[i] for i in range(len(kept))] == texts


def _peak(path: Path, rows: int) -> int:
    """The most that Python held at once while reading a text table of so many rows."""
    lines = ["姓名,身份证号,单位,学时", *(f"示例{i},{i:018},示例局{i % 9},60" for i in range(rows))]
    path.write_text("\n".join(lines), "utf-8")
    del lines
    tracemalloc.start()
    assert sum(1 for table in read_tables(path, kinds()) for _ in table.rows) == rows
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_memory_hardly_grows_with_the_rows(tmp_path: Path) -> None:
    # Tables of hashes grow in steps, so that close counts say little.
    few, many = _peak(tmp_path / "执法人员培训.csv", 5_000), _peak(tmp_path / "执法人员培训.csv", 20_000)
    assert many - few < 15_000 * 150
