"""The dictionary as data: its examples hold, and its mistakes are told with their place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.errors import FazhiErrors
from engine.extraction.examples import try_examples
from engine.extraction.lexicon import load_indicators, load_relations
from engine.extraction.phrases import parse_line
from engine.resources import shipped
from tests.extraction.reading import lexicon

VOCABULARY = Path(__file__).parents[2].parent / "shared" / "design" / "vocabulary.json"


def test_every_example_of_the_dictionary_gives_its_fact() -> None:
    misses = try_examples(lexicon(), lexicon().indicators)
    assert not misses, "\n".join(map(str, misses))


def test_every_indicator_has_an_example() -> None:
    assert all(indicator.examples for indicator in lexicon().indicators)


@pytest.mark.skipif(not VOCABULARY.is_file(), reason="词表不在手边，未核对")
def test_every_general_quantity_of_the_vocabulary_has_an_indicator() -> None:
    wanted = {
        entry["key"]
        for entry in json.loads(VOCABULARY.read_text(encoding="utf-8"))
        if entry["type"] == "quantity" and not entry.get("local")
    }
    assert not wanted - {indicator.key for indicator in lexicon().quantities}


def test_a_word_of_the_wrong_kind_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "theme: 试\nindicators:\n  - key: own.count\n    label: 试\n    unit: 件\n    definition: 试\n"
        "    written: ['@复议']\n    examples: [{text: 试1件, value: 1}]\n",
        encoding="utf-8",
    )
    with pytest.raises(FazhiErrors, match=r"own\.yaml:7:\d+.*没有本分句里的词"):
        load_indicators(tmp_path)


def test_a_key_that_stands_twice_is_told(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(
            "theme: 试\nindicators:\n  - {key: own.count, label: 试, definition: 试, written: [试],"
            " examples: [{text: 试1件, value: 1}]}\n",
            encoding="utf-8",
        )
    with pytest.raises(FazhiErrors, match=r"own\.count"):
        load_indicators(tmp_path)


def test_the_shipped_indicators_load() -> None:
    assert len(load_indicators(shipped("checklists") / "indicators")) > 300


def test_parts_of_a_line() -> None:
    parsed = parse_line("受理|立案 @行政复议 ?全市 -不予受理 听取…汇报 〔后〕")
    assert [(reach, optional) for _, reach, optional in parsed.groups] == [
        ("clause", False),
        ("context", False),
        ("clause", True),
        ("clause", False),
    ]
    assert parsed.forbidden == ("不予受理",)
    assert parsed.frame == "after"


def test_a_relation_with_an_unknown_key_is_told_with_the_nearest_right_one(tmp_path: Path) -> None:
    path = tmp_path / "relations.yaml"
    folder = shipped("checklists") / "extraction"
    path.write_bytes((folder / "relations.yaml").read_bytes())
    shipped_one = folder / "relations" / "01-reconsideration.yaml"
    theme = tmp_path / "relations" / shipped_one.name
    theme.parent.mkdir()
    right = "claimed: reconsideration.mediation_rate"
    text = shipped_one.read_text(encoding="utf-8")
    line = next(i for i, one in enumerate(text.splitlines(), 1) if right in one)
    theme.write_text(text.replace(right, f"{right}s"), encoding="utf-8")
    known = {indicator.key for indicator in lexicon().indicators}
    with pytest.raises(
        FazhiErrors, match=rf"{theme.name}:{line - 2}:\d+：没有指标“\S+s”。是否想写“\S+_rate”"
    ):
        load_relations(path, known)
