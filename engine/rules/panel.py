"""The kernels asked together: each finding is computed by every kernel, and their answers are set side by
side.

A kernel that fails is left out with a notice; only where none answers is that an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from engine.checklist.models import Checklist, Item
from engine.errors import FazhiError
from engine.rules.durable import DurableKernel
from engine.rules.kernel import VERDICTS, Firing, Kernel, Outcome
from engine.rules.reference import ReferenceKernel
from engine.rules.statements import Statements
from engine.rules.texts import rule_texts


class Answers(NamedTuple):
    """What each kernel that answered found to hold, by its name, and notices about the others."""

    by_kernel: dict[str, frozenset[Firing]]
    notices: tuple[str, ...]

    @property
    def cross_checked(self) -> bool:
        """Whether two kernels answered."""
        return len(self.by_kernel) > 1

    def outcomes(self, item: Item) -> dict[str, Outcome | None]:
        """The outcome that decides `item`, for each kernel; None where no condition holds."""
        return {
            name: next((outcome for outcome in VERDICTS if (item.id, outcome) in fired), None)
            for name, fired in self.by_kernel.items()
        }

    def agree(self, item: Item) -> bool:
        """Whether all kernels found the same conditions of `item` to hold."""
        held = [{outcome for one, outcome in fired if one == item.id} for fired in self.by_kernel.values()]
        return all(one == held[0] for one in held)


@lru_cache(maxsize=1)
def available_kernels() -> tuple[Kernel, ...]:
    """The kernels of this installation: durable where durable-rules can be imported, and always reference."""
    try:
        return DurableKernel(), ReferenceKernel()
    except Exception:  # a broken native module raises more than ImportError
        return (ReferenceKernel(),)


def ask(
    kernels: Sequence[Kernel], checklist: Checklist, items: Sequence[Item], statements: Statements
) -> Answers:
    """What `kernels` answer. Raises `FazhiError` where an item cannot be compiled, or none answers."""
    notices = rule_texts().notices
    by_kernel: dict[str, frozenset[Firing]] = {}
    said: list[str] = []
    for kernel in kernels:
        try:
            by_kernel[kernel.name] = kernel.fired(checklist, items, statements)
        except FazhiError:
            raise
        except Exception as error:  # a kernel must never take the program down
            said.append(
                notices["kernel_failed"].format(kernel=kernel.name, error=f"{type(error).__name__} {error}")
            )
    if not by_kernel:
        raise FazhiError("规则内核都不能运行", mend="；".join(said) or "请至少给出一个内核")
    if len(by_kernel) == 1:
        said.append(notices["single_kernel"].format(kernel=next(iter(by_kernel))))
    return Answers(by_kernel, tuple(said))
