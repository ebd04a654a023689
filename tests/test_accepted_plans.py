"""Whatever the morning: an accepted plan drops nobody and seats nobody twice, and one undo restores the day (D33)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backoffice.desk.absences import EnterAbsence
from backoffice.desk.accepting_plan import AcceptPlan
from backoffice.desk.checking import check
from backoffice.desk.ending_absences import EndAbsence
from backoffice.desk.plan_parts import acceptance, new_extra
from backoffice.desk.rearranging import PlanFor
from backoffice.desk.undo import Undo
from backoffice.domain.errors import Refused
from backoffice.domain.rearrange_kinds import AT_ONCE, KEEPING_TIME
from backoffice.domain.states import ENDINGS
from backoffice.domain.terms import Channel, Role
from backoffice.store.tables.appointments import Appointment, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.occupancy import Occupancy
from backoffice.store.tables.organisation import ServicePoint
from backoffice.store.tables.proposals import Proposal
from tests.office import MONDAY, Office

_a, _p, _point, _proposal = table(Appointment), table(Placement), table(ServicePoint), table(Proposal)
_occupancy = table(Occupancy)

POINTS = ("L1-1", "L1-2", "L2-1", "L2-2")
MORNINGS = st.fixed_dictionaries(
    {
        "talks": st.lists(
            st.tuples(
                st.sampled_from(POINTS),
                st.integers(96, 144),
                st.sampled_from((2, 4, 6)),
                st.sampled_from((Channel.IN_PERSON, Channel.PHONE)),
                st.booleans(),
            ),
            min_size=1,
            max_size=9,
        ),
        "away": st.sets(st.sampled_from(POINTS), min_size=1, max_size=4),
        "extra": st.sampled_from((None, False, True)),
    }
)


def mornings() -> Iterator[date]:
    """A day of its own for each, on which the office is open."""
    for n in range(1, 400):
        day = MONDAY + timedelta(days=n)
        if day.weekday() < 5 and not (day.month == 12 and day.day > 20) and (day.month, day.day) > (1, 5):
            yield day


def store(office: Office) -> dict[str, Any]:
    """Who is where, what is kept, what is proposed, which points there are; versions aside."""

    def read(connection: sa.Connection) -> dict[str, Any]:
        return {
            "appointments": sorted(connection.execute(sa.select(_a.c.id, _a.c.day, _a.c.start_minute, _a.c.status))),
            "places": sorted(connection.execute(sa.select(_p.c.appointment_id, _p.c.service_point_id))),
            "ticks": sorted(connection.execute(sa.select(_occupancy))),
            "proposals": sorted(connection.execute(sa.select(_proposal.c.id, _proposal.c.status))),
            "points": sorted(connection.execute(sa.select(_point.c.id, _point.c.active))),
        }

    return office.desk.store.read(read)


def test_nobody_is_dropped_or_seated_twice_and_undo_restores_the_day(office: Office) -> None:
    days, worker = mornings(), office.colleague("sach", "Sach Bearbeitung", Role.CASEWORKER)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(MORNINGS)
    def morning(drawn: dict[str, Any]) -> None:
        day = next(days)
        _book(office, day, drawn["talks"])
        ids = tuple(office.points[name] for name in sorted(drawn["away"]))
        desk = office.desk
        values = {"branch_id": office.branch_id, "point_ids": ids, "first_day": day, "last_day": day}
        entry = desk.new(EnterAbsence, **values)
        desk.perform(entry)
        extra = drawn["extra"]
        extras = () if extra is None else (new_extra(office.groups["Leistung 1"], "Z", 480, 720, calls_only=extra),)
        view = desk.read(PlanFor(office.branch_id, day, desk.clock.now(), extras=extras))
        before = store(office)
        accepted = acceptance(view, "Abwesenheit")
        if accepted["steps"]:
            with pytest.raises(Refused, match="no_right"):
                worker.perform(worker.new(AcceptPlan, **accepted))
            assert store(office) == before
            done = desk.perform(desk.new(AcceptPlan, **accepted))
            _check(office, view, before)
            desk.perform(desk.new(Undo, undoes=done.entry_id))
            assert store(office) == before
        desk.perform(desk.new(EndAbsence, entry_id=entry.entry_id))

    morning()


def _book(office: Office, day: date, talks: list[Any]) -> None:
    taken: set[tuple[str, int]] = set()
    for point, tick, length, channel, phone in talks:
        ticks = {(point, tick + n) for n in range(length)}
        if not ticks & taken:
            taken |= ticks
            group = office.groups["Leistung 1" if point.startswith("L1") else "Leistung 2"]
            number = "+493023125115" if phone or channel is Channel.PHONE else None
            office.book(tick * 5, length * 5, place=point, day=day, group_id=group, channel=channel, phone=number)


def _check(office: Office, view: Any, before: dict[str, Any]) -> None:
    after = store(office)
    assert [row[:3] for row in after["appointments"]] == [row[:3] for row in before["appointments"]], (
        "all where they were"
    )
    assert all(row[3] not in ENDINGS for row in after["appointments"])
    assert max(Counter(row[:3] for row in after["ticks"]).values()) == 1
    places = dict(after["places"])
    for line in view.steps:
        if line.step.kind in AT_ONCE:
            assert places[line.id] == line.step.to.point_id
        else:
            assert places.get(line.id) == line.step.was.point_id, "until the customer agrees"
    proposed = sum(line.step.to is not None and line.step.kind not in AT_ONCE for line in view.steps)
    assert len(after["proposals"]) - len(before["proposals"]) == proposed
    assert view.kept == sum(line.step.kind in KEEPING_TIME for line in view.steps)
    assert not office.desk.store.read(check)
