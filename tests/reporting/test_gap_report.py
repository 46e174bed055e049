"""The gap report, as an office would forward it: complete, in order, and safe whatever the report says."""

import csv
import json
from html.parser import HTMLParser
from io import StringIO

import pytest
from markdown_it import MarkdownIt

from engine.extraction.models import Extraction, Fact, Modality
from engine.reporting.text import clean, escape_markdown
from engine.reporting.texts import load_texts
from engine.reporting.view import view
from engine.reporting.writers import findings_csv, gap_html, gap_markdown, result_json
from tests.reporting import factory

NEEDED = """
示例县人民政府 2024年度 0123456789ab 14.5 34 43 33.7% 79.1%
69.2% 基本达标 报告写明出庭应诉率为78.5%，低于80%。 负责人出庭应诉率 78.5% 第2页
考评参考值（非法定） 参考值 《法治政府建设实施纲要（2021－2025年）》（十五）
全面严格落实行政执法公示制度 制度文件；年度统计表 司法行政机关 在报告相应部分补写具体做法
2025年12月31日 未到期 每人不少于60学时（要求） 未经双核比对 仅属计划
将开展法治政府建设督察 按所列件数计算为95.24% 法律顾问参与审查合同35份 只适用于省级、市级
部分数值由使用者提供。 成文日期与公开日期相距较远 补充材料后可以改判
"""


