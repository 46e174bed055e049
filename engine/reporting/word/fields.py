"""The names that the Word report's declared texts may use, and what stands for each.

A maker takes a part of the shown result (`view`) and gives a text, several texts, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from engine.reporting.numbers import number, percent
from engine.reporting.text import quoted
from engine.reporting.view import VERDICTS, View

Maker = Callable[[View], str | list[str] | None]
Makers = Mapping[str, Maker]
Known = Collection[str]

CEILINGS = frozenset({"ceiling", "ceiling_rate"})
_PHRASES = ("gap_report", "none", "no_gaps", "scope_note", "actions_note")
_OF_SCORE = ("score_note", "coverage_note", "points_note", "grade_note")
_LABELS = ("proved", "ceiling", "possible", "rate", "ceiling_rate", "grade", "coverage")
_DATES = ("signed_on", "published_on", "submitted_on")


def values_of(row: View, makers: Makers) -> dict[str, list[str]]:
    """What each name says of `row`: no, one or several texts."""
    return {name: _listed(make(row)) for name, make in makers.items()}


def _listed(made: str | list[str] | None) -> list[str]:
    return [made] if isinstance(made, str) and made else list(filter(None, made or []))


def _phrase(name: str) -> Maker:
    return lambda shown: shown["texts"][name]


def _note(name: str) -> Maker:
    """A phrase that explains scores, where there is one."""
    return lambda shown: shown["texts"][name] if shown["score"] else None


def _of_report(name: str) -> Maker:
    return lambda shown: shown["report"][name]


def _of_checklist(name: str) -> Maker:
    return lambda shown: shown["checklist"][name]


def _score(name: str, form: Callable[[float], str] = number) -> Maker:
    return lambda shown: form(shown["score"][name]) if shown["score"] else None


def _share(name: str) -> Maker:
    """A percentage of a part, where there is anything to have a share of."""
    return lambda part: percent(part[name]) if part["possible"] else "—"


def _number(name: str) -> Maker:
    return lambda row: number(row[name])


def _text(name: str) -> Maker:
    return lambda row: str(row[name] or "")


def _label(verdict: str) -> Maker:
    return lambda shown: next(v["label"] for v in shown["verdicts"] if v["verdict"] == verdict)


def _tally(verdict: str) -> Maker:
    return lambda part: str(part["verdicts"][verdict])


def _gaps(shown: View, detail: bool | None = None) -> str:
    found = [f for group in shown["gaps"] for f in group["findings"]]
    return str(sum(detail is None or f["detail"] == detail for f in found))


def _year(shown: View) -> str:
    year = shown["report"]["year"]
    return f"{year}年度" if year else ""


def _level(shown: View) -> str:
    level = shown["report"]["level"]
    return f"（{level}）" if level else ""


def _counts(shown: View) -> str:
    return "，".join(f"{c['label']}{c['number']}项" for c in shown["counts"] if c["number"])


def _quotes(name: str) -> Maker:
    """The sentences with their places; one that proves nothing says so before it."""
    return lambda row: [
        (f"〔{q['label']}〕" if q["label"] else "")
        + quoted(q["quote"])
        + (f"（{q['place']}）" if q["place"] else "")
        for q in row[name]
    ]


def _figures(finding: View) -> str:
    return "；".join(f"{f['label']} {f['text']}（{f['modality_label']}）" for f in finding["figures"])


def _sources(finding: View) -> list[str]:
    return [f"{s['document']}{s['article']}：{quoted(s['quote'])}" for s in finding["sources"]]


def _law(finding: View) -> list[str]:
    """The first source with its words, the others by name and article."""
    first = _sources(finding)[:1]
    others = dict.fromkeys(f"{s['document']}{s['article']}" for s in finding["sources"][1:])
    return [*first, "；".join(others)]


def _flags(finding: View) -> str:
    return "".join(f"〔{flag}〕" for flag in finding["flags"])


REPORT: Makers = {
    **{name: _phrase(name) for name in _PHRASES},
    **{name: _note(name) for name in _OF_SCORE},
    **{f"{name}_label": _phrase(name) for name in _LABELS},
    **{f"{verdict}_label": _label(verdict) for verdict in VERDICTS},
    **{name: _of_report(name) for name in ("file", "title", "region", *_DATES)},
    **{name: _of_checklist(name) for name in ("version", "hash", "short_hash", "chosen")},
    **{name: _score(name) for name in ("proved", "ceiling", "possible")},
    **{name: _score(name, percent) for name in ("rate", "ceiling_rate", "coverage")},
    "issuer": lambda shown: shown["report"]["issuer"] or shown["texts"]["unknown_issuer"],
    "level": _level,
    "year": _year,
    "kind": _of_report("kind_label"),
    "provided": lambda shown: "、".join(shown["report"]["provided"]),
    "checklist": _of_checklist("title"),
    "chain": lambda shown: "，沿用 ".join(shown["checklist"]["chain"]),
    "message": _text("message"),
    "plan_note": lambda shown: shown["texts"]["plan_note"] if shown["report"]["kind"] == "work_plan" else "",
    "profile": _text("profile"),
    "grade": lambda shown: shown["score"]["grade"] if shown["score"] else None,
    "counts": _counts,
    "items": lambda shown: str(len(shown["findings"]) or ""),
    "gaps": _gaps,
    "core": lambda shown: _gaps(shown, detail=False),
    "details": lambda shown: _gaps(shown, detail=True),
    "reviews": lambda shown: str(len(shown["reviews"])),
    "checks": lambda shown: str(len(shown["checks"])),
    "inconsistent": lambda shown: str(len(shown["inconsistent"])),
    "undecided": lambda shown: str(len(shown["undecided"])),
    "notices": lambda shown: shown["notices"],
}

# A group of findings: its severity, and how many there are of what is spoken of.
GROUP: Known = ("group", "number")

PART: Makers = {
    "part": _text("title"),
    **{name: _number(name) for name in ("proved", "ceiling", "possible")},
    **{name: _share(name) for name in ("rate", "ceiling_rate", "coverage")},
    "grade": _text("grade"),
    **{verdict: _tally(verdict) for verdict in VERDICTS},
}

FINDING: Makers = {
    "number": _text("number"),
    "id": _text("id"),
    "title": _text("title"),
    "verdict": lambda f: f"{f['symbol']} {f['verdict_label']}",
    "severity": _text("severity_label"),
    "points": _number("points"),
    "possible": _number("possible"),
    "flags": _flags,
    "reason": _text("reason"),
    "figures": _figures,
    "evidence": _quotes("evidence"),
    "contrary": _quotes("contrary"),
    "proof": lambda f: _quotes("evidence")(f) or f["reason"],
    "sources": _sources,
    "law": _law,
    "basis": _text("basis_label"),
    "measured": lambda f: f["basis_label"] if f["measured"] else "",
    "by": _text("by"),
    "rulings": lambda f: [ruling["line"] for ruling in f["rulings"]],
    "remedy": _text("remedy"),
    "materials": lambda f: "；".join(f["materials"]),
    "holder": _text("holder"),
    "note": _text("note"),
}

ACTION: Makers = {
    name: _text(name)
    for name in (
        "number",
        "id",
        "title",
        "verdict",
        "severity",
        "problem",
        "measure",
        "unit",
        "due",
        "note",
        "state",
    )
} | {"materials": lambda action: "；".join(action["materials"])}

CHECK: Makers = {
    "result": _text("consistency_label"),
    "message": _text("message"),
    "formula": _text("formula"),
    "evidence": _quotes("evidence"),
    "id": _text("id"),
}

MEANING: Makers = {"name": _text("name"), "meaning": _text("meaning")}

# The sections that write out findings, with the names of their lines.
SECTIONS: Mapping[str, Makers] = {"gaps": FINDING, "reviews": FINDING}

# Every section of ours, with its tables and the names of their cells.
TABLES: Mapping[str, Mapping[str, Makers]] = {
    "overview": {"about": {}, "worst": FINDING, "scores": PART, "verdicts": PART},
    "gaps": {"details": FINDING},
    "reviews": {"details": FINDING},
    "checks": {"checks": CHECK},
    "actions": {"actions": ACTION},
    "met": {"met": FINDING},
    "not_applicable": {"not_applicable": FINDING},
    "notes": {"meanings": MEANING},
}
