"""Every sentence of the outline is asked by an item or explained, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from engine.checklist.coverage import Article, load_coverage
from engine.pipeline import DEFAULT_CHECKLIST, Options, checklist_of
from tests.test_quotes import HEAD, SOURCES, full_text, squeezed

CHECKLIST = checklist_of(DEFAULT_CHECKLIST, Options().folders).checklist
COVERAGE = load_coverage(HEAD.parent / HEAD.stem / "coverage", {item.id for item in CHECKLIST.items})
_PART = re.compile(r"(?m)^([一二三四五六七八九十])、\S+$")
_ARTICLE = re.compile(r"(?m)^(（[一二三四五六七八九十]+）)([^。]+)。")

pytestmark = pytest.mark.skipif(
    not SOURCES.is_dir(), reason="原文文件夹 ../shared/sources 不在，纲要未逐句核对（不影响程序使用）"
)


def sentences(text: str) -> list[str]:
    return [squeezed(one) for one in re.split("[。]", text) if one.strip()]


def outline() -> Iterator[tuple[str, list[str]]]:
    """The parts' preambles and the articles, with their sentences."""
    text = full_text("outline").split("全文如下。")[1]
    marks = sorted([*_PART.finditer(text), *_ARTICLE.finditer(text)], key=lambda mark: mark.start())
    yield "", sentences(text[: marks[0].start()])
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        body = text[mark.end() : following.start() if following else len(text)]
        if found := sentences(body):
            yield mark[1], found


OUTLINE = dict(outline()) if SOURCES.is_dir() else {}
BY_ARTICLE: dict[str, Article] = {article.at: article for article in COVERAGE.articles}


def test_the_outline_has_35_articles() -> None:
    assert sum(at.startswith("（") for at in OUTLINE) == 35


def test_every_article_is_there_in_order() -> None:
    assert [article.at for article in COVERAGE.articles] == list(OUTLINE)


@pytest.mark.parametrize("at", list(OUTLINE))
def test_every_sentence_is_covered_or_explained(at: str) -> None:
    begins = [squeezed(sentence.begins) for sentence in BY_ARTICLE[at].sentences]
    assert len(begins) == len(OUTLINE[at])
    for begin, sentence in zip(begins, OUTLINE[at], strict=True):
        assert len(begin) >= 4 and sentence.startswith(begin)


def test_every_item_of_the_outline_has_its_sentence() -> None:
    named = {item for article in COVERAGE.articles for one in article.sentences for item in one.items}
    assert {item.id for item in CHECKLIST.items if item.id.startswith("cn.")} <= named


def test_an_item_stands_at_a_sentence_of_its_article() -> None:
    articles = {item.id: item.article for item in CHECKLIST.items}
    numbers = {at: number for number, at in enumerate((a for a in OUTLINE if a.startswith("（")), 1)}
    for article in COVERAGE.articles:
        for name in {item for sentence in article.sentences for item in sentence.items}:
            places = {at for at, one in BY_ARTICLE.items() if any(name in s.items for s in one.sentences)}
            assert any(numbers.get(at) == articles[name] for at in places), name
