"""Customers who come without an appointment: their start is now and they wait with a visible time (D12)."""

from typing import Annotated, ClassVar

import sqlalchemy as sa
from pydantic import AwareDatetime, BeforeValidator, Field

from backoffice.desk.command import Command, Done, Scope, Work, cleaner
from backoffice.desk.contact import Name, Number, Phone, name_columns, number_columns, phone_columns
from backoffice.desk.steps import check_backdating
from backoffice.domain.clock import wall
from backoffice.domain.ids import new_id
from backoffice.domain.states import Status
from backoffice.domain.terms import Channel, Origin
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Concern, ConcernOffer, ServicePointGroup

ASSUMED_MINUTES = 10

Text = Annotated[str, BeforeValidator(cleaner(160))]


class WalkIn(Command):
    """Vorsprache jetzt. The name is optional where it is settled at once."""

    kind: ClassVar[str] = "walk_in"
    offline_safe: ClassVar[bool] = True

    branch_id: str
    appointment_id: str = Field(default_factory=new_id)
    customer_id: str = Field(default_factory=new_id)
    concern_id: str | None = None
    concern_text: Text = ""
    family: Name = ""
    given: Name = ""
    phone: Phone = ""
    number: Number = ""
    remark: Text = ""
    happened_at: AwareDatetime | None = None

    def scope(self, work: Work) -> Scope:
        """The branch they came to."""
        return Scope(self.branch_id, self._group(work)[0])

    def apply(self, work: Work) -> Done:
        """Add customer and appointment, *da* since now. Refused `phone_unreadable` for a number that is none."""
        if self.happened_at is not None:
            check_backdating(work, self.branch_id, self.happened_at, self.made_at)
        at = self.happened_at or self.made_at
        day, minute = wall(at)
        group_id, minutes = self._group(work)
        title = work.row(Concern, self.concern_id).title if self.concern_id else self.concern_text
        work.tx.insert(Customer, id=self.customer_id, branch_id=self.branch_id, **self._customer())
        work.tx.insert(
            Appointment,
            id=self.appointment_id,
            branch_id=self.branch_id,
            customer_id=self.customer_id,
            concern_id=self.concern_id,
            concern_text=title,
            group_id=group_id,
            channel=Channel.IN_PERSON,
            day=day,
            start_minute=min(minute, 1439),
            end_minute=min(minute + minutes, 1440),
            assumed_end=True,
            status=Status.ARRIVED,
            origin=Origin.WALK_IN,
            remark=self.remark or None,
            arrived_at=at,
            backdated=self.happened_at is not None,
        )
        return Done("walked_in", (self.appointment_id,))

    def _customer(self) -> dict[str, object]:
        values = name_columns(self.family, self.given)
        if self.phone:
            values |= phone_columns(self.phone)
        if self.number:
            values |= number_columns(self.number)
        return values

    def _group(self, work: Work) -> tuple[str | None, int]:
        if self.concern_id is None:
            return None, ASSUMED_MINUTES
        offers, groups = table(ConcernOffer), table(ServicePointGroup)
        offer = work.tx.first(
            sa.select(offers.c.group_id, offers.c.minutes)
            .join(groups, groups.c.id == offers.c.group_id)
            .where(offers.c.branch_id == self.branch_id, offers.c.concern_id == self.concern_id)
            .order_by(groups.c.position, groups.c.name)
        )
        if offer is None:
            return None, int(work.row(Concern, self.concern_id).minutes)
        return offer.group_id, offer.minutes
