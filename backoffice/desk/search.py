"""Search over all days of a branch (F3): by name, number, phone or booking number."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.lines import lines
from backoffice.desk.views import Line
from backoffice.domain.rights import Right
from backoffice.domain.text import matches, needles
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table

_a = table(Appointment)

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
