"""The words of modality as data: each is proven by its own examples, and mistakes in them are told with their place."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from engine.errors import FazhiError, FazhiErrors
from engine.extraction.cues import Cue, Wording, load_modality
from engine.extraction.examples import finder, try_wordings, wordings_of
from engine.resources import shipped
from engine.text import plain
from engine.yamlio import Path_

FOLDER = shipped("checklists") / "extraction" / "modality"
WORDINGS = dict(wordings_of(load_modality(FOLDER)))
_LOOK_AROUND = re.compile(r"\(\?<?[=!]")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped words, to spoil."""
    shutil.copytree(FOLDER, tmp_path / "modality")
    return tmp_path / "modality"


def replace(path: Path, old: str, new: str) -> int:
    """Puts `new` for the one `old` in a file; gives its line."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def without_look_arounds(pattern: str) -> str:
    """The expression with what must or must not stand before and behind taken out of it."""
    while found := _LOOK_AROUND.search(pattern):
        end = next(i for i in range(found.end(), len(pattern)) if _closed(pattern[found.start() : i + 1]))
        pattern = pattern[: found.start()] + pattern[end + 1 :]
    return pattern


def _closed(group: str) -> bool:
    try:
        re.compile(f"x{group}")
    except re.error:
        return False
    return group.endswith(")")


def test_every_example_is_found_every_counterexample_is_not_and_every_pattern_has_an_example() -> None:
    misses = try_wordings(FOLDER)
    assert not misses, "\n".join(map(str, misses))


def test_every_wording_has_an_example() -> None:
    assert not [where for where, wording in WORDINGS.items() if not wording.examples]


@pytest.mark.parametrize(("where", "wording"), WORDINGS.items(), ids=lambda value: str(value)[:60])
def test_what_a_pattern_leaves_out_is_shown_by_a_counterexample(where: Path_, wording: Wording) -> None:
    for pattern in wording.patterns:
        wide = without_look_arounds(pattern)
        find = finder(Cue(patterns=(wide,)) if isinstance(wording, Cue) else Wording(patterns=(wide,)), where)
        assert wide == pattern or any(find(plain(text)) for text in wording.counterexamples), pattern


def test_what_except_leaves_out_is_shown_by_a_counterexample() -> None:
    for where, wording in WORDINGS.items():
        if isinstance(wording, Cue) and wording.except_:
            find = finder(Cue(words=wording.words, patterns=wording.patterns), where)
            assert any(find(plain(text)) for text in wording.counterexamples), where


def test_a_miss_names_file_and_line(folder: Path) -> None:
    path = folder / "planned.yaml"
    example = replace(path, "- 下一步，开展专项督察。", "- 开展专项督察。")
    counter = replace(path, "- 研究下一步措施。", "- 明年再办。")
    pattern = replace(path, "- '写入(?:下一?年|明年|来年)'", "- '写到(?:下一?年|明年|来年)'")
    told = {miss.key: miss for miss in try_wordings(folder)}
    assert told[f"{path}:{example}"].found == "无"
    assert told[f"{path}:{counter}"].found == "明年"
    assert "一条例子" in told[f"{path}:{pattern}"].expected


def test_an_expression_that_cannot_be_read_is_told_with_its_line(folder: Path) -> None:
    line = replace(folder / "planned.yaml", "- '审计计划(?:拟)?安排'", "- '审计计划(?:拟?安排'")
    with pytest.raises(FazhiErrors, match=rf"planned\.yaml:{line}:\d+：正则表达式“审计计划.*写错了"):
        try_wordings(folder)
    with pytest.raises(FazhiError, match=r"正则表达式“审计计划.*fazhi indicators test"):
        load_modality(folder).signs  # noqa: B018


def test_an_expression_may_be_written_over_several_lines() -> None:
    assert Cue(patterns=("计划\n  (?:修缮|\n  改造)",)).patterns == ("计划(?:修缮|改造)",)
