"""The scanner of many expressions finds all that each of them finds by itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.extraction import scanning
from engine.extraction.cues import Cue
from engine.extraction.scanning import Marks, Signs, literals
from tests.extraction.reading import lexicon

WORDS = ("应当", "应", "要求", "要", "计划")
PATTERNS = (
    r"(?<![按照])计划(?:于|在|\d)",
    r"(?<![^,。])[^,。]{1,3}(?:不到位|要)",
    r",(?:目前|现)?(?:已|正)?(?:完成|要求)",
    r"(?:上年|去年)?度?要求",
    r"[”》]?论坛",
    r"(?:\d+|十)场",
    r"(?:完成|现)(?:了\d|成绩|正)?(?=,)",
)
PIECES = st.sampled_from(
    [*"应当要求计划按照于在,。不到位目前现已正完成上年去度”》论坛场十了5 ", "\n", *WORDS]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def _sentences(text: str) -> list[tuple[int, int]]:
    starts = [0, *(found.end() for found in re.finditer("。", text))]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _covered(text: str) -> set[int]:
    """The characters that are part of a match: of a word anywhere, of an expression within a sentence."""
    spans = [found.span(1) for word in WORDS for found in re.finditer(f"(?=({word}))", text)]
    for low, high in _sentences(text):
        spans += [m.span() for pattern in PATTERNS for m in re.compile(pattern).finditer(text, low, high)]
    return {at for low, high in spans for at in range(low, high)}


def _touched(signs: Signs, text: str) -> set[int]:
    marks = signs.of(text, [low for low, _ in _sentences(text)]).marks
    return {at for at in range(len(text)) if marks.touch(at, at + 1)}


@given(TEXTS)
def test_it_marks_what_each_finds(text: str) -> None:
    assert _touched(Signs(WORDS, PATTERNS), text) == _covered(text)


@given(TEXTS)
def test_it_marks_the_same_where_nothing_can_be_told_of_an_expression(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanning, "_parser", None)
        signs = Signs(WORDS, PATTERNS)
    assert _touched(signs, text) == _covered(text)


@given(st.sampled_from(PATTERNS), TEXTS)
def test_every_match_has_one_of_the_pieces(pattern: str, text: str) -> None:
    for found in re.finditer(pattern, text):
        assert any(piece in found[0] for piece in literals(pattern))


@given(TEXTS)
def test_a_cue_is_found_only_near_what_it_needs(text: str) -> None:
    cue = Cue(words=WORDS, patterns=PATTERNS[3:])
    near = Signs(cue.words, cue.patterns).of(text, [0]).near(0)
    assert cue.find(text) is None or not cue.needs.isdisjoint(near)


@given(
    st.sets(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=8),
    st.integers(0, 40),
    st.integers(1, 9),
)
def test_marks_touch_where_a_span_overlaps(spans: set[tuple[int, int]], low: int, length: int) -> None:
    ends = [(start, start + wide) for start, wide in spans]
    expected = any(start < low + length and end > low for start, end in ends)
    assert Marks(ends).touch(low, low + length) == expected


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        (r"(?<![按照])计划", {"计划"}),
        (r"(?:上年|去年)度", {"上年度", "去年度"}),
        (r"(?:上年|去年)?[的(]", {"的", "("}),
        (r"[^,]{2,6}(?:会|座谈)(?=,)", {"会", "座谈"}),
        (r"(?:开展\d|举办)[^,]*培训班", {"培训班"}),
        (r"(?:开展\d|举办)[^,]*会", {"开展", "举办"}),
        (r"(?:第\d+次会议|例会)", {"次会议", "例会"}),
        (r"\d+", {""}),
        (r"(?:场)?", {""}),
        (r"(?i)app", {""}),
        (r"(?:\d+|场)会?", {""}),
    ],
)
def test_literals(pattern: str, pieces: set[str]) -> None:
    assert literals(pattern) == pieces


def test_every_cue_of_the_dictionary_needs_something() -> None:
    assert "" not in lexicon().modality.signs.pieces
