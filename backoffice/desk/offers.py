"""Which concerns a branch offers in which group, how long, and with how much lead time (D25)."""

from dataclasses import dataclass
from typing import Any, ClassVar

import sqlalchemy as sa
from pydantic import Field

from backoffice.desk.actor import Actor
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.rights import Right
from backoffice.domain.terms import Area
from backoffice.domain.wanted import LONGEST, SHORTEST
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Concern, ConcernOffer, ServicePointGroup

LONGEST_LEAD = 90 * 24 * 60
"""Minutes; longer is a slip of the keyboard."""

_offer, _concern, _group = table(ConcernOffer), table(Concern), table(ServicePointGroup)


class SetOffer(Command):
    """A group offers a concern: how long it takes here, and how long before the public must book (D34).

    What is booked keeps its duration (D13).
    """

    kind: ClassVar[str] = "set_offer"
    right: ClassVar[Right] = Right.OFFER

    branch_id: str
    group_id: str
    concern_id: str
    minutes: int
    lead_minutes: int = 0
    offer_id: str = Field(default_factory=new_id)
    """Of the offer, where it is a new one."""

    def scope(self, work: Work) -> Scope:
        """The branch."""
        return Scope(self.branch_id)

    def apply(self, work: Work) -> Done:
        """Set it, or change the one that stands. Refused: `bad_group` (of another branch), `not_found` (concern),
        `bad_duration`, `bad_lead` (most).

        Answers `offer_set` or `offer_changed`; values: `title`, `group`, `minutes`.
        """
        group = work.row(ServicePointGroup, self.group_id)
        if group.branch_id != self.branch_id:
            raise Refused("bad_group")
        concern = work.row(Concern, self.concern_id)
        if not SHORTEST <= self.minutes <= LONGEST or self.minutes % TICK_MINUTES:
            raise Refused("bad_duration", minutes=self.minutes, shortest=SHORTEST, longest=LONGEST)
        if not 0 <= self.lead_minutes <= LONGEST_LEAD:
            raise Refused("bad_lead", most=LONGEST_LEAD // 1440)
        work.tx.lock(f"offers:{self.group_id}")
        told = {"title": concern.title, "group": group.name, "minutes": self.minutes}
        present = work.tx.first(
            sa.select(_offer).where(_offer.c.concern_id == self.concern_id, _offer.c.group_id == self.group_id)
        )
        if present is not None:
            work.tx.change(ConcernOffer, present, minutes=self.minutes, lead_minutes=self.lead_minutes)
            return Done("offer_changed", (present.id,), told)
        work.tx.insert(
            ConcernOffer,
            id=self.offer_id,
            branch_id=self.branch_id,
            concern_id=self.concern_id,
            group_id=self.group_id,
            minutes=self.minutes,
            lead_minutes=self.lead_minutes,
        )
        return Done("offer_set", (self.offer_id,), told)


class StopOffer(Command):
    """A group offers a concern no longer. What is booked for it stays (D13)."""

    kind: ClassVar[str] = "stop_offer"
    right: ClassVar[Right] = Right.OFFER

    offer_id: str

    def scope(self, work: Work) -> Scope:
        """The branch of the offer."""
        return Scope(work.row(ConcernOffer, self.offer_id).branch_id)

    def apply(self, work: Work) -> Done:
        """Stop it. Refused `offer_mandatory` (title): the branch has to offer it, and no other group does (D20).

        Values: `title`, `group`.
        """
        row = work.row(ConcernOffer, self.offer_id)
        concern, group = work.row(Concern, row.concern_id), work.row(ServicePointGroup, row.group_id)
        work.tx.lock(f"offers-of:{row.branch_id}:{row.concern_id}")
        elsewhere = work.tx.first(
            sa.select(_offer.c.id).where(
                _offer.c.branch_id == row.branch_id, _offer.c.concern_id == row.concern_id, _offer.c.id != row.id
            )
        )
        if concern.mandatory and elsewhere is None:
            raise Refused("offer_mandatory", title=concern.title)
        work.tx.delete(ConcernOffer, row)
        return Done("offer_stopped", (row.id,), {"title": concern.title, "group": group.name})


@dataclass(frozen=True, slots=True)
class OfferView:
    """A concern as a group offers it."""

    id: str
    group_id: str
    group: str
    concern_id: str
    area: Area
    title: str
    minutes: int
    lead_minutes: int
    mandatory: bool
    emergency: bool


@dataclass(frozen=True, slots=True)
class OffersOf:
    """What a branch offers, group by group."""

    branch_id: str

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[OfferView, ...]:
        """Read it; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        columns: list[sa.ColumnElement[Any]] = [
            _offer.c.id,
            _group.c.id,
            _group.c.name,
            _concern.c.id,
            _concern.c.area,
            _concern.c.title,
            _offer.c.minutes,
            _offer.c.lead_minutes,
            _concern.c.mandatory,
            _concern.c.emergency,
        ]
        found = connection.execute(
            sa.select(*columns)
            .select_from(
                _offer.join(_concern, _concern.c.id == _offer.c.concern_id).join(
                    _group, _group.c.id == _offer.c.group_id
                )
            )
            .where(_offer.c.branch_id == self.branch_id)
            .order_by(_group.c.position, _concern.c.area, _concern.c.title)
        )
        return tuple(OfferView(*row) for row in found)
