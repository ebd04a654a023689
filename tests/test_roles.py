"""Who may do what: rights by line command, and what a login of one's own can do at the server (D50)."""

from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from backoffice.desk.desk import Desk
from backoffice.store.places import parse
from tests.commandline import CommandLine
from tests.office import Office


@pytest.fixture
def line(store_url: str, clock) -> CommandLine:
    """The administrator of a house with two branches."""
    made = CommandLine(store_url, clock)
    made("store", "init")
    for code, name in (("MITTE", "Mitte"), ("NORD", "Nord")):
        made(
            *("branch", "add", code, "--name", f"Geschäftsstelle {name}", "--group", "Leistung 1", "benefits", "2"),
            *("--team", "Leistungsteam 1", "benefits"),
        )
    return made


@pytest.fixture
def become(line: CommandLine, monkeypatch: pytest.MonkeyPatch):
    """Sit down as somebody else: another account of the device, or another login of the server."""

    def sit(login: str) -> CommandLine:
        place = parse(str(line.url))
        if place.shared:
            return CommandLine(place.url.set(username=login).render_as_string(), line.clock)
        monkeypatch.setattr("backoffice.account.login", lambda: login)
        return line

    return sit


def add(line: CommandLine, login: str, *roles: str, branch: str = "MITTE") -> None:
    more = [word for role in roles for word in ("--role", role)]
    line("staff", "add", login, "--branch", branch, *more, given=f"{login.title()} Probe\nerstes-kennwort\n")


def test_somebody_new_can_work_where_they_may(line: CommandLine, become) -> None:
    add(line, "anna", "caseworker")
    anna = become("anna")
    assert anna("today").startswith("Geschäftsstelle Mitte")
    assert "Dafür fehlt hier das Recht" in anna.refused("today", "--branch", "NORD")
    assert "Dafür fehlt hier das Recht" in anna.refused("branch", "add", "OST", "--name", "Ost")
    assert "Dafür fehlt hier das Recht" in anna.refused("staff", "add", "bea", "--branch", "MITTE", given="Bea\n")


def test_nobody_raises_their_own_rights(line: CommandLine, become) -> None:
    me = line.json("staff", "list")[0]["login"]
    assert "niemand selbst" in line.refused("staff", "grant", me, "analyst")
    assert "niemand selbst" in line.refused("staff", "revoke", me, "admin")
    add(line, "sam", "site-admin", "caseworker")
    add(line, "sam2", "site-admin")
    add(line, "anna")
    sam = become("sam")
    assert "Dafür fehlt hier das Recht" in sam.refused("staff", "grant", "anna", "admin")
    sam("staff", "grant", "anna", "caseworker", "--branch", "MITTE")
    add_admin = ("staff", "add", "olaf", "--branch", "MITTE", "--role", "site-admin", "--no-login")
    assert "dürfen Sie hier nicht vergeben" in sam.refused(*add_admin, given="Olaf\n")
    assert "dürfen Sie hier nicht vergeben" in sam.refused(
        "staff", "grant", "anna", "site-admin", "--branch", "MITTE"
    )
    assert "dürfen Sie hier nicht vergeben" in sam.refused(
        "staff", "revoke", "sam2", "site-admin", "--branch", "MITTE"
    )
    assert "Dafür fehlt hier das Recht" in sam.refused("staff", "grant", "anna", "caseworker", "--branch", "NORD")


def test_one_administrator_remains(line: CommandLine, become) -> None:
    first = line.json("staff", "list")[0]["login"]
    add(line, "vera")
    line("staff", "grant", "vera", "admin")
    vera = become("vera")
    vera("staff", "revoke", first, "admin")
    assert "Dafür fehlt hier das Recht" in become(first).refused("staff", "revoke", "vera", "admin")


def test_a_role_may_hold_for_one_group_and_is_named_once(line: CommandLine) -> None:
    add(line, "anna")
    line("staff", "grant", "anna", "group-lead", "--branch", "MITTE", "--group", "Leistung 1")
    line("staff", "grant", "anna", "group-lead", "--branch", "MITTE", "--group", "Leistung 1")
    assert "Serviceplatzgruppen-Leitung (MITTE Leistung 1)" in line("staff", "list", "--branch", "MITTE")
    anna = next(one for one in line.json("staff", "list") if one["login"] == "anna")
    assert anna["roles"] == [{"role": "group_lead", "branch": "MITTE", "group": "Leistung 1"}]
    assert "ist so nicht vergeben" in line.refused("staff", "revoke", "anna", "group-lead", "--branch", "MITTE")
    assert "Diese Gruppe" in line.refused(
        *("staff", "revoke", "anna", "group-lead", "--branch", "MITTE", "--group", "Leistung 9")
    )
    assert "--branch" in line.refused("staff", "grant", "anna", "caseworker", code=2)
    assert "Diese Anmeldung gibt es nicht" in line.refused("staff", "grant", "niemand", "admin")


