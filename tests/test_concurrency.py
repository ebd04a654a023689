"""Eight desks want the same at the same moment: one gets it, the others are told, nobody waits for ever (D28)."""

import threading
from collections import Counter
from itertools import pairwise

import pytest
import sqlalchemy as sa

from backoffice.desk.noting import AddNote, Assign
from backoffice.desk.people import AddStaff
from backoffice.desk.talks import Begin, ClaimAppointment
from backoffice.desk.ticket_calls import AcceptTicket
from backoffice.domain.ids import new_id
from backoffice.domain.states import FREES_PLACE, Status
from backoffice.domain.terms import Role
from backoffice.store import occupancy
from backoffice.store.tables.appointments import Appointment, Assignment, Claim, Note, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.journal import JournalEntry
from backoffice.store.tables.occupancy import Occupancy
from backoffice.store.transaction import Transaction
from tests.hammer import booking_file, crew, draw_together, import_of, perform_together, place_by_hand
from tests.office import MONDAY, Office
from tests.promising import promise

DESKS = 8


def urls(office: Office) -> list[tuple[str, str]]:
    """(URL, login) of eight colleagues: on PostgreSQL each with a login of their own."""
    found = []
    for number in range(DESKS):
        desk = office.colleague(f"kraft{number}", f"Kraft {number}", Role.CASEWORKER)
        found.append((desk.store.place.url.render_as_string(), desk.login))
    return found


def count(office: Office, query: sa.Select) -> list[sa.Row]:
    return office.desk.store.read(lambda connection: connection.execute(query).all())


def by_round(told: list[tuple]) -> dict[int, list[tuple]]:
    rounds: dict[int, list[tuple]] = {}
    for number, *answer in told:
        rounds.setdefault(number, []).append(tuple(answer))
    return rounds


def test_eight_desks_take_the_same_customer_and_one_gets_them(office: Office, clock) -> None:
    claimed = [office.book(540 + 30 * n) for n in range(6)]
    begun = [office.book(540 + 30 * n, place="L1-2") for n in range(6)]
    now = clock.now()
    crewed = []
    for url, login in urls(office):
        made = {"made_at": now, "desk_id": login}
        commands = [ClaimAppointment(appointment_id=i, **made) for i in claimed]
        # As from the screen, which saw a version, and as from a line command, which did not.
        commands += [Begin(appointment_id=i, version=1 if n % 2 else None, **made) for n, i in enumerate(begun)]
        crewed.append((url, login, now, commands))
    rounds = by_round(crew(perform_together, crewed))
    assert len(rounds) == 12
    for number, answers in rounds.items():
        kinds = Counter(kind for kind, *_ in answers)
        assert kinds == {"Done": 1, "Conflict": DESKS - 1}, (number, answers)
        assert {code for kind, code, _ in answers if kind == "Conflict"} <= {"claimed", "changed_meanwhile"}
        assert all(who is None or who.startswith("Kraft") for kind, _, who in answers if kind == "Conflict")
    claims = table(Claim)
    assert sorted(row[0] for row in count(office, sa.select(claims.c.appointment_id))) == sorted(claimed + begun)
    entries = table(JournalEntry)
    done = count(office, sa.select(entries.c.kind, sa.func.count()).group_by(entries.c.kind))
    assert {kind: number for kind, number in done if kind in ("claim", "begin")} == {"claim": 6, "begin": 6}


def test_one_command_sent_by_eight_processes_is_one_change(office: Office, clock) -> None:
    one = office.book()
    now = clock.now()
    same = [AddNote(made_at=now, desk_id="desk-1", appointment_id=one, text=f"Notiz {n}") for n in range(5)]
    url, login = office.desk.store.place.url.render_as_string(), office.desk.login
    rounds = by_round(crew(perform_together, [(url, login, now, same)] * DESKS))
    for number, answers in rounds.items():
        assert set(answers) == {("Done", "noted", same[number].id)}
    assert count(office, sa.select(sa.func.count()).select_from(table(Note))) == [(5,)]


def test_what_has_no_version_is_decided_by_its_key(office: Office, clock) -> None:
    one = office.book()
    now = clock.now()
    crewed = []
    for url, login in urls(office):
        made = {"made_at": now, "desk_id": login}
        me = count(office, sa.text("SELECT id FROM staff WHERE login = :login").bindparams(login=login))[0][0]
        crewed.append((url, login, now, [Assign(appointment_id=one, staff_id=me, **made) for _ in range(4)]))
    rounds = by_round(crew(perform_together, crewed))
    for answers in rounds.values():
        kinds = Counter(kind for kind, *_ in answers)
        assert kinds["Done"] >= 1
        assert set(kinds) <= {"Done", "Conflict"}, answers
    assert len(count(office, sa.select(table(Assignment)))) == 1


def test_one_login_is_entered_once(office: Office, clock) -> None:
    now = clock.now()
    url, login = office.desk.store.place.url.render_as_string(), office.desk.login
    crewed = [
        (url, login, now, [AddStaff(made_at=now, desk_id="d", staff_id=new_id(), login="neu", name=f"Neu {n}")])
        for n in range(DESKS)
    ]
    answers = by_round(crew(perform_together, crewed))[0]
    assert Counter((kind, code) for kind, code, _ in answers) == {
        ("Done", "staff_added"): 1,
        ("Refused", "login_taken"): DESKS - 1,
    }


