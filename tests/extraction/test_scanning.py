"""The scanner of many expressions finds exactly what one expression of them all finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.extraction import scanning
from engine.extraction.patterns import any_of
from engine.extraction.scanning import Scanner, first_characters

WORDS = ("应当", "应", "要求", "要", "计划")
PATTERNS = (
    r"(?<![按照])计划(?:于|在|\d)",
    r"(?<![^,。])[^,。]{1,3}(?:不到位|要)",
    r",(?:目前|现)?(?:已|正)?(?:完成|要求)",
    r"(?:上年|去年)?度?要求",
    r"[”》]?论坛",
    r"(?:\d+|十)场",
)
PIECES = st.sampled_from([*"应当要求计划按照于在,。不到位目前现已正完成上年去度”》论坛场十5 ", "\n", *WORDS])
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def _spans(words: tuple[str, ...], patterns: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    whole = re.compile("|".join((any_of(words).pattern, *patterns)))
    return [found.span() for found in whole.finditer(text)]


@given(TEXTS)
def test_it_finds_what_one_expression_finds(text: str) -> None:
    assert Scanner(WORDS, PATTERNS).spans(text) == _spans(WORDS, PATTERNS, text)


@given(TEXTS)
def test_it_finds_the_same_where_first_characters_cannot_be_told(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanning, "_parser", None)
        scanner = Scanner(WORDS, PATTERNS)
    assert scanner.spans(text) == _spans(WORDS, PATTERNS, text)


@pytest.mark.parametrize(
    ("pattern", "firsts"),
    [
        (r"(?<![按照])计划", "计"),
        (r"(?:上年|去年)?度", "上去度"),
        (r"[”》]论坛|会", "”》会"),
        (r"\d+场", ""),
        (r"[^,]场", ""),
        (r"(?:场)?", ""),
    ],
)
def test_first_characters(pattern: str, firsts: str) -> None:
    assert first_characters(pattern) == frozenset(firsts)
