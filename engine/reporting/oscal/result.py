"""One report as an OSCAL result: what was examined, found, and decided by persons."""

from __future__ import annotations

from engine.reporting.machine import TOOL, at_midnight, uri
from engine.reporting.naming import Failure, reason_of
from engine.reporting.oscal.nodes import NS, Node, filled, identified, person, props, token
from engine.reporting.text import cited, clean, sourced
from engine.reporting.texts import Texts
from engine.reporting.view import View, view
from engine.result import Result
from engine.rules.models import Ruling

ROLE = "assessor"
_REASONS = {"met": "pass", "needs_review": "other"}


class ResultNode:
    """Makes the result of one report. `at` is its time; `seed` keeps its identifiers apart from those of other reports."""

    def __init__(self, at: str, seed: str) -> None:
        self._at, self._seed = at, seed

    def of(self, result: Result, texts: Texts) -> Node:
        """A report that was checked."""
        shown = view(result, texts)
        report, score = shown["report"], shown["score"] or {}
        found = [row for row in shown["findings"] if row["verdict"] != "not_applicable"]
        observations = {
            row["id"]: self._observation(row) for row in found if row["evidence"] or row["contrary"]
        }
        waivers = {
            finding.item.id: [ruling for ruling in finding.rulings if ruling.kind == "waiver"]
            for finding in result.findings
        }
        risks = {row["id"]: self._risk(row, waivers[row["id"]]) for row in found if row["verdict"] != "met"}
        attested = [
            self._attestation(row, ruling)
            for row in shown["findings"]
            for ruling in row["rulings"]
            if ruling["kind"] != "waiver"
        ]
        content = filled(
            title=report["title"] or report["file"],
            description=shown["message"] or f"{shown['checklist']['title']}：{shown['checklist']['chosen']}",
            start=self._at,
            props=props(
                report=uri(report["path"]), issuer=report["issuer"], year=report["year"],
                **{name: score.get(name) for name in ("proved", "ceiling", "possible", "rate", "coverage", "grade")},
            ),
            **{"reviewed-controls": {"control-selections": [self._selection(shown)]}},
            attestations=attested,
            observations=[*observations.values(), *(self._figure(check) for check in shown["checks"])],
            risks=[*risks.values()],
            findings=[self._finding(row, observations.get(row["id"]), risks.get(row["id"])) for row in found],
            remarks="\n".join(shown["notices"]),
        )  # fmt: skip
        return self._identified("result", content)

    def of_unusable(self, failure: Failure) -> Node:
        """A report that gave no result: nothing reviewed, and why."""
        content = {
            "title": clean(str(failure[0])) or TOOL,
            "description": reason_of(failure),
            "start": self._at,
            "props": props(report=uri(str(failure[0])), error="true"),
            "reviewed-controls": {"control-selections": [{"include-all": {}}]},
        }
        return self._identified("result", content)

    def _selection(self, shown: View) -> Node:
        excluded = [row for row in shown["findings"] if row["verdict"] == "not_applicable"]
        more = filled(
            **{"exclude-controls": [{"control-id": token(row["id"])} for row in excluded]},
            remarks="\n".join(f"{row['id']}：{row['verdict_label']}。{row['reason']}" for row in excluded),
        )
        return {"include-all": {}, **more}

    def _finding(self, row: View, observation: Node | None, risk: Node | None) -> Node:
        status = {
            "state": "satisfied" if row["verdict"] == "met" else "not-satisfied",
            "reason": _REASONS.get(row["verdict"], "fail"),
            "remarks": row["verdict_label"],
        }
        target = {
            "type": "objective-id",
            "target-id": token(row["id"]),
            "title": row["title"],
            "status": status,
        }
        content = filled(
            title=row["title"],
            description=row["reason"] or row["title"],
            props=props(
                **{name: row[name] for name in ("verdict", "severity", "points", "possible", "part", "basis")}
            ),
            target=target,
            **{
                "related-observations": [{"observation-uuid": observation["uuid"]}] if observation else [],
                "related-risks": [{"risk-uuid": risk["uuid"]}] if risk else [],
            },
            remarks="\n".join((*map(sourced, row["sources"]), *(r["line"] for r in row["rulings"]))),
        )
        return self._identified(row["id"], content)

    def _observation(self, row: View) -> Node:
        quotes = [*row["evidence"], *row["contrary"]]
        content = {
            "title": row["title"],
            "description": row["reason"] or row["title"],
            "methods": ["EXAMINE"],
            "types": ["finding"],
            "relevant-evidence": [self._evidence(quote) for quote in quotes],
            "collected": self._at,
        }
        return self._identified(row["id"], content)

    def _figure(self, check: View) -> Node:
        """A recomputed figure."""
        content = filled(
            description=check["message"] or check["id"],
            props=props(check=check["id"], consistent=check["consistency"], formula=check["formula"]),
            methods=["EXAMINE"],
            types=["discovery"],
            **{"relevant-evidence": [self._evidence(quote) for quote in check["evidence"]]},
            collected=self._at,
        )
        return self._identified(check["id"], content)

    def _evidence(self, quote: View) -> Node:
        other = quote["file"] is not None
        place = {"start": None, "end": None} if other else {"start": quote["start"], "end": quote["end"]}
        return filled(
            href=uri(quote["file"]) if other else "",
            description=cited(quote),
            props=props(**place, page=quote["page"], cell=quote["cell"], stance=quote["label"]),
        )

    def _risk(self, row: View, waivers: list[Ruling]) -> Node:
        """What is missing, and how it is mended; a waiver in force makes it an approved deviation until its day."""
        until = max((one.until for one in waivers if one.until and not one.remarks), default=None)
        log = [self._entry(row, ruling) for ruling in waivers]
        content = filled(
            title=row["title"],
            description=row["reason"] or row["title"],
            statement=f"{row['severity_label']}：{row['verdict_label']}",
            status="deviation-approved" if row["waived"] else "open",
            props=props(severity=row["severity"]),
            deadline=at_midnight(until) if until else None,
            remediations=[self._remediation(row)],
            **{"risk-log": {"entries": log} if log else {}},
        )
        return self._identified(row["id"], content)

    def _remediation(self, row: View) -> Node:
        assets = [self._identified(row["id"], {"description": material}) for material in row["materials"]]
        content = filled(
            lifecycle="recommendation",
            title=row["title"],
            description=row["remedy"] or row["title"],
            props=props(holder=row["holder"]),
            **{"required-assets": assets},
        )
        return self._identified(row["id"], content)

    def _entry(self, row: View, waiver: Ruling) -> Node:
        content = filled(
            description="；".join(map(clean, (waiver.reason, *waiver.remarks))),
            start=at_midnight(waiver.on) if waiver.on else self._at,
            **{
                "logged-by": [{"party-uuid": person(waiver.by)["uuid"]}],
                "status-change": "open" if waiver.remarks else "deviation-approved",
            },
        )
        return self._identified(row["id"], content)

    def _attestation(self, row: View, ruling: View) -> Node:
        part = filled(
            name=ruling["kind"],
            ns=NS,
            title=row["title"],
            props=props(
                item=row["id"],
                verdict=ruling["verdict_label"],
                file=ruling["file"],
                sha256=ruling["digest"],
                used="true" if ruling["counts"] else "false",
            ),
            prose=ruling["line"],
        )
        party = {"role-id": ROLE, "party-uuids": [person(ruling["by"])["uuid"]]}
        return {"responsible-parties": [party], "parts": [part]}

    def _identified(self, kind: str, content: Node) -> Node:
        return identified(f"{self._seed}#{kind}", content)
