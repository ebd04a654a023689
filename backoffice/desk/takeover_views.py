"""What two branches see of a request: each the same, and nothing else of the other's case (D44, D50, D52)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.domain.names import short_name
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.takeovers import OPEN_HERE, Stand, stand
from backoffice.domain.terms import Channel, TakeoverStatus
from backoffice.domain.text import search_key
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, Concern
from backoffice.store.tables.takeovers import Takeover
from backoffice.store.tables.tickets import CallbackTicket

_t, _a, _c, _k = table(Takeover), table(Appointment), table(Customer), table(Concern)
_ticket = table(CallbackTicket)
_asking, _asked = table(Branch).alias("asking"), table(Branch).alias("asked")

SHOWN_FOR = timedelta(hours=20)
"""How long what is done stays on the list: the working day."""


@dataclass(frozen=True, slots=True)
class TakeoverLine:
    """A request as one of the two branches sees it."""

    id: str
    version: int
    incoming: bool
    """It is asked of the branch whose list this is; else it asked itself."""
    other: str
    """The name of the other branch."""
    other_phone: str
    """Of its front desk, for colleagues."""
    other_address: str
    stand: Stand
    decides: bool
    """The branch whose list this is has to do something: decide, confirm, or settle it after all."""
    reason: str
    answer: str
    waits_here: bool
    """The customer stands at the branch that asked."""
    asked_at: datetime
    expires_at: datetime
    asked_function: str
    answered_at: datetime | None
    answered_function: str
    agreed_with: str
    confirmed: bool
    wish_day: date | None
    wish_start: int | None
    appointment_id: str
    """Of the branch that asked."""
    status: Status
    day: date
    start: int
    end: int
    channel: Channel | None
    concern_id: str | None
    concern: str
    """Empty where it is sensitive (D24)."""
    sensitive: bool
    emergency: bool
    protected: bool
    """The person is protected and this actor may not see them: no name, no number (D52)."""
    name: str
    short_name: str
    has_phone: bool
    language: str | None
    promised: tuple[date, int, int, Channel] | None
    """What the customer was told: day, start, end, how. It stays as it was said (D45)."""
    linked_id: str | None
    """The appointment at the branch that was asked, for those who may see that branch."""
    ticket: str | None
    """The number of the call that was promised instead."""
    search: str

    @property
    def minutes(self) -> int:
        """How long it was booked for."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class TakeoverCounts:
    """For the quiet count in the top line."""

    incoming: int
    """To be decided or confirmed here."""
    left: int
    """Asked by us, declined or lapsed, and still open here."""


@dataclass(frozen=True, slots=True)
class TakeoverList:
    """All requests of a branch that somebody still has to look at, or that were answered today."""

    lines: tuple[TakeoverLine, ...]
    counts: TakeoverCounts


def _query() -> sa.Select[Any]:
    return (
        sa.select(
            _t,
            _asking.c.name.label("asking"),
            _asking.c.front_desk_phone.label("asking_phone"),
            _asking.c.address.label("asking_address"),
            _asked.c.name.label("asked"),
            _asked.c.front_desk_phone.label("asked_phone"),
            _asked.c.address.label("asked_address"),
            _a.c.status.label("at"),
            _a.c.day.label("booked_day"),
            _a.c.start_minute.label("booked_start"),
            _a.c.end_minute.label("booked_end"),
            _a.c.channel.label("booked_channel"),
            _a.c.concern_id,
            _a.c.concern_text,
            _a.c.raised_reason,
            _k.c.title,
            _k.c.sensitive,
            _k.c.emergency,
            _c.c.name,
            _c.c.family,
            _c.c.given,
            _c.c.phone,
            _c.c.language,
            _c.c.protected,
            _ticket.c.number,
        )
        .select_from(
            _t.join(_a, _a.c.id == _t.c.appointment_id)
            .join(_c, _c.c.id == _a.c.customer_id)
            .join(_asking, _asking.c.id == _t.c.branch_id)
            .join(_asked, _asked.c.id == _t.c.to_branch_id)
            .outerjoin(_k, _k.c.id == _a.c.concern_id)
            .outerjoin(_ticket, _ticket.c.id == _t.c.ticket_id)
        )
        .order_by(_t.c.expires_at, _t.c.id)
    )


