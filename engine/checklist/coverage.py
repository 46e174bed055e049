"""Which sentence of the outline is asked by which item, and why the others are asked by none.

In: the YAML files of a `coverage` folder. Out: `Coverage`. A sentence is named by how it begins; the text itself is not
part of this project.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from engine.errors import FazhiError, FazhiErrors
from engine.model import Model
from engine.yamlio import load_model, read_yaml, suggest

WhyNot = Literal["principle", "central", "province", "party", "unevidenced", "heading"]


class Sentence(Model):
    """A sentence: asked by items, or by none for a reason."""

    begins: str = Field(description="这一句开头的几个字，逐字")
    items: tuple[str, ...] = Field((), description="对应的条目编号")
    why_not: WhyNot | None = Field(None, description="没有条目的理由代号，见 reasons.yaml")
    note: str | None = Field(None, description="补充说明：哪一部分没有对应条目，为什么")

    @model_validator(mode="after")
    def _either(self) -> Self:
        if bool(self.items) == (self.why_not is not None):
            raise ValueError("每一句须写 items 或 why_not，且只写一种")
        return self


class Article(Model):
    """The sentences of an article, in their order; `at` is its number （四）, or that of a part for its preamble."""

    at: str = Field(description="条号，如 （四）；部分的导语写部分的序数，如 二")
    title: str = Field(description="条名")
    sentences: tuple[Sentence, ...] = Field(description="各句，按顺序")


class CoverageFile(Model):
    """A file of the folder."""

    articles: tuple[Article, ...] = Field(description="各条，按顺序")


class Coverage(Model):
    """All articles, and the reasons in Chinese."""

    articles: tuple[Article, ...]
    reasons: dict[WhyNot, str]


def load_coverage(folder: Path, items: Collection[str]) -> Coverage:
    """The coverage in a folder. An item that is not in `items` is an error. Raises `FazhiErrors`."""
    paths = [path for path in sorted(folder.glob("*.yaml")) if path.stem != "reasons"]
    files = [load_model(path, CoverageFile) for path in paths]
    errors = [error for path in paths for error in _unknown(path, items)]
    if errors:
        raise FazhiErrors(errors)
    reasons, _ = read_yaml(folder / "reasons.yaml")
    return Coverage(articles=tuple(one for file in files for one in file.articles), reasons=reasons)


def _unknown(path: Path, items: Collection[str]) -> Iterator[FazhiError]:
    data, places = read_yaml(path)
    for a, article in enumerate(data["articles"]):
        for s, sentence in enumerate(article["sentences"]):
            for i, item in enumerate(sentence.get("items", ())):
                if item not in items:
                    line, column = places.of(("articles", a, "sentences", s, "items", i))
                    mend = suggest(item, sorted(items)) or "请核对条目编号"
                    yield FazhiError(f"没有“{item}”这个条目", path=path, line=line, column=column, mend=mend)
