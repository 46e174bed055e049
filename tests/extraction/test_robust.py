"""Whatever the text, extraction ends and quotes it exactly."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.documents import document_from_text
from engine.extraction import Extraction, extract
from tests.extraction.reading import document, figures, lexicon, read

REPORT = (Path(__file__).parents[2] / "examples" / "beipiao-2024.txt").read_text(encoding="utf-8")
ALPHABET = "受理行政复议案件审结其中均为分别为率不低于%百分之余近件次个项、，。,;；(（）)《》“”\n 一二十百万亿0123456789.年月"


def assert_exact(text: str) -> None:
    document = document_from_text(text)
    for fact in extract(document, lexicon()).facts:
        for evidence in fact.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.quote
            assert len(evidence.quote) <= 120


def test_facts_made_unchecked_are_valid() -> None:
    read_out = extract(document_from_text(REPORT), lexicon())
    assert Extraction.model_validate(read_out.model_dump(), strict=True) == read_out


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


def filled(pattern: str, length: int) -> str:
    return (pattern * (length // len(pattern) + 1))[:length]


def seconds(text: str) -> float:
    """Processor time, so that other work on the machine does not count."""
    passage = document(text)
    start = time.process_time()
    extract(passage, lexicon())
    return time.process_time() - start


LONG = {
    "reports": (REPORT, 40_000),
    "one line": (REPORT.replace("\n", ""), 40_000),
    "one sentence": (REPORT.replace("\n", "").replace("。", "，").replace("；", "，"), 40_000),
    "no punctuation": ("".join(c for c in REPORT if c.isalnum()), 20_000),
    "digits": ("1234567890", 125_000),
    "thousands": ("1,234,567,890,", 125_000),
    "numerals": ("一二三十百", 50_000),
    "blanks behind a number": ("5" + " " * 500_000, 125_000),
    "brackets": ("（", 125_000),
    "open titles": ("《", 125_000),
    "brackets with figures": ("（1件）", 50_000),
    "figures": ("行政复议案件" + "1件" * 50, 15_000),
    "headings": ("一、工作\n（一）做法\n一是开展", 50_000),
}


@pytest.mark.parametrize("name", LONG)
def test_cost_grows_with_the_length_of_the_text_and_no_faster(name: str) -> None:
    pattern, length = LONG[name]
    extract(document(filled(pattern, 1000)), lexicon())
    short, long = seconds(filled(pattern, length)), seconds(filled(pattern, 4 * length))
    assert long < 10 * max(short, 0.05)  # fourfold when linear, sixteenfold when quadratic


def test_more_than_a_megabyte_on_one_line() -> None:
    text = filled(REPORT.replace("\n", ""), 400_000)
    assert len(text.encode()) > 1_000_000
    assert_exact(text)


def test_a_number_beyond_all_numbers_is_none() -> None:
    assert not figures(read("受理行政复议案件" + "9" * 400 + "件。"))


def test_numbers_without_words_between_them() -> None:
    assert_exact("受理行政复议案件" + "1件" * 5000 + "。")
