"""Switching accounts off and on: what the person had goes back, the server lets them write no more, one remains."""

from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest
import sqlalchemy as sa

from backoffice.desk.accounts import DeactivateStaff, ReactivateStaff
from backoffice.desk.finishing import Finish, Settled
from backoffice.desk.noting import Assign
from backoffice.desk.people import RevokeRole
from backoffice.desk.record import RecordOf
from backoffice.desk.talks import Begin, ClaimAppointment, Interrupt
from backoffice.desk.undo import LastChange, Undo
from backoffice.domain.errors import BackofficeError, Refused, StoreUnavailable
from backoffice.domain.terms import Channel, Role
from backoffice.store.places import parse
from backoffice.store.tables.appointments import Assignment, Claim
from backoffice.store.tables.base import table
from backoffice.store.tables.people import RoleGrant, Staff
from tests.commandline import CommandLine
from tests.hammer import crew, perform_together
from tests.office import Office


def dsn(url: object) -> str:
    return str(url).replace("+psycopg", "")


def held(office: Office) -> tuple[list[str], list[str]]:
    """The appointments that are claimed, and those that are assigned."""
    claims, assigned = table(Claim), table(Assignment)
    return office.desk.store.read(
        lambda c: (
            sorted(c.scalars(sa.select(claims.c.appointment_id))),
            sorted(c.scalars(sa.select(assigned.c.appointment_id))),
        )
    )


