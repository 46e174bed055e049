"""SARIF 2.1.0, for code-scanning services and viewers: items are rules, findings are results.

A gap is `fail`, at the level of its severity; 待人工核实 is `review`, a figure that cannot be decided `open`.
`charOffset` and lines count in the report's text, as `fazhi text` prints it. A waiver in force is a suppression.
No times are written: SARIF asks for none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine import __version__
from engine.extraction.models import Check, Evidence
from engine.reporting.contract import to_json
from engine.reporting.machine import TOOL, dumped, lines, uri
from engine.reporting.text import clean, sourced
from engine.reporting.texts import Texts, load_texts
from engine.reporting.view import GAPS, View, view
from engine.reporting.writers import Outcome, Writer
from engine.result import Result
from engine.rules.models import Ruling

Node = dict[str, Any]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"critical": "error", "major": "warning", "minor": "note"}
_KINDS = {"met": "pass", "not_applicable": "notApplicable", "needs_review": "review"}
_FIGURES = "fazhi.figures"


def render(result: Result, templates: Path | None = None) -> bytes:
    """A log of one run."""
    return together([result], templates, False)


def together(outcomes: Sequence[Outcome], templates: Path | None, several: bool) -> bytes:
    """One log with a run for each report; one that could not be used is a run that failed."""
    texts = load_texts(templates)
    return dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(one, texts) for one in outcomes]})


def _run(outcome: Outcome, texts: Texts) -> Node:
    if not isinstance(outcome, Result):
        path, message = outcome
        return _frame(str(path), [], [], [_notice(message, "error")], ok=False)
    shown, document = view(outcome, texts), outcome.document
    notices = [_notice(text, "note") for text in shown["notices"]]
    if outcome.message:
        notices.append(_notice(outcome.message, "error"))
    places = _Places(document.path, document.text)
    results = [
        _result(row, finding.evidence, finding.contrary, finding.rulings, places) | {"ruleIndex": index}
        for index, (row, finding) in enumerate(zip(shown["findings"], outcome.findings, strict=True))
    ]
    results += [_figure(check, places, len(results)) for check in outcome.extraction.checks]
    rules = [_rule(row) for row in shown["findings"]]
    if outcome.extraction.checks:
        rules.append({"id": _FIGURES, "shortDescription": {"text": texts.sheets["checks"]}})
    run = _frame(document.path, rules, results, notices, ok=not outcome.message)
    contract = to_json(outcome)
    properties = {name: contract[name] for name in ("document", "checklist", "score")}
    return run | {"properties": properties}


def _frame(path: str, rules: list[Node], results: list[Node], notices: list[Node], *, ok: bool) -> Node:
    driver: Node = {"name": TOOL, "version": __version__, "semanticVersion": __version__, "rules": rules}
    invocation: Node = {"executionSuccessful": ok, "toolExecutionNotifications": notices}
    return {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": f"{TOOL}/{uri(path)}"},
        "invocations": [invocation],
        "artifacts": [{"location": {"uri": uri(path)}, "roles": ["analysisTarget"]}],
        "results": results,
    }


def _notice(text: str, level: str) -> Node:
    return {"level": level, "message": {"text": clean(text)}}


def _rule(row: View) -> Node:
    """The item: what is asked and by which text; what to do where it is missing."""
    remedy = (row["remedy"], "、".join(row["materials"]), row["holder"], row["note"] or "")
    return {
        "id": row["id"],
        "shortDescription": {"text": row["title"]},
        "fullDescription": {"text": lines(row["title"], *map(sourced, row["sources"]))},
        "help": {"text": lines(*remedy)},
        "defaultConfiguration": {"level": _LEVELS[row["severity"]]},
        "properties": {
            "tags": [row["part"], row["kind"], row["basis"]],
            "article": row["article"],
            "sources": row["sources"],
            "materials": row["materials"],
            "holder": row["holder"],
        },
    }


def _result(
    row: View,
    evidence: Sequence[Evidence],
    contrary: Sequence[Evidence],
    rulings: Sequence[Ruling],
    places: _Places,
) -> Node:
    gap = row["verdict"] in GAPS
    suppressions = [_suppression(one) for one in rulings if one.kind == "waiver" and not one.remarks]
    related = zip(contrary, row["contrary"], strict=True)
    return {
        "ruleId": row["id"],
        "kind": "fail" if gap else _KINDS[row["verdict"]],
        "level": _LEVELS[row["severity"]] if gap else "none",
        "message": {"text": f"{row['verdict_label']}：{row['reason'] or row['title']}"},
        "locations": [places.location(quote) for quote in evidence] or [places.whole()],
        "relatedLocations": [
            places.location(quote) | {"id": number, "message": {"text": label["label"]}}
            for number, (quote, label) in enumerate(related, 1)
        ],
        "partialFingerprints": {"item/v1": row["id"]},
        "suppressions": suppressions,
        "properties": {
            name: row[name]
            for name in ("verdict", "severity", "points", "possible", "flags", "grounds", "rulings")
        },
    }


def _suppression(waiver: Ruling) -> Node:
    until = waiver.until.isoformat() if waiver.until else None
    return {
        "kind": "external",
        "status": "accepted",
        "justification": clean(waiver.reason),
        "properties": {"by": clean(waiver.by), "until": until},
    }


def _figure(check: Check, places: _Places, rule: int) -> Node:
    """A recomputed figure: `fail` where it differs, `open` where the text does not decide it."""
    kind = {True: "pass", False: "fail", None: "open"}[check.consistent]
    return {
        "ruleId": _FIGURES,
        "ruleIndex": rule,
        "kind": kind,
        "level": "warning" if kind == "fail" else "none",
        "message": {"text": clean(check.message) or check.id},
        "locations": [places.location(quote) for quote in check.evidence] or [places.whole()],
        "properties": {"check": check.id, "formula": check.formula},
    }


class _Places:
    """Quotes as SARIF locations of one report."""

    def __init__(self, path: str, text: str) -> None:
        self._file = {"uri": uri(path), "index": 0}
        self._starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]

    def whole(self) -> Node:
        """The report itself, where no sentence is meant."""
        return {"physicalLocation": {"artifactLocation": self._file}}

    def location(self, quote: Evidence) -> Node:
        """Where `quote` stands: a stretch of the report's text, or a cell of another file."""
        if quote.file is not None:
            elsewhere: Node = {"physicalLocation": {"artifactLocation": {"uri": uri(quote.file)}}}
            if quote.cell:
                elsewhere["logicalLocations"] = [{"fullyQualifiedName": clean(quote.cell), "kind": "element"}]
            return elsewhere | {"message": {"text": clean(quote.quote)}}
        line, column = self._line_of(quote.start)
        last, end = self._line_of(quote.end)
        region = {
            "startLine": line,
            "startColumn": column,
            "endLine": last,
            "endColumn": end,
            "charOffset": quote.start,
            "charLength": quote.end - quote.start,
            "snippet": {"text": quote.quote},
        }
        located: Node = {"physicalLocation": {"artifactLocation": self._file, "region": region}}
        if quote.section:
            section = clean(quote.section)
            located["logicalLocations"] = [{"fullyQualifiedName": section, "kind": "element"}]
        return located

    def _line_of(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


WRITER = Writer(
    "结果",
    ".sarif",
    render,
    "sarif",
    "SARIF 2.1.0，供代码平台和查看器",
    usual=False,
    text=True,
    together=together,
)
