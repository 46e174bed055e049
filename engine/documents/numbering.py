"""Word's automatic numbering -> the numbers as they are shown: 一、 （一） 1. ①.

In: `numbering.xml` and the numbering that styles carry. Out: a counter that is asked for each paragraph
in order.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }
)
_FORMAL = frozenset({"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"})
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
)
_ROMAN_SMALL = ((9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Level(NamedTuple):
    """A level of a list: its first number, format and text (%1、), and whether all its numbers are Arabic."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    arabic: bool = False


class List(NamedTuple):
    """A numbering in use: the definition whose counters it shares, its levels, and where it starts anew."""

    definition: str
    levels: dict[int, Level]
    restarts: dict[int, int]


class Numbering:
    """Counts through a document; ask `label` for each numbered paragraph, in order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists = _read_lists(root) if root is not None else {}
        self._counters: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def label(self, number_id: str, level: int) -> str:
        """The number of the next paragraph of this list and level; empty for bullets and unknown lists."""
        used = self._lists.get(number_id)
        if used is None or level not in used.levels:
            return ""
        counter = self._counters.setdefault(used.definition, {})
        if level in used.restarts and (number_id, level) not in self._restarted:
            self._restarted.add((number_id, level))
            counter[level] = used.restarts[level] - 1
        counter[level] = counter.get(level, used.levels[level].start - 1) + 1
        for deeper in [other for other in counter if other > level]:
            del counter[deeper]
        return self._text(used, level, counter)

    @staticmethod
    def _text(used: List, level: int, counter: dict[int, int]) -> str:
        own = used.levels[level]
        if own.format == "bullet":
            return ""

        def value(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            part = used.levels.get(at, Level())
            return spell(counter.get(at, part.start), "decimal" if own.arabic else part.format)

        label = re.sub(r"%(\d)", value, own.text)
        return f"{label} " if label[-1:].isalnum() and label[-1:].isascii() else label


def spell(value: int, format: str) -> str:
    """`value` in one of Word's number formats; Arabic for those that reports do not use."""
    if format in _CHINESE:
        return chinese(value)
    if format in _FORMAL:
        return chinese(value).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))
    if format == "ideographDigital" or format == "taiwaneseDigital" or format == "japaneseDigitalTenThousand":
        return "".join(_DIGITS[int(digit)] for digit in str(value))
    if format in _CIRCLED and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if format == "decimalFullWidth":
        return str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if format == "decimalZero":
        return f"{value:02d}"
    if format in ("lowerLetter", "upperLetter") and value >= 1:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if format == "lowerLetter" else letter.upper()
    if format in ("lowerRoman", "upperRoman"):
        return _roman(value).lower() if format == "lowerRoman" else _roman(value)
    return "" if format == "none" else str(value)


def chinese(value: int) -> str:
    """A number up to 9999 as it is counted: 十一, 二十, 一百零三."""
    if not 0 < value < 10_000:
        return str(value)
    spelt, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, size)
        if digit:
            spelt += ("零" if gap and spelt else "") + _DIGITS[digit] + unit
        gap = not digit if spelt else False
    return spelt.removeprefix("一") if spelt.startswith("一十") else spelt


def _roman(value: int) -> str:
    spelt = ""
    for size, letters in (*_ROMAN, *_ROMAN_SMALL):
        count, value = divmod(min(value, 9999), size)
        spelt += letters * count
    return spelt


def _read_lists(root: etree._Element) -> dict[str, List]:
    definitions = {
        definition.get(f"{W}abstractNumId", ""): _levels(definition)
        for definition in root.iterfind(f"{W}abstractNum")
    }
    lists: dict[str, List] = {}
    for used in root.iterfind(f"{W}num"):
        definition = attribute(used.find(f"{W}abstractNumId"))
        levels, restarts = dict(definitions.get(definition, {})), {}
        for override in used.iterfind(f"{W}lvlOverride"):
            at = integer(override.get(f"{W}ilvl"), 0)
            levels |= _levels(override)
            start = override.find(f"{W}startOverride")
            if start is not None:
                restarts[at] = integer(attribute(start), 1)
        lists[used.get(f"{W}numId", "")] = List(definition, levels, restarts)
    return lists


def _levels(parent: etree._Element) -> dict[int, Level]:
    return {
        integer(level.get(f"{W}ilvl"), 0): Level(
            integer(attribute(level.find(f"{W}start")), 1),
            attribute(level.find(f"{W}numFmt")) or "decimal",
            attribute(level.find(f"{W}lvlText")),
            level.find(f"{W}isLgl") is not None,
        )
        for level in parent.iterfind(f"{W}lvl")
    }


def attribute(element: etree._Element | None) -> str:
    """The w:val of an element; empty when there is none."""
    return element.get(f"{W}val", "") if element is not None else ""


def integer(text: str | None, default: int) -> int:
    """A whole number of an attribute, or `default` when it is none."""
    return int(text) if text and text.lstrip("-").isdecimal() and len(text) < 9 else default
