"""Every declared relation is right about its own examples, and no example of the dictionary raises a false alarm."""

from __future__ import annotations

import pytest

from engine.extraction import extract
from engine.extraction.models import Check
from engine.extraction.relations import RelationExample, Ruled
from tests.extraction.reading import document, lexicon, read

RELATIONS = lexicon().relations.all()


def checks_of(example: RelationExample) -> tuple[Check, ...]:
    dates = {"signed_on": example.signed_on, "published_on": example.published_on}
    return extract(document(example.text).model_copy(update=dates), lexicon()).checks


@pytest.mark.parametrize(
    ("relation", "example"),
    [
        pytest.param(relation, example, id=f"{relation.id}-{number}")
        for relation in RELATIONS
        for number, example in enumerate(relation.examples)
    ],
)
def test_examples(relation: Ruled, example: RelationExample) -> None:
    checks = checks_of(example)
    own = [check.consistent for check in checks if check.id == relation.id]
    if example.consistent == "none":
        assert own == []
    elif example.consistent == "open":
        assert own and set(own) == {None}
    else:
        assert example.consistent in own
    if example.consistent is not False:
        assert [c.message for c in checks if c.consistent is False] == []


def test_every_relation_is_told_apart() -> None:
    ids = [relation.id for relation in RELATIONS]
    assert len(ids) == len(set(ids))


# The dictionary's only example whose figures do not fit: 12508 - 11549 is 959.
WRONG_EXAMPLES = {"送审金额12508万元,审核金额11549万元,净核减金额963万元。"}


def test_no_example_of_the_dictionary_raises_a_false_alarm() -> None:
    texts = {
        text for i in lexicon().indicators for text in (*(e.text for e in i.examples), *i.counterexamples)
    }
    flagged = {text for text in texts if any(c.consistent is not True for c in read(text).checks)}
    assert flagged <= WRONG_EXAMPLES
