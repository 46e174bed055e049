"""Cells as people fill them in, into the plain data that models take.

In: a `Cell`. Out: text, a number, a date, a word's meaning; None for an empty cell and for a wrong one, whose mistake is kept
with its place and mend. Full-width digits, blanks around, several ways to write a date are taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from unicodedata import normalize

from engine.documents.numerals import parse_date
from engine.errors import FazhiError
from engine.near import nearest
from engine.workbooks import forms
from engine.workbooks.layout import layout
from engine.workbooks.opening import Cell, Cells

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_YEAR = re.compile(r"(\d{4})年度?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?")
_DATE = re.compile(r"[〇零○一二三四五六七八九十]{4}年.{1,3}月.{1,3}日")
_CODE = re.compile(r"[^\s\"'#:：,，/\\]+")


class Reader:
    """Reads cells and keeps what is wrong with them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.errors: list[FazhiError] = []
        self.remarks: list[FazhiError] = []

    def wrong(self, cell: Cell, message: str, mend: str | None = None) -> None:
        """Keeps a mistake."""
        self.errors.append(FazhiError(message, path=cell.named(self.path), mend=mend))

    def remark(self, cell: Cell, message: str, mend: str | None = None) -> None:
        """Keeps something that is worth saying."""
        self.remarks.append(FazhiError(message, path=cell.named(self.path), mend=mend))

    def sound(self, cells: Cells) -> bool:
        """Whether no cell of a row holds a formula or an error value; each one is a mistake."""
        unsound = [cell for cell in cells.values() if cell.value is not None and cell.kind in ("f", "e")]
        for cell in unsound:
            if cell.kind == "f":
                self.wrong(cell, "单元格里是公式", "请改填结果：复制后用“选择性粘贴—数值”")
            else:
                self.wrong(cell, f"单元格里的“{cell.value}”不能用", "请直接填写内容，日期写成 2024-03-01")
        return not unsound

    def text(self, cell: Cell) -> str | None:
        """Free text; several lines stay so."""
        value = cell.value
        if value is None:
            return None
        if isinstance(value, bool):
            return layout().yes if value else layout().no
        if isinstance(value, float | int):
            value = str(forms.number(value))
        return forms.tidy(str(value).replace("_x000D_", "")) or None

    def line(self, cell: Cell) -> str | None:
        """Text of one line; several are joined as Chinese joins."""
        text = self.text(cell)
        return "".join(text.split("\n")) if text else None

    def lines(self, cell: Cell) -> list[str]:
        """A text a line."""
        return [line for line in (self.text(cell) or "").split("\n") if line]

    def code(self, cell: Cell) -> str | None:
        """A code: full-width signs are taken as half-width ones."""
        text = normalize("NFKC", self.text(cell) or "").strip()
        if text and not _CODE.fullmatch(text):
            self.wrong(cell, f"代号“{text}”里有不能用的符号", "请用小写字母、数字、点和短横，中间不留空格")
            return None
        return text or None

    def codes(self, cell: Cell) -> list[str]:
        """Several codes, with 、 or other separators between."""
        text = normalize("NFKC", self.text(cell) or "")
        return [one for one in forms.SEPARATORS.split(text) if one]

    def number(self, cell: Cell, unit: str | None = None) -> float | None:
        """A number; `unit` may stand behind it."""
        value = cell.value
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._share(cell, value, unit)
        text = normalize("NFKC", str(value)).strip()
        bare = text.removesuffix(normalize("NFKC", unit)).strip() if unit else text
        if isinstance(value, bool | date) or not _NUMBER.fullmatch(bare):
            mend = f"请只填数，如 60{'，不写单位' if unit else ''}"
            self.wrong(cell, f"“{text}”不是数", mend)
            return None
        return float(bare.replace(",", ""))

    def _share(self, cell: Cell, value: float, unit: str | None) -> float | None:
        """Excel keeps a typed 60% as 0.6."""
        if not cell.percent:
            return value
        if unit not in ("%", "％"):
            self.wrong(cell, "单元格是百分比格式", "请把单元格格式改为“常规”，重新填数")
            return None
        return round(value * 100, 10)

    def whole(self, cell: Cell) -> int | None:
        """A whole number, as of a year."""
        if isinstance(cell.value, str):
            year = _YEAR.fullmatch(normalize("NFKC", cell.value).strip())
            cell = cell._replace(value=year[1]) if year else cell
        value = self.number(cell)
        if value is not None and not float(value).is_integer():
            self.wrong(cell, f"“{cell.value}”不是整数", "请填整数，如 2024")
            return None
        return int(value) if value is not None else None

    def day(self, cell: Cell) -> date | None:
        """A date."""
        value = cell.value
        if value is None or (isinstance(value, date)):
            return value
        text = normalize("NFKC", str(forms.number(value) if isinstance(value, float) else value)).strip()
        if compact := _COMPACT.fullmatch(text):
            text = "-".join(compact.groups())
        found = _of_numbers(text) or (parse_date(text) if _DATE.fullmatch(text) else None)
        if found is None:
            self.wrong(cell, f"“{text}”不是日期", "请写成 2024-03-01 或 2024年3月1日")
        return found

    def yes(self, cell: Cell) -> bool | None:
        """是 or 否."""
        value = cell.value
        if value is None or isinstance(value, bool):
            return value
        text = normalize("NFKC", str(value)).strip().lower()
        if text in layout().yes_words or text in layout().no_words:
            return text in layout().yes_words
        self.wrong(cell, f"“{value}”看不懂", f"请填“{layout().yes}”或“{layout().no}”")
        return None

    def choice(self, cell: Cell, labels: Mapping[str, str]) -> str | None:
        """The meaning of one of a few words."""
        text = self.line(cell)
        return self._meaning(cell, text, labels) if text else None

    def choices(self, cell: Cell, labels: Mapping[str, str]) -> list[str] | None:
        """The meanings of several words, in the order of all; `无` for none of them."""
        text = self.line(cell)
        if not text:
            return None
        said = [one for one in forms.SEPARATORS.split(text) if one]
        found = {self._meaning(cell, one, labels) for one in said if one != layout().nothing}
        return [name for name in labels if name in found]

    def _meaning(self, cell: Cell, text: str, labels: Mapping[str, str]) -> str | None:
        name = forms.meaning(text, labels)
        if name is None:
            near = nearest(text, labels.values())
            choices = "、".join(labels.values())
            self.wrong(cell, f"“{text}”不在可选范围内", f"是否想写“{near}”？" if near else f"可选：{choices}")
        return name


def _of_numbers(text: str) -> date | None:
    """The date in three numbers, or None."""
    numbers = _DAY.fullmatch(text)
    try:
        return date(*map(int, numbers.groups())) if numbers else None
    except ValueError:
        return None
