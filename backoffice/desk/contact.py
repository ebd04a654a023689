"""Who somebody is and how they are reached, as it is typed at the desk, at once or later (D12, D14, D15)."""

from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from pydantic import BeforeValidator

from backoffice.desk.command import Done, OnAppointment, Work, cleaner
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.identifiers import parse_number
from backoffice.domain.phones import parse_phone
from backoffice.domain.rights import Right
from backoffice.store.tables.appointments import Assignment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.tickets import CallbackTicket

Name = Annotated[str, BeforeValidator(cleaner(78))]
"""Two of them and what joins them fit the customer's name."""
Phone = Annotated[str, BeforeValidator(cleaner(80))]
Email = Annotated[str, BeforeValidator(cleaner(120))]
Number = Annotated[str, BeforeValidator(cleaner(60))]

Columns = dict[str, Any]
"""Values for columns of the customer."""


def name_columns(family: str, given: str) -> Columns:
    """The name in both ways it is kept; empty for nobody known."""
    return {
        "name": ", ".join(part for part in (family, given) if part),
        "family": family or None,
        "given": given or None,
    }


def phone_columns(text: str) -> Columns:
    """The number to dial beside the raw text; odd digits stay as raw text alone, what else was said as a note (D15).

    Refused `phone_unreadable` for a text that is no number at all.
    """
    phone = parse_phone(text)
    if phone.e164 is None and text and (phone.warning is None or phone.warning == "phone_email"):
        raise Refused("phone_unreadable")
    note = phone.note if phone.e164 else None
    return {"phone": phone.e164, "phone_raw": phone.raw or None, "phone_note": (note or "")[:80] or None}


def number_columns(text: str) -> Columns:
    """The canonical forms beside the raw text; a wrong shape is never refused (D14)."""
    number = parse_number(text)
    return {
        "customer_number": number.customer_number,
        "bg_number": number.bg_number,
        "number_raw": number.raw or None,
    }


class CorrectContact(OnAppointment):
    """Name, phone, e-mail, number of the person of an appointment. None: stays as it is; "": is taken away.

    `customer_version` is what the person saw of them; the appointment's own version does not move, so that nobody
    who has its form open is held up.
    """

    kind: ClassVar[str] = "correct_contact"
    family: Name | None = None
    given: Name | None = None
    phone: Phone | None = None
    email: Email | None = None
    number: Number | None = None
    customer_version: int | None = None

    def apply(self, work: Work) -> Done:
        """Change the customer. Refused `phone_unreadable`, `protected` (D52); Conflict `changed_meanwhile`.

        Open callback tickets that would dial the number which was wrong dial the right one. `fields` says which facts
        changed, `warnings` which of them look odd: `phone`, `email`, `number`; `tickets` how many tickets followed.
        """
        row = work.appointment(self.appointment_id, self.version)
        customer = work.row(Customer, row.customer_id)
        if customer.protected and not _may_see(work, row):
            raise NotFound("protected")
        if self.customer_version is not None and customer.version != self.customer_version:
            raise work.tx.conflict("customer", customer.id)
        said = self._columns(customer)
        changed = [
            fact
            for fact, columns in said.items()
            if any(getattr(customer, name) != value for name, value in columns.items())
        ]
        if not changed:
            return Done("contact_same", (row.id,))
        work.tx.change(Customer, customer, **{name: v for fact in changed for name, v in said[fact].items()})
        tickets = _tell_tickets(work, customer, said["phone"]) if "phone" in changed else []
        odd = [fact for fact in changed if _is_odd(fact, said[fact])]
        values = {"fields": changed, "warnings": odd, "tickets": len(tickets)}
        return Done("contact_corrected", (row.id, *tickets), values)

    def _columns(self, customer: sa.Row[Any]) -> dict[str, Columns]:
        """What is said, fact by fact."""
        said: dict[str, Columns] = {}
        if self.family is not None or self.given is not None:
            family = customer.family or "" if self.family is None else self.family
            given = customer.given or "" if self.given is None else self.given
            said["name"] = name_columns(family, given)
        if self.phone is not None:
            said["phone"] = phone_columns(self.phone)
        if self.email is not None:
            said["email"] = {"email": self.email or None}
        if self.number is not None:
            said["number"] = number_columns(self.number)
        return said


def _tell_tickets(work: Work, customer: sa.Row[Any], phone: Columns) -> list[str]:
    """Open tickets of the customer on the old number get the new one; where there is none now, theirs stays."""
    if phone["phone"] is None or customer.phone is None:
        return []
    t = table(CallbackTicket)
    theirs = work.tx.all(
        sa.select(t)
        .where(t.c.customer_id == customer.id, t.c.phone == customer.phone, t.c.closed_at.is_(None))
        .order_by(t.c.id)
    )
    for ticket in theirs:
        work.tx.change(CallbackTicket, ticket, phone=phone["phone"], phone_raw=phone["phone_raw"])
    return [ticket.id for ticket in theirs]


def _may_see(work: Work, row: sa.Row[Any]) -> bool:
    assigned = work.tx.find(Assignment, row.id)
    return work.actor.may(Right.OFFER, row.branch_id) or (assigned is not None and assigned.staff_id == work.actor.id)


def _is_odd(fact: str, columns: Columns) -> bool:
    match fact:
        case "phone":
            return bool(columns["phone_raw"]) and parse_phone(columns["phone_raw"]).warning is not None
        case "email":
            return bool(columns["email"]) and not looks_like_email(columns["email"])
        case "number":
            return bool(columns["number_raw"]) and parse_number(columns["number_raw"]).warning is not None
    return False


def looks_like_email(text: str) -> bool:
    """Something before one @, and a domain with a dot behind it."""
    local, at, domain = text.rpartition("@")
    return bool(at and local and "@" not in local and "." in domain.strip(".") and " " not in text)
