"""Tickets as line commands write them: a row of words, or a JSON object. Without names unless asked for (D54)."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from backoffice.domain.clock import BREMEN, hhmm, wall
from backoffice.domain.deadlines import Limits
from backoffice.domain.office_time import WorkCalendar
from backoffice.domain.phones import international
from backoffice.domain.terms import Urgency
from backoffice.wording import commands as words
from backoffice.wording import ticket_commands, tickets

if TYPE_CHECKING:
    from backoffice.desk.ticket_views import TicketLine


def ticket_cells(line: "TicketLine", limits: Limits, calendar: WorkCalendar, *, with_names: bool) -> Sequence[str]:
    """Number, by when, team, stand, (name, phone,) concern, wish."""
    return [
        line.number,
        ticket_due(line, limits, calendar),
        line.team if line.mine or not line.handed_over else f"{line.team} ({line.branch})",
        ticket_stand(line, limits),
        *([line.name or words.NO_NAME, reach_of(line)] if with_names else []),
        ticket_concern(line),
        tickets.wish(line.wish, limits.now),
    ]


def ticket_due(line: "TicketLine", limits: Limits, calendar: WorkCalendar) -> str:
    """`fällig Di 29.09. 15:00, noch 5 Dienststunden`; of a closed one when that was."""
    if line.closed_at is not None:
        return when(line.closed_at)
    return tickets.until(line.due_at, limits.now, calendar)


def ticket_stand(line: "TicketLine", limits: Limits) -> str:
    """`angenommen, 2 Versuche`."""
    if line.fell_away:
        return tickets.FELL_AWAY
    return ticket_commands.stand(
        line.status.value,
        line.closed_as and line.closed_as.value,
        len(line.attempts),
        unaccepted=line.unaccepted(limits),
        claimed_by=line.claimed_by,
        interim_at=line.interim_at,
        today=wall(limits.now)[0],
    )


def ticket_concern(line: "TicketLine") -> str:
    """The concern as lists may show it (D24), what is urgent first."""
    concern = words.SENSITIVE if line.sensitive else line.concern or words.NO_CONCERN
    marks = {Urgency.EMERGENCY: words.EMERGENCY, Urgency.URGENT: ticket_commands.URGENT}
    return f"{marks[line.urgency]} {concern}" if line.urgency in marks else concern


def reach_of(line: "TicketLine") -> str:
    """The number to dial, else the other way."""
    return international(line.phone) if line.phone else line.other_way or "—"


def ticket_json(line: "TicketLine", *, with_names: bool) -> dict[str, Any]:
    """A row of `tickets --json`; instants with their offset, `window` on the branch's wall clock."""
    return {
        "number": line.number,
        "team": line.team,
        "branch": line.branch,
        "state": line.status.value,
        "urgency": line.urgency.value,
        "concern": words.SENSITIVE if line.sensitive else line.concern,
        "name": (line.name or None) if with_names else None,
        "phone": line.phone if with_names else None,
        "window": line.wish
        and {
            "day": line.wish.day and line.wish.day.isoformat(),
            "start": hhmm(line.wish.start),
            "end": hhmm(line.wish.end),
        },
        "created_at": _iso(line.created_at),
        "due_at": _iso(line.due_at),
        "strict_48h_at": _iso(line.strict_48h_at),
        "policy": line.policy.value,
        "accepted": line.accepted_at and {"by_function": line.accepted_function, "at": _iso(line.accepted_at)},
        "attempts": [{"at": _iso(at), "result": result.value} for at, result in line.attempts],
        "appointment": line.appointment_id,
    }


def _iso(instant: datetime) -> str:
    """An instant with its offset, to the second."""
    return instant.astimezone(BREMEN).isoformat(timespec="seconds")


def when(instant: datetime) -> str:
    """`Mo 23.11. 09:12`."""
    local = instant.astimezone(BREMEN)
    return f"{tickets.DAYS[local.weekday()]} {local:%d.%m. %H:%M}"
