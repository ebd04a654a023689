"""What is said after a change: one line that names what happened (UX: the notice line)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from backoffice.domain.clock import BREMEN, hhmm
from backoffice.wording import (
    absences,
    agreements,
    booking,
    directory,
    handing_out,
    interpreters_done,
    interpreting,
    openings,
    rearranging,
    responsibility,
    takeovers,
    ticket_texts,
    tickets,
)
from backoffice.wording.plan_words import day_short
from backoffice.wording.states import OUTCOME

DONE: Mapping[str, str] = {
    "arrived": "ist da.",
    "no_show": "nicht erschienen.",
    "left": "ist ohne Gespräch gegangen: Es fehlt noch eine Zusage.",
    "begun": "Gespräch begonnen.",
    "call_begun": "Anruf begonnen.",
    "interrupted": "Gespräch unterbrochen, wartet wieder.",
    "reopened": "wieder geöffnet.",
    "claimed": "für mich reserviert.",
    "released": "Reservierung zurückgegeben.",
    "finished": "erledigt",
    "noted": "Notiz eingetragen.",
    "assigned": "zugewiesen.",
    "unassigned": "Zuweisung aufgehoben.",
    "cancelled_by_customer": "von der Kundschaft abgesagt.",
    "cancelled_by_office": "von uns abgesagt: Es fehlt noch eine Zusage.",
    "cancellation_confirmed": "Absage bestätigt.",
    "cancellation_rejected": "Absage verworfen: Der Termin gilt.",
    "contact_corrected": "Angaben geändert",
    "contact_same": "An den Angaben ist nichts geändert.",
    "walked_in": "Vorsprache aufgenommen, wartet.",
    "branch_added": "Geschäftsstelle angelegt.",
    "group_added": "Gruppe angelegt.",
    "staff_added": "Person eingetragen.",
    "staff_placed": "Arbeitsort geändert.",
    "staff_deactivated": "Anmeldung abgeschaltet: Was die Person gerade hatte, ist zurückgegeben.",
    "staff_reactivated": "Anmeldung wieder freigegeben.",
    "granted": "Recht vergeben.",
    "revoked": "Recht entzogen.",
    "alias_added": "Schreibweise hinterlegt.",
    "founded": "Speicher eingerichtet.",
    "copy_deleted": "gelöscht; vermerkt ist nur, dass es eine Kopie gab.",
    "slip_deleted": "Terminzettel gelöscht.",
    "sheet_deleted": "Anfrage an die Sprachmittlung gelöscht.",
    "file_sent": "zum Löschen vorgemerkt.",
    "file_deleted": "Buchungsdatei gelöscht.",
    "file_not_deleted": "Die Buchungsdatei ließ sich nicht löschen (noch geöffnet?); es wird wieder versucht.",
    "file_kept_unclear": "Die Buchungsdatei bleibt liegen: Es sind noch Zeilen zu klären.",
    "file_replaced": "An der Stelle der Buchungsdatei liegt jetzt eine andere Datei; sie wurde nicht gelöscht.",
    "imported": "Buchungsliste eingelesen",
    "undone": "zurückgenommen",
    "attempted": "Versuch ohne Erfolg.",
    "not_reached": "nicht erreicht.",
    **ticket_texts.DONE,
    **absences.DONE,
    **openings.DONE,
    **agreements.DONE,
    **rearranging.DONE,
    **booking.DONE,
    **directory.DONE,
    **handing_out.DONE,
    **interpreters_done.DONE,
    **interpreting.DONE,
    **takeovers.DONE,
    **responsibility.DONE,
}
"""What happened, by the code of the answer; some are completed below by their values."""

ROOMS: Mapping[str, Callable[[str, Mapping[str, Any]], str]] = {
    **dict.fromkeys((*absences.DONE, "left_for_today"), absences.done),
    **dict.fromkeys((*openings.DONE, "closure_added"), openings.done),
    **dict.fromkeys(agreements.DONE, agreements.done),
    **dict.fromkeys(rearranging.DONE, rearranging.done),
    **dict.fromkeys(booking.DONE, booking.done),
    **dict.fromkeys(handing_out.DONE, handing_out.done),
    **dict.fromkeys(interpreters_done.DONE, interpreters_done.done),
    **dict.fromkeys(interpreting.DONE, interpreting.done),
    **dict.fromkeys(takeovers.DONE, takeovers.done),
    **dict.fromkeys(responsibility.DONE, responsibility.done),
}
"""Whose own room completes them."""

OF_MANY = frozenset(handing_out.DONE)
"""Single changes of many records: none of them is named, done or taken back."""


def done(code: str, values: Mapping[str, Any], name: str = "") -> str:
    """The sentence for an answer. `name` is how the list shows the person ("Schmidt, Peter"), empty without one."""
    said = ROOMS.get(code, _completed)(code, values)
    of_many = not OF_MANY.isdisjoint((code, values.get("code")))
    return f"{name}: {said}" if name and not of_many else said[:1].upper() + said[1:]


def _completed(code: str, values: Mapping[str, Any]) -> str:
    plain = DONE.get(code, code)
    match code:
        case "finished":
            return _finished(plain, values)
        case "ticket_made":
            return tickets.promised(values)
        case _ if values.get("number") and code in ticket_texts.DONE:
            return _about_ticket(code, values)
        case "attempted" if values.get("retry_at"):
            again = datetime.fromisoformat(values["retry_at"]).astimezone(BREMEN)
            return f"{values['count']}. Versuch ohne Erfolg, wieder ab {again:%H:%M}."
        case "not_reached" if values.get("count"):
            late = (
                " Wir haben über 10 Minuten zu spät angerufen: Ein Rückruf ist fällig." if values.get("late") else ""
            )
            return f"nicht erreicht nach {values['count']}. Versuch: Es fehlt noch eine Zusage.{late}"
        case "cancelled_by_customer" if values.get("late"):
            return f"abgesagt nach Beginn.{_to_tell(values)}"
        case "imported":
            return f"{plain}: {counts(values['counts'])}."
        case "contact_corrected":
            return _corrected(plain, values)
        case "undone":
            return _undone(values)
        case _:
            return f"{plain}{booking.cancel_otv(values)}{_to_tell(values)}"


def _to_tell(values: Mapping[str, Any]) -> str:
    return interpreting.TO_TELL if values.get("to_tell") else ""


def _undone(values: Mapping[str, Any]) -> str:
    what = DONE.get(str(values.get("code")), "").rstrip(".:").split(":")[0]
    many = f" ({values['count']}×)" if values.get("count", 1) > 1 else ""
    gone = " Der Platz ist inzwischen vergeben: Der Termin ist jetzt ohne Platz." if values.get("no_place") else ""
    if values.get("no_interpreter"):
        gone += " ▲ Die Sprachmittlung ist inzwischen anders vergeben: Es wird wieder jemand gesucht."
    if values.get("tell_interpreter"):
        gone += " ▲ Die Sprachmittlung weiß es anders: bitte Bescheid sagen."
    return f"zurückgenommen: {what}{many}.{gone}{_not_any_more(values)}"


def _not_any_more(values: Mapping[str, Any]) -> str:
    """Which promises an undo took back: the person may have been told already."""
    gone = [f"Zusage {number}" for number in values.get("promises", ())]
    gone += [
        f"Termin {day_short(date.fromisoformat(day))} {hhmm(start)}" for day, start in values.get("appointments", ())
    ]
    verb = "gilt" if len(gone) == 1 else "gelten"
    return f" {', '.join(gone)} {verb} nicht mehr: Bitte der Person Bescheid sagen." if gone else ""


def _finished(plain: str, values: Mapping[str, Any]) -> str:
    """What it ended with; of a call and a time together no more than there is room for beside what is to be said."""
    kinds, ticket, booked = values.get("outcomes", ()), values.get("ticket"), values.get("follow_up")
    if ticket and booked:
        kinds = [kind for kind in kinds if kind not in ("callback", "follow_up")]
    outcomes = ", ".join(OUTCOME[kind] for kind in kinds)
    ended = f"{plain} ({outcomes})." if outcomes else f"{plain}."
    if ticket and booked:
        promised = f"{tickets.promised_briefly(ticket)},{booking.follow_up(booked)}"
        return f"{ended} {promised}{tickets.wish_late(ticket)}"
    ended += booking.follow_up(booked)
    return f"{ended} {tickets.promised(ticket)}" if ticket else ended


def _about_ticket(code: str, values: Mapping[str, Any]) -> str:
    number = values["number"]
    match code:
        case "ticket_handed_over" | "ticket_returned":
            verb = "weitergegeben" if code == "ticket_handed_over" else "zurückgegeben"
            return f"{number} an {values['team']} {verb}; fällig bleibt es {_due(values)}."
        case "ticket_tried":
            return f"{number}: {values['count']}. Versuch ohne Erfolg, die Zusage gilt weiter."
        case "ticket_raised":
            return f"{number} ist jetzt {tickets.URGENCY[values['urgency']]}, fällig {_due(values)}."
        case "ticket_closed":
            late = ", nach der Frist" if values.get("late") and values["closed_as"] != "void" else ""
            booked = booking.follow_up(values.get("booking"))
            return f"{number} abgeschlossen ({tickets.CLOSED_AS[values['closed_as']]}{late}).{booked}"
        case "reach_changed" if values.get("wish_misses"):
            return f"{number}: Angaben geändert. ▲ Der Wunschtermin liegt nach der Frist; sie bleibt."
        case _:
            return f"{number}: {ticket_texts.DONE[code]}"


def _due(values: Mapping[str, Any]) -> str:
    due_at = datetime.fromisoformat(values["due_at"])
    return f"{tickets.DAYS[due_at.astimezone(BREMEN).weekday()]} {due_at.astimezone(BREMEN):%d.%m. %H:%M}"


CONTACT: Mapping[str, str] = {"name": "Name", "phone": "Telefon", "email": "E-Mail", "number": "Nummer"}
"""The facts of a person as `CorrectContact` names them."""


def _corrected(plain: str, values: Mapping[str, Any]) -> str:
    fields = ", ".join(CONTACT[fact] for fact in values.get("fields", ()))
    odd = ", ".join(CONTACT[fact] for fact in values.get("warnings", ()))
    many = values.get("tickets", 0)
    whose = "Der Rückruf hat" if many == 1 else f"{many} Rückrufe haben"
    called = f" {whose} jetzt auch diese Nummer." if many else ""
    return f"{plain}{': ' if fields else ''}{fields}.{called}{f' ▲ Bitte prüfen: {odd}.' if odd else ''}"


ROW_STATES: Mapping[str, str] = {
    "new": "neu",
    "changed": "geändert",
    "moved": "verlegt",
    "unchanged": "unverändert",
    "vanished": "nicht mehr da",
    "linked": "eigener Termin",
    "problem": "zu klären",
}
_SEVERAL_ROWS: Mapping[str, str] = {"linked": "eigene Termine"}
"""What reads otherwise of more than one."""


def counts(of: Mapping[str, int]) -> str:
    """How many rows of each kind: "24 neu, 1 zu klären"; kinds without rows are left out."""
    parts = [
        f"{of[state]} {_SEVERAL_ROWS.get(state, word) if of[state] > 1 else word}"
        for state, word in ROW_STATES.items()
        if of.get(state)
    ]
    return ", ".join(parts) or "keine Zeilen"
