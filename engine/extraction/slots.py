"""Every number with a unit in a text, found once: the slots for which an indicator is chosen later.

In: the text in one spelling (`normalise.plain`). Out: `Slot`s in text order. Dates, document numbers, titles in 《》
and numbers that belong to names are masked first and make no slot.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from engine.extraction.models import Bound, Per
from engine.extraction.numerals import CHINESE, percent, value_of
from engine.model import Model

Frame = str  # "", "before" (由N…) or "after" (…至N)


class Slot(NamedTuple):
    """A number in the text. `start` includes a bound word before it, `end` one behind it."""

    start: int
    number: int
    end: int
    value: float
    unit_start: int
    unit_end: int
    bound: Bound
    bound_word: str
    per: Per | None
    frame: Frame


MASKS = re.compile(
    r"《[^《》\n]{1,80}》"
    r"|[〔\[(]\d{4}[〕\])]\s*第?\d+号"
    r"|\d{4}\s*-\s*\d{4}\s*年"
    r"|\d{4}年(?:度|底|末|初)?(?:\s*\d{1,2}月(?:份|底|末|初)?(?:\s*\d{1,2}[日号])?)?"
    r"|\d{1,2}月\d{1,2}[日号]|\d{1,2}月(?:份|底|末|初|中旬|上旬|下旬)"
    r"|[一二三四五六七八九十]{1,2}月(?:份|底|末|初)"
    r"|[〇零一二三四五六七八九○]{4}年(?:[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?)?"
    r"|第[\d〇零一二两三四五六七八九十百]+(?:次|届|期|批|轮|号|条|项|款|季度|个|名|位|季|部|种|章|节|人民)?"
    r"|“?\d+(?:\+\d+)+”?"
    r"|\d{4}版|[一二三]是|(?:十[一二三四五六七八九]|二十)[大届]|[一二三四五六七八九十]中全会"
    r"|PM\d+(?:\.\d+)?|\d+(?:\.\d+)?G网络|[45]G"
)
_NUM = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_BARE_MULTIPLIER = frozenset("百千万亿") | {"十百", "百千", "千万", "万千", "百万", "亿万", "千百"}


class NumberWords(Model):
    """checklists/extraction/numbers.yaml: the words around numbers, by what they mean."""

    before: dict[Bound, tuple[str, ...]]
    after: dict[Bound, tuple[str, ...]]
    per: dict[Per, tuple[str, ...]]
    not_units: dict[str, str]


class SlotFinder:
    """Finds slots; made once for a dictionary's units and the words around numbers."""

    def __init__(self, units: tuple[str, ...], words: NumberWords) -> None:
        self._before = {word: bound for bound, group in words.before.items() for word in group}
        self._after = {word: bound for bound, group in words.after.items() for word in group}
        self._per = [(word, per) for per, group in words.per.items() for word in group]
        self._per.sort(key=lambda pair: -len(pair[0]))
        self._pattern = _pattern(units, tuple(self._before), tuple(self._after), words.not_units)

    def find(self, text: str, original: str, marks: bytearray, starts: list[int]) -> list[Slot]:
        """The slots of `text`. `original` tells a full-width comma from a thousands comma; `starts` are clause starts."""
        slots: list[Slot] = []
        for found in self._pattern.finditer(text):
            at = next(
                (found.start(g) for g in ("frame", "tithe", "low") if found.start(g) >= 0), found.start()
            )
            if marks[at] or marks[found.end() - 1]:
                continue
            read = _read(found, text, original)
            if read is None:
                continue
            value, number, ranged = read
            clause = starts[bisect_right(starts, at) - 1]
            lead = text[clause : found.start()]
            if _is_growth(lead):
                continue
            before, after = found["before"] or self._distant(lead), found["after"] or ""
            more = (found["more"] or "") + (found["more2"] or "")
            bound: Bound = "eq"
            if ranged or more:
                bound = "ge"
            elif after:
                bound = self._after[after]
            if before:
                bound = self._before[before]
            unit = found.span("unit") if found["unit"] else (found.end(), found.end())
            slots.append(
                Slot(
                    found.start(),
                    number,
                    found.end(),
                    value,
                    *unit,
                    bound,
                    before or after or more,
                    self.per_of(lead),
                    "",
                )
            )
        return _framed(slots, text)

    def _distant(self, lead: str) -> str:
        """A lower bound that a verb parts from its number (至少听取1次)."""
        distant = _DISTANT.search(lead)
        return distant[1] if distant else ""

    def per_of(self, lead: str) -> Per | None:
        """The frequency that the words before a number give (每季度, 每人每年)."""
        near = lead[-24:]
        return next((name for word, name in self._per if word in near), None)


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _pattern(
    units: tuple[str, ...], before: tuple[str, ...], after: tuple[str, ...], not_units: dict[str, str]
) -> re.Pattern[str]:
    spelled = []
    for unit in sorted(units, key=len, reverse=True):
        longer = not_units.get(unit)
        spelled.append(re.escape(unit) + (f"(?![{longer}])" if longer else ""))
    return re.compile(
        rf"(?P<before>{_either(before)})?\s*"
        rf"(?:(?P<frame>百分之|千分之|万分之)(?P<share>{_NUM}|[{CHINESE}点]+)"
        r"|(?P<tithe>[一二三四五六七八九]成[一二三四五六七八九半]?(?![立为功果员都长效本就年]))"
        rf"|(?<![\dA-Za-z.+/第])(?P<low>{_NUM}|[{CHINESE}]+)"
        rf"(?:(?P<range>-|~|至|到)(?P<high>{_NUM}))?"
        rf"(?P<more>余|多)?\s*(?P<scale>(?:万亿|亿|万|千|百|十)(?!元))?(?P<more2>余|多)?\s*"
        rf"(?P<unit>{'|'.join(spelled)}))"
        rf"(?P<after>{_either(after)})?"
    )


