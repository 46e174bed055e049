"""What a clause says holds for those behind it: another body, a norm, a draft, a plan, a speech, a condition.

Each way is tried in both directions: what must be less than done, and the body's own deeds beside such words.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.yamlio import read_yaml
from tests.extraction.reading import read_report

_CASES, _ = read_yaml(Path(__file__).parents[1] / "data" / "frames.yaml")


@pytest.mark.parametrize(("text", "key", "modality"), _CASES["less"])
def test_what_a_clause_before_makes_less_than_done(text: str, key: str, modality: str) -> None:
    assert {f.modality for f in read_report(text, level="county").facts if f.key == key} == {modality}


@pytest.mark.parametrize(("text", "key"), _CASES["own"])
def test_an_own_deed_beside_such_words_is_done(text: str, key: str) -> None:
    assert "done" in {f.modality for f in read_report(text, level="county").facts if f.key == key}
