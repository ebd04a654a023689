"""A branch with promised calls to work on, and somebody of its first team who does."""

from datetime import UTC, datetime
from typing import Any

from backoffice.desk.desk import Desk
from backoffice.desk.people import PlaceStaff
from backoffice.desk.ticket_calls import AcceptTicket, TryTicket
from backoffice.desk.tickets import Caller, Reach
from backoffice.domain.terms import AttemptResult, Urgency
from backoffice.domain.wishes import Wish
from backoffice.store.store import open_store
from tests.driver import Driver
from tests.office import MONDAY, Office
from tests.promising import promise, work

FRIDAY_10 = datetime(2026, 11, 20, 9, tzinfo=UTC)


def join_team(office: Office) -> None:
    """Whoever works here belongs to Leistungsteam 1."""
    me = office.desk.actor.id
    office.desk.perform(
        office.desk.new(PlaceStaff, staff_id=me, branch_id=office.branch_id, team_name="Leistungsteam 1")
    )
    office.desk.sign_in()


def fill(office: Office) -> dict[str, str]:
    """One ticket of each kind that needs looking at, by what is special about it."""
    join_team(office)

    def of(family: str, given: str, **more: Any) -> str:
        return promise(office, caller=Caller(family=family, given=given, number=more.pop("number", "")), **more)

    found = {
        "overdue": of(
            "Kowalska",
            "Małgorzata",
            happened_at=FRIDAY_10,
            urgency=Urgency.EMERGENCY,
            urgency_reason="Strom gesperrt",
            concern_text="Energiesperre",
        ),
        "tried": of("Schmidt", "Peter", happened_at=FRIDAY_10, number="214C345678", note="bitte langsam sprechen"),
        "reachable": of("Ben Salah", "Youssef", reach=Reach(phone="0171 3920013", wish=Wish(MONDAY, 480, 720))),
        "letter": of("Груздева", "Ольга", reach=Reach(other_way="Brief")),
        "other": of("Weiß", "Thea", team="Leistungsteam 2"),
    }
    work(office, TryTicket, found["tried"], result=AttemptResult.NO_ANSWER)
    work(office, AcceptTicket, found["letter"])
    return found


def again(office: Office) -> Desk:
    """A second connection to the same store, as another desk has it."""
    store = open_store(str(office.desk.store.place.path), office.desk.clock)
    return Desk(store, office.desk.login, "desk-2", office.desk.clock)


async def until(desk: Driver, text: str) -> None:
    """Wait until the screen shows a text: two seconds and a little for a busy machine."""
    for _ in range(60):
        if text in desk.shown:
            return
        await desk.pilot.pause(0.1)
    raise AssertionError(desk.shown)


def names(desk: Driver) -> list[str]:
    """The family names on the list, from top to bottom."""
    return [row.name.split(",")[0] for row in desk.records.rows.visible]
