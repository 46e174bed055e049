"""A workspace as people leave it: made, filled, forgotten, wrong."""

from __future__ import annotations

import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from engine.audit.screen import print_audit
from engine.audit.workspace import opened
from engine.commands.check import failing
from engine.errors import FazhiError
from tests.audit.conftest import Done, of
from tests.commands.conftest import Run

REPORT = "示例县2024年法治政府建设年度报告.txt"
_OTHER = re.compile(r"与报告所写不一致：报告写的年度是2023年，使用者给的是2024")


def test_init_writes_what_is_to_be_filled_in_and_never_overwrites(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "示例 县"
    (root / "台账").mkdir(parents=True)
    (root / "台账" / "行政复议.xlsx").write_bytes(b"mine")
    arguments = ("init", root, "--region", "辽宁省", "--year", "2024", "--level", "county")
    assert run(*arguments).code == 0
    assert (root / "台账" / "行政复议.xlsx").read_bytes() == b"mine"
    assert len(list((root / "台账").iterdir())) == 11
    assert {path.name for path in root.iterdir()} >= {"报告", "证明", "豁免", "材料", "自查设置.yaml"}
    settings = (root / "自查设置.yaml").read_bytes()
    again = run(*arguments)
    assert again.code == 2 and "已经是自查文件夹" in again.err
    assert (root / "自查设置.yaml").read_bytes() == settings
    status = run("status", root)
    assert status.code == 0 and "还没有放入报告" in status.out and "已备 0/" in status.out


def test_init_refuses_a_place_that_is_not_known(run: Run, tmp_path: Path) -> None:
    ran = run("init", tmp_path / "a", "--region", "示例省", "--year", "2024")
    assert ran.code == 2 and "区划表中没有“示例省”" in ran.err and "开发区" in ran.err
    assert not (tmp_path / "a").exists()


def test_init_refuses_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    ran = run("init", tmp_path / "a", "--region", "辽宁省", "--year", "2024")
    assert ran.code == 2 and "同名的文件已经存在" in ran.err


def test_a_folder_that_is_no_workspace(run: Run, tmp_path: Path) -> None:
    for verb in ("status", "audit"):
        ran = run(verb, tmp_path)
        assert ran.code == 2 and "fazhi init" in ran.err


def test_no_report_and_two(run: Run, small: Path) -> None:
    shutil.copy(small / "报告" / REPORT, small / "报告" / "初稿.txt")
    two = run("audit", small)
    assert two.code == 2 and "有几份报告" in two.err and "初稿.txt" in two.err
    for path in (small / "报告").iterdir():
        path.unlink()
    none = run("audit", small)
    assert none.code == 2 and "还没有放入报告" in none.err
    assert not (small / "自查结果").exists()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("year: 二〇二四", "自查设置.yaml:4"),
        ("yaer: 2024", "自查设置.yaml:4"),
        ("region: 示例省", "区划表中没有“示例省”"),
        ("report: ../../etc/passwd", "文件夹之外"),
        ("report: 报告/没有.txt", "不在"),
        ("checklist: 没有这份", "没有这份"),
    ],
)
def test_broken_settings(line: str, message: str, run: Run, small: Path) -> None:
    settings = small / "自查设置.yaml"
    key = line.split(":")[0]
    kept = [one for one in settings.read_text("utf-8").splitlines() if not one.startswith(f"{key}:")]
    settings.write_text("\n".join([*kept[:3], line, *kept[3:]]), encoding="utf-8")
    ran = run("audit", small)
    assert ran.code == 2 and message in ran.err, ran.err


def test_exit_codes(run: Run, small: Path) -> None:
    failed = run("audit", small, "--fail-on", "critical")
    assert failed.code == 1 and (small / "自查结果" / "自查首页.html").is_file()


def test_a_waived_gap_does_not_fail(done: Done) -> None:
    (waived, *_) = (one for one in done.audit.result.findings if one.waived)
    only = done.audit.result.model_copy(update={"findings": (waived,)})
    assert not failing(only, "minor")
    bare = waived.model_copy(update={"rulings": ()})
    assert failing(only.model_copy(update={"findings": (bare,)}), "minor")


