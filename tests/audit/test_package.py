"""What goes out: whole, linked, the same every time, without private data."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

from engine.audit.package import INDEX, MATERIALS, QUESTIONS, WORKBOOK, ZIP, packaged
from engine.audit.view import audit_view
from engine.audit.words import audit_texts
from engine.audit.workbook import rendered
from engine.audit.workspace import opened
from engine.ledgers.masking import is_organisation
from engine.reporting.texts import load_texts
from tests.audit.conftest import BASELINE, Done, of, parts
from tests.reporting.test_templates_doc import WORDS, names

Tables = dict[str, list[list[object]]]
# Invented persons are called alike: one name may stand within another, or within a word that is no name.
_LONG = 4


def shown(files: dict[str, bytes]) -> str:
    """All text of all files, parts of workbooks and archives included."""
    return "\n".join(text for name, content in files.items() for _, text in parts(name, content))


def test_no_private_value_goes_out(done: Done, private: set[str], space: Path) -> None:
    assert {"000000190001010001", "示例甲甲", "某地块征收批复"} <= private
    report = next((space / "报告").iterdir()).read_text("utf-8")
    # Persons who vouch for something are named: that is what their word is worth.
    words = " ".join(f"{ruling.by}{ruling.reason}" for ruling in done.audit.rulings)
    everything = shown(done.files)
    persons = {value for value in private if not is_organisation(value)}
    told = {value for value in persons if value in everything and value not in report + words}
    people = {value for value in told if value.startswith("示例") and len(value) < _LONG}
    assert told - people == set()
    # Short names also begin the names of invented places and bodies.
    for name in people:
        around = set(re.findall(rf"{name}(.?)", everything))
        assert around <= set("县镇"), name


def test_unmasked_they_are_there(space: Path) -> None:
    audit = of(opened(space), unmask=True)
    content = rendered(audit_view(audit, load_texts(), audit_texts()), audit_texts())
    assert "示例戊 示例县城市管理局" in shown({WORKBOOK: content})
    assert "请勿转发" in audit.notices[0]


def test_a_masked_row_shows_family_and_office(done: Done) -> None:
    assert "示例* 示例县城市管理局" in done.text(INDEX)


def test_the_same_bytes(done: Done, space: Path) -> None:
    audit = of(opened(space), baseline=BASELINE)
    assert audit == done.audit
    assert packaged(audit) == done.files


def test_the_zip_is_the_folder(done: Done) -> None:
    with zipfile.ZipFile(BytesIO(done.files[ZIP])) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside == {name: content for name, content in done.files.items() if name != ZIP}


def test_every_link_leads_somewhere(done: Done) -> None:
    for page in (INDEX, QUESTIONS, MATERIALS):
        links = set(re.findall(r'href="([^"]+)"', done.text(page)))
        assert links
        for link in links:
            name, _, anchor = unquote(link).partition("#")
            assert name in done.files, link
            assert not anchor or f'id="{anchor}"' in done.files[name].decode(), link
    index = done.text(INDEX)
    assert all(f">{name}</a>" in index for name in done.files if name not in (INDEX, ZIP))


def test_no_path_of_this_machine(done: Done, space: Path) -> None:
    everything = shown(done.files)
    assert str(space) not in everything and str(space.parent) not in everything
    assert str(Path.cwd()) not in everything and "/tmp/" not in everything


def test_waivers_are_shown_everywhere(done: Done, tables: Tables) -> None:
    for ending in (INDEX, "差距报告.html", "差距报告.md", "结果.json", "原文对照.html"):
        text = done.text(ending).replace("\\", "")
        assert "上级正在统一制定裁量权基准" in text, ending
        assert "到期，不再有效" in text, ending
    said = str(tables["人的判断"])
    assert "上级正在统一制定裁量权基准" in said and "原以为做不完案卷评查" in said
    (card,) = (content for name, content in done.files.items() if name.endswith("评分表.xlsx"))
    assert any("上级正在统一制定裁量权基准" in text for _, text in parts("card", card))


def test_the_score_is_the_same_with_and_without_waivers(done: Done, space: Path) -> None:
    without = of(opened(space), ignore_waivers=True)
    one, other = done.audit.result.scorecard, without.result.scorecard
    assert one and other and one.total == other.total
    assert not any(finding.waived for finding in without.result.findings)


def test_the_plan_goes_by_points_and_effort(done: Done) -> None:
    worth = [step.gain / step.effort for step in done.audit.steps]
    assert worth == sorted(worth, reverse=True) and worth[0] > 0
    gaps = {f.item.id for f in done.audit.result.findings if f.verdict not in ("met", "not_applicable")}
    assert {step.item for step in done.audit.steps} == gaps


def test_core_items_stand_first(done: Done, tables: Tables) -> None:
    detail = {f.item.id: f.item.detail for f in done.audit.result.findings}
    order = [detail[str(row[1])] for row in tables["材料清单"][1:]]
    assert order == sorted(order) and {True, False} == set(order)
    asked = [detail[question.item] for question in done.audit.questions]
    assert asked == sorted(asked)


def test_materials_by_item(done: Done, tables: Tables) -> None:
    rows = {(row[1], row[3]): row for row in tables["材料清单"][1:]}
    notice = rows["cn.34.training-60h", "培训通知和课表"]
    assert notice[4] == "√ 已备" and notice[5] == "材料/cn.34.training-60h/培训通知.txt"
    assert {str(row[4]) for row in rows.values()} >= {"√ 已备", "√ 台账可证", "○ 缺", "△ 报告已写，材料未备"}
    assert "材料/cn.34.training-60h/培训通知.txt" in done.text(MATERIALS)
    assert "工作提纲.txt" in " ".join(done.audit.notices)


def test_a_question_names_where_its_answer_is(done: Done) -> None:
    asked = {one.item: one for one in done.audit.questions}
    head = asked["cn.23.head-appearance"]
    assert any("台账/行政应诉台账.xlsx" in place and "应诉!" in place for place in head.places)
    assert "台账表明" in head.question and "77.78%" in head.question
    assert head.question in done.text(QUESTIONS)


def test_the_baseline_can_be_read_back(done: Done) -> None:
    data = json.loads(done.text("基线.json"))
    assert data["on"] == "2025-03-10" and not data["unmasked"]
    assert len(data["gaps"]) == len({gap["id"] for gap in data["gaps"]})


def test_every_name_of_the_pages_is_told(done: Done) -> None:
    shown_ = audit_view(done.audit, load_texts(), audit_texts())
    del shown_["audit_texts"]
    assert names(shown_) - WORDS == set()
