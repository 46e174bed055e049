"""Criteria in Chinese, and the explanation of one verdict."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import engine.rules
from engine.checklist.models import Criterion
from engine.errors import FazhiError
from engine.extraction.models import Check, Evidence
from engine.rules import Explanation, describe, describe_criterion, explain
from engine.rules.criterion_text import describe_fact
from engine.rules.texts import rule_texts

from .making import checklist, document, extraction, fact, item

LABELS = {
    "a.x": "权责清单",
    "a.y": "动态调整",
    "a.same": "权责清单",
    "a.z": "公开清单",
    "a.n": "法治讲座",
    "a.marked": "“放管服”改革",
    "a.appearance_rate": "出庭应诉率",
    "a.accepted": "受理复议",
    "a.litigation": "一审诉讼",
    "report.published_on": "公开日期",
}


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        ({"reported": ("a.x",)}, "写明已做到“权责清单”"),
        ({"reported": ("a.x", "a.y")}, "写明已做到“权责清单”、“动态调整”之一"),
        ({"reported": ("a.x", "a.y"), "number": 2}, "写明已做到“权责清单”、“动态调整”全部"),
        (
            {"reported": ("a.x", "a.y", "a.z"), "number": 2},
            "写明已做到“权责清单”、“动态调整”、“公开清单”中的至少2项",
        ),
        ({"reported": ("a.x",), "as": ("required",)}, "至少提出要求：“权责清单”"),
        ({"reported": ("a.x",), "as": ("problem",), "polarity": ("no",)}, "自认没有做到“权责清单”"),
        (
            {"reported": ("a.x",), "as": ("problem",), "polarity": ("yes", "partial", "no")},
            "在不足中写明权责清单",
        ),
        ({"reported": ("a.x",), "as": ("problem",), "polarity": ("no", "partial")}, "承认有不足：“权责清单”"),
        ({"reported": ("a.x",), "polarity": ("partial",)}, "写明已做到“权责清单”（做到一部分或在试行）"),
        ({"unreported": ("a.x",)}, "没有写明已做到“权责清单”"),
        ({"value": "a.appearance_rate", "at_least": 100}, "出庭应诉率不低于100%"),
        (
            {"value": "a.n", "at_least": 2, "as": ("done", "required")},
            "法治讲座不低于2（已做、只是要求的数也算）",
        ),
        ({"value": "a.n", "less_than": 0.5}, "法治讲座低于0.5"),
        ({"value": "a.accepted", "more_than_value": "a.litigation"}, "受理复议多于一审诉讼"),
        ({"value": "a.accepted", "at_most_value": "a.litigation"}, "受理复议不多于一审诉讼"),
        ({"date": "report.published_on", "before": "04-01"}, "公开日期早于报告次年4月1日"),
        ({"date": "report.published_on", "not_before": "04-01"}, "公开日期不早于报告次年4月1日"),
        ({"issuer": ("county", "township")}, "发文机关为县级、乡级"),
        ({"reported": ("a.x", "a.same")}, "写明已做到“权责清单”"),
        ({"reported": ("a.x", "a.same", "a.y")}, "写明已做到“权责清单”、“动态调整”之一"),
        ({"reported": ("a.x", "a.same", "a.y"), "number": 3}, "写明已做到“权责清单”、“动态调整”全部"),
        ({"reported": ("a.unknown",)}, "写明已做到“a.unknown”"),
        ({"reported": ("a.marked",)}, "写明已做到“‘放管服’改革”"),
        (
            {
                "all": [
                    {"reported": ("a.x",)},
                    {"any": [{"value": "a.n", "more_than": 2}, {"issuer": ("county",)}]},
                ]
            },
            "写明已做到“权责清单”；并且（法治讲座高于2；或者发文机关为县级）",
        ),
    ],
)
def test_conditions_in_chinese(condition: dict[str, Any], text: str) -> None:
    criterion = Criterion.model_validate({"met": condition})
    assert criterion.met is not None
    assert describe(criterion.met, LABELS) == text
    assert describe_criterion(criterion, LABELS) == {"met": text}


def explained(facts: list[Any], on: Any = None, checks: tuple[Check, ...] = (), **given: Any) -> Explanation:
    made = checklist(item(**given))
    return explain(on or document(), extraction(*facts, checks=checks), made, "t.one", labels=LABELS)


def missing(given: Explanation) -> dict[str, tuple[str, ...]]:
    return {change.verdict: change.missing for change in given.changes}


RATE: dict[str, Any] = {
    "met": {"value": "a.appearance_rate", "at_least": 100},
    "partly": {"value": "a.appearance_rate", "at_least": 80},
    "not_met": {"value": "a.appearance_rate", "less_than": 80},
}


def test_an_explanation_tells_source_criterion_facts_and_rule() -> None:
    given = explained([fact("a.appearance_rate", 90, unit="%", why=("出庭",))], **RATE)
    assert (given.sources[0].title, given.sources[0].article) == ("某纲要", "（一）")
    assert [line.verdict for line in given.criterion] == ["not_met", "met", "partly"]
    assert given.finding.verdict == "partly"
    assert given.rule == "出庭应诉率不低于80%"
    assert [(one.text, one.counted, one.why) for one in given.facts] == [
        ("名称a.appearance_rate90%", True, ("出庭",))
    ]
    assert missing(given) == {"met": ("尚缺：出庭应诉率不低于100%",)}


def test_an_explanation_names_what_lowers_a_met_each_once() -> None:
    names: Any = {"lowered_by": ["a.x", "a.y", "a.same"]}
    made = checklist(item(met={"reported": ("a.x",)}, **names))
    given = explain(document(), extraction(), made, "t.one", labels=LABELS)
    assert given.lowered_by == ("权责清单", "动态调整")


def test_a_not_met_must_be_removed_before_anything_better() -> None:
    given = explained([fact("a.appearance_rate", 60, unit="%")], **RATE)
    removed = "须消除不达标情形：出庭应诉率低于80%"
    assert missing(given) == {
        "met": (removed, "尚缺：出庭应诉率不低于100%"),
        "partly": (removed, "尚缺：出庭应诉率不低于80%"),
    }


def test_only_what_is_lacking_is_asked_for() -> None:
    both = {"all": [{"reported": ("a.x",)}, {"any": [{"reported": ("a.y",)}, {"reported": ("a.z",)}]}]}
    given = explained([fact("a.x")], met=both)
    assert missing(given) == {"met": ("尚缺：写明已做到“动态调整”；或者写明已做到“公开清单”",)}


def test_a_lowered_item_needs_the_shortcoming_gone() -> None:
    facts = [fact("a.x"), fact("a.x", at=9, modality="problem", polarity="no")]
    given = explained(facts, met={"reported": ("a.x",)}, lowered_by=("a.x",))
    assert given.rule == "写明已做到“权责清单”；并且自认没有做到“权责清单”"
    assert missing(given) == {"met": ("不再有自认的不足：权责清单",)}
    assert [one.counted for one in given.facts] == [True, False]


def test_a_met_needs_nothing() -> None:
    given = explained([fact("a.x")], met={"reported": ("a.x",)})
    assert (given.rule, given.changes) == ("写明已做到“权责清单”", ())


def test_a_work_plan_can_prove_nothing() -> None:
    given = explained([fact("a.x")], document(kind="work_plan"), met={"reported": ("a.x",)})
    assert given.rule is None
    assert missing(given) == {"met": ("计划不作为已做到的依据，须由年度报告写明实际做到",)}


def test_a_figure_that_does_not_add_up_must_be_corrected() -> None:
    wrong = Check(
        id="a.appearance_rate",
        consistent=False,
        formula="9/10",
        message="应为90%",
        evidence=(Evidence(quote="句0", start=0, end=2),),
    )
    given = explained([fact("a.appearance_rate", 100, unit="%")], checks=(wrong,), **RATE)
    assert given.finding.verdict == "needs_review"
    assert missing(given) == {"met": ("须更正前后对不上的数字",), "partly": ("须更正前后对不上的数字",)}


def test_an_unknown_item_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(FazhiError, match=r"是否想写“t\.one”"):
        explain(document(), extraction(), checklist(item()), "t.ome")


def test_every_text_is_used_and_every_text_used_exists() -> None:
    """A sentence that no code asks for is a leftover; one that is missing would only show at run time."""
    code = "".join(path.read_text("utf-8") for path in Path(engine.rules.__file__).parent.glob("*.py"))
    texts = rule_texts()
    groups = {"reasons": texts.reasons, "facts": texts.facts, "flags": texts.flags, "notices": texts.notices}
    for group, known in groups.items():
        asked = set(re.findall(rf"\b{group}\[\"(\w+)\"", code))
        assert asked <= set(known), group
    patterns = "|".join(["only_", "period_", "without_facts", "^no$", "^partial$"])
    for known in (*groups.values(), texts.conditions, texts.changes):
        leftover = [name for name in known if f'"{name}"' not in code and not re.search(patterns, name)]
        assert leftover == []


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"value": 198, "unit": "件"}, "名称a.x198件"),
        ({"value": 95.20, "unit": "%", "bound": "ge"}, "名称a.x不少于95.2%"),
        ({"value": 1, "unit": "次", "per": "quarter"}, "名称a.x每季度1次"),
        ({"value": date(2025, 3, 20)}, "名称a.x2025年3月20日"),
        ({"modality": "required"}, "名称a.x（只是要求）"),
        ({"polarity": "partial"}, "名称a.x（部分或试行）"),
        ({"modality": "problem", "polarity": "no"}, "名称a.x（自认不足）"),
        ({"value": 5, "unit": "件", "scope": "全市"}, "名称a.x5件（全市）"),
    ],
)
def test_facts_in_a_few_words(given: dict[str, Any], text: str) -> None:
    assert describe_fact(fact("a.x", **given)) == text
