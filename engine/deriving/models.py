"""What this room hands on: a draft of a checklist, as text that a person edits, and how much of it a person must."""

from __future__ import annotations

from engine.model import Model


class Draft(Model):
    """`text` is a checklist file. `judged` items have a criterion that a text may fulfil, `person` ones ask something of a
    person, `silent` ones of these nothing else."""

    id: str
    title: str
    text: str
    tasks: int
    judged: int
    person: int
    silent: int
    figures: int
