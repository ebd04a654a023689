"""What the finder asks: at the terminal one question after the other, else on the standard input (D54)."""

import json
import sys
from typing import TYPE_CHECKING

import click

from backoffice.cli.asking import at_terminal
from backoffice.cli.house import AREAS
from backoffice.domain.errors import Refused
from backoffice.domain.streets import address, postcode
from backoffice.domain.text import clean, same_key
from backoffice.wording.responsibility import ASKED, CONDITION, MAY_BE_EMPTY
from backoffice.wording.states import AREA

if TYPE_CHECKING:
    from backoffice.domain.rules import Asked

LONGEST = 160
OLDEST = 130


def asked() -> "Asked":
    """What is known of somebody. Refused where an answer cannot be read, and `nothing_asked` where there is none.

    Standard input: one line for each question in their order; or `PLZ: 00112`, in any order; or a JSON object.
    """
    from backoffice.domain.rules import Asked

    answers = _at_terminal() if at_terminal() else _given()
    if not any(answers.values()):
        raise Refused("nothing_asked")
    code = answers["postcode"]
    if code and postcode(code) is None:
        raise Refused("postcode_shape", text=code)
    where = address(answers["street"], answers["house_number"], code)
    return Asked(
        where.postcode,
        where.street,
        where.house_number,
        _age(answers["age"]),
        _area(answers["area"]),
        answers["letter"] or None,
        answers["digits"] or None,
    )


def _at_terminal() -> dict[str, str]:
    click.echo(MAY_BE_EMPTY, err=True)
    return {
        name: _cleaned(click.prompt(said, default="", show_default=False, err=True)) for name, said in ASKED.items()
    }


def _given() -> dict[str, str]:
    text = sys.stdin.read() if sys.stdin is not None else ""
    answers = dict.fromkeys(ASKED, "")
    if text.lstrip().startswith("{"):
        try:
            found = json.loads(text)
        except ValueError:
            raise Refused("input_not_json") from None
        if not all(isinstance(value, str | int) for value in found.values()) or not found.keys() <= answers.keys():
            raise Refused("input_not_json")
        return {**answers, **{name: _cleaned(value) for name, value in found.items()}}
    lines = text.splitlines()
    if not any(":" in line for line in lines):
        return {**answers, **{name: _cleaned(line) for name, line in zip(ASKED, lines, strict=False)}}
    names = {same_key(word): name for words in (ASKED, CONDITION) for name, word in words.items()}
    names |= {same_key(name): name for name in ASKED}
    for number, line in enumerate(lines, 1):
        word, sign, value = line.partition(":")
        if not line.strip():
            continue
        if not sign or same_key(word) not in names:
            raise Refused("line_shape", line=number, names=", ".join(ASKED.values()))
        answers[names[same_key(word)]] = _cleaned(value)
    return answers


def _cleaned(value: object) -> str:
    return clean(str(value), LONGEST).text


def _age(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 4 and int(text) <= OLDEST):
        raise Refused("age_shape", text=text)
    return int(text)


def _area(text: str) -> str | None:
    """An area by its German name or by the word that line commands use; its beginning is enough."""
    if not text:
        return None
    wanted = same_key(text)
    words = {same_key(said): value for value, said in AREA.items()}
    words |= {same_key(word): area.value for word, area in AREAS.items()}
    if wanted in words:
        return words[wanted]
    meant = {value for word, value in words.items() if wanted and word.startswith(wanted)}
    if len(meant) != 1:
        raise Refused("area_shape", text=text, areas=", ".join(AREA.values()))
    return meant.pop()
