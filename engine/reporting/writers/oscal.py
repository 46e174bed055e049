"""OSCAL assessment results (1.1.3), after the model of NIST: what was examined, found, and decided by persons.

An item is a control; 不适用 are excluded controls. Each gap, and what waits for a person, is an open risk with its remedy;
a waiver in force is its deviation, a review or a written proof an attestation. Properties of ours have the namespace `NS`.
Identifiers are made of the content, times come from the report: the same result gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from engine import __version__
from engine.reporting.machine import TOOL, dumped, moment, uri
from engine.reporting.naming import reason_of
from engine.reporting.text import cited, clean, sourced
from engine.reporting.texts import Texts, load_texts
from engine.reporting.view import View, view
from engine.reporting.writers import Outcome, Writer
from engine.result import ChecklistRef, Result

Node = dict[str, Any]

NS = "urn:fazhi:oscal"
_OSCAL = "1.1.3"
_SPACE = UUID("6f1c2d5e-8a34-5b07-9c61-2f5d7e40b9a8")
_ROLE = "assessor"
_REASONS = {"met": "pass", "needs_review": "other"}


def render(result: Result, templates: Path | None = None) -> bytes:
    """The results of one report."""
    return together([result], templates, False)


def together(outcomes: Sequence[Outcome], templates: Path | None, several: bool) -> bytes:
    """One document with a result for each report."""
    texts = load_texts(templates)
    checked = [one for one in outcomes if isinstance(one, Result)]
    at = moment(one.document for one in checked)
    results = [_result(one, texts) if isinstance(one, Result) else _unusable(one, at) for one in outcomes]
    resources = _unique([_checklist(one.checklist) for one in checked] or [_no_checklist()])
    people = _unique([_person(r.by) for one in checked for f in one.findings for r in f.rulings])
    metadata = _filled(
        title=texts.phrases["summary"],
        **{"last-modified": at, "version": __version__, "oscal-version": _OSCAL},
        roles=[{"id": _ROLE, "title": texts.phrases["assessor"]}] if people else [],
        parties=people,
        props=_props(tool=TOOL),
    )
    content = {
        "metadata": metadata,
        "import-ap": {"href": f"#{resources[0]['uuid']}"},
        "results": results,
        "back-matter": {"resources": resources},
    }
    return dumped({"assessment-results": _identified("document", content)})


def _result(result: Result, texts: Texts) -> Node:
    shown, at = view(result, texts), moment([result.document])
    report, score = shown["report"], shown["score"] or {}
    found = [row for row in shown["findings"] if row["verdict"] != "not_applicable"]
    observations = {row["id"]: _observation(row, at) for row in found if row["evidence"] or row["contrary"]}
    risks = {row["id"]: _risk(row, at) for row in found if row["verdict"] != "met"}
    attested = [
        _attestation(row, ruling)
        for row in shown["findings"]
        for ruling in row["rulings"]
        if ruling["kind"] != "waiver"
    ]
    content = _filled(
        title=report["title"] or report["file"],
        description=shown["message"] or f"{shown['checklist']['title']}：{shown['checklist']['chosen']}",
        start=at,
        props=_props(
            report=uri(report["path"]), issuer=report["issuer"], year=report["year"],
            **{name: score.get(name) for name in ("proved", "ceiling", "possible", "rate", "coverage", "grade")},
        ),
        **{"reviewed-controls": {"control-selections": [_selection(shown)]}},
        attestations=attested,
        observations=[*observations.values(), *(_figure(check, at) for check in shown["checks"])],
        risks=[*risks.values()],
        findings=[_finding(row, observations.get(row["id"]), risks.get(row["id"])) for row in found],
        remarks="\n".join(shown["notices"]),
    )  # fmt: skip
    return _identified("result", content)


def _unusable(failure: tuple[Path, str], at: str) -> Node:
    """A report that gave no result: nothing reviewed, and why."""
    content = {
        "title": clean(str(failure[0])) or TOOL,
        "description": reason_of(failure),
        "start": at,
        "props": _props(report=uri(str(failure[0])), error="true"),
        "reviewed-controls": {"control-selections": [{"include-all": {}}]},
    }
    return _identified("result", content)


def _selection(shown: View) -> Node:
    excluded = [row for row in shown["findings"] if row["verdict"] == "not_applicable"]
    more = _filled(
        **{"exclude-controls": [{"control-id": _token(row["id"])} for row in excluded]},
        remarks="\n".join(f"{row['id']}：{row['verdict_label']}。{row['reason']}" for row in excluded),
    )
    return {"include-all": {}, **more}


def _finding(row: View, observation: Node | None, risk: Node | None) -> Node:
    status = {
        "state": "satisfied" if row["verdict"] == "met" else "not-satisfied",
        "reason": _REASONS.get(row["verdict"], "fail"),
        "remarks": row["verdict_label"],
    }
    target = {"type": "objective-id", "target-id": _token(row["id"]), "title": row["title"], "status": status}
    content = _filled(
        title=row["title"],
        description=row["reason"] or row["title"],
        props=_props(
            **{name: row[name] for name in ("verdict", "severity", "points", "possible", "part", "basis")}
        ),
        target=target,
        **{
            "related-observations": [{"observation-uuid": observation["uuid"]}] if observation else [],
            "related-risks": [{"risk-uuid": risk["uuid"]}] if risk else [],
        },
        remarks="\n".join((*map(sourced, row["sources"]), *(r["line"] for r in row["rulings"]))),
    )
    return _identified(row["id"], content)


def _observation(row: View, at: str) -> Node:
    quotes = [*row["evidence"], *row["contrary"]]
    content = {
        "title": row["title"],
        "description": row["reason"] or row["title"],
        "methods": ["EXAMINE"],
        "types": ["finding"],
        "relevant-evidence": [_evidence(quote) for quote in quotes],
        "collected": at,
    }
    return _identified(row["id"], content)


def _figure(check: View, at: str) -> Node:
    """A recomputed figure."""
    content = _filled(
        description=check["message"] or check["id"],
        props=_props(check=check["id"], consistent=check["consistency"], formula=check["formula"]),
        methods=["EXAMINE"],
        types=["discovery"],
        **{"relevant-evidence": [_evidence(quote) for quote in check["evidence"]]},
        collected=at,
    )
    return _identified(check["id"], content)


def _evidence(quote: View) -> Node:
    other = quote["file"] is not None
    place = {"start": None, "end": None} if other else {"start": quote["start"], "end": quote["end"]}
    return _filled(
        href=uri(quote["file"]) if other else "",
        description=cited(quote),
        props=_props(**place, page=quote["page"], cell=quote["cell"], stance=quote["label"]),
    )


def _risk(row: View, at: str) -> Node:
    """What is missing, and how it is mended; a waiver in force makes it an approved deviation."""
    waivers = [ruling for ruling in row["rulings"] if ruling["kind"] == "waiver"]
    content = _filled(
        title=row["title"],
        description=row["reason"] or row["title"],
        statement=f"{row['severity_label']}：{row['verdict_label']}",
        status="deviation-approved" if row["waived"] else "open",
        props=_props(severity=row["severity"]),
        remediations=[_remediation(row)],
        **{"risk-log": {"entries": [_entry(ruling, at) for ruling in waivers]} if waivers else {}},
    )
    return _identified(row["id"], content)


def _remediation(row: View) -> Node:
    assets = [_identified(row["id"], {"description": material}) for material in row["materials"]]
    content = _filled(
        lifecycle="recommendation",
        title=row["title"],
        description=row["remedy"] or row["title"],
        props=_props(holder=row["holder"]),
        **{"required-assets": assets},
    )
    return _identified(row["id"], content)


def _entry(ruling: View, at: str) -> Node:
    content = _filled(
        title=ruling["kind_label"],
        description=ruling["line"],
        start=at,
        **{
            "logged-by": [{"party-uuid": _person(ruling["by"])["uuid"]}],
            "status-change": "deviation-approved" if ruling["counts"] else "open",
        },
    )
    return _identified("waiver", content)


def _attestation(row: View, ruling: View) -> Node:
    part = _filled(
        name=ruling["kind"],
        ns=NS,
        title=row["title"],
        props=_props(
            item=row["id"],
            verdict=ruling["verdict_label"],
            file=ruling["file"],
            sha256=ruling["digest"],
            used="true" if ruling["counts"] else "false",
        ),
        prose=ruling["line"],
    )
    party = {"role-id": _ROLE, "party-uuids": [_person(ruling["by"])["uuid"]]}
    return {"responsible-parties": [party], "parts": [part]}


def _person(name: str) -> Node:
    return _identified("party", {"type": "person", "name": clean(name)})


def _checklist(checklist: ChecklistRef) -> Node:
    props = _props(id=checklist.id, version=checklist.version, hash=checklist.content_hash)
    return _identified("checklist", {"title": clean(checklist.title), "props": props})


def _no_checklist() -> Node:
    return _identified("checklist", {"title": TOOL})


def _props(**values: Any) -> list[Node]:
    """Properties of what is known; their values are single lines."""
    said = {name: clean(str(value)) for name, value in values.items() if value is not None}
    return [{"name": name, "ns": NS, "value": value} for name, value in said.items() if value]


def _filled(**members: Any) -> Node:
    """The members that hold something: OSCAL knows no empty lists."""
    return {name: value for name, value in members.items() if value not in (None, "", [], {})}


def _identified(kind: str, content: Node) -> Node:
    """`content` with an identifier that is made of it."""
    return {"uuid": str(uuid5(_SPACE, kind + json.dumps(content, sort_keys=True))), **content}


def _unique(nodes: list[Node]) -> list[Node]:
    return list({node["uuid"]: node for node in nodes}.values())


def _token(name: str) -> str:
    """An item's id as an OSCAL token, which begins with a letter or `_`."""
    return name if name[:1].isalpha() else f"_{name}"


WRITER = Writer(
    "结果",
    ".oscal.json",
    render,
    "oscal",
    "OSCAL 1.1.3 assessment-results，供合规管理系统",
    usual=False,
    text=True,
    together=together,
)
