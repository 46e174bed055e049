"""Against an earlier audit: every gap takes exactly one turn, and none is lost."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.audit.baseline import Baseline, Gap, compared, read_baseline, written
from engine.errors import FazhiError
from tests.audit.conftest import BASELINE, Done

GROUPS = ("a", "b", "c", "d")


def baseline(gaps: dict[tuple[str, str], int], looked_at: tuple[str, ...] = GROUPS, **more: bool) -> Baseline:
    made = tuple(
        Gap(id=f"{group}|{row}", group=group, title=row, state="short", number=number)
        for (group, row), number in gaps.items()
        if number
    )
    return Baseline(
        on=date(2025, 1, 1), year=2024, checklist="x", rate=50.0, looked_at=looked_at, gaps=made, **more
    )


GAPS = st.dictionaries(
    st.tuples(st.sampled_from(GROUPS), st.sampled_from(("x", "y"))), st.integers(0, 4), max_size=8
)


@given(GAPS, GAPS, st.sets(st.sampled_from(GROUPS)))
def test_nothing_disappears(
    before: dict[tuple[str, str], int], after: dict[tuple[str, str], int], looked_at: set[str]
) -> None:
    comparison = compared(baseline(before), baseline(after, tuple(looked_at)), Path("x"))
    numbers = Counter({turn: comparison.number(turn) for turn in comparison.counts})
    assert numbers["remaining"] + numbers["fixed"] + numbers["unchecked"] == sum(before.values())
    assert numbers["remaining"] + numbers["new"] == sum(after.values())
    assert all(one.id.split("|")[0] in looked_at for one in comparison.of("fixed"))


def test_fewer_rows_of_a_name_are_partly_fixed() -> None:
    comparison = compared(baseline({("a", "x"): 3}), baseline({("a", "x"): 1}), Path("x"))
    assert [(one.turn, one.number) for one in comparison.turned] == [("remaining", 1), ("fixed", 2)]


def test_a_rule_that_was_not_checked_is_not_fixed() -> None:
    comparison = compared(baseline({("a", "x"): 2}), baseline({}, ("b",)), Path("x"))
    assert comparison.counts == {"new": 0, "fixed": 0, "remaining": 0, "unchecked": 2}


def test_the_example_adds_up(done: Done) -> None:
    earlier, comparison = read_baseline(BASELINE), done.audit.comparison
    assert comparison
    counts = comparison.counts
    before = sum(gap.number for gap in earlier.gaps)
    assert counts["remaining"] + counts["fixed"] + counts["unchecked"] == before
    gaps = sum(f.verdict not in ("met", "not_applicable") for f in done.audit.result.findings)
    short = sum(tally.short for one in done.audit.ledgers for tally in one.tallies)
    assert counts["remaining"] + counts["new"] == gaps + short
    assert f"{counts['new']}" in done.text("自查首页.html")


def test_masked_and_unmasked_are_not_compared() -> None:
    with pytest.raises(FazhiError, match="--unmask"):
        compared(baseline({}, unmasked=True), baseline({}), Path("基线.json"))


def test_from_a_folder_and_a_zip(done: Done, tmp_path: Path) -> None:
    for name in ("基线.json", "自查包.zip"):
        (tmp_path / name).write_bytes(done.files[name])
    one, *others = (
        read_baseline(path) for path in (tmp_path, tmp_path / "自查包.zip", tmp_path / "基线.json")
    )
    assert all(other == one for other in others) and written(one) == done.files["基线.json"]


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"on": "2025-01-01"}', b"\xff\xfe"])
def test_another_file_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(FazhiError, match="不是自查留下的基线文件"):
        read_baseline(tmp_path / "x.json")
