"""Which year the words before a figure or in a statement speak of.

A year that belongs to a comparison (较2022年的756件增长), stands in brackets (含2021年结转11件) or tells since when
(自2021年以来) speaks of its own figure only, not of what follows.
"""

from __future__ import annotations

import re

_YEAR = re.compile(r"(?<!\d)(?<!\d[-—~至])(20\d{2})年(?!版)")
_THIS_YEAR = re.compile(r"今年|本年|(?<!年)全年|一年来|年内|截至目前|目前|年初以来|(?<![实呈])现(?=已|有)")
_ADVERBIAL = re.compile(r"(?:\A|[,。;:、\n().]|[于在从自比较至到])\s*\Z")
_COMPARED = re.compile(r"(?:较之?|比|与|同|相较于?|相对于?|高于|低于|超过|多于|少于|由|从|自)\s*\Z")
_CARRIED = re.compile(r"度?[底末]?(?:结转|遗留|转入|转结|未结|跨年|积存|移交)")
_UNTIL = re.compile(r"截[至止]到?\s*\Z")
_MOST = 8  # years of a sentence that are looked at, for the cost
_COUNT = re.compile(r"[\d一二三四五六七八九十百]余?[件起宗个项人名次]")
_CUT = re.compile(r"[\d,;:)]")
_NO_TIME = re.compile(
    r"以[来后前]|[-—~至起]|(?:度|年)?[底末初](?!\d)"
    r"|[^,;。]{0,8}基础上|度?(?:版|标准|口径)"
    r"|度?(?:报告|年报|考核|述职|述法|法治政府建设|法治建设|依法行政)[^,]{0,12}(?:报告|情况|考核|评估|总结)"
)


def other_year(lead: str, report_year: int, adverbial: bool = False) -> int | None:
    """The year that `lead` speaks of at its end, where it is not the report's.

    `adverbial`: only a year that tells when, not one that belongs to a name (公开2023年度报告).
    """
    for found in reversed(list(_YEAR.finditer(lead))[-_MOST:]):
        year, start, end = int(found[1]), found.start(), found.end()
        passed = (year < report_year and _NO_TIME.match(lead, end)) or _UNTIL.search(
            lead[max(0, start - 8) : start]
        )
        if year != report_year and (passed or not _governs(lead, start, end)):
            continue
        if year == report_year or returns(lead, end):
            return None
        return None if adverbial and not _ADVERBIAL.search(lead[max(0, start - 8) : start]) else year
    return None


def returns(lead: str, start: int) -> bool:
    """Whether `lead` comes back to this year behind `start`; 目前 behind a count is still about what was counted."""
    back = _THIS_YEAR.search(lead, start)
    if back is None:
        return False
    return back[0] not in ("目前", "现") or _COUNT.search(lead, start, back.start()) is None


def _governs(lead: str, start: int, end: int) -> bool:
    """Whether the year at [start, end) speaks of what stands at the end of `lead`."""
    if lead.rfind("《", 0, start) > lead.rfind("》", 0, start):
        return False
    if lead.rfind("(", 0, start) > lead.rfind(")", 0, start) and lead.find(")", end) >= 0:
        return False
    own = _COMPARED.search(lead[max(0, start - 8) : start]) or _CARRIED.match(lead, end)
    return not (own and _CUT.search(lead, end))
