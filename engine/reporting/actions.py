"""The ledger of what to do: a row for every gap, and for all that a person has to look at."""

from __future__ import annotations

from typing import Any

from engine.reporting.numbers import day

View = dict[str, Any]


def actions(gaps: list[View], reviews: list[View], phrases: dict[str, str]) -> list[View]:
    """Rows in the order of the groups `gaps`, then `reviews`; findings as they are shown, waived ones told as such."""
    gap_rows = [_action(f, "action_open", f["remedy"], phrases) for group in gaps for f in group["findings"]]
    return gap_rows + [_action(f, "action_review", phrases["action_verify"], phrases) for f in reviews]


def _action(finding: View, state: str, measure: str, phrases: dict[str, str]) -> View:
    """A row; what people planned in a reviewed scorecard stands before what is suggested."""
    planned = finding["action"] or {}
    due = planned.get("due")
    if planned.get("status", "open") != "open":
        state = f"action_{planned['status']}"
    return {
        "number": finding["number"],
        "id": finding["id"],
        "title": finding["title"],
        "verdict": f"{finding['symbol']} {finding['verdict_label']}",
        "severity": finding["severity_label"],
        "problem": finding["reason"],
        "measure": measure,
        "unit": planned.get("unit") or finding["holder"],
        "due": day(due) if due else finding["by"],
        "note": planned.get("note", ""),
        "materials": finding["materials"],
        "state": phrases["action_waived" if finding["waived"] else state],
    }
