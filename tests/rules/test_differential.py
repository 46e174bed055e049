"""The two kernels against each other, on random checklists and random facts."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.documents.models import Level
from engine.extraction.models import Bound, Fact, Modality, Per, Polarity
from engine.rules import judge
from engine.rules.reference import ReferenceKernel
from engine.rules.statements import Statements

from .making import checklist, document, extraction, fact, item

pytest.importorskip("durable.engine", reason="durable-rules 未安装")

from engine.rules.durable import DurableKernel

KEYS = ("a.k0", "a.k1", "a.k2", "a.k3_rate")
LEVELS = get_args(Level)
NUMBERS = st.one_of(
    st.integers(-2, 6),
    st.sampled_from([0.1, 99.99, 100.0, 100, 33.333333333333336, 1e15, 0.00001]),
)

keys = st.lists(st.sampled_from(KEYS), min_size=1, max_size=3).map(tuple)
modalities = st.lists(st.sampled_from(get_args(Modality)), min_size=1, max_size=2, unique=True).map(tuple)
polarities = st.lists(st.sampled_from(get_args(Polarity)), min_size=1, max_size=3, unique=True).map(tuple)
days = st.sampled_from(["03-01", "04-01", "12-31"])


def _measured(key: str, as_: tuple[str, ...], kind: str, limit: float, other: str) -> dict[str, Any]:
    return {"value": key, "as": as_, kind: other if kind.endswith("_value") else limit}


leaves = st.one_of(
    st.builds(
        lambda k, m, p, n: {"reported": k, "as": m, "polarity": p, "number": n},
        keys,
        modalities,
        polarities,
        st.integers(1, 3),
    ),
    st.builds(lambda k, m, p: {"unreported": k, "as": m, "polarity": p}, keys, modalities, polarities),
    st.builds(
        _measured,
        st.sampled_from(KEYS),
        modalities,
        st.sampled_from(
            ["at_least", "more_than", "less_than", "at_most", "more_than_value", "at_most_value"]
        ),
        st.one_of(st.integers(-1, 5), st.sampled_from([0.1, 99.99, 100.0, 33.3333])),
        st.sampled_from(KEYS),
    ),
    st.builds(
        lambda k, kind, limit, per: {"value": k, kind: limit, "per": per},
        st.sampled_from(KEYS),
        st.sampled_from(["at_least", "at_most"]),
        st.integers(-1, 5),
        st.sampled_from(["half", "quarter", "month", "term"]),
    ),
    st.builds(
        lambda k, kind, day: {"date": k, kind: day},
        st.sampled_from(KEYS),
        st.sampled_from(["before", "not_before"]),
        days,
    ),
    st.builds(
        lambda levels: {"issuer": tuple(levels)}, st.lists(st.sampled_from(LEVELS), min_size=1, max_size=3)
    ),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda kind, parts: {kind: tuple(parts)},
        st.sampled_from(["all", "any"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=7,
)
QUESTION = {"person": "请看材料"}
criteria = st.fixed_dictionaries(
    {
        "met": st.one_of(
            conditions, st.just(QUESTION), st.builds(lambda one: {"all": (one, QUESTION)}, conditions)
        )
    },
    optional={"partly": conditions, "not_met": conditions, "needs_review": conditions, "lowered_by": keys},
)
values = st.one_of(st.just(True), NUMBERS, st.dates(date(2023, 12, 1), date(2026, 2, 1)))
facts = st.builds(
    lambda key, value, **given: fact(key, value, **given),
    st.sampled_from(KEYS),
    values,
    at=st.integers(0, 400),
    modality=st.sampled_from(get_args(Modality)),
    polarity=st.sampled_from(get_args(Polarity)),
    bound=st.sampled_from(get_args(Bound)),
    per=st.sampled_from([None, None, *get_args(Per)]),
    scope=st.sampled_from([None, None, "全市", "乡镇"]),
    year=st.sampled_from([None, 2024, 2023]),
)
# Mostly figures and statements of the report year, so that conditions are often met.
plain = st.builds(
    lambda key, value, at: fact(key, value, at),
    st.sampled_from(KEYS),
    st.one_of(NUMBERS, values),
    st.integers(0, 400),
)
levels = st.one_of(st.none(), st.sampled_from(LEVELS))
years = st.sampled_from([None, 2024, 2024, 2024])

KERNELS = (DurableKernel(), ReferenceKernel())


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(
    st.lists(criteria, min_size=1, max_size=5),
    st.lists(st.lists(st.one_of(facts, plain), max_size=14), min_size=1, max_size=4),
    levels,
    years,
)
def test_both_kernels_find_the_same(
    given_criteria: list[dict[str, Any]], reports: list[list[Fact]], level: Level | None, year: int | None
) -> None:
    items = [item(f"t.i{n}", **criterion) for n, criterion in enumerate(given_criteria)]
    made, on = checklist(*items), document(level=level, report_year=year)
    for report in reports:
        statements = Statements(on, extraction(*report))
        durable, reference = (kernel.fired(made, made.items, statements) for kernel in KERNELS)
        assert durable == reference


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(criteria, st.lists(st.one_of(facts, plain), max_size=12), levels, years)
def test_every_finding_can_be_checked(
    criterion: dict[str, Any], report: list[Fact], level: Level | None, year: int | None
) -> None:
    """Whatever the criterion: a verdict, a full sentence for it, and only sentences that the facts quote."""
    judged = judge(
        document(level=level, report_year=year), extraction(*report), checklist(item(**criterion)), KERNELS
    )
    found = judged.findings[0]
    quotes = {one.quote for given_fact in report for one in given_fact.evidence}
    assert {one.quote for one in (*found.evidence, *found.contrary)} <= quotes
    assert len(found.evidence) <= 6
    assert [one.start for one in found.evidence] == sorted({one.start for one in found.evidence})
    assert found.reason.endswith("。") and "{" not in found.reason
    asked = item(**criterion).criterion.asked
    assert found.verdict != "needs_review" or "needs_review" in criterion or asked
    assert found.verdict != "met" or not asked
