"""`fazhi check`: what it prints, what it writes, with which code it ends."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pydantic import TypeAdapter

from engine.commands import check
from engine.commands.inputs import OURS
from engine.commands.schema import SHAPES
from engine.pipeline import check_report
from engine.reporting.files import CHECKSUMS, SUMMARY
from engine.reporting.texts import load_texts
from engine.reporting.writers import writers
from tests.checklist.making import ITEMS, write_checklist
from tests.commands.conftest import REPORT, Run

CHECK_OUTPUT: TypeAdapter[Any] = SHAPES["check"][0]


def test_the_table_says_points_with_their_ceiling(run: Run, report: Path, own: tuple[str, ...]) -> None:
    ran = run("check", report, *own)
    assert ran.code == 0
    assert "示例县人民政府　2024年度" in ran.out
    assert "6/6/6" in ran.out
    assert "上限" in ran.out


def test_json_is_one_document_of_the_published_shape(run: Run, report: Path, own: tuple[str, ...]) -> None:
    ran = run("check", report, *own, "--format", "json")
    shown = json.loads(ran.out)
    CHECK_OUTPUT.validate_json(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert {finding["item"]: finding["verdict"] for finding in shown["findings"]} == {
        "sample.reconsideration": "met",
        "sample.committee": "met",
    }
    for finding in shown["findings"]:
        assert finding["evidence"]
        for one in finding["evidence"]:
            assert REPORT[one["start"] : one["end"]] == one["quote"]


def test_what_the_user_says_is_shown_as_such(run: Run, report: Path, own: tuple[str, ...]) -> None:
    said = ("--published-on", "2025年3月28日", "--level", "县级", "--year", "2023")
    document = json.loads(run("check", report, *own, "--format", "json", *said).out)["document"]
    assert (document["published_on"], document["level"], document["report_year"]) == (
        "2025-03-28",
        "county",
        2023,
    )
    assert {"published_on", "level", "report_year"} <= set(document["provided"]) | {"report_year"}


@pytest.mark.parametrize(
    ("fail_on", "code"), [("critical", 0), ("关键", 0), ("major", 0), ("minor", 1), ("一般", 1)]
)
def test_fail_on_counts_gaps_of_that_severity_and_above(
    run: Run, report: Path, own: tuple[str, ...], fail_on: str, code: int
) -> None:
    report.write_text(REPORT.replace("成立行政复议委员会,", ""), "utf-8")  # the minor item is silent
    assert run("check", report, *own, "--fail-on", fail_on).code == code


def test_without_fail_on_nothing_fails(run: Run, report: Path, own: tuple[str, ...]) -> None:
    report.write_text(REPORT.replace("成立行政复议委员会,", ""), "utf-8")
    assert run("check", report, *own).code == 0


def test_files_are_written_and_named(run: Run, report: Path, own: tuple[str, ...], tmp_path: Path) -> None:
    ran = run("check", report, *own, "-o", tmp_path / "out")
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert ran.code == 0
    assert written
    assert all(name in ran.err for name in written)


def test_a_failed_run_leaves_earlier_results_alone(
    run: Run, report: Path, own: tuple[str, ...], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run("check", report, *own, "-o", out)
    before = {path: path.read_bytes() for path in out.iterdir()}
    report.write_bytes(b"")
    assert run("check", report, *own, "-o", out).code == 2
    assert {path: path.read_bytes() for path in out.iterdir()} == before


def test_one_bad_file_does_not_stop_the_others(
    run: Run, report: Path, own: tuple[str, ...], tmp_path: Path
) -> None:
    other = tmp_path / "菜谱.txt"
    other.write_text("红烧肉的做法。先把肉切块。", "utf-8")
    missing = tmp_path / "没有.txt"
    ran = run("check", missing, report, other, *own, "--format", "json")
    CHECK_OUTPUT.validate_json(ran.out)
    shown = json.loads(ran.out)
    assert ran.code == 2
    assert "没有.txt：文件不存在" in shown[0]["error"]
    assert len(shown[1]["findings"]) == 2
    assert shown[2]["findings"] == [] and shown[2]["message"]
    assert [line[:5] for line in ran.err.splitlines()] == ["[1/3]", "[2/3]", "[3/3]"]


def test_a_folder_is_all_its_reports_but_not_its_results(
    run: Run, report: Path, own: tuple[str, ...], tmp_path: Path
) -> None:
    folder = tmp_path / "报告"
    (folder / "县").mkdir(parents=True)
    (folder / "县" / "甲.txt").write_text(REPORT, "utf-8")
    (folder / "~$甲.txt").write_text(REPORT, "utf-8")
    (folder / "表.xlsx").write_bytes(b"PK")
    for _ in range(2):  # what the first run wrote is no report to the second
        ran = run("check", folder, *own, "-o", folder / "结果", "--format", "json")
        assert [Path(one["document"]["path"]).name for one in json.loads(ran.out)] == ["甲.txt"]


def test_a_file_named_twice_is_checked_once(run: Run, report: Path, own: tuple[str, ...]) -> None:
    ran = run("check", report, report.parent / "." / report.name, *own, "--format", "json")
    assert isinstance(json.loads(ran.out), dict)


def test_patterns_are_expanded_where_the_shell_does_not(run: Run, report: Path, own: tuple[str, ...]) -> None:
    assert run("check", report.parent / "*.txt", *own).code == 0


def test_an_empty_folder_is_unusable(run: Run, tmp_path: Path, own: tuple[str, ...]) -> None:
    (tmp_path / "空").mkdir()
    ran = run("check", tmp_path / "空", *own)
    assert (ran.code, ran.out) == (2, "")
    assert "文件夹里没有报告" in ran.err


def test_another_kind_of_document_is_not_judged(run: Run, tmp_path: Path, own: tuple[str, ...]) -> None:
    path = tmp_path / "菜谱.txt"
    path.write_text("红烧肉的做法。先把肉切块。", "utf-8")
    ran = run("check", path, *own, "--format", "json", "-o", tmp_path / "out")
    shown = json.loads(ran.out)
    assert ran.code == 2
    assert shown["findings"] == [] and shown["message"] in ran.err
    assert not (tmp_path / "out").exists()
    assert run("check", path, *own, "--as", "annual_report").code == 0


def test_mistakes_of_a_checklist_are_said_once_a_line_each(run: Run, report: Path, tmp_path: Path) -> None:
    broken = ITEMS.replace("severity", "severty")
    head = write_checklist(tmp_path / "lists", items=broken)
    ran = run("check", report, report, "--checklist", head)
    lines = ran.err.splitlines()
    assert ran.code == 2
    assert len(lines) == 4
    assert all("disputes.yaml:" in line for line in lines)


def test_a_defect_in_one_report_stops_no_other(
    run: Run, report: Path, own: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tmp_path / "乙.txt"
    second.write_text(REPORT, "utf-8")
    real = check_report

    def defective(path: Path, options: Any) -> Any:
        if path == report:
            raise ZeroDivisionError("x")
        return real(path, options)

    monkeypatch.setattr(check, "check_report", defective)
    monkeypatch.delenv("FAZHI_DEBUG", raising=False)
    shown = json.loads(run("check", report, second, *own, "--format", "json").out)
    assert "程序出错（ZeroDivisionError: x）" in shown[0]["error"]
    assert len(shown[1]["findings"]) == 2


@pytest.mark.parametrize("name", ["file", "file/out", "dangling", "x" * 300, ""])
def test_where_nothing_can_be_written_nothing_is_done(
    run: Run, report: Path, own: tuple[str, ...], tmp_path: Path, name: str
) -> None:
    (tmp_path / "file").write_text("a file", "utf-8")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    before = sorted(tmp_path.iterdir())
    ran = run("check", report, *own, "-o", f"{tmp_path}/{name}" if name else "")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_without_permission_is_refused_first(
    run: Run, report: Path, own: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.commands.outputs.os.access", lambda _, mode: not mode & os.W_OK)
    ran = run("check", report, *own, "-o", tmp_path / "new" / "out")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "不能写入" in ran.err and not (tmp_path / "new").exists()


def test_errors_name_the_file(run: Run, tmp_path: Path) -> None:
    ran = run("check", tmp_path / "没有.docx")
    assert (ran.code, ran.out) == (2, "")
    assert "没有.docx：文件不存在" in ran.err


@pytest.mark.parametrize("name", ["空", "环.txt", "没有*.txt", "x" * 300])
def test_one_bad_argument_leaves_the_others_whole(
    run: Run, report: Path, own: tuple[str, ...], tmp_path: Path, name: str
) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "环.txt").symlink_to(tmp_path / "环.txt")
    ran = run("check", tmp_path / name, report, *own, "--format", "json")
    CHECK_OUTPUT.validate_json(ran.out)
    bad, good = json.loads(ran.out)
    assert ran.code == 2
    assert name in bad["error"] and bad["findings"] == []
    assert len(good["findings"]) == 2
    assert [line[:5] for line in ran.err.splitlines()] == ["[1/2]", "[2/2]"]


def test_files_of_other_kinds_in_a_folder_are_named_once(
    run: Run, report: Path, own: tuple[str, ...]
) -> None:
    for name in ("图.jpg", "表.xlsx", ".hidden"):
        (report.parent / name).write_bytes(b"x")
    ran = run("check", report.parent, report.parent, report, *own)
    passed_over = [line for line in ran.err.splitlines() if line.startswith("未读：")]
    assert len(passed_over) == 1
    assert "图.jpg" in passed_over[0] and "表.xlsx" in passed_over[0] and "不是能读的格式" in passed_over[0]
    assert ".hidden" not in ran.err


def test_json_of_a_single_unusable_file_is_still_json(run: Run, tmp_path: Path, own: tuple[str, ...]) -> None:
    ran = run("check", tmp_path / "没有.docx", *own, "--format", "json")
    CHECK_OUTPUT.validate_json(ran.out)
    shown = json.loads(ran.out)
    assert ran.code == 2
    assert shown["document"]["path"].endswith("没有.docx") and shown["findings"] == []
    assert shown["error"] in ran.err and len(ran.err.splitlines()) == 1


def test_table_and_summary_name_what_gave_no_result(
    run: Run, report: Path, own: tuple[str, ...], tmp_path: Path
) -> None:
    recipe = tmp_path / "菜谱.txt"
    recipe.write_text("红烧肉的做法。先把肉切块。", "utf-8")
    ran = run("check", report, tmp_path / "没有.docx", recipe, *own, "-o", tmp_path / "out")
    assert ran.code == 2
    assert "6/6/6" in ran.out and "没有.docx：文件不存在" in ran.out
    book = load_workbook(tmp_path / "out" / "汇总.xlsx")
    cells = "\n".join(str(cell) for row in book.worksheets[0].values for cell in row)
    for said in ("示例县.txt", "没有.docx", "文件不存在", "菜谱.txt", "未作判定"):
        assert said in cells


def test_results_of_an_earlier_run_are_no_reports_wherever_they_lie(
    run: Run, tmp_path: Path, own: tuple[str, ...]
) -> None:
    folder = tmp_path / "报告"
    folder.mkdir()
    (folder / "甲.txt").write_text(REPORT, "utf-8")
    for _ in range(2):  # written beside the reports
        ran = run(
            "check", folder, *own, "-o", folder, "--format", "docx,html,md,viewer,csv", "--reproducible"
        )
        assert ran.code == 0 and "示例县人民政府" not in ran.out
    ran = run("check", folder, *own, "--format", "json")
    assert [Path(one["document"]["path"]).name for one in json.loads(ran.out)] == ["甲.txt"]
    assert "未读：6 个文件是以前写出的结果" in ran.err


def test_every_file_that_is_written_is_known_by_its_name() -> None:
    names = [f"甲-{one.name}{one.suffix}" for one in writers()]
    names += [SUMMARY, CHECKSUMS, *(f"汇总{one.suffix}" for one in writers() if one.together)]
    phrases = load_texts().compare.phrases
    names += [
        f"甲-{phrases[key]}{end}" for key in ("years_title", "places_title") for end in (".html", ".xlsx")
    ]
    assert [name for name in names if not OURS.fullmatch(name)] == []
    assert not any(
        map(OURS.fullmatch, ("甲.docx", "差距报告.docx", "甲-结果.txt", "2024年法治政府建设情况报告.html"))
    )
