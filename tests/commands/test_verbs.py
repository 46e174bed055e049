"""The other verbs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from engine.commands import indicators
from engine.commands.schema import SHAPES
from engine.resources import shipped
from tests.checklist.making import HEAD, ITEMS, write_checklist
from tests.commands.conftest import REPORT, Run


def test_text_is_exact(run: Run, report: Path) -> None:
    assert run("text", report).out == REPORT
    report.write_bytes(REPORT.rstrip("\n").replace("\n", "\r\n").encode("gb18030"))
    assert run("text", report).out == REPORT.rstrip("\n")


def test_facts_have_quotes_at_their_offsets(run: Run, report: Path) -> None:
    shown = json.loads(run("facts", report, "--format", "json").out)
    adapter: TypeAdapter[Any] = SHAPES["facts"][0]
    adapter.validate_python(shown, strict=False)
    accepted = next(fact for fact in shown["facts"] if fact["key"] == "reconsideration.accepted")
    assert (accepted["value"], accepted["unit"], accepted["modality"]) == (12, "件", "done")
    evidence = accepted["evidence"][0]
    assert REPORT[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_facts_on_screen(run: Run, report: Path) -> None:
    ran = run("facts", report)
    assert ran.code == 0
    assert "12件" in ran.out and "受理行政复议申请12件" in ran.out


def test_explain_names_source_rule_and_sentence(run: Run, report: Path, own: tuple[str, ...]) -> None:
    ran = run("explain", report, "sample.reconsideration", *own)
    assert ran.code == 0
    for said in ("结论：√ 达标", "示例纲要第一条：“依法受理行政复议”", "“受理行政复议申请12件", "成立的规则"):
        assert said in ran.out


def test_explain_says_what_would_change_the_verdict(run: Run, report: Path, own: tuple[str, ...]) -> None:
    report.write_text(REPORT.replace("12件", "2件"), "utf-8")
    out = run("explain", report, "sample.reconsideration", *own).out
    assert "结论：△ 部分达标" in out
    assert "要成为达标" in out.split("怎样才会改变")[1]


def test_explain_tells_what_lowers_a_met_as_the_checklist_does(run: Run, report: Path) -> None:
    told = "自认以下各项没有做到的，达标降为部分达标"
    assert told in run("checklist", "show", "cn.15.discretion").out
    assert f"{told}：行政裁量权基准" in run("explain", report, "cn.15.discretion").out


def test_explain_of_an_unknown_item_names_the_nearest(run: Run, report: Path, own: tuple[str, ...]) -> None:
    ran = run("explain", report, "sample.comittee", *own)
    assert ran.code == 2
    assert "是否想写“sample.committee”？" in ran.err


def test_what_is_no_report_is_not_explained_and_its_facts_come_with_a_notice(
    run: Run, tmp_path: Path, own: tuple[str, ...]
) -> None:
    path = tmp_path / "菜谱.txt"
    path.write_text("红烧肉的做法。先把肉切块。", "utf-8")
    ran = run("explain", path, "sample.committee", *own)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "--as 年度报告" in ran.err
    assert run("explain", path, "sample.committee", *own, "--as", "annual_report").code == 0
    for more in ((), ("--format", "json")):
        ran = run("facts", path, *more)
        assert ran.code == 0
        assert "--as 年度报告" in ran.err and len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("shape", SHAPES)
def test_schemas_are_json_schema(run: Run, shape: str) -> None:
    schema = json.loads(run("schema", shape).out)
    assert schema["$schema"].endswith("2020-12/schema")
    assert set(references(schema)) <= {f"#/$defs/{name}" for name in schema["$defs"]}
    assert all("description" not in definition for definition in schema["$defs"].values())


def references(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [found for part in schema for found in references(part)]
    if not isinstance(schema, dict):
        return []
    own = [schema["$ref"]] if isinstance(schema.get("$ref"), str) else []
    return own + [found for part in schema.values() for found in references(part)]


def test_the_checklist_schema_knows_what_files_hold(run: Run) -> None:
    schema = json.loads(run("schema", "checklist").out)
    assert {"include", "items", "documents"} <= set(schema["$defs"]["Head"]["properties"])
    assert "as" in schema["$defs"]["Reported"]["properties"]


def test_checklists_are_listed_and_shown(run: Run, tmp_path: Path) -> None:
    write_checklist(tmp_path / "lists")
    own = ("--checklists", tmp_path / "lists")
    assert "sample　示例清单　2021—2025年度　1 版　2 条" in run("checklist", "show", "sample", *own).out + (
        run("checklist", "list", *own).out
    )
    assert "sample.committee　一般　行政复议委员会" in run("checklist", "show", "sample", *own).out
    one = run("checklist", "show", "sample", "sample.committee", *own).out
    assert "示例纲要第二条：“建立行政复议委员会”" in one and "成立文件" in one
    assert run("checklist", "show", "sample", "sample.comittee", *own).code == 2


def test_lint_and_the_examples_of_a_checklist(run: Run, tmp_path: Path) -> None:
    head = write_checklist(tmp_path / "lists")
    assert (run("checklist", "lint", head).code, run("checklist", "test", head).code) == (0, 0)
    write_checklist(
        tmp_path / "lists", items=ITEMS.replace("申请12件。, verdict: met", "申请12件。, verdict: partly")
    )
    ran = run("checklist", "test", head)
    assert ran.code == 1
    assert "应得 部分达标，实得 达标" in ran.out
    write_checklist(tmp_path / "lists", items=ITEMS.replace("severity: minor", "severity: minr"))
    ran = run("checklist", "lint", head)
    assert ran.code == 2
    assert "disputes.yaml:26:5：" in ran.err


def test_lint_of_a_folder_takes_all_checklists_in_it(run: Run, tmp_path: Path) -> None:
    write_checklist(tmp_path / "one")
    write_checklist(tmp_path / "two", HEAD.replace("id: sample", "id: other"))
    (tmp_path / "profile.yaml").write_text("id: profile\nweights: {}\n", "utf-8")
    local = "id: local\nversion: '1'\ntitle: 地方清单\nextends: sample\n"
    (tmp_path / "local.yaml").write_text(local, "utf-8")
    ran = run("checklist", "lint", tmp_path)
    assert ran.code == 0, ran.err
    assert all(f"√ {name}：2 条" in ran.out for name in ("sample", "other", "local"))
    (tmp_path / "none").mkdir()
    ran = run("checklist", "lint", tmp_path / "none")
    assert (ran.code, ran.out) == (2, "")
    assert "文件夹里没有清单" in ran.err


def test_a_scoring_profile_among_checklists_is_no_checklist(run: Run, tmp_path: Path) -> None:
    write_checklist(tmp_path / "own")
    (tmp_path / "own" / "scoring").mkdir()
    default = (shipped("checklists") / "scoring" / "default.yaml").read_text("utf-8")
    own = default.replace("id: default", "id: outline-2021-2025")  # the name of a checklist too
    (tmp_path / "own" / "scoring" / "outline-2021-2025.yaml").write_text(own, "utf-8")
    ran = run("checklist", "list", "--checklists", tmp_path / "own")
    assert (ran.code, ran.err) == (0, "") and "sample　示例清单" in ran.out
    shown = run("checklist", "show", "outline-2021-2025", "--checklists", tmp_path / "own")
    assert shown.code == 0, shown.err


def test_a_broken_checklist_does_not_hide_the_others_in_the_list(run: Run, tmp_path: Path) -> None:
    (tmp_path / "outline-2021-2025.yaml").write_text("", "utf-8")
    write_checklist(tmp_path / "more")
    ran = run("checklist", "list", "--checklists", tmp_path)
    assert ran.code == 2
    assert "sample　示例清单" in ran.out
    assert "outline-2021-2025.yaml：" in ran.err.replace(":1:1", "")


def test_the_shipped_checklist_is_without_error(run: Run) -> None:
    ran = run("checklist", "lint", "outline-2021-2025")
    assert ran.code == 0, ran.err


def test_indicators_are_shown_and_tested(run: Run, tmp_path: Path) -> None:
    assert "reconsideration.accepted　" in run("indicators", "show").out
    assert "写法：" in run("indicators", "show", "reconsideration.accepted").out
    assert run("indicators", "show", "reconsideration.acceptd").code == 2
    assert run("indicators", "test", "reconsideration.accepted").code == 0
    (tmp_path / "own.yaml").write_text(
        "theme: 自定\nindicators:\n  - key: own.lanterns\n    label: 灯笼\n    unit: 盏\n    definition: 挂出的灯笼\n"
        "    written: [挂灯笼]\n    examples:\n      - {text: 挂灯笼5盏。, value: 6}\n",
        "utf-8",
    )
    ran = run("indicators", "test", "--indicators", tmp_path)
    assert ran.code == 1
    assert "× own.lanterns" in ran.out


def test_a_word_of_modality_that_fails_its_example_is_told_with_its_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(shipped("checklists"), tmp_path / "checklists")
    path = tmp_path / "checklists" / "extraction" / "modality" / "planned.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("- 下一步，开展专项督察。", "- 开展专项督察。"), "utf-8")
    monkeypatch.setattr(indicators, "shipped", lambda name: tmp_path / name)
    monkeypatch.setattr(indicators, "try_examples", lambda *_: [])
    ran = run("indicators", "test")
    line = text[: text.index("- 下一步，开展")].count("\n") + 1
    assert ran.code == 1
    assert f"planned.yaml:{line}\n    片段 开展专项督察。\n    应得 读出这里的词\n    实得 无" in ran.out
