"""Points, ceiling, rate, coverage and grade, as the README words them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.checklist.models import Item, Part, Severity, Verdict
from engine.errors import FazhiError
from engine.profile import Profile, load_profile
from engine.resources import shipped
from engine.rules.models import Finding
from engine.scoring import score

PARTS = (Part(id="a", title="甲"), Part(id="b", title="乙"))
PROFILE = load_profile(shipped("checklists") / "scoring" / "default.yaml")


def finding(
    name: str, verdict: Verdict, severity: Severity, part: str = "a", weight: float | None = None
) -> Finding:
    item = Item.model_validate(
        {
            "id": f"x.{name}",
            "title": name,
            "part": part,
            "kind": "assertion",
            "sources": [{"document": "d", "article": "一", "quote": "原文"}],
            "criterion": {"met": {"reported": ["a.b"]}},
            "severity": severity,
            "weight": weight,
            "remedy": "补充",
            "materials": ["文件"],
            "holder": "司法局",
        }
    )
    return Finding(item=item, verdict=verdict, severity=severity, reason="")


FINDINGS = (
    finding("met", "met", "critical"),
    finding("partly", "partly", "major"),
    finding("failed", "not_met", "major", "b"),
    finding("silent", "no_evidence", "minor", "b"),
    finding("unclear", "needs_review", "critical", "b"),
    finding("foreign", "not_applicable", "critical", "b"),
)


def test_the_sums() -> None:
    total = score(FINDINGS, PROFILE, PARTS).total
    assert total.possible == 5 + 3 + 3 + 1 + 5
    assert total.proved == 5 + 1.5
    assert total.ceiling == 6.5 + 1.5 + 1 + 5  # what is failed stays lost
    assert total.rate == pytest.approx(6.5 / 17 * 100, abs=0.01)
    assert total.coverage == 60
    assert total.verdicts == {
        "met": 1, "partly": 1, "not_met": 1, "no_evidence": 1, "needs_review": 1, "not_applicable": 1
    }  # fmt: skip


def test_parts_add_up_to_the_whole_in_their_order() -> None:
    card = score(FINDINGS, PROFILE, PARTS)
    assert [part.part.id for part in card.parts] == ["a", "b"]
    for name in ("proved", "possible", "ceiling"):
        assert sum(getattr(part.score, name) for part in card.parts) == getattr(card.total, name)


def test_points_of_each_item() -> None:
    items = score(FINDINGS, PROFILE, PARTS).items
    assert (items["x.partly"].points, items["x.partly"].possible) == (1.5, 3)
    assert (items["x.foreign"].points, items["x.foreign"].possible) == (0, 0)


def test_a_weight_overrides_the_severity() -> None:
    assert score([finding("heavy", "met", "minor", weight=8)], PROFILE, PARTS).total.possible == 8


def test_a_severity_lowered_before_its_date_keeps_the_points() -> None:
    early = finding("early", "no_evidence", "critical").model_copy(update={"severity": "major"})
    assert score([early], PROFILE, PARTS).total.possible == 5


@pytest.mark.parametrize(
    ("earned", "grade"),
    [
        (90, "优秀"),
        (89.99, "良好"),
        (80, "良好"),
        (79.99, "合格"),
        (60, "合格"),
        (59.99, "不合格"),
        (0, "不合格"),
    ],
)
def test_grades_begin_at_their_bound(earned: float, grade: str) -> None:
    findings = [finding("got", "met", "minor", weight=earned)] if earned else []
    findings.append(finding("lost", "not_met", "minor", weight=100 - earned))
    total = score(findings, PROFILE, PARTS).total
    assert total.grade == grade
    assert total.rate == pytest.approx(earned)


def test_nothing_applicable_is_not_graded() -> None:
    total = score([finding("foreign", "not_applicable", "major")], PROFILE, PARTS).total
    assert (total.possible, total.rate, total.coverage, total.grade) == (0, 0, 0, "不评")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"points": {"critical": 5, "major": 3}}, "三种分值"),
        ({"shares": {"met": 1.5}}, "0 到 1"),
        ({"grades": [{"title": "优", "at_least": 90}]}, "最后一等从 0 起"),
        ({"grades": [{"title": "中", "at_least": 60}, {"title": "优", "at_least": 90}]}, "自高而低"),
    ],
)
def test_a_profile_that_cannot_grade_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Profile.model_validate({**PROFILE.model_dump(), **change})


def test_a_misspelt_profile_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        (shipped("checklists") / "scoring" / "default.yaml").read_text("utf-8").replace("grades", "grads"),
        "utf-8",
    )
    with pytest.raises(FazhiError, match=r"own.yaml:12:1：没有“grads”这一项。是否想写“grades”"):
        load_profile(path)


def profile(**changes: Any) -> Profile:
    return Profile.model_validate(PROFILE.model_dump() | changes)


def test_parts_with_a_total_of_their_own_are_scaled_to_it() -> None:
    card = score(FINDINGS, profile(parts={"a": 16}), PARTS)
    assert [one.score.possible for one in card.parts] == [16, 9]
    assert card.items["x.met"].possible == 10 and card.items["x.partly"].points == 3


def test_a_veto_bars_better_grades_and_says_why() -> None:
    veto = {"items": ["x.failed"], "grade": "不合格", "why": "一票否决：某事"}
    card = score(
        FINDINGS[:1] + FINDINGS[2:3], profile(points={"critical": 99, "major": 1, "minor": 1}), PARTS
    )
    assert card.total.grade == "优秀"
    barred = profile(points={"critical": 99, "major": 1, "minor": 1}, veto=[veto])
    card = score(FINDINGS[:1] + FINDINGS[2:3], barred, PARTS)
    assert (card.total.grade, card.total.remarks) == ("不合格", ("一票否决：某事",))


def test_a_bonus_counts_once_an_item_and_never_beyond_what_is_obtainable() -> None:
    bonus = {"items": ["x.met", "x.silent"], "points": 2, "why": "加分：某事"}
    plain, card = score(FINDINGS, PROFILE, PARTS), score(FINDINGS, profile(bonus=[bonus]), PARTS)
    assert card.total.proved == plain.total.proved + 2
    assert card.total.ceiling == min(plain.total.possible, plain.total.ceiling + 4)
    full = score(FINDINGS[:1], profile(bonus=[bonus]), PARTS)
    assert full.total.proved == full.total.possible


def test_a_veto_names_a_grade_that_exists() -> None:
    with pytest.raises(ValueError, match="不在 grades 中"):
        profile(veto=[{"items": ["x.met"], "grade": "差", "why": "某事"}])


def test_the_second_shipped_profile_adds_up_to_a_hundred() -> None:
    assert sum(load_profile(shipped("checklists") / "scoring" / "hundred.yaml").parts.values()) == 100


def test_sums_are_rounded_half_up_as_spreadsheets_do() -> None:
    findings = [finding(f"half{i}", "partly", "minor", weight=0.03125) for i in range(2)]
    card = score(findings, PROFILE, PARTS)
    assert card.items["x.half0"].points == 0.0156
    assert score([finding("tie", "met", "minor", weight=0.125)], PROFILE, PARTS).total.proved == 0.13


def test_a_scorecard_carries_its_rules() -> None:
    card = score(FINDINGS, PROFILE, PARTS)
    assert score(FINDINGS, card.rules, PARTS, graded=card.graded) == card
