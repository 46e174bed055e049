"""The shipped example reports, real documents of three governments."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.documents import Document, document_from_text, read_document

EXAMPLES = Path(__file__).parents[2] / "examples"


def example(name: str) -> Document:
    path = EXAMPLES / name
    if not path.is_file():
        pytest.skip(f"examples/{name} is not there")
    return read_document(path)


def test_an_annual_report_without_title_and_signature() -> None:
    document = example("beipiao-2024.txt")
    assert (document.kind, document.title, document.issuer) == ("annual_report", None, "北票市人民政府")
    assert (document.level, document.report_year, document.region.code) == ("county", 2024, "211381")
    assert (document.signed_on, document.published_on, document.notices) == (None, None, ())
    assert [(span.role, span.cue) for span in document.roles] == [
        ("achievements", ""),
        ("achievements", "一、主要举措和成效"),
        ("problems", "二、存在的问题和不足"),
        ("plan", "三、2025年工作计划"),
    ]


def test_a_plan_saved_from_a_page_with_its_navigation() -> None:
    document = example("weinan-2024-plan.txt")
    assert (document.kind, document.title) == ("work_plan", "渭南市2024年法治政府建设工作要点")
    assert (document.level, document.region.city, document.issuer) == ("prefecture", "渭南市", "渭南市司法局")
    assert (str(document.signed_on), str(document.published_on)) == ("2024-04-18", "2024-04-20")
    assert [span.role for span in document.roles] == ["plan", "back"]
    assert sum(section.rank == 2 for section in document.sections) == 25


def test_an_annual_report_with_headings_missing() -> None:
    document = example("yuwangtai-2022.txt")
    assert document.title == "中共禹王台区委 禹王台区人民政府关于2022年度法治政府建设情况的报告"
    assert (document.kind, document.level, document.region.city) == ("annual_report", "county", "开封市")
    assert (document.report_year, str(document.signed_on)) == (2022, "2023-02-28")
    cues = {span.role: span.cue for span in document.roles}
    assert (cues["problems"], cues["plan"]) == ("但也存在一些问题", "下一步")
    assert document.text[document.roles[-1].start :].startswith("中共禹王台区委")


FULL_WIDTH = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)} | {" ": "　"})


@pytest.mark.parametrize("name", ["beipiao-2024.txt", "weinan-2024-plan.txt", "yuwangtai-2022.txt"])
def test_an_example_in_full_width_forms_is_the_same_document(name: str) -> None:
    usual = example(name)
    wide = document_from_text(usual.text.translate(FULL_WIDTH), usual.path)
    assert wide.text != usual.text and len(wide.text) == len(usual.text)
    for field in ("kind", "report_year", "issuer", "region", "level", "signed_on", "published_on", "notices"):
        assert getattr(wide, field) == getattr(usual, field), field
    assert [(s.rank, s.start, s.body, s.end, s.parent) for s in wide.sections] == [
        (s.rank, s.start, s.body, s.end, s.parent) for s in usual.sections
    ]
    assert [(r.role, r.start, r.end) for r in wide.roles] == [(r.role, r.start, r.end) for r in usual.roles]
