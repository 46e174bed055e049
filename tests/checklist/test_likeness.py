"""Items that are like an item of another checklist, and which checklist a year gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.checklist.choosing import choose
from engine.checklist.loading import load_checklist
from engine.documents.models import Region
from engine.errors import FazhiError
from engine.pipeline import Options, check_report
from tests.checklist.making import write_checklist

EARLIER = """\
id: earlier
version: "1"
title: 以前的清单
from_year: 2015
to_year: 2020
documents:
  old: {title: 以前的文件}
parts:
  - {id: duties, title: 职责}
items:
  - id: earlier.committee
    like: sample/sample.committee
    part: duties
    severity: major
    sources:
      - {document: old, article: 第三条, quote: 设立委员会}
"""


def both(folder: Path, earlier: str = EARLIER) -> Path:
    write_checklist(folder)
    (folder / "earlier.yaml").write_text(earlier, "utf-8")
    return folder


def test_an_item_takes_over_what_it_does_not_say(tmp_path: Path) -> None:
    loaded = load_checklist("earlier", [both(tmp_path)])
    (item,) = loaded.checklist.items
    assert (item.title, item.severity, item.sources[0].document) == ("行政复议委员会", "major", "old")
    assert len(item.examples) == 2
    assert loaded.chain == ("earlier", "sample")


def test_the_hash_follows_the_other_checklist_too(tmp_path: Path) -> None:
    before = load_checklist("earlier", [both(tmp_path)]).content_hash
    path = tmp_path / "sample" / "disputes.yaml"
    path.write_text(path.read_text("utf-8").replace("写明委员会的设立", "写明委员会"), "utf-8")
    assert load_checklist("earlier", [tmp_path]).content_hash != before


@pytest.mark.parametrize(
    ("wrong", "mend"),
    [("sample/sample.comittee", "是否想写“sample.committee”？"), ("other/x", "请写成“清单代号/条目编号”")],
)
def test_what_is_not_there_is_told_with_its_place(tmp_path: Path, wrong: str, mend: str) -> None:
    with pytest.raises(FazhiError) as caught:
        load_checklist("earlier", [both(tmp_path, EARLIER.replace("sample/sample.committee", wrong))])
    assert f"earlier.yaml:12:5：没有“{wrong}”这个条目。{mend}" in str(caught.value)


@pytest.mark.parametrize(
    ("year", "chosen"),
    [(2014, "earlier"), (2018, "earlier"), (2021, "sample"), (2027, "sample"), (None, "sample")],
)
def test_the_checklist_is_the_one_of_the_year_or_the_nearest(
    tmp_path: Path, year: int | None, chosen: str
) -> None:
    found = choose(year, Region(), None, [both(tmp_path)])
    assert found.id == chosen and found.why


def test_a_report_of_2019_is_not_held_against_the_later_outline(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        "示例县人民政府2019年法治政府建设年度报告\n一、主要举措和成效\n推行政府权力清单制度，动态调整权力清单。\n",
        "utf-8",
    )
    result = check_report(path, Options())
    assert result.checklist.id == "outline-2015-2020"
    assert not any(source.document == "outline" for f in result.findings for source in f.item.sources)
    assert any("2015－2020年" in notice for notice in result.notices)