def test_a_login_is_entered_once_and_shaped_like_one(line: CommandLine) -> None:
    add(line, "anna")
    assert "gibt es schon" in line.refused("staff", "add", "anna", "--branch", "MITTE", given="Anna Zwei\n")
    assert "Das Team „Team 9“" in line.refused(
        "staff", "add", "bea", "--branch", "MITTE", "--team", "Team 9", given="Bea\nkennwort\n"
    )
    assert "„Anmeldung“ passt nicht" in line.refused("staff", "add", "bea weiß", given="Bea\nkennwort\n")
    assert "Es fehlt die Eingabe „Name" in line.refused("staff", "add", "bea")
    assert [one["login"] for one in line.json("staff", "list", "--branch", "MITTE")] == ["anna"]


def test_an_account_nobody_knows_gets_a_way_on(line: CommandLine, become) -> None:
    if parse(str(line.url)).shared:
        with psycopg.connect(_dsn(line), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'fremd'").fetchone():
                connection.execute("CREATE ROLE fremd LOGIN")
            connection.execute(sa_grant(line, "fremd"))
    told = become("fremd").refused("today")
    assert "Die Anmeldung „fremd“ ist in diesem Speicher nicht eingetragen." in told
    assert "backoffice staff add" in told


def sa_grant(line: CommandLine, login: str) -> str:
    return f"GRANT {parse(str(line.url)).url.database}_desk TO {login}"


def _dsn(line: CommandLine) -> str:
    return str(line.url).replace("+psycopg", "")


on_a_server = pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)


@on_a_server
def test_the_first_password_is_made_once_and_shown_once(line: CommandLine) -> None:
    told = line("staff", "add", "gert", "--branch", "MITTE", "--generate", given="Gert Probe\n")
    password = next(line for line in told.splitlines() if "wird nur jetzt gezeigt" in line).rsplit(" ", 1)[-1]
    assert "wird nur jetzt gezeigt" in told
    assert len(password) >= 12
    with psycopg.connect(_dsn(line), autocommit=True) as connection:
        row = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'gert'").fetchone()
        assert row is not None
        assert str(row[0]).startswith("SCRAM-SHA-256$")
        connection.execute("DROP OWNED BY gert")
        connection.execute("DROP ROLE gert")


@on_a_server
def test_a_refused_person_leaves_no_login_behind(line: CommandLine) -> None:
    line.refused("staff", "add", "otto", "--branch", "MITTE", "--team", "Team 9", given="Otto\nkennwort\n")
    with psycopg.connect(_dsn(line)) as connection:
        assert connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'otto'").fetchone() is None
    line("staff", "add", "otto", "--branch", "MITTE", "--no-login", given="Otto Probe\n")
    with psycopg.connect(_dsn(line)) as connection:
        assert connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'otto'").fetchone() is None


@on_a_server
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "DROP TABLE appointment",
        "ALTER TABLE staff ADD COLUMN more text",
        "TRUNCATE appointment",
        "UPDATE journal_entry SET code = 'anders'",
        "DELETE FROM journal_entry",
        "DELETE FROM alembic_version",
        "CREATE ROLE helfer LOGIN",
        "ALTER TABLE journal_entry DISABLE TRIGGER ALL",
    ],
)
def test_a_person_s_own_login_alters_no_table_and_no_entry(line: CommandLine, become, statement: str) -> None:
    add(line, "anna", "caseworker")
    anna = become("anna")
    anna("walk-in", given="Umzugswunsch\n\n\n\n\n\n")
    with psycopg.connect(_dsn(anna), autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM journal_entry").fetchone() != (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


@on_a_server
def test_who_acts_is_the_login_the_server_checked(office: Office) -> None:
    colleague = office.colleague("anna_desk", "Anna Probe")
    assert Desk(colleague.store, "postgres", "desk-x", office.desk.clock).sign_in().login == "anna_desk"


def test_an_inactive_account_is_told_so(line: CommandLine, become) -> None:
    from backoffice.opening import open_desk
    from backoffice.store.tables.base import table
    from backoffice.store.tables.people import Staff

    add(line, "anna", "caseworker")
    desk = open_desk(line.url, clock=line.clock)
    staff = table(Staff)
    desk.store.write(
        lambda tx: tx.change(Staff, tx.first(sa.select(staff).where(staff.c.login == "anna")), active=False)
    )
    desk.store.close()
    assert "abgeschaltet" in become("anna").refused("today")


def test_nothing_of_this_needs_a_file(line: CommandLine, tmp_path: Path) -> None:
    add(line, "anna")
    assert not list(tmp_path.glob("**/*kennwort*"))
    texts = [
        path.read_bytes() for path in tmp_path.glob("**/*") if path.is_file() and path.suffix in (".toml", ".log")
    ]
    assert not [text for text in texts if b"erstes-kennwort" in text]
