"""Every number with a unit in a text, found once: the slots for which an indicator is chosen later.

In: the text in one spelling (`text.plain`). Out: `Slot`s in text order. Dates, document numbers, titles in 《》
and numbers that belong to names are masked first and make no slot.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from typing import NamedTuple

from engine.extraction.models import Bound, Per
from engine.extraction.numerals import CHINESE, percent, value_of
from engine.extraction.patterns import any_of, either
from engine.model import Model

Frame = str  # "", "before" (由N…), "after" (…至N) or "earlier" (由2023年的N…), which any phrase may take


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


TITLES = re.compile(r"《[^《》\n]{1,80}》")
# Dates, document numbers, ordinals, sums. Expressions here begin with the characters that may begin a match, so that
# a search passes over all others; what follows is told apart by looking back at the first.
MASKS = re.compile(
    r"[〔\[(第“P\d〇零一二三四五六七八九十○](?:"
    r"(?<=[〔\[(])\d{4}[〕\])]\s*第?\d+号"
    r"|(?<=\d)(?:\d{3}\s*-\s*\d{4}\s*年"
    r"|\d{3}年(?:度|底|末|初)?(?:\s*\d{1,2}月(?:份|底|末|初)?(?:\s*\d{1,2}[日号])?)?"
    r"|\d?月\d{1,2}[日号]|\d?月(?:份|底|末|初|中旬|上旬|下旬)"
    r"|(?<!\d\d)\d*+(?:\+\d+)+”?"
    r"|\d{3}版|(?<!\d\d)\d*+(?:\.\d+)?G网络|(?<=[45])G)"
    r"|(?<=[一二三四五六七八九十])[一二三四五六七八九十]?月(?:份|底|末|初)"
    r"|(?<=[〇零一二三四五六七八九○])[〇零一二三四五六七八九○]{3}年"
    r"(?:[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?)?"
    r"|(?<=第)[\d〇零一二两三四五六七八九十百]+(?:次|届|期|批|轮|号|条|项|款|季度|个|名|位|季|部|种|章|节|人民)?"
    r"|(?<=“)\d+(?:\+\d+)+”?"
    r"|(?<=[一二三])是|(?:(?<=十)[一二三四五六七八九]|(?<=二)十)[大届]|(?<=[一二三四五六七八九十])中全会"
    r"|(?<=P)M\d+(?:\.\d+)?)"
)
_NUM = r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)|\d+)(?:\.\d+)?"
_LONGEST = 24  # characters of a numeral in words
_JOINED = tuple("第每同任某这那哪数几唯万千百“")  # 第一, 每两, 同一: no count
_TORN = re.compile(r"\d \Z")  # 1 234件: neither 234 nor surely 1234
_CLOSING = ("", *",。;、!?)\n")  # what may follow a count at the end of its clause
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
        self._any_per = any_of(tuple(word for word, _ in self._per))
        self._leads = tuple(sorted(self._before, key=len, reverse=True))
        self._lead_ends = frozenset(word[-1] for word in self._leads)
        self._pattern = _pattern(units, tuple(self._after), words.not_units)

    def find(self, text: str, original: str, marks: bytearray, starts: list[int]) -> list[Slot]:
        """The slots of `text`. `original` tells a full-width comma from a thousands comma; `starts` are clause starts."""
        slots: list[Slot] = []
        floor = 0
        for found in self._pattern.finditer(text):
            at, end = found.span()
            start, before = self._bound_before(text, floor, at)
            floor = end
            if marks[at] or marks[end - 1]:
                continue
            read = _read(found, text, original, bool(before))
            clause = starts[bisect_right(starts, at) - 1]
            if read is None or _is_growth(text, clause, start):
                continue
            value, number, ranged = read
            before = before or _distant(text, clause, start)
            after, more, more2, unit = found.group("after", "more", "more2", "unit")
            bound: Bound = "eq"
            if before:
                bound = self._before[before]
            elif ranged or more or more2:
                bound = "ge"
            elif after:
                bound = self._after[after]
            unit_start, unit_end = found.span("unit") if unit else (end, end)
            word = before or after or (more or "") + (more2 or "")
            per = self.per_of(text[max(clause, start - _PER) : start])
            slots.append(Slot(start, number, end, value, unit_start, unit_end, bound, word, per, ""))
        return _framed(slots, text)

    def _bound_before(self, text: str, low: int, at: int) -> tuple[int, str]:
        """Where the slot of a number at `at` starts, and the bound word there (超过30件)."""
        while at > low and text[at - 1].isspace():
            at -= 1
        if at and text[at - 1] in self._lead_ends and text.endswith(self._leads, low, at):
            word = next(word for word in self._leads if text.endswith(word, low, at))
            return at - len(word), word
        return at, ""

    def per_of(self, lead: str) -> Per | None:
        """The frequency that the words before a number give (每季度, 每人每年)."""
        near = lead[-_PER:]
        if not self._any_per.search(near):
            return None
        return next(name for word, name in self._per if word in near)


# a rate of nothing at the end of its clause, which needs no unit (败诉率为零)
_ZERO = "|".join(
    rf"(?<=率{lead}[0零])" for lead in ("", "为", "均为", "是", "降至", "降为", "降到", "保持为", "达到")
)


def _pattern(units: tuple[str, ...], after: tuple[str, ...], not_units: dict[str, str]) -> re.Pattern[str]:
    words = rf"[{CHINESE}点]{{1,{_LONGEST}}}"
    spelled = either(sorted(units, key=len, reverse=True), not_units)
    firsts = "".join(sorted({re.escape(unit[0]) for unit in units}))
    return re.compile(
        rf"[\d{CHINESE}](?:"
        rf"(?<=[百千万])分之(?P<share>{_NUM}|{words})"
        rf"|(?P<zero>{_ZERO})(?=[,。;、!)\n]|\Z)"
        r"|(?<=[一二三四五六七八九])(?P<tithe>成[一二三四五六七八九半]?)(?![立为功果员都长效本就年])"
        r"|(?<![\dA-Za-z.+/第].)"
        rf"(?P<low>(?<=\d)(?:\d{{0,2}}(?:,\d{{3}}){{1,6}}(?!\d)|\d*)(?:\.\d+)?|(?<=[{CHINESE}])[{CHINESE}]{{0,{_LONGEST}}})"
        rf"(?:(?P<range>-|~|至|到)(?P<high>{_NUM}))?"
        rf"(?P<more>余|多)?\s*+(?P<scale>(?:万亿|亿|万|千|百|十)(?!元))?(?P<more2>余|多)?\s*+"
        rf"(?P<unit>(?=[{firsts}])(?:{spelled})))"
        rf"(?P<after>{either(sorted(after, key=len, reverse=True))})?"
    )


_PER = 24  # characters before a number in which a frequency may stand
_DISTANT = re.compile(r"(至少|不少于|不低于|不得少于)[^\d、]{1,8}\Z")
_FURTHEST = 12  # the longest match of the expression above
_PAIR = re.compile(r"[由从]")
_PAIR_TO = re.compile(r"(?:至|到|为|成)(?:了|约|近)?(?:20\d\d年的?|[^,;。\d]{0,4}的|今年|目前)?\Z")
_EARLIER = re.compile(r"(?:上年|去年|往年|同期|20\d\d年)度?的?\Z")
_ONCE = re.compile(r"(?:(?:优化|压缩|压减|改革|精简|整合|调整|合并|撤并)前|原有|原来|原)(?:为|有|的|共)?\Z")
_NOW = re.compile(
    r"(?:(?:优化|压缩|压减|改革|精简|整合|调整|合并|撤并)[后为]|现有|现在|现)(?:为|有|的|共|仅|只)*\Z"
)
_GROWTH = re.compile(
    r"[同环较比](?:(?<=[同环])比|(?<=同)期相比|(?<=[较比])(?:(?:上|去|往|前|\d{4})年|上一?年度|同期|上期))"
)
_GROWN = re.compile(r"(?:增加|减少|增长|下降|上升|提高|降低|提升|新增)了?\Z")
_AGAINST = re.compile(r"(?:相比|相较|同比|环比|[同比较](?:去年|上年)(?:同期)?),\Z")  # the clause before it
_GROWTH_DONE = (
    "取消",
    "下放",
    "承接",
    "废止",
    "调出",
    "年的",
    "期的",
    "年度的",
    "年(",
    "期(",
    "达到",
    "达",
    "为",
    "共",
    "至",
    "到",
)


def mask(text: str, names: re.Pattern[str] | None) -> bytearray:
    """A byte for each character: 1 in a title, 2 in a date, number or name that makes no slot, else 0."""
    marks = bytearray(len(text))
    for pattern, byte in ((MASKS, b"\2"), (TITLES, b"\1"), (names, b"\2")):
        for found in pattern.finditer(text) if pattern is not None else ():
            a, b = found.span()
            marks[a:b] = byte * (b - a)
    return marks


def _read(found: re.Match[str], text: str, original: str, bounded: bool) -> tuple[float, int, bool] | None:
    """Value, where the number starts, and whether it is a range; None for words that only look like numbers."""
    start = found.start()
    low, share, tithe, high, scale = found.group("low", "share", "tithe", "range", "scale")
    if found["zero"] is not None:
        return 0.0, start, False
    if share:
        return _finite(percent(text[start : start + 3], share), start)
    if tithe:
        return _finite(percent("成", text[start] + tithe[1:]), start)
    low = text[start] + low
    comma = low.rfind(",")
    if comma >= 0 and original[start + comma] == "，":
        start, low = start + comma + 1, low[comma + 1 :]
    if low[0].isdigit():
        if _TORN.search(text[max(0, start - 3) : start]):
            return None
    else:
        vague = low in _BARE_MULTIPLIER and not (bounded or found["more"] or found["more2"])
        if (
            vague
            or (text[start - 1 : start] in _JOINED and text[start - 2 : start] not in ("合同", "协同"))
            or (low == "一" and not _one(found))
        ):
            return None
    return _finite(value_of(low, scale or ""), start, high is not None)


def _finite(value: float | None, start: int, ranged: bool = False) -> tuple[float, int, bool] | None:
    return None if value is None or not math.isfinite(value) else (value, start, ranged)


def _one(found: re.Match[str]) -> bool:
    """Whether 一 counts something (举办一期, 新组建部门一个) rather than making a phrase (一个平台, 一批)."""
    unit, behind = found["unit"], found.string[found.end() : found.end() + 1]
    if unit in ("个", "项", "支", "处", "所", "条", "类") and behind in _CLOSING:
        return found.string[found.start() - 1 : found.start()] not in tuple("为成于是到在有了这另统合归并,、")
    return unit in ("次", "期", "场", "件", "部", "份", "家", "名", "场次", "人", "轮")


def _is_growth(text: str, low: int, high: int) -> bool:
    """Whether the number behind a stretch tells a change against another period, not a level."""
    if _GROWN.search(text, max(low, high - _FURTHEST), high) and _AGAINST.search(text, max(0, low - 24), low):
        return True
    return _GROWTH.search(text, low, high) is not None and not text.endswith(_GROWTH_DONE, low, high)


def _distant(text: str, low: int, high: int) -> str:
    """A lower bound that a verb parts from its number (至少听取1次)."""
    distant = _DISTANT.search(text, max(low, high - _FURTHEST), high)
    return distant[1] if distant else ""


def _framed(slots: list[Slot], text: str) -> list[Slot]:
    """Marks the two numbers of 由N压缩至M, or of 原有N,优化后M, as `before` (with a year `earlier`) and `after`."""
    result = list(slots)
    for i in range(len(slots) - 1):
        first, second = slots[i], slots[i + 1]
        if second.start - first.end > 16:
            continue
        between = text[first.end : second.start]
        lead = text[max(0, first.start - 8) : first.start]
        if "。" in between or result[i].frame == "after":
            continue
        once = _ONCE.search(lead) and _NOW.search(between)
        if once or (_PAIR.search(lead) and _PAIR_TO.search(between)):
            earlier = not once and _EARLIER.search(lead)
            result[i] = first._replace(frame="earlier" if earlier else "before")
            result[i + 1] = second._replace(frame="after")
    return result
