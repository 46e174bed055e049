"""Personal data made unreadable in what goes out: 张*, the last four digits of a number. Organisations stay.

In: a value. Out: its masked text, which never holds the whole of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.ledgers.declaration import LedgerKind
from engine.ledgers.models import Column, Value
from engine.ledgers.values import tidy
from engine.ledgers.words import words

_SIGN = "*"
_KEPT = 4
_SHORTEST_BODY, _LONGEST_PERSON = 4, 4
_POINT = "·"
_BETWEEN = re.compile(r"([、，,；;/\s]+)")
_PIECES = re.compile(r"([、，,；;/\s()（）\[\]【】:：。.]+)")
_LIKE_NAME = re.compile(r"[\u3400-\u9fff·]{2,4}")
_LIKE_DATE = re.compile(r"[〇零一二三四五六七八九十百千万亿年月日号季度旬上中下半初末底]+")
_LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{6,}[0-9Xx]*")


# What may be shown of a value: (column key, value) -> text.
Mask = Callable[[str, Value], str]
_Pairs = Iterable[tuple[str, str]]


def pairs(values: Mapping[str, Value], mask: Mask) -> Iterator[tuple[str, str]]:
    """Each value of a row that may not be shown, whole and name by name, with what may be."""
    for key, value in values.items():
        if value is None or isinstance(value, bool):
            continue
        plain, shown = tidy(value), mask(key, value)
        if plain != shown:
            yield plain, shown
            parts, masked = _BETWEEN.split(plain), _BETWEEN.split(shown)
            if len(parts) == len(masked) > 1:
                yield from zip(parts[::2], masked[::2], strict=True)


def hidden(text: str, private: _Pairs) -> str:
    """`text` without the private values (of two signs and more) that stand somewhere in it."""
    for plain, shown in sorted(private, key=lambda pair: -len(pair[0])):
        if len(plain) > 1 and plain != shown and plain.lower() in text.lower():
            text = re.sub(re.escape(plain), shown.replace("\\", r"\\"), text, flags=re.IGNORECASE)
    return text


def scrubbed(text: str, values: Mapping[str, Value], mask: Mask) -> str:
    """`text` without the private values of a row."""
    low = text.lower()
    there = {key: value for key, value in values.items() if isinstance(value, str) and _stands(value, low)}
    return hidden(text, pairs(there, mask)) if there else text


def _stands(value: str, text: str) -> bool:
    low = value.lower()
    return low in text or any(len(part) > 1 and part in text for part in _BETWEEN.split(low))


def mask_name(text: str) -> str:
    """The family name and a star for each further sign, of each of several names; an organisation as it is."""
    return "".join(
        part if at % 2 or not part or is_organisation(part) else _person(part)
        for at, part in enumerate(_BETWEEN.split(text))
    )


def _person(name: str) -> str:
    if len(name) == 1:
        return _SIGN
    family = next((one for one in words().surnames if name.startswith(one) and len(name) > len(one)), name[0])
    return family + _SIGN * min(len(name) - len(family), 3)


def is_organisation(name: str) -> bool:
    """Whether a name is no person's: it holds what only bodies are called, or is long and ends as they end. In doubt it is not."""
    if len(name) < _SHORTEST_BODY or _POINT in name:
        return False
    if len(name) <= _LONGEST_PERSON and name.startswith(words().surnames):
        return False
    if any(one in name[2:] for one in words().organisations):
        return True
    return len(name) > _LONGEST_PERSON and name.endswith(tuple(words().organisation_ends))


def mask_identity(text: str) -> str:
    """The last four signs of a number; nothing of a short one."""
    kept = text[-_KEPT:] if len(text) >= 2 * _KEPT else ""
    return _SIGN * min(max(len(text) - len(kept), 1), 4) + kept


@dataclass(frozen=True)
class Masker:
    """Masks the values of private columns, or with `unmask` leaves them."""

    unmask: bool = False

    def value(self, column: Column, value: Value) -> str:
        """What may be shown of a value."""
        text = "" if value is None else tidy(value)
        if self.unmask or not column.private or not text:
            return text
        if column.type == "person":
            return mask_name(text)
        return mask_identity(text) if column.type == "identity" else words().private_value

    def by_key(self, kind: LedgerKind) -> Mask:
        """The same for the columns of a kind."""
        columns = {column.key: column for column in kind.columns}
        return lambda key, value: self.value(columns[key], value)

    def text(self, text: str) -> str:
        """Free text without the long numbers that may be somebody's."""
        return text if self.unmask else _LONG_NUMBER.sub(lambda found: mask_identity(found[0]), text)

    def quoted(self, text: str, private: _Pairs) -> str:
        """What stands in a cell where it does not belong: neither a private value of its row nor what looks like a name."""
        if self.unmask:
            return text
        said = hidden(self.text(text), private)
        joined = "".join(said.split())
        parts = _PIECES.split(joined if _looks_like_name(joined) else said)
        return "".join(mask_name(part) if _looks_like_name(part) else part for part in parts)


def _looks_like_name(text: str) -> bool:
    return _LIKE_NAME.fullmatch(text) is not None and _LIKE_DATE.fullmatch(text) is None
