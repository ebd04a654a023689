"""Search over all days of a branch and its tickets (F3): by name, number, phone, booking or ticket number."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.lines import lines
from backoffice.desk.ticket_lines import lines_of_tickets
from backoffice.desk.ticket_views import TicketLine
from backoffice.desk.views import Line
from backoffice.domain.rights import Right
from backoffice.domain.text import matches, needles
from backoffice.domain.ticket_numbers import parse_ticket_number
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.tickets import CallbackTicket

_a, _t = table(Appointment), table(CallbackTicket)

LIMIT = 200


@dataclass(frozen=True, slots=True)
class Search:
    """All appointments of a branch whose line holds every word, the newest day first, at most 200."""

    branch_id: str
    text: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[Line, ...]:
        """Read them; nothing for fewer than two characters. What is kept is days, not years (D53), so it is small."""
        actor.require(Right.SEE, self.branch_id)
        if len(self.text.strip()) < 2:
            return ()
        wanted = needles(self.text)
        found = [
            line for line in lines(connection, actor, self.branch_id, [], self.now) if matches(wanted, line.search)
        ]
        found.sort(key=lambda line: (line.day, line.start), reverse=True)
        return tuple(found[:LIMIT])


@dataclass(frozen=True, slots=True)
class SearchTickets:
    """All tickets of a branch, closed ones too, whose line holds every word, or that are meant by their number."""

    branch_id: str
    text: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[TicketLine, ...]:
        """Read them, open ones first, then by due instant; at most 200, nothing for fewer than two characters."""
        actor.require(Right.SEE, self.branch_id)
        if len(self.text.strip()) < 2:
            return ()
        wanted, number = needles(self.text), parse_ticket_number(self.text)
        here = sa.or_(_t.c.branch_id == self.branch_id, _t.c.shared_with_branch_id == self.branch_id)
        found = [
            line
            for line in lines_of_tickets(connection, actor, here)
            if line.number == number or matches(wanted, line.search)
        ]
        found.sort(key=lambda line: (not line.open, line.due_at))
        return tuple(found[:LIMIT])
