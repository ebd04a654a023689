"""One record as JSON: what `show` tells, for scripts. Names and free texts only if asked for (D54)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from backoffice.cli.interpreting_json import order_json
from backoffice.cli.lines import iso, line_json
from backoffice.domain.clock import hhmm

if TYPE_CHECKING:
    from backoffice.desk.interpreting_lines import OrderLine
    from backoffice.desk.views import Record


def record_json(record: "Record", order: "OrderLine | None", now: datetime, *, with_names: bool) -> dict[str, Any]:
    """An appointment with what was done about it; `order`: who is to interpret it."""
    found = {
        **line_json(record.line, now, with_names=with_names),
        "branch": record.branch.code,
        "booking_number": record.booking_number,
        "documents": record.documents.splitlines(),
        "missing": record.missing.splitlines(),
        "outcomes": [outcome.kind.value for outcome in record.outcomes],
        "linked": [
            {
                "relation": other.relation.value,
                "id": other.id,
                "day": other.day.isoformat(),
                "start": hhmm(other.start),
                "status": other.status.value,
            }
            for other in record.linked
        ],
        "tickets": [ticket.number for ticket in record.tickets],
        "answers": [{"at": iso(answer.at), "kind": answer.kind.value} for answer in record.answers],
        "calls": [{"at": iso(attempt.at), "result": attempt.result.value} for attempt in record.attempts],
        "history": [{"at": iso(item.at), "what": item.code, "undone": item.undone} for item in record.history],
        "interpreting": order and order_json(order, with_names=with_names),
    }
    if with_names:
        found |= {
            "email": record.email,
            "remark": record.remark,
            "texts": [{"at": iso(note.at), "text": note.text} for note in record.notes],
        }
    return found
