"""What README and docs tell people to type exists, and the paths they describe lead where they say."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from backoffice.cli.root import backoffice
from tests.commandline import CommandLine

ROOT = Path(__file__).parent.parent
PAPERS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LIST = next((Path(__file__).parent / "daylists").glob("01_schlicht*"))


def blocks(paper: Path) -> list[str]:
    """The fenced blocks of a paper."""
    return re.findall(r"^```\w*\n(.*?)^```", paper.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def typed(paper: Path) -> Iterator[str]:
    """Every call of the program: whole lines of blocks, and commands named in the text."""
    for block in blocks(paper):
        yield from (line for line in block.splitlines() if line.startswith("backoffice "))
    text = re.sub(r"^```.*?^```", "", paper.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for named in re.findall(r"`(backoffice [^`]+)`", text):
        yield re.sub(r"[\[\]…]|\\?\|.*", " ", named)


def spelled(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that a line calls, and the options it names; fails at a word that is no command."""
    command: click.Command = backoffice
    options: list[str] = []
    rest = iter(words)
    for word in rest:
        if word.startswith("--"):
            options.append(word.split("=")[0])
            taken = next((p for p in command.params if word in p.opts), None)
            if isinstance(command, click.Group) and isinstance(taken, click.Option) and not taken.is_flag:
                next(rest, None)
        elif isinstance(command, click.Group) and word != "BEFEHL":
            found = command.get_command(click.Context(command), word)
            assert found is not None, word
            command = found
    return command, options


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: p.name)
def test_every_command_and_option_in_the_papers_exists(paper: Path) -> None:
    for line in typed(paper):
        command, options = spelled(shlex.split(line)[1:])
        known = {option for param in (*command.params, *backoffice.params) for option in param.opts} | {"--help"}
        assert set(options) <= known, f"{paper.name}: {line}"


def test_the_papers_are_read() -> None:
    """A paper without commands would let everything pass."""
    assert sum(len(list(typed(paper))) for paper in PAPERS) > 60
    with pytest.raises(AssertionError):
        spelled(["staff", "befördern", "anna"])


def test_the_way_to_a_house_leads_there_word_for_word(store_url: str, clock, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(LIST, tmp_path / "buchungen.xlsx")
    block = next(one for one in blocks(ROOT / "docs" / "Betrieb.md") if "branch add MITTE" in one)
    line = CommandLine(store_url, clock)
    answers = {"staff": "Anna Probe\nerstes-kennwort\n"}
    for command in block.splitlines():
        words = shlex.split(command)[1:]
        more = ["--yes"] if words[0] == "import" else []  # nobody sits there to say yes
        told = line(*words, *more, given=answers.get(words[0], ""))
    assert told.startswith("Geschäftsstelle Mitte, Mo 23.11.2026")
    assert len(told.splitlines()) == 3 + 24
    assert line.json("staff", "list", "--branch", "MITTE")[0]["login"] == "anna"