_DISTANT = re.compile(r"(至少|不少于|不低于|不得少于)[^\d、]{1,8}\Z")
_PAIR = re.compile(r"[由从]")
_PAIR_TO = re.compile(r"(?:至|到|为|成)(?:了|约|近)?\Z")
_GROWTH = re.compile(
    r"(?:同比|环比|同期相比|[较比](?:上|去|往|前|\d{4})年|[较比]上一?年度|[较比]同期|[较比]上期)"
)
_GROWTH_DONE = re.compile(r"(?:达到|达|为|共|至|到)\Z")


def mask(text: str, names: re.Pattern[str] | None) -> bytearray:
    """A byte for each character: 1 in a title, 2 in a date, number or name that makes no slot, else 0."""
    marks = bytearray(len(text))
    for found in MASKS.finditer(text):
        a, b = found.span()
        marks[a:b] = (b"\1" if text[a] == "《" else b"\2") * (b - a)
    if names is not None:
        for found in names.finditer(text):
            a, b = found.span()
            marks[a:b] = b"\2" * (b - a)
    return marks


def _read(found: re.Match[str], text: str, original: str) -> tuple[float, int, bool] | None:
    """Value, where the number starts, and whether it is a range; None for words that only look like numbers."""
    if found["frame"]:
        value = percent(found["frame"], found["share"])
        return None if value is None else (value, found.start("frame"), False)
    if found["tithe"]:
        value = percent("成", found["tithe"].replace("成", "", 1))
        return None if value is None else (value, found.start("tithe"), False)
    low, start = found["low"], found.start("low")
    comma = low.rfind(",")
    if comma >= 0 and original[start + comma] == "，":
        start, low = start + comma + 1, low[comma + 1 :]
    if not low[0].isdigit():
        vague = low in _BARE_MULTIPLIER and not (found["before"] or found["more"] or found["more2"])
        if (
            vague
            or text[start - 1 : start] in tuple("第每同任某这那哪数几唯万千百“")
            or (low == "一" and not _one(found))
        ):
            return None
    value = value_of(low, found["scale"] or "")
    return None if value is None else (value, start, found["range"] is not None)


def _one(found: re.Match[str]) -> bool:
    """Whether 一 counts something (举办一期) rather than making a phrase (一个, 一项, 一批)."""
    return found["unit"] in ("次", "期", "场", "件", "部", "份", "家", "名", "场次", "人")


def _is_growth(lead: str) -> bool:
    """Whether the number behind `lead` tells a change against another period, not a level."""
    return _GROWTH.search(lead) is not None and not _GROWTH_DONE.search(lead)


def _framed(slots: list[Slot], text: str) -> list[Slot]:
    """Marks the two numbers of 由N压缩至M as `before` and `after`."""
    result = list(slots)
    for i in range(len(slots) - 1):
        first, second = slots[i], slots[i + 1]
        between = text[first.end : second.start]
        lead = text[max(0, first.start - 8) : first.start]
        if len(between) <= 16 and "。" not in between and _PAIR.search(lead) and _PAIR_TO.search(between):
            result[i] = first._replace(frame="before")
            result[i + 1] = second._replace(frame="after")
    return result
