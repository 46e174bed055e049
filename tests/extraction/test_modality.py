"""A plan is not an achievement, a norm is not a result, and each decision names its cue."""

from __future__ import annotations

import pytest

from engine.documents import document_from_text
from engine.documents.models import Kind, Role
from engine.extraction import extract
from engine.extraction.models import Modality
from engine.pipeline import lexicon
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


# Each line: what is said, the key, and how it is meant. None of these is the body's own act of this year.
NOT_DONE: list[tuple[str, str, Modality]] = [
    # plans in words of completion
    ("年底前,行政执法事项清单全部编制完成。", "enforcement.item_list", "planned"),
    ("到2026年,行政裁量权基准全部公布。", "enforcement.discretion_benchmark", "planned"),
    ("拟面向高校选聘政府法律顾问。", "decision.legal_counsel", "planned"),
    ("制定《2025年行政执法监督工作计划》。", "enforcement.supervision", "planned"),
    ("起草《重大行政决策目录管理办法》,目前正在征求意见。", "decision.catalogue_made", "planned"),
    ("制定《法治督察方案》,拟于下半年开展督察。", "leadership.inspection", "planned"),
    # norms
    ("各部门要建立行政执法公示制度。", "enforcement.publicity", "required"),
    ("印发《关于推行柔性执法的通知》,要求各执法单位编制免罚清单。", "enforcement.lenient", "required"),
    ("确保执法人员每人每年参加不少于60学时的培训。", "enforcement.training_60h", "required"),
    ("党委应定期听取法治建设汇报。", "leadership.party_hearing", "required"),
    (
        "《政府信息公开条例》规定,行政机关应当建立依申请公开制度。",
        "disclosure.on_request_system",
        "background",
    ),
    ("公务员法规定,初任培训应当包含法治内容。", "legal_education.induction_training", "background"),
    # less than the act
    ("县政府常务会议研究审议权责清单调整方案。", "power.list_adjusted", "background"),
    ("召开全县行政执法三项制度推进会。", "enforcement.three_systems", "background"),
    ("安排部署安全生产专项整治工作。", "enforcement.special_campaign", "background"),
    ("转发省政府《关于推行证明事项告知承诺制的实施方案》。", "licence.notice_commitment", "background"),
    ("组织赴邻县考察“一件事一次办”改革做法。", "service.one_thing", "background"),
    ("编制应急预案的通知已下发。", "emergency.plans_made", "background"),
    ("纲要提出全面推行行政执法三项制度。", "enforcement.three_systems", "background"),
    # others' acts, for a county
    ("教育部、公安部联合开展校园安全专项整治。", "enforcement.special_campaign", "background"),
    ("省厅来我县检查行政执法三项制度落实情况。", "enforcement.three_systems", "background"),
    ("市委依法治市办对我县开展法治督察。", "leadership.inspection_received", "background"),
    ("自治区党委编办印发《权责清单管理办法》。", "power.list_maintained", "background"),
    # what was not done
    ("因场地原因,全年未组织应急演练。", "emergency.drills_held", "problem"),
    ("除县公安局外,其余部门均未编制包容免罚清单。", "enforcement.lenient", "problem"),
    ("行政执法全过程记录落实不够到位。", "enforcement.full_record", "problem"),
]


@pytest.mark.parametrize(("text", "key", "modality"), NOT_DONE)
def test_what_is_less_than_an_act_of_this_year(text: str, key: str, modality: Modality) -> None:
    found = {f.modality for f in read_report(text, level="county").facts if f.key == key}
    assert found <= {modality}


