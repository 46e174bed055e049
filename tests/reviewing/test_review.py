"""A scorecard goes out, comes back with what people wrote in it, and nothing is lost or taken on trust."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import cli
from engine.errors import FazhiError
from engine.pipeline import Options, check_report
from engine.profile import Profile
from engine.reporting.scorecard import scorecard
from engine.reporting.scorecard.carried import MARK, SHEET, Carried, Damaged, carried_in, lines_of
from engine.reporting.texts import load_texts
from engine.result import Action, Result
from engine.reviewing import Review, review
from tests.reporting import factory
from tests.reporting.test_scorecard import OWN, PROFILES, scored

EXAMPLES = Path(__file__).parents[2] / "examples"
ITEMS, GAPS = "逐项评分", "问题清单与整改"
FIRST, SECOND = "cn.01.sample-1", "cn.02.sample-2"


def result(profile: Profile = PROFILES["default"]) -> Result:
    return scored(factory.findings(), profile)


def cell_of(sheet: Worksheet, item: str, title: str) -> str:
    """The cell of an item's row under a title."""
    heads = {cell.value: cell.column_letter for cell in sheet[1]}  # type: ignore[union-attr]
    row = next(cell.row for cell in sheet[heads["编号"]] if cell.value == item)
    return f"{heads[title]}{row}"


def fill(sheet: Worksheet, item: str, **values: object) -> None:
    for title, value in values.items():
        sheet[cell_of(sheet, item, title)].value = value


def overrule(book: Workbook, item: str, verdict: str, by: str = "示例甲", why: str = "已核对原件") -> None:
    fill(book[ITEMS], item, 复核结论=verdict, 复核人=by, 复核理由=why)


def written(
    folder: Path, change: Callable[[Workbook], None], found: Result | None = None, name: str = "评分表.xlsx"
) -> Path:
    """The workbook of a result after `change`, as a program saves it."""
    book = load_workbook(BytesIO(scorecard(found or result(), load_texts())))
    change(book)
    book.save(folder / name)
    return folder / name


def reviewed(folder: Path, change: Callable[[Workbook], None], found: Result | None = None) -> Review:
    return review(written(folder, change, found))


def complaint(folder: Path, change: Callable[[Workbook], None]) -> str:
    with pytest.raises(FazhiError) as raised:
        reviewed(folder, change)
    return str(raised.value)


@pytest.mark.parametrize("name", ["beipiao-2024.txt", "weinan-2024-plan.txt", "yuwangtai-2022.txt"])
def test_a_result_comes_back_exactly(name: str) -> None:
    found = check_report(EXAMPLES / name, Options())
    lines = lines_of(Carried(result=found, sheets={}, verdicts={}))
    assert max(map(len, lines)) < 32_767
    again = carried_in(lines).result
    assert again.model_dump() == found.model_dump()
    assert again.model_dump_json(by_alias=True) == found.model_dump_json(by_alias=True)


def test_a_workbook_nobody_wrote_in_changes_nothing(tmp_path: Path) -> None:
    found = reviewed(tmp_path, lambda book: None)
    assert found.before == found.after == result()
    assert found.rulings == ()


@pytest.mark.parametrize("verdict", ["达标", "√ 达标"])  # picked, or copied from “采用结论”
def test_an_override_becomes_a_ruling_with_name_and_reason(tmp_path: Path, verdict: str) -> None:
    found = reviewed(tmp_path, lambda book: overrule(book, SECOND, verdict))
    assert found.before.scorecard and found.after.scorecard
    assert found.after.scorecard.total.proved == found.before.scorecard.total.proved + 5
    (changed,) = [f for f in found.after.findings if f.rulings]
    (ruling,) = changed.rulings
    assert (ruling.item, ruling.kind, ruling.verdict, ruling.replaced) == (
        SECOND,
        "review",
        "met",
        "no_evidence",
    )
    assert (changed.verdict, ruling.by, ruling.reason) == ("met", "示例甲", "已核对原件")


def test_reviews_of_a_reviewed_workbook_accumulate(tmp_path: Path) -> None:
    first = reviewed(tmp_path, lambda book: overrule(book, SECOND, "达标")).after
    second = reviewed(tmp_path, lambda book: overrule(book, SECOND, "部分达标", by="示例乙"), first).after
    rulings = next(f for f in second.findings if f.item.id == SECOND).rulings
    assert [(r.by, r.replaced, r.verdict) for r in rulings] == [
        ("示例甲", "no_evidence", "met"),
        ("示例乙", "met", "partly"),
    ]


