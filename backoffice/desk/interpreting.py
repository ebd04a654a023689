"""Orders for interpreters, made and carried along in the transaction of whatever else is changed (D46–D49)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from backoffice.desk.command import Command, Work, cleaner
from backoffice.desk.interpreters_of import interpreters_of
from backoffice.desk.interpreting_search import InterpretingWish, interpreting_at
from backoffice.domain.clock import wall
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.ids import derived_id, new_id
from backoffice.domain.interpreters import Interpreter
from backoffice.domain.interpreting import Against, Candidate, Interpreting
from backoffice.domain.languages import checked, is_signed
from backoffice.domain.orders import ARRANGED, LIVE
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.states import ENDINGS
from backoffice.domain.terms import Channel, InterpretingKind, OrderStatus
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment, InterpreterRefusal

_a, _o, _no = table(Appointment), table(InterpreterAssignment), table(InterpreterRefusal)

Dialect = Annotated[str, BeforeValidator(cleaner(60))]
Dial = Annotated[str, BeforeValidator(cleaner(80))]

_ASKED_ANEW = {"answered_at": None, "answered_by": None, "answered_function": "", "agreed_with": ""}


class NewOrder(BaseModel):
    """An interpreter who is wanted: in which language, how, and who. Neither how nor who: it is only noted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=new_id)
    language: str
    """ISO 639-3."""
    dialect: Dialect = ""
    kind: InterpretingKind | None = None
    interpreter_id: str | None = None
    """None, where a kind is named: whoever of that kind is first free."""
    dial: Dial = ""
    adult: bool = False
    """The accompanying person is of age (D47)."""
    short_notice: bool = False
    """They said on the phone that they come all the same."""

    @property
    def only_noted(self) -> bool:
        """Whether nobody is asked yet."""
        return self.kind is None and self.interpreter_id is None


@dataclass(frozen=True, slots=True)
class TalkTime:
    """The talk that somebody is to interpret: `[start, end)` minutes of a day."""

    appointment_id: str
    branch_id: str
    customer_id: str
    channel: Channel | None
    day: date
    start: int
    end: int

    @property
    def interval(self) -> dict[str, Any]:
        """The columns that say when and for what."""
        return {
            "appointment_id": self.appointment_id,
            "branch_id": self.branch_id,
            "day": self.day,
            "start_minute": self.start,
            "end_minute": self.end,
        }


def talk_of(row: sa.Row[Any]) -> TalkTime:
    """The talk of an appointment as it stands."""
    return TalkTime(row.id, row.branch_id, row.customer_id, row.channel, row.day, row.start_minute, row.end_minute)


def present_order(work: Work, appointment_id: str) -> sa.Row[Any] | None:
    """The order that counts for an appointment now, however it stands; None: none was ever needed, or it is off."""
    return work.tx.first(
        sa.select(_o).where(
            _o.c.appointment_id == appointment_id, ~_o.c.replaced, _o.c.status != OrderStatus.CANCELLED
        )
    )


def arrange(work: Work, command: Command, new: NewOrder, at: TalkTime) -> tuple[str, OrderStatus]:
    """Make an order for a talk, in place of the one that there is; gives its id and how it stands.

    The customer's language is noted with it (D46). Refused: `unknown_language`, `already_ordered` (it is only to be
    noted, and somebody is ordered), `children_never`, `order_in_past`, `no_signing_by_phone`, `no_interpreter` (none
    is free), and what `check_free` refuses.
    """
    language = checked(new.language)
    there = present_order(work, at.appointment_id)
    if new.only_noted and there is not None and there.status in ARRANGED and there.language == language:
        raise Refused("already_ordered", order_status=there.status.value)
    values = {"language": language, "dialect": new.dialect, **at.interval}
    values |= _somebody(work, command, new, at, there)
    _speaks(work, command, at, language)
    if there is not None and there.status is OrderStatus.NEEDED:
        work.tx.change(InterpreterAssignment, there, **values)
        return str(there.id), values["status"]
    if there is not None and there.status in ARRANGED:
        cancel(work, command, there)
    elif there is not None:
        work.tx.change(InterpreterAssignment, there, replaced=True)
    work.tx.insert(InterpreterAssignment, id=new.id, needed_at=command.made_at, **values)
    return new.id, values["status"]


