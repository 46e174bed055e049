"""The screen: read in twenty seconds, on any console, and not to be written on by a report."""

from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.cells import cell_len
from rich.console import Console

from engine.reporting.scorecard import scorecard
from engine.reporting.screen import folded, print_result, print_summary
from engine.reporting.texts import load_texts
from engine.reporting.writers import gap_markdown
from engine.result import Result
from tests.reporting import factory


def shown(width: int, **options: bool) -> str:
    console = Console(file=StringIO(), width=width, **options)  # type: ignore[arg-type]
    print_result(console, factory.result())
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def summary(width: int) -> str:
    console = Console(file=StringIO(), width=width)
    print_summary(console, [factory.result(), factory.unusable()])
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_lines_keep_to_the_width_also_where_signs_are_two_wide(width: int) -> None:
    wide = str.maketrans(dict.fromkeys("√×○△…", "宽"))
    lines = shown(width).split("\n关键事项")[1].split("\n\n×")[0].splitlines()
    assert max(cell_len(line.rstrip().translate(wide)) for line in lines) <= width
    assert max(cell_len(line) for line in summary(width).splitlines()) <= width


@pytest.mark.parametrize("width", [80, 120])
def test_the_head_says_who_and_how_much(width: int) -> None:
    head = "".join(shown(width).split("关键事项")[0].split())
    for words in (
        "示例县人民政府",
        "2024年度",
        "14.5/34/43分",
        "33.7%（上限79.1%）",
        "基本达标",
        "69.2%",
        "×不达标3",
    ):
        assert words in head


def test_lines_break_between_signs_and_not_at_spaces_alone() -> None:
    line = "× 报告写“培训”65学时，台账为57.18学时，两者不符；见 https://example.cn/a-b"
    for cells in (20, 31, 60):
        rows = folded(line, cells)
        assert "".join("".join(rows).split()) == "".join(line.split())
        assert all(cell_len(row) <= max(cells, 24) and row[0] not in "，。；”" for row in rows)
        assert cell_len(rows[0]) > cells - 10, "a sign does not stand on a line of its own"


def test_gaps_come_by_severity_with_verdict_and_reason() -> None:
    text = shown(120)
    assert text.index("关键事项：5 项") < text.index("重要事项：2 项") < text.index("一般事项：3 项")
    row = next(line for line in text.splitlines() if "合法性审核" in line)
    assert row.startswith("○ 未见证据")
    assert "报告中没有写到这一事项。" in row
    assert "按所列件数计算为95.24%" in text


def test_a_plan_is_told_what_its_score_is_worth() -> None:
    plan = factory.result().model_copy(update={"document": factory.document(kind="work_plan")})
    assert "得分和等次不反映实际工作" in result_shown(plan).replace("\n", "")
    assert "得分和等次不反映实际工作" not in result_shown(factory.result()).replace("\n", "")
    for sheet in load_workbook(BytesIO(scorecard(plan, load_texts()))).worksheets[:1]:
        assert any("得分和等次不反映实际工作" in str(cell.value) for cell in sheet["A"])


def test_details_come_after_the_main_items_and_say_so() -> None:
    detail = factory.finding(1, "not_met", "critical", title="某细项", item={"detail": True})
    text = result_shown(factory.result((detail, factory.finding(2, "partly", "critical", title="某主项"))))
    assert text.index("某主项") < text.index("〔细项〕某细项") and "〔细项〕某主项" not in text


def test_reports_of_one_name_and_year_are_told_apart_by_their_files() -> None:
    other = factory.result().model_copy(update={"document": factory.document(path="乙/另一份.docx")})
    console = Console(file=StringIO(), width=160)
    print_summary(console, [factory.result(), other])
    assert "（另一份.docx）" in console.file.getvalue()  # type: ignore[attr-defined]


def test_all_of_it_can_be_printed_on_a_gbk_console() -> None:
    findings = factory.result(factory.findings())
    console = Console(file=StringIO(), width=80)
    print_result(console, findings)
    print_summary(console, [findings])
    console.file.getvalue().encode("gbk")  # type: ignore[attr-defined]


def test_a_report_cannot_colour_or_steer_the_screen() -> None:
    evil = factory.result((factory.finding(1, "not_met", "critical", title="[red]红[/red]\x1b[2J:smile:"),))
    console = Console(file=StringIO(), width=120, force_terminal=True)
    print_result(console, evil)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "[red]红[/red][2J:smile:" in text
    assert "\x1b[2J" not in text


def test_a_long_list_is_cut_and_says_so() -> None:
    many = factory.result(tuple(factory.finding(i, "no_evidence", "minor") for i in range(1, 30)))
    console = Console(file=StringIO(), width=80)
    print_result(console, many)
    assert "另有 23 项" in console.file.getvalue()  # type: ignore[attr-defined]


def test_a_document_that_is_no_report_is_told_in_both_views() -> None:
    console = Console(file=StringIO(), width=80)
    print_result(console, factory.unusable())
    assert "未核验" in console.file.getvalue()  # type: ignore[attr-defined]
    assert "未评分" in summary(80)
    assert "未核验" in summary(80)


def result_shown(result: Result) -> str:
    console = Console(file=StringIO(), width=120)
    print_result(console, result)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_what_the_user_provided_is_named() -> None:
    assert "由使用者提供：公开日期\n" in shown(80)
    assert "由使用者提供：" not in result_shown(factory.result(factory.findings(), provided=()))


@pytest.mark.parametrize("notices", [(), ("未经双核比对：只有 reference 一套规则核给出了结论。",)])
def test_what_holds_for_every_row_is_said_once(notices: tuple[str, ...]) -> None:
    single, other = "未经双核比对", "参考值"
    findings = tuple(
        factory.finding(i, "no_evidence", flags=(other, single) if i == 1 else (single,)) for i in range(1, 6)
    )
    text = result_shown(factory.result(findings).model_copy(update={"notices": notices}))
    assert text.count(single) == 1
    assert f"注：{single}：" in text
    assert f"〔{other}〕" in text


def test_a_flag_of_all_findings_stays_in_the_files() -> None:
    made = factory.result((factory.finding(1, "no_evidence", flags=("未经双核比对",)),))
    assert "〔未经双核比对〕" in gap_markdown.render(made).decode()


def test_reports_without_a_result_are_listed_with_their_reason() -> None:
    failures = [
        (Path("乙/报告.pdf"), "乙/报告.pdf：文件损坏，打不开。请重新下载"),
        (Path("丙\x1b[2J.doc"), "读不出"),
    ]
    for results in ([factory.result(), factory.unusable()], []):
        console = Console(file=StringIO(), width=80)
        print_summary(console, results, failures=failures)
        lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
        assert lines[-2:] == ["× 乙/报告.pdf：文件损坏，打不开。请重新下载", "× 丙[2J.doc：读不出"]