def test_a_veto_follows_the_review_and_so_do_the_notices(tmp_path: Path) -> None:
    before = result(OWN)
    assert before.scorecard and "一票否决：甲" in before.scorecard.total.remarks
    before = before.model_copy(update={"notices": (*before.scorecard.total.remarks, "另一提示")})
    after = reviewed(tmp_path, lambda book: overrule(book, FIRST, "达标"), before).after
    assert after.scorecard and "一票否决：甲" not in after.scorecard.total.remarks
    assert "一票否决：甲" not in after.notices
    assert "另一提示" in after.notices


def test_the_action_plan_is_kept_and_carried_on(tmp_path: Path) -> None:
    def plan(book: Workbook) -> None:
        fill(book[GAPS], FIRST, 责任单位="示例市司法局", 完成期限=datetime(2025, 6, 30), 状态="进行中")
        fill(book[GAPS], SECOND, 责任单位=None, 完成期限="2025年7月1日", 备注="一式两份")

    found = reviewed(tmp_path, plan)
    expected = (
        Action(item=FIRST, unit="示例市司法局", due=date(2025, 6, 30), status="doing"),
        Action(item=SECOND, unit="", due=date(2025, 7, 1), note="一式两份"),
    )
    assert found.after.actions == expected
    assert found.after.scorecard == found.before.scorecard
    # An item that is a gap no longer keeps its row and what stands there.
    again = reviewed(tmp_path, lambda book: overrule(book, FIRST, "达标"), found.after).after
    assert set(again.actions) == set(expected)
    last = reviewed(tmp_path, lambda book: fill(book[GAPS], FIRST, 状态="已完成"), again).after
    assert {a.item: a.status for a in last.actions} == {FIRST: "done", SECOND: "open"}


def test_rows_may_be_sorted_and_columns_moved(tmp_path: Path) -> None:
    def shuffle(book: Workbook) -> None:
        overrule(book, SECOND, "达标")
        sheet = book[ITEMS]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for y, values in enumerate(reversed(rows), 2):
            for x, value in enumerate(values, 1):
                sheet.cell(y, x).value = value
        sheet.move_range(f"A1:A{sheet.max_row}", cols=30)

    assert [ruling.item for ruling in reviewed(tmp_path, shuffle).rulings] == [SECOND]


