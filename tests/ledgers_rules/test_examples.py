"""Each shipped rule finds what its examples say, and nothing else; its quotes stand in the texts."""

from __future__ import annotations

import pytest

from engine.ledgers.rules import RowRule, RuleExample
from tests.ledgers_rules import FILES, book, check, columns_of, read
from tests.test_quotes import SOURCES, article_text, full_text, squeezed

EXAMPLES = [
    pytest.param(path.parent.name, rule, example, id=f"{path.parent.name}-{rule.id}-{n}")
    for path in FILES
    for rule in book(path.parent.name).rules.rules
    for n, example in enumerate(rule.examples, 1)
]


@pytest.mark.parametrize(("kind", "rule", "example"), EXAMPLES)
def test_example(kind: str, rule: RowRule, example: RuleExample) -> None:
    rows, columns = read(example.rows), columns_of(kind)
    result = check(kind, rows, on=example.on, year=example.year, columns=columns)
    found = [finding.message for finding in result.findings if finding.rule == rule.id]
    assert len(found) == example.found
    assert example.message is None or found[0] == example.message


@pytest.mark.parametrize("kind", [path.parent.name for path in FILES])
def test_each_rule_shows_what_it_finds_and_what_not(kind: str) -> None:
    for rule in book(kind).rules.rules:
        found = {bool(example.found) for example in rule.examples}
        assert found == {True, False}, rule.id


@pytest.mark.skipif(not SOURCES.is_dir(), reason="原文文件夹 ../shared/sources 不在，引文未核对")
@pytest.mark.parametrize("kind", [path.parent.name for path in FILES])
def test_quotes_stand_in_their_articles(kind: str) -> None:
    for rule in book(kind).rules.rules:
        for source in rule.sources:
            text = article_text(source.document, source.article) or full_text(source.document)
            assert squeezed(source.quote) in squeezed(text), rule.id