@dataclass(frozen=True, slots=True)
class TakeoversOf:
    """The requests of a branch: what it decides, by the deadline; what it asked and nobody takes; then the rest."""

    branch_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> TakeoverList:
        """Read them; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        rows = connection.execute(
            _query().where(
                sa.or_(_t.c.branch_id == self.branch_id, _t.c.to_branch_id == self.branch_id),
                sa.or_(
                    _t.c.asked_at > self.now - SHOWN_FOR,
                    _t.c.answered_at > self.now - SHOWN_FOR,
                    sa.and_(_t.c.status == TakeoverStatus.AGREED, _t.c.confirmed_at.is_(None)),
                    sa.and_(_t.c.status.in_(_LEFT), _a.c.status.not_in(ENDINGS)),
                ),
            )
        )
        newest: dict[tuple[str, bool], TakeoverLine] = {}
        for line in sorted(
            (_line(row, self.branch_id, actor, self.now) for row in rows), key=lambda one: (one.asked_at, one.id)
        ):
            newest[line.appointment_id, line.incoming] = line  # whoever was asked again is asked no more
        shown = [line for line in newest.values() if line.decides or _is_of_today(line, self.now)]
        shown.sort(key=_urgency)
        return TakeoverList(tuple(shown), _counts(shown))


_LEFT = (TakeoverStatus.ASKED, TakeoverStatus.LAPSED, TakeoverStatus.DECLINED)

_ORDER = {Stand.WAITING: 0, Stand.AGREED: 1, Stand.LAPSED: 2, Stand.DECLINED: 2} | dict.fromkeys(
    (Stand.ACCEPTED, Stand.WITHDRAWN, Stand.OVER), 3
)


def _urgency(line: TakeoverLine) -> tuple[bool, bool, int, datetime]:
    """What is to be decided here comes first, then what is left to us, then what waits over there."""
    return not (line.decides and line.incoming), not line.decides, _ORDER[line.stand], line.expires_at


def _is_of_today(line: TakeoverLine, now: datetime) -> bool:
    last = line.answered_at or line.asked_at
    return now - last < SHOWN_FOR


def _counts(lines: Sequence[TakeoverLine]) -> TakeoverCounts:
    deciding = [line for line in lines if line.decides]
    return TakeoverCounts(
        incoming=sum(line.incoming for line in deciding), left=sum(not line.incoming for line in deciding)
    )


@dataclass(frozen=True, slots=True)
class CountTakeovers:
    """How many wait for this branch."""

    branch_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> TakeoverCounts:
        """Count them; refused with `no_right` outside the actor's branches."""
        return TakeoversOf(self.branch_id, self.now).run(connection, actor).counts


@dataclass(frozen=True, slots=True)
class TakeoversAbout:
    """What was asked about one appointment, the newest first: of the branch that asked, or of the one it went to."""

    appointment_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[TakeoverLine, ...]:
        """Read them; of branches that the actor may not see nothing is told."""
        rows = connection.execute(
            _query().where(sa.or_(_t.c.appointment_id == self.appointment_id, _t.c.linked_id == self.appointment_id))
        ).all()
        found = []
        for row in reversed(rows):
            viewed = row.branch_id if row.appointment_id == self.appointment_id else row.to_branch_id
            if actor.may(Right.SEE, viewed):
                found.append(_line(row, viewed, actor, self.now))
        return tuple(found)


def _line(row: sa.Row[Any], viewed: str, actor: Actor, now: datetime) -> TakeoverLine:
    incoming = row.to_branch_id == viewed
    hidden = bool(row.protected) and not actor.may(Right.OFFER, viewed)
    present = stand(row.status, row.expires_at, Status(row.at), now)
    concern = "" if row.sensitive else (row.title or row.concern_text)
    name = "" if hidden else row.name
    other = row.asking if incoming else row.asked
    return TakeoverLine(
        id=row.id,
        version=row.version,
        incoming=incoming,
        other=other,
        other_phone=row.asking_phone if incoming else row.asked_phone,
        other_address=row.asking_address if incoming else row.asked_address,
        stand=present,
        decides=_decides(row, present, incoming=incoming),
        reason=row.reason,
        answer=row.answer,
        waits_here=row.waits_here,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        asked_function=row.asked_function,
        answered_at=row.answered_at,
        answered_function=row.answered_function,
        agreed_with=row.agreed_with or "",
        confirmed=row.confirmed_at is not None,
        wish_day=row.wish_day,
        wish_start=row.wish_start,
        appointment_id=row.appointment_id,
        status=Status(row.at),
        day=row.booked_day,
        start=row.booked_start,
        end=row.booked_end,
        channel=row.booked_channel,
        concern_id=row.concern_id,
        concern=concern,
        sensitive=bool(row.sensitive),
        emergency=bool(row.emergency) or row.raised_reason is not None,
        protected=hidden,
        name=name,
        short_name=short_name(name, None if hidden else row.family, None if hidden else row.given),
        has_phone=bool(row.phone),
        language=row.language,
        promised=None if row.day is None else (row.day, row.start_minute, row.end_minute, Channel(row.channel)),
        linked_id=row.linked_id if actor.may(Right.SEE, row.to_branch_id) else None,
        ticket=row.number,
        search=search_key(name, concern, other, row.reason, row.number),
    )


def _decides(row: sa.Row[Any], present: Stand, *, incoming: bool) -> bool:
    """Whether this branch has to do something about it."""
    if incoming:
        return present is Stand.WAITING or (present is Stand.AGREED and row.confirmed_at is None)
    return present in OPEN_HERE and Status(row.at) not in ENDINGS
