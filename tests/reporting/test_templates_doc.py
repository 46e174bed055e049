"""docs/templates.md names all that a template may use, and its examples work."""

import re
from pathlib import Path
from typing import Any

from engine.reporting.side_by_side import side_by_side
from engine.reporting.templating import render
from engine.reporting.texts import load_texts
from engine.reporting.word import fields, layout
from engine.reporting.writers import gap_docx, gap_markdown
from engine.resources import shipped
from tests.reporting import factory
from tests.reporting.test_word import text_of

DOC = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"`([^`\n]+)`", DOC))
TEMPLATES = shipped("templates")
OWN_LIST = ("texts", "verdicts", "words", "kinds", "owners")


def examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", DOC, re.DOTALL)


def names(data: Any) -> set[str]:
    """The names in `data` that a template writes; the phrases and what is kept by code have their own list."""
    if isinstance(data, dict):
        inner = (value for key, value in data.items() if key not in OWN_LIST)
        return set(data).union(*map(names, inner))
    return set().union(*map(names, data)) if isinstance(data, list) else set()


def test_every_name_is_told() -> None:
    assert names(side_by_side(factory.result(), load_texts())) - WORDS == set()


def test_every_file_and_every_block_is_told() -> None:
    files = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file()}
    assert files - WORDS == set()
    blocks = {
        block
        for path in TEMPLATES.rglob("*.j2")
        for block in re.findall(r"{% block (\w+)", path.read_text("utf-8"))
    }
    assert blocks - WORDS == set()


def test_the_examples_work(tmp_path: Path) -> None:
    (template,), (words, _) = examples("jinja"), examples("yaml")
    (tmp_path / "gap-report.md.j2").write_text(template, encoding="utf-8")
    text = gap_markdown.render(factory.result(), tmp_path).decode()
    assert text.lstrip().startswith("# 示例县人民政府核验情况（2024年度）")
    assert "得分率 33.7%，等次 基本达标，差距 9 项。" in text
    assert "## 二、差距与整改" in text
    (tmp_path / "texts.yaml").write_text(words, encoding="utf-8")
    assert load_texts(tmp_path).verdicts["met"].label == "合格"
    assert load_texts(tmp_path).phrases["gap_report"] == "整改清单"


def test_the_filters_are_told(tmp_path: Path) -> None:
    (tmp_path / "gap-report.css.j2").write_text(
        "{{ a|number }} {{ a|percent }} {{ b|cut(2) }} {{ b|quoted }}", encoding="utf-8"
    )
    assert render("gap-report.css.j2", {"a": 2.5, "b": "甲“乙”"}, tmp_path) == "2.5 2.5% 甲… “甲‘乙’”"
    assert {"number", "percent", "cut(20)", "quoted"} <= WORDS


def test_every_name_of_the_word_layout_is_told() -> None:
    makers = (fields.REPORT, fields.PART, fields.FINDING, fields.ACTION, fields.CHECK, fields.MEANING)
    assert set().union(*makers, fields.GROUP) - WORDS == set()
    models = (layout.Layout, layout.Page, layout.Style, layout.Section, layout.Table, layout.Column)
    assert {name for model in models for name in model.model_fields} - WORDS == set()


def test_the_example_of_the_word_layout_works(tmp_path: Path) -> None:
    (tmp_path / layout.NAME).write_text(examples("yaml")[1], encoding="utf-8")
    text = text_of(gap_docx.render(factory.result(), tmp_path))
    for said in ("一、核验依据和方法", "共14项", "三、存在的问题", "四、整改任务清单"):
        assert said in text
