"""`--format`: what goes to the screen, what into files, several in one run; and runs that give the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from engine.reporting.files import CHECKSUMS
from engine.reporting.writers import Writer, writers
from tests.commands.conftest import REPORT, Run

ROOT = Path(__file__).resolve().parents[2]
ALL = ",".join(writer.code for writer in writers())


@pytest.fixture
def two(report: Path, own: tuple[str, ...]) -> tuple[str | Path, ...]:
    """The arguments for a good report and one that is missing."""
    return (report, report.parent / "没有.txt", *own)


@pytest.mark.parametrize("writer", [w for w in writers() if w.text], ids=lambda w: w.code)
def test_one_text_format_goes_to_standard_output(
    run: Run, report: Path, own: tuple[str, ...], writer: Writer
) -> None:
    ran = run("check", report, *own, "--format", writer.code)
    assert (ran.code, ran.err) == (0, "")
    assert "行政复议" in ran.out


@pytest.mark.parametrize(
    ("formats", "said"),
    [("json,sarif", "标准输出一次只能写一种格式"), ("table,csv", "标准输出一次只能写一种格式"),
     ("xlsx", "xlsx 不能写到标准输出"), ("sarf", "是否想写 sarif"), ("json,", "不在可选范围内")],
)  # fmt: skip
def test_what_standard_output_cannot_take_is_refused_first(
    run: Run, report: Path, own: tuple[str, ...], formats: str, said: str
) -> None:
    ran = run("check", report, *own, "--format", formats)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert said in ran.err


def test_a_format_for_one_report_is_refused_for_several(run: Run, two: tuple[str | Path, ...]) -> None:
    ran = run("check", *two, "--format", "md")
    assert (ran.code, ran.out) == (2, "")
    assert "一次只能写一份报告" in ran.err


def test_named_formats_are_the_files_that_are_written(
    run: Run, report: Path, own: tuple[str, ...], tmp_path: Path
) -> None:
    ran = run("check", report, *own, "--format", "sarif，csv", "--format", "csv", "-o", tmp_path / "out")
    assert (ran.code, ran.out) == (0, "")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"示例县-结果.sarif", "示例县-结果.csv"}
    ran = run("check", report, *own, "--format", "table,junit", "-o", tmp_path / "2")
    assert "6/6/6" in ran.out
    assert {path.name for path in (tmp_path / "2").iterdir()} == {"示例县-结果.junit.xml"}


def test_json_alone_with_a_folder_is_json_on_screen_and_the_usual_files(
    run: Run, report: Path, own: tuple[str, ...], tmp_path: Path
) -> None:
    ran = run("check", report, *own, "--format", "json", "-o", tmp_path / "out")
    usual = {f"示例县-{w.name}{w.suffix}" for w in writers() if w.usual}
    assert {path.name for path in (tmp_path / "out").iterdir()} == usual
    assert json.loads(ran.out) == json.loads((tmp_path / "out" / "示例县-结果.json").read_bytes())


def test_unusable_reports_are_in_the_machine_formats(
    run: Run, two: tuple[str | Path, ...], tmp_path: Path
) -> None:
    ran = run("check", *two, "--format", "junit")
    root = ElementTree.fromstring(ran.out)
    assert ran.code == 2 and root.get("errors") == "1"
    run("check", *two, "--format", "sarif,csv", "-o", tmp_path / "out")
    runs = json.loads((tmp_path / "out" / "汇总.sarif").read_bytes())["runs"]
    assert [one["invocations"][0]["executionSuccessful"] for one in runs] == [True, False]
    assert "文件不存在" in (tmp_path / "out" / "汇总.csv").read_text("utf-8-sig")
    assert not (tmp_path / "out" / "汇总.xlsx").exists()


def test_a_single_unusable_report_is_said_whatever_the_format(
    run: Run, tmp_path: Path, own: tuple[str, ...]
) -> None:
    recipe = tmp_path / "菜谱.txt"
    recipe.write_text("红烧肉的做法。先把肉切块。", "utf-8")
    for path, words in ((recipe, "未作判定"), (tmp_path / "没有.txt", "文件不存在")):
        for more in (("-o", tmp_path / "out"), ()):
            ran = run("check", path, *own, "--format", "sarif", *more)
            assert ran.code == 2 and words in ran.err
            assert bool(ran.out) is not bool(more)
    assert not (tmp_path / "out").exists()


def test_help_lists_every_format_with_its_description(run: Run) -> None:
    shown = run("check", "--help").out
    assert all(writer.code in shown and writer.about[:8] in shown for writer in writers())


def test_the_same_reports_give_the_same_bytes(own: tuple[str, ...], tmp_path: Path) -> None:
    """Two processes: other folders, other paths, another time zone, another order of sets."""
    runs = []
    for number, zone in enumerate(("Asia/Shanghai", "America/New_York")):
        folder = tmp_path / f"run{number}"
        folder.mkdir()
        for name in ("甲", "乙"):
            (folder / f"{name}.txt").write_text(REPORT.replace("示例县", f"示例{name}县"), "utf-8")
        (folder / "坏.txt").write_bytes(b"")
        given = [str(folder) if number else ".", "--reproducible", "--format", ALL, "-o", "out", *own]
        environment = os.environ | {"PYTHONHASHSEED": str(number + 1), "TZ": zone, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, str(ROOT / "cli.py"), "check", *given]
        runs.append(subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE))
    assert [process.wait() for process in runs] == [2, 2]
    one, other = ({p.name: p.read_bytes() for p in (tmp_path / f"run{n}" / "out").iterdir()} for n in (0, 1))
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []
    assert not any(str(tmp_path).encode() in content for content in one.values())
    sums = [line.split("  ", 1) for line in one.pop(CHECKSUMS).decode().splitlines()]
    assert sums == [[hashlib.sha256(one[name]).hexdigest(), name] for name in sorted(one)]


def test_without_reproducible_the_path_stays_and_no_checksums_are_written(
    run: Run, report: Path, own: tuple[str, ...], tmp_path: Path
) -> None:
    ran = run("check", report, *own, "--format", "json", "-o", tmp_path / "out")
    assert json.loads(ran.out)["document"]["path"] == str(report)
    assert not (tmp_path / "out" / CHECKSUMS).exists()
    ran = run("check", report.parent / "没有.txt", *own, "--format", "json", "--reproducible")
    assert json.loads(ran.out)["document"]["path"] == "没有.txt"
    assert str(report.parent) not in ran.out
