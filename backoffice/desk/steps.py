"""Moving an appointment along its states: the path, the time stamps and the claim, for all commands alike (D7)."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from pydantic import AwareDatetime

from backoffice.desk.command import OnAppointment, Work
from backoffice.domain.clock import wall
from backoffice.domain.errors import Conflict, Refused
from backoffice.domain.states import ENDINGS, Status, Step, path
from backoffice.domain.terms import Channel
from backoffice.store.tables.appointments import Appointment, Claim
from backoffice.store.tables.base import table
from backoffice.store.tables.people import Staff

CLAIM_FOR = timedelta(minutes=10)
"""How long a claim stands without a talk (D11; assumed)."""


class StepCommand(OnAppointment):
    """A command that moves an appointment along. `happened_at` makes it a Nachtrag (D18)."""

    happened_at: AwareDatetime | None = None
    despite_claim: bool = False
    """The person saw that a colleague has this customer and goes on."""

    def check(self, work: Work) -> None:
        """Refused outside today and the branch's last working day, or in the future (D18)."""
        if self.happened_at is not None:
            branch_id = work.row(Appointment, self.appointment_id).branch_id
            check_backdating(work, branch_id, self.happened_at, self.made_at)

    def at(self) -> datetime:
        """When it happened."""
        return self.happened_at or self.made_at


def check_backdating(work: Work, branch_id: str, happened_at: datetime, made_at: datetime) -> None:
    """D18: refused with `in_future` or `too_long_ago`: before the last day that the branch worked."""
    if happened_at > made_at:
        raise Refused("in_future")
    today, _ = wall(made_at)
    day, _ = wall(happened_at)
    if day >= today:
        return
    from backoffice.desk.calendar import calendar_of  # not at the start: most changes are entered at once
    from backoffice.domain.calendar import last_working_day

    earliest = last_working_day(today, calendar_of(work.tx.connection, branch_id).closures)
    if day < earliest:
        raise Refused("too_long_ago", earliest=earliest)


def advance(work: Work, command: StepCommand, step: Step, **more: Any) -> Status:
    """Run `step` (and the ones it needs) on the command's appointment; `more` are further columns to set.

    Returns the state it ends in. Conflict where another desk changed it or has the customer in a talk. An arrival is
    a fact whoever serves the customer: it neither asks for the claim nor ends it.
    """
    row = work.appointment(command.appointment_id, command.version)
    at = command.at()
    # First who has them: "Kollegin Öztürk hat diese Person" says more than that the state does not fit.
    if step is not Step.ARRIVE:
        claim_check(work, row.id, command.made_at, despite=command.despite_claim)
    states = path(Status(row.status), step, Channel(row.channel) if row.channel else None)
    if command.happened_at is not None:
        _check_order(row, at)
    values: dict[str, Any] = {"status": states[-1], **more}
    values.update(_stamps(row, states, at))
    if command.happened_at is not None:
        values["backdated"] = True
    work.tx.change(Appointment, row, **values)
    if states[-1] is Status.IN_PROGRESS:
        claim(work, row, command, at, expires_at=None)
    elif step is not Step.ARRIVE:
        release(work, row.id)
    return states[-1]


def _check_order(row: sa.Row[Any], at: datetime) -> None:
    """A Nachtrag comes neither before the appointment's day nor before what was already entered."""
    if wall(at)[0] < row.day:
        raise Refused("not_today", day=row.day)
    last = max((stamp for stamp in (row.arrived_at, row.begun_at) if stamp is not None), default=None)
    if last is not None and at < last:
        raise Refused("before_last_step", when=last)


def _stamps(row: sa.Row[Any], states: tuple[Status, ...], at: datetime) -> dict[str, Any]:
    stamps: dict[str, Any] = {}
    if Status.ARRIVED in states and row.arrived_at is None:
        stamps["arrived_at"] = at
    if Status.IN_PROGRESS in states and row.begun_at is None:
        stamps["begun_at"] = at
    last = states[-1]
    if last is Status.BOOKED:
        stamps["begun_at"] = None
    stamps["ended_at"] = at if last in ENDINGS else None
    return stamps


def claim_check(work: Work, appointment_id: str, now: datetime, *, despite: bool) -> None:
    """Conflict `claimed` where a colleague has this customer right now (D11)."""
    held = work.seen(Claim, appointment_id)
    if held is None or despite or held.staff_id == work.actor.id:
        return
    if held.expires_at is not None and held.expires_at <= now:
        return
    raise _claimed(work, held)


def claim(work: Work, row: sa.Row[Any], command: OnAppointment, at: datetime, expires_at: datetime | None) -> None:
    """Put the actor's claim in place of the one that was seen; Conflict where somebody else was quicker."""
    release(work, row.id)
    got = work.tx.insert_if_free(
        Claim,
        appointment_id=row.id,
        branch_id=row.branch_id,
        staff_id=work.actor.id,
        desk_id=command.desk_id,
        at=at,
        expires_at=expires_at,
    )
    work.forget(Claim, row.id)
    if not got:
        raise _claimed(work, work.seen(Claim, row.id))


def release(work: Work, appointment_id: str) -> bool:
    """Take the claim away that this command saw, never a newer one; says whether there was one."""
    held = work.seen(Claim, appointment_id)
    if held is None:
        return False
    work.tx.delete(Claim, held)
    work.forget(Claim, appointment_id)
    return True


def _claimed(work: Work, held: sa.Row[Any] | None) -> Conflict:
    if held is None:
        return Conflict("claimed")
    staff = table(Staff)
    who = work.tx.first(sa.select(staff.c.name).where(staff.c.id == held.staff_id))
    return Conflict("claimed", who=who.name if who else None, when=held.at)
