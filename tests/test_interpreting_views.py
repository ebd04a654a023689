"""Orders as screen 4 lists them: one for itself, all of a week, and the week language by language (D46–D49)."""

from datetime import date, timedelta
from typing import Any

import pytest

from backoffice.desk.finishing import Finish
from backoffice.desk.interpreter_times import SetInterpreterHours
from backoffice.desk.interpreting_lines import Matter
from backoffice.desk.interpreting_prefill import InterpretingFor
from backoffice.desk.interpreting_views import CountOrders, OrderOf, OrdersOf, OrdersWithin
from backoffice.desk.interpreting_week import InterpretingWeek, WeekOf
from backoffice.desk.orders import CancelInterpreter, ConfirmInterpreter, InterpreterFailed, TellCancelled
from backoffice.desk.talks import Begin
from backoffice.domain.errors import Refused
from backoffice.domain.terms import OrderStatus, Outcome
from backoffice.domain.week import parse_week
from tests.office import MONDAY, Office
from tests.ordering import add, hotline, of, order, person, rows
from tests.promising import promise
from tests.two_branches import two_branches

TUESDAY, SATURDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=5)
LAST_WEEK = MONDAY - timedelta(days=4)


def do(office: Office, kind: Any, **values: Any) -> Any:
    return office.desk.perform(office.desk.new(kind, **values))


def to_do(office: Office) -> list[tuple[Matter, int]]:
    """What is listed, as (matter, start); the count beside the screen's name says the same."""
    now = office.desk.clock.now()
    found = office.desk.read(OrdersOf(office.branch_id, now))
    shown = [line for line in found if line.matter not in (Matter.CONFIRMED, Matter.DONE)]
    assert office.desk.read(CountOrders(office.branch_id, now)) == len(shown)
    return [(line.matter, line.start) for line in found]


def week(office: Office, day: date = MONDAY) -> InterpretingWeek:
    return office.desk.read(WeekOf(office.branch_id, day, office.desk.clock.now()))


def of_language(found: InterpretingWeek, code: str = "tir") -> list[tuple[int, int, int | None]]:
    """(orders, open, free) of a language, day by day."""
    row = next(row for row in found.languages if row.language == code)
    assert [day.day for day in row.days] == list(found.days)
    return [(day.orders, day.open, day.free) for day in row.days]


def test_an_order_is_read_for_itself_however_it_stands(office: Office) -> None:
    ended, who = office.book(510), person(office)
    order(office, ended)
    do(office, Finish, appointment_id=ended, outcomes=({"kind": Outcome.SETTLED},))
    assert of(office, ended).matter is Matter.DONE, "the need went with its appointment"
    assert office.desk.read(InterpretingFor(ended, office.desk.clock.now())).ended
    assert to_do(office) == []
    one = office.book(600)
    order(office, one, who)
    order_id = of(office, one).id
    do(office, CancelInterpreter, order_id=order_id)
    assert office.desk.read(OrderOf(order_id, office.desk.clock.now())).matter is Matter.TO_TELL
    assert to_do(office) == [(Matter.NEEDED, 600), (Matter.TO_TELL, 600)]
    do(office, TellCancelled, order_id=order_id, told_to="Anrufbeantworter")
    told = office.desk.read(OrderOf(order_id, office.desk.clock.now()))
    assert (told.matter, told.told_to) == (Matter.DONE, "Anrufbeantworter")
    assert to_do(office) == [(Matter.NEEDED, 600)]


def test_how_long_a_talk_took_is_known_from_its_beginning_and_end(office: Office) -> None:
    one, who = office.book(510), person(office)
    order(office, one, who)
    do(office, Begin, appointment_id=one)
    assert of(office, one).talked is None
    office.desk.clock.advance(minutes=24, seconds=10)
    do(office, Finish, appointment_id=one, outcomes=({"kind": Outcome.SETTLED},))
    assert (of(office, one).talked, of(office, one).matter) == (25, Matter.NO_RESULT)


def test_a_failure_is_listed_until_promised_and_stands_in_its_week_whatever_became_of_it(office: Office) -> None:
    who = person(office)
    one = office.book(600)
    order(office, one, who)
    do(office, InterpreterFailed, order_id=of(office, one).id)
    assert to_do(office) == [(Matter.FAILED, 600)]
    promise(office, one)
    assert to_do(office) == [(Matter.DONE, 600)]
    office.desk.clock.advance(hours=24 * 7)
    assert to_do(office) == []
    last_week = office.desk.read(OrdersWithin(office.branch_id, MONDAY, TUESDAY, office.desk.clock.now()))
    assert [(line.matter, line.status) for line in last_week] == [(Matter.DONE, OrderStatus.FAILED)]
    assert of_language(week(office, MONDAY))[0] == (1, 0, None), "the day is over: nobody has time any more"


def test_a_week_counts_what_is_ordered_what_is_open_and_who_has_time(office: Office) -> None:
    who = person(office)
    do(
        office,
        SetInterpreterHours,
        interpreter_id=who,
        since=MONDAY,
        spans=tuple(
            {"weekday": weekday, "start": start, "end": end}
            for weekday, spans in enumerate(parse_week("mo 10-10:40, di 9-12, fr 9-9:25").week)
            for start, end in spans
        ),
    )
    hotline(office, notice_minutes=2 * 1440)
    add(office, "Agentur", provider="agency", languages={"gsg": ""}, on_site=True)
    assert of_language(week(office)) == [(0, 0, 1), (0, 0, 1), (0, 0, 1), (0, 0, 1), (0, 0, 1)]
    one, two, three = office.book(610), office.book(600, day=TUESDAY), office.book(660, day=TUESDAY)
    order(office, one, who)
    order(office, two, who)
    do(office, ConfirmInterpreter, order_id=of(office, two).id)
    order(office, three)
    order(office, office.book(700, day=TUESDAY), language="som")
    found = week(office, SATURDAY)
    assert [row.language for row in found.languages] == ["gsg", "prs", "som", "tir"]
    assert of_language(found) == [(1, 1, 0), (2, 1, 1), (0, 0, 1), (0, 0, 1), (0, 0, 1)]
    assert of_language(found, "som")[:2] == [(0, 0, 0), (1, 1, 0)], "wanted, and nobody here speaks it"
    tigrinya = next(row for row in found.languages if row.language == "tir")
    assert (tigrinya.open, [line.start for line in tigrinya.lines]) == (2, [610, 600, 660])
    assert len(found.lines) == 4
    assert found.days == tuple(MONDAY + timedelta(days=n) for n in range(5))
    order(office, office.book(600, day=SATURDAY), language="som")
    assert week(office).days[-1] == SATURDAY
    assert len(rows(office)) == 5


def test_a_week_is_read_by_whoever_sees_the_branch(office: Office) -> None:
    there = two_branches(office).there
    with pytest.raises(Refused) as refused:
        there.read(WeekOf(office.branch_id, MONDAY, office.desk.clock.now()))
    assert refused.value.code == "no_right"
    add(office, "Nur dort", provider="person", languages={"vie": ""}, on_site=True, branches=(there.actor.branch_id,))
    assert "vie" not in [row.language for row in week(office).languages]
