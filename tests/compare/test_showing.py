"""What readers see: HTML, workbook and screen say the same, and no text of a report breaks out."""

from __future__ import annotations

import random
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from rich.cells import cell_len
from rich.console import Console

from engine.checklist.models import Verdict
from engine.compare import Comparison, compare
from engine.compare.showing import comparison_files, print_comparison
from engine.reporting.numbers import fraction
from tests.compare.making import both_years, place
from tests.reporting import factory

VERDICTS: tuple[Verdict, ...] = ("met", "partly", "not_met", "no_evidence", "needs_review", "not_applicable")

MADE: dict[int, dict[str, bytes]] = {}


@cache
def many_places(count: int = 34) -> Comparison:
    chance = random.Random(3)
    results = [
        place(
            f"第{at}县人民政府",
            {number: chance.choice(VERDICTS) for number in range(1, 40)},
            {"k.a": 10 + at, "k.b": 7} | ({"k.c": 1000} if at else {"k.c": 1, "k.d": 3}),
        )
        for at in range(count)
    ]
    return compare(results)


def evil() -> Comparison:
    return compare([factory.result(report_year=year, path=f"{year}.txt") for year in (2023, 2024)])


def evil_places() -> Comparison:
    names = (factory.EVIL_HTML, factory.EVIL_FORMULA)
    return compare([factory.result(issuer=name, path=f"{at}.txt") for at, name in enumerate(names)])


def content(comparison: Comparison, ending: str) -> bytes:
    """The file of this kind."""
    return next(data for name, data in files_of(comparison).items() if name.endswith(ending))


def files_of(comparison: Comparison) -> dict[str, bytes]:
    """The files, made once for each comparison; all of them live as long as this module."""
    if id(comparison) not in MADE:
        MADE[id(comparison)] = comparison_files(comparison)
    return MADE[id(comparison)]


def book(comparison: Comparison) -> Workbook:
    return load_workbook(BytesIO(content(comparison, ".xlsx")))


def html(comparison: Comparison) -> str:
    return content(comparison, ".html").decode()


def rows(made: Workbook, name: str) -> list[dict[str, Any]]:
    head, *rest = made[name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rest]


def printed(comparison: Comparison, width: int) -> str:
    console = Console(file=StringIO(), width=width)
    print_comparison(console, comparison)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_files_are_named_after_place_and_years() -> None:
    assert list(files_of(both_years())) == [
        "示例县人民政府-2023-2024-历年比较.html",
        "示例县人民政府-2023-2024-历年比较.xlsx",
    ]
    assert list(files_of(many_places(3))) == ["2024-各地比较.html", "2024-各地比较.xlsx"]


def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "texts.yaml").write_text(
        "compare: {phrases: {years_title: ../../x, places_title: ../y}}", "utf-8"
    )
    for comparison in (
        evil(),
        evil_places(),
        compare([place("甲/1.5县", {1: "met"}), place("乙", {1: "met"})]),
    ):
        assert not [name for name in comparison_files(comparison, tmp_path) if "/" in name or "\\" in name]


def test_the_workbook_of_years_has_a_sheet_for_each_question() -> None:
    made = book(both_years())
    assert made.sheetnames == [
        "总览", "各部分得分", "图表", "逐项变化", "历年指标", "互相核对", "上年不足", "上年计划", "沿用文字", "说明",
    ]  # fmt: skip
    items = rows(made, "逐项变化")
    assert items[0]["变化"] == "↓ 退步"
    assert items[0]["上年原文"] and items[0]["比较年度"] == "2023→2024"
    assert [row["本年情况"] for row in rows(made, "上年不足")] == ["本年仍列为不足"] * 2 + [
        "本年报告未再提及"
    ] * 2
    numbers = {row["指标代号"]: row for row in rows(made, "历年指标")}
    assert (numbers["reconsideration.accepted"]["2023"], numbers["reconsideration.accepted"]["2024"]) == (
        50,
        75,
    )
    assert any("〔" in row["本年原文"] for row in rows(made, "沿用文字"))


def test_the_workbook_of_places_holds_thirty_and_more() -> None:
    made = book(many_places())
    heat = made["逐项热图"]
    assert heat.freeze_panes == "C2"
    assert (heat.page_setup.orientation, heat.page_setup.fitToWidth) == ("landscape", 1)
    assert [heat.cell(1, 3 + at).alignment.textRotation for at in range(34)] == [255] * 34
    symbols = {heat.cell(row, column).value for row in range(2, 41) for column in range(3, 37)}
    assert symbols <= {"√", "△", "×", "○", "?", "－"}
    far = {row["指标代号"]: row["待核实（离群）"] for row in rows(made, "指标分布")}
    assert far["k.c"] == "第0县 1件"
    assert not far["k.b"]


