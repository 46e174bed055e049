"""What was not understood is shown, most frequent first, and can be drafted as an indicator."""

from __future__ import annotations

from pathlib import Path

from engine.extraction.suggesting import skeleton
from engine.extraction.unmapped import find_unmapped, group_by_noun
from engine.yamlio import parse_yaml
from tests.extraction.reading import document, lexicon

TEXT = "栽植行道树120棵。受理行政复议案件30件。栽植行道树80棵,改造公厕15座。召开花卉展览3场。"


def test_numbers_without_an_indicator_are_listed_by_noun() -> None:
    gaps = group_by_noun(find_unmapped(document(TEXT), lexicon()))
    assert (gaps[0].noun, gaps[0].unit, gaps[0].times) == ("栽植行道树", "棵", 2)
    assert all("行政复议" not in example.evidence.quote for gap in gaps for example in gap.examples)


def test_each_quote_holds_its_number() -> None:
    for one in find_unmapped(document(TEXT), lexicon()):
        assert one.number in one.evidence.quote
        assert TEXT[one.evidence.start : one.evidence.end] == one.evidence.quote


def test_a_draft_is_yaml_with_the_passages_as_examples() -> None:
    gap = group_by_noun(find_unmapped(document(TEXT), lexicon()))[0]
    data, _ = parse_yaml(f"indicators:\n{skeleton(gap)}\n", Path("draft.yaml"))
    assert [example["value"] for example in data["indicators"][0]["examples"]] == ["120", "80"]
