"""click speaks German, whatever language the system is set to; and every command takes `--store`."""

from collections.abc import Callable
from typing import Any

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

from backoffice.wording.click_texts import TEXTS

MODULES = (core, decorators, exceptions, formatting, parser, termui, types)
"""All of click that speaks to a person at a prompt."""


def _one(text: str) -> str:
    return TEXTS.get(text, text)


def _many(one: str, more: str, count: int) -> str:
    return _one(one if count == 1 else more)


def speak_german() -> None:
    """Put our words where click asks gettext for its own.

    gettext's way, a catalogue found through LANGUAGE and LANG, would make the language depend on the workstation.
    """
    for module in MODULES:
        names: dict[str, Any] = vars(module)
        if "_" in names:
            names["_"] = _one
        if "ngettext" in names:
            names["ngettext"] = _many


def _remember_store(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    from backoffice.cli.session import Session

    if value is not None:
        ctx.ensure_object(Session).store = value


def store_option() -> click.Option:
    """`--store URL`, taken before and after a command's name."""
    return click.Option(
        ["--store"],
        metavar="URL",
        expose_value=False,
        callback=_remember_store,
        help="Speicher: Dateipfad, sqlite:///… oder postgresql://… (sonst BACKOFFICE_STORE oder die Einstellung).",
    )


def _first_sentence(help_: str | None) -> str:
    """The first sentence of a help text, whole: click would cut it off after some letters."""
    return (help_ or "").partition(". ")[0].partition("\n")[0].rstrip(".") + "."


class Command(click.Command):
    """A command with German usage lines and `--store`."""

    def get_short_help_str(self, limit: int = 45) -> str:
        """What a list of commands says of this one."""
        return _first_sentence(self.help)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[OPTIONEN]")
        super().__init__(*args, **kwargs)
        self.params.append(store_option())


class Group(click.Group):
    """A group of commands, shown in the order they were added."""

    command_class = Command
    group_class = type

    def get_short_help_str(self, limit: int = 45) -> str:
        """What a list of commands says of this group."""
        return _first_sentence(self.help)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[OPTIONEN]")
        kwargs.setdefault("subcommand_metavar", "BEFEHL …")
        super().__init__(*args, **kwargs)
        self.params.append(store_option())

    def list_commands(self, ctx: click.Context) -> list[str]:
        """As they were added, not by the alphabet: what belongs together stands together."""
        return list(self.commands)


class Root(Group):
    """The whole of it: what goes wrong becomes a sentence and an exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run and leave: 0 done, 1 refused, 2 wrongly called, 3 store unavailable."""
        import sys

        from backoffice.cli.guard import guarded

        kwargs["standalone_mode"] = False
        run: Callable[[], Any] = super().main
        sys.exit(guarded(lambda: run(*args, **kwargs)))


speak_german()