def _somebody(work: Work, command: Command, new: NewOrder, at: TalkTime, there: sa.Row[Any] | None) -> dict[str, Any]:
    """Who is asked, and how the order stands by that."""
    if new.only_noted:
        return {"status": OrderStatus.NEEDED, "kind": None, "interpreter_id": None, "occupies_id": None}
    asked = {
        "requested_at": command.made_at,
        "requested_by": work.actor.id,
        "requested_function": work.actor.function,
        "was_day": None,
        "was_start": None,
    }
    answered = {"answered_at": command.made_at, "answered_by": work.actor.id}
    answered["answered_function"] = work.actor.function
    if new.kind is InterpretingKind.COMPANION:
        if not new.adult:
            raise Refused("children_never")
        nobody = {"interpreter_id": None, "occupies_id": None, "dial": ""}
        return {"status": OrderStatus.CONFIRMED, "kind": new.kind, **nobody, **asked, **answered}
    if new.kind is InterpretingKind.PHONE and is_signed(new.language):
        raise Refused("no_signing_by_phone")
    day, minute = wall(command.made_at)
    if (at.day, at.start) < (day, minute // TICK_MINUTES * TICK_MINUTES):
        raise Refused("order_in_past", day=at.day, start=at.start)
    wish = InterpretingWish(
        new.language,
        None if new.kind is None else frozenset({new.kind}),
        refused=_refused(work, there),
        leave_out=there and there.id,
        short_notice=new.short_notice,
    )
    way = _the_one(work, command, new, wish, at) if new.interpreter_id else _the_first(work, command, wish, at)
    one = way.interpreter
    status = OrderStatus.CONFIRMED if one.at_once else OrderStatus.REQUESTED
    return {
        "status": status,
        "kind": way.kind,
        "interpreter_id": one.id,
        "occupies_id": one.id if one.alone else None,
        "dial": new.dial or one.dial,
        **asked,
        **(answered if status is OrderStatus.CONFIRMED else _ASKED_ANEW),
    }


def _refused(work: Work, there: sa.Row[Any] | None) -> frozenset[str]:
    """Who has said no to an order."""
    if there is None:
        return frozenset()
    return frozenset(
        row.interpreter_id
        for row in work.tx.all(sa.select(_no.c.interpreter_id).where(_no.c.assignment_id == there.id))
    )


def _the_one(work: Work, command: Command, new: NewOrder, wish: InterpretingWish, at: TalkTime) -> Candidate:
    """Exactly this interpreter, whoever else is free."""
    one = interpreter(work, new.interpreter_id or "", at.day)
    kind = new.kind or next(iter(one.kinds(wish.language)), InterpretingKind.ON_SITE)
    # Somebody who said no and is asked by name all the same was talked to.
    search = check_free(work, command, InterpretingWish(wish.language, leave_out=wish.leave_out), one, at)
    search.short_notice = wish.short_notice
    against = search.against(one, kind, at.day, at.start, at.end - at.start)
    if against is not None:
        raise not_free(work, command, wish, one, kind, at, against)
    return Candidate(one, kind)


def _the_first(work: Work, command: Command, wish: InterpretingWish, at: TalkTime) -> Candidate:
    """Whoever is free, those first that are rather taken. Refused `no_interpreter`."""
    minutes = at.end - at.start
    found = interpreting_at(work.tx.connection, wish, at.branch_id, command.made_at, channel=at.channel)
    for way in found.who(at.day, at.start, minutes):
        search = check_free(work, command, wish, way.interpreter, at)
        if search.against(way.interpreter, way.kind, at.day, at.start, minutes) is None:
            return way
    kind = next(iter(wish.kinds)) if wish.kinds else None
    raise Refused("no_interpreter", language=wish.language, way=kind, day=at.day, start=at.start)


def check_free(work: Work, command: Command, wish: InterpretingWish, one: Interpreter, at: TalkTime) -> Interpreting:
    """Somebody's day, kept as it is until this change is done: the way before and after counts, too (D49)."""
    if one.alone:
        work.tx.lock(f"interpreter:{one.id}:{at.day}")
    return interpreting_at(work.tx.connection, wish, at.branch_id, command.made_at, channel=at.channel, among=(one,))


def interpreter(work: Work, interpreter_id: str, day: date) -> Interpreter:
    """Somebody by their id. Refused `not_found`."""
    found = interpreters_of(work.tx.connection, since=day, ids=(interpreter_id,))
    if not found:
        raise NotFound("not_found", entity="interpreter")
    return found[0]


def not_free(
    work: Work,
    command: Command,
    wish: InterpretingWish,
    one: Interpreter,
    kind: InterpretingKind,
    at: TalkTime,
    against: Against,
) -> Refused:
    """Why somebody cannot be had, and who can instead."""
    others = interpreting_at(
        work.tx.connection,
        InterpretingWish(wish.language, refused=wish.refused | {one.id}, leave_out=wish.leave_out),
        at.branch_id,
        command.made_at,
        channel=at.channel,
    ).who(at.day, at.start, at.end - at.start)
    following = next((way for way in others if way.kind is kind), others[0] if others else None)
    return Refused(
        "interpreter_not_free",
        interpreter=one.name,
        against=against,
        way=kind,
        day=at.day,
        start=at.start,
        notice=one.notice_minutes,
        following=following and (following.interpreter.name, following.kind),
    )


def _speaks(work: Work, command: Command, at: TalkTime, language: str) -> None:
    """The customer needs this language, then, and in every talk that is still to come (D46)."""
    customer = work.row(Customer, at.customer_id)
    if customer.language == language:
        return
    work.tx.change(Customer, customer, language=language)
    work.forget(Customer, at.customer_id)
    for row in _other_talks(work, command, at):
        order = present_order(work, row.id)
        if order is None:
            note_need(work, command, talk_of(row), language)
        elif order.status is OrderStatus.NEEDED:
            work.tx.change(InterpreterAssignment, order, language=language)


def nobody_speaks(work: Work, command: Command, at: TalkTime) -> None:
    """The customer needs nobody after all, in no talk that is still to come; what was ordered is called off there."""
    customer = work.row(Customer, at.customer_id)
    work.tx.change(Customer, customer, language=None)
    work.forget(Customer, at.customer_id)
    for row in _other_talks(work, command, at):
        order = present_order(work, row.id)
        if order is not None and order.status is OrderStatus.NEEDED:
            cancel(work, command, order)


def _other_talks(work: Work, command: Command, at: TalkTime) -> list[sa.Row[Any]]:
    return work.tx.all(
        sa.select(_a)
        .where(
            _a.c.customer_id == at.customer_id,
            _a.c.id != at.appointment_id,
            _a.c.day >= wall(command.made_at)[0],
            _a.c.status.not_in(ENDINGS),
        )
        .order_by(_a.c.day, _a.c.start_minute, _a.c.id)
    )


def cancel(work: Work, command: Command, order: sa.Row[Any], reason: str = "", *, told_to: str = "") -> bool:
    """Call an order off; says whether somebody is still to be told: whoever was asked, unless that was done
    (`told_to`), or it is a line that one only dials.
    """
    asked = order.interpreter_id is not None
    known = bool(told_to) or (asked and interpreter(work, order.interpreter_id, order.day).at_once)
    work.tx.change(
        InterpreterAssignment,
        order,
        status=OrderStatus.CANCELLED,
        reason=reason,
        told_at=command.made_at if asked and known else None,
        told_to=told_to if asked else "",
    )
    return asked and not known


def untold(work: Work, order_id: str) -> bool:
    """Whether an order is called off of which whoever was asked does not know it yet."""
    order = work.row(InterpreterAssignment, order_id)
    return order.status is OrderStatus.CANCELLED and order.interpreter_id is not None and order.told_at is None


def let_go(work: Work, command: Command, appointment_id: str) -> bool | None:
    """The talk does not take place: its order goes with it (D48). Says whether somebody is to be told that; None:
    there was no order.
    """
    order = present_order(work, appointment_id)
    if order is None or order.status not in LIVE:
        return None
    return cancel(work, command, order)


def note_need(work: Work, command: Command, at: TalkTime, language: str, dialect: str = "") -> None:
    """An interpreter is needed for a talk, and nobody is asked yet."""
    work.tx.insert(
        InterpreterAssignment,
        id=derived_id(command.id, f"interpreting:{at.appointment_id}"),
        status=OrderStatus.NEEDED,
        language=language,
        dialect=dialect,
        needed_at=command.made_at,
        **at.interval,
    )
