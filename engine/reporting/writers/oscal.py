"""OSCAL assessment results (1.1.3), after the model of NIST: what was examined, found, and decided by persons.

An item is a control; 不适用 are excluded controls. Each gap, and what waits for a person, is an open risk with its remedy;
a waiver in force is its deviation, a review or a written proof an attestation. Properties of ours have the namespace `NS`.
Identifiers are made of the content, times come from the report: the same result gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine import __version__
from engine.reporting.machine import TOOL, dumped, moment
from engine.reporting.oscal.nodes import Node, filled, identified, person, props
from engine.reporting.oscal.result import ROLE, ResultNode
from engine.reporting.text import clean
from engine.reporting.texts import load_texts
from engine.reporting.writers import Outcome, Writer
from engine.result import ChecklistRef, Result

_OSCAL = "1.1.3"


def render(result: Result, templates: Path | None = None) -> bytes:
    """The results of one report."""
    return together([result], templates, False)


def together(outcomes: Sequence[Outcome], templates: Path | None, several: bool) -> bytes:
    """One document with a result for each report."""
    texts = load_texts(templates)
    checked = [one for one in outcomes if isinstance(one, Result)]
    at = moment(one.document for one in checked)
    results = []
    for number, one in enumerate(outcomes):
        if isinstance(one, Result):
            results.append(ResultNode(moment([one.document]), f"{number}").of(one, texts))
        else:
            results.append(ResultNode(at, f"{number}").of_unusable(one))
    resources = _unique([_checklist(one.checklist) for one in checked] or [_no_checklist()])
    people = _unique([person(r.by) for one in checked for f in one.findings for r in f.rulings])
    metadata = filled(
        title=texts.phrases["summary"],
        **{"last-modified": at, "version": __version__, "oscal-version": _OSCAL},
        roles=[{"id": ROLE, "title": texts.phrases["assessor"]}] if people else [],
        parties=people,
        props=props(tool=TOOL),
    )
    content = {
        "metadata": metadata,
        "import-ap": {"href": f"#{resources[0]['uuid']}"},
        "results": results,
        "back-matter": {"resources": resources},
    }
    return dumped({"assessment-results": identified("document", content)})


def _checklist(checklist: ChecklistRef) -> Node:
    known = props(id=checklist.id, version=checklist.version, hash=checklist.content_hash)
    return identified("checklist", {"title": clean(checklist.title), "props": known})


def _no_checklist() -> Node:
    return identified("checklist", {"title": TOOL})


def _unique(nodes: list[Node]) -> list[Node]:
    return list({node["uuid"]: node for node in nodes}.values())


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
