"""Several tables of one kind in one measure, and what each says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ledgers.models import LedgerResult, Value
from tests.ledgers_rules import check, checked, table

Rows = Iterable[Mapping[str, Value]]


def together(kind: str, *tables: Rows, year: int | None = 2024) -> tuple[LedgerResult, ...]:
    made = [table(kind, rows) for rows in tables]
    for number, one in enumerate(made):
        one.file = f"{number}/台账.xlsx"
    return checked(made, year=year)


def facts(results: Iterable[LedgerResult], key: str) -> list[Any]:
    return [one for result in results for one in result.facts if one.key == key]


def heard(number: int, **values: Value) -> dict[str, Value]:
    row: dict[str, Value] = {"case_no": f"行初{number}号", "hearing_on": date(2024, 4, 10)}
    return row | values


def test_a_share_is_that_of_all_offices() -> None:
    one, other = [heard(1, head_appeared=True)], [heard(n, head_appeared=n > 3) for n in range(2, 5)]
    (rate,) = facts(together("litigation", one, other), "litigation.head_appearance_rate")
    assert (rate.value, rate.bound) == (50.0, "eq") and "2／4" in rate.evidence[0].quote
    assert [(e.file, e.cell) for e in rate.evidence] == [
        ("0/台账.xlsx", "台账!A3:C3"),
        ("1/台账.xlsx", "台账!A3:C5"),
    ]


def test_a_person_of_two_offices_is_one_with_the_hours_of_both() -> None:
    def row(who: str, hours: float) -> dict[str, Value]:
        return {"name": f"示例{who}", "id_number": who, "hours": hours}

    results = together("training", [row("1", 30.0), row("2", 60.0)], [row("1", 30.0), row("3", 20.0)])
    (people,) = facts(results, "enforcement.trained_people")
    (average,) = facts(results, "enforcement.training_hours_per_person")
    assert (people.value, average.value) == (3, 46.67)
    assert [len(one.findings) for one in results] == [0, 1] and results[1].findings[0].by == 40
    assert sum(t.checked for one in results for t in one.tallies if t.rule == "hours") == 3


def test_persons_without_a_number_open_the_share_that_reaches_the_limit() -> None:
    def shares(*hours: float | None) -> list[tuple[float, str]]:
        rows = [{"name": f"示例{n}", "id_number": str(n), "hours": one} for n, one in enumerate(hours)]
        found = facts(together("training", rows), "enforcement.training_hours_rate")
        return [(one.value, one.bound) for one in found]

    assert shares(60.0, 70.0) == [(100.0, "eq")] and shares(60.0, None) == [(50.0, "ge")]
    assert shares(60.0, 70.0, 10.0, None) == [(50.0, "ge"), (75.0, "le")]


def test_cells_of_another_table_are_named_with_their_file() -> None:
    row: dict[str, Value] = {"name": "示例甲", "id_number": "1", "hours": 10.0}
    first, other = together("training", [row], [row])
    assert first.findings[0].cells == ("台账!C3", "1/台账.xlsx 台账!C3") and not other.findings


def test_what_one_table_cannot_tell_is_not_said_of_all() -> None:
    results = together("litigation", [heard(1, head_appeared=True, outcome="胜诉")], [heard(2)])
    assert facts(results, "litigation.head_appearance_rate") == []
    assert facts(results, "litigation.heard")[0].value == 2
    (appeared,) = facts(results, "litigation.head_appeared")
    assert (appeared.value, appeared.bound) == (1, "ge")
    assert "不能合计" in " ".join(results[0].notices) and "负责人出庭的" in " ".join(results[0].notices)


def test_one_table_disproves_what_another_proves() -> None:
    results = together("litigation", [heard(1, head_appeared=True)], [heard(2, head_appeared=False)])
    (against,) = facts(results, "litigation.head_appearance_full")
    assert against.polarity == "no"


_ROW = st.fixed_dictionaries(
    {
        "hearing_on": st.sampled_from([None, date(2024, 4, 10), date(2023, 4, 10)]),
        "head_appeared": st.sampled_from([True, False, None]),
        "outcome": st.sampled_from(["胜诉", "败诉", None]),
        "judgment_on": st.sampled_from([None, date(2024, 6, 3)]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_ROW, min_size=1, max_size=8), st.integers(0, 8))
def test_tables_together_say_what_one_table_of_all_rows_says(rows: list[dict[str, Any]], cut: int) -> None:
    keys = {"case_no": None}
    whole = [keys | row | {"case_no": str(n)} for n, row in enumerate(rows)]
    parts = [part for part in (whole[:cut], whole[cut:]) if part]
    alone = {(f.key, f.bound): (f.value, f.polarity) for f in check("litigation", whole).facts}
    both = {
        (f.key, f.bound): (f.value, f.polarity)
        for result in together("litigation", *parts)
        for f in result.facts
    }
    assert alone == both


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=9), st.integers(0, 3))
def test_the_bounds_of_a_share_hold_however_the_blanks_are_filled(
    answers: list[bool | None], unheard: int
) -> None:
    rows = [heard(n, head_appeared=answer) for n, answer in enumerate(answers)]
    rows += [heard(100 + n, hearing_on=None) for n in range(unheard)]
    found = facts([check("litigation", rows)], "litigation.head_appearance_rate")
    for filling in (True, False):
        settled = [filling if answer is None else answer for answer in answers]
        share = round(100 * sum(settled) / len(settled), 2)
        for one in found:
            assert {"eq": share == one.value, "ge": share >= one.value, "le": share <= one.value}[one.bound]
    if None not in answers:
        assert [one.bound for one in found] == ["eq"]
    elif False in answers:
        assert found[-1].bound == "le" and found[-1].value < 100
