"""A skeleton for an indicator, from the passages in which its numbers stand.

In: unmapped numbers of one noun and unit. Out: YAML text to be completed by a person; it claims no key of its own.
"""

from __future__ import annotations

from engine.extraction.unmapped import Gap

_EXAMPLES = 3


def skeleton(gap: Gap) -> str:
    """A commented entry for an indicator file, with the passages as examples."""
    lines = [
        f"# {gap.noun or '（无名词）'} … {gap.unit}：{gap.times} 处未读出。请补全键、名称和口径，例子改写成自己的话。",
        "  - key: 主题.名称",
        f"    label: {gap.noun}",
        f'    unit: "{gap.unit}"',
        "    definition: 待补",
        f"    written: [{gap.noun}]",
        "    examples:",
    ]
    for example in gap.examples[:_EXAMPLES]:
        quote = example.evidence.quote.replace('"', "”")
        lines.append(f'      - {{text: "{quote}", value: {example.value}}}')
    return "\n".join(lines)
