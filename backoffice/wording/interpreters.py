"""Interpreters and services in words: who they are, when they can be had, what is refused and done (D47, D49)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from backoffice.domain.clock import hhmm
from backoffice.domain.terms import AvailabilityKind
from backoffice.wording import languages
from backoffice.wording.labels import WEEKDAY_SHORT, day_label

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "interpreter_nameless": (
        "Name fehlt",
        "Es ist nicht gesagt, wer oder welcher Dienst sprachmittelt.",
        "Bitte einen Namen angeben, zum Beispiel „Telefon-Hotline“.",
    ),
    "interpreter_no_language": (
        "Sprache fehlt",
        "Ohne Sprache wird niemand gefunden.",
        "Bitte mindestens eine Sprache angeben.",
    ),
    "interpreter_no_way": (
        "Wie wird gesprochen?",
        "Es ist nicht gesagt, ob am Telefon, per Video oder vor Ort.",
        "Bitte mindestens einen der drei Wege wählen.",
    ),
    "interpreter_signed_by_phone": (
        "Gebärdensprache am Telefon",
        "Gebärdensprache wird gesehen: Am Telefon geht sie nicht.",
        "Bitte Video oder vor Ort wählen.",
    ),
    "interpreter_exists": (
        "Schon da",
        "„{name}“ ist hier schon eingetragen.",
        "Bitte den vorhandenen Eintrag ändern oder den Namen unterscheidbar machen.",
    ),
    "interpreter_has_orders": (
        "Es gibt Bestellungen",
        "Solange Bestellungen offen sind ({count}), bleibt es dabei, ob jemand allein arbeitet oder ein Dienst ist.",
        "Bitte einen neuen Eintrag anlegen oder die Bestellungen vorher klären.",
    ),
    "bad_notice": (
        "Vorlauf passt nicht",
        "Der Vorlauf liegt zwischen 0 Minuten und {most} Tagen.",
        "Bitte einen kürzeren Vorlauf eingeben.",
    ),
    "notice_unknown": (
        "Vorlauf nicht erkannt",
        "„{text}“ ist kein Vorlauf.",
        "Zum Beispiel sofort, 30 min, 2 h oder 2 Tage.",
    ),
    "interpreter_day_past": (
        "Schon vorbei",
        "Der {day} ist vorbei; was war, wird nicht umgeschrieben.",
        "Bitte heute oder einen späteren Tag wählen.",
    ),
    "interpreter_left": (
        "Dann nicht mehr da",
        "Der letzte Tag ist der {last}.",
        "Bitte einen früheren Tag wählen oder den letzten Tag ändern.",
    ),
    "interpreter_day_closed": (
        "Geschlossener Tag",
        "Am {day} ist das Haus zu ({holiday}).",
        "Bitte einen anderen Tag wählen.",
    ),
    "overlapping_times": (
        "Überschneidet sich",
        "Am {day} steht schon {start} bis {end} Uhr da.",
        "Bitte die Zeiten so wählen, dass sie sich nicht überschneiden, oder die andere vorher entfernen.",
    ),
    "bad_away": (
        "Abwesenheit passt nicht",
        "Sie endet nicht vor ihrem Beginn und dauert höchstens {most} Tage.",
        "Bitte die Tage prüfen; wer auf Dauer geht, bekommt einen letzten Tag.",
    ),
    "away_hours_of_one_day": (
        "Stunden an mehreren Tagen",
        "Uhrzeiten gibt es nur bei der Abwesenheit an einem einzelnen Tag.",
        "Bitte die Tage einzeln eintragen oder ganze Tage nehmen.",
    ),
    "interpreter_time_over": (
        "Schon vorbei",
        "Diese Zeit endete am {last} und zählt nicht mehr.",
        "Hier ist nichts zu entfernen.",
    ),
    "interpreter_unknown": (
        "Nicht gefunden",
        "„{text}“ ist hier nicht eingetragen.",
        "backoffice interpreters list zeigt alle; auch die Kennung geht.",
    ),
    "interpreter_unclear": (
        "Mehrere gefunden",
        "„{text}“ kann {found} sein.",
        "Bitte den ganzen Namen oder die Kennung angeben.",
    ),
    "interpreter_time_unclear": (
        "Zeit nicht gefunden",
        "Eine Zeit mit der Kennung {id} gibt es nicht, oder es gibt mehrere.",
        "backoffice interpreters show zeigt die Kennungen.",
    ),
    "language_unclear": (
        "Welche Sprache?",
        "„{text}“ kann {found} sein.",
        "Bitte den Namen genauer oder den Code angeben.",
    ),
    "travel_to_itself": (
        "Kein Weg",
        "Von einer Geschäftsstelle zu ihr selbst gibt es keinen Weg.",
        "Bitte zwei verschiedene angeben.",
    ),
    "bad_travel": (
        "Weg passt nicht",
        "Ein Weg dauert zwischen 0 und {most} Minuten.",
        "Bitte die Minuten prüfen.",
    ),
}

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
            return said + (f" {FROM_REQUEST.format(until='bis dahin')}" if values.get("from_request") else "")
        case "interpreter_away" if values.get("first_day"):
            first, last = (date.fromisoformat(values[name]) for name in ("first_day", "last_day"))
            when = f"am {day_label(first)}" if first == last else f"vom {day_label(first)} bis {day_label(last)}"
            return f"Abwesend {when}.{_to_find_anew(values)}"
        case "interpreter_time_removed" if values.get("ended"):
            return "Zeit beendet: Ab heute zählt sie nicht mehr."
        case "interpreter_leaves" if values.get("last_day"):
            last = date.fromisoformat(values["last_day"])
            return f"Letzter Tag ist {day_label(last)}.{_to_find_anew(values)}"
        case "travel_set" if "minutes" in values:
            return f"Weg eingetragen: {values['minutes']} min{', hin und zurück' if values['both_ways'] else ''}."
        case _:
            return DONE.get(code, code)


def _hours_set(values: Mapping[str, Any]) -> str:
    since = day_label(date.fromisoformat(values["since"]))
    gone = " Was für später geplant war, ist ersetzt." if values.get("replaced") else ""
    if values.get("hours"):
        asked = f" {FROM_REQUEST.format(until='ab jetzt')}" if values.get("from_request") else ""
        return f"Ab {since}: {values['hours']}.{gone}{asked}"
    rest = "nur die einzelnen Tage." if values.get("days") else "jede Zeit kann angefragt werden."
    return f"Ab {since} keine feste Woche: {rest}{gone}"


def _to_find_anew(values: Mapping[str, Any]) -> str:
    """Which orders cannot be kept: none is dropped by itself. Empty where there is none."""
    count = values.get("orders") or 0
    if not count:
        return ""
    which = "Eine Bestellung fällt" if count == 1 else f"{count} Bestellungen fallen"
    return f" ▲ {which} darunter und {'bleibt' if count == 1 else 'bleiben'} stehen: bitte neu klären."


# --- who they are ------------------------------------------------------------------------------------------------

PROVIDER: Mapping[str, str] = {
    "person": "Person",
    "agency": "Agentur",
    "hotline": "Hotline",
    "colleague": "Kolleg:in",
}
AVAILABILITY: Mapping[str, str] = {
    "weekly": "jede Woche",
    "one_day": "an diesem Tag",
    "away": "abwesend",
}
BY_PHONE, BY_VIDEO, ON_SITE = "Telefon", "Video", "vor Ort"
EVERYWHERE = "alle Geschäftsstellen"
HOUSE_WIDE = "Administration"
ON_REQUEST = "auf Anfrage"
AT_ONCE = "sofort"
NOTHING = "—"


def ways(*, by_phone: bool, by_video: bool, on_site: bool) -> str:
    """`Telefon, vor Ort`."""
    told = ((by_phone, BY_PHONE), (by_video, BY_VIDEO), (on_site, ON_SITE))
    return ", ".join(name for said, name in told if said)


def spoken(codes: Mapping[str, str]) -> str:
    """Languages by name with their dialects: `Arabisch (irakisch), Dari`."""
    return ", ".join(languages_of(codes))


def languages_of(codes: Mapping[str, str]) -> tuple[str, ...]:
    """Each language by name, with its dialect, in the order of the alphabet."""
    named = ((languages.name(code), dialect) for code, dialect in codes.items())
    return tuple(f"{name} ({dialect})" if dialect else name for name, dialect in sorted(named))


def notice(minutes: int) -> str:
    """How long before they have to be asked: `sofort`, `30 min`, `2 h`, `2 Arbeitstage`."""
    days, rest = divmod(minutes, 1440)
    parts = [f"{days} {'Arbeitstag' if days == 1 else 'Arbeitstage'}"] if days else []
    hours, rest = divmod(rest, 60) if rest % 60 == 0 else (0, rest)
    parts += [f"{hours} h"] if hours else [f"{rest} min"] if rest else []
    return " ".join(parts) or AT_ONCE


def found(names: Iterable[str]) -> str:
    """Several that may be meant: `Arabisch, Arabisch (ägyptisch) oder Dari`."""
    *others, last = names
    return f"{', '.join(others)} oder {last}" if others else last


# --- when they can be had ----------------------------------------------------------------------------------------


def time(kind: AvailabilityKind, first: date, last: date, start: int, end: int, weekday: int | None = None) -> str:
    """One line of it: `Do 03.12.2026 09:00-12:00`, `abwesend Mo 07.12.2026 bis Fr 11.12.2026`, `jeden Mo …`."""
    days = day_label(first) if first == last else f"{day_label(first)} bis {day_label(last)}"
    hours = "" if (start, end) == (0, 1440) else f" {hhmm(start)}-{hhmm(end)}"
    if kind is AvailabilityKind.WEEKLY:
        until = "" if last == date.max else f" bis {last:%d.%m.%Y}"
        return f"jeden {WEEKDAY_SHORT[weekday or 0]}{hours} ab {first:%d.%m.%Y}{until}"
    return f"{AVAILABILITY['away']} {days}{hours}" if kind is AvailabilityKind.AWAY else f"{days}{hours}"
