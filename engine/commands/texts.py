"""What commands say on the screen: `checklists/texts/commands.yaml`."""

from __future__ import annotations

from functools import lru_cache

from engine.model import Model
from engine.resources import shipped
from engine.yamlio import load_model


class CommandTexts(Model):
    """Lines and labels by group, `said` for all commands. Braces hold what is filled in."""

    said: dict[str, str]
    explain: dict[str, str]
    facts: dict[str, str]
    item: dict[str, str]
    indicator: dict[str, str]


@lru_cache(maxsize=1)
def command_texts() -> CommandTexts:
    """The shipped texts. Raises `FazhiError` where the file is damaged."""
    return load_model(shipped("checklists") / "texts" / "commands.yaml", CommandTexts)


def said(name: str, /, **values: object) -> str:
    """One of the lines that any command says, filled in."""
    return command_texts().said[name].format(**values)