def test_a_rate_is_never_shown_without_its_ceiling() -> None:
    for comparison in (both_years(), many_places(3)):
        head = [cell.value for row in book(comparison)["总览"].iter_rows() for cell in row if cell.value]
        assert head.index("上限得分率") == head.index("得分率") + 1
        assert "得分率（上限得分率）" in html(comparison)
        assert "上限" in printed(comparison, 120)


def charts(made: Workbook) -> list[Any]:
    """The charts of a workbook as it is read back."""
    return made["图表"]._charts  # type: ignore[attr-defined, no-any-return]


def plotted(made: Workbook, reference: str) -> list[Any]:
    """What stands in the cells that a chart names."""
    sheet, cells = reference.replace("'", "").split("!")
    return [cell.value for row in made[sheet][cells.replace("$", "")] for cell in row]


def test_the_charts_of_years_show_the_whole_and_every_part() -> None:
    comparison = both_years()
    made, reports = book(comparison), comparison.years[0].reports
    parts = [[report.parts[at].score for report in reports] for at in range(len(reports[0].parts))]
    for chart, scores in zip(charts(made), [[report.score for report in reports], *parts], strict=True):
        rate, ceiling = chart.series
        for series in (rate, ceiling):
            assert plotted(made, series.cat.strRef.f) == ["2023", "2024"]
            assert [point.v for point in series.cat.strRef.strCache.pt] == ["2023", "2024"]
            values = [float(point.v) for point in series.val.numRef.numCache.pt]
            assert values == [value for value in plotted(made, series.val.numRef.f) if value is not None]
        assert plotted(made, rate.val.numRef.f) == [fraction(s.rate) if s.possible else None for s in scores]
    assert made["各部分得分"]["A3"].value == "合计"


def test_the_charts_of_places_show_thirty_one_at_most_each_with_its_ceiling() -> None:
    made, (places,) = book(many_places()), many_places().places
    first, second = charts(made)
    names = [plotted(made, chart.series[0].cat.strRef.f) for chart in (first, second)]
    assert [len(some) for some in names] == [31, 3]
    assert [*names[0], *names[1]] == [places.reports[one.report].place for one in places.ranking]
    ceiling, rate = first.series
    assert [s.tx.v for s in (ceiling, rate)] == ["上限得分率", "得分率"]
    assert plotted(made, rate.val.numRef.f) == [fraction(r.score.rate) for r in places.reports[:31]]
    assert first.overlap == 100


@pytest.mark.parametrize("comparison", [both_years(), many_places(3)], ids=["years", "places"])
def test_charts_show_their_axes_and_stay_within_their_sheet(comparison: Comparison) -> None:
    made = book(comparison)
    sheet = made["图表"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("portrait", 1)
    for chart in charts(made):
        assert not chart.x_axis.delete and not chart.y_axis.delete
        assert chart.y_axis.scaling.min == 0
        place = chart.anchor
        assert place.to.col <= 2 and place._from.row >= 1
        assert place.to.row > place._from.row


def test_html_shows_both_texts_with_their_differences() -> None:
    text = html(both_years())
    assert "<mark>5</mark>" in text
    assert "本年报告未再提及" in text
    assert "已解决" not in text
    assert "为增加50%" in text


@pytest.mark.parametrize("comparison", [evil(), evil_places()], ids=["years", "places"])
def test_no_text_breaks_out(comparison: Comparison) -> None:
    text = html(comparison)
    assert "<script>" not in text and "<img" not in text
    assert "\x1b" not in printed(comparison, 100) and "\u202e" not in printed(comparison, 100)
    for sheet in book(comparison):
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_the_same_reports_give_the_same_bytes() -> None:
    again = many_places.__wrapped__(3)
    assert html(many_places(3)).encode() == next(iter(comparison_files(again).values()))
    assert list(files_of(many_places(3)).values()) == list(comparison_files(again).values())
    assert many_places(3).model_dump_json() == again.model_dump_json()
    assert list(files_of(both_years()).values()) == list(comparison_files(both_years()).values())


@pytest.mark.parametrize("width", [80, 120])
def test_lines_keep_to_the_width(width: int) -> None:
    for comparison in (both_years(), many_places()):
        lines = printed(comparison, width).splitlines()
        assert max(cell_len(line.rstrip()) for line in lines) <= width


def test_all_of_it_can_be_printed_on_a_gbk_console() -> None:
    for comparison in (both_years(), many_places(3)):
        printed(comparison, 100).encode("gbk")
