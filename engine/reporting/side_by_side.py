"""What the page with items and text side by side shows, beyond what every output shows (`view`)."""

from __future__ import annotations

from engine.reporting.marked_text import blocks_of, contents_of
from engine.reporting.marks import KINDS, place_marks
from engine.reporting.text import cut
from engine.reporting.texts import Texts
from engine.reporting.view import SEVERITIES, View, view
from engine.result import Result

_TITLE = 60


def side_by_side(result: Result, texts: Texts) -> View:
    """The data of `view`, and the text of the report with its marks; quotes have a `mark`, the number of theirs."""
    data = view(result, texts)
    data["doubtful"] = [check | {"kind": "check"} for check in data["inconsistent"]] + [
        check | {"kind": "review"} for check in data["undecided"]
    ]
    marks = place_marks(data, result.document.text)
    blocks = blocks_of(result.document, marks)
    used = {claim.kind for mark in marks for claim in mark.claims}
    return data | {
        "blocks": blocks,
        "contents": contents_of(blocks),
        "groups": _groups(data),
        "severities": [[severity, texts.severities[severity]] for severity in SEVERITIES],
        "details": _details(data, texts.side_by_side),
        "owners": _owners(data, texts.side_by_side),
        "kinds": {kind: texts.marks[kind].model_dump() for kind in KINDS},
        "kinds_used": [kind for kind in KINDS if kind in used],
        "words": texts.side_by_side,
    }


def _groups(data: View) -> list[View]:
    """The parts that have items, each with its `findings`, in the order of the checklist."""
    titles = {part["id"]: part["title"] for part in data["parts"]}
    groups: dict[str, list[View]] = {}
    for finding in data["findings"]:
        groups.setdefault(finding["part"], []).append(finding)
    return [{"id": part, "title": titles.get(part, part), "findings": of} for part, of in groups.items()]


def _details(data: View, words: dict[str, str]) -> list[list[str]]:
    """Whether there are core items and details, each with its label."""
    found = {"detail" if finding["detail"] else "core" for finding in data["findings"]}
    return [[key, words[key]] for key in ("core", "detail") if key in found]


def _owners(data: View, words: dict[str, str]) -> dict[str, View]:
    """What rests on sentences, by anchor: `number`, and a `name` that tells what it is."""
    owners: dict[str, View] = {}
    for finding in data["findings"]:
        number, label = finding["number"], finding["verdict_label"]
        place = words["item_number"].replace("{number}", str(number))
        name = f"{place}（{label}）：{cut(finding['title'], _TITLE)}"
        owners[f"i{number}"] = {"number": number, "name": name}
    for number, check in enumerate(data["doubtful"], 1):
        place = words["check_number"].replace("{number}", str(number))
        name = f"{place}（{check['consistency_label']}）：{cut(check['message'], _TITLE)}"
        owners[f"c{number}"] = {"number": number, "name": name}
    return owners
