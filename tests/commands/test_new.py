"""A skeleton for any place can be checked at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.documents.places import places
from tests.commands.conftest import Run

WITHOUT = ("71", "81", "82")  # 台湾、香港、澳门
PROVINCES = sorted(
    code for code in places().by_code if code.endswith("0000") and not code.startswith(WITHOUT)
)
OTHERS = (
    "130100", "210200", "220100", "320500", "330200", "370200", "410200", "440300", "510100", "530100",
    "110105", "120119", "150125", "211381", "320583", "370203", "410212", "610502", "640121", "650102",
)  # fmt: skip


def test_there_are_as_many_provinces_as_there_should_be() -> None:
    assert len(PROVINCES) == 31 and len(set(OTHERS)) == 20


@pytest.mark.parametrize("code", [*PROVINCES, *OTHERS])
def test_it_is_checked_without_a_remark(code: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / f"{code}.yaml"
    assert run("checklist", "new", "--region", code, "-o", path).code == 0
    assert places().by_code[code].name in path.read_text("utf-8")
    code_, out, err = run("checklist", "lint", path)
    assert (code_, err) == (0, "") and "没有错误，0 处提醒" in out
