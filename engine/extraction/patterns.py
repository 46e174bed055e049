"""Alternatives as regular expressions that cost little: a search passes over all characters that begin none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def any_of(*words: tuple[str, ...]) -> re.Pattern[str]:
    """Matches any of the words, longer ones first; all those given first before the others."""
    return re.compile(
        either([word for some in words for word in sorted(some, key=len, reverse=True)]) or r"(?!)"
    )


def either(words: Iterable[str], behind: Mapping[str, str] | None = None) -> str:
    """The words as alternatives, told apart by their first characters and then tried in order.

    `behind` says for a word which characters may not follow it.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        longer = (behind or {}).get(word)
        rests.setdefault(word[0], []).append(re.escape(word[1:]) + (f"(?![{longer}])" if longer else ""))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())
