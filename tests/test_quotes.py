"""Every quote of the shipped checklists stands word for word in the text it names, and in the article it names.

The source texts are no part of the project: they lie in a folder beside it, and where that is absent nothing is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.checklist.models import LegalDocument, Source
from engine.yamlio import parse_yaml, read_yaml

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT.parent / "shared" / "sources"
NATIONAL = ROOT / "checklists" / "national"
HEAD = NATIONAL / "outline-2021-2025.yaml"
PROVINCES = ROOT / "checklists" / "provinces"
HEADS = [*sorted(NATIONAL.glob("*.yaml")), *sorted(PROVINCES.glob("*.yaml"))]
FILES: dict[str, str] = read_yaml(Path(__file__).parent / "data" / "sources.yaml")[0]

pytestmark = pytest.mark.skipif(
    not SOURCES.is_dir(), reason="原文文件夹 ../shared/sources 不在，引文未核对（不影响程序使用）"
)

_NUMERAL = "[一二三四五六七八九十百零〇]+"
_ARTICLE = re.compile(rf"第{_NUMERAL}条(?:之{_NUMERAL})?")
_PART = re.compile(rf"{_NUMERAL}、")
_SECTION = re.compile(rf"[（(]{_NUMERAL}[）)]")
_TABLE = str.maketrans({"（": "(", "）": ")", "〈": "《", "〉": "》", "<": "《", ">": "》"})


class Cited(NamedTuple):
    """A source of an item, a value or a profile, and where it is written."""

    item: str
    source: Source


def squeezed(text: str) -> str:
    """`text` without white space (visible or not) and Markdown marks; brackets in one spelling."""
    return re.sub(r"[\s\u200b\ufeff*]", "", text).translate(_TABLE)


@lru_cache
def full_text(document: str) -> str:
    """The text that `document` stands for, as it is."""
    return (SOURCES / FILES[document]).read_text(encoding="utf-8")


def article_text(document: str, article: str) -> str | None:
    """The text of an article (第二十五条), a section （三十四） or a section of a part （三、（一）, to the next one's
    beginning; None where it is not found."""
    by_article = _ARTICLE.search(article)
    mark = by_article or _SECTION.search(article)
    if mark is None:
        return None
    lines = full_text(document).splitlines()
    if part := _PART.match(article):
        begins = [i for i, line in enumerate(lines) if _PART.match(squeezed(line))]
        first = next((i for i in begins if squeezed(lines[i]).startswith(part[0])), 0)
        lines = lines[first : next((i for i in begins if i > first), len(lines))]
    starts = [(i, name) for i, line in enumerate(lines) if (name := _opening(line, by_article is not None))]
    wanted = squeezed(mark[0])
    for number, (line, name) in enumerate(starts):
        if name == wanted:
            end = starts[number + 1][0] if number + 1 < len(starts) else len(lines)
            return "\n".join(lines[line:end])
    return None


def _opening(line: str, by_article: bool) -> str | None:
    """The number of the article or section that `line` opens."""
    found = (_ARTICLE if by_article else _SECTION).match(squeezed(line).lstrip("-#"))
    return found[0] if found else None


def _written(entry: object, name: str) -> Iterator[Cited]:
    """The sources in an entry as written, at any depth."""
    if isinstance(entry, list):
        for part in entry:
            yield from _written(part, name)
    elif isinstance(entry, dict):
        name = entry.get("id", name)
        if {"document", "article", "quote"} <= set(entry):
            yield Cited(name, Source.model_validate(entry))
        else:
            for part in entry.values():
                yield from _written(part, name)


def _cited() -> Iterator[Cited]:
    for head in HEADS:
        for path in (head, *sorted((head.parent / head.stem).glob("*.yaml"))):
            yield from _written(read_yaml(path)[0], path.stem)


CITED = list(_cited())
each_source = pytest.mark.parametrize("cited", CITED, ids=[f"{c.item}-{c.source.article}" for c in CITED])
each_head = pytest.mark.parametrize("head", HEADS, ids=[head.stem for head in HEADS])


def documents_of(head: Path) -> dict[str, LegalDocument]:
    documents = read_yaml(head)[0].get("documents", {})
    return {name: LegalDocument.model_validate(law) for name, law in documents.items()}


def test_the_checklists_cite_something() -> None:
    assert len(CITED) > 350


@each_head
def test_documents_of_the_head_are_at_hand(head: Path) -> None:
    for name, law in documents_of(head).items():
        assert squeezed(re.sub(r"（\d{4}年修[订正]）", "", law.title)) in squeezed(full_text(name)), name


@each_head
def test_dates_and_numbers_of_the_head_stand_in_the_texts(head: Path) -> None:
    for name, law in documents_of(head).items():
        text = squeezed(full_text(name))
        if law.number:
            assert squeezed(law.number) in text, name
        for day in (law.in_force_from, law.in_force_until):
            # a note of a national law says where the date is from
            if day and (head.parent == PROVINCES or not law.note):
                assert f"{day.year}年{day.month}月{day.day}日" in text, name


@each_source
def test_quote_stands_in_the_document(cited: Cited) -> None:
    assert squeezed(cited.source.quote) in squeezed(full_text(cited.source.document))


@each_source
def test_quote_stands_in_its_article(cited: Cited) -> None:
    text = article_text(cited.source.document, cited.source.article)
    if text is None:
        pytest.skip(f"{cited.source.article} 不能在原文中定位")
    assert squeezed(cited.source.quote) in squeezed(text)


def test_a_quote_that_is_not_there_is_noticed() -> None:
    wrong, _ = parse_yaml(
        "{document: outline, article: （五）, quote: 全面推行审批服务马上办}", Path("x.yaml")
    )
    source = Source.model_validate(wrong)
    assert squeezed(source.quote) not in squeezed(full_text(source.document))


def test_a_quote_of_another_article_is_noticed() -> None:
    quote = "全面实行政府权责清单制度"
    assert quote in squeezed(article_text("outline", "（四）") or "")
    assert quote not in squeezed(article_text("outline", "（五）") or "")
    assert article_text("inspection-rules", "第二十四条") is not None


@each_head
def test_a_local_document_says_what_is_known_of_its_validity(head: Path) -> None:
    for name, law in documents_of(head).items() if head.parent == PROVINCES else ():
        assert law.in_force_from and law.note and "文本没有载明" in law.note, name
        for year, month, day in re.findall(r"(\d{4})年(?:(\d+)月(\d+)日)?", law.note):
            said = f"{year}年{month}月{day}日" if month else f"{year}年"
            elsewhere = re.search(rf"早于[^。；]*{year}年|施行日期为{year}年", law.note)
            assert elsewhere or said in squeezed(full_text(name)), f"{name}: {said}"
