"""Every line command speaks German, asks for no text as an argument, and starts quickly."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from backoffice.cli.german import MODULES
from backoffice.cli.root import backoffice
from backoffice.wording.click_texts import TEXTS

ROOT = Path(__file__).parent.parent

ENGLISH = (
    "Usage",
    "Options",
    "Commands:",
    "Show this",
    "Error",
    "Missing",
    "default",
    "required",
    "[OPTIONS]",
    "ARGS",
)
ENGLISH_WORDS = frozenset(
    {"the", "and", "of", "for", "is", "to", "with", "this", "not", "if", "are", "by", "from", "or"}
)


def commands(group: click.Group = backoffice, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        yield (*path, name)


def at(path: tuple[str, ...]) -> click.Command:
    command: click.Command = backoffice
    for name in path:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    return command


@pytest.mark.parametrize("path", [(), *commands()], ids=" ".join)
def test_help_is_german(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(backoffice, [*path, "--help"], prog_name="backoffice")
    assert result.exit_code == 0
    assert result.stdout.startswith("Aufruf: backoffice")
    assert not [word for word in ENGLISH if word in result.stdout]
    # Names of options and commands are English, and those of commands begin a line.
    prose = re.sub(r"^  [a-z-]+(?=  )|--?[a-z-]+|backoffice( [a-z]+)*", "", result.stdout, flags=re.MULTILINE)
    assert not set(re.findall(r"\w+", prose)) & ENGLISH_WORDS
    command = at(path)
    assert command.help
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert all(option.help and option.help.endswith((".", ")")) for option in options), path
    assert "--store" in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_no_command_takes_a_text_about_a_person_as_an_argument() -> None:
    """D54. What free words there are name the house: branches, groups, teams, logins, files."""
    free = {
        (" ".join(path), param.name)
        for path in commands()
        for param in at(path).params
        if param.name != "store" and isinstance(param.type, click.types.StringParamType)
    }
    assert free == {
        *((name, "ids") for name in (
            "arrive", "begin", "attempt", "interrupt", "no-show", "leave", "cancel", "confirm-cancelled",
            "reject-cancelled", "claim", "release", "reopen", "finish", "note", "assign give", "undo",
        )),
        ("show", "one"), ("contact", "one"), ("finish", "with_"), ("assign give", "login"),
        *((f"assign {name}", "branch") for name in ("propose", "accept")), ("assign accept", "token"),
        ("answer", "ids"), ("finish", "ticket"), ("finish", "team"), ("tickets", "team"), ("away", "login"),
        ("finish", "group"), ("ticket close", "group"),
        ("finish", "commitment_team"), ("finish", "commitment_branch"),
        *((f"takeover {name}", "one") for name in ("agreed", "ask", "accept", "decline", "promise")),
        *((f"takeover {name}", "ids") for name in ("withdraw", "confirm")),
        *((f"takeover {name}", "branch") for name in ("agreed", "ask", "list")),
        *((f"takeover {name}", "group") for name in ("accept", "promise")), ("takeover promise", "team"),
        *((name, option) for name in ("slots", "book") for option in ("branch", "concern", "group")),
        ("book", "follow"), ("move", "one"), ("move", "group"), ("place", "ids"), ("place", "point"),
        ("tasks", "branch"), ("tasks tick", "ids"), ("responsibility list", "branch"), ("responsibility keep", "ids"),
        *((f"ticket {name}", "number") for name in (
            "show", "change", "dial", "lay-down", "attempt", "note", "interim", "close",
        )),
        *((f"ticket {name}", "numbers") for name in ("accept", "raise", "hand-over", "return", "give-back")),
        *(("ticket new", name) for name in ("appointment", "branch", "team", "concern")),
        ("ticket hand-over", "team"), ("ticket hand-over", "branch"), ("ticket close", "appointment"),
        *((f"calendar {name}", "branch") for name in ("show", "hours", "close", "reopen")),
        ("calendar hours", "week"), ("calendar close", "name"), ("calendar reopen", "one"),
        *((f"plan {name}", "branch") for name in (
            "show", "list", "affected", "open", "close", "end", "remove", "point", "point-close",
            "offers", "offer", "offer-stop", "check", "agree", "agree-done", "propose", "accept",
        )),
        *((f"plan {name}", option) for name in ("propose", "accept") for option in ("extras", "calls")),
        ("plan accept", "token"), ("notify list", "branch"), ("notify done", "one"), ("notify done", "agreed_with"),
        *((f"plan {name}", "group") for name in ("open", "close", "point", "offer", "offer-stop", "agree")),
        ("plan agree", "note"), ("plan agree-done", "one"),
        *((f"plan {name}", "points") for name in ("open", "close")),
        *((f"plan {name}", "reason") for name in ("open", "point")),
        *((f"plan {name}", "one") for name in ("end", "remove")),
        *((f"plan {name}", "name") for name in ("close", "point", "point-close")),
        *((f"plan {name}", "title") for name in ("offer", "offer-stop")),
        *((f"staffing {name}", "branch") for name in ("list", "set", "lend", "recall", "support")),
        *((f"absence {name}", "branch") for name in ("add", "end", "list")), ("absence add", "group"),
        ("absence add", "names"), ("absence end", "one"), ("staffing set", "point"), ("staffing set", "room"),
        *(("staffing lend", name) for name in ("login", "point", "to")), ("staffing recall", "one"),
        ("directory", "search"), ("directory", "branch"),
        *((f"interpreters {name}", "who") for name in ("show", "change", "leave")),
        *((f"interpreters availability {name}", "who") for name in ("hours", "day", "away", "remove")),
        *((f"interpreters {name}", "branch") for name in ("list", "add")),
        *((f"interpreting {name}", "one") for name in ("offers", "request", "companion", "sheet")),
        *((f"interpreting {name}", "ids") for name in (
            "needed", "not-needed", "confirm", "decline", "attended", "fail", "cancel", "told",
        )),
        ("interpreting list", "branch"), ("interpreting needed", "dialect"), ("interpreting request", "dialect"),
        ("interpreting request", "with_"), ("book", "with_"), ("move", "with_"),
        ("interpreting confirm", "function"), ("interpreting told", "function"), ("interpreting cancel", "told"),
        *((f"interpreters {name}", option) for name in ("add", "change") for option in ("serves", "notice")),
        *(("interpreters travel", name) for name in ("start", "end")),
        ("interpreters availability hours", "week"), ("interpreters availability remove", "one"),
        *(("directory-entry add", name) for name in (
            "code", "function", "team", "phone", "hours", "deputy", "note",
        )),
        *(("directory-entry change", name) for name in (
            "code", "function", "team", "rename", "new_team", "phone", "hours", "deputy", "note",
        )),
        *(("directory-entry remove", name) for name in ("code", "function", "team")),
        *(("branch add-team", name) for name in ("code", "name", "phone", "shown_number")),
        *(("branch change-team", name) for name in ("code", "name", "rename", "phone", "shown_number")),
        *((name, "branch") for name in (
            "import", "today", "promises", "search", "walk-in", "tickets", "teams", "away",
        )),
        *((f"staff {name}", "branch") for name in ("add", "list", "place", "grant", "revoke")),
        *((f"staff {name}", "login") for name in ("add", "place", "deactivate", "reactivate", "grant", "revoke")),
        *((f"staff {name}", "team") for name in ("add", "place")),
        *((f"staff {name}", "group") for name in ("grant", "revoke")),
        ("import", "maps"), ("staff add", "function"), ("store init", "name"),
        *(("branch add", name) for name in ("code", "name", "address", "phone")),
        *(("branch add-group", name) for name in ("code", "name", "prefix")),
        ("concern list", "code"), ("concern alias", "title"), ("concern alias", "text"),
    }  # fmt: skip


def test_each_act_of_the_desk_has_a_line_command() -> None:
    import importlib
    import pkgutil

    import backoffice.desk
    from backoffice.desk.command import Command

    for module in pkgutil.iter_modules(backoffice.desk.__path__):
        importlib.import_module(f"backoffice.desk.{module.name}")
    source = "".join(path.read_text("utf-8") for path in (ROOT / "backoffice/cli").glob("*.py"))
    done_by_the_program = {"file_deleted", "erase_past"}
    between_two_keys = {"hold_time", "release_hold"}  # a line command books at once: there is nothing to hold
    missing = [
        kind.__name__
        for name, kind in Command.known().items()
        if kind.__module__.startswith("backoffice.")
        and name not in done_by_the_program | between_two_keys
        and kind.__name__ not in source
    ]
    assert missing == []


def test_click_has_no_english_left_for_people() -> None:
    said: set[str] = set()
    for module in MODULES:
        tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                said |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    declared_wrongly = ("declar", "cannot use the same flag")
    assert {text for text in said - set(TEXTS) if not any(word in text for word in declared_wrongly)} == set()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("blub",), "Den Befehl 'blub' gibt es nicht."),
        (("arrive",), "Es fehlt 'KENNUNG …'."),
        (("arrive", "--nix"), "Die Option '--nix' gibt es nicht."),
        (("import", "x.xlsx"), "Es fehlt '--branch'."),
        (("import", "x.xlsx", "--branch"), "Die Option '--branch' braucht einen Wert."),
        (("attempt", "abcd", "--result", "so"), "ist keins von"),
        (("today", "--day", "31.02."), "steht in keinem Kalender"),
        (("today", "mehr"), "Eine Angabe ist zu viel (mehr)"),
        (("branch", "add", "X", "--name", "Y", "--group", "Z", "benefits", "viele"), "'viele' ist keine Zahl."),
        (("staff",), "Aufruf: backoffice staff"),
        (("cancel", "abcd"), "Genau eins von --by-customer und --by-office."),
        (("cancel", "abcd", "--by-customer", "--by-office"), "Genau eins von --by-customer und --by-office."),
        (("assign", "abcd", "--to-me", "--to-nobody"), "Genau eins von --to, --to-me und --to-nobody."),
        (("staff", "add", "anna", "--generate", "--no-login"), "--generate und --no-login"),
        (("store", "init", "--example", "--name", "Haus"), "--example und --name"),
        (("--branch", "NORD", "today"), "gehört hinter den Befehl"),
        (("--day", "morgen", "today"), "gehört hinter den Befehl"),
    ],
)
def test_a_wrong_call_gets_a_german_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    result = CliRunner().invoke(backoffice, list(arguments), prog_name="backoffice")
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stdout == ""


def test_help_loads_nothing_heavy_and_a_line_command_no_screen() -> None:
    heavy = ("textual", "sqlalchemy", "pydantic", "openpyxl", "keyring", "alembic", "holidays", "phonenumbers")
    told = _modules_after("--help", heavy)
    assert told == []
    assert _modules_after("--help", ("click",)) == ["click"]
    later = ("textual", "openpyxl", "keyring", "alembic", "psycopg")
    assert _modules_after("today", (*later, "sqlalchemy")) == ["sqlalchemy"]


def _modules_after(argument: str, names: tuple[str, ...]) -> list[str]:
    code = (
        "import sys\n"
        "from backoffice.cli.root import backoffice\n"
        f"try: backoffice.main([{argument!r}], prog_name='backoffice')\n"
        "except SystemExit: pass\n"
        f"print('LOADED', *[name for name in {names!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=dict(os.environ)
    )
    return done.stdout.strip().splitlines()[-1].split()[1:]
