"""Numbers as reports print them: 1,234 · 12.5万 · 三十 · 二〇二四 · 百分之九十五 · 千分之三 · 九成.

In: the matched pieces of a number. Out: a float, or None where the characters make no number.
"""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 1e4, "亿": 1e8, "万亿": 1e12}
_SCALES = {"": 1.0, **{character: float(value) for character, value in _TENS.items()}, **_LARGE}
CHINESE = "〇零一二两三四五六七八九十百千万亿"


def chinese(text: str) -> float | None:
    """The value of a Chinese numeral (三千五百, 一百零三, 二〇二四, 三百二), or None."""
    if all(c in _DIGITS for c in text):
        return float("".join(str(_DIGITS[c]) for c in text)) if text else None
    total = section = 0.0
    digit: float | None = None
    last = 1.0
    for c in text:
        if c in _DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = _DIGITS[c]
        elif c in _TENS:
            section += (1 if digit is None else digit) * _TENS[c]
            digit, last = None, float(_TENS[c])
        elif c in _LARGE:
            total = (
                (total + section + (digit or 0)) * _LARGE[c]
                if c == "亿"
                else total + ((section + (digit or 0)) or 1) * _LARGE[c]
            )
            section, digit, last = 0.0, None, _LARGE[c]
        else:
            return None
    # 三百二 means 320, 一百零三 means 103: a bare last digit counts tenths of the unit before it
    tail = (digit or 0) * (last / 10 if last > 10 and len(text) > 1 and text[-2] in "百千万" else 1)
    return total + section + tail


def arabic(text: str) -> float:
    """The value of digits with thousands commas and a decimal point."""
    return float(text.replace(",", ""))


def value_of(number: str, scale: str) -> float | None:
    """`number` (digits or Chinese numeral) times `scale` (万, 亿, 千, 百, 十 or nothing)."""
    base = arabic(number) if number[0].isdigit() else chinese(number)
    if base is None:
        return None
    return round(base * _SCALES[scale], 6)


def percent(frame: str, number: str) -> float | None:
    """百分之N, 千分之N, N成 in percent."""
    base = (
        arabic(number)
        if number[0].isdigit()
        else _tithe(number)
        if frame == "成"
        else chinese(_clean(number))
    )
    if base is None and "点" in number:
        whole, _, fraction = number.partition("点")
        head = chinese(whole)
        digits = "".join(str(_DIGITS.get(c, "")) for c in fraction)
        base = head + float(f"0.{digits}") if head is not None and digits else None
    if base is None:
        return None
    factor = {"百分之": 1.0, "千分之": 0.1, "万分之": 0.01, "成": 10.0}[frame]
    return round(base * factor, 6)


def _clean(number: str) -> str:
    return number if "点" not in number else "?"


def _tithe(number: str) -> float | None:
    whole, rest = number[0], number[1:].replace("半", "五")
    base, tenth = chinese(whole), chinese(rest) if rest else 0
    return None if base is None or tenth is None else base + tenth / 10
