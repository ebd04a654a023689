"""The Verlauf of a record in words: what was done, and what it changed from and to."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from backoffice.domain.clock import BREMEN, hhmm
from backoffice.wording import (
    absences,
    booking,
    handing_out,
    interpreting,
    rearranging,
    responsibility,
    takeovers,
    ticket_texts,
    tickets,
)
from backoffice.wording.labels import day_label
from backoffice.wording.states import CHANNEL_LONG, OUTCOME, STATUS

Change = tuple[str, Any, Any]
"""A column, its value before and after, as the journal keeps them (plain JSON values)."""

CODES: Mapping[str, str] = {
    "imported": "aus der Buchungsliste übernommen",
    "arrived": "Ankunft eingetragen",
    "no_show": "nicht erschienen",
    "left": "ohne Gespräch gegangen",
    "begun": "Gespräch begonnen",
    "call_begun": "Anruf begonnen",
    "interrupted": "Gespräch unterbrochen",
    "reopened": "wieder geöffnet",
    "claimed": "reserviert",
    "released": "Reservierung zurückgegeben",
    "finished": "Ergebnis eingetragen",
    "noted": "Notiz geschrieben",
    "assigned": "zugewiesen",
    "unassigned": "Zuweisung aufgehoben",
    "attempted": "Anrufversuch ohne Erfolg",
    "not_reached": "nicht erreicht",
    "cancelled_by_customer": "Absage der Kundschaft eingetragen",
    "cancelled_by_office": "von uns abgesagt",
    "cancellation_confirmed": "Absage bestätigt",
    "cancellation_rejected": "vermutete Absage verworfen",
    "contact_corrected": "Angaben geändert",
    "contact_same": "an den Angaben nichts geändert",
    "walked_in": "Vorsprache aufgenommen",
    "staff_deactivated": "zurückgegeben: Die Person arbeitet hier nicht mehr",
    "undone": "eine Änderung zurückgenommen",
    **absences.HISTORY,
    **rearranging.HISTORY,
    **ticket_texts.HISTORY,
    **booking.HISTORY,
    **handing_out.HISTORY,
    **takeovers.HISTORY,
    **interpreting.HISTORY,
    **responsibility.HISTORY,
}
"""What an entry of the journal did, by the code of its answer."""

IMPORT_CHANGED = "durch eine neue Buchungsliste geändert"
SAYS_THE_STAND = ("undone", "imported", "staff_deactivated")
"""Codes that do not say themselves which state came of it."""

TAKEN_BACK = "zurückgenommen"
SOMEBODY = "(nicht mehr vermerkt)"
BACKDATED = "Nachtrag"


def _minute(value: object) -> str:
    return hhmm(value) if isinstance(value, int) else "—"


def _day(value: object) -> str:
    return day_label(date.fromisoformat(str(value))) if value else "—"


def _clock(value: object) -> str:
    return f"{datetime.fromisoformat(str(value)).astimezone(BREMEN):%H:%M}" if value else "—"


def _words(value: object) -> str:
    return f"„{value}“" if value else "—"


def _status(value: object) -> str:
    return {**tickets.STATUS, **STATUS}.get(str(value), str(value))


def _channel(value: object) -> str:
    return CHANNEL_LONG.get(str(value), "—")


SHOWN: Mapping[str, tuple[str, Callable[[object], str]]] = {
    "day": ("Tag", _day),
    "start_minute": ("Beginn", _minute),
    "end_minute": ("Ende", _minute),
    "channel": ("Art", _channel),
    "concern_text": ("Anliegen", _words),
    "remark": ("Bemerkung", _words),
    "group": ("Gruppe", lambda value: str(value or "—")),
    "place": ("Platz", lambda value: str(value or "ohne Platz")),
    "assumed_end": ("Dauer", lambda value: "angenommen" if value else "laut Liste"),
    "booked_at": ("Gebucht am", lambda value: at(datetime.fromisoformat(str(value))) if value else "—"),
    "booking_number": ("Buchungsnummer", _words),
    "name": ("Name", _words),
    "phone": ("Telefon", _words),
    "phone_raw": ("Telefon wie geschrieben", _words),
    "phone_note": ("Hinweis zum Telefon", _words),
    "number_raw": ("Nummer wie geschrieben", _words),
    "email": ("E-Mail", _words),
    "customer_number": ("Kundennummer", _words),
    "bg_number": ("BG-Nummer", _words),
    "raised_reason": ("Notfall, weil", _words),
    "reopen_reason": ("Grund", _words),
    "documents": ("Mitzubringen", _words),
    "override_reason": ("Abweichend gebucht, weil", _words),
    "contingent": ("Kontingent", lambda value: booking.CONTINGENT.get(str(value), "—")),
    "application_kept": ("Antrag festgehalten", lambda value: booking.APPLICATION_KEPT.get(str(value), "—")),
    "urgency": ("Dringlichkeit", lambda value: tickets.URGENCY.get(str(value), "—")),
    "urgency_reason": ("weil", _words),
    "due_at": ("fällig", lambda value: at(datetime.fromisoformat(str(value))) if value else "—"),
    "other_way": ("anderer Weg", _words),
    "customer_deadline": ("Frist der Kund:in", _day),
    "closed_as": ("als", lambda value: tickets.CLOSED_AS.get(str(value), "—")),
    "closed_how": ("dazu", _words),
    "accepted_function": ("durch", _words),
    "responsible_reason": ("Hinweis auf andere Geschäftsstelle", _words),
}
"""Columns whose change is told as "before → after"; times of arrival and the like only where entered afterwards."""

FREE_WORDS = frozenset(name for name, (_, shown) in SHOWN.items() if shown is _words) - {
    "booking_number",
    "accepted_function",
}
"""What may name a person or say something about one: told by its label alone where names are not wanted."""

SAID_BY = {"phone_raw": {"phone"}, "number_raw": {"customer_number", "bg_number"}}
"""What goes without saying where one of these changed, too."""

STAMPS: Mapping[str, str] = {"arrived_at": "Ankunft", "begun_at": "Beginn", "ended_at": "Ende"}


def entry(code: str, changes: Sequence[Change], *, with_names: bool = True) -> str:
    """What an entry did: "Gespräch begonnen", "durch eine neue Buchungsliste geändert: Beginn 09:00 → 09:30".

    Without names what was typed about a person is only named: "Telefon" (D54).
    """
    if code in booking.TAKES_A_PLACE and _made_room(changes):
        return f"{booking.MADE_ROOM}: {changes[0][1]} → {changes[0][2]}"
    said = CODES.get(code, code)
    if code == "imported" and changes:
        said = IMPORT_CHANGED
    details = [*_details(code, changes, with_names=with_names)]
    return f"{said}: {', '.join(details)}" if details else said


def linked(named: str | None, day: date | None) -> str | None:
    """How a linked appointment is named: "09:00 Schmidt, Peter", a follow-up "Di 24.11.2026 10:00"."""
    return f"{day_label(day)} {named}" if named and day else named


def outcome(kind: str, told: Sequence[str], linked: str | None) -> str:
    """How it ended: "mit geklärt im Termin 09:00 Schmidt, Peter", "M&I-Kontakt: Teamleitung; ruft an"."""
    said = f"{OUTCOME[kind]} {linked.rstrip()}" if linked else OUTCOME[kind]
    more = "; ".join(text for text in told if text)
    return f"{said}: {more}" if more else said


def _details(code: str, changes: Sequence[Change], *, with_names: bool) -> Sequence[str]:
    found: list[str] = []
    changed = {name for name, _, _ in changes}
    afterwards = any(name == "backdated" and after for name, _, after in changes)
    if afterwards:
        found.append(BACKDATED)
    for name, before, after in changes:
        if name == "status" and code in SAYS_THE_STAND:
            found.append(f"Stand {_status(before)} → {_status(after)}")
        elif name in STAMPS and afterwards and after:
            found.append(f"{STAMPS[name]} {_clock(after)}")
        elif name == "place" and code not in (*SAYS_THE_STAND, "placed"):
            continue  # an ending gives the place back: that goes without saying
        elif name in SHOWN and not SAID_BY.get(name, set()) & changed:
            label, shown = SHOWN[name]
            if name in FREE_WORDS and not with_names:
                found.append(label)
                continue
            found.append(f"{label} {shown(after)}" if not before else f"{label} {shown(before)} → {shown(after)}")
    return found


def _made_room(changes: Sequence[Change]) -> bool:
    """Whether nothing but the service point changed: then another appointment took the one it had (D27)."""
    return len(changes) == 1 and changes[0][0] == "place" and None not in changes[0][1:]


def at(moment: datetime) -> str:
    """When it happened: `23.11. 09:12`."""
    return f"{moment.astimezone(BREMEN):%d.%m. %H:%M}"


def undo_would(said: str, when: str) -> str:
    """Before the newest change of a record is taken back."""
    return f"Zurücknehmen: {said} ({when}). Noch einmal u nimmt es zurück."
