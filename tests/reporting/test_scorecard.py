"""The scorecard's formulas: their values stand in the file, are those of the scoring room, and follow a reviewer."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from engine.checklist.models import Part, Severity, Verdict
from engine.profile import Profile, load_profile
from engine.reporting import sheets
from engine.reporting.formulas import literal, put_formula
from engine.reporting.scorecard import scorecard
from engine.reporting.texts import load_texts
from engine.reporting.view import SEVERITIES, VERDICTS
from engine.resources import shipped
from engine.result import Result, Scorecard
from engine.rules.models import Finding, Ruling
from engine.scoring import score
from tests.reporting import factory

TEXTS = load_texts()
LABELS = {verdict: TEXTS.verdicts[verdict].label for verdict in VERDICTS}
PARTS = (Part(id="a", title="依法全面履行政府职能"), Part(id="b", title="严格规范公正文明执法"))
OWN = Profile.model_validate(
    {
        "id": "own",
        "title": "自定口径",
        "points": {"critical": 5, "major": 3, "minor": 1},
        "shares": {"met": 1, "partly": 0.3, "needs_review": 0.1},
        "detail": 0.1,
        "parts": {"a": 37},
        "veto": [
            {"items": ["cn.01.sample-1", "cn.99.none"], "verdicts": ["not_met", "no_evidence"], "grade": "中", "why": "一票否决：甲"},
            {"items": ["cn.02.sample-2"], "grade": "差", "why": '一票否决："乙"'},
        ],
        "bonus": [
            {"items": ["cn.03.sample-3", "cn.04.sample-4"], "points": 0.7, "why": "加分：丙"},
            {"items": ["cn.12.sample-12"], "verdicts": ["met", "partly"], "points": 2, "why": "加分：丁"},
        ],
        "grades": [{"title": "优", "at_least": 90}, {"title": "中", "at_least": 40}, {"title": "差", "at_least": 0}],
    }
)  # fmt: skip
PROFILES = {"own": OWN} | {
    name: load_profile(shipped("checklists") / "scoring" / f"{name}.yaml")
    for name in ("default", "hundred", "plan")
}


def scored(found: tuple[Finding, ...], profile: Profile, *, graded: bool = True) -> Result:
    card = score(found, profile, PARTS, graded=graded)
    return factory.result(found).model_copy(update={"scorecard": card})


def found(verdicts: list[Verdict], severities: list[Severity], seed: int = 0) -> tuple[Finding, ...]:
    """An item for each verdict, some of them details, some with a weight of their own."""
    chance = random.Random(seed)
    return tuple(
        factory.finding(
            number,
            verdict,
            severity,
            item={"detail": chance.random() < 0.4, "weight": chance.choice((None, None, 1.25, 0.03125))},
        )
        for number, (verdict, severity) in enumerate(zip(verdicts, severities, strict=True), 1)
    )


def made(result: Result) -> bytes:
    return scorecard(result, TEXTS)


def opened(data: bytes, *, values: bool) -> Workbook:
    return load_workbook(BytesIO(data), data_only=values)


def column(sheet: Worksheet, title: str) -> int:
    return next(int(cell.column) for cell in sheet[1] if cell.value == title and cell.column)


def assert_is(book: Workbook, card: Scorecard, ids: list[str]) -> None:
    """The figures that a reader of `book` sees are those of `card`."""
    items = book["逐项评分"]
    for y, item in enumerate(ids, 2):
        shown = [items.cell(y, column(items, title)).value for title in ("得分", "满分")]
        assert shown == pytest.approx([card.items[item].points, card.items[item].possible], abs=1e-9)
    rows = [[cell.value for cell in row] for row in book["评分口径"].iter_rows()]
    totals = {PARTS[0].title: card.parts[0].score, PARTS[1].title: card.parts[1].score, "合计": card.total}
    for title, total in totals.items():
        row = next(row for row in rows if row[0] == title)
        expected = [total.proved, total.ceiling, total.possible, total.rate]
        assert row[10:14] == pytest.approx(expected, abs=1e-9), title
        assert row[15] == pytest.approx(total.coverage, abs=1e-9)
    overview = [[cell.value for cell in row] for row in book["总览"].iter_rows()]
    head = next(y for y, row in enumerate(overview) if "等次" in row)
    assert overview[head + 1][overview[head].index("等次")] == card.total.grade
    whole = next(row for row in overview if row[0] == "合计")
    assert whole[7:12] == [card.total.verdicts.get(v, 0) for v in VERDICTS[:5]]
    remarks = "".join(f"{remark}；" for remark in card.total.remarks)
    assert (overview[head + 2][0] or "") == remarks or not card.rules.items


@settings(max_examples=8, deadline=None)
@given(
    verdicts=st.lists(st.sampled_from(VERDICTS), min_size=12, max_size=12),
    severities=st.lists(st.sampled_from(SEVERITIES), min_size=12, max_size=12),
    name=st.sampled_from(sorted(PROFILES)),
    graded=st.booleans(),
)
def test_the_values_in_the_file_are_those_of_scoring(
    verdicts: list[Verdict], severities: list[Severity], name: str, graded: bool
) -> None:
    result = scored(found(verdicts, severities), PROFILES[name], graded=graded)
    assert result.scorecard is not None
    book = opened(made(result), values=True)
    assert_is(book, result.scorecard, [finding.item.id for finding in result.findings])


def test_every_formula_has_a_value_and_none_is_an_error() -> None:
    data = made(factory.result())
    formulas, values = opened(data, values=False), opened(data, values=True)
    number = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    number += 1
                    value = values[sheet.title][cell.coordinate].value
                    assert not str(value).startswith("#"), cell.coordinate
                    assert value is not None or "IF(" in str(cell.value), cell.coordinate
    assert number > 150
    part = ZipFile(BytesIO(data)).read("xl/worksheets/sheet2.xml").decode()
    assert not re.search(r"</f><v ?/>|</f></c>", part)


def test_values_of_formulas_keep_their_type() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for y, value in enumerate(("<甲> & 乙", 2.5, 7, True, ""), 1):
        put_formula(sheet.cell(y, 1), "=A9", value)  # type: ignore[arg-type]
    data = sheets.to_bytes(book)
    read = opened(data, values=True).worksheets[0]
    assert [read.cell(y, 1).value for y in range(1, 5)] == ["<甲> & 乙", 2.5, 7, True]
    assert b't="str"><f>A9</f><v>&lt;' in ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")
    with pytest.raises(ValueError, match="no formula"):
        put_formula(sheet.cell(9, 1), "1+1", 2)  # type: ignore[arg-type]
    assert literal('甲"乙') == '"甲""乙"'


SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice to calculate")
def test_the_formulas_follow_a_reviewer_as_scoring_does(tmp_path: Path) -> None:
    """Random overrides, calculated by LibreOffice from nothing but the formulas."""
    chance = random.Random(20240401)
    cards: dict[str, tuple[Scorecard, list[str]]] = {}
    for i, name in enumerate(["own", *PROFILES]):
        verdicts, severities = chance.choices(VERDICTS, k=14), chance.choices(SEVERITIES, k=14)
        result = scored(found(verdicts, severities, i), PROFILES[name], graded=i != 3)
        book = opened(made(result), values=False)  # saved by openpyxl, formulas lose their values
        sheet, ruled = book["逐项评分"], []
        for y, finding in enumerate(result.findings, 2):
            verdict = chance.choice([*VERDICTS, None, None])
            if verdict:
                sheet.cell(y, column(sheet, "复核结论")).value = LABELS[verdict]
                finding = finding.model_copy(update={"verdict": verdict})
            ruled.append(finding)
        book.save(tmp_path / f"{i}.xlsx")
        card = score(ruled, PROFILES[name], PARTS, graded=i != 3)
        cards[f"{i}.xlsx"] = (card, [finding.item.id for finding in ruled])
    calculate(tmp_path, list(cards))
    for name, (card, ids) in cards.items():
        assert_is(load_workbook(tmp_path / "out" / name, data_only=True), card, ids)


def calculate(folder: Path, names: list[str]) -> None:
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out")]
    subprocess.run([*command, *(str(folder / name) for name in names)], check=True, capture_output=True)


def test_the_same_result_gives_the_same_bytes() -> None:
    one, other = made(factory.result()), made(factory.result())
    assert one == other
    with zipfile.ZipFile(BytesIO(one)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2020, 1, 1, 0, 0, 0)}


def test_people_can_fill_in_their_columns_and_nothing_else() -> None:
    book = opened(made(factory.result()), values=False)
    own = {
        "逐项评分": {"复核结论", "复核人", "复核日期", "复核理由"},
        "问题清单与整改": {"责任单位", "完成期限", "状态", "备注"},
    }
    for title, columns in own.items():
        sheet = book[title]
        assert sheet.protection.sheet and not sheet.protection.password
        assert sheet.protection.autoFilter is False
        heads = {cell.column: cell.value for cell in sheet[1]}
        open_ = {
            heads[cell.column] for row in sheet.iter_rows() for cell in row if not cell.protection.locked
        }
        assert open_ == columns
    lists = {offer.type: str(offer.formula1) for offer in book["逐项评分"].data_validations.dataValidation}
    assert lists == {"list": "'评分口径'!$A$6:$A$11", "date": "36526"}
    choices = [book["评分口径"].cell(y, 1).value for y in range(6, 12)]
    assert choices == list(LABELS.values())
    kinds = {offer.type for offer in book["问题清单与整改"].data_validations.dataValidation}
    assert kinds == {"list", "date"}


def test_colours_follow_the_verdict_that_counts() -> None:
    sheet = opened(made(factory.result()), values=False)["逐项评分"]
    code = column(sheet, "结论序号")
    letter = sheet.cell(1, code).column_letter  # type: ignore[union-attr]
    conditions = [rule.formula[0] for rules in sheet.conditional_formatting for rule in rules.rules]
    assert {f"${letter}2={i}" for i in range(1, 6)} <= set(conditions)
    assert sheet.column_dimensions[letter].hidden


def test_what_persons_said_is_told_and_a_waived_gap_keeps_its_points() -> None:
    ruling = {"item": "cn.01.sample-1", "by": "示例甲", "reason": "见附件", "replaced": "not_met"}
    waiver = Ruling.model_validate(ruling | {"kind": "waiver"})
    review = Ruling.model_validate(ruling | {"kind": "review", "verdict": "met", "item": "cn.02.sample-2", "replaced": "no_evidence"})  # fmt: skip
    one, two, *rest = factory.findings()
    changed = (
        one.model_copy(update={"rulings": (waiver,)}),
        two.model_copy(update={"rulings": (review,), "verdict": "met"}),
        *rest,
    )
    book = opened(made(scored(changed, PROFILES["default"])), values=True)
    head, first, second, *_ = book["逐项评分"].iter_rows(values_only=True)
    rows: list[dict[str, Any]] = [dict(zip(map(str, head), row, strict=True)) for row in (first, second)]
    assert rows[0]["人的判断"] == "豁免：示例甲；理由：见附件"
    assert rows[0]["依据性质和标记"].endswith("豁免")
    assert (rows[0]["采用结论"], rows[0]["得分"], rows[0]["满分"]) == ("× 不达标", 0, 5)
    assert (rows[1]["程序结论"], rows[1]["采用结论"], rows[1]["得分"]) == ("○ 未见证据", "√ 达标", 5)
    counts = {row[7]: row[9] for row in book["总览"].iter_rows(values_only=True) if row[7]}
    assert (counts["人工复核"], counts["书面证明"], counts["豁免"]) == (1, 0, 1)


def test_a_long_result_keeps_to_the_limits_of_rows_and_pages() -> None:
    verdicts = [VERDICTS[i % 6] for i in range(60)]
    many = tuple(
        factory.finding(i, verdict, title="很长的要求" * 50, reason="很长的理由，" * 80, item={"part": "a"})
        for i, verdict in enumerate(verdicts, 1)
    )
    book = opened(made(scored(many, PROFILES["default"])), values=False)
    for sheet in book:
        heights = [row.height for row in sheet.row_dimensions.values() if row.height is not None]
        assert max(heights, default=0) <= sheets.TALLEST
        if sheet.sheet_state == "visible":
            assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
            assert sheet.page_setup.fitToWidth == 1
    assert str(book["逐项评分"].print_area).endswith("$Q$61")
