"""What is never an argument (D54): texts, names and passwords come from a prompt or from the standard input."""

import json
import sys

import click

from backoffice.domain.errors import Refused
from backoffice.wording import commands as words


def at_terminal() -> bool:
    """Whether somebody sits there who can answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def confirm(question: str) -> bool:
    """Ask for a yes; only where somebody can answer. Everything but a yes is a no."""
    answer = click.prompt(
        words.YES_NO.format(question=question), default="n", show_default=False, prompt_suffix=" ", err=True
    )
    return str(answer).strip().casefold() in words.YES


def require_confirmation(question: str) -> None:
    """Go on only with a yes. Refused: `confirm_needed` without a terminal, `declined`."""
    if not at_terminal():
        raise Refused("confirm_needed")
    if not confirm(question):
        raise Refused("declined")


def ask_password(login: str) -> str | None:
    """A password at the terminal; None where nobody can be asked."""
    if not at_terminal():
        return None
    return str(click.prompt(words.PASSWORD_FOR.format(login=login), hide_input=True, err=True))


class Answers:
    """The answers to a command's questions, in the order they are asked.

    At a terminal each is prompted for. Otherwise the standard input holds one line for each question, or one JSON
    object with the questions' names.
    """

    def __init__(self) -> None:
        self._lines: list[str] | None = None
        self._object: dict[str, str] | None = None

    def text(self, name: str, *, required: bool = False) -> str:
        """The answer to one question. Refused `input_missing` where it is empty but needed."""
        label = words.ASK[name]
        answer = (
            str(click.prompt(label, default="", show_default=False, err=True)) if at_terminal() else self._next(name)
        ).strip()
        if required and not answer:
            raise Refused("input_missing", field=label)
        return answer

    def new_password(self, login: str) -> str:
        """A password for somebody new, typed twice where somebody sits there. Refused `input_missing`."""
        if not at_terminal():
            return self.text("password", required=True)
        while True:
            first = str(click.prompt(words.NEW_PASSWORD.format(login=login), hide_input=True, err=True))
            if first == str(click.prompt(words.ASK["repeat"], hide_input=True, err=True)):
                return first
            click.echo(words.PASSWORDS_DIFFER, err=True)

    def _next(self, name: str) -> str:
        if self._lines is None:
            self._read()
        if self._object is not None:
            return self._object.get(name, "")
        return self._lines.pop(0) if self._lines else ""

    def _read(self) -> None:
        given = sys.stdin.read() if sys.stdin is not None else ""
        self._lines = given.splitlines()
        if not given.lstrip().startswith("{"):
            return
        try:
            found = json.loads(given)
        except ValueError:
            raise Refused("input_not_json") from None
        if not all(isinstance(value, str) for value in found.values()):
            raise Refused("input_not_json")
        self._object = found
