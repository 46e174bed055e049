"""Personal data made unreadable in what goes out: 张*, the last four digits of a number. Organisations stay.

In: a value. Out: its masked text, which never holds the whole of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
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
_LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{6,}[0-9Xx]*")


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

    def by_key(self, kind: LedgerKind) -> Callable[[str, str], str]:
        """The same for texts of a kind's columns: (key, text) -> what may be shown."""
        columns = {column.key: column for column in kind.columns}
        return lambda key, text: self.value(columns[key], text)

    def text(self, text: str) -> str:
        """Free text without the long numbers that may be somebody's."""
        return text if self.unmask else _LONG_NUMBER.sub(lambda found: mask_identity(found[0]), text)
