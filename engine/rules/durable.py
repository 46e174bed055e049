"""The durable-rules kernel.

In: a checklist, compiled once, and the statements of a document. Out: the outcomes whose rules fired.
durable-rules 2.0.28 has hard edges; what is done about each:

- a Host keeps two timer threads and its rulesets for good: one Host a process, whose timers are never started
  (`assert_fact` runs every action before it returns), and a ruleset for each content;
- state is kept for each `sid`: a new one for every report, deleted afterwards. Deleting a state in which no
  rule has fired frees memory that was never set (a crash, sooner or later), so a first fact that always
  fires goes before the others, which also shows that the ruleset is alive;
- joins, negation, events and its regular expressions misfire: one wide fact an item, flat rules, numbers
  only;
- a callback that raises is swallowed, one with two parameters waits for ever: one parameter, one append.

Its limits of size are kept by the rulebook. It is imported when first asked for, and may be absent.
"""

from __future__ import annotations

import importlib
import itertools
import threading
from collections.abc import Callable, Sequence
from typing import Any

from engine.checklist.models import Checklist, Item
from engine.rules.kernel import Firing
from engine.rules.rulebook import Rulebook, Sheet, Test, compile_checklist
from engine.rules.statements import Number, Statements

_OPERATORS = {">=": "$gte", ">": "$gt", "<": "$lt", "<=": "$lte"}
_REMEMBERED = 16
_WAKING = "wake"
# A margin of two figures may be twice the largest figure.
_LARGEST_HANDED = 2.1e15


class DurableKernel:
    """Rules compiled by `compiler` and fired by durable-rules. Raises `ImportError` where that is absent."""

    name = "durable"

    def __init__(self, compiler: Callable[[Checklist], Rulebook] = compile_checklist) -> None:
        self._host = _host()
        self._compiler = compiler
        self._books: dict[int, tuple[Checklist, Rulebook]] = {}

    def fired(self, checklist: Checklist, items: Sequence[Item], statements: Statements) -> frozenset[Firing]:
        """Every outcome of `items` of which a rule fired. Whatever durable-rules raises is passed on."""
        book = self._book(checklist)
        wanted = {item.id for item in items}
        fired: set[Firing] = set()
        for number, sheets in enumerate(book.sets):
            asked = [sheet for sheet in sheets if sheet.item in wanted]
            if asked:
                facts = [_wide_fact(sheet, statements) for sheet in asked]
                fired |= self._host.run(f"{book.name}-{number}", sheets, facts)
        return frozenset(fired)

    def _book(self, checklist: Checklist) -> Rulebook:
        known = self._books.get(id(checklist))
        if known is None:
            if len(self._books) >= _REMEMBERED:
                self._books.clear()
            # The checklist is kept with its rulebook, so that its id stays its own.
            known = self._books[id(checklist)] = checklist, self._compiler(checklist)
        return known[1]


class _SharedHost:
    """The one Host of this process."""

    def __init__(self) -> None:
        engine = importlib.import_module("durable.engine")
        self._not_handled: type[Exception] = engine.MessageNotHandledException
        quiet = type("QuietHost", (engine.Host,), {"_run": lambda host: None})
        self._host: Any = quiet()
        self._known: set[str] = set()
        self._fired: set[Firing] = set()
        self._sids = itertools.count(1)
        self._awake = False
        self._lock = threading.Lock()

    def run(self, name: str, sheets: Sequence[Sheet], facts: Sequence[dict[str, Any]]) -> set[Firing]:
        """What fires when `facts` are asserted to the ruleset `name`, made of `sheets` at first need."""
        with self._lock:
            self._register(name, sheets)
            self._fired.clear()
            sid = f"r{next(self._sids)}"
            self._wake(name, sid)
            try:
                for number, fact in enumerate(facts):
                    self._assert(name, {**fact, "sid": sid, "id": f"f{number}"})
            finally:
                self._host.delete_state(name, sid)
            return set(self._fired)

    def _wake(self, name: str, sid: str) -> None:
        self._awake = False
        self._host.assert_fact(name, {"item": _WAKING, "sid": sid, "id": "wake"})
        if not self._awake:
            raise RuntimeError(f"ruleset {name} does not answer")

    def _register(self, name: str, sheets: Sequence[Sheet]) -> None:
        if name in self._known:
            return
        rules = {
            f"{sheet.id}/{number}": _definition(sheet, rule.tests, self._note((sheet.item, rule.outcome)))
            for sheet in sheets
            for number, rule in enumerate(sheet.rules)
        }
        waking = {"all": [{"m": {"item": _WAKING}}], "run": self._waken}
        self._host.set_rulesets({name: {_WAKING: waking, **rules}})
        self._known.add(name)

    def _assert(self, name: str, fact: dict[str, Any]) -> None:
        # A fact that meets no rule is an exception to durable-rules, and an ordinary answer here.
        try:
            self._host.assert_fact(name, fact)
        except self._not_handled:
            return

    def _waken(self, closure: Any) -> None:
        self._awake = True

    def _note(self, firing: Firing) -> Callable[[Any], None]:
        def note(closure: Any) -> None:
            self._fired.add(firing)

        return note


_shared: _SharedHost | None = None


def _host() -> _SharedHost:
    global _shared
    if _shared is None:
        _shared = _SharedHost()
    return _shared


def _definition(sheet: Sheet, tests: Sequence[Test], action: Callable[[Any], None]) -> dict[str, Any]:
    comparisons = [{_OPERATORS[test.comparison]: {test.slot: test.threshold}} for test in tests]
    return {"all": [{"m": {"$and": [{"item": sheet.id}, *comparisons]}}], "run": action}


def _wide_fact(sheet: Sheet, statements: Statements) -> dict[str, Any]:
    taken = {slot: measure.take(statements) for slot, measure in sheet.slots.items()}
    return {
        "item": sheet.id,
        **{slot: _handed(value) for slot, value in taken.items() if value is not None},
    }


def _handed(value: Number) -> Number:
    """`value`, which must be a plain number: '0.99' and True would satisfy a comparison."""
    if type(value) not in (int, float) or not abs(value) <= _LARGEST_HANDED:
        raise ValueError(f"not a plain number: {value!r}")
    return value
