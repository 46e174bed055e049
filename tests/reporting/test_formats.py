"""The formats for other programs: their shapes, what each does with verdicts and rulings, and that no text breaks them."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import FazhiError
from engine.extraction.models import Evidence
from engine.reporting import machine, to_json
from engine.reporting.contract import CheckOutput
from engine.reporting.text import RISKY
from engine.reporting.writers import Outcome, Writer, writer_of, writers
from engine.result import Result
from engine.rules.models import Finding, Ruling
from tests.reporting import factory

BROKEN = (Path("坏/坏.pdf"), "坏/坏.pdf：文件损坏。请另存后重试")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TEXTS = st.text(st.characters(), max_size=40) | st.sampled_from(["=1+1", "\t+1", "＝A1", "@x", "\x00-1"])
KINDS = {
    "met": "pass",
    "not_applicable": "notApplicable",
    "needs_review": "review",
    "partly": "fail",
    "not_met": "fail",
    "no_evidence": "fail",
}


def ruled() -> Result:
    """A result with a waiver in force, one that has ended, a review, and a sentence of another file."""
    first, second, third, *rest = factory.findings() + factory.evil_findings()
    waiver = Ruling(
        item=first.item.id,
        kind="waiver",
        by="示例甲",
        reason="正在整改",
        on=date(2025, 3, 1),
        until=date(2025, 12, 31),
    )
    ended = waiver.model_copy(update={"item": third.item.id, "remarks": ("已过有效期",)})
    review = Ruling(
        item=second.item.id,
        kind="review",
        verdict="no_evidence",
        replaced="not_met",
        by="示例乙",
        reason="已核对",
    )
    cell = Evidence(quote="示例甲，52学时", start=0, end=0, file="台账.xlsx", cell="培训!D7")
    return factory.result(
        (
            first.model_copy(update={"rulings": (waiver,), "evidence": (*first.evidence, cell)}),
            second.model_copy(update={"rulings": (review,)}),
            third.model_copy(update={"rulings": (ended,)}),
            *rest,
        )
    )


def writer(code: str) -> Writer:
    found = writer_of(code)
    assert found is not None
    return found


def one(code: str, result: Result) -> bytes:
    return writer(code).render(result, None)


def several(code: str, *outcomes: Outcome) -> bytes:
    together = writer(code).together
    assert together is not None
    return together(outcomes, None, True)


def saying(text: str) -> Result:
    """A result whose every free text is `text`."""
    quote = Evidence(quote=text, start=3, end=3 + len(text), section=text)
    finding = factory.finding(
        1, "not_met", title=text or "空", reason=text, evidence=(quote,), contrary=(quote,), flags=(text,)
    )
    ruling = Ruling(item=finding.item.id, kind="waiver", by=text, reason=text)
    other = factory.finding(2, "no_evidence", reason=text)
    return factory.result((finding.model_copy(update={"rulings": (ruling,)}), other), path=text, issuer=text)


def test_codes_are_distinct_and_each_is_told() -> None:
    codes = [w.code for w in writers()]
    assert len(codes) == len(set(codes))
    assert {"md", "html", "xlsx", "json", "jsonl", "csv", "sarif", "junit", "oscal"} <= set(codes)
    assert all(w.about and writer_of(w.code) is w for w in writers())
    assert writer_of("xml") is None


def test_no_two_files_of_a_report_share_a_name() -> None:
    names = [f"{w.name}{w.suffix}" for w in writers()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("code", ["json", "jsonl", "csv", "sarif", "junit", "oscal"])
@given(text=TEXTS)
@settings(max_examples=40)
def test_no_text_breaks_a_format(code: str, text: str) -> None:
    content = several(code, saying(text), (Path(text or "空"), text)).decode("utf-8-sig")
    if code == "csv":
        rows = list(csv.reader(StringIO(content, newline="")))
        assert {len(row) for row in rows} == {len(rows[0])} and len(rows) == 4
        assert not any(cell.startswith(RISKY) for row in rows for cell in row)
    elif code == "junit":
        root = ElementTree.fromstring(content)
        assert root.get("tests") == "3"
    else:
        lines = content.rstrip("\n").split("\n") if code == "jsonl" else [content]
        assert all(json.loads(line) for line in lines)


def test_json_lines_are_the_contract_line_by_line() -> None:
    result = ruled()
    head, *lines = map(json.loads, several("jsonl", result, BROKEN).decode().splitlines())
    contract = to_json(result)
    path = result.document.path
    of_type: dict[str, list[Any]] = {"finding": [], "check": []}
    for line in lines[:-1]:
        assert line.pop("report") == path
        of_type[line.pop("type")].append(line)
    assert (head["type"], head["report"], head["score"]) == ("report", path, contract["score"])
    assert of_type == {"finding": contract["findings"], "check": contract["checks"]}
    assert lines[-1] == {"type": "report", "report": str(BROKEN[0]), "error": BROKEN[1]}


def test_json_of_several_is_an_array_with_its_errors() -> None:
    good, bad = json.loads(several("json", ruled(), BROKEN))
    CheckOutput.model_validate_json(json.dumps(good))
    assert bad == {"document": {"path": str(BROKEN[0])}, "findings": [], "error": BROKEN[1]}


def test_the_table_opens_in_excel_and_has_a_row_for_each_item() -> None:
    content = several("csv", ruled(), BROKEN)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["编号"] for row in rows] == [f.item.id for f in ruled().findings] + [""]
    assert rows[0]["结论"] == "不达标" and "正在整改" in rows[0]["人的判断"]
    assert "台账.xlsx，培训!D7" in rows[0]["报告原文"]
    assert (rows[-1]["报告文件"], rows[-1]["结论"]) == (str(BROKEN[0]), "未评分")
    assert rows[-1]["理由"] == "文件损坏。请另存后重试"
    evil = next(row for row in rows if row["要求"].endswith(factory.EVIL_FORMULA))
    assert evil["要求"] == f"'{factory.EVIL_FORMULA}"


def test_sarif_says_of_every_item_what_its_verdict_is() -> None:
    log = json.loads(several("sarif", ruled(), factory.unusable(), BROKEN))
    run, unusable, broken = log["runs"]
    findings = ruled().findings
    rules = run["tool"]["driver"]["rules"]
    results = run["results"]
    assert log["version"] == "2.1.0"
    for finding, result in zip(findings, results, strict=False):
        assert result["ruleId"] == rules[result["ruleIndex"]]["id"] == finding.item.id
        assert result["kind"] == KINDS[finding.verdict]
        assert (result["level"] == "none") == (result["kind"] != "fail")
        assert "全面严格落实行政执法公示制度" in rules[result["ruleIndex"]]["fullDescription"]["text"]
    assert [r["level"] for r in results[:2]] == ["error", "error"]
    assert [r["kind"] for r in results[len(findings) :]] == ["fail", "pass", "open"]
    assert (
        unusable["invocations"][0]["executionSuccessful"]
        is broken["invocations"][0]["executionSuccessful"]
        is False
    )
    assert BROKEN[1] in json.dumps(broken["invocations"], ensure_ascii=False)


def test_a_waiver_in_force_suppresses_and_one_that_ended_does_not() -> None:
    waived, reviewed, ended = json.loads(one("sarif", ruled()))["runs"][0]["results"][:3]
    assert [s["justification"] for s in waived["suppressions"]] == ["正在整改"]
    assert waived["suppressions"][0]["properties"] == {"by": "示例甲", "until": "2025-12-31"}
    assert reviewed["suppressions"] == ended["suppressions"] == []
    assert reviewed["properties"]["rulings"][0]["by"] == "示例乙"
    other = waived["locations"][1]
    assert other["physicalLocation"]["artifactLocation"] == {"uri": "%E5%8F%B0%E8%B4%A6.xlsx"}
    assert other["logicalLocations"][0]["fullyQualifiedName"] == "培训!D7"


@given(text=st.text("甲乙\n𠮷。", min_size=1, max_size=60), data=st.data())
@settings(max_examples=20)
def test_sarif_places_are_those_of_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    finding = factory.finding(1, "met", evidence=(Evidence(quote=text[start:end], start=start, end=end),))
    run = json.loads(one("sarif", factory.result((finding,), text=text)))["runs"][0]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    lines = text.split("\n")
    before = sum(len(line) + 1 for line in lines[: region["startLine"] - 1]) + region["startColumn"] - 1
    after = sum(len(line) + 1 for line in lines[: region["endLine"] - 1]) + region["endColumn"] - 1
    assert (before, after) == (start, end)
    assert (
        text[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"] == text[start:end]
    )


def test_junit_fails_on_gaps_skips_what_is_open_and_counts_both() -> None:
    root = ElementTree.fromstring(several("junit", ruled(), factory.unusable(), BROKEN))
    outcome = {
        "not_met": "failure",
        "no_evidence": "failure",
        "needs_review": "skipped",
        "not_applicable": "skipped",
    }
    cases = {str(case.get("name")).split()[0]: case for case in root.iter("testcase")}
    for finding in ruled().findings:
        tags = {child.tag for child in cases[finding.item.id]} - {"system-out"}
        assert tags == {"skipped" if finding.waived else outcome.get(finding.verdict)} - {None}
    skipped = cases[ruled().findings[0].item.id].find("skipped")
    assert skipped is not None and "豁免：示例甲" in str(skipped.get("message"))
    for element in (root, *root):
        for name, tag in (
            ("tests", "testcase"),
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            assert element.get(name) == str(len(list(element.iter(tag))))
    assert root.get("errors") == "2"


def walk(node: Any) -> Any:
    yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from walk(child)


def test_oscal_has_what_its_model_requires() -> None:
    document = json.loads(several("oscal", ruled(), ruled(), BROKEN))["assessment-results"]
    nodes = [node for node in walk(document) if isinstance(node, dict)]
    ids = [node["uuid"] for node in nodes if "uuid" in node]
    assert len(ids) == len(set(ids)) and all(map(UUID.fullmatch, ids))
    assert not any(node in ([], "", None) for node in walk(document))
    assert {"title", "last-modified", "version", "oscal-version"} <= set(document["metadata"])
    assert document["import-ap"]["href"].removeprefix("#") in ids
    for result in document["results"]:
        assert {"uuid", "title", "description", "start", "reviewed-controls"} <= set(result)
    for node in nodes:
        for link in ("observation-uuid", "risk-uuid", "party-uuid"):
            assert node.get(link, ids[0]) in ids
    assert all(re.fullmatch(r"\S(.*\S)?", prop["value"]) for node in nodes for prop in node.get("props", ()))


def test_oscal_findings_and_rulings() -> None:
    result = json.loads(one("oscal", ruled()))["assessment-results"]["results"][0]
    applicable: list[Finding] = [f for f in ruled().findings if f.verdict != "not_applicable"]
    states = {f["target"]["target-id"]: f["target"]["status"]["state"] for f in result["findings"]}
    assert states == {f.item.id: "satisfied" if f.verdict == "met" else "not-satisfied" for f in applicable}
    excluded = result["reviewed-controls"]["control-selections"][0]["exclude-controls"]
    assert [control["control-id"] for control in excluded] == ["cn.14.sample-14"]
    statuses = [risk["status"] for risk in result["risks"]]
    assert statuses[:3] == ["deviation-approved", "open", "open"]
    assert result["risks"][0]["deadline"] == "2025-12-31T00:00:00Z"
    assert result["risks"][2]["risk-log"]["entries"][0]["status-change"] == "open"
    assert ["示例乙" in a["parts"][0]["prose"] for a in result["attestations"]] == [True]
    cell = result["observations"][0]["relevant-evidence"][1]
    assert {p["name"]: p["value"] for p in cell["props"]} == {"cell": "培训!D7"}


def test_times_are_the_reports_or_given_never_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    dated, undated = factory.document(), factory.document(signed_on=None, published_on=None)
    monkeypatch.delenv(machine.EPOCH, raising=False)
    assert machine.moment([undated, dated]) == "2025-03-15T00:00:00Z"
    assert machine.moment([undated]) == "2025-01-01T00:00:00Z"
    assert machine.moment() == "2020-01-01T00:00:00Z"
    monkeypatch.setenv(machine.EPOCH, "1700000000")
    assert machine.moment([dated]) == "2023-11-14T22:13:20Z"
    for wrong in ("", "昨天", "-5", "1e9", "9" * 30):
        monkeypatch.setenv(machine.EPOCH, wrong)
        with pytest.raises(FazhiError, match="SOURCE_DATE_EPOCH"):
            machine.moment()


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a b/报告.txt", "a%20b/%E6%8A%A5%E5%91%8A.txt"), ("/tmp/#1.txt", "file:///tmp/%231.txt"),
     ("C:\\x\\1.txt", "file:///C:/x/1.txt"), ("\\\\host\\共享\\1.txt", "file://host/%E5%85%B1%E4%BA%AB/1.txt")],
)  # fmt: skip
def test_paths_become_addresses(path: str, expected: str) -> None:
    assert machine.uri(path) == expected
