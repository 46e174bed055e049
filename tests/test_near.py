"""A suggestion is made for a slip of the hand, and for nothing else."""

from __future__ import annotations

import pytest

from engine.near import nearest

KNOWN = [
    "check",
    "checklist",
    "schema",
    "cn.34.notice",
    "cn.24.appear",
    "sample.committee",
    "t.one",
]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("chek", "check"),
        ("shema", "schema"),
        ("t.ome", "t.one"),
        ("sample.comittee", "sample.committee"),
        ("sampel.committee", "sample.committee"),
        ("cn.24.apear", "cn.24.appear"),
        ("cn.34.nope", None),
        ("zzz", None),
        ("", None),
    ],
)
def test_only_what_is_near_is_suggested(name: str, meant: str | None) -> None:
    assert nearest(name, KNOWN) == meant


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("check", []) is None
