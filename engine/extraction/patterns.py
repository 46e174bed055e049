"""Alternatives as regular expressions that cost little: a search passes over all characters that begin none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache


def any_of(*words: tuple[str, ...]) -> re.Pattern[str]:
    """Matches any of the words, longer ones first; all those given first before the others."""
    return re.compile(
        either([word for some in words for word in sorted(some, key=len, reverse=True)]) or r"(?!)"
    )


@cache
def any_word(words: tuple[str, ...]) -> re.Pattern[str]:
    """Matches any of the words; of those that begin alike the first given. Made once."""
    return re.compile(either(words))


def either(words: Iterable[str], behind: Mapping[str, str] | None = None) -> str:
    """The words as alternatives, told apart by their first characters and then tried in order.

    `behind` says for a word which characters may not follow it.
    """
    return "|".join(branch for _, branch in grouped(words, behind))


def grouped(words: Iterable[str], behind: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
    """First characters, each with the expression of the words that begin with it."""
    rests: dict[str, list[str]] = {}
    for word in words:
        longer = (behind or {}).get(word)
        rests.setdefault(word[0], []).append(re.escape(word[1:]) + (f"(?![{longer}])" if longer else ""))
    return [(first, f"{re.escape(first)}(?:{'|'.join(rest)})") for first, rest in rests.items()]
