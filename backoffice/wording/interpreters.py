"""Interpreters and services in words: who they are, when they can be had, what was done (D47, D49)."""

from collections.abc import Iterable, Mapping
from datetime import date

from backoffice.domain.clock import hhmm
from backoffice.domain.interpreters import NO_END, Availability, Interpreter
from backoffice.domain.terms import AvailabilityKind
from backoffice.domain.travel import ASSUMED_TRAVEL
from backoffice.wording import languages
from backoffice.wording.labels import WEEKDAY_SHORT, day_label

ASK: Mapping[str, str] = {
    "interpreter": "Name der Person oder des Dienstes",
    "orders_to": "Wohin die Bestellung geht (Nummer oder E-Mail)",
    "dial": "Was dann gewählt wird (Nummer oder Video-Raum)",
    "cost_note": "Hinweis zu den Kosten",
}
"""What is asked at a terminal: a name is never an argument (D54)."""

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
) -> Mapping[str, str]:
    """Everything an entry says of somebody, by the names of `FIELDS`; what is not said is left out.

    `keeper` and `serves` are branches as they are to be named, `week` what `hours` says.
    """
    told = {
        "provider": PROVIDER[of.provider.value],
        "languages": spoken(of.languages),
        "ways": ways(by_phone=of.by_phone, by_video=of.by_video, on_site=of.on_site),
        "hours": "; ".join((week, *(f"ab {day:%d.%m.%Y}: {hours}" for day, hours in later))),
        "notice": notice(of.notice_minutes),
        "branches": ", ".join(serves) or EVERYWHERE,
        "contact": of.contact,
        "dial": of.dial,
        "cost_note": of.cost_note,
        "last_day": day_label(of.last_day) if of.last_day else "",
        "keeper": keeper or HOUSE_WIDE,
    }
    return {name: value for name, value in told.items() if value}


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
