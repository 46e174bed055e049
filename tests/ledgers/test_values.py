"""Cells into values: what is right, what is told, and that nothing makes it fall."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ledgers.models import Column, ColumnType
from engine.ledgers.sources import Percent
from engine.ledgers.values import Mistake, reader
from tests.ledgers.making import kinds, only

_DAY = date(2024, 3, 5)
_CHOICES = {"维持": (), "撤销": ("部分撤销",), "予以公开": ("公开",), "不予公开": ("不公开",)}


def _column(kind: ColumnType, unit: str | None = None) -> Column:
    return Column(key="a", title="甲", type=kind, unit=unit, choices=_CHOICES if kind == "choice" else {})


@pytest.mark.parametrize(
    "cell",
    ["2024-03-05", "2024/3/5", "2024.3.5", "2024年3月5日", "20240305", "2024 年 3 月 5 日", "2024-3-5 09:30", "２０２４.０３.０５",
     "2024年3月5号", "二〇二四年三月五日", "2024-03-05T00:00:00", 45356.0, 45356.75, 20240305.0, "45356", _DAY],
)  # fmt: skip
def test_dates(cell: object) -> None:
    assert reader(_column("date"))(cell) == _DAY


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("2024-02-30", "impossible_date"),
        ("20240230", "impossible_date"),
        ("二〇二四年二月三十日", "impossible_date"),
        ("3月5日", "date_no_year"),
        ("3-5", "date_no_year"),
        ("2024年3月", "date_no_day"),
        (2024.0, "date_no_day"),
        ("24.3.5", "bad_date"),
        ("待定", "bad_date"),
        (7.0, "bad_date"),
        (True, "bad_date"),
        ("2204-03-05", "odd_year"),
        (date(1900, 1, 1), "odd_year"),
        ("2024-03-05至2024-03-07", "two_dates"),
        ("2024.3.5-3.7", "two_dates"),
    ],
)
def test_dates_that_are_none(cell: object, problem: str) -> None:
    read = reader(_column("date"))(cell)
    assert isinstance(read, Mistake) and read.problem == problem
    assert (read.value == _DAY) == (problem == "two_dates")


@pytest.mark.parametrize("cell", ["/", "—", "无此项", " ", "　", "长期有效", None, "－"])
def test_signs_for_nothing(cell: object) -> None:
    assert reader(_column("date"))(cell) is None


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.sampled_from("-/."), st.booleans())
def test_every_day_is_read_from_every_writing(day: date, sign: str, zeros: bool) -> None:
    read = reader(_column("date"))
    parts = (f"{day.month:02}", f"{day.day:02}") if zeros else (str(day.month), str(day.day))
    assert read(sign.join((str(day.year), *parts))) == day
    assert read(f"{day.year}年{parts[0]}月{parts[1]}日") == day
    assert read(float((day - date(1899, 12, 30)) // timedelta(days=1))) == day


@pytest.mark.parametrize(
    ("cell", "value"),
    [(60.0, 60), ("60", 60), ("60学时", 60), ("６０ 课时", 60), ("1,234.5", 1234.5), ("六十", 60), ("六十学时", 60), ("1.2万", 12000), ("/", None)],
)  # fmt: skip
def test_numbers(cell: object, value: float | None) -> None:
    assert reader(_column("number", "学时"))(cell) == value


@pytest.mark.parametrize("cell", ["约60", "60多", "60元", "-5", -5.0, True, _DAY, "60-70", "nan", "1e5"])
def test_numbers_that_are_none(cell: object) -> None:
    assert isinstance(reader(_column("number", "学时"))(cell), Mistake)


def test_percent_cells() -> None:
    assert reader(_column("number", "%"))(Percent(0.6)) == 60


@pytest.mark.parametrize(
    "cell", ["是", "√", "有", "Y", "ｙ", "1", 1.0, True, "已", "已公开", "是（局长）", "通过", "✔"]
)
def test_yes(cell: object) -> None:
    assert reader(_column("yesno"))(cell) is True


@pytest.mark.parametrize(
    "cell", ["否", "×", "无", "N", "0", 0.0, False, "未", "未公开", "不涉密", "没有", "X"]
)
def test_no(cell: object) -> None:
    assert reader(_column("yesno"))(cell) is False


def test_words_of_a_column_for_yes_and_no() -> None:
    read = reader(kinds()["litigation"].column("head_appeared"))
    assert read("副职出庭") is True and read("是") is True
    assert read("仅委托代理人出庭") is False and read("未出庭") is False


@pytest.mark.parametrize(
    ("cell", "value"),
    [("维持", "维持"), (" 部分撤销 ", "撤销"), ("予以维持原行政行为", "维持"), ("不公开", "不予公开"), ("公开（部分）", "予以公开"), ("—", None)],
)  # fmt: skip
def test_choices(cell: str, value: str | None) -> None:
    assert reader(_column("choice"))(cell) == value


@pytest.mark.parametrize("cell", ["未撤销", "其他", "维持撤销"])
def test_choices_that_are_none(cell: str) -> None:
    assert isinstance(reader(_column("choice"))(cell), Mistake)


def test_identity_numbers_keep_their_digits() -> None:
    read = reader(_column("identity"))
    assert read("00000019000101000x ") == "00000019000101000X"
    assert read("'0000 0019 0001 0100 00") == "000000190001010000"
    assert read(123456789.0) == "123456789"
    assert read(1.10101199001011e17) == Mistake("lost_digits", "110101199001011008")


_CELLS = st.one_of(
    st.text(max_size=40),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.none(),
    st.from_regex(r"[0-9年月日/.\-]{1,14}"),
)


@given(_CELLS, st.sampled_from(("text", "number", "date", "yesno", "choice", "person", "identity")))
def test_nothing_makes_a_reader_fall(cell: object, kind: ColumnType) -> None:
    read = reader(_column(kind, "学时"))(cell)
    assert read is None or isinstance(read, str | float | bool | date | Mistake)
    if isinstance(read, str):
        assert read.strip() == read != ""


@settings(max_examples=40)
@given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=12))
def test_no_text_table_makes_reading_fall(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("any") / "培训.csv"
    text = "\n".join(["姓名,单位,学时", *(",".join(row) for row in rows)])
    path.write_bytes(text.encode("utf-8", "replace"))
    done = only(path)
    assert done.table.used == len(done.rows)


def test_a_name_of_a_path_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "执法人员培训.csv"
    path.write_text("姓名,单位,学时\n示例甲,示例局,60\n", "utf-8")
    assert only(path).table.file == str(path)
