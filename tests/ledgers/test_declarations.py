"""Declarations of ledgers: what ships is sound, mistakes are told with their line, one's own hides what ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import FazhiError
from engine.ledgers.declaration import load_kind, load_kinds
from engine.resources import shipped
from tests.ledgers.making import kinds

_HEAD = "id: mine\ntitle: 我的\nnames: [我的]\nidentity: [a]\nyears: []\ncolumns:\n"


def test_the_shipped_kinds() -> None:
    assert len(kinds()) == 11
    for kind in kinds().values():
        assert [column.title for column in kind.columns if column.required], kind.id
        assert all(column.private for column in kind.columns if column.type in ("person", "identity"))


def test_ones_own_kind_goes_first(tmp_path: Path) -> None:
    folder = tmp_path / "ledgers" / "training"
    folder.mkdir(parents=True)
    text = (shipped("checklists") / "ledgers" / "training" / "columns.yaml").read_text("utf-8")
    (folder / "columns.yaml").write_text(text.replace("title: 行政执法人员培训", "title: 我的培训"), "utf-8")
    found = load_kinds([tmp_path, shipped("checklists")])
    assert found["training"].title == "我的培训" and len(found) == 11


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (_HEAD.replace("mine", "other") + "  - {key: a, title: 甲}\n", 1, "与文件夹"),
        (_HEAD.replace("[a]", "[b]") + "  - {key: a, title: 甲}\n", 4, "没有列“b”"),
        (_HEAD + "  - {key: a, title: 甲}\n  - {key: a, title: 乙}\n", 8, "重复"),
        (_HEAD + "  - {key: a, title: 甲}\n  - {key: b, title: 乙, aliases: [甲]}\n", 8, "已经有了"),
        (_HEAD + "  - {key: a, title: 甲, type: choice}\n", 7, "choices"),
        (_HEAD + "  - {key: a, title: 甲, typ: date}\n", 7, "typ"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "mine" / "columns.yaml"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    with pytest.raises(FazhiError) as raised:
        load_kind(path)
    assert f"{path}:{line}:" in str(raised.value) and message in str(raised.value)
