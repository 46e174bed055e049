"""Mistakes in a rules file are told with their line and the nearest right name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.errors import FazhiError
from engine.ledgers.conditions import needed
from engine.ledgers.needs import columns_of
from engine.ledgers.rulebook import load_rulebook
from engine.pipeline import lexicon
from tests.ledgers_rules import FILES, LEDGERS, book, national

TEXT = (LEDGERS / "disclosure" / "rules.yaml").read_text("utf-8")


def mistakes(folder: Path, text: str) -> str:
    path = folder / "disclosure" / "rules.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FazhiError) as caught:
        load_rulebook(path, lexicon().indicators, national())
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "item: cn.27.reply-deadline, value: reply_days",
            "item: cn.27.reply-deadlin, value: x",
            "cn.27.reply-deadline",
        ),
        ("value: reply_days", "value: reply_day", "是否想写“reply_days”"),
        ("- key: disclosure.reply_rate", "- key: disclosure.reply_rat", "是否想写“disclosure.reply_rate”"),
        ("judged: [reply]", "judged: [replies]", "没有“replies”这条规则"),
        ("  - id: outcome", "  - id: reply", "规则“reply”重复"),
        ("共{by}个" if "共{by}个" in TEXT else '{by}个"', '{bye}个"', "用了“bye”"),
        ("kind: disclosure", "kind: disclosures", "kind 应与文件夹同名：disclosure"),
        ("    note: 台账填写是否完整，不是法定要求。\n", "", "须在 note 里说明"),
        ("proved: {of", "count: {of", "of"),
        ("- key: disclosure.reply_rate", "- key: disclosure.on_request_in_time", "是陈述"),
        ("filled: [outcome]", "filled: [outcome]\n    valid: {column: x}", "须写且只写一种条件"),
    ],
)
def test_a_mistake_is_placed_and_mended(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in TEXT
    told = mistakes(tmp_path, TEXT.replace(old, new, 1))
    assert said in told and "rules.yaml:" in told


def test_an_unknown_document_is_told(tmp_path: Path) -> None:
    cited = "sources: [{document: disclosure-regulatio, article: 第一条, quote: 某}]\n    severity: minor"
    assert "disclosure-regulation" in mistakes(tmp_path, TEXT.replace("severity: minor", cited, 1))


def declared(path: Path) -> dict[str, dict[str, Any]]:
    """The columns of a kind by key, as declared beside its rules."""
    columns = path.parent / "columns.yaml"
    if not columns.is_file():
        pytest.skip("没有列的声明")
    return {column["key"]: column for column in yaml.safe_load(columns.read_text("utf-8"))["columns"]}


def conditions(written: Any) -> Iterator[tuple[str, Any]]:
    """Each column that the rules as written put a condition to, with the condition."""
    if isinstance(written, list):
        for part in written:
            yield from conditions(part)
    elif isinstance(written, dict):
        for key, part in written.items():
            if key in ("when", "columns") and isinstance(part, dict):
                yield from part.items()
            elif key == "is":
                yield part["column"], part["values"]
            elif key != "examples":
                yield from conditions(part)


@pytest.mark.parametrize("path", FILES, ids=[path.parent.name for path in FILES])
def test_columns_are_those_of_the_declaration(path: Path) -> None:
    keys, rules = set(declared(path)), book(path.parent.name).rules
    used = {
        key for rule in rules.rules for key in (*columns_of(rule), *needed(rule.when), *(rule.order or ()))
    }
    used |= {key for rule in rules.rules for example in rule.examples for row in example.rows for key in row}
    assert used | set(rules.subject) | set(rules.year) <= keys


@pytest.mark.parametrize("path", FILES, ids=[path.parent.name for path in FILES])
def test_values_are_those_of_the_declaration(path: Path) -> None:
    columns = declared(path)
    for key, wanted in conditions(yaml.safe_load(path.read_text("utf-8"))):
        tested = wanted.get("not", []) if isinstance(wanted, dict) else wanted
        for value in tested if isinstance(tested, list) else [tested]:
            column = columns[key]
            known = (
                {True, False} if column.get("type") == "yesno" else set(map(str, column.get("choices", ())))
            )
            assert value in known, (key, value)
