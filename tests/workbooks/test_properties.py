"""Random overlays: export, import, export is the identity, in a new folder and over another state of the same file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engine.checklist.overlay import Overlay
from engine.workbooks.filling import filled
from engine.workbooks.forms import tidy, written
from engine.workbooks.patching import same
from engine.workbooks.rendering import block
from tests.workbooks import making

SIGNS = "审批执法年度报告县区１２ab9 :#-\"'{}[],&*!|>%@`=+?~→〔〕、，。；（）“”《》…\\/_.\u3000"
LINE = (
    st.text(SIGNS, min_size=1, max_size=14).map(tidy).filter(lambda text: bool(text) and text not in "无不限")
)
TEXT = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
LEVELS = ("province", "prefecture", "county", "township", "department")
KINDS = ("annual_report", "work_plan", "other")
NUMBER = st.integers(1, 59) | st.integers(61, 10**9) | st.floats(0.001, 59, allow_nan=False)
DAY = st.dates(date(1890, 1, 1), date(2090, 1, 1))
CODE = st.from_regex(r"[a-z][a-z0-9-]{0,6}", fullmatch=True)
# A whole overlay takes minutes to shrink.
QUICK = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.reuse, Phase.generate),
)
DOCUMENTS = ("outline", "rules", "local-1", "local-2")
CRITERIA: list[dict[str, Any]] = [
    {"met": {"reported": ["training.held"]}},
    {"met": {"reported": ["training.held", "court.present"]}, "partly": {"reported": ["court.present"]}},
    {"met": {"reported": ["training.held"], "as": ["required"]}},
    {"met": {"value": "court.rate", "at_least": "floor"}, "lowered_by": ["court.present"]},
    {"met": {"any": [{"value": "training.hours", "more_than": 2.5}, {"unreported": ["court.present"]}]}},
    {"not_met": {"issuer": ["county"]}, "met": {"reported": ["training.held"], "number": 1}},
]


def some(names: Iterable[str], least: int = 0) -> st.SearchStrategy[list[str]]:
    """Some of the names, in their own order."""
    order = list(names)
    return st.sets(st.sampled_from(order), min_size=least).map(lambda chosen: sorted(chosen, key=order.index))


def entries(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A map whose entries may be None, which are left out."""
    return st.fixed_dictionaries(fields).map(
        lambda one: {name.rstrip("_"): value for name, value in one.items() if value is not None}
    )