def test_a_report_of_another_year_and_a_document_that_is_none(run: Run, small: Path) -> None:
    report = small / "报告" / REPORT
    text = report.read_text("utf-8")
    report.write_text(text.replace("2024年", "2023年"), encoding="utf-8")
    assert any(_OTHER.search(notice) for notice in of(opened(small)).result.document.notices)
    for verb in ("status", "audit"):
        assert len(_OTHER.findall("".join(run(verb, small).out.split()))) == 1, verb
    assert len(_OTHER.findall((small / "自查结果" / "自查首页.html").read_text("utf-8"))) == 1
    report.write_text("示例县2024年法治政府建设工作要点\n一、任务\n（一）推进行政复议。\n", encoding="utf-8")
    assert "不是年度报告" in of(opened(small)).notices[1]
    report.write_text("会议通知\n请各科室于周五前报送材料。\n", encoding="utf-8")
    ran = run("audit", small)
    assert ran.code == 2 and "未作判定" in ran.out


def test_what_is_no_table_is_told(small: Path) -> None:
    (small / "台账" / "复议台账.docx").write_bytes(b"PK")
    (small / "证明" / "说明.docx").write_bytes(b"PK")
    told = {one.file: one.message for one in of(opened(small)).problems}
    assert told == {"台账/复议台账.docx": "这不是表格，没有读", "证明/说明.docx": "这不是表格或 YAML，没有读"}


def test_what_persons_wrote_wrong_is_told(small: Path) -> None:
    (small / "证明" / "a.yaml").write_text(
        "attestations:\n  - {item: cn.22.committee, statement: 已成立, by: 示例甲, on: 2025-02-01, verdict: 基本达标}\n",
        encoding="utf-8",
    )
    audit = of(opened(small))
    assert "认定“基本达标”" in audit.problems[0].message and audit.problems[0].cell == "第2行"
    assert audit.rulings == ()
    (small / "证明" / "a.yaml").write_text("attestations:\n  - {item: x, by: 示例甲}\n", encoding="utf-8")
    with pytest.raises(FazhiError, match=r"a\.yaml:2"):
        of(opened(small))


def test_a_mapping_is_remembered_and_a_hand_is_followed(small: Path) -> None:
    (small / "台账" / "a.csv").write_text(
        "案号,申请人,收到申请日期,受理日期,办完了,结案方式\n示政复1号,示例甲,2024-03-04,2024-03-07,2024-04-25,维持\n",
        encoding="utf-8",
    )
    closed = "reconsideration.closed"

    def keys() -> set[str]:
        return {fact.key for one in of(opened(small)).ledgers for fact in one.facts}

    assert closed not in keys()
    mapping = small / "台账对照.yaml"
    text = mapping.read_text("utf-8")
    assert "办完了: {列: 不用, 来自: 自动}" in text
    mapping.write_text(
        text.replace("办完了: {列: 不用, 来自: 自动}", "办完了: {列: 结案日期, 来自: 人工}"), "utf-8"
    )
    assert closed in keys()
    assert "办完了: {列: 结案日期, 来自: 人工}" in mapping.read_text("utf-8")
    mapping.write_text(text.replace("列: 不用", "列: 结案日起"), "utf-8")
    with pytest.raises(FazhiError, match=r"台账对照\.yaml:\d+"):
        of(opened(small))


def test_status_tells_how_far_it_is(run: Run, space: Path, small: Path) -> None:
    full, little = run("status", space), run("status", small)
    assert full.code == little.code == 0
    assert "√  行政应诉" in full.out and "△  行政复议" in full.out and "缺材料：" in full.out
    assert "○  行政应诉" in little.out
    for ran in (full, little):
        assert "已备" in ran.out and "%" in ran.out


def test_what_cannot_be_compared_is_not_marked_as_contradicted(done: Done) -> None:
    console = Console(file=StringIO(), width=400)
    print_audit(console, done.audit)
    said = console.file.getvalue()  # type: ignore[attr-defined]
    for one in done.audit.differences:
        if one.agreement != "agrees":
            sign = "?" if one.agreement == "unclear" else "×"
            assert f"{sign} {one.message}" in said


def test_files_that_cannot_be_read_are_named_at_once_with_the_reason(run: Run, small: Path) -> None:
    for path in (small / "台账").iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for number in range(7):
        (small / "台账" / f"坏{number}.xlsx").write_bytes(b"no workbook")
    (small / "台账" / "用品.csv").write_text("品名,数量\n纸,3\n", encoding="utf-8")
    for with_report in (True, False):
        if not with_report:
            (small / "报告" / REPORT).unlink()
        for verb in ("status", "audit") if with_report else ("status",):
            said = run(verb, small).out
            assert "没有读：台账/坏0.xlsx：没有找到表头" in said and "坏4.xlsx：" in said
            assert "坏5.xlsx：" not in said and "还有 3 个文件没有读" in said
