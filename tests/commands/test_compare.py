"""`fazhi compare`: what it prints, what it writes, with which code it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from engine.commands.schema import SHAPES
from tests.commands.conftest import REPORT, Run

OUTPUT: TypeAdapter[Any] = SHAPES["compare"][0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two years of one county and one more county."""
    later = REPORT.replace("2025年", "2026年").replace("2024年", "2025年").replace("审结11件", "审结12件")
    texts = {"a/2024.txt": REPORT, "a/2025.txt": later, "b/另县.txt": REPORT.replace("示例县", "另例县")}
    for name, text in texts.items():
        path = tmp_path / "reports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "reports"


def test_a_folder_of_one_county_is_compared_over_the_years(
    run: Run, folder: Path, own: tuple[str, ...]
) -> None:
    ran = run("compare", folder / "a", *own)
    assert ran.code == 0
    assert "示例县人民政府　2024—2025年度历年比较" in ran.out
    assert "2024年度 → 2025年度" in ran.out


def test_json_is_one_document_of_the_published_shape(run: Run, folder: Path, own: tuple[str, ...]) -> None:
    ran = run("compare", folder / "a", *own, "--format", "json")
    OUTPUT.validate_json(ran.out)
    shown = json.loads(ran.out)
    assert (ran.code, shown["mode"], len(shown["years"][0]["pairs"])) == (0, "years", 1)


def test_places_of_one_year(run: Run, folder: Path, own: tuple[str, ...]) -> None:
    ran = run("compare", folder / "a" / "2024.txt", folder / "b", *own, "--format", "json")
    places = json.loads(ran.out)["places"][0]
    assert [one["rank"] for one in places["ranking"]] == [1, 1]


def test_files_are_written_and_named(run: Run, folder: Path, own: tuple[str, ...], tmp_path: Path) -> None:
    ran = run("compare", folder / "a", *own, "-o", tmp_path / "out")
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == [f"示例县人民政府-2024-2025-历年比较.{end}" for end in ("html", "xlsx")]
    assert all(name in ran.err for name in written)


def test_a_mixture_says_what_to_do(run: Run, folder: Path, own: tuple[str, ...]) -> None:
    ran = run("compare", folder, *own)
    assert (ran.code, ran.out) == (2, "")
    assert "--mode years" in ran.err
    assert run("compare", folder, *own, "--mode", "历年").code == 0
    assert run("compare", folder, *own, "--mode", "places").code == 0


def test_a_file_that_can_not_be_read_is_named_and_stops_no_other(
    run: Run, folder: Path, own: tuple[str, ...]
) -> None:
    ran = run("compare", folder / "a", folder / "没有.txt", *own)
    assert ran.code == 2
    assert "没有.txt" in ran.out and "历年比较" in ran.out


def test_own_labels_are_used(run: Run, folder: Path, own: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "texts.yaml").write_text("compare: {phrases: {years_title: 逐年对比}}\n", "utf-8")
    assert "逐年对比" in run("compare", folder / "a", *own, "--templates", tmp_path / "words").out


def test_dates_of_one_report_are_no_options(run: Run, folder: Path) -> None:
    ran = run("compare", folder / "a", "--published-on", "2025-03-01")
    assert ran.code == 2
