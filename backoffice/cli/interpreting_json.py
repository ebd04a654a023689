"""Orders for interpreters as JSON. Who the customer is only if asked for (D54)."""

from typing import TYPE_CHECKING, Any

from backoffice.cli.lines import iso
from backoffice.domain.clock import hhmm
from backoffice.wording import commands, languages

if TYPE_CHECKING:
    from backoffice.desk.interpreting_lines import OrderLine


def order_json(line: "OrderLine", *, with_names: bool) -> dict[str, Any]:
    """An order as JSON says it; who the customer is and what was written about it only `with_names` (D54)."""
    found: dict[str, Any] = {
        "id": line.id,
        "matter": line.matter.value,
        "status": line.status.value,
        "language": line.language,
        "language_name": languages.name(line.language),
        "dialect": line.dialect or None,
        "kind": line.kind and line.kind.value,
        "day": line.day.isoformat(),
        "start": hhmm(line.start),
        "end": hhmm(line.end),
        "was": line.was and {"day": line.was[0].isoformat(), "start": hhmm(line.was[1])},
        "interpreter_id": line.interpreter_id,
        "interpreter": line.interpreter or None,
        "provider": line.provider and line.provider.value,
        "contact": line.contact or None,
        "dial": line.dial or None,
        "cost_note": line.cost_note or None,
        "last_day": line.leaves and line.leaves.isoformat(),
        "needed_at": iso(line.needed_at),
        "requested_at": iso(line.requested_at),
        "requested_by": line.requested_function or None,
        "answered_at": iso(line.answered_at),
        "agreed_with": line.agreed_with or None,
        "minutes": line.minutes,
        "told_at": iso(line.told_at),
        "told_to": line.told_to or None,
        "declined_by": [name for name, _ in line.refused],
        "appointment": line.appointment_id,
        "appointment_status": line.appointment_status.value,
        "channel": line.channel and line.channel.value,
        "concern": commands.SENSITIVE if line.sensitive else line.concern,
        "emergency": line.emergency,
        "group": line.group,
        "service_point": line.place,
    }
    if with_names:
        found |= {"name": line.name, "reason": line.reason or None, "reasons": [why for _, why in line.refused]}
    return found
