"""What is valid and cannot mean what it says is remarked on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.checklist.lint import remarks
from engine.checklist.loading import load_checklist
from tests.checklist.making import HEAD, ITEMS, write_checklist

MET = "met: {reported: [reconsideration.committee]}"


def said_of(folder: Path, head: str = HEAD, items: str = ITEMS) -> list[str]:
    path = write_checklist(folder, head, items)
    return [str(remark).replace(f"{folder}/", "") for remark in remarks(load_checklist(str(path), []))]


def test_a_sound_checklist_gets_no_remark(tmp_path: Path) -> None:
    assert said_of(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (MET, MET.replace("met:", "partly:"), "永远不会达标"),
        (MET, MET.replace("]}", "], number: 2}"), "要求写到 2 种，却只列了 1 种"),
        (
            MET,
            f"{MET}\n      partly: {{reported: [reconsideration.committee], polarity: ['yes']}}",
            "永远不会部分达标",
        ),
        (MET, f"{MET}\n      {MET.replace('met', 'partly')}", "met 与 partly 相同"),
        ("at_least: 10", "at_least: 1.0", "永远不会部分达标"),
        ("kind: assertion", "kind: assertion\n    basis: benchmark", "考评参考值应在 note 里说明"),
        ("verdict: no_evidence", "verdict: met", "其中一个不是达标"),
    ],
)
def test_oddities_of_an_item(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in ITEMS
    found = said_of(tmp_path, items=ITEMS.replace(old, new))
    assert any(
        re.match(r"sample/disputes.yaml:\d+:\d+：sample\.", remark) and said in remark for remark in found
    )


def test_entries_that_nobody_uses(tmp_path: Path) -> None:
    head = HEAD.replace("parts:", "  other: {title: 另一文件}\nparts:\n  - {id: empty, title: 空}")
    assert said_of(tmp_path, head) == [
        "sample.yaml:8:3：文件“other”无人引用。请引用或删去",
        "sample.yaml:10:5：部分“empty”没有条目。请删去，或把条目归入这一部分",
    ]


def test_years_the_wrong_way_round(tmp_path: Path) -> None:
    assert "没有哪一年适用" in said_of(tmp_path, HEAD.replace("to_year: 2025", "to_year: 2020"))[0]
