"""Export, import, export: nothing is lost, and a file keeps what was not touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.checklist.lint import remarks
from engine.commands.checklist import command
from engine.workbooks.saving import saved
from tests.workbooks import making


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return making.write(tmp_path / "lists")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def test_an_overlay_comes_back_the_same_in_a_new_folder(folder: Path, book: Path, tmp_path: Path) -> None:
    making.export("liaoning", folder, book)
    new = making.write(tmp_path / "new", local=None)
    assert list(making.save(book, folder, new)) == ["liaoning.yaml"]
    before, after = (making.overlay_of(making.load("liaoning", one)) for one in (folder, new))
    assert sorted(after.changes, key=str) == sorted(before.changes, key=str)
    assert after.model_copy(update={"changes": ()}) == before.model_copy(update={"changes": ()})
    again = making.export("liaoning", new, tmp_path / "again.xlsx")
    assert again.read_bytes() == book.read_bytes()


def test_an_unchanged_workbook_changes_no_file(folder: Path, book: Path) -> None:
    making.export("liaoning", folder, book)
    assert making.save(book, folder, folder) == {}


def test_what_is_not_touched_stays_to_the_letter(folder: Path, book: Path) -> None:
    making.export("liaoning", folder, book)
    making.fill(
        book, "条目", "cn.court", {"程度（本地）": "一般", "理由": "会议决定", "责任单位（本地）": "法院"}
    )
    making.fill(book, "新增条目", "liaoning.hearing", {"部分达标事实键": "court.present、court.rate"})
    making.fill(book, "地方文件", 3, {"代号": "ln-2", "全称": "第二件"})
    making.head(book, 版本="1.1")
    text = making.save(book, folder, folder)["liaoning.yaml"]
    expected = making.LOCAL.replace('version: "1.0"', 'version: "1.1"')
    expected = expected.replace("reason: 本省要求更高", "reason: 会议决定")
    expected = expected.replace("severity: major", "severity: minor")
    expected = expected.replace("quote: 不少于七十小时}\n", "quote: 不少于七十小时}\n    holder: 法院\n")
    expected = expected.replace(
        "      met: {reported: [training.held]}\n",
        "      met: {reported: [training.held]}\n      partly: {reported: [court.present, court.rate]}\n",
    )
    expected = expected.replace(
        "in_force_from: 2022-03-01\n", "in_force_from: 2022-03-01\n  ln-2: {title: 第二件}\n"
    )
    assert text == expected


def test_a_change_taken_back_leaves_the_file_with_its_sources_and_the_comments_of_others(
    folder: Path, book: Path
) -> None:
    making.export("liaoning", folder, book)
    empty = {"是否考核（本地）": None, "理由": None, "依据文件代号": None, "条款": None, "原文": None}
    making.fill(book, "条目", "cn.training", empty)
    (gone,) = saved(making.read(book, folder).overlay, folder, (folder,), making.KEYS).remarks
    assert "没有已有清单的 1 条，随之删去：cn.training" in str(gone)
    text = making.save(book, folder, folder)["liaoning.yaml"]
    assert "cn.training" not in text and "# 出庭" in text and "# 新增" in text
    assert [change.item for change in making.overlay_of(making.load("liaoning", folder)).changes] == [
        "cn.court"
    ]


def test_items_in_other_files_stay_there(folder: Path, book: Path) -> None:
    head, items = making.LOCAL.split("# 新增\n")
    (folder / "more.yaml").write_text(f"# 另一个文件\n{items}", "utf-8")
    (folder / "liaoning.yaml").write_text(f"{head}include: [more.yaml]\n", "utf-8")
    making.export("liaoning", folder, book)
    making.fill(book, "新增条目", "liaoning.hearing", {"要求": "公开听证"})
    texts = making.save(book, folder, folder)
    assert list(texts) == ["more.yaml"]
    assert texts["more.yaml"] == f"# 另一个文件\n{items}".replace("title: 听证", "title: 公开听证")


def test_a_national_list_begins_an_overlay_with_only_the_differences(
    folder: Path, book: Path, tmp_path: Path
) -> None:
    making.started(folder, book)
    row = {
        "程度（本地）": "关键",
        "整改建议（本地）": "=写明培训",
        "县级": "是",
        "市级": "是",
        "分值（本地）": "２",
    }
    making.fill(book, "条目", "cn.training", row | making.SOURCE)
    making.fill(book, "条目", "cn.court", {"数值1（本地）": "80％"} | making.SOURCE)
    found = making.read(book, folder)
    training, court = sorted(found.overlay.changes, key=lambda change: change.item, reverse=True)
    assert training.fields == ("severity", "applies")
    assert training.applies is not None
    assert training.applies.levels == ("province", "prefecture", "county")
    assert (training.applies.from_year, training.applies.why) == (2022, "县级以上")
    assert court.fields == ("values.rate",)
    assert court.values["rate"].dated[0].value == 80
    assert found.remarks == []
    making.save(book, folder, folder)
    loaded = making.load("jilin", folder)
    assert loaded.checklist.title == "吉林省清单"
    assert not [remark for remark in remarks(loaded) if "jilin" in str(remark.path)]


def test_a_city_list_sees_what_the_province_changed(folder: Path, book: Path) -> None:
    (folder / "city.yaml").write_text(
        'id: city\nversion: "1"\ntitle: 市清单\nextends: liaoning\n'
        "region: {code: '210200', name: 大连市}\n",
        "utf-8",
    )
    making.export("city", folder, book)
    shown = making.cells(book)
    page = shown["条目"]
    assert "重要" in page.values()
    assert "80%" in page.values()
    assert "否" in page.values()
    making.fill(book, "条目", "cn.training", {"是否考核（本地）": "是"} | making.SOURCE)
    with pytest.raises(Exception, match="上级已定不考核"):
        making.read(book, folder)


def test_the_verbs_are_there() -> None:
    assert {"export", "import"} <= set(command.commands)
