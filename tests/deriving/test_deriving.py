"""A plan into a checklist: what it demands, from where, and what is left to a person."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.checklist.lint import remarks
from engine.checklist.models import AllOf, Measured, Reported
from engine.documents import Document, document_from_text
from engine.errors import FazhiError
from engine.extraction import extract
from engine.pipeline import lexicon
from engine.rules import judge
from engine.rules.support import leaves
from tests.deriving.deriving import WEINAN, checklist_of, draft_of, item, loaded, plan, weinan
from tests.deriving.plans import ALL, CITY, COUNTY, DEPARTMENT, PLAIN, TABLE


def limits(text: str, number: int) -> list[tuple[str, str, float, str | None]]:
    met = item(checklist_of(text), number).criterion.met
    assert met is not None
    return [
        (leaf.value, name, limit, leaf.per)
        for leaf in leaves(met)
        if isinstance(leaf, Measured)
        for name in ("at_least", "more_than", "less_than", "at_most")
        if isinstance(limit := getattr(leaf, name), float)
    ]


def one_task(sentence: str) -> str:
    return f"南渡县2024年法治政府建设工作要点\n\n一、依法行政\n(一)抓好落实。{sentence}[责任单位:县司法局]\n"


def test_figures_of_the_real_plan() -> None:
    _, draft, checklist = weinan()
    assert (draft.tasks, draft.figures, draft.silent) == (25, 10, 0)
    measured = {
        (one.id, leaf.value, leaf.at_least, leaf.per)
        for one in checklist.items
        for leaf in leaves(one.criterion.met or AllOf(all=()))
        if isinstance(leaf, Measured)
    }
    assert {
        ("plan2024.07", "decision.legal_review_rate", 100, None),
        ("plan2024.10", "enforcement.training_hours_per_person", 60, None),
        ("plan2024.12", "enforcement.case_review_rounds", 2, None),
        ("plan2024.12", "enforcement.case_review_rounds_department", 1, "quarter"),
        ("plan2024.12", "enforcement.case_review_rounds_department", 4, None),
        ("plan2024.16", "litigation.court_liaison_meetings", 1, "half"),
        ("plan2024.16", "suggestion.reply_rate", 100, None),
        ("plan2024.18", "proposal.satisfaction_rate", 95, None),
        ("plan2024.19", "disclosure.reply_rate", 100, None),
        ("plan2024.23", "leadership.lectures", 2, None),
        ("plan2024.23", "leadership.offjob_training", 1, "term"),
    } <= measured
    notes = {one.id: one.note or "" for one in checklist.items}
    assert "cn.34.training-60h" in notes["plan2024.10"]
    assert "时限 “6月底前市、县两级行政规范性文件制定主体清单全部编制完成”" in notes["plan2024.05"]
    assert item(checklist, 10).title == "提升行政执法质量"
    assert item(checklist, 10).holder.startswith("市司法局、市公安局、市交通运输局")


@pytest.mark.parametrize("text", [WEINAN.read_text("utf-8"), *ALL.values()], ids=["渭南", *ALL])
def test_every_draft_loads_and_quotes_its_plan(text: str) -> None:
    document = plan(text)
    derived = loaded(draft_of(document))
    assert derived.checklist.scoring == "plan"
    for one in derived.checklist.items:
        for source in one.sources:
            assert source.quote in document.text and len(source.quote) <= 160
            assert source.document == "plan"
    said = {str(remark).split("：")[-1] for remark in remarks(derived)}
    assert all("examples" in remark or "由人判断" in remark for remark in said), said


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        (COUNTY, 1, [("leadership.law_study_sessions", "at_least", 4, None), ("leadership.lectures", "at_least", 2, None)]),
        (COUNTY, 2, [("enforcement.training_hours_per_person", "at_least", 60, None)]),
        (CITY, 1, [("decision.legal_review_rate", "at_least", 100, None)]),
        (CITY, 2, [("litigation.head_appearance_rate", "at_least", 95, None)]),
        (DEPARTMENT, 4, [("suggestion.reply_rate", "at_least", 100, None)]),
        (TABLE, 1, [("decision.legal_review_rate", "at_least", 100, None)]),
        (TABLE, 3, [("enforcement.training_hours_per_person", "at_least", 60, None)]),
        (one_task("行政机关负责人出庭应诉率超过90%。"), 1, [("litigation.head_appearance_rate", "more_than", 90, None)]),
        (one_task("每季度至少开展1次府院座谈会。"), 1, [
            ("litigation.court_liaison_meetings", "at_least", 1, "quarter"),
            ("litigation.court_liaison_meetings", "at_least", 4, None),
        ]),
    ],
)  # fmt: skip
def test_figures_as_the_plan_compares_them(
    text: str, number: int, expected: list[tuple[str, str, float, str | None]]
) -> None:
    assert limits(text, number) == expected


def test_ids_years_and_titles() -> None:
    county = checklist_of(COUNTY)
    assert [one.id for one in county.items][:2] == ["plan2023.01", "plan2023.02"]
    assert (county.from_year, county.to_year) == (2023, 2023)
    assert (
        checklist_of(CITY).title == "临澜市2022年法治政府建设工作安排兑现清单（由工作要点拟出，须经人工核定）"
    )
    several = COUNTY.replace("清源县2023年", "清源县2023-2025年")
    assert (checklist_of(several).from_year, checklist_of(several).to_year) == (2023, 2025)


def test_what_cannot_be_read_is_left_to_a_person() -> None:
    small = item(checklist_of(DEPARTMENT), 3)
    assert small.criterion.asked == ("“办好群众身边的小事，改善办公环境”（整项任务程序读不出）",)
    assert small.criterion.partly is None
    days = item(checklist_of(CITY), 2)
    assert "45天" in days.criterion.asked[0]
    text = draft_of(plan(CITY)).text
    assert "# 【待人工】没有读出这里的数：二是行政复议案件办理时间控制在45天以内\n" in text
    assert "95 比全国清单 cn.23.head-appearance 的 100 宽" in text


def test_deadlines_and_frequencies_stand_in_the_note() -> None:
    assert "2023年11月底前" in (item(checklist_of(COUNTY), 1).note or "")
    assert "2024年6月底" in (item(checklist_of(TABLE), 1).note or "")
    often = item(checklist_of(one_task("定期通报依申请公开工作情况。")), 1)
    assert "频次 “定期通报依申请公开工作情况”" in (often.note or "")


def test_a_measure_with_a_deadline_stands_by_itself() -> None:
    sentence = "落实规范性文件质量专项行动方案,6月底前全部编制完成行政规范性文件制定主体清单。"
    met = item(checklist_of(one_task(sentence)), 1).criterion.met
    assert met is not None
    groups = [leaf.reported for leaf in leaves(met) if isinstance(leaf, Reported)]
    assert ("normative_document.issuer_list",) in groups and len(groups) == 2


REPORTED = {
    "重大行政决策合法性审查率达到100%。严格落实重大行政决策程序,健全决策后评估制度。编制年度重大行政决策事项目录,向社会公布。": "met",
    "编制年度重大行政决策事项目录,向社会公布。": "partly",
    "开展植树活动。": "no_evidence",
}


@pytest.mark.parametrize(("said", "verdict"), REPORTED.items())
def test_a_report_is_judged_by_what_it_says_was_done(said: str, verdict: str) -> None:
    text = f"临澜市2022年法治政府建设年度报告\n\n一、主要举措和成效\n(一)决策。{said}\n"
    report = document_from_text(text)
    findings = judge(report, extract(report, lexicon()), checklist_of(CITY), by_name=True).findings
    assert findings[0].verdict == verdict
    assert all(quote.quote in text for quote in findings[0].evidence)
    assert bool(findings[0].evidence) == (verdict != "no_evidence")


def test_refused() -> None:
    report = plan(PLAIN).model_copy(update={"kind": "annual_report"})
    none = plan("云州市2024年法治政府建设工作要点\n\n今年要抓好各项工作。\n")
    timeless = plan(PLAIN).model_copy(update={"report_year": None})
    cases: list[tuple[Document, str]] = [
        (report, "不是法治政府建设工作要点"),
        (none, "没有找到任务"),
        (timeless, "年度"),
    ]
    for document, said in cases:
        with pytest.raises(FazhiError, match=said) as error:
            draft_of(document)
        assert error.value.mend and error.value.path is not None


_PIECES = ["一、", "(一)", "1.", "一是", "责任单位：市司法局", "（", "）", "[", "]", "\t", "\n", "。", ": ", " #", "'", '"',
           "{", "&", "办复率100%", "每季度至少1次案卷评查", "6月底前", "序号\t任务\t责任单位\n", "{title}", "\x7f", "\u2028"]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=6)), max_size=40))
def test_whatever_a_plan_holds_the_draft_loads(pieces: list[str]) -> None:
    document = plan("云州市2024年法治政府建设工作要点\n\n" + "".join(pieces))
    try:
        draft = draft_of(document)
    except FazhiError as error:
        assert re.search("没有找到任务|年度", str(error))
        return
    assert len(loaded(draft).checklist.items) == draft.tasks