def maybe(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """It or nothing."""
    return st.none() | one


SOURCE = entries(
    document=st.sampled_from(DOCUMENTS), article=LINE, quote=TEXT, from_=maybe(DAY), until=maybe(DAY)
)
APPLIES = entries(
    levels=some(LEVELS),
    kinds=some(KINDS),
    from_year=maybe(st.integers(2000, 2030)),
    to_year=maybe(st.integers(2000, 2030)),
    why=maybe(TEXT),
)
ENTRY = entries(value=NUMBER, from_=maybe(DAY), until=maybe(DAY), source=maybe(SOURCE))
VALUE = st.fixed_dictionaries({"dated": st.lists(ENTRY, min_size=1, max_size=3)})
EXAMPLE = entries(
    text=TEXT,
    verdict=st.sampled_from(["met", "partly", "not_met", "no_evidence", "needs_review", "not_applicable"]),
    kind=st.sampled_from(KINDS),
    level=maybe(st.sampled_from(LEVELS)),
    year=maybe(st.integers(2000, 2030)),
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "severity": st.just("major"),
    "weight": st.integers(3, 50) | st.floats(0.1, 1.9),
    # Never the parent's scope: departments are in it.
    "applies": APPLIES.map(
        lambda one: one | {"levels": [n for n in LEVELS if n in (*one["levels"], "department")]}
    ),
    "remedy": TEXT,
    "materials": st.lists(LINE, min_size=1, max_size=3),
    "holder": TEXT,
    "note": TEXT,
    "off": st.just(True),
}


@st.composite
def changes(draw: st.DrawFn, item: str, values: tuple[str, ...]) -> list[dict[str, Any]]:
    """One or two changes of an item, no field in both."""
    fields = draw(st.permutations([*FIELDS, *values]))
    cut = draw(st.integers(1, 3))
    groups = [fields[:cut], fields[cut : cut + draw(st.integers(0, 3))]]
    found = []
    for group in filter(None, groups):
        change: dict[str, Any] = {"item": item, "reason": draw(TEXT)}
        change["sources"] = draw(st.lists(SOURCE, min_size=1, max_size=3))
        change |= {name: draw(FIELDS[name]) for name in group if name in FIELDS}
        if dated := {name: draw(VALUE) for name in group if name in values}:
            change["values"] = dated
        found.append(change)
    return found


@st.composite
def added(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """An added item."""
    item: dict[str, Any] = {
        "id": f"local.{name}",
        "title": draw(LINE),
        "article": draw(maybe(st.integers(1, 40))),
        "part": draw(st.sampled_from(["disputes", "people"])),
        "kind": draw(st.sampled_from(["quantity", "deadline", "assertion", "structure"])),
        "basis": draw(st.sampled_from(["law", "benchmark"])),
        "sources": draw(st.lists(SOURCE, min_size=1, max_size=3)),
        "applies": draw(APPLIES),
        "by": draw(maybe(DAY)),
        "criterion": draw(st.sampled_from(CRITERIA)),
        "severity": draw(st.sampled_from(["critical", "major", "minor"])),
        "weight": draw(maybe(NUMBER)),
        "remedy": draw(TEXT),
        "materials": draw(st.lists(LINE, min_size=1, max_size=3)),
        "holder": draw(LINE),
        "note": draw(maybe(TEXT)),
        "examples": draw(st.lists(EXAMPLE, max_size=3)),
    }
    if "floor" in str(item["criterion"]):
        sourced = entries(value=NUMBER, from_=maybe(DAY), source=SOURCE)
        floor = {"label": draw(LINE), "unit": draw(maybe(LINE)), "dated": draw(st.lists(sourced, min_size=1))}
        item["values"] = {"floor": {key: one for key, one in floor.items() if one is not None}}
    return {key: one for key, one in item.items() if one is not None}


@st.composite
def overlays(draw: st.DrawFn) -> Overlay:
    """Any overlay of the national checklist."""
    document = entries(
        title=LINE,
        number=maybe(LINE),
        in_force_from=maybe(DAY),
        in_force_until=maybe(DAY),
        note=maybe(LINE),
    )
    region = st.fixed_dictionaries({"code": st.from_regex(r"[0-9]{6}", fullmatch=True), "name": LINE})
    items = draw(some(("a", "b-2", "c"))) if draw(st.booleans()) else []
    return Overlay(
        id="local",
        version=draw(LINE),
        title=draw(LINE),
        extends=("national",),
        region=draw(maybe(region)),
        levels=draw(some(LEVELS)),
        scoring=draw(maybe(CODE)),
        documents={name: draw(document) for name in DOCUMENTS[2:]},
        parts=draw(st.lists(st.fixed_dictionaries({"id": CODE, "title": LINE}), max_size=2)),
        not_covered=draw(st.lists(LINE, max_size=2)),
        changes=[
            *(draw(changes("cn.court", ("rate", "hours"))) if draw(st.booleans()) else ()),
            *(draw(changes("cn.training", ())) if draw(st.booleans()) else ()),
        ],
        items=[draw(added(name)) for name in items],
    )


def put(overlay: Overlay, folder: Path) -> Path:
    """The folder with the national checklist and the overlay."""
    making.write(folder, local=None)
    text = "# 开头\n" + block(written(overlay)) + "# 结尾\n"
    (folder / "local.yaml").write_text(text, "utf-8")
    return folder


@QUICK
@given(overlays())
def test_export_import_export_is_the_identity(overlay: Overlay) -> None:
    with tempfile.TemporaryDirectory() as place:
        old, new = put(overlay, Path(place) / "old"), making.write(Path(place) / "new", local=None)
        assert making.overlay_of(making.load("local", old)) == overlay
        book = making.export("local", old, Path(place) / "one.xlsx")
        assert making.read(book, old).overlay == overlay
        making.save(book, old, new)
        assert making.overlay_of(making.load("local", new)) == overlay
        # A workbook is drawn from nothing else.
        assert filled(making.load("local", new)) == filled(making.load("local", old))
        assert making.save(book, old, old) == {}


@QUICK
@given(overlays(), overlays())
def test_one_state_is_written_over_another(before: Overlay, after: Overlay) -> None:
    with tempfile.TemporaryDirectory() as place:
        old, new = put(before, Path(place) / "old"), put(after, Path(place) / "new")
        book = making.export("local", new, Path(place) / "one.xlsx")
        making.save(book, new, old)
        loaded = making.overlay_of(making.load("local", old))
        for name, key in (("changes", "item"), ("items", "id")):
            ones, others = (
                sorted(getattr(one, name), key=lambda one: getattr(one, key)) for one in (loaded, after)
            )
            assert ones == others
        empty: dict[str, Any] = {"changes": (), "items": (), "documents": {}}
        assert loaded.model_copy(update=empty) == after.model_copy(update=empty)
        assert same(written(loaded).get("documents", {}), written(after).get("documents", {}))
        text = (old / "local.yaml").read_text("utf-8")
        assert text.startswith("# 开头\n") and "# 结尾\n" in text
