"""Facts of the document's build: parts of a report, and dates with the place that prints them."""

from __future__ import annotations

from datetime import date

import pytest

from engine.documents import document_from_text
from engine.extraction import extract
from tests.extraction.reading import lexicon

HEAD = "兰考县2024年度法治政府建设情况报告\n2024年，推进法治政府建设。\n一、主要举措和成效\n开展行政执法人员培训3次，评查行政执法案卷40份。\n"


@pytest.mark.parametrize(
    ("text", "key", "value", "quote"),
    [
        ("兰考县人民政府\n二〇二五年三月七日\n", "report.signed_on", date(2025, 3, 7), "二〇二五年三月七日"),
        (
            "本报告已于2025年03月12日在门户网站公开。\n",
            "report.published_on",
            date(2025, 3, 12),
            "2025年03月12日",
        ),
        ("本报告于2025年2月9日报送市委、市政府。\n", "report.submitted_on", date(2025, 2, 9), "2025年2月9日"),
    ],
)
def test_dates_are_quoted_as_they_are_printed(text: str, key: str, value: date, quote: str) -> None:
    facts = extract(document_from_text(HEAD + text), lexicon()).facts
    found = next(fact for fact in facts if fact.key == key)
    assert (found.value, found.source, found.modality) == (value, "text", "done")
    assert quote in found.evidence[0].quote


def test_parts_without_numbered_headings_are_parts() -> None:
    text = "存在的不足\n执法人员少，培训的针对性不强，考核的作用还没有发挥出来。\n下一步打算\n组织案卷评查，办好执法人员培训班，开展执法检查。\n"
    keys = {fact.key for fact in extract(document_from_text(HEAD + text), lexicon()).facts}
    assert {"report.section_achievements", "problems.section_present", "plan.section_present"} <= keys
