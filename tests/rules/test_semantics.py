"""What each kind of condition means. Every case is decided by both kernels where durable-rules is installed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.extraction.models import Fact
from engine.rules import Finding, judge

from .making import checklist, document, extraction, fact, item


def finding(facts: list[Fact], document_: Any = None, **given: Any) -> Finding:
    judged = judge(document_ or document(), extraction(*facts), checklist(item(**given)))
    assert "两核结论不一致" not in judged.findings[0].flags
    return judged.findings[0]


def verdict(facts: list[Fact], **given: Any) -> str:
    return finding(facts, **given).verdict


DONE = {"reported": ("a.x",)}
BOTH = {"reported": ("a.x", "a.y"), "number": 2}


def test_a_statement_made_as_done_meets() -> None:
    assert verdict([fact("a.x")], met=DONE) == "met"


@pytest.mark.parametrize("modality", ["planned", "required", "problem", "background"])
def test_any_other_modality_does_not(modality: str) -> None:
    assert verdict([fact("a.x", modality=modality)], met=DONE) == "no_evidence"


def test_the_same_key_twice_counts_once() -> None:
    assert verdict([fact("a.x"), fact("a.x", at=9)], met=BOTH) == "no_evidence"
    assert verdict([fact("a.x"), fact("a.y", at=9)], met=BOTH) == "met"


def test_a_denied_statement_does_not_count() -> None:
    assert verdict([fact("a.x", polarity="no")], met=DONE) == "no_evidence"


def test_unreported_holds_only_where_nothing_is_stated() -> None:
    both = {"all": [DONE, {"unreported": ("a.y",)}]}
    assert verdict([fact("a.x")], met=both) == "met"
    assert verdict([fact("a.x"), fact("a.y", at=5)], met=both) == "no_evidence"


def rate(value: float, **given: Any) -> Fact:
    return fact("a.appearance_rate", value, unit="%", **given)


FULL = {"value": "a.appearance_rate", "at_least": 100}
LOW = {"value": "a.appearance_rate", "less_than": 80}


def test_the_weakest_of_several_figures_decides() -> None:
    assert verdict([rate(100)], met=FULL) == "met"
    assert verdict([rate(100), rate(75, at=9)], met=FULL) == "no_evidence"
    assert verdict([rate(100), rate(75, at=9)], met=FULL, not_met=LOW) == "not_met"


def test_for_less_than_the_largest_figure_decides_a_met() -> None:
    few = {"value": "a.errors", "less_than": 5}
    assert verdict([fact("a.errors", 3)], met=few) == "met"
    assert verdict([fact("a.errors", 3), fact("a.errors", 8, at=9)], met=few) == "no_evidence"


def test_for_at_least_the_largest_figure_decides_a_not_met() -> None:
    many = {"value": "a.errors", "at_least": 5}
    assert verdict([fact("a.errors", 3), fact("a.errors", 8, at=9)], not_met=many) == "not_met"


@pytest.mark.parametrize(
    ("bound", "expected"), [("eq", "met"), ("ge", "met"), ("le", "no_evidence"), ("approx", "no_evidence")]
)
def test_a_vague_figure_proves_no_lower_limit(bound: str, expected: str) -> None:
    assert verdict([rate(100, bound=bound)], met=FULL) == expected


@pytest.mark.parametrize(
    ("bound", "expected"), [("eq", "met"), ("le", "met"), ("ge", "no_evidence"), ("approx", "no_evidence")]
)
def test_a_figure_open_above_proves_no_upper_limit(bound: str, expected: str) -> None:
    assert verdict([fact("a.errors", 3, bound=bound)], met={"value": "a.errors", "less_than": 5}) == expected


def test_a_vague_figure_never_makes_a_not_met() -> None:
    assert verdict([rate(75, bound="approx")], not_met=LOW) == "no_evidence"
    assert verdict([rate(75, bound="ge")], not_met=LOW) == "no_evidence"
    assert verdict([rate(75, bound="le")], not_met=LOW) == "not_met"


def test_a_vague_figure_below_the_limit_contradicts_an_exact_one() -> None:
    assert verdict([rate(100), rate(90, bound="le", at=9)], met=FULL) == "no_evidence"


def test_more_than_is_strict() -> None:
    more = {"value": "a.n", "more_than": 2}
    assert verdict([fact("a.n", 2)], met=more) == "no_evidence"
    assert verdict([fact("a.n", 3)], met=more) == "met"


def test_only_figures_of_the_report_year_count() -> None:
    assert verdict([rate(100, year=2023)], met=FULL) == "no_evidence"
    assert verdict([rate(100, year=2024), rate(60, year=2023, at=9)], met=FULL) == "met"


def test_the_own_scope_goes_before_others() -> None:
    assert verdict([rate(100), rate(60, scope="乡镇", at=9)], met=FULL) == "met"
    assert verdict([rate(60), rate(100, scope="全市", at=9)], met=FULL) == "no_evidence"


def test_a_figure_of_another_scope_alone_counts_and_is_flagged() -> None:
    only = finding([rate(100, scope="全市")], met=FULL)
    assert (only.verdict, only.flags[0]) == ("met", "数值口径：全市")


def test_a_frequency_is_no_yearly_figure() -> None:
    assert verdict([fact("a.n", 4, per="quarter")], met={"value": "a.n", "at_least": 2}) == "no_evidence"
    assert verdict([fact("a.n", 60, per="person")], met={"value": "a.n", "at_least": 60}) == "met"


@pytest.mark.parametrize("value", [True, float("nan"), float("inf"), 2e15, date(2024, 1, 1)])
def test_what_is_no_sane_number_is_no_figure(value: Any) -> None:
    assert verdict([fact("a.n", value)], met={"value": "a.n", "at_least": 0}) == "no_evidence"


MORE = {"value": "a.accepted", "more_than_value": "a.litigation"}
NOT_MORE = {"value": "a.accepted", "at_most_value": "a.litigation"}


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"), [(9, 8, "met"), (8, 8, "not_met"), (7, 8, "not_met")]
)
def test_two_figures_compared(ours: int, theirs: int, expected: str) -> None:
    facts = [fact("a.accepted", ours), fact("a.litigation", theirs, at=9)]
    assert verdict(facts, met=MORE, not_met=NOT_MORE) == expected


def test_a_missing_figure_decides_nothing() -> None:
    assert verdict([fact("a.accepted", 9)], met=MORE, not_met=NOT_MORE) == "no_evidence"
    assert verdict([fact("a.litigation", 9)], met=MORE, not_met=NOT_MORE) == "no_evidence"


def test_figures_of_different_scopes_are_not_compared() -> None:
    facts = [fact("a.accepted", 9), fact("a.litigation", 8, scope="全市", at=9)]
    assert verdict(facts, met=MORE, not_met=NOT_MORE) == "no_evidence"
    same = [fact("a.accepted", 9, scope="全市"), *facts[1:]]
    assert verdict(same, met=MORE, not_met=NOT_MORE) == "met"


def test_every_pair_of_figures_must_keep_a_met() -> None:
    facts = [fact("a.accepted", 9), fact("a.accepted", 6, at=4), fact("a.litigation", 8, at=9)]
    assert verdict(facts, met=MORE) == "no_evidence"


IN_TIME = {"date": "report.published_on", "before": "04-01"}
LATE = {"date": "report.published_on", "not_before": "04-01"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 3, 31), "met"),
        (date(2025, 4, 1), "not_met"),
        (date(2024, 12, 30), "met"),
        (date(2026, 1, 5), "not_met"),
    ],
)
def test_dates_count_from_the_year_after_the_report(day: date, expected: str) -> None:
    assert verdict([fact("report.published_on", day)], met=IN_TIME, not_met=LATE) == expected


def test_the_later_of_two_dates_decides() -> None:
    facts = [
        fact("report.published_on", date(2025, 3, 1)),
        fact("report.published_on", date(2025, 5, 1), at=9),
    ]
    assert verdict(facts, met=IN_TIME, not_met=LATE) == "not_met"


def test_without_a_report_year_no_date_is_early_or_late() -> None:
    facts = [fact("report.published_on", date(2025, 3, 1))]
    judged = finding(facts, document(report_year=None), met=IN_TIME, not_met=LATE)
    assert judged.verdict == "no_evidence"


def test_a_condition_may_ask_for_the_level() -> None:
    county = {"all": [DONE, {"issuer": ("county",)}]}
    assert verdict([fact("a.x")], met=county) == "met"
    assert finding([fact("a.x")], document(level="prefecture"), met=county).verdict == "no_evidence"
    assert finding([fact("a.x")], document(level=None), met=county).verdict == "no_evidence"


def test_verdicts_are_tried_in_order() -> None:
    given = {"not_met": DONE, "met": {"reported": ("a.y",)}, "partly": {"reported": ("a.z",)}}
    facts = [fact("a.z"), fact("a.y", at=3), fact("a.x", at=6)]
    assert verdict(facts, **given) == "not_met"
    assert verdict(facts[:2], **given) == "met"
    assert verdict(facts[:1], **given) == "partly"
    assert verdict([fact("a.w")], **given, needs_review={"reported": ("a.w",)}) == "needs_review"


def test_an_unfulfilled_duty_lowers_a_met_and_only_a_met() -> None:
    denied = fact("a.x", modality="problem", polarity="no", at=7)
    lowered = finding([fact("a.x"), denied], met=DONE, lowered_by=("a.x",))
    assert lowered.verdict == "partly"
    assert "句7" in lowered.reason
    assert [one.quote for one in lowered.contrary] == ["句7"]
    assert verdict([denied], met=DONE, lowered_by=("a.x",)) == "no_evidence"
    assert verdict([fact("a.x"), denied], met=DONE, lowered_by=("a.y",)) == "met"


def test_a_wish_to_do_better_leaves_a_met_with_a_flag() -> None:
    wish = fact("a.x", modality="problem", polarity="partial", at=7)
    kept = finding([fact("a.x"), wish], met=DONE, lowered_by=("a.x",))
    assert kept.verdict == "met"
    assert set(kept.flags) - {"未经双核比对"} == {"报告自认尚需改进"}


def test_a_shared_scope_leaves_figures_of_other_scopes_out() -> None:
    facts = [fact("a.accepted", 9), fact("a.accepted", 5, scope="全市", at=4)]
    theirs = fact("a.litigation", 4, scope="全市", at=9)
    assert verdict([*facts, theirs], met=MORE) == "met"
    facts = [fact("a.accepted", 1), fact("a.accepted", 5, scope="全市", at=4)]
    assert verdict([*facts, theirs], met=MORE) == "met"
