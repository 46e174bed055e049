"""Ledgers as offices keep them: titles above, merged cells, notes below, many ways of writing."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from engine.ledgers.reading import read_tables
from engine.ledgers.rows import Progress
from tests.ledgers.making import TRAINING, kinds, only, read, training, workbook

_HEAD: list[object] = [
    "序号",
    "案号",
    "申请人",
    "被申请人",
    "办理情况",
    None,
    None,
    None,
    "是否公开",
    "备注",
    "延期",
]
_BELOW: list[object] = [None, None, None, None, "收案日期", "受理时间", "结案时间", "结案方式"]
_AGAIN: list[object] = ["序号", "案号", "申请人", "被申请人", *_BELOW[4:], "是否公开", "备注", "延期"]
_NO = "示政复〔2024〕{}号"


@pytest.fixture(scope="module")
def ugly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with nearly everything that offices do to one."""
    rows: list[list[object]] = [
        ["2024年度行政复议案件办理情况台账"],
        ["填报单位：示例县司法局", *[None] * 6, "填报日期：2025年1月6日"],
        _HEAD,
        _BELOW,
        [
            1,
            _NO.format(1),
            "张 三",
            "示例县公安局",
            "2024-03-05",
            "2024年3月8日",
            "2024.4.25",
            "维持",
            "是",
            "",
            "否",
        ],
        [
            2,
            _NO.format(2),
            "示例乙",
            "示例县公安局",
            "2024/3/5",
            "20240308",
            date(2024, 4, 25),
            "驳回行政复议请求",
            "√",
            None,
            "×",
        ],
        [None] * 11,
        [
            3,
            _NO.format(3),
            "示例丙",
            None,
            "２０２４－０３－０５",
            45359,
            "二〇二四年五月六日",
            "撤销重作",
            "未公开",
            "x",
            "无",
        ],
        _AGAIN,
        [
            4,
            _NO.format(4),
            "示例丁",
            "示例县民政局",
            "2024-03-05 10:22:11",
            "/",
            "—",
            "审理中",
            "",
            None,
            None,
        ],
        ["合计", None, None, None, 4],
        ["注：本表一案一行。"],
        ["填表人：示例甲", None, None, "审核人：示例乙", None, None, "联系电话：000"],
    ]
    merged = ["A1:K1", "E3:H3", "D6:D8", "A12:K12", *(f"{letter}3:{letter}4" for letter in "ABCDIJK")]
    path = tmp_path_factory.mktemp("ugly") / "台账.xlsx"
    return workbook(path, {"复议": rows, "空表": [], "说明": [["单位", "件数"], ["某局", 3]]}, merged)


def test_titles_headers_of_two_rows_notes_and_totals(ugly: Path) -> None:
    done = read(ugly)[0]
    assert (done.table.kind, done.table.used, done.table.lost) == ("reconsideration", 4, 0)
    assert [row.number for row in done.rows] == [5, 6, 8, 10]
    assert done.table.letters["received_on"] == "E" and done.table.letters["extended"] == "K"
    assert done.table.cell(done.rows[2], "outcome") == "复议!H8"
    assert not done.problems


def test_dates_in_all_writings_and_yes_and_no(ugly: Path) -> None:
    rows = read(ugly)[0].rows
    assert {row.values["received_on"] for row in rows} == {date(2024, 3, 5)}
    assert [row.values["admitted_on"] for row in rows] == [date(2024, 3, 8)] * 3 + [None]
    assert [row.values["decided_on"] for row in rows] == [date(2024, 4, 25)] * 2 + [date(2024, 5, 6), None]
    assert [row.values["published"] for row in rows] == [True, True, False, None]
    assert [row.values["extended"] for row in rows] == [False, False, False, None]


def test_choices_names_and_merged_values(ugly: Path) -> None:
    rows = read(ugly)[0].rows
    assert [row.values["outcome"] for row in rows] == ["维持", "驳回", "撤销", "未结"]
    assert rows[0].values["applicant"] == "张三"
    assert [row.values["respondent"] for row in rows] == ["示例县公安局"] * 3 + ["示例县民政局"]


def test_a_sheet_that_is_no_ledger_is_said_with_what_was_seen(ugly: Path) -> None:
    (other,) = read(ugly)[1:]
    assert other.table.kind == "" and "件数" in other.problems[0].message


def test_values_of_merged_cells_hold_for_the_rows_below(tmp_path: Path) -> None:
    rows = [("姓名", "单位", "学时"), ("示例甲", "示例局", 60), ("示例乙", None, 40), ("示例丙", None, 50)]
    path = workbook(tmp_path / "培训.xlsx", {"执法人员培训": rows}, ["B2:B3"])
    assert [row.values["unit"] for row in only(path).rows] == ["示例局", "示例局", None]


def test_a_case_over_two_merged_rows_counts_once(tmp_path: Path) -> None:
    rows = [("案号", "申请人", "收案日期"), (_NO.format(1), "示例甲", "2024-3-5"), (None, "示例乙", None)]
    done = only(workbook(tmp_path / "a.xlsx", {"行政复议": rows}, ["A2:A3"]))
    assert (done.table.used, done.table.lost) == (1, 0) and "续行" in done.at("A3")[0]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_tables(tmp_path: Path, separator: str, encoding: str) -> None:
    lines = ["2024年执法人员培训台账", separator.join(("姓名", "单位", "学时", "课程"))]
    lines += [
        separator.join((f"示例{i}", '"示例局\n二分局"', "60学时", f'"甲{separator}乙"')) for i in range(8)
    ]
    path = tmp_path / "执法人员培训.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    done = only(path)
    assert done.table.kind == "training" and [row.number for row in done.rows] == list(range(3, 11))
    assert done.rows[7].values["unit"] == "示例局二分局"
    assert (done.rows[7].values["hours"], done.rows[7].values["course"]) == (
        60.0,
        "甲{}乙".format(separator.replace("\t", " ")),
    )


