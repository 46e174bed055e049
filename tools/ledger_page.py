"""docs/ledgers-rules.md: what each kind of ledger is checked for, by which text, and which facts it gives.

In: the shipped rules and the national checklist. Out: the page as Markdown, written by `make docs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.checklist.models import Checklist, NamedValue, Source
from engine.ledgers.rulebook import Rulebook
from engine.ledgers.rules import Limit, RowRule
from engine.ledgers.texts import number

_SEVERITIES = {"critical": "关键", "major": "重要", "minor": "一般"}
_HEAD = """\
# 台账核对规则

<!-- 由 make docs 生成，请勿直接修改；规则在 checklists/ledgers/各类/rules.yaml -->

每一行逐条核对，找出的问题写到格。写着法律、文件名称的是有依据的要求；写着“参考”的没有法定依据，只供考评。期限不写在规则里，
取自清单条目的数值（`values`），按起算那天施行的规定；地方清单改了数值，核对也跟着改（写法见 [customize.md](customize.md)）。

- 开始的当天不算。各省行政程序规定都这样写，如《浙江省行政程序办法》第六十五条：“期限开始时、日不计算在期限内”。公开征求意见的天数首尾两天都算。
- 工作日按国务院公布的放假调休安排，调休上班的算工作日；还没有公布或没有收入的年度按周一至周五计算，并在结果里写明。
- 最后一天是休息日的，只有复议决定和应诉答辩的期限顺延：这两部法律规定期间的计算依照民事诉讼法。按工作日算的期限不会落在休息日。
- 没有办结日期的，到核对之日没有超期为在办，超过了为逾期；写明已办结而没有日期的，以及缺少起算日期的，不作判断，另计。
- 日期都不在报告年度的行不计入，只核对不分年度的要求（如有效期），行数写在说明里。
- 每条规则最多列出 200 处，总数照计。
- 同一人的学时按身份证号相加；没有的按执法证号，再没有的按姓名和单位。
"""


def ledger_rules_page(books: Iterable[Rulebook], checklist: Checklist) -> str:
    """The whole page."""
    return "\n".join((_HEAD, *(line for book in books for line in _kind(book, checklist))))


def _kind(book: Rulebook, checklist: Checklist) -> Iterator[str]:
    yield f"## {book.rules.title}\n"
    yield "| 核对 | 限值 | 依据 | 程度 |"
    yield "| --- | --- | --- | --- |"
    for rule in book.rules.rules:
        limits, sources = _limits(rule, checklist), _basis(rule, checklist)
        yield f"| {rule.title} | {limits} | {sources} | {_SEVERITIES[rule.severity]} |"
    yield "\n| 算出的事实 | 算法 |"
    yield "| --- | --- |"
    for fact in book.rules.facts:
        yield f"| {book.names[fact.key].label}（`{fact.key}`） | {fact.says} |"
    yield ""


def _limits(rule: RowRule, checklist: Checklist) -> str:
    limit = rule.limit
    if limit is None:
        return "载明的日期" if rule.within is not None else "—"
    if limit.benchmark is not None:
        return f"{number(limit.benchmark)}（参考）"
    value = _value(limit, checklist)
    numbers = dict.fromkeys(f"{number(entry.value)}{value.unit or ''}" for entry in value.dated)
    return "、".join(numbers) + ("" if value.basis == "law" else "（参考）")


def _basis(rule: RowRule, checklist: Checklist) -> str:
    named = rule.limit is not None and rule.limit.item is not None
    entries = _value(rule.limit, checklist).dated if named and rule.limit else ()
    sources = [entry.source for entry in entries if entry.source] or rule.sources
    cited = "；".join(dict.fromkeys(_cited(source, checklist) for source in sources)) or "参考"
    return f"{cited}。{rule.note}" if rule.note else cited


def _value(limit: Limit, checklist: Checklist) -> NamedValue:
    item = next(item for item in checklist.items if item.id == limit.item)
    return item.values[limit.value or ""]


def _cited(source: Source, checklist: Checklist) -> str:
    return f"《{checklist.documents[source.document].title}》{source.article}"
