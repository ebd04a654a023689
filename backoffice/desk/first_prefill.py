"""What the booking dialog needs for a first appointment (n 2): nothing is known but what was just said."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.booking_prefill import BookingPrefill, other_open
from backoffice.desk.organisation_views import Branches, ConcernsOf, GroupsOf, branch_view
from backoffice.domain.clock import wall
from backoffice.domain.errors import NotFound
from backoffice.domain.rights import Right
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Concern

_k = table(Concern)


@dataclass(frozen=True, slots=True)
class FirstPrefill:
    """For somebody new at a branch. `concern_text` where the concern is of no catalogue; `email` as it was typed."""

    branch_id: str
    now: datetime
    concern_id: str | None
    concern_text: str
    name: str
    has_phone: bool
    email: str
    language: str | None = None
    """ISO 639-3, where an interpreter is needed (D46)."""

    def run(self, connection: sa.Connection, actor: Actor) -> BookingPrefill:
        """Read it. Refused: `no_right` where the actor may not see the branch, `not_found`."""
        actor.require(Right.SEE, self.branch_id)
        concern = None
        if self.concern_id is not None:
            concern = connection.execute(
                sa.select(_k.c.title, _k.c.sensitive, _k.c.application, _k.c.documents).where(
                    _k.c.id == self.concern_id
                )
            ).first()
            if concern is None:
                raise NotFound("not_found", entity="concern")
        branches = Branches().run(connection, actor)
        return BookingPrefill(
            branch=branch_view(connection, self.branch_id),
            appointment_id=None,
            version=None,
            ticket_id=None,
            ticket_version=None,
            concern_id=self.concern_id,
            concern=self.concern_text if concern is None else concern.title,
            sensitive=concern is not None and bool(concern.sensitive),
            application=concern is not None and bool(concern.application),
            raised=False,
            group_id=None,
            day=None,
            start=None,
            minutes=None,
            channel=None,
            documents="",
            usual_documents="" if concern is None else concern.documents or "",
            customer_id="",
            name=self.name,
            has_phone=self.has_phone,
            language=self.language,
            other_open=other_open(connection, branches, self.email, None, wall(self.now)[0]),
            concerns=ConcernsOf(self.branch_id).run(connection, actor),
            groups=GroupsOf(self.branch_id).run(connection, actor),
            branches=tuple(branch for branch in branches if branch.id != self.branch_id),
        )
