"""The outcome of a run as figures and as tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from tests.generator.frames import units
from tests.generator.scoring import Extra, Hit, Outcome

Row = dict[str, Any]


def summary(outcome: Outcome) -> Row:
    """The totals. Rates are between 0 and 1; `promoted` counts facts reported as done that are not."""
    found = [hit for hit in outcome.hits if hit.fact]
    score = _score(len(outcome.hits), len(found), len(outcome.extras))
    return {
        "passages": outcome.passages,
        "facts": len(outcome.hits),
        "found": len(found),
        "false": len(outcome.extras),
        **score,
        "modality": _share(sum(hit.mood_right for hit in found), len(found)),
        "bound": _share(sum(_bound_right(hit) for hit in found), len(found)),
        "promoted": sum(hit.promoted for hit in found) + sum(extra.promoted for extra in outcome.extras),
        "false_on_keyless": sum(extra.figure is None or not extra.figure.keys for extra in outcome.extras),
        "false_outside_vocabulary": sum(extra.fact.key not in units() for extra in outcome.extras),
        "misplaced_quotes": outcome.misplaced,
    }


def by_key(outcome: Outcome) -> list[Row]:
    """One row a key, weakest recall first; `wrong` is the key most often read instead."""
    false = Counter(extra.fact.key for extra in outcome.extras)
    rows = _grouped(outcome.hits, lambda hit: hit.key)
    for row in rows:
        row["precision"] = _share(row["found"], row["found"] + false[row["name"]])
    return sorted(rows, key=lambda row: (row["recall"], row["precision"]))


def by(outcome: Outcome, what: Callable[[Hit], str]) -> list[Row]:
    """One row for each group of figures."""
    return sorted(_grouped(outcome.hits, what), key=lambda row: row["recall"])


def groups(outcome: Outcome) -> dict[str, list[Row]]:
    """The tables by mood, kind of frame, writing of the number and form of passage."""
    return {
        "modality": by(outcome, lambda hit: "/".join(hit.figure.modalities)),
        "frame": by(outcome, lambda hit: hit.figure.kind),
        "writing": by(outcome, lambda hit: hit.figure.style),
        "form": by(outcome, lambda hit: hit.passage.form),
    }


def as_text(outcome: Outcome, keys: int | None = None) -> str:
    """Totals and tables for a reader; `keys` cuts the table of keys to the weakest."""
    lines = [f"{name:26}{_figure(value)}" for name, value in summary(outcome).items()]
    for name, rows in groups(outcome).items():
        lines += ["", f"{name:34}{'n':>6}{'recall':>8}{'mood':>8}{'promoted':>9}"]
        lines += [_line(row) + f"{row['modality']:8.3f}{row['promoted']:9}" for row in rows]
    lines += ["", f"{'key':46}{'n':>4}{'recall':>8}{'precis.':>8}  wrong key"]
    lines += [
        f"{r['name']:46}{r['n']:4}{r['recall']:8.3f}{r['precision']:8.3f}  {r['wrong']}"
        for r in by_key(outcome)[:keys]
    ]
    return "\n".join(lines)


def misses(outcome: Outcome) -> list[Row]:
    """Each missed figure and false fact, with its frame and sentence."""
    missed = [
        {
            "key": hit.key,
            "instead": list(hit.instead),
            "frame": hit.figure.source,
            "modality": hit.figure.modalities[0],
            "sentence": _sentence(hit),
        }
        for hit in outcome.hits
        if not hit.fact
    ]
    wrong_mood = [
        {
            "key": hit.key,
            "read_as": hit.fact.modality,
            "frame": hit.figure.source,
            "modality": hit.figure.modalities[0],
            "sentence": _sentence(hit),
        }
        for hit in outcome.hits
        if hit.fact and not hit.mood_right
    ]
    false = [
        {
            "false": extra.fact.key,
            "value": extra.fact.value,
            "frame": extra.figure.source if extra.figure else "",
            "truth": ["/".join(k) for k in extra.figure.keys] if extra.figure else None,
            "modality": extra.fact.modality,
            "sentence": extra.fact.evidence[0].quote,
        }
        for extra in outcome.extras
    ]
    return missed + wrong_mood + false


def _grouped(hits: Iterable[Hit], what: Callable[[Hit], str]) -> list[Row]:
    members: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        members[what(hit)].append(hit)
    return [_group(name, group) for name, group in members.items()]


def _group(name: str, group: list[Hit]) -> Row:
    found = [hit for hit in group if hit.fact]
    wrong = Counter(key for hit in group for key in hit.instead).most_common(1)
    return {
        "name": name,
        "n": len(group),
        "found": len(found),
        "recall": _share(len(found), len(group)),
        "modality": _share(sum(hit.mood_right for hit in found), len(found)),
        "promoted": sum(hit.promoted for hit in found),
        "wrong": f"{wrong[0][0]} ×{wrong[0][1]}" if wrong else "",
    }


def _score(promised: int, found: int, false: int) -> Row:
    recall, precision = _share(found, promised), _share(found, found + false)
    total = recall + precision
    return {"recall": recall, "precision": precision, "f1": 2 * recall * precision / total if total else 0.0}


def _bound_right(hit: Hit) -> bool:
    """近 may be read as an approximation or as an upper bound."""
    right = hit.figure.bound
    return hit.fact is not None and (hit.fact.bound == right or (right, hit.fact.bound) == ("approx", "le"))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _figure(value: float) -> str:
    return f"{value:8.4f}" if isinstance(value, float) else f"{value:8}"


def _line(row: Row) -> str:
    return f"{row['name']:34}{row['n']:6}{row['recall']:8.3f}"


def _sentence(hit: Hit) -> str:
    """The sentence around a figure."""
    text = hit.passage.document.text
    start = max(text.rfind("。", 0, hit.figure.start), text.rfind("\n", 0, hit.figure.start)) + 1
    end = text.find("。", hit.figure.end)
    return text[start : end + 1 if end >= 0 else len(text)]


__all__ = ["Extra", "as_text", "by", "by_key", "groups", "misses", "summary"]
