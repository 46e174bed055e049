"""A plan is not an achievement, a norm is not a result, and each decision names its cue."""

from __future__ import annotations

import pytest

from engine.documents.models import Kind, Role
from engine.extraction.models import Modality
from tests.extraction.reading import fact, read, read_report

HOURS = "enforcement.training_hours_per_person"
CASES: list[tuple[str, str, Modality, Role, Kind]] = [
    ("行政执法人员人均参加培训65学时。", HOURS, "done", "achievements", "annual_report"),
    ("确保行政执法人员每人每年接受不少于60学时的培训。", HOURS, "required", "achievements", "annual_report"),
    ("行政执法人员每人每年培训达到60学时。", HOURS, "planned", "plan", "annual_report"),
    ("行政执法人员每人每年培训达到60学时。", HOURS, "required", "achievements", "work_plan"),
    (
        "规范性文件合法性审核率达100%。",
        "normative_document.review_rate",
        "required",
        "achievements",
        "work_plan",
    ),
    (
        "2022年受理行政复议案件80件。",
        "reconsideration.accepted",
        "background",
        "achievements",
        "annual_report",
    ),
    ("去年受理行政复议案件80件。", "reconsideration.accepted", "background", "achievements", "annual_report"),
    ("计划审计43个项目。", "audit.projects_planned", "planned", "achievements", "annual_report"),
    ("截至目前,受理行政复议案件80件。", "reconsideration.accepted", "done", "achievements", "annual_report"),
    (
        "行政机关负责人出庭应诉率仅为61%。",
        "litigation.head_appearance_rate",
        "problem",
        "problems",
        "annual_report",
    ),
]


@pytest.mark.parametrize(("text", "key", "modality", "role", "kind"), CASES)
def test_figures(text: str, key: str, modality: Modality, role: Role, kind: Kind) -> None:
    found = fact(read(text, role, kind), key)
    assert found.modality == modality
    assert found.why


STATEMENTS: list[tuple[str, str, Modality, Role]] = [
    ("成立区行政复议委员会。", "reconsideration.committee", "done", "achievements"),
    ("将于明年成立区行政复议委员会。", "reconsideration.committee", "planned", "achievements"),
    ("成立区行政复议委员会。", "reconsideration.committee", "planned", "plan"),
    ("应当成立行政复议委员会。", "reconsideration.committee", "required", "achievements"),
    ("至今尚未成立行政复议委员会。", "reconsideration.committee", "problem", "problems"),
    ("但个别单位落实行政执法三项制度还不到位。", "enforcement.three_systems", "problem", "achievements"),
]


@pytest.mark.parametrize(("text", "key", "modality", "role"), STATEMENTS)
def test_statements(text: str, key: str, modality: Modality, role: Role) -> None:
    assert fact(read(text, role), key).modality == modality


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("为全面推行行政裁量权基准制度奠定基础。", "enforcement.discretion_benchmark"),
        ("学习外地推行告知承诺制的经验。", "licence.notice_commitment"),
        ("县人大常委会对落实行政执法三项制度开展调研。", "enforcement.three_systems"),
        ("拟推行行政裁量权基准制度。", "enforcement.discretion_benchmark"),
        ("没有制定行政裁量权基准。", "enforcement.discretion_benchmark"),
    ],
)
def test_what_only_looks_like_an_act_is_not_done(text: str, key: str) -> None:
    facts = read_report(text, level="county").facts
    assert not [f for f in facts if f.key == key and f.modality == "done"]


def test_proposals_named_by_their_congress_are_the_bodys_own() -> None:
    text = "市人大代表建议12件全部办结,办理县政协提案20件。"
    done = {f.value for f in read_report(text, level="county").facts if f.unit and f.modality == "done"}
    assert {12, 20} <= done


def test_shortcomings_tell_how_far_they_go() -> None:
    lacking = fact(read("个别部门落实行政执法三项制度还不到位。", "problems"), "enforcement.three_systems")
    improvable = fact(read("落实行政执法三项制度有待进一步深化。", "problems"), "enforcement.three_systems")
    assert (lacking.polarity, improvable.polarity) == ("no", "partial")


def test_next_steps_without_a_heading_are_planned() -> None:
    text = "2024年,县政府扎实推进依法行政。下一步,我县将开展行政执法案卷评查4次。"
    found = [f for f in read_report(text).facts if f.key == "enforcement.case_review_rounds"]
    assert [f.modality for f in found] == ["planned"]


def test_a_threshold_that_was_surpassed_is_background() -> None:
    text = "行政机关负责人出庭应诉率84.1%,超过80%的标准。"
    done = [f for f in read(text).facts if f.unit == "%" and f.modality == "done"]
    assert [f.value for f in done] == [84.1]