def assert_nobody_sits_on_anybody(office: Office) -> int:
    """No two on one place at one time; the ticks are what the appointments imply. How many have a place."""
    held = office.desk.store.read(occupancy.holdings)
    by_place: dict[tuple, list[tuple[int, int]]] = {}
    for h in held:
        if h.status not in FREES_PLACE:
            by_place.setdefault((h.resource_id, h.day), []).append((h.start, h.end))
    for intervals in by_place.values():
        intervals.sort()
        assert all(before[1] <= after[0] for before, after in pairwise(intervals)), intervals
    ticks = table(Occupancy)
    present = {((r.resource_id, r.day, r.tick), r.holder_id) for r in count(office, sa.select(ticks))}
    assert present == set(office.desk.store.read(occupancy.implied).items())
    return sum(len(intervals) for intervals in by_place.values())


def test_eight_processes_place_on_the_same_points(office: Office) -> None:
    url = office.desk.store.place.url.render_as_string()
    points = [office.points["L1-1"], office.points["L1-2"]]
    told = crew(place_by_hand, [(url, seed, office.branch_id, points, MONDAY, 12) for seed in range(DESKS)])
    placed = [answer for answer in told if answer[1] == "Done"]
    assert {answer[2] for answer in told if answer[1] == "Conflict"} == {"place_taken"}
    assert assert_nobody_sits_on_anybody(office) == len(placed)
    # Who lost left nothing behind: no customer, no appointment without its place.
    for model in (Appointment, Placement):
        assert count(office, sa.select(sa.func.count()).select_from(table(model))) == [(len(placed),)]


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_one_cancels_while_another_moves_and_no_tick_is_left(office: Office) -> None:
    """On a server two desks may hold one half each: who comes second must see what the first one meant."""
    one = office.book(540, place="L1-1")
    other = office.colleague("zwei", "Kollegin Zwei", Role.CASEWORKER).store
    waiting = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")

    def move(tx: Transaction) -> None:
        tx.delete(Placement, tx.get(Placement, one))
        place = {"branch_id": office.branch_id, "service_point_id": office.points["L1-2"]}
        tx.insert(Placement, appointment_id=one, **place)
        tx.settle()

    moving = threading.Thread(target=lambda: other.write(move))
    with office.desk.store._transaction() as tx:
        tx.change(Appointment, tx.get(Appointment, one), status=Status.CANCELLED_BY_CUSTOMER)
        tx.settle()
        moving.start()
        while moving.is_alive() and not office.desk.store.read(lambda c: c.scalar(waiting)):
            pass
    moving.join(30)
    assert assert_nobody_sits_on_anybody(office) == 0
    assert count(office, sa.select(table(Occupancy))) == []


def test_eight_imports_at_once_lose_no_row_and_share_no_place(office: Office, clock) -> None:
    now = clock.now()
    url, login = office.desk.store.place.url.render_as_string(), office.desk.login
    crewed = []
    for number in range(DESKS):
        commands = []
        for round_ in range(2):
            rows = [(480 + 15 * n + 5 * (number % 3), f"Neu{number}{round_}{n}") for n in range(6)]
            file = booking_file(MONDAY, rows, name=f"{number}{round_}")
            commands.append(import_of(file, office.branch_id, now))
        crewed.append((url, login, now, commands))
    told = crew(perform_together, crewed)
    assert Counter(answer[1:3] for answer in told) == {("Done", "imported"): 2 * DESKS}
    appointments = count(office, sa.select(sa.func.count()).select_from(table(Appointment)))
    assert appointments == [(2 * DESKS * 6,)]
    assert 0 < assert_nobody_sits_on_anybody(office) < 2 * DESKS * 6


def test_eight_desks_accept_the_same_promise_and_one_does(office: Office, clock) -> None:
    tickets = [promise(office) for _ in range(6)]
    crewed = []
    for url, login in urls(office):
        made = {"made_at": clock.now(), "desk_id": login}
        # As from the screen, which saw a version, and as from a line command, which did not.
        accepting = [AcceptTicket(ticket_id=i, version=1 if n % 2 else None, **made) for n, i in enumerate(tickets)]
        crewed.append((url, login, clock.now(), accepting))
    for answers in by_round(crew(perform_together, crewed)).values():
        assert Counter(kind for kind, *_ in answers) == {"Done": 1, "Conflict": DESKS - 1}
        others = {(code, who) for kind, code, who in answers if kind == "Conflict"}
        # Who had read it just before it was accepted is told that it changed; both say by whom.
        assert {code for code, _ in others} <= {"ticket_accepted", "changed_meanwhile"}
        assert all(who is not None for _, who in others)


def test_eight_desks_draw_different_numbers(office: Office, clock) -> None:
    crewed = [(url, login, clock.now(), 12) for url, login in urls(office)]
    drawn = [number for _, number in crew(draw_together, crewed)]
    assert len(drawn) == len(set(drawn)) == DESKS * 12
    # Each desk got a code of its own at its first contact, all eight at the same moment.
    assert len({number.split("-")[1] for number in drawn}) == DESKS
