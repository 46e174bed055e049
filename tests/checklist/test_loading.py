"""Every mistake in a checklist's files is found at once, in the right file, with line, column and a mend."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from engine.checklist.files import available
from engine.checklist.loading import load_checklist
from engine.errors import FazhiError
from tests.checklist.making import HEAD, ITEMS, KEYS, write_checklist


def complaints(folder: Path, head: str = HEAD, items: str = ITEMS) -> list[str]:
    """What is said of the checklist, without the folder."""
    path = write_checklist(folder, head, items)
    with pytest.raises(FazhiError) as caught:
        load_checklist(str(path), [], KEYS)
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def test_head_and_included_file_make_one_checklist(tmp_path: Path) -> None:
    write_checklist(tmp_path)
    loaded = load_checklist("sample", [tmp_path], KEYS)
    assert [item.id for item in loaded.checklist.items] == ["sample.reconsideration", "sample.committee"]
    assert loaded.chain == ("sample",)


def test_the_hash_follows_every_file(tmp_path: Path) -> None:
    path = write_checklist(tmp_path)
    before = load_checklist(str(path), []).content_hash
    assert load_checklist(str(path), []).content_hash == before
    write_checklist(tmp_path, items=ITEMS.replace("at_least: 10", "at_least: 11"))
    assert load_checklist(str(path), []).content_hash != before


def test_an_earlier_folder_hides_a_later_one(tmp_path: Path) -> None:
    for name in ("own", "shipped"):
        write_checklist(tmp_path / name)
    folders = [tmp_path / "own", tmp_path / "shipped"]
    assert available(folders)["sample"].is_relative_to(tmp_path / "own")


@pytest.mark.parametrize(
    "content", [b"", b"- id: sample\n", b"title: x\n", "id: sample\n".encode("utf-16"), None]
)
@pytest.mark.parametrize("suffix", [".yaml", ".yml"])
def test_a_broken_file_of_that_name_is_never_replaced_in_silence(
    tmp_path: Path, content: bytes | None, suffix: str
) -> None:
    write_checklist(tmp_path / "shipped")
    mine = tmp_path / "own" / f"sample{suffix}"
    (tmp_path / "own").mkdir()
    if content is None:
        mine.mkdir()  # what cannot be read, whoever runs this
    else:
        mine.write_bytes(content)
    with pytest.raises(FazhiError, match=re.escape(str(mine))):
        load_checklist("sample", [tmp_path / "own", tmp_path / "shipped"], KEYS)


def test_a_byte_order_mark_does_not_hide_the_id(tmp_path: Path) -> None:
    path = write_checklist(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert available([tmp_path]) == {"sample": path}


def test_a_folder_is_no_checklist(tmp_path: Path) -> None:
    with pytest.raises(FazhiError, match="这是文件夹，不是清单"):
        load_checklist(str(tmp_path), [tmp_path])


def test_all_mistakes_of_all_files_at_once(tmp_path: Path) -> None:
    head = HEAD.replace("title: 示例清单", "titel: 示例清单")
    items = (
        ITEMS.replace("sample.committee\n", "sample.reconsideration\n")
        .replace("severity: minor", "severity: minr")
        .replace("document: outline, article: 第二条", "document: outlines, article: 第二条")
        .replace("[reconsideration.committee]", "[reconsideration.comittee]")
        .replace("part: disputes\n    kind: assertion", "part: dispute\n    kind: assertion")
    )
    found = complaints(tmp_path, head, items)
    assert "sample.yaml:3:1：没有“titel”这一项。是否想写“title”？" in found
    assert "sample.yaml:1:1：缺少必填项“title”。请补上" in found
    assert any(
        line.startswith("sample/disputes.yaml:18:5：条目编号“sample.reconsideration”重复") for line in found
    )
    assert "sample/disputes.yaml:20:5：没有“dispute”这个部分。是否想写“disputes”？" in found
    assert "sample/disputes.yaml:23:10：没有“outlines”这个文件。是否想写“outline”？" in found
    assert (
        "sample/disputes.yaml:25:24：没有“reconsideration.comittee”这个事实键。"
        "是否想写“reconsideration.committee”？" in found
    )
    assert "sample/disputes.yaml:26:5：“severity”的值“minr”不在可选范围内。是否想写“minor”？" in found
    assert len(found) == 7


@pytest.mark.parametrize(
    ("criterion", "said"),
    [
        ("{reportd: [reconsideration.committee]}", "看不出是哪一种判定条件。是否想写“reported”？"),
        (
            "{reported: [reconsideration.committee], value: reconsideration.accepted}",
            "一个判定条件只能写一种，这里写了reported、value",
        ),
        ("{reported: []}", "“reported”不能为空"),
        (
            "{reported: [reconsideration.committee], as: [don]}",
            "“as”的值“don”不在可选范围内。是否想写“done”？",
        ),
        ("{value: reconsideration.accepted}", "须写且只写一种比较"),
        ("{value: reconsideration.accepted, at_least: 多}", "“at_least”应为数字"),
        (
            "{all: [{reported: [reconsideration.committee], numbr: 2}]}",
            "没有“numbr”这一项。是否想写“number”？",
        ),
        (
            "{date: reconsideration.accepted, before: 13-01}",
            "“before”写法不合规定。请写成“月-日”，各两位数，如 04-01",
        ),
        ("[reconsideration.committee]", "判定条件应为若干“键: 值”"),
        ("{any: [{all: [{reported: [no.such_key]}]}]}", "没有“no.such_key”这个事实键"),
    ],
)
def test_a_wrong_condition_gets_one_sentence_with_its_place(
    tmp_path: Path, criterion: str, said: str
) -> None:
    found = complaints(tmp_path, items=ITEMS.replace("{reported: [reconsideration.committee]}", criterion))
    assert len(found) == 1
    assert found[0].startswith("sample/disputes.yaml:25:")
    assert said in found[0]


@pytest.mark.parametrize(
    "name", ["../outside.yaml", "/etc/hostname", "sample/../../outside.yaml", "link.yaml"]
)
def test_includes_stay_in_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside.yaml").write_text(ITEMS, "utf-8")
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    found = complaints(folder, HEAD.replace("sample/disputes.yaml", name))
    assert found[0].startswith("sample.yaml:11:5：")
    assert "不在清单所在的文件夹里" in found[0]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("", "“文件”应为若干“键: 值”"),
        ("[]", "“文件”应为若干“键: 值”"),
        ("id: [", "YAML 格式有误"),
        (HEAD.replace("sample/disputes.yaml", "sample/dispute.yaml"), "是否想写“sample/disputes.yaml”？"),
        (HEAD + "  - sample/disputes.yaml\n", "“sample/disputes.yaml”重复"),
        (HEAD[: HEAD.index("include")], "清单里没有条目"),
        (HEAD.replace("from_year: 2021", "from_year: 早"), "“from_year”应为整数"),
        ("a: " + "[" * 100_000, "YAML 嵌套过深"),
        ("a:\n  " + "- " * 100_000, "YAML 嵌套过深"),
        ("&a [*a, *a]", "YAML"),
    ],
)
def test_an_unusable_head_is_refused_in_words(tmp_path: Path, head: str, said: str) -> None:
    assert any(said in line for line in complaints(tmp_path, head))


def test_yaml_tags_build_nothing(tmp_path: Path) -> None:
    head = HEAD.replace("title: 示例清单", "title: !!python/object/apply:os.getcwd []")
    assert complaints(tmp_path, head) == [
        "sample.yaml:3:1：“title”应为文字。请在冒号后写一段文字；true、null 作文字用时加引号"
    ]


def test_an_unknown_id_names_the_nearest(tmp_path: Path) -> None:
    write_checklist(tmp_path)
    with pytest.raises(FazhiError, match="没有代号为“sampel”的清单。是否想写“sample”？"):
        load_checklist("sampel", [tmp_path])


def test_three_hundred_items_load_quickly(tmp_path: Path) -> None:
    entries = ITEMS.removeprefix("items:\n")
    many = [entries.replace("- id: sample.", f"- id: sample{number}.") for number in range(150)]
    path = write_checklist(tmp_path, items="items:\n" + "".join(many))
    start = time.process_time()
    loaded = load_checklist(str(path), [], KEYS)
    assert time.process_time() - start < 0.5
    assert len(loaded.checklist.items) == 300
