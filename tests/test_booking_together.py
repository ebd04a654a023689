"""Eight processes book at once: exactly as many win as there is room for, and nobody sits on anybody (D26, D28)."""

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.desk.booking import BookAppointment, NewBooking, Person
from backoffice.desk.checking import check
from backoffice.desk.holding import HoldTime
from backoffice.desk.organisation import AddGroup, NewGroup, NewPoint
from backoffice.desk.plan_of import busy_of, plan_of
from backoffice.domain.free_times import Wish, choose
from backoffice.domain.terms import Area
from backoffice.store.tables.appointments import Appointment, Customer, Placement
from backoffice.store.tables.base import table
from tests.hammer import booking_file, crew, import_of, perform_together
from tests.office import MONDAY, Office
from tests.test_concurrency import DESKS, assert_nobody_sits_on_anybody, by_round, count, urls

TUESDAY = MONDAY + timedelta(days=1)


def wanted(office: Office, at: Any, start: int, minutes: int = 20, *, group: str = "Leistung 1") -> BookAppointment:
    new = NewBooking(
        group_id=office.groups[group],
        day=TUESDAY,
        start=start,
        minutes=minutes,
        concern_text="Fragen zum Bescheid",
        override_reason="",
    )
    return BookAppointment(made_at=at, desk_id="d", booking=new, person=Person(family="Weiß", given="Thea"))


def test_the_same_time_is_booked_as_often_as_there_are_service_points(office: Office, clock) -> None:
    now = clock.now()
    starts = (480, 500, 520, 540, 600, 610, 620)
    crewed = [(url, login, now, [wanted(office, now, start) for start in starts]) for url, login in urls(office)]
    rounds = by_round(crew(perform_together, crewed))
    # 10:00 fills both points until 10:20: nobody gets 10:10, two get 10:20.
    for number, start in enumerate(starts):
        room = 0 if start == 610 else 2
        told = Counter((kind, code) for kind, code, _ in rounds[number])
        assert told == Counter({("Done", "booked"): room, ("Refused", "time_not_free"): DESKS - room})
    assert assert_nobody_sits_on_anybody(office) == 12
    assert office.desk.store.read(check) == ()
    for model in (Appointment, Placement, Customer):  # who lost left nothing behind
        assert count(office, sa.select(sa.func.count()).select_from(table(model))) == [(12,)]


def test_as_many_desks_as_places_and_everybody_gets_one(office: Office, clock) -> None:
    points = tuple(NewPoint(name=f"G-{n}") for n in range(DESKS))
    group = NewGroup(name="Groß", area=Area.BENEFITS, points=points)
    office.desk.perform(office.desk.new(AddGroup, branch_id=office.branch_id, group=group))
    office.groups["Groß"] = group.id
    now = clock.now()
    crewed = [(url, login, now, [wanted(office, now, 600, group="Groß")]) for url, login in urls(office)]
    told = crew(perform_together, crewed)
    assert Counter(answer[1:3] for answer in told) == {("Done", "booked"): DESKS}
    assert assert_nobody_sits_on_anybody(office) == DESKS


def test_random_times_holds_and_an_import_at_once(office: Office, clock) -> None:
    now = clock.now()
    draw = random.Random(4)
    crewed = []
    asked: dict[tuple[int, str], tuple[date, int, int]] = {}
    own = office.desk.store.place.url.render_as_string(), office.desk.login  # who may import, too
    for number, (url, login) in enumerate([own, *urls(office)[1:]]):
        commands: list[Any] = []
        for round_ in range(8):
            start, minutes = 480 + 5 * draw.randrange(40), draw.choice((10, 20, 30, 45))
            if number == 0 and round_ % 4 == 3:
                rows = [(480 + 25 * n, f"Neu{round_}{n}") for n in range(4)]
                file = booking_file(TUESDAY, rows, name=f"{number}{round_}")
                commands.append(import_of(file, office.branch_id, now))
            elif number == 1 and round_ == 0:
                hold = HoldTime(
                    made_at=now,
                    desk_id="d",
                    group_id=office.groups["Leistung 1"],
                    day=TUESDAY,
                    start=start,
                    minutes=20,
                )
                commands.append(hold)
            else:
                commands.append(wanted(office, now, start, minutes))
                asked[round_, commands[-1].id] = (TUESDAY, start, minutes)
        crewed.append((url, login, now, commands))
    told = crew(perform_together, crewed)
    codes = Counter(answer[1:3] for answer in told)
    assert set(codes) <= {("Done", "booked"), ("Done", "imported"), ("Done", "held"), ("Refused", "time_not_free")}
    assert codes["Done", "imported"] == 2
    placed = assert_nobody_sits_on_anybody(office)
    assert placed >= codes["Done", "booked"]
    assert office.desk.store.read(check) == ()
    _nobody_was_sent_away_for_nothing(office, [c for *_, commands in crewed for c in commands], told)


def _nobody_was_sent_away_for_nothing(office: Office, commands: list[Any], told: list[tuple]) -> None:
    """Room only shrinks while everybody books: what was refused on the way cannot be had at the end either."""
    done = {answer[3] for answer in told if answer[1] == "Done"}
    refused = [c for c in commands if isinstance(c, BookAppointment) and c.id not in done]
    assert refused, "nothing was refused: too little was asked for"
    now = office.desk.clock.now()

    def still(connection: sa.Connection) -> list[tuple[int, int]]:
        plan = plan_of(connection, office.branch_id, TUESDAY, TUESDAY)
        busy = busy_of(connection, office.branch_id, TUESDAY, TUESDAY, now)
        found = []
        for command in refused:
            new = command.booking
            wish = Wish((new.group_id,), new.minutes or 0, TUESDAY, TUESDAY, (TUESDAY, 0))
            if choose(plan, busy, wish, TUESDAY, new.start) is not None:
                found.append((new.start, new.minutes or 0))
        return found

    assert office.desk.store.read(still) == []


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_a_search_sees_at_once_what_another_desk_holds(office: Office, clock) -> None:
    made = office.desk.new(HoldTime, group_id=office.groups["Leistung 1"], day=TUESDAY, start=600, minutes=20)
    office.desk.perform(made)
    busy = office.desk.store.read(lambda c: busy_of(c, office.branch_id, TUESDAY, TUESDAY, clock.now()))
    assert [(one.start, one.end, one.held) for one in busy] == [(600, 620, True)]
