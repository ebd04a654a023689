"""Interpreters and services in words: who they are, when they can be had, what is refused and done (D47, D49)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from backoffice.domain.clock import hhmm
from backoffice.domain.interpreters import NO_END, Availability, Interpreter
from backoffice.domain.terms import AvailabilityKind
from backoffice.domain.travel import ASSUMED_TRAVEL
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
        "Kennung unbekannt",
        "Einen Eintrag mit der Kennung „{id}“ gibt es nicht, oder es gibt mehrere.",
        "backoffice interpreters list --gone zeigt die Kennungen; mindestens vier Zeichen davon.",
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

ASK: Mapping[str, str] = {
    "interpreter": "Name der Person oder des Dienstes",
    "orders_to": "Wohin die Bestellung geht (Nummer oder E-Mail)",
    "dial": "Was dann gewählt wird (Nummer oder Video-Raum)",
    "cost_note": "Hinweis zu den Kosten",
}
"""What is asked at a terminal: a name is never an argument (D54)."""

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
FIELDS: Mapping[str, str] = {
    "provider": "Wer",
    "name": "Name",
    "languages": "Sprachen",
    "ways": "Wege",
    "hours": "Zeiten",
    "notice": "Vorlauf",
    "branches": "Arbeitet für",
    "contact": "Bestellung an",
    "dial": "Zu wählen",
    "cost_note": "Kosten",
    "last_day": "Letzter Tag",
    "keeper": "Gepflegt von",
}
BY_PHONE, BY_VIDEO, ON_SITE = "Telefon", "Video", "vor Ort"
EVERYWHERE = "alle Geschäftsstellen"
HOUSE_WIDE = "Administration"
ON_REQUEST = "auf Anfrage"
SINGLE_DAYS = "einzelne Tage"
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


# --- when they can be had ----------------------------------------------------------------------------------------


def hours(week: str, *, on_request: bool) -> str:
    """The week that counts; `auf Anfrage` where nothing is known."""
    return week or (ON_REQUEST if on_request else SINGLE_DAYS)


def time(of: Availability) -> str:
    """One line of it: `Do 03.12.2026 09:00-12:00`, `abwesend Mo 07.12.2026 bis Fr 11.12.2026`, `jeden Mo …`."""
    span = "" if (of.start, of.end) == (0, 1440) else f" {hhmm(of.start)}-{hhmm(of.end)}"
    if of.weekday is not None:
        until = "" if of.last_day == NO_END else f" bis {of.last_day:%d.%m.%Y}"
        return f"jeden {WEEKDAY_SHORT[of.weekday]}{span} ab {of.first_day:%d.%m.%Y}{until}"
    days = day_label(of.first_day)
    if of.first_day != of.last_day:
        days += f" bis {day_label(of.last_day)}"
    away = f"{AVAILABILITY['away']} " if of.kind is AvailabilityKind.AWAY else ""
    return f"{away}{days}{span}"


def facts(
    of: Interpreter, *, keeper: str, serves: Iterable[str], week: str, later: Iterable[tuple[date, str]]
) -> tuple[tuple[str, str], ...]:
    """Everything an entry says of somebody, as labels and values; what is not said is left out.

    `keeper` and `serves` are branches as they are to be named, `week` what `hours` says.
    """
    told = (
        (FIELDS["provider"], PROVIDER[of.provider.value]),
        (FIELDS["languages"], spoken(of.languages)),
        (FIELDS["ways"], ways(by_phone=of.by_phone, by_video=of.by_video, on_site=of.on_site)),
        (FIELDS["hours"], "; ".join((week, *(f"ab {day:%d.%m.%Y}: {hours}" for day, hours in later)))),
        (FIELDS["notice"], notice(of.notice_minutes)),
        (FIELDS["branches"], ", ".join(serves) or EVERYWHERE),
        (FIELDS["contact"], of.contact),
        (FIELDS["dial"], of.dial),
        (FIELDS["cost_note"], of.cost_note),
        (FIELDS["last_day"], day_label(of.last_day) if of.last_day else ""),
        (FIELDS["keeper"], keeper or HOUSE_WIDE),
    )
    return tuple((label, value) for label, value in told if value)


def last_day(day: date) -> str:
    """`nur bis Fr 27.11.2026`."""
    return f"nur bis {day_label(day)}"


def order(day: date, start: int, end: int, branch: str, language: str, id_: str) -> str:
    """An order that cannot be kept: `Fr 27.11.2026 09:00-09:30 MITTE Tigrinya (Bestellung 3f2a1b)`."""
    return f"{day_label(day)} {hhmm(start)}-{hhmm(end)} {branch} {language} (Bestellung {id_})"


# --- the line command --------------------------------------------------------------------------------------------

EMPTY = "Noch ist niemand eingetragen: backoffice interpreters add."
NOBODY_SUITS = "Niemand passt dazu. Weniger Angaben finden mehr."
NO_WAYS = f"Kein Weg ist eingetragen: Angenommen werden überall {ASSUMED_TRAVEL} Minuten."
ITS_ID = "Kennung {id}; Zeiten trägt ein: backoffice interpreters availability hours."
SEE_BEYOND = "Welche, zeigt: backoffice interpreters show."
TIME, BEYOND = "Zeit", "Neu zu klären"
