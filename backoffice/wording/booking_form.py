"""What the booking dialog and the keys around it say: titles, labels, hints, and how a chosen time stands."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from backoffice.domain.clock import BREMEN
from backoffice.wording import openings
from backoffice.wording.plan_words import day_short, span

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "time_missing": (
        "Keine Zeit gewählt",
        "Es ist noch keine Zeit gewählt.",
        "Eine Ziffer wählt eine; m prüft eine Wunschzeit.",
    ),
    "stop_without_reason": (
        "Buchungsstopp",
        "Die Zeit liegt in einem Buchungsstopp ({name}).",
        "Bitte begründen oder eine andere Zeit wählen.",
    ),
    "wished_time_unknown": (
        "Wunschzeit nicht erkannt",
        "Daraus ist kein Tag mit Uhrzeit zu lesen.",
        "Zum Beispiel: 24.11. 10:30, morgen 14 oder nur 10:30.",
    ),
}

# -- the dialog --
ABOUT_BOOKING = (
    "Freie Zeiten für dieses Anliegen, die frühesten zuerst. Eine Ziffer wählt eine Zeit und merkt sie fünf Minuten "
    "für diesen Arbeitsplatz vor; eine andere Ziffer nimmt eine andere. F2 bucht. Haben die Zeiten die Tasten, "
    "sucht g ab einem Tag, ← → eine Woche früher oder später, s wechselt die Tageszeit, m prüft eine Wunschzeit und "
    "sagt, was dagegen steht, o zeigt weitere Angaben, z eine andere Geschäftsstelle."
)
FOLLOW_UP_TITLE = "Folgetermin"
MOVE_TITLE = "Verlegen"
FIRST_TITLE = "Termin"

FIELD_FROM = "ab Tag"
PLACEHOLDER_FROM = "heute; sonst 24.11., morgen, mo, +2w"
FIELD_PART = "Tageszeit"
FIELD_CHANNEL = "Art"
FIELD_DOCUMENTS = "mitbringen"
PLACEHOLDER_DOCUMENTS = "was noch fehlt; mehreres mit ; trennen"
FIELD_WEEKDAYS = "Wochentage"
FIELD_MINUTES = "Minuten"
PLACEHOLDER_MINUTES = "wie angeboten"
PLACEHOLDER_AS_WAS = "wie bisher"
FIELD_GROUP = "Gruppe"
PLACEHOLDER_GROUP = "alle, die es anbieten"
NOTHING_GROUP = "Keine Gruppe heißt so."
FIELD_BRANCH = "Geschäftsstelle"
NOTHING_BRANCH = "Keine andere Geschäftsstelle heißt so."
FIELD_ALSO = "auch Zeiten"
FIELD_INTERPRETING = "Sprachmittlung"
WITHOUT_INTERPRETER = "ohne"
NO_LANGUAGE = "Hier ist keine Sprache vorgemerkt. d auf dem Termin selbst fragt danach."
FIELD_REASON = "Begründung"
PLACEHOLDER_REASON = "warum kürzer oder trotz Buchungsstopp"

PARTS: Sequence[tuple[str, str]] = (
    ("any", "beliebig"), ("morning", "vormittags"), ("afternoon", "nachmittags"), ("late", "ab 16 Uhr"),
)  # fmt: skip
WEEKDAYS: Sequence[tuple[str, str]] = (("0", "Mo"), ("1", "Di"), ("2", "Mi"), ("3", "Do"), ("4", "Fr"), ("5", "Sa"))
CHANNELS: Sequence[tuple[str, str]] = (("in_person", "persönlich"), ("phone", "telefonisch"))
RESERVED, OVER_STOP = "für Berufstätige", "im Buchungsstopp"

NOT_SEARCHED = "Noch nichts gesucht: Es fehlt eine Angabe."
NOTHING_CHOSEN = "Noch keine Zeit gewählt: eine Ziffer wählt und merkt vor."
HOLDING = "wird vorgemerkt …"
OTHER_MONTH = "Anderer Monat: Antrag heute festhalten, sonst kann Anspruch verloren gehen."
LAPSED = "nicht mehr vorgemerkt; F2 bucht, wenn sie noch frei ist"
FREE_AFTER_ALL = "{when} ist frei: Die Zeit steht jetzt oben, 1 wählt sie."
GONE = "{when} ist inzwischen weg."
NO_CHOICES = "In diesem Zeitraum ist nichts frei. m sagt zu einer Wunschzeit, warum."

WISH_TITLE = "Wunschzeit prüfen"
FIELD_WISH = "Wunschzeit"
PLACEHOLDER_WISH = "24.11. 10:30 oder morgen 14"

HINT_BOOK, HINT_MOVE = "buchen", "verlegen"
HINT_CHECK = "prüfen"

ASSUMED = "Dienstzeiten (ohne Öffnungen)."


def looked_for(concern: str, minutes: int, groups: Sequence[str], branch: str) -> str:
    """What is looked for: `Fragen zum Bescheid · 20 min · Leistung 1 · Nord`; `branch` only where it is another."""
    where = groups[0] if len(groups) == 1 else f"{len(groups)} Gruppen" if groups else ""
    return " · ".join(part for part in (concern, f"{minutes} min" if minutes else "", where, branch) if part)


def other_open(count: int) -> str:
    """D10: a line of information, never a question."""
    if not count:
        return ""
    return f"Gleiche E-Mail: noch {count} {'offener Termin' if count == 1 else 'offene Termine'}."


def speaks(language: str) -> str:
    """D46: who interprets is not looked for here; that somebody has to is noted."""
    return f"Sprachmittlung {language}: wird vorgemerkt." if language else ""


def speaks_with(language: str) -> str:
    """D46, D49: time, place and interpreter; an interpreted talk takes longer, which is proposed, not forced."""
    return f"Mit Sprachmittlung {language} (d sucht ohne)."


def without(language: str, called_off: str) -> str:
    """Looked for without who interprets: it is noted; whoever was ordered may have to be called off."""
    if not called_off:
        return f"Ohne Sprachmittlung: {language} wird nur vorgemerkt (d sucht mit)."
    return f"▲ Ohne Sprachmittlung: Kann {called_off} dann nicht, wird abbestellt und neu gesucht (d sucht mit)."


def with_interpreter(language: str) -> str:
    """The choice to look for both."""
    return f"mit {language}"


def nobody_and_no_time(ways: str) -> str:
    """No time at which both are free: what there is, and what can be done."""
    return f"Keine Zeit, zu der Platz und Sprachmittlung frei sind. {ways} d sucht ohne Sprachmittlung."


def when(day: date, start: int, end: int, group: str, today: date) -> str:
    """`Di 24.11. 10:20–10:40, Leistung 1`."""
    return f"{day_short(day, today)} {span(start, end)}, {group}"


def held_until(until: datetime) -> str:
    """`vorgemerkt bis 09:42`."""
    return f"vorgemerkt bis {until.astimezone(BREMEN):%H:%M}"


def not_held(why: str) -> str:
    """The time is chosen, but nobody keeps it free."""
    return f"nicht vorgemerkt: {why}"


def chosen(time: str, stand: str) -> str:
    """`√ Di 24.11. 10:20–10:40, Leistung 1 · vorgemerkt bis 09:42`."""
    return f"√ {time} · {stand}"


def usual_documents(usual: str) -> str:
    """What the concern always needs stands in the empty field."""
    parts = [part.strip() for part in usual.splitlines() if part.strip()]
    return f"zusätzlich zu: {', '.join(parts)}" if parts else PLACEHOLDER_DOCUMENTS


MOVES_STAY = "Verlegt wird in derselben Geschäftsstelle; in einer anderen hilft t, ein Folgetermin dort."
NO_BRANCHES = "Sie arbeiten in keiner anderen Geschäftsstelle, deren Zeiten Sie buchen dürfen."

# -- the keys on a list --
ONE_TIME_EACH = "Eine Zeit gehört zu einer Person: bitte einzeln."
HAS_PLACE = "{name} hat schon einen Platz: {place}."
PLACE_AFTER_ALL = "{name}: Um diese Zeit ist jetzt ein Platz frei; p gibt ihn."
NO_PLACE_NEEDED = "Dieser Termin ist zu Ende: Er braucht keinen Platz mehr."
WHY_NO_PLACE = "{name} ist ohne Platz: {why}."
SLIP_ENDED = "Dieser Termin ist zu Ende: Es gibt keinen Terminzettel. t bucht einen Folgetermin."
SLIP_OVER = "Dieser Termin liegt in der Vergangenheit: Es gibt keinen Terminzettel. t bucht einen Folgetermin."
SLIP_WHICH = "Terminzettel"
SLIP_FOLLOW_UP, SLIP_THIS = "Folgetermin", "dieser Termin"
MOVE_ENDED = "Dieser Termin ist zu Ende: Er lässt sich nicht mehr verlegen. t bucht einen Folgetermin."
NEXT_KEYS = "k Zettel · F8 Ansicht"
ON_APPOINTMENTS = "Das geht auf einem Termin (Heute, Tagesabschluss), nicht auf einem Rückruf."

# -- n 2: a first appointment --
ABOUT_FIRST = (
    "Ein erster Termin: worum es geht und für wen. Beim Anliegen genügt ein Wort aus dem Titel; F2 zeigt dann die "
    "freien Zeiten. Für einen Termin am Telefon braucht es die Nummer."
)
FIRST_WHO = "Neuer Termin: worum es geht, für wen"
FIRST_INTRO = "F2 zeigt dann die freien Zeiten."
HINT_TIMES = "Zeiten suchen"


def first_title(name: str) -> str:
    """`Termin · Schmidt, Peter`."""
    return f"{FIRST_TITLE} · {name}" if name else FIRST_TITLE


def closed_because(why: str | None, name: str) -> str:
    """Why a day at a glance is not open: `Feiertag: Reformationstag`; the name of a Buchungsstopp as it stands."""
    return openings.why(why, name) if why else name
