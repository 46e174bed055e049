"""A click group whose verbs are modules of a package, imported only when one is called.

Each module has one click command named `command`. `--help` of the group needs the one-line descriptions alone.
"""

from __future__ import annotations

import importlib
from typing import Any

import click

from engine.commands.chinese import speak_chinese

# Before any option is declared: click words some texts then.
speak_chinese()


class ChineseCommand(click.Command):
    """A command whose usage line is Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})


class ChineseGroup(click.Group):
    """A group of such commands."""

    command_class = ChineseCommand

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        words = {"options_metavar": "[选项]", "subcommand_metavar": "命令 …"}
        super().__init__(*args, **{**words, **kwargs})


class LazyGroup(ChineseGroup):
    """`verbs` gives name and one-line description; the command stands in `package`.name."""

    def __init__(self, *args: Any, package: str, verbs: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._package, self._verbs = package, verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in their own order."""
        return list(self._verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb, imported now; None for an unknown one."""
        if cmd_name not in self._verbs:
            return None
        module = importlib.import_module(f"{self._package}.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; the nearest verb is sought among all of them, which click does not know."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(args[0], possibilities=self._verbs, ctx=ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs with their descriptions, without importing them."""
        with formatter.section("命令"):
            formatter.write_dl(list(self._verbs.items()))
