"""Appointments as line commands write them: rows of words, or JSON objects. Without names unless asked for (D54)."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from backoffice.cli.output import say_table, short_ids
from backoffice.domain.clock import BREMEN, hhmm
from backoffice.wording import commands as words
from backoffice.wording.interpreting import mark
from backoffice.wording.labels import day_label
from backoffice.wording.proposed import proposed
from backoffice.wording.responsibility import HINT
from backoffice.wording.stand import stand
from backoffice.wording.states import CHANNEL

if TYPE_CHECKING:
    from backoffice.desk.views import Line, OrderMark


def say_lines(lines: "Sequence[Line]", now: datetime, *, with_names: bool, with_day: bool = False) -> None:
    """One line for each, with ids as short as they can be."""
    ids = short_ids([line.id for line in lines])
    say_table(line_cells(line, ids[line.id], now, with_names=with_names, with_day=with_day) for line in lines)


def line_cells(
    line: "Line", short: str, now: datetime, *, with_names: bool, with_day: bool, why: str | None = None
) -> list[str]:
    """The state first, the longest last: heard or felt row by row, the start of a row has to say what it is about.

    `why` stands where the state would: on a list that is about something else.
    """
    concern = words.SENSITIVE if line.sensitive else line.concern or words.NO_CONCERN
    return [
        short,
        *([day_label(line.day)] if with_day else []),
        hhmm(line.start),
        _stand(line, now) if why is None else why,
        CHANNEL[line.channel.value] if line.channel else "—",
        line.place or "—",
        *([line.name or words.NO_NAME] if with_names else []),
        f"{words.EMERGENCY} {concern}" if line.emergency else concern,
    ]


def _stand(line: "Line", now: datetime) -> str:
    """How it stands; and quietly, where the rules place it elsewhere (D43), and who is to interpret (D46)."""
    parts = [stand(line, now).words]
    if line.responsible and line.open:
        parts.append(HINT.format(branch=line.responsible))
    if line.order is not None and line.open:
        parts.append(mark(line.order.status.value, line.order.language, line.order.kind and line.order.kind.value))
    if line.proposal is not None:
        parts.append(proposed(line))
    return " · ".join(parts)


def order_json(order: "OrderMark") -> dict[str, Any]:
    """Which language an appointment needs somebody for, and how far that has come."""
    return {
        "status": order.status.value,
        "language": order.language,
        "kind": order.kind and order.kind.value,
    }


def line_json(line: "Line", now: datetime, *, with_names: bool) -> dict[str, Any]:
    """A row of `today --json` and its kin."""
    found: dict[str, Any] = {
        "id": line.id,
        "day": line.day.isoformat(),
        "start": hhmm(line.start),
        "end": hhmm(line.end),
        "channel": line.channel.value if line.channel else None,
        "concern": words.SENSITIVE if line.sensitive else line.concern,
        "emergency": line.emergency,
        "status": line.status.value,
        "stand": stand(line, now).words,
        "proposal": line.proposal
        and {
            "day": line.proposal.day.isoformat(),
            "start": hhmm(line.proposal.start),
            "told_by": line.proposal.told_by and line.proposal.told_by.value,
        },
        "responsible": line.responsible,
        "group": line.group,
        "service_point": line.place,
        "arrived_at": iso(line.arrived_at),
        "begun_at": iso(line.begun_at),
        "ended_at": iso(line.ended_at),
        "attempts": line.attempts,
        "notes": line.notes,
        "assigned_to": line.assigned_to,
        "claimed_by": line.claimed_by,
        "interpreting": line.order and order_json(line.order),
    }
    if with_names:
        found.update(name=line.name, phone=line.phone, number=line.number)
    return found


def iso(instant: datetime | None) -> str | None:
    """An instant with its offset, to the minute."""
    return instant.astimezone(BREMEN).isoformat(timespec="minutes") if instant else None
