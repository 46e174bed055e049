"""What an audit finds beside the findings of the checklist."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from engine.checklist.models import Verdict
from engine.extraction.models import Fact
from engine.ledgers.models import LedgerResult, Problem
from engine.model import Model
from engine.result import Result
from engine.rules.models import Ruling

Agreement = Literal["agrees", "differs", "unclear"]
Presence = Literal["report", "ledger", "attested", "file", "missing"]
Turn = Literal["new", "fixed", "remaining", "unchecked"]


class Difference(Model):
    """One figure that report and ledgers both give. `message` is one Chinese sentence; both facts carry their place."""

    key: str
    label: str
    agreement: Agreement
    claimed: Fact
    counted: Fact
    message: str


class Material(Model):
    """A piece of material that an item asks for, and the files that were put there for the item."""

    item: str
    name: str
    files: tuple[str, ...] = ()
    presence: Presence = "missing"


class Step(Model):
    """A step of the action plan: what it gains, in points, and how much work it is (1 least, 3 most)."""

    item: str
    gain: float
    effort: int
    why: str


class Question(Model):
    """What an inspector is likely to ask of an item, and where the answer stands; `places` may be empty."""

    item: str
    question: str
    places: tuple[str, ...]


class Turned(Model):
    """A gap against the baseline. `id` is an item, or a rule and its row; `number` how many rows of that name took this turn.
    `unchecked` is a gap whose item or rule no longer applied to anything, so that nobody knows."""

    id: str
    title: str
    turn: Turn
    number: int = 1
    before: str | None = None
    now: str | None = None


class Comparison(Model):
    """Today's gaps against an earlier package; nothing is taken out of any total."""

    file: str
    on: date | None
    rate: float | None
    turned: tuple[Turned, ...]

    def of(self, turn: Turn) -> tuple[Turned, ...]:
        """The gaps that took this turn."""
        return tuple(one for one in self.turned if one.turn == turn)

    def number(self, turn: Turn) -> int:
        """How many gaps took this turn."""
        return sum(one.number for one in self.of(turn))

    @property
    def counts(self) -> dict[Turn, int]:
        """The number of gaps by turn."""
        return {turn: self.number(turn) for turn in get_args(Turn)}


class Audit(Model):
    """The whole: the report's result with ledger facts and rulings in it, and what stands beside.

    `report_alone` are the verdicts of the report's text by itself. `unused` are rulings that bear on no item or were not needed;
    `on` is the day as of which deadlines and expiries count; `unmasked` where personal data stand as they are.
    """

    result: Result
    on: date
    unmasked: bool = False
    report_alone: dict[str, Verdict]
    ledgers: tuple[LedgerResult, ...] = ()
    differences: tuple[Difference, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    unused: tuple[Ruling, ...] = ()
    materials: tuple[Material, ...] = ()
    steps: tuple[Step, ...] = ()
    questions: tuple[Question, ...] = ()
    comparison: Comparison | None = None
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
