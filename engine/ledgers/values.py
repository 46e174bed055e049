"""A cell into the value that its column asks for.

In: a `Column`. Out: a reader: cell -> value, or a `Mistake` where the cell cannot be used as it stands. None is an empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from unicodedata import normalize

from engine.extraction.numerals import CHINESE, chinese
from engine.ledgers import days
from engine.ledgers.models import Column, Value
from engine.ledgers.sources import Percent, Unusable
from engine.ledgers.words import words
from engine.reporting.text import clean

_NUMBER = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*([万亿]?)\s*(\D{0,8})")
_CHINESE_NUMBER = re.compile(rf"([{CHINESE}]{{1,12}})(\D{{0,8}})")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{1,3}")
_HAN = re.compile(r"[\u3400-\u9fff·]+")
_REMARK = re.compile(r"[(（〔\[].*")
_DATED = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d")
_MOST_DIGITS = 1e15  # Excel keeps fifteen digits and makes the rest zeros
_REMEMBERED = 4096


class Mistake(NamedTuple):
    """A cell that cannot be used as it stands: the problem's name, what stands there, a value that serves all the same.
    `second` is the later one of two dates."""

    problem: str
    text: str
    value: Value = None
    second: date | None = None


Read = Value | Mistake
Reader = Callable[[Any], Read]


def reader(column: Column) -> Reader:
    """How cells of this column are read. Equal cells are read once: columns repeat themselves."""
    read = _READERS[column.type]
    remembered = lru_cache(maxsize=_REMEMBERED, typed=True)(lambda cell: read(column, cell))

    def value(cell: Any) -> Read:
        if cell is None:
            return None
        if isinstance(cell, Unusable):
            return Mistake(cell.problem, cell.text)
        return remembered(cell)

    return value


def tidy(cell: object) -> str:
    """What a cell says, on one line without blanks around; empty where that is as good as nothing."""
    if isinstance(cell, str):
        plain = cell if cell.isprintable() else clean("".join(cell.splitlines()))
        plain = plain.strip(" \u3000\u200b")
        return "" if plain in _empty() else plain
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _MOST_DIGITS else repr(float(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    return frozenset((*words().empty, ""))


def _text(column: Column, cell: object) -> Read:
    if isinstance(cell, bool):
        return _yes_no_word(cell)
    if isinstance(cell, float) and abs(cell) >= _MOST_DIGITS:
        return Mistake("lost_digits", f"{cell:.0f}")
    return tidy(cell) or None


def _yes_no_word(cell: bool) -> str:
    return words().yes[0] if cell else words().no[0]


def _identity(column: Column, cell: object) -> Read:
    """A number that is a name: all its digits or none."""
    found = _text(column, cell)
    if not isinstance(found, str):
        return found
    bare = "".join(normalize("NFKC", found).split()).upper().lstrip("'")
    return Mistake("lost_digits", found) if _SCIENTIFIC.fullmatch(bare) else bare


def _person(column: Column, cell: object) -> Read:
    """A name; blanks that only widen 张 三 are left out."""
    found = _text(column, cell)
    if not isinstance(found, str):
        return found
    joined = "".join(found.split())
    return joined if _HAN.fullmatch(joined) else found


def _number(column: Column, cell: object) -> Read:
    if isinstance(cell, bool | date):
        return Mistake("bad_number", tidy(cell))
    if isinstance(cell, int | float):
        share = isinstance(cell, Percent) and column.unit in ("%", "％")
        return _sane(column, round(cell * 100, 10) if share else float(cell), tidy(cell))
    text = normalize("NFKC", tidy(cell)).strip()
    if not text:
        return None
    for pattern, figure in ((_NUMBER, _arabic), (_CHINESE_NUMBER, _han)):
        if found := pattern.fullmatch(text):
            value = figure(*found.groups()[:-1])
            if value is not None and _is_unit(found[found.re.groups], column.unit):
                return _sane(column, value, text)
    return Mistake("bad_number", text)


def _sane(column: Column, value: float, text: str) -> Read:
    """A number that can be one of this column's."""
    if value < (column.at_least or 0):
        return Mistake("too_small", text)
    if column.at_most is None:
        return value if value < _MOST_DIGITS else Mistake("bad_number", text)
    return value if value <= column.at_most else Mistake("too_large_number", text)


def _arabic(number: str, scale: str) -> float | None:
    return round(float(number.replace(",", "")) * {"": 1, "万": 1e4, "亿": 1e8}[scale], 6)


def _han(number: str) -> float | None:
    return chinese(number)


def _is_unit(text: str, unit: str | None) -> bool:
    known = {"", unit, *words().units.get(unit or "", ())}
    return text.strip() in {normalize("NFKC", one) for one in known if one is not None}


def _date(column: Column, cell: object) -> Read:
    if isinstance(cell, str):
        cell = tidy(cell)
        if not cell:
            return None
    found = days.day(cell)
    if isinstance(found, days.Mistake):
        return Mistake(found.problem, tidy(cell), found.value, found.second)
    return found


def _yesno(column: Column, cell: object) -> Read:
    """A date stands for yes: it was done then."""
    if isinstance(cell, bool | date):
        return bool(cell)
    text = normalize("NFKC", tidy(cell)).strip().upper()
    if not text:
        return None
    if _DATED.match(text):
        return True
    yes, no = _sides(column)
    for one in (text, _REMARK.sub("", text).strip()):
        if one in yes or one in no:
            return one in yes
    if text.startswith(words().no_starts):
        return False
    return True if text.startswith(words().yes_starts) else Mistake("bad_yesno", tidy(cell))


def _sides(column: Column) -> tuple[set[str], set[str]]:
    """What stands for yes and no: the words of all, and those that the column adds under them."""
    known = words()
    sides = [{normalize("NFKC", one).upper() for one in side} for side in (known.yes, known.no)]
    for word, others in column.choices.items():
        added = {normalize("NFKC", one).upper() for one in others}
        for at in (0, 1):
            sides[at] = sides[at] | added if word == (known.yes, known.no)[at][0] else sides[at] - added
    return sides[0], sides[1]


def _choice(column: Column, cell: object) -> Read:
    """An option by its name or another writing; else the one option whose longest writing stands in the text."""
    text = _text(column, cell)
    if not isinstance(text, str):
        return text
    options = _options(tuple((name, *others) for name, others in column.choices.items()))
    bare = "".join(normalize("NFKC", text).split()).upper()
    for one in (bare, _REMARK.sub("", bare)):
        if one in options:
            return options[one]
    held = sorted((one for one in options if len(one) > 1 and one in bare), key=len)
    if held and {options[one] for one in held if len(one) == len(held[-1])} == {options[held[-1]]}:
        before = bare[: bare.index(held[-1])]
        if not before.endswith(words().negations):
            return options[held[-1]]
    return Mistake("bad_choice", text)


@lru_cache(maxsize=64)
def _options(choices: tuple[tuple[str, ...], ...]) -> dict[str, str]:
    """Every writing with the option that it stands for; an option's own name goes first."""
    plain = {name: names[0] for names in choices for name in names[1:]} | {
        names[0]: names[0] for names in choices
    }
    return {"".join(normalize("NFKC", name).split()).upper(): option for name, option in plain.items()}


_READERS: dict[str, Callable[[Column, object], Read]] = {
    "text": _text,
    "number": _number,
    "date": _date,
    "yesno": _yesno,
    "choice": _choice,
    "person": _person,
    "identity": _identity,
}
