"""What a command line is about is looked at before any text is asked for: nobody types what cannot be taken."""

import pytest

from tests.commandline import CommandLine
from tests.test_cli_tickets import call, given, line

__all__ = ["line"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("ticket", "hand-over", "{number}", "--team", "Nix"), "Team"),
        (("ticket", "hand-over", "R-ZZ-ZZZ", "--team", "Nix"), "gibt es hier nicht"),
        (("ticket", "return", "R-ZZ-ZZZ"), "gibt es hier nicht"),
        (("ticket", "close", "R-ZZ-ZZZ", "--as", "void"), "gibt es hier nicht"),
        (("answer", "abcdef", "--waived"), "abcdef"),
    ],
)
def test_what_is_not_there_is_said_before_anything_is_asked(
    line: CommandLine, arguments: tuple[str, ...], sentence: str
) -> None:
    number = call(line)
    told = line.refused(*(part.format(number=number) for part in arguments))  # nothing stands on the standard input
    assert sentence in told


def test_a_closed_ticket_says_so_before_anything_is_asked(line: CommandLine) -> None:
    number = call(line)
    line("ticket", "close", number, "--as", "void", given=given(void_reason="doppelt"))
    for arguments in (("close", number, "--as", "void"), ("return", number), ("give-back", number)):
        assert "abgeschlossen" in line.refused("ticket", *arguments)


def test_finish_says_what_a_callback_reads(line: CommandLine) -> None:
    told = line("finish", "--help")
    assert "ticket_note" in told
    assert "other_way" in told
