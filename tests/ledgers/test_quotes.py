"""A quote that is not closed loses its own row and no other; rows keep their line breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ledgers.sources import RawRow, sheets_of
from tests.ledgers.making import csv, only

_HEAD = "姓名,学时,考试是否合格\n"


def _names(path: Path) -> list[object]:
    return [row.values["name"] for row in only(path).rows]


@pytest.mark.parametrize(
    "broken",
    [
        '示例甲,"88,合格',
        '"示例甲,88,合格',
        '示例甲,88,"合格',
    ],
)
def test_an_open_quote_loses_its_row_alone(tmp_path: Path, broken: str) -> None:
    path = csv(tmp_path / "培训.csv", f"{_HEAD}{broken}\n示例乙,90,优秀\n示例丙,91,优秀\n")
    done = only(path)
    assert _names(path) == ["示例乙", "示例丙"] and (done.table.used, done.table.lost) == (2, 1)
    (told,) = done.problems
    assert told.cell == "A2" and told.lost and "引号没有成对" in told.message


def test_an_open_quote_that_a_later_one_closes(tmp_path: Path) -> None:
    rows = '示例甲,"88,合格\n示例乙,90,优秀\n示例丙,"91",优秀\n示例丁,92,优秀\n'
    assert _names(csv(tmp_path / "培训.csv", _HEAD + rows)) == ["示例乙", "示例丙", "示例丁"]


def test_an_open_quote_in_the_last_row(tmp_path: Path) -> None:
    done = only(csv(tmp_path / "培训.csv", _HEAD + '示例乙,90,优秀\n示例甲,"88,合格\n'))
    assert done.table.lost == 1 and done.at("A3")


def test_an_open_quote_before_very_many_rows(tmp_path: Path) -> None:
    rows = "".join(f"示例{n},90,优秀\n" for n in range(12_000))
    done = only(csv(tmp_path / "培训.csv", f'{_HEAD}示例甲,"88,合格\n{rows}'))
    assert (done.table.used, done.table.lost, len(done.problems)) == (12_000, 1, 1)


def test_a_column_of_numbers_in_front_hides_no_broken_row(tmp_path: Path) -> None:
    rows = '1,示例甲,"88,合格\n2,示例乙,90,优秀\n3,示例丙,90,优秀\n'
    done = only(csv(tmp_path / "培训.csv", "序号,姓名,学时,考试是否合格\n" + rows))
    assert (done.table.used, done.table.lost) == (2, 1) and done.at("A2")


_FIELD = st.text(st.sampled_from('甲乙,"\n1'), max_size=6)


@settings(max_examples=60)
@given(st.lists(st.tuples(_FIELD, _FIELD, _FIELD), min_size=1, max_size=6))
def test_what_is_quoted_as_it_should_be_is_kept(rows: list[tuple[str, str, str]]) -> None:
    import csv as table
    from io import StringIO
    from tempfile import TemporaryDirectory

    made = StringIO()
    writer = table.writer(made, quoting=table.QUOTE_ALL, lineterminator="\n")
    writer.writerows([("a", "b", "c"), *rows])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(made.getvalue().encode())
        (sheet,) = sheets_of(path)
        read: list[RawRow] = list(sheet.rows())
    assert [tuple(cell or "" for cell in row.cells) for row in read][1:] == rows