@pytest.fixture
def line(office: Office, store_url: str, clock, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The administrator of the small branch at the command line."""
    monkeypatch.setattr("backoffice.account.login", lambda: office.desk.login)
    return CommandLine(store_url, clock)


@pytest.fixture
def become(line: CommandLine, monkeypatch: pytest.MonkeyPatch):
    """Sit down as somebody else."""

    def sit(login: str) -> CommandLine:
        place = parse(str(line.url))
        if place.shared:
            return CommandLine(place.url.set(username=login).render_as_string(), line.clock)
        monkeypatch.setattr("backoffice.account.login", lambda: login)
        return line

    return sit


def test_who_is_switched_off_gets_in_no_more_and_back_with_the_same_rights(
    office: Office, line: CommandLine, become, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = office.desk.login
    office.colleague("anna", "Anna Probe", Role.CASEWORKER)
    assert line("staff", "deactivate", "anna").startswith("Anmeldung abgeschaltet")
    told = become("anna").refused("today")
    assert "Die Anmeldung „anna“ ist" in told
    assert "abgeschaltet" in told
    become(me)
    assert "ruht" in line("staff", "list", "--branch", "MITTE")
    assert line("staff", "deactivate", "anna").startswith("Anmeldung abgeschaltet")  # twice changes nothing
    assert line("staff", "reactivate", "anna") == "Anmeldung wieder freigegeben.\n"
    assert become("anna")("today").startswith("Geschäftsstelle Mitte")
    become(me)
    assert "Diese Anmeldung gibt es nicht" in line.refused("staff", "deactivate", "niemand")


def test_what_the_person_had_goes_back_and_comes_again_by_undo(office: Office) -> None:
    anna = office.colleague("anna", "Anna Probe", Role.CASEWORKER)
    bea = office.colleague("bea", "Bea Probe", Role.CASEWORKER)
    talk, claimed, handed, done, other = (office.book(540 + 30 * n, place=None) for n in range(5))
    called = office.book(780, place=None, channel=Channel.PHONE, phone="+493023125115")
    for one in (talk, called):
        anna.perform(anna.new(Begin, appointment_id=one))
    anna.perform(anna.new(ClaimAppointment, appointment_id=claimed))
    bea.perform(bea.new(Begin, appointment_id=other))
    for one in (handed, done):
        anna.perform(anna.new(Assign, appointment_id=one, staff_id=anna.actor.id))
    anna.perform(anna.new(Finish, appointment_id=done, outcomes=(Settled(),)))
    before = held(office)
    assert before == (sorted([talk, called, claimed, other]), sorted([handed, done]))
    deactivate = office.desk.new(DeactivateStaff, staff_id=anna.actor.id)
    assert office.desk.perform(deactivate).undoable
    assert held(office) == ([other], [done])
    assert (office.status(talk), office.status(called), office.status(other)) == ("arrived", "booked", "in_progress")
    newest = office.desk.read(RecordOf(talk, office.desk.clock.now())).history[0]
    assert (newest.code, newest.undoable) == ("staff_deactivated", False)  # not by the way, from one appointment
    last = office.desk.read(LastChange(office.desk.id))
    assert last is not None
    office.desk.perform(office.desk.new(Undo, undoes=last.undoes))
    assert held(office) == before
    assert (office.status(talk), office.status(called)) == ("in_progress", "in_progress")
    assert anna.sign_in().name == "Anna Probe"
    anna.perform(anna.new(Interrupt, appointment_id=called))


def test_nobody_switches_themselves_off_and_nobody_without_the_right_anybody(
    office: Office, line: CommandLine, become
) -> None:
    office.colleague("anna", "Anna Probe", Role.SITE_ADMIN, Role.CASEWORKER)
    assert "schaltet niemand selbst ab" in line.refused("staff", "deactivate", office.desk.login)
    anna = become("anna")
    assert "Dafür fehlt hier das Recht" in anna.refused("staff", "deactivate", office.desk.login)
    assert "Dafür fehlt hier das Recht" in anna.refused("staff", "reactivate", office.desk.login)


def test_taking_a_return_back_switches_off_with_all_that_follows(office: Office) -> None:
    anna = office.colleague("anna", "Anna Probe", Role.CASEWORKER)
    talk = office.book()
    mine = {"staff_id": anna.actor.id}
    office.desk.perform(office.desk.new(DeactivateStaff, **mine))
    back = office.desk.perform(office.desk.new(ReactivateStaff, **mine))
    anna.perform(anna.new(Begin, appointment_id=talk))
    office.desk.perform(office.desk.new(Undo, undoes=back.entry_id))
    assert office.status(talk) == "arrived"
    assert held(office) == ([], [])
    with pytest.raises((Refused, StoreUnavailable)):
        anna.perform(anna.new(Begin, appointment_id=talk))


def test_an_administrator_switched_off_by_another_switches_nobody_off(office: Office) -> None:
    vera = office.colleague("vera", "Vera Probe", Role.ADMIN, branch=False)
    me = office.desk.actor.id
    vera.perform(vera.new(DeactivateStaff, staff_id=me))
    with pytest.raises(BackofficeError):
        office.desk.perform(office.desk.new(DeactivateStaff, staff_id=vera.actor.id))
    assert vera.sign_in().login == "vera"


def test_the_last_administrator_stays(office: Office) -> None:
    """As an undo would find it: whoever took part in switching them off is none any more."""
    vera = office.colleague("vera", "Vera Probe", Role.ADMIN, branch=False)
    office.desk.perform(office.desk.new(DeactivateStaff, staff_id=vera.actor.id))
    back = office.desk.perform(office.desk.new(ReactivateStaff, staff_id=vera.actor.id))
    revoke = RevokeRole(made_at=vera.clock.now(), desk_id=vera.id, staff_id=office.desk.actor.id, role=Role.ADMIN)
    vera.perform(revoke)
    with pytest.raises(Refused, match="no_right"):
        office.desk.perform(office.desk.new(Undo, undoes=back.entry_id))
    assert vera.sign_in().login == "vera"


def test_two_administrators_switch_each_other_off_at_once_and_one_remains(office: Office, clock) -> None:
    vera = office.colleague("vera", "Vera Probe", Role.ADMIN, branch=False)
    uwe = office.colleague("uwe", "Uwe Probe", Role.ADMIN, branch=False)
    # The founder is out of the way: were they left, both could go.
    staff, grants = table(Staff), table(RoleGrant)
    office.desk.store.write(
        lambda tx: [
            tx.delete(RoleGrant, row)
            for row in tx.all(sa.select(grants).where(grants.c.staff_id == office.desk.actor.id))
        ]
    )
    now = clock.now()
    for _ in range(4):
        crewed = [
            (
                one.store.place.url.render_as_string(),
                one.login,
                now,
                [DeactivateStaff(made_at=now, desk_id=one.login, staff_id=other.actor.id)],
            )
            for one, other in ((vera, uwe), (uwe, vera))
        ]
        answers = [(kind, code) for _, kind, code, _ in crew(perform_together, crewed)]
        assert Counter(kind for kind, _ in answers)["Done"] == 1, answers
        left = office.desk.store.read(
            lambda c: c.scalars(
                sa.select(staff.c.login)
                .join(grants, grants.c.staff_id == staff.c.id)
                .where(grants.c.role == Role.ADMIN, staff.c.active)
            ).all()
        )
        assert len(left) == 1, left
        remains, gone = (vera, uwe) if left == ["vera"] else (uwe, vera)
        remains.perform(remains.new(ReactivateStaff, staff_id=gone.actor.id))


@pytest.fixture
def owned(cluster: str) -> Iterator[str]:
    """A database as the operations paper makes it: its owner may make roles and is no superuser."""
    plain = cluster.replace("+psycopg", "")
    with psycopg.connect(plain.format(database="postgres"), autocommit=True) as connection:
        connection.execute("CREATE ROLE haus_owner LOGIN CREATEROLE")
        connection.execute("CREATE DATABASE haus OWNER haus_owner ENCODING 'UTF8'")
    yield cluster.replace("postgres@", "haus_owner@").format(database="haus")
    with psycopg.connect(plain.format(database="postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE haus WITH (FORCE)")
        for role in ("anna_h", "vera_h", "haus_desk", "haus_owner"):
            connection.execute(f"DROP ROLE IF EXISTS {role}")


def test_at_the_server_a_login_switched_off_writes_no_more_and_then_again(owned: str, clock) -> None:
    owner = CommandLine(owned, clock)
    owner("store", "init", "--name", "Haus")
    owner("branch", "add", "MITTE", "--name", "Geschäftsstelle Mitte", "--group", "Leistung 1", "benefits", "2")
    for login in ("anna_h", "vera_h"):
        owner("staff", "add", login, "--branch", "MITTE", "--role", "caseworker", given=f"{login}\nkennwort-eins\n")
    anna = CommandLine(owned.replace("haus_owner@", "anna_h@"), clock)
    walked = anna("walk-in", given="Umzugswunsch\n\n\n\n\n\n")[:6]
    with psycopg.connect(dsn(anna.url), autocommit=True) as running:
        running.execute("UPDATE customer SET name = name")
        owner("staff", "deactivate", "anna_h")
        for statement in ("UPDATE customer SET name = name", "SELECT * FROM customer"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                running.execute(statement)  # the session that was open loses it too
        assert "abgeschaltet" in anna.refused("arrive", walked)
        owner("undo")
        running.execute("UPDATE customer SET name = name")
    # Back with rights in the house but none at the server: the program keeps them out, and says what is left to do.
    owner("staff", "grant", "vera_h", "admin")
    vera = CommandLine(owned.replace("haus_owner@", "vera_h@"), clock)
    told = vera.refused("staff", "deactivate", "anna_h")
    assert 'REVOKE "haus_desk" FROM "anna_h"' in told
    assert "Die Anmeldung „anna_h“ ist abgeschaltet." in anna.refused("today")
    assert "REVOKE" not in owner.run("staff", "deactivate", "anna_h").stderr  # once more, by one who may
    with psycopg.connect(dsn(anna.url), autocommit=True) as session, pytest.raises(psycopg.Error):
        session.execute("UPDATE customer SET name = name")
    assert 'GRANT "haus_desk" TO "anna_h"' in vera.refused("staff", "reactivate", "anna_h")
    owner("staff", "reactivate", "anna_h")
    assert anna("today").startswith("Geschäftsstelle Mitte")
