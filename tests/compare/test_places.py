"""Different places in one year: ranking, heat map, distribution."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.compare import compare
from engine.compare.distribution import distributions
from engine.compare.figures import chosen
from engine.compare.models import Places
from engine.compare.settings import settings as limits
from engine.extraction.models import Extraction
from engine.result import Result
from tests.compare.making import figure, place
from tests.reporting import factory


def places_of(*results: Result) -> Places:
    return compare(results).places[0]


def test_equal_rates_share_a_rank_and_the_next_counts_on() -> None:
    shown = places_of(
        place("甲县人民政府", {1: "not_met", 2: "met"}),
        place("乙县人民政府", {1: "met", 2: "met"}),
        place("丙县人民政府", {1: "met", 2: "no_evidence"}),
        place("丁县人民政府", {1: "no_evidence", 2: "not_met"}),
    )
    names = [shown.reports[one.report].place for one in shown.ranking]
    assert [one.rank for one in shown.ranking] == [1, 2, 2, 4]
    assert [one.shared for one in shown.ranking] == [False, True, True, False]
    assert (names[0], names[-1]) == ("乙县人民政府", "丁县人民政府")
    assert names[1] == "丙县人民政府"  # of the same rate, the one that could still reach more


def test_the_heat_map_has_every_item_and_place_core_first() -> None:
    one = place("甲县人民政府", {1: "met", 2: "not_met"})
    detail = factory.finding(3, "no_evidence", "critical", item={"detail": True})
    scored = factory.result((*one.findings, detail), issuer="乙县人民政府", path="乙.txt")
    shown = places_of(one, scored)
    rows = {row.item: row for row in shown.items}
    assert [row.detail for row in shown.items] == [False, False, True]
    assert set(rows["cn.03.sample-3"].verdicts) == {None, "no_evidence"}
    assert (rows["cn.02.sample-2"].lacking, rows["cn.02.sample-2"].asked) == (2, 2)


def test_who_is_silent_who_is_unclear_and_what_lies_far_off() -> None:
    values = {"甲": 10, "乙": 11, "丙": 12, "丁": 13, "戊": 14, "己": 500}
    results = [place(f"{name}县", {1: "met"}, {"k.a": value}) for name, value in values.items()]
    unclear = place("庚县", {1: "met"}).model_copy(
        update={"extraction": Extraction(facts=(figure("k.a", 1), figure("k.a", 2)))}
    )
    shown = places_of(*results, place("辛县", {1: "met"}), unclear)
    (row,) = shown.distributions
    named = [shown.reports[one.report].place for one in row.figures if one.outlier]
    assert (row.minimum, row.median, row.maximum) == (10, 12.5, 500)
    assert named == ["己县"]
    assert [shown.reports[at].place for at in row.silent] == ["辛县"]
    assert [shown.reports[at].place for at in row.unclear] == ["庚县"]


def test_money_is_compared_in_one_unit_and_other_units_stand_apart() -> None:
    facts = [
        chosen([figure("k.m", value, unit=unit)]) for value, unit in ((1.5, "亿元"), (200, "万元"), (3, "个"))
    ]
    rows = {row.unit: row for row in distributions(facts, [], limits().distribution)}
    assert [one.figure.number for one in rows["万元"].figures] == [200, 15000]
    assert len(rows["个"].figures) == 1


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_quartiles_are_in_order(values: list[int]) -> None:
    (row,) = distributions([chosen([figure("k", value)]) for value in values], [], limits().distribution)
    lower = row.minimum if row.lower is None else row.lower
    upper = row.maximum if row.upper is None else row.upper
    assert row.minimum <= lower <= row.median <= upper <= row.maximum
    assert [one.figure.number for one in row.figures] == sorted(values)


def test_other_lists_are_told() -> None:
    one, other = place("甲县", {1: "met"}), place("乙县", {1: "met"})
    local = other.checklist.model_copy(update={"id": "local", "title": "某省清单"})
    shown = places_of(one, other.model_copy(update={"checklist": local}))
    assert any("某省清单" in note for note in shown.notes)
