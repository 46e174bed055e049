"""Templates: ready to fill in, read back without a problem, the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from engine.ledgers.templates import template_bytes
from tests.ledgers.making import kinds, only


@pytest.mark.parametrize("name", sorted(kinds()))
def test_a_filled_template_is_read_back_whole(tmp_path: Path, name: str) -> None:
    kind = kinds()[name]
    data = template_bytes(kind)
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(data)
    empty = only(path)
    assert empty.rows == [] and empty.problems == []
    book = load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    for y in (2, 3):
        for x in range(2, len(kind.columns) + 2):
            sheet.cell(y + 2, x).value = sheet.cell(y, x).value
            sheet.cell(y + 2, x).number_format = sheet.cell(y, x).number_format
    book.save(path)
    done = only(path)
    assert (done.table.kind, done.table.used, done.problems) == (name, 2, [])
    assert list(done.table.letters) == [column.key for column in kind.columns]
    for column in kind.columns:
        given = [one for one in column.examples if one not in ("", "/")]
        assert sum(row.values[column.key] is not None for row in done.rows) == len(given), column.key


def test_what_a_template_offers() -> None:
    data = template_bytes(kinds()["litigation"])
    assert data == template_bytes(kinds()["litigation"])
    book = load_workbook(BytesIO(data))
    table, guide = book.worksheets
    assert isinstance(table, Worksheet) and isinstance(guide, Worksheet)
    offers = {str(one.sqref): one for one in table.data_validations.dataValidation}
    assert any("胜诉,败诉" in str(one.formula1) for one in offers.values())
    assert any(one.type == "date" for one in offers.values())
    assert table["A2"].value == "示例行，填报前删除" and table["B1"].comment is not None
    assert guide.title == "填表说明" and any(row[1] == "必填" for row in guide.iter_rows(values_only=True))


def test_examples_are_invented() -> None:
    for kind in kinds().values():
        for column in kind.columns:
            assert len(column.examples) == 2, (kind.id, column.key)
            if column.type in ("person", "identity"):
                assert all(not one or one.startswith(("示例", "000000")) for one in column.examples)
