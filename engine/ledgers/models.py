"""What a ledger is, as data, and what is read from one.

A declaration (`checklists/ledgers/*.yaml`) names the columns; reading gives a `Table` whose rows come one at a time, so that
memory does not grow with the file; checking gives a `LedgerResult`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from pydantic import Field

from engine.checklist.models import Severity
from engine.extraction.models import Check, Fact
from engine.model import Model

ColumnType = Literal["text", "number", "date", "yesno", "choice", "person", "identity"]
Value = str | float | bool | date | None


class Column(Model):
    """A column of a kind of ledger. `private` values never leave unmasked by themselves."""

    key: str = Field(description="列的代号", pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(description="表头，模板里照此印出")
    aliases: tuple[str, ...] = Field((), description="各地常用的别的表头")
    type: ColumnType = Field(
        "text",
        description="text 文字、number 数、date 日期、yesno 是否、choice 选项、person 姓名、identity 证件号",
    )
    required: bool = Field(False, description="缺了这一列或这一格，这一行就不能用")
    private: bool = Field(False, description="个人信息，输出时遮蔽")
    choices: dict[str, tuple[str, ...]] = Field({}, description="选项及其别的写法")
    unit: str | None = Field(None, description="单位；单元格里带着也认")
    at_least: float | None = Field(None, description="数不小于多少才合情理，不写为 0；小于的不采用")
    at_most: float | None = Field(None, description="数不大于多少才合情理；大于的不采用")
    help: str = Field("", description="怎样填，一句话")
    examples: tuple[str, ...] = Field((), description="模板里的两行示例")


class Problem(Model):
    """Something in a file that could not be used as it stands: where, what, how to mend it. `cell` may be empty (the sheet) and
    `sheet` too (the file). `lost` tells that the row was not used."""

    file: str
    sheet: str = ""
    cell: str = ""
    message: str
    mend: str
    lost: bool = False


class Row(NamedTuple):
    """A row that can be used: its number in the sheet, as printed there, and its values by column key."""

    number: int
    values: Mapping[str, Value]


@dataclass
class Table:
    """One sheet of a file, recognised as a kind of ledger. `rows` may be walked once; `problems`, `used` and `lost` are complete
    when it has ended. `letters` gives the column letter of each key, so that a cell can be named."""

    kind: str
    file: str
    sheet: str
    letters: Mapping[str, str]
    rows: Iterator[Row]
    problems: list[Problem] = field(default_factory=list)
    used: int = 0
    lost: int = 0

    def cell(self, row: Row, key: str) -> str:
        """Where a value stands, such as 培训!D7."""
        return f"{self.sheet}!{self.letters[key]}{row.number}"


class RowFinding(Model):
    """A row that falls short of a rule. `message` is one Chinese sentence without private values; `subject` names the row
    (masked where private); `by` is how far it falls short, in `unit`."""

    rule: str
    title: str
    kind: str
    file: str
    sheet: str
    cells: tuple[str, ...]
    subject: str
    message: str
    basis: Literal["law", "benchmark"]
    source: str
    severity: Severity
    mend: str
    item: str | None = None
    by: float | None = None
    unit: str | None = None


class RuleTally(Model):
    """How many rows a rule was put to, and how many fell short; `undecided` lacked a value that it needs."""

    rule: str
    title: str
    checked: int
    short: int
    undecided: int


class LedgerResult(Model):
    """All that one ledger gives. `findings` holds at most `findings_limit` of each rule; the tallies count all.

    Of several tables of a kind the first that a fact rests on holds it; a person stands where its first row is."""

    kind: str
    title: str
    file: str
    sheet: str
    digest: str
    used: int
    lost: int
    facts: tuple[Fact, ...]
    findings: tuple[RowFinding, ...]
    tallies: tuple[RuleTally, ...]
    checks: tuple[Check, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
