"""docs/customize.md, followed by the letter: its files pass, its commands say what it shows. Only numbers may have grown."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from engine.checklist.loading import LoadedChecklist, load_checklist
from engine.commands import checklist
from engine.ledgers.limits import Limits
from engine.ledgers.rules import Limit
from engine.pipeline import ExampleMiss, try_item_examples
from tests.checklist.making import touched
from tests.commands.conftest import Run

ROOT = Path(__file__).resolve().parent.parent.parent
NATIONAL = ROOT / "checklists" / "national"
TEXT = (ROOT / "docs" / "customize.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
SKELETON, CHANGES, ITEMS, CITY, BUREAU, HOURS, DEADLINE, NAMED, INDICATORS, EXTEND, SCORING, _ = (
    block for kind, block in BLOCKS if kind == "yaml"
)
SHOWN = [block for kind, block in BLOCKS if not kind]
REPORT = """\
河北省石家庄市正定县人民政府2024年法治政府建设年度报告

2024年，县人民政府扎实推进法治政府建设，现将有关情况报告如下。

一、主要举措和成效
组织行政执法监督检查3次，检查执法部门12家。

正定县人民政府
2025年2月10日
"""


def shown(said: str) -> bool:
    """Whether the document shows these lines, whatever the number of items."""
    return plain(said) in {plain(block) for block in SHOWN}


def plain(said: str) -> str:
    return re.sub(r"\d+ (条|个示例)", r"… \1", said).strip()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the reader works, with the folder of checklists in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "我的清单").mkdir()
    (tmp_path / "我的清单" / "hebei.yaml").write_text(SKELETON + CHANGES + ITEMS, "utf-8")
    (tmp_path / "正定县.txt").write_text(REPORT, "utf-8")
    return tmp_path


@pytest.fixture
def own_examples_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """`checklist test` leaves out the examples of the nation's items, which tests/checklist/test_provinces.py tries."""

    def tried(loaded: LoadedChecklist) -> list[ExampleMiss]:
        return try_item_examples(loaded, touched(loaded))

    monkeypatch.setattr(checklist, "try_item_examples", tried)


def test_the_skeleton(run: Run, folder: Path) -> None:
    own = Path("我的清单/new.yaml")
    assert run("checklist", "new", "--region", "河北省", "-o", own).err == f"已写出 {own}\n"
    assert SKELETON in own.read_text("utf-8")
    assert run("checklist", "new", "--region", "朝阳区").err.strip() in TEXT


def test_lint_and_test(run: Run, folder: Path, own_examples_only: None) -> None:
    own = Path("我的清单/hebei.yaml")
    assert shown(run("checklist", "lint", own).out)
    assert shown(run("checklist", "test", own).out)
    good = own.read_text("utf-8")
    own.write_text(good.replace("家次。, verdict: no_evidence", "家次。, verdict: met"), "utf-8")
    assert shown(run("checklist", "test", own).out)
    own.write_text(re.sub("\n\n", "\n", good).replace("case-review", "case-reviw"), "utf-8")
    said = run("checklist", "lint", own).err
    assert re.sub(r":\d+:", ":…:", said).strip() in re.sub(r":\d+:", ":…:", TEXT)


def test_show_and_diff(run: Run, folder: Path) -> None:
    out = run("checklist", "show", "我的清单/hebei.yaml", "cn.26.case-review", "--resolved").out
    assert all(line in out for line in next(one for one in SHOWN if "来自：" in one).splitlines())
    out = run("checklist", "show", "我的清单/hebei.yaml", "--resolved").out
    assert all(
        mark in out and mark in TEXT for mark in ("〔严重程度：r130000；分值：r130000〕", "〔增加：r130000〕")
    )
    assert shown(run("checklist", "diff", "outline-2021-2025", "r130000", "--checklists", "我的清单").out)


def test_the_report_gets_it_by_itself(run: Run, folder: Path) -> None:
    assert run("check", "正定县.txt", "--checklists", "我的清单", "-o", "结果").code == 0
    told = Path("结果/正定县-差距报告.md").read_text("utf-8")
    said = next(one for one in SHOWN if "核验清单" in one).strip()
    assert all(part in told for part in said.split("……"))


def test_a_chain_below_it(run: Run, folder: Path, own_examples_only: None) -> None:
    Path("我的清单/shijiazhuang.yaml").write_text(CITY + HOURS, "utf-8")
    Path("我的清单/shijiazhuang-bureau.yaml").write_text(BUREAU, "utf-8")
    ran = run("checklist", "lint", "我的清单")
    assert (ran.code, ran.err) == (0, "") and ran.out.count("没有错误，0 处提醒") == 3
    assert run("checklist", "test", "shijiazhuang", "--checklists", "我的清单").code == 0
    assert (
        "extends: shijiazhuang\n"
        in run("checklist", "new", "--region", "130123", "--checklists", "我的清单").out
    )
    said = run("checklist", "test", "我的清单/shijiazhuang-bureau.yaml").err
    assert (
        "没有代号为“shijiazhuang”的上级清单。它与这个文件在同一文件夹里，请加 --checklists 我的清单" in said
    )
    show = ("checklist", "show", "shijiazhuang", "cn.34.training-60h", "--checklists", "我的清单", "--on")
    assert "80学时" in run(*show, "2024-12-31").out and "80学时" not in run(*show, "2023-12-31").out
    always = [
        line for line in run(*show[:-1]).out.splitlines() if "培训学时" in line and line.startswith("数值")
    ]
    assert ["80学时" in line for line in always] == [False, True]
    assert "至2023年12月31日止" in always[0]
    assert "自2024年1月1日起" in always[1] and "来自 shijiazhuang" in always[1]
    Path("我的清单/shijiazhuang.yaml").write_text(CITY + HOURS.replace("value: 80", "value: 40"), "utf-8")
    said = run("checklist", "lint", "我的清单/shijiazhuang.yaml", "--checklists", "我的清单").err
    assert "，".join(said.split("，")[-3:]).partition("：")[2].strip() in TEXT


def test_a_deadline_of_ledgers(run: Run, folder: Path) -> None:
    own = Path("我的清单/shijiazhuang.yaml")
    own.write_text(CITY + HOURS + DEADLINE.removeprefix("changes:\n"), "utf-8")
    ran = run("checklist", "lint", own, "--checklists", "我的清单")
    assert (ran.code, ran.err) == (0, "") and "没有错误，0 处提醒" in ran.out
    limits = Limits(load_checklist("shijiazhuang", [folder / "我的清单", NATIONAL]).checklist)
    on = limits.by_day(Limit(item="cn.22.time-limits", value="summary_days"))
    june, july = on(date(2024, 6, 3)), on(date(2024, 7, 1))
    assert june and july and (june.number, july.number) == (30, 20)


def test_own_indicators_and_scoring(run: Run, folder: Path) -> None:
    own = Path("我的清单/hebei.yaml")
    own.write_text(SKELETON + "scoring: hebei\n" + NAMED + CHANGES + ITEMS, "utf-8")
    Path("我的清单/hebei-indicators.yaml").write_text(INDICATORS + EXTEND, "utf-8")
    Path("我的清单/scoring").mkdir()
    Path("我的清单/scoring/hebei.yaml").write_text(SCORING, "utf-8")
    assert run("checklist", "test", own).code == 0
    ran = run("check", "正定县.txt", "--checklists", "我的清单")
    assert (ran.code, ran.err) == (0, "")