def test_the_old_workbook_format_is_read() -> None:
    done = only(Path(__file__).parent / "fixtures" / "old.xls")
    assert done.table.kind == "litigation" and [row.number for row in done.rows] == [3, 4]
    assert [row.values["defendant"] for row in done.rows] == ["示例县公安局"] * 2
    assert [row.values["outcome"] for row in done.rows] == ["胜诉", "败诉"]
    assert "2024-02-30" in done.at("I4")[0]


def test_text_with_the_old_extension_is_read(tmp_path: Path) -> None:
    path = tmp_path / "培训.xls"
    path.write_bytes("姓名\t单位\t学时\n示例甲\t示例局\t60\n".encode("gb18030"))
    assert only(path).rows[0].values["hours"] == 60


def test_the_kind_follows_columns_and_name(tmp_path: Path) -> None:
    rows = [("编号", "收到日期", "办理结果"), ("1", "2024-3-5", "部分公开")]
    path = workbook(tmp_path / "x.xlsx", {"依申请公开": rows, "Sheet2": [TRAINING, ("示例甲",)]})
    assert [done.table.kind for done in read(path)] == ["disclosure", "training"]


def test_progress_is_told(tmp_path: Path) -> None:
    path = training(tmp_path / "a.xlsx", *[(f"示例{i}", None, None, 60) for i in range(1500)])
    heard: list[Progress] = []
    for table in read_tables(path, kinds(), progress=heard.append):
        assert sum(1 for _ in table.rows) == 1500
    assert [one.rows for one in heard] == [1000, 1501] and heard[-1].share == 1


def test_both_ends_of_a_span_in_one_cell(tmp_path: Path) -> None:
    cells = ["2024.3.1-2024.4.1", "2024年3月1日至4月1日", "2024-03-01~4-1", "2024-03-01"]
    rows = [(f"决策{i}", "示例局", cell, "2024.4.10") for i, cell in enumerate(cells)]
    head = ("决策事项", "承办单位", "征求意见时间", "专家论证")
    done = only(workbook(tmp_path / "a.xlsx", {"重大行政决策": [head, *rows]}))
    assert [row.values["consultation_from"] for row in done.rows] == [date(2024, 3, 1)] * 4
    assert [row.values["consultation_to"] for row in done.rows] == [date(2024, 4, 1)] * 3 + [None]
    assert done.table.letters["consultation_to"] == "C" and not done.problems
    assert all(row.values["expert_argument"] is True for row in done.rows)


def test_numbers_under_a_header_in_ten_thousands(tmp_path: Path) -> None:
    rows = [
        ("决定书文号", "当事人", "公示时间", "罚款金额（万元）"),
        ("1", "示例甲", "2024-3-5", 1.2),
        ("2", "示例乙", "2024-3-5", "0.5万元"),
    ]
    done = only(workbook(tmp_path / "a.xlsx", {"行政处罚": rows}))
    assert [row.values["amount"] for row in done.rows] == [12000, 5000]


@pytest.mark.parametrize(
    ("sheet", "headers", "keys"),
    [
        ("执法人员学时", "部门 姓名 身份证号码 执法证件号 总学时 考试成绩 证件有效期", "unit name id_number certificate_no hours score certificate_valid_until"),
        ("规范性文件", "文件名称 文号 制定机关 合法性审核时间 发布日期 施行时间 有效期 备案时间 是否现行有效", "title number unit review_date issued_on effective_on valid_until filed_on status"),
        ("应诉", "案号 原告 被告 收到应诉通知书时间 开庭时间 负责人是否出庭应诉 判决结果 履行情况", "case_no plaintiff defendant copy_received_on hearing_on head_appeared outcome carried_out"),
        ("双公示", "行政相对人名称 行政处罚决定文书号 处罚类别 处罚决定日期 公示日期 处罚机关", "party decision_no category decided_on published_on unit"),
        ("Sheet1", "检查时间 检查单位 被检查企业名称 检查内容 检查依据 检查人员 是否扫码入企 是否公示", "inspected_on unit enterprise item basis officer_names scanned published"),
        ("提案", "类别 编号 标题 代表（委员） 主办单位 收到时间 答复时间 满意度", "kind number title proposer unit received_on replied_on satisfied"),
    ],
)  # fmt: skip
def test_headers_as_offices_write_them(tmp_path: Path, sheet: str, headers: str, keys: str) -> None:
    names = headers.split()
    done = only(
        workbook(tmp_path / "a.xlsx", {sheet: [["某地2024年台账"], names, [f"{name}x" for name in names]]})
    )
    assert list(done.table.letters) == keys.split()


def test_a_row_that_numbers_the_columns_is_no_data(tmp_path: Path) -> None:
    rows = [("姓名", "单位", "学时", "课程"), ("甲", 1, 2, 3), ("示例甲", "示例局", 60, "x")]
    assert [row.number for row in only(workbook(tmp_path / "a.xlsx", {"执法人员培训": rows})).rows] == [3]


def test_merged_cells_without_end_take_no_time(tmp_path: Path) -> None:
    areas = [f"A{row}:XFD{row}" for row in range(4, 300)]
    path = tmp_path / "a.xlsx"
    training(path, *[(f"示例{i}", None, None, 60) for i in range(5)])
    with zipfile.ZipFile(path) as old:
        parts = {entry: old.read(entry) for entry in old.namelist()}
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(
        b"</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>".encode()
    )
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    assert only(path).table.used == 5
