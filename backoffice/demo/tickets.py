"""The promised calls of the example office: a dozen at the home branch, made through the desk's own commands.

They were made on the last two working days, so that some are due today. The same day gives the same promises.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from backoffice.demo.install import HOME_BRANCH
from backoffice.demo.office import OFFICE
from backoffice.demo.people import Person, customer_number, draw_people, draw_phones
from backoffice.domain.calendar import is_working_day, last_working_day, next_working_day
from backoffice.domain.clock import FixedClock, instant_of, wall
from backoffice.domain.ids import new_id
from backoffice.domain.terms import AttemptResult, Urgency

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk

ACCEPTED, TRIED, HANDED_OVER = "accepted", "tried", "handed_over"
_ACCEPTS_AFTER = timedelta(minutes=25)


@dataclass(frozen=True, slots=True)
class ExamplePromise:
    """One promised call: how many working days ago, at which minute of that day, to which team, about what."""

    days_ago: int
    minute: int
    team: str
    concern: str
    then: str = ""
    """What happened to it since."""
    wish: str = ""
    urgency: Urgency | None = None
    reason: str = ""
    by_letter: bool = False
    note: str = ""


_LT1, _LT2, _EZ, _MI = "Leistungsteam 1", "Leistungsteam 2", "Eingangszone Mitte", "M&I-Team"

PROMISES = (
    ExamplePromise(2, 8 * 60 + 12, _LT1, "Nachfragen zum Bearbeitungsstand", ACCEPTED, note="Unterlagen lagen vor"),
    ExamplePromise(2, 10 * 60 + 40, _LT1, "Fragen zum Bescheid", TRIED),
    ExamplePromise(2, 13 * 60 + 5, _LT2, "Anrechnung von Einkommen", ACCEPTED),
    ExamplePromise(2, 15 * 60 + 20, _LT1, "Umzugswunsch", wish="ab 14", note="Mietvertrag bis Monatsende"),
    ExamplePromise(
        1, 16 * 60 + 35, _LT1, "Drohende / eingetretene Energiesperre", note="Schreiben des Versorgers da"
    ),
    ExamplePromise(1, 8 * 60 + 41, _LT1, "Fragen zu den Bedarfen der Unterkunft", wish="8-12"),
    ExamplePromise(1, 9 * 60 + 55, _LT1, "Fragen zu einer Rückforderung", HANDED_OVER),
    ExamplePromise(1, 10 * 60 + 30, _LT1, "Fragen zum Leistungsbezug", ACCEPTED, wish="nachmittags"),
    ExamplePromise(1, 11 * 60 + 15, _EZ, "Änderung von Kontaktdaten"),
    ExamplePromise(1, 13 * 60 + 40, _MI, "Qualifizierung", wish="vormittags"),
    ExamplePromise(
        1, 14 * 60 + 25, _LT2, "Fragen zum Bescheid", urgency=Urgency.URGENT, reason="Widerspruchsfrist läuft ab"
    ),
    ExamplePromise(1, 15 * 60 + 10, _LT1, "Fragen zum Leistungsbezug", by_letter=True),
)
"""In no order; the first is overdue at half past eight, and it is the only one."""


def promise_calls(desk: "Desk") -> int:
    """Make the promises in the home branch, once for a working day; gives how many were made."""
    from backoffice.desk.organisation_views import Branches
    from backoffice.desk.ticket_lines import TicketsOf

    branch = next((b for b in desk.read(Branches()) if b.code == HOME_BRANCH), None)
    if branch is None:
        return 0
    now = desk.clock.now()
    today = wall(now)[0]
    day = today if is_working_day(today) else next_working_day(today)
    days = {1: last_working_day(day), 2: last_working_day(last_working_day(day))}
    made = desk.read(TicketsOf(branch.id, now)).lines
    if any(line.created_at >= instant_of(days[1], 0) for line in made):
        return 0
    chance = Random(f"{HOME_BRANCH} {day.isoformat()} tickets")  # noqa: S311  invented data, no secret
    people, phones = draw_people(chance, len(PROMISES)), draw_phones(chance, len(PROMISES))
    office = _Office(desk, branch.id)
    for promise, person, phone in zip(PROMISES, people, phones, strict=True):
        office.make(promise, days[promise.days_ago], person, phone, customer_number(chance))
    return len(PROMISES)


class _Office:
    """Those who made the promises and worked them, each at a desk of the past."""

    def __init__(self, desk: "Desk", branch_id: str) -> None:
        from backoffice.desk.organisation_views import Catalogue
        from backoffice.desk.ticket_picking import Teams

        self._desk = desk
        self._branch_id = branch_id
        self._desk_id = new_id()  # not the desk of whoever looks at it: `u` takes back only what they did
        self._teams = {team.name: team.id for team in desk.read(Teams(branch_id))}
        self._concerns = {concern.title: concern.id for concern in desk.read(Catalogue())}
        self._staff = {
            person.team: person.login for person in reversed(OFFICE.branch(HOME_BRANCH).staff) if person.team
        }

    def make(self, promise: ExamplePromise, day: date, person: Person, phone: str, number: str) -> None:
        """One promise, and what happened to it since."""
        from backoffice.desk.tickets import Caller, MakeTicket, NewTicket, Reach
        from backoffice.domain.wishes import parse_wish

        at = instant_of(day, promise.minute)
        desk = self._at(at, _EZ)
        ticket = NewTicket(
            number=desk.draw_number(),
            team_id=self._teams[promise.team],
            concern_id=self._concerns[promise.concern],
            reach=Reach(
                phone="" if promise.by_letter else phone,
                other_way="Brief" if promise.by_letter else "",
                wish=parse_wish(promise.wish, day),
            ),
            urgency=promise.urgency,
            urgency_reason=promise.reason,
            note=promise.note,
        )
        caller = Caller(family=person.family, given=person.given, number=number)
        desk.perform(desk.new(MakeTicket, ticket=ticket, branch_id=self._branch_id, caller=caller))
        self._work(promise, ticket.id, at + _ACCEPTS_AFTER)

    def _work(self, promise: ExamplePromise, ticket_id: str, at: datetime) -> None:
        from backoffice.desk.ticket_calls import AcceptTicket, TryTicket
        from backoffice.desk.ticket_moves import HandOver

        if not promise.then:
            return
        desk = self._at(at, promise.team)
        if promise.then == ACCEPTED:
            desk.perform(desk.new(AcceptTicket, ticket_id=ticket_id))
        elif promise.then == TRIED:
            desk.perform(desk.new(TryTicket, ticket_id=ticket_id, result=AttemptResult.NO_ANSWER))
        else:
            other = self._teams[_LT2]
            desk.perform(desk.new(HandOver, ticket_id=ticket_id, team_id=other, reason="Fall gehört zu Team 2"))

    def _at(self, at: datetime, team: str) -> "Desk":
        """Somebody's desk of a team at an instant. On a shared store everybody is who is signed in."""
        from backoffice.desk.desk import Desk

        store = self._desk.store
        login = self._desk.login if store.shared else self._staff[team]
        return Desk(store, login, self._desk_id, FixedClock(at))
