"""The directory in words: whom one calls, when somebody answers, and what is refused of an entry."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from backoffice.domain.clock import hhmm
from backoffice.domain.directory import Contact, Kind, Reach
from backoffice.domain.text import matches, needles, search_key
from backoffice.wording.labels import WEEKDAY_SHORT
from backoffice.wording.states import AREA

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "directory_no_function": (
        "Funktion fehlt",
        "Es ist nicht gesagt, um welche Funktion es geht.",
        "Bitte eine Funktion angeben, zum Beispiel „Teamleitung“.",
    ),
    "directory_no_number": (
        "Keine Rufnummer",
        "„{phone}“ lässt sich nicht wählen.",
        "Bitte nur Ziffern und + ( ) / - . angeben; Worte dazu gehören in den Hinweis (--note).",
    ),
    "directory_nothing_to_call": (
        "Niemand anzurufen",
        "Zu „{function}“ gibt es weder eine Nummer noch eine Vertretung.",
        "Bitte --phone oder --deputy angeben.",
    ),
    "directory_other_team": (
        "Team von woanders",
        "Das Team „{team}“ gehört zu einer anderen Geschäftsstelle.",
        "backoffice teams zeigt, welches Team wo ist.",
    ),
    "directory_entry_exists": (
        "Schon da",
        "„{function}“ steht hier schon im Verzeichnis.",
        "backoffice directory-entry change ändert den Eintrag.",
    ),
    "directory_no_entry": (
        "Kein solcher Eintrag",
        "„{function}“ hat diese Geschäftsstelle nicht ins Verzeichnis eingetragen.",
        "backoffice directory zeigt alle; Teams ändert backoffice branch change-team.",
    ),
    "directory_which_entry": (
        "Welches Team?",
        "„{function}“ gibt es hier {count}-mal.",
        'Bitte mit --team NAME sagen, von welchem Team; ohne Team: --team "".',
    ),
}

DONE: Mapping[str, str] = {
    "directory_added": "Eintrag im Verzeichnis angelegt.",
    "directory_changed": "Eintrag im Verzeichnis geändert.",
    "directory_removed": "Eintrag aus dem Verzeichnis entfernt.",
}

TITLE = "Wen rufe ich an?"
FIELD = "Funktion, Team, Geschäftsstelle oder Nummer"
ABOUT = (
    "Wen rufe ich an? Alle Geschäftsstellen mit ihren Teams und Funktionen, die eigene zuerst. Alle getippten Wörter "
    "müssen vorkommen; Umlaute gehen auch als ae, oe, ue. Unter der Liste steht, wer vertritt und welche Nummer "
    "Kund:innen sehen. Enter kopiert die Nummer. Ein offenes Formular darunter bleibt, wie es ist."
)
LOADING = "Wird gelesen …"
EMPTY = "Das Verzeichnis ist noch leer. Die Administration legt Geschäftsstellen an: backoffice branch add."
COPY = "Nummer kopieren"

FUNCTION, BRANCH, NUMBER, REACHABLE = "Funktion, Team", "Geschäftsstelle", "Nummer", "erreichbar"
DEPUTY, SHOWN = "Vertretung", "Kund:innen sehen"

FRONT_DESK = "Telefon der Eingangszone"
COLLEAGUES_ONLY = "nur für Kolleg:innen"
NO_NUMBER = "keine Nummer hinterlegt"
NOTHING = "—"


def name(contact: Contact) -> str:
    """How a line is called: `Telefon der Eingangszone`, `Leistungsteam 1`, `Teamleitung, Leistungsteam 1`."""
    if contact.kind is Kind.FRONT_DESK:
        return FRONT_DESK
    return ", ".join(part for part in (contact.function, contact.team) if part)


def reachable(reach: Reach | None, today: date) -> str:
    """`bis 15:30`, `ab 13:00`, `Mo ab 08:00`, `ab 04.01.`; nothing where it is not known."""
    if reach is None:
        return ""
    if reach.now:
        return f"bis {hhmm(reach.minute)}"
    days = (reach.day - today).days
    if not days:
        return f"ab {hhmm(reach.minute)}"
    if days < 7:
        return f"{WEEKDAY_SHORT[reach.day.weekday()]} ab {hhmm(reach.minute)}"
    return f"ab {reach.day:%d.%m.}"


def when(contact: Contact, today: date) -> str:
    """When somebody answers, as short as it can be said: by the clock, else in the words of the entry."""
    return reachable(contact.reach, today) or contact.hours or NOTHING


def hours(contact: Contact) -> str:
    """The hours in full: `Mo-Do 08:00-16:00`; `üblich: …` where the branch has set none of its own."""
    return f"üblich: {contact.hours}" if contact.usual and contact.hours else contact.hours


def remarks(contact: Contact) -> tuple[str, ...]:
    """What else is to be known before one dials: deputy, what customers see, the note."""
    found = (
        NO_NUMBER if not contact.phone else "",
        f"{DEPUTY}: {contact.deputy}" if contact.deputy else "",
        sees(contact.shown_number),
        COLLEAGUES_ONLY if contact.kind is Kind.FRONT_DESK and contact.phone else "",
        contact.note,
    )
    return tuple(part for part in found if part)


def sees(number: str) -> str:
    """`Kund:innen sehen 030 23125-701`; nothing where it is not said."""
    return f"{SHOWN} {number}" if number else ""


def copied(number: str) -> str:
    """What lies in the clipboard now; shown, because not every terminal lets programs copy."""
    return f"Kopiert: {number}"


def nothing_to_copy(contact: Contact) -> str:
    """There is no number; whom to ask instead, where that is known."""
    other = f" {DEPUTY}: {contact.deputy}." if contact.deputy else ""
    return f"Zu „{name(contact)}“ ist keine Nummer hinterlegt.{other}"


# --- searching ---------------------------------------------------------------------------------------------------


EXTENSION = 3
"""Digits from which a word is looked for in numbers, too: the 1 of `team 1` stands in every second one."""


def found(contacts: Iterable[Contact], text: str) -> tuple[Contact, ...]:
    """Those of which every word says something, in their order; all where nothing is typed."""
    wanted = needles(text)
    short = tuple(word for word in wanted if word[-1].isdigit() and len(word[-1]) < EXTENSION)
    others = tuple(word for word in wanted if word not in short)
    return tuple(one for one in contacts if matches(short, _words(one)) and matches(others, _searched(one)))


@lru_cache(maxsize=4096)
def _words(contact: Contact) -> str:
    area = AREA[contact.area.value] if contact.area else ""
    return search_key(name(contact), contact.branch, contact.code, area, contact.deputy, contact.note)


@lru_cache(maxsize=4096)
def _searched(contact: Contact) -> str:
    """All that a line says, its numbers also without what stands between their digits."""
    numbers = (contact.phone, contact.shown_number)
    digits = ("".join(c for c in number if c.isdigit()) for number in numbers)
    return f"{_words(contact)} {search_key(*numbers, *digits)}"


def count(shown: int, of: int) -> str:
    """How many of all are shown: `3 von 42`."""
    return f"{shown} von {of}" if shown else ""


def nothing_found(text: str) -> str:
    """Nobody is called so."""
    return f"Niemand zu finden für „{text}“. Weniger Wörter finden mehr; ohne Wort stehen alle da."
