"""`fazhi checklist derive`, and the report of a year later."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

EXAMPLES = Path(__file__).parents[2] / "examples"
PLAN = EXAMPLES / "plan" / "plan.txt"


@pytest.mark.parametrize(
    ("plan", "derived"), [(PLAN, "plan.yaml"), (EXAMPLES / "weinan-2024-plan.txt", "weinan-2024.yaml")]
)
def test_the_examples_are_what_the_program_writes(run: Run, tmp_path: Path, plan: Path, derived: str) -> None:
    output = tmp_path / derived
    ran = run("checklist", "derive", plan, "-o", output)
    assert ran.code == 0 and f"已写出 {output}" in ran.err and "项任务" in ran.out
    assert output.read_text("utf-8") == (EXAMPLES / "plan" / derived).read_text("utf-8"), "请运行 make docs"
    linted = run("checklist", "lint", output)
    assert linted.code == 0 and "没有错误" in linted.out


def test_a_year_later(run: Run) -> None:
    ran = run(
        "check", EXAMPLES / "plan" / "report.txt", "--checklist", EXAMPLES / "plan" / "plan.yaml",
        "--format", "json",
    )  # fmt: skip
    result = json.loads(ran.out)
    verdicts = {finding["item"]: finding["verdict"] for finding in result["findings"]}
    assert verdicts == {
        "plan2024.01": "met",
        "plan2024.02": "met",
        "plan2024.03": "met",
        "plan2024.04": "met",
        "plan2024.05": "needs_review",
        "plan2024.06": "not_met",
        "plan2024.07": "met",
        "plan2024.08": "partly",
        "plan2024.09": "no_evidence",
    }
    assert result["checklist"]["chain"] == ["plan-2024"]
    assert result["score"]["grade"] == "已证兑现五成以上"
    assert any("不是对照纲要" in notice for notice in result["notices"])
    assert "兑现清单" in result["checklist"]["title"]


def test_nothing_is_overwritten_unasked(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "plan.yaml"
    output.write_text("mine", encoding="utf-8")
    ran = run("checklist", "derive", PLAN, "-o", output)
    assert (ran.code, output.read_text("utf-8")) == (2, "mine")
    assert "文件已经存在" in ran.err and "--force" in ran.err and str(output) in ran.err
    assert run("checklist", "derive", PLAN, "-o", output, "--force").code == 0
    assert output.read_text("utf-8").startswith("# 由 fazhi checklist derive 拟出")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_refused_in_one_line(run: Run, tmp_path: Path, report: Path) -> None:
    for arguments, said in [
        ((report, "-o", tmp_path / "a.yaml"), "不是法治政府建设工作要点"),
        ((PLAN, "-o", tmp_path / "a.txt"), "要以 .yaml 结尾"),
        ((tmp_path / "no.txt", "-o", tmp_path / "a.yaml"), "no.txt"),
    ]:
        ran = run("checklist", "derive", *arguments)
        assert ran.code == 2 and said in ran.err and len(ran.err.strip().splitlines()) == 1
        assert not (tmp_path / "a.yaml").exists()
