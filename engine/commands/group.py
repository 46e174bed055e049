"""A click group whose verbs are modules of a package, imported only when one is called.

Each module has one click command named `command`. `--help` of the group needs the one-line descriptions alone.
"""

from __future__ import annotations

import difflib
import importlib
from typing import Any

import click


class ChineseCommand(click.Command):
    """A command whose usage line is Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})


class ChineseGroup(click.Group):
    """A group of such commands that suggests the nearest verb for a wrong one."""

    command_class = ChineseCommand

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        words = {"options_metavar": "[选项]", "subcommand_metavar": "命令 …"}
        super().__init__(*args, **{**words, **kwargs})

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest verb in the complaint."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            mend = f"是否想写 {near[0]}？" if near else f"可用：{'、'.join(self.list_commands(ctx))}"
            ctx.fail(f"没有命令“{args[0]}”。{mend}")
        return super().resolve_command(ctx, args)


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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs with their descriptions, without importing them."""
        with formatter.section("命令"):
            formatter.write_dl(list(self._verbs.items()))
