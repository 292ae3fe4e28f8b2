"""A group of commands of which each is loaded only when it is named, or when help lists them all.

Loading what all commands need takes three times as long as most commands take.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup


def group_of(commands: Mapping[str, str]) -> type[TyperGroup]:
    """Return a group with these commands: by name, where the function or the typer app stands ("package.module:name").

    Commands that are registered with the typer app itself come behind them.
    """

    class LoadedWhenNamed(TyperGroup):
        """Loads a command when it is asked for."""

        def list_commands(self, ctx: Any) -> list[str]:
            return [*commands, *super().list_commands(ctx)]

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            where = commands.get(cmd_name)
            return _load(cmd_name, where) if where else super().get_command(ctx, cmd_name)

    return LoadedWhenNamed


def _load(name: str, where: str) -> Any:
    module, _, attribute = where.partition(":")
    found = getattr(import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command(name)(found)
        found = alone
    command = typer.main.get_command(found)
    command.name = name
    return command
