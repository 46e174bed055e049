"""Facts and a checklist in, findings out.

`judge` decides every item, `explain` one with all that decided it; `describe` puts a condition into Chinese.
"""

from engine.rules.criterion_text import describe, describe_criterion
from engine.rules.explaining import Explanation, explain
from engine.rules.judging import judge
from engine.rules.models import Finding, Judgement, Ruling
from engine.rules.rulings import ruled

__all__ = [
    "Explanation",
    "Finding",
    "Judgement",
    "Ruling",
    "describe",
    "describe_criterion",
    "explain",
    "judge",
    "ruled",
]
