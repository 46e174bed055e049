"""Whatever the text, extraction ends and quotes it exactly."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.documents import document_from_text
from engine.extraction import extract
from tests.extraction.reading import lexicon, read

REPORT = (Path(__file__).parents[2] / "examples" / "beipiao-2024.txt").read_text(encoding="utf-8")
ALPHABET = "受理行政复议案件审结其中均为分别为率不低于%百分之余近件次个项、，。,;；(（）)《》“”\n 一二十百万亿0123456789.年月"


def assert_exact(text: str) -> None:
    document = document_from_text(text)
    for fact in extract(document, lexicon()).facts:
        for evidence in fact.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.quote
            assert len(evidence.quote) <= 120


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=120))
def test_random_texts(text: str) -> None:
    for evidence in (e for f in read(text).facts for e in f.evidence):
        assert text[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize("seed", range(6))
def test_mutated_reports(seed: int) -> None:
    chance = random.Random(seed)
    pieces = REPORT.split("。")
    chance.shuffle(pieces)
    swaps = str.maketrans(
        {",": chance.choice(",，、"), "0": chance.choice("0O０"), "1": chance.choice("1l１")}
    )
    text = "。".join(pieces[: len(pieces) // 2]).translate(swaps)
    assert_exact(text.replace("\n", chance.choice(["", "\n", " "])))


def test_one_line_without_breaks_gives_nearly_the_same_figures() -> None:
    whole = {(f.key, f.value) for f in extract(document_from_text(REPORT), lexicon()).facts if f.unit}
    flat = {
        (f.key, f.value)
        for f in extract(document_from_text(REPORT.replace("\n", "")), lexicon()).facts
        if f.unit
    }
    assert len(whole & flat) >= 0.9 * len(whole)
