"""The JSON that other programs read."""

import json

from engine.extraction.models import Check, Extraction
from engine.reporting import facts_json, to_json
from engine.reporting.contract import CheckOutput, FactsOutput
from engine.reporting.writers.result_json import render
from tests.reporting import factory

DOCUMENT = {
    "path",
    "kind",
    "title",
    "issuer",
    "level",
    "region",
    "report_year",
    "outline",
    "signed_on",
    "published_on",
}
FACT = {"key", "label", "value", "unit", "bound", "per", "scope", "modality", "year", "source", "evidence"}
FINDING = {
    "item",
    "title",
    "article",
    "verdict",
    "severity",
    "points",
    "possible",
    "reason",
    "remedy",
    "facts",
    "evidence",
}


def test_check_has_every_key_of_the_contract() -> None:
    data = to_json(factory.result())
    assert {"document", "checklist", "score", "findings", "checks"} <= set(data)
    assert set(data["document"]) >= DOCUMENT
    assert set(data["document"]["region"]) == {"province", "city", "county", "code"}
    assert set(data["checklist"]) >= {"id", "version", "title", "chain"}
    assert set(data["score"]) >= {"proved", "ceiling", "possible", "rate", "grade", "coverage"}
    assert all(set(finding) >= FINDING for finding in data["findings"])
    assert all(
        set(quote) >= {"start", "end", "quote", "section"}
        for f in data["findings"]
        for quote in f["evidence"]
    )
    assert set(data["checks"][0]) == {
        "id",
        "claimed",
        "computed",
        "consistent",
        "formula",
        "message",
        "evidence",
    }


def test_facts_have_every_key_of_the_contract() -> None:
    result = factory.result()
    data = facts_json(result.document, result.extraction)
    assert {"document", "facts", "checks"} <= set(data)
    assert all(set(fact) >= FACT for fact in data["facts"])


def test_values_keep_their_kind() -> None:
    result = factory.result()
    values = {f["key"]: f["value"] for f in facts_json(result.document, result.extraction)["facts"]}
    assert values["litigation.head_appearance_rate"] == 78.5
    assert values["report.signed_on"] == "2025-02-20"
    assert values["decision.catalogue"] is True
    count = values["reconsideration.accepted"]
    assert (count, type(count)) == (120, int)
    assert to_json(result)["document"]["signed_on"] == "2025-02-20"


def test_points_are_whole_where_they_can_be() -> None:
    findings = {finding["item"]: finding for finding in to_json(factory.result())["findings"]}
    assert repr(findings["cn.05.sample-5"]["points"]) == "5"
    assert findings["cn.03.sample-3"]["points"] == 2.5
    assert findings["cn.14.sample-14"]["possible"] == 0


def test_quotes_stay_exactly_as_they_stand_in_the_text() -> None:
    data = json.loads(render(factory.result()))
    quotes = [quote["quote"] for finding in data["findings"] for quote in finding["evidence"]]
    assert factory.EVIL_CONTROL in quotes


def test_a_document_that_is_no_report_has_no_findings_and_says_why() -> None:
    data = to_json(factory.unusable())
    assert data["findings"] == []
    assert data["score"] is None
    assert "未核验" in data["message"]


def test_json_is_valid_whatever_the_numbers_and_characters() -> None:
    check = Check(id="x", claimed=float("nan"), computed=float("inf"), formula="", message="坏\ud800字")
    result = factory.result().model_copy(update={"extraction": Extraction(checks=(check,))})
    data = json.loads(render(result))
    assert data["checks"][0]["claimed"] is None
    assert data["checks"][0]["computed"] is None


def test_the_outputs_meet_their_published_schema() -> None:
    result = factory.result()
    CheckOutput.model_validate_json(json.dumps(to_json(result)))
    FactsOutput.model_validate_json(json.dumps(facts_json(result.document, result.extraction)))
    assert CheckOutput.model_json_schema()["required"][:2] == ["document", "checklist"]
