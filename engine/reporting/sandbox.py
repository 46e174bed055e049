"""A Jinja environment that neither reaches the program nor keeps it busy.

Loops and calls of templates count as steps of a budget: a template that takes more than `STEPS`, or longer than
`SECONDS`, raises `Exhausted`, also where it puts out nothing. Templates run only within `budget()`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from jinja2 import nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

LIMIT = 20_000_000
# A report of a hundred items takes some thousand steps.
STEPS = 1_000_000
SECONDS = 20.0
_GUARD = "fazhi_steps"


class Exhausted(Exception):
    """The template has used up its budget."""


class _Budget:
    def __init__(self) -> None:
        self.steps = 0
        self.end = time.monotonic() + SECONDS

    def spend(self) -> None:
        """One step. Raises `Exhausted`."""
        self.steps += 1
        if self.steps > STEPS or time.monotonic() > self.end:
            raise Exhausted


_current: ContextVar[_Budget] = ContextVar("budget")


@contextmanager
def budget() -> Iterator[None]:
    """A new budget for the templates that run within."""
    token = _current.set(_Budget())
    try:
        yield
    finally:
        _current.reset(token)


@pass_context  # also keeps the compiler from running it over constants
def _counted(context: Context, values: Iterable[Any]) -> Iterator[Any]:
    """`values`, each a step."""
    for value in values:
        _current.get().spend()
        yield value


class _Generator(CodeGenerator):
    """Compiles every loop to run over counted values."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        for loop in node.find_all(nodes.For):
            counted = nodes.Filter(loop.iter, _GUARD, [], [], None, None, lineno=loop.lineno)
            counted.set_environment(self.environment)
            loop.iter = counted
        super().visit_Template(node, frame)


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox, without repetitions that would fill the memory in one expression, every step counted."""

    code_generator_class = _Generator
    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.filters[_GUARD] = _counted

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        for one, other in ((left, right), (right, left)):
            if hasattr(one, "__len__") and isinstance(other, int) and len(one) * other > LIMIT:
                raise SecurityError("repetition")
        if operator == "**":
            raise SecurityError("power")
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        _current.get().spend()
        return super().call(__context, __obj, *args, **kwargs)
