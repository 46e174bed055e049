"""The rules of a kind of ledger, read and checked against what they name.

In: `checklists/ledgers/<kind>/rules.yaml`, the fact dictionary and the national checklist. Out: a `Rulebook`, or every
mistake with file and line: a value, item, document, fact key or rule that does not exist, a rule written twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from engine.checklist.models import Checklist
from engine.errors import FazhiError, FazhiErrors
from engine.extraction.dictionary import Indicator
from engine.ledgers.counting import FactName
from engine.ledgers.rules import KindRules
from engine.yamlio import Path_, Places, read_yaml, suggest, validate

RULES = "rules.yaml"


class Rulebook(NamedTuple):
    """The rules of a kind and the names of the facts they give."""

    rules: KindRules
    names: Mapping[str, FactName]


def rule_files(folder: Path) -> list[Path]:
    """The rules of every kind of ledger below `checklists/ledgers/`, by name."""
    return sorted(folder.glob(f"*/{RULES}"))


def load_rulebook(path: Path, indicators: Iterable[Indicator], checklist: Checklist | None) -> Rulebook:
    """The rules in a file. What they name in a checklist is checked where one is given.

    Raises `FazhiErrors`, one error for each mistake.
    """
    data, places = read_yaml(path)
    rules = validate(data, places, path, KindRules)
    known = {one.key: one for one in indicators}
    errors = [*_own(rules, data, known)]
    if checklist is not None:
        errors += _in_checklist(data, checklist)
    if rules.kind != path.parent.name:
        errors.append((("kind",), f"kind 应与文件夹同名：{path.parent.name}", None))
    if errors:
        raise FazhiErrors([_placed(error, places, path) for error in errors])
    names = {
        fact.key: FactName(known[fact.key].label, known[fact.key].unit)
        for fact in rules.facts
        if fact.key in known
    }
    return Rulebook(rules, names)


_Mistake = tuple[Path_, str, str | None]


def _placed(mistake: _Mistake, places: Places, path: Path) -> FazhiError:
    where, message, mend = mistake
    line, column = places.of(where)
    return FazhiError(message, path=path, line=line, column=column, mend=mend)


def _own(rules: KindRules, data: Any, indicators: Mapping[str, Indicator]) -> Iterator[_Mistake]:
    """Rules written twice, rules that facts name and nobody declares, unknown fact keys and those of another type."""
    ids = [rule.id for rule in rules.rules]
    for i, name in enumerate(ids):
        if name in ids[:i]:
            yield ("rules", i, "id"), f"规则“{name}”重复", "请改其中一个"
    totals = {rule.id for rule in rules.rules if rule.total is not None}
    for i, fact in enumerate(rules.facts):
        where: Path_ = ("facts", i)
        for place, name in _named(data["facts"][i], where):
            known = totals if place[-2:] == ("totals", "rule") else set(ids) - totals
            if name not in known:
                mend = suggest(name, sorted(known)) or f"可选：{'、'.join(sorted(known)) or '没有'}"
                yield place, f"没有“{name}”这条规则可用", mend
        indicator = indicators.get(fact.key)
        if indicator is None:
            mend = suggest(fact.key, sorted(indicators)) or "可用 fazhi indicators show 查看全部事实键"
            yield (*where, "key"), f"没有“{fact.key}”这个事实键", mend
        elif (indicator.type == "assertion") != (fact.proved is not None):
            yield (*where, "key"), f"“{fact.key}”是{_TYPES[indicator.type]}", "数值用各种算法，陈述用 proved"


_TYPES = {"assertion": "陈述", "quantity": "数值"}


def _named(written: Any, where: Path_) -> Iterator[tuple[Path_, str]]:
    """The rules that a fact as written names, each with its place."""
    if isinstance(written, dict):
        for key, part in written.items():
            if key in ("kept", "unbroken", "judged") and isinstance(part, list):
                yield from (((*where, key, i), str(name)) for i, name in enumerate(part))
            elif key == "totals" and isinstance(part, dict) and "rule" in part:
                yield (*where, key, "rule"), str(part["rule"])
            else:
                yield from _named(part, (*where, key))


def _in_checklist(data: Any, checklist: Checklist) -> Iterator[_Mistake]:
    """Items, values and documents that rules name and the checklist does not have."""
    values = {item.id: set(item.values) for item in checklist.items}
    for i, rule in enumerate(data["rules"]):
        for place, written in _maps(rule, ("rules", i)):
            item, value, document = written.get("item"), written.get("value"), written.get("document")
            if isinstance(item, str) and item not in values:
                mend = suggest(item, sorted(values)) or "用 fazhi checklist show 查看条目编号"
                yield (*place, "item"), f"没有“{item}”这个条目", mend
            elif isinstance(item, str) and isinstance(value, str) and value not in values[item]:
                known = sorted(values[item])
                mend = suggest(value, known) or f"可选：{'、'.join(known) or '没有'}"
                yield (*place, "value"), f"“{item}”没有数值“{value}”", mend
            if isinstance(document, str) and document not in checklist.documents:
                mend = suggest(document, sorted(checklist.documents)) or "请用全国清单 documents 的代号"
                yield (*place, "document"), f"没有“{document}”这个文件", mend


def _maps(written: Any, where: Path_) -> Iterator[tuple[Path_, dict[str, Any]]]:
    """The maps of a rule as written, without its examples and conditions on cells."""
    if isinstance(written, list):
        for i, part in enumerate(written):
            yield from _maps(part, (*where, i))
    elif isinstance(written, dict):
        yield where, written
        for key, part in written.items():
            if key not in ("examples", "when"):
                yield from _maps(part, (*where, key))