FIGURES: list[tuple[str, str, dict[float, Modality]]] = [
    # a year in a comparison or in brackets speaks of its own figure only
    ("受理行政复议案件95件,较2023年的80件增长18.8%,审结90件。", "reconsideration.closed", {90: "done"}),
    ("收到行政复议申请95件(2023年为80件),受理90件。", "reconsideration.accepted", {90: "done"}),
    ("行政复议案件受理95件,审结90件(含2023年结转6件),调解30件。", "reconsideration.mediated", {30: "done"}),
    ("行政诉讼败诉率由2023年的9.6%下降到5.1%。", "litigation.lost_rate", {9.6: "background", 5.1: "done"}),
    ("在2023年评查的基础上,开展行政执法案卷评查2次。", "enforcement.case_review_rounds", {2: "done"}),
    (
        "2023年受理行政复议案件80件,2024年受理95件。",
        "reconsideration.accepted",
        {80: "background", 95: "done"},
    ),
    ("同期一审行政诉讼案件63件。", "litigation.first_instance", {63: "done"}),
    ("去年以来,累计调解矛盾纠纷1200件。", "mediation.disputes", {1200: "done"}),
    ("与去年同期相比,受理行政复议案件增加20件。", "reconsideration.accepted", {}),
    (
        "收到行政复议申请95件,较2023年的80件增长18.8%。",
        "reconsideration.received",
        {95: "done", 80: "background"},
    ),
    ("收到行政复议申请95件(2023年为80件)。", "reconsideration.received", {95: "done", 80: "background"}),
    (
        "调解矛盾纠纷1200件,比上年的1100件增加100件。",
        "mediation.disputes",
        {1200: "done", 1100: "background"},
    ),
    ("近三年来,共受理行政复议案件280件。", "reconsideration.accepted", {280: "background"}),
    ("对拟出台的规范性文件进行合法性审核25件。", "normative_document.reviewed", {25: "done"}),
    ("2022年收到行政复议申请30件,目前已审结25件。", "reconsideration.closed", {25: "background"}),
    # targets
    (
        "考核办法规定,行政机关负责人出庭应诉率低于80%的扣2分。",
        "litigation.head_appearance_rate",
        {80: "required"},
    ),
    ("制定法治督察计划,计划督察10个单位。", "leadership.inspected_units", {10: "planned"}),
    ("将行政诉讼败诉率控制在8%以内列为硬性指标。", "litigation.lost_rate", {8: "required"}),
    ("目标责任书写明调解成功率达到96%。", "mediation.success_rate", {96: "required"}),
    ("要求人民调解成功率保持在90%以上。", "mediation.success_rate", {90: "required"}),
    ("年度审计计划安排审计项目43个。", "audit.projects_planned", {43: "planned"}),
    # lists of which one member is still to come
    ("清理规范性文件,废止11件、拟修改3件。", "normative_document.repealed", {11: "done"}),
    ("清理规范性文件,废止11件、修改3件均列入下年计划。", "normative_document.repealed", {11: "planned"}),
    # other bodies
    ("市本级受理行政复议案件210件。", "reconsideration.accepted", {210: "background"}),
    # pairs and counts
    ("行政许可事项由原来的260项精简为245项。", "licence.items", {245: "done"}),
    (
        "出庭应诉率从2022年的68%,一路升至今年的98.3%。",
        "litigation.head_appearance_rate",
        {68: "background", 98.3: "done"},
    ),
    ("人民调解员(412名)全部持证上岗。", "mediation.mediators", {412: "done"}),
    ("全旗未发生一起较大以上安全生产事故。", "emergency.accidents", {}),
    ("审批环节原有9个,优化后为3个。", "licence.steps_after", {3: "done"}),
    ("审批环节原有9个,优化后为3个。", "licence.steps_before", {9: "done"}),
    ("深化机构改革,新组建部门一个。", "institution.departments_new", {1: "done"}),
    ("严格执行重大行政决策五大程序。", "decision.procedure_steps", {5: "done"}),
]


@pytest.mark.parametrize(("text", "key", "wanted"), FIGURES)
def test_years_targets_and_pairs(text: str, key: str, wanted: dict[float, Modality]) -> None:
    facts = read_report(text, level="county").facts
    assert {f.value: f.modality for f in facts if f.key == key} == wanted


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("县政府常务会议研究部署法治政府建设工作。", "leadership.standing_meeting_hearing"),
        ("举办重大行政决策业务培训班。", "decision.catalogue_training"),
        ("按照《重大行政决策程序暂行条例》规定,履行公众参与、专家论证程序。", "decision.step_expert"),
        ("印发《关于开展行政执法案卷评查的通知》,抽取案卷200卷进行评查。", "enforcement.case_review"),
        ("将法治政府建设列为年度绩效考核指标。", "leadership.assessment"),
        ("2022年度法治政府建设情况报告按时公开。", "report.made_public"),
        ("国家“互联网+监管”系统录入检查行为1.9万条。", "digital.supervision_records"),
        ("国家赔偿案件2件。", "compensation.handled"),
        ("起草并出台《重大行政决策程序规定》。", "decision.procedure"),
        ("召开行政复议委员会会议,研究疑难案件4件。", "reconsideration.committee"),
        ("根据年度检查计划开展“双随机、一公开”抽查60次。", "enforcement.double_random"),
        ("应急管理部门组织开展应急演练。", "emergency.drills_held"),
        ("县市场监管局开展“双随机、一公开”检查。", "enforcement.double_random"),
    ],
)
def test_an_act_that_only_looks_like_less_is_done(text: str, key: str) -> None:
    assert "done" in {f.modality for f in read_report(text, level="county").facts if f.key == key}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("行政规范性文件备案审查不及时。", "problem"),
        ("落实行政执法“三项制度”不到位。", "problem"),
        ("整治落实行政执法“三项制度”不到位。", "done"),
        ("针对三项制度落实不规范,全面推行行政执法“三项制度”。", "done"),
    ],
)
def test_a_clause_that_ends_in_a_shortcoming_is_one(text: str, modality: Modality) -> None:
    found = [f for f in read_report(text, level="county").facts if f.value is True]
    assert modality in {f.modality for f in found}
    assert modality == "done" or "done" not in {f.modality for f in found}


@pytest.mark.parametrize("title", ["青石市", "示例市水利局"])
def test_bodies_of_the_province_are_others_even_where_the_place_is_not_known(title: str) -> None:
    text = f"{title}2024年法治政府建设年度报告\n\n一、主要工作\n省司法厅推行行政裁量权基准制度。"
    facts = extract(document_from_text(text), lexicon()).facts
    assert [f.modality for f in facts if f.key == "enforcement.discretion_benchmark"] == ["background"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("上年度法治政府建设情况已于2月向县委报告。", "report.submission"),
        ("上年度行政执法总体情况和数据于1月底前在政府网站公布。", "enforcement.annual_data"),
    ],
)
def test_what_is_made_known_this_year_of_the_last_is_an_act_of_this_year(text: str, key: str) -> None:
    assert fact(read(text, "achievements"), key).modality == "done"


def test_a_report_of_a_county_without_a_name_speaks_of_itself() -> None:
    text = "某县2024年法治政府建设年度报告\n\n一、主要工作\n某县推行行政裁量权基准制度。"
    facts = extract(document_from_text(text), lexicon()).facts
    assert [f.modality for f in facts if f.key == "enforcement.discretion_benchmark"] == ["done"]