class Tags(HTMLParser):
    """Collects the start tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def html() -> str:
    return gap_html.render(factory.result()).decode()


def markdown() -> str:
    return gap_markdown.render(factory.result()).decode()


def as_html(text: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))


def test_details_are_a_table_below_the_main_items() -> None:
    detail = factory.finding(
        3, "no_evidence", "critical", title="某细项", item={"detail": True, "basis": "benchmark"}
    )
    result = factory.result((detail, factory.finding(4, "partly", "critical", title="某主项")))
    page, text = gap_html.render(result).decode(), gap_markdown.render(result).decode()
    assert "<h4>2．某主项</h4>" in page and "#### 2．某主项" in text
    for said in (page, text):
        assert said.index("某主项") < said.index("以下 1 项为细项") < said.index("某细项")
        assert "考评参考值（非法定）" in said[said.index("某细项") :].split("整改台账")[0]
    found = result_json.render(result).decode(), findings_csv.render(result).decode("utf-8-sig")
    assert [f["detail"] for f in json.loads(found[0])["findings"]] == [True, False]
    assert [row["细项"] for row in csv.DictReader(StringIO(found[1]))] == ["是", ""]
    assert "<table>" in as_html(text[text.index("以下 1 项为细项") :].split("## ")[0])


def test_nothing_in_a_report_becomes_markup_in_html() -> None:
    tags = Tags(html())
    names = {name for name, _ in tags.found}
    assert not names & {"script", "img", "a", "iframe", "link", "object", "form"}
    assert not any(key.startswith("on") for _, attributes in tags.found for key in attributes)
    assert factory.EVIL_HTML in "".join(tags.words)


def test_html_asks_for_nothing_from_outside() -> None:
    tags = Tags(html())
    assert not any(key in ("src", "href", "srcset") for _, attributes in tags.found for key in attributes)
    style = html().split("<style>")[1].split("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_nothing_in_a_report_becomes_markup_in_markdown() -> None:
    shown = Tags(as_html(markdown()))
    names = {name for name, _ in shown.found}
    assert not names & {"script", "img", "a", "code", "em", "blockquote"}
    text = "".join(shown.words)
    assert factory.EVIL_HTML in text
    assert clean(factory.EVIL_MARKDOWN) in text


def test_a_table_of_the_report_keeps_its_columns_whatever_the_cells_hold() -> None:
    rows = as_html(markdown()).split("六、已达标事项")[1].split("</table>")[0].split("<tr>")[2:]
    assert len(rows) == 3
    assert all(row.count("<td") == 3 for row in rows)


EVIL = [
    "# 标题", "- 列表", "+ 列表", "1. 列表", "1) 列表", "> 引", "    代码", "===", "---", "~~~", "a|b", "<b>",
    "&amp;", "*a*", "_a_", "`a`", "\\*a*", "[a](b)", "![a](b)", "http://a.example", "<http://a.example>",
]  # fmt: skip


@pytest.mark.parametrize("evil", EVIL)
def test_escaped_text_reads_as_it_was_written(evil: str) -> None:
    shown = Tags(as_html(escape_markdown(evil)))
    assert [name for name, _ in shown.found] == ["p"]
    assert "".join(shown.words).strip() == evil.strip()


def test_plain_text_is_left_alone() -> None:
    assert escape_markdown("1.0.0版，办结率95.2%（第3页）") == "1.0.0版，办结率95.2%（第3页）"


@pytest.mark.parametrize("text", [html(), markdown()], ids=["html", "markdown"])
def test_the_report_says_all_that_a_gap_needs(text: str) -> None:
    assert [word for word in NEEDED.split() if word not in text] == []


@pytest.mark.parametrize("text", [html(), markdown()], ids=["html", "markdown"])
def test_what_is_missing_comes_first_and_the_most_severe_before_all(text: str) -> None:
    order = [
        "关键事项（4 项）",
        "重要事项（2 项）",
        "一般事项（3 项）",
        "三、待人工核实",
        "四、数据核验",
        "五、整改台账",
        "六、已达标事项",
    ]
    places = [text.index(heading) for heading in order]
    assert places == sorted(places)
    critical = text[places[0] : places[1]]
    assert critical.index("出庭应诉率") < critical.index("合法性审核") < critical.index("60学时")


def test_verdicts_are_told_by_word_and_sign_not_by_colour() -> None:
    for words in ("× 不达标", "○ 未见证据", "△ 部分达标", "? 待人工核实", "√ 达标", "－ 不适用"):
        assert words in html()
        assert words in markdown()


def test_a_document_that_is_no_report_gives_the_reason_and_no_verdicts() -> None:
    for writer in (gap_html, gap_markdown):
        text = writer.render(factory.unusable()).decode()
        assert "未核验" in text
        assert "差距与整改" not in text
        assert "已达标事项" not in text


def test_a_work_plan_is_said_to_prove_nothing() -> None:
    for writer in (gap_html, gap_markdown):
        assert "不能证明已经做到" in writer.render(factory.result(kind="work_plan")).decode()
        assert "不能证明已经做到" not in writer.render(factory.result()).decode()


def test_the_place_of_a_quote_is_told_from_the_outermost_heading_inwards() -> None:
    evidence = (factory.quote("已经做到", section="一、成效 > （二）执法", page=4),)
    result = factory.result((factory.finding(5, "met", evidence=evidence),))
    assert "（一、成效／（二）执法，第4页）" in gap_markdown.render(result).decode()


def test_a_report_without_gaps_says_so() -> None:
    clean_result = factory.result((factory.finding(5, "met", evidence=(factory.quote("已经做到"),)),))
    assert "各适用项目均已达标。" in gap_markdown.render(clean_result).decode()


def test_the_folders_of_the_machine_are_not_told() -> None:
    assert "某处" not in html() + markdown()


@pytest.mark.parametrize(
    ("modalities", "label"),
    [
        (["planned"], "仅属计划"),
        (["required"], "仅属要求"),
        (["background"], "仅属背景"),
        (["problem", "done"], "自认不足"),
        (["done"], "相关但不足以证明"),
        (["planned", "done"], "相关但不足以证明"),
        ([], "相关但不足以证明"),
    ],
)
def test_what_proves_nothing_is_labelled_by_what_it_is(modalities: list[Modality], label: str) -> None:
    said, other = factory.quote("开展法治督察", 80), factory.quote("开展法治督察", 800)
    facts = [Fact(key="a.x", label="督察", value=True, modality=m, evidence=(said,)) for m in modalities]
    # Neither what another item reads from the sentence nor the same key elsewhere tells anything of this one.
    facts.append(Fact(key="b.y", label="别的", value=True, modality="problem", evidence=(said,)))
    facts.append(Fact(key="a.x", label="督察", value=True, modality="problem", evidence=(other,)))
    found = factory.finding(1, "no_evidence", contrary=(said,), item={"criterion": factory.stating("a.x")})
    result = factory.result((found,)).model_copy(update={"extraction": Extraction(facts=tuple(facts))})
    assert f"〔{label}〕“开展法治督察”" in gap_markdown.render(result).decode()
    assert f"<cite>〔{label}〕</cite>“开展法治督察”" in gap_html.render(result).decode()


def test_marks_within_a_quote_go_one_level_down_but_not_in_the_data() -> None:
    said = "推进“放管服”改革，落实‘双随机’"
    result = factory.result((factory.finding(5, "partly", evidence=(factory.quote(said),)),))
    for writer in (gap_html, gap_markdown):
        assert "“推进‘放管服’改革，落实“双随机””" in writer.render(result).decode()
    assert view(result, load_texts())["findings"][0]["evidence"][0]["quote"] == said
