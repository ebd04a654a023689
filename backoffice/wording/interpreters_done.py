"""What is said after something was entered about interpreters and services (D47, D36)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from backoffice.wording.labels import day_label

DONE: Mapping[str, str] = {
    "interpreter_added": "Sprachmittlung eingetragen.",
    "interpreter_changed": "Sprachmittlung geändert.",
    "interpreter_hours_set": "Zeiten eingetragen.",
    "interpreter_day_added": "Einzelner Tag eingetragen.",
    "interpreter_away": "Abwesenheit eingetragen.",
    "interpreter_time_removed": "Zeit entfernt.",
    "interpreter_leaves": "Letzter Tag eingetragen.",
    "interpreter_stays": "Letzter Tag aufgehoben: wieder dauerhaft da.",
    "travel_set": "Weg eingetragen.",
}

FROM_REQUEST = "Bisher war jede Zeit anzufragen; {until} zählen nur die eingetragenen."


def done(code: str, values: Mapping[str, Any]) -> str:
    """The sentences for an answer of these: what was done, what follows from it, which orders are to be looked at."""
    match code:
        case "interpreter_hours_set" if values.get("since"):
            return _hours_set(values)
        case "interpreter_day_added" if values.get("day"):
            day = day_label(date.fromisoformat(values["day"]))
            said = f"Am {day} zu haben" + (", statt zu den Zeiten der Woche." if values.get("instead") else ".")
            said += f" {FROM_REQUEST.format(until='bis dahin')}" if values.get("from_request") else ""
            return said + _to_find_anew(values)
        case "interpreter_away" if values.get("first_day"):
            first, last = (date.fromisoformat(values[name]) for name in ("first_day", "last_day"))
            when = f"am {day_label(first)}" if first == last else f"vom {day_label(first)} bis {day_label(last)}"
            return f"Abwesend {when}.{_to_find_anew(values)}"
        case "interpreter_time_removed" if values.get("ended"):
            return f"Zeit beendet: Ab heute zählt sie nicht mehr.{_to_find_anew(values)}"
        case "interpreter_leaves" if values.get("last_day"):
            last = date.fromisoformat(values["last_day"])
            return f"Letzter Tag ist {day_label(last)}.{_to_find_anew(values)}"
        case "travel_set" if "minutes" in values:
            return f"Weg eingetragen: {values['minutes']} min{', hin und zurück' if values['both_ways'] else ''}."
        case _:
            return f"{DONE.get(code, code)}{_to_find_anew(values)}"


def _hours_set(values: Mapping[str, Any]) -> str:
    since = day_label(date.fromisoformat(values["since"]))
    gone = " Was für später geplant war, ist ersetzt." if values.get("replaced") else ""
    gone += _to_find_anew(values)
    if values.get("hours"):
        asked = f" {FROM_REQUEST.format(until='ab jetzt')}" if values.get("from_request") else ""
        return f"Ab {since}: {values['hours']}.{asked}{gone}"
    rest = "nur die einzelnen Tage." if values.get("days") else "jede Zeit kann angefragt werden."
    return f"Ab {since} keine feste Woche: {rest}{gone}"


def _to_find_anew(values: Mapping[str, Any]) -> str:
    """Which orders cannot be kept: none is dropped by itself. Empty where there is none."""
    count = values.get("orders") or 0
    if not count:
        return ""
    which = "Eine Bestellung fällt" if count == 1 else f"{count} Bestellungen fallen"
    return f" ▲ {which} darunter und {'bleibt' if count == 1 else 'bleiben'} stehen: bitte neu klären."
