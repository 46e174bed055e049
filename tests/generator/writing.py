"""How a number is written: digits, thousands, 万, Chinese, full width, round figures with 余, 近 and the like."""

from __future__ import annotations

import random
from typing import NamedTuple

from engine.extraction.models import Bound
from tests.generator.frames import Write

_DIGITS = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_BEFORE: tuple[tuple[str, Bound], ...] = (
    ("超过", "ge"),
    ("逾", "ge"),
    ("超", "ge"),
    ("约", "approx"),
    ("近", "approx"),
)


class Written(NamedTuple):
    """A number as it stands: words before it, the number, words between it and the unit; what it means."""

    before: str
    number: str
    after: str
    value: float
    bound: Bound
    style: str

    @property
    def text(self) -> str:
        """All of it, without the unit."""
        return self.before + self.number + self.after


def chinese(value: int) -> str:
    """`value` (below 10,000) in Chinese: 三十二, 一百零五."""
    if value < 10:
        return _DIGITS[value]
    text, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text.removeprefix("一") if text.startswith("一十") else text


def write_count(value: int, how: Write, free: bool, rng: random.Random) -> Written:
    """`value` in one of the writings that suit it; `free`: words such as 超过 may stand before it."""
    if how == "chinese":
        return Written("", _measured(value), "", value, "eq", "chinese")
    draw = rng.random()
    if how == "digits" or draw < 0.56:
        return Written("", str(value), "", value, "eq", "digits")
    if value >= 10_000 and draw < 0.8:
        return _wan(value, draw < 0.66)
    if value >= 1000 and draw < 0.66:
        return Written("", f"{value:,}", "", value, "eq", "thousands")
    if draw < 0.72:
        return Written("", str(value).translate(_WIDE), "", value, "eq", "full width")
    if value < 200 and draw < 0.86:
        return Written("", _measured(value), "", value, "eq", "chinese")
    if value < 20 or draw < 0.88:
        return Written("", str(value), "", value, "eq", "digits")
    return _round(value, free and draw > 0.94, rng)


def write_rate(value: float, rng: random.Random) -> Written:
    """A percentage with its sign, which is part of the number's writing: 95.2%, 百分之九十五, ９５％."""
    draw = rng.random()
    if draw < 0.06 and value < 100:
        whole, tenth = int(value), round(value * 10) % 10
        text = "百分之" + chinese(whole) + (f"点{_DIGITS[tenth]}" if tenth else "")
        return Written("", text, "", whole + tenth / 10, "eq", "chinese")
    plain = f"{value:.10g}"
    if draw < 0.12:
        return Written("", plain.translate(_WIDE) + "％", "", value, "eq", "full width")
    return Written("", plain + "%", "", value, "eq", "digits")


def write_amount(value: float, free: bool, rng: random.Random) -> Written:
    """Money: decimals, thousands, 余 before the unit."""
    draw = rng.random()
    if draw < 0.1 and value >= 100:
        return Written("", str(int(value)), "余", int(value), "ge", "余")
    if free and draw < 0.15:
        word, bound = rng.choice(_BEFORE)
        return Written(word, f"{value:.10g}", "", value, bound, "bound word")
    if draw < 0.3 and value >= 1000:
        return Written("", f"{value:,}", "", value, "eq", "thousands")
    return Written("", f"{value:.10g}", "", value, "eq", "digits")


def _measured(value: int) -> str:
    return "两" if value == 2 else chinese(value)


def _wan(value: int, more: bool) -> Written:
    in_wan = round(value / 10_000, 2 if value < 100_000 else 1)
    text = f"{in_wan:g}"
    scaled = round(in_wan * 10_000)
    return Written("", f"{text}万", "余" if more else "", scaled, "ge" if more else "eq", "万")


def _round(value: int, before: bool, rng: random.Random) -> Written:
    step = 10 ** max(1, len(str(value)) - 2)
    value = max(step, value // step * step)
    if before:
        word, bound = rng.choice(_BEFORE)
        if word == "近" and rng.random() < 0.4:
            return Written("近", "百", "", 100, "approx", "近百")
        return Written(word, str(value), "", value, bound, "bound word")
    text = chinese(value) if value < 200 and rng.random() < 0.4 else str(value)
    return Written("", text, rng.choice("余余多"), value, "ge", "余")