def test_every_mistake_is_told_at_once_with_its_cell(tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        sheet = book[ITEMS]
        overrule(book, FIRST, "完全达标")
        overrule(book, SECOND, "达标", by="", why="  ")
        fill(sheet, "cn.03.sample-3", 复核结论="=A1")
        fill(
            sheet, "cn.05.sample-5", 复核结论="达标", 复核人="示例甲", 复核日期="三月中旬", 复核理由="已核对"
        )
        fill(sheet, "cn.04.sample-4", 编号="cn.04.sample-44")
        fill(book[GAPS], FIRST, 完成期限="下周", 状态="快了")

    text = complaint(tmp_path, spoil)
    for part in (
        f"{ITEMS}!I2：“完全达标”不在可选范围内",
        f"{ITEMS}!J3：有复核结论而没有写复核人。请写复核人姓名，或清空复核结论",
        f"{ITEMS}!L3：有复核结论而没有写复核理由",
        f"{ITEMS}!I4：单元格里是公式",
        f"{ITEMS}!R5：编号“cn.04.sample-44”不在这份评分表里。是否就是“cn.04.sample-4”？请改回",
        f"{ITEMS}!K6：“三月中旬”不是日期。请写成 2024-03-01 或 2024年3月1日",
        f"{GAPS}!J2：“下周”不是日期",
        f"{GAPS}!K2：“快了”不在可选范围内",
    ):
        assert part in text
    assert len(text.split("\n")) == 8


def test_rows_and_columns_that_are_gone_are_told(tmp_path: Path) -> None:
    assert "缺少 2 个条目（cn.01.sample-1、cn.02.sample-2）" in complaint(
        tmp_path, lambda book: book[ITEMS].delete_rows(2, 2)
    )
    text = complaint(tmp_path, lambda book: book[ITEMS].delete_cols(10))
    assert "缺少列“复核人”" in text
    text = complaint(tmp_path, lambda book: setattr(book[ITEMS], "title", "逐项打分"))
    assert "“逐项打分”是否就是这张表？请改回原名" in text


def test_a_reason_without_a_verdict_is_remarked(tmp_path: Path) -> None:
    found = reviewed(tmp_path, lambda book: fill(book[ITEMS], FIRST, 复核理由="再议"))
    assert found.rulings == ()
    assert "没有采用" in str(found.remarks[0])
    found = reviewed(tmp_path, lambda book: fill(book[ITEMS], FIRST, 复核日期=date(2025, 3, 11)))
    assert "写了复核日期而没有选复核结论" in str(found.remarks[0])


@pytest.mark.parametrize("written_as", [datetime(2025, 3, 11), "2025年3月11日", "2025/3/11", "20250311"])
def test_the_day_of_a_review_is_told_with_it(tmp_path: Path, written_as: object) -> None:
    def change(book: Workbook) -> None:
        overrule(book, SECOND, "达标")
        fill(book[ITEMS], SECOND, 复核日期=written_as)

    found = reviewed(tmp_path, change)
    assert [ruling.on for ruling in found.rulings] == [date(2025, 3, 11)]
    again = load_workbook(BytesIO(scorecard(found.after, load_texts())))[ITEMS]
    line = again[cell_of(again, SECOND, "人的判断")].value
    assert line.startswith("人工复核：示例甲，2025年3月11日；")
    assert again[cell_of(again, SECOND, "复核日期")].value is None, "the next review has a day of its own"


def test_a_workbook_from_before_there_were_days_still_reads(tmp_path: Path) -> None:
    def old(book: Workbook) -> None:
        overrule(book, SECOND, "达标")
        book[ITEMS].delete_cols(11)

    found = reviewed(tmp_path, old)
    assert [(ruling.by, ruling.on) for ruling in found.rulings] == [("示例甲", None)]
    assert found.remarks == []


def test_the_hidden_data_is_not_taken_on_trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "不是 fazhi 生成的评分表" in complaint(tmp_path, lambda book: book.remove(book[SHEET]))
    cut = complaint(tmp_path, lambda book: fill_line(book, 4, "AAAA"))
    assert "评分表不能读回：随附数据被改动过。请用 fazhi check 重新生成" in cut
    lines = lines_of(Carried(result=result(), sheets={}, verdicts={}))
    for changed, said in (
        (lines[1:], "没有随附数据"),
        ([lines[0], "9", *lines[2:]], "另一版本"),
        ([*lines[:3], "不是数据"], "随附数据损坏"),
        (packed(b'{"result": 1}'), "不合"),
    ):
        with pytest.raises(Damaged, match=said):
            carried_in(changed)
    monkeypatch.setattr("engine.reporting.scorecard.carried._LARGEST", 1000)
    with pytest.raises(Damaged, match="大得异常"):
        carried_in(lines)


def fill_line(book: Workbook, row: int, text: str) -> None:
    book[SHEET].cell(row, 1).value = text


def packed(text: bytes) -> list[str]:
    """The lines of some data, with the digest that belongs to it."""
    data = zlib.compress(text)
    return [MARK, "1", hashlib.sha256(data).hexdigest(), base64.b64encode(data).decode()]


def test_what_is_no_workbook_of_ours_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, lambda book: None)
    with ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    cases = {
        "macros.xlsx": (path.read_bytes(), "带有宏"),
        "old.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "旧格式"),
        "locked.xlsx": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "加了打开密码",
        ),
        "text.xlsx": (b"hello", "不是 Excel 工作簿"),
    }
    for name, (data, said) in cases.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(FazhiError, match=said):
            review(tmp_path / name)
    with pytest.raises(FazhiError, match="读不出"):
        review(tmp_path / "没有.xlsx")


def test_the_verb_shows_old_and_new_and_writes_all_outputs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(book: Workbook) -> None:
        overrule(book, SECOND, "达标")
        fill(book[ITEMS], SECOND, 复核日期=date(2025, 3, 11))

    path = written(tmp_path, change)
    assert cli.main(["review", str(path), "-o", str(tmp_path / "新")]) == 0
    out = capsys.readouterr().out
    assert "复核前" in out and "复核后" in out
    assert "改判 1 项" in out
    assert "○ 未见证据 → √ 达标" in out and "示例甲（2025年3月11日）：已核对原件" in out
    written_files = {one.name.rsplit("-", 1)[1]: one for one in (tmp_path / "新").iterdir()}
    assert {"差距报告.html", "差距报告.md", "结果.json", "评分表.xlsx"} <= set(written_files)
    assert '"kind": "review"' in written_files["结果.json"].read_text("utf-8")
    assert cli.main(["review", str(path), "--format", "json"]) == 0
    out = capsys.readouterr().out
    assert '"overrides": [' in out and '"on": "2025-03-11"' in out
    assert cli.main(["review", str(path), "-o", str(tmp_path)]) == 2
    assert "覆盖原表" in capsys.readouterr().err


def test_labels_and_sheets_of_a_users_own_are_read_back(tmp_path: Path) -> None:
    own = "verdicts:\n  met: {label: 合格}\nsheets:\n  items: 打分\n"
    (tmp_path / "texts.yaml").write_text(own, encoding="utf-8")
    book = load_workbook(BytesIO(scorecard(result(), load_texts(tmp_path))))
    fill(book["打分"], SECOND, 复核结论="合格", 复核人="示例甲", 复核理由="已核对")
    book.save(tmp_path / "评分表.xlsx")
    assert [ruling.verdict for ruling in review(tmp_path / "评分表.xlsx").rulings] == ["met"]
