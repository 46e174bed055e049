"""The same rules on the same facts: our two kernels against zen-engine and clipspy.

Every engine gets the compiled rules and the measured values of one report, and must fire the same rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import clips
import zen

from bench.timing import best, row
from engine.checklist.models import Checklist
from engine.pipeline import DEFAULT_CHECKLIST, Options, check_report, checklist_for
from engine.rules.durable import DurableKernel
from engine.rules.kernel import Firing
from engine.rules.reference import ReferenceKernel
from engine.rules.rulebook import Sheet, compile_checklist
from engine.rules.statements import Number, Statements

Fired = Callable[[], frozenset[Firing]]


def lines(report: Path) -> Iterator[str]:
    """A table of the four engines; the plain evaluator is the unit."""
    options = Options(checklist=DEFAULT_CHECKLIST)
    result = check_report(report, options)
    year = result.document.report_year
    checklist = checklist_for(DEFAULT_CHECKLIST, options.folders, year, True)
    statements = Statements(result.document, result.extraction)
    engines: dict[str, Fired] = {
        "reference（本项目，普通 Python）": lambda: ReferenceKernel().fired(
            checklist, checklist.items, statements
        ),
        "durable-rules（本项目）": _durable(checklist, statements),
        "zen-engine": _zen(checklist, statements),
        "clipspy": _clips(checklist, statements),
    }
    answers = {name: fired() for name, fired in engines.items()}
    wanted = next(iter(answers.values()))
    times = {name: best(fired) for name, fired in engines.items()}
    unit = next(iter(times.values()))
    rules = sum(len(s.rules) for sheets in compile_checklist(checklist).sets for s in sheets)
    yield f"判定一份报告：{len(checklist.items)} 个条目，{rules} 条规则"
    for name, seconds in times.items():
        yield row(name, seconds, unit, "结果相同" if answers[name] == wanted else "结果不同！")


def _durable(checklist: Checklist, statements: Statements) -> Fired:
    kernel = DurableKernel()
    return lambda: kernel.fired(checklist, checklist.items, statements)


def _sheets(checklist: Checklist) -> list[Sheet]:
    return [sheet for sheets in compile_checklist(checklist).sets for sheet in sheets]


def _values(sheet: Sheet, statements: Statements) -> dict[str, Number]:
    taken = {slot: measure.take(statements) for slot, measure in sheet.slots.items()}
    return {slot: value for slot, value in taken.items() if value is not None}


def _zen(checklist: Checklist, statements: Statements) -> Fired:
    compiled = [
        (
            sheet,
            [
                (
                    rule,
                    zen.compile_expression(
                        " and ".join(f"{t.slot} {t.comparison} {t.threshold}" for t in rule.tests)
                    ),
                )
                for rule in sheet.rules
            ],
        )
        for sheet in _sheets(checklist)
    ]

    def fired() -> frozenset[Firing]:
        found = set()
        for sheet, rules in compiled:
            values = _values(sheet, statements)
            for rule, expression in rules:
                if all(t.slot in values for t in rule.tests) and expression.evaluate(values):
                    found.add((sheet.item, rule.outcome))
        return frozenset(found)

    return fired


def _clips(checklist: Checklist, statements: Statements) -> Fired:
    environment = clips.Environment()
    sheets = _sheets(checklist)
    environment.build("(deftemplate value (slot sheet) (slot slot) (slot number))")
    environment.build("(deftemplate fired (slot item) (slot outcome))")
    for sheet in sheets:
        for number, rule in enumerate(sheet.rules):
            tests = " ".join(
                f'(value (sheet "{sheet.id}") (slot {t.slot}) (number ?n{i}&:({t.comparison} ?n{i} {t.threshold})))'
                for i, t in enumerate(rule.tests)
            )
            environment.build(
                f"(defrule r{abs(hash((sheet.id, number)))} {tests} => "
                f'(assert (fired (item "{sheet.item}") (outcome {rule.outcome}))))'
            )
    template = environment.find_template("value")

    def fired() -> frozenset[Firing]:
        environment.reset()
        for sheet in sheets:
            for slot, number in _values(sheet, statements).items():
                template.assert_fact(sheet=sheet.id, slot=clips.Symbol(slot), number=number)
        environment.run()
        facts = (fact for fact in environment.facts() if fact.template.name == "fired")
        return frozenset((fact["item"], str(fact["outcome"])) for fact in facts)  # type: ignore[misc]

    return fired
