"""What the forms and choices over the day say: titles, labels, hints, and what cannot be taken right now."""

from collections.abc import Mapping
from datetime import date, datetime

from backoffice.domain.clock import BREMEN, hhmm
from backoffice.wording.labels import WEEKDAY_SHORT, day_label
from backoffice.wording.states import AREA, ATTEMPT

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "application_unanswered": (
        "Antrag heute festgehalten?",
        "Die Antwort fehlt noch.",
        "Bitte wählen: 1 ja, 2 nein, 3 nicht gewünscht.",
    ),
    "reason_too_short": (
        "Grund zu kurz",
        "Daraus geht später nicht hervor, warum.",
        "Bitte den Grund in ein paar Worten nennen.",
    ),
    "cannot_open": (
        "Backoffice öffnet nicht",
        "Beim Öffnen ging etwas Unerwartetes schief (Fehler {number}).",
        "Bitte noch einmal versuchen; hilft das nicht, der Administration die Fehlernummer nennen.",
    ),
}


def another_draft(label: str, number: int) -> str:
    """How a parked form is called beside another one of the same kind."""
    return f"{label} ({number})"


# -- all dialogs --
ENTER_SAVES = "speichern"
SAVE_WITH = "Das war das letzte Feld. F2 speichert."
PASTED_NOWHERE = "Eingefügter Text wurde nicht ausgeführt. Mit Tab in ein Feld gehen und dort einfügen."
NOTHING_TO_CHOOSE = "Bei diesem Stand gibt es hier nichts zu wählen."
PICKED = "√ gewählt"
PROTECTED = "Geschützt"
NAMELESS = "(ohne Namen)"

# -- e: outcome --
ABOUT_OUTCOME = (
    "Wie der Termin ausging. Ergebnisse lassen sich verbinden: Ziffern kreuzen an, F2 speichert. Was ein Ergebnis "
    "noch wissen muss, erscheint darunter. Ankunft und Beginn werden mit eingetragen."
)
OUTCOME_TITLE = "Ergebnis"
HINT_SETTLED = "alles beantwortet"
HINT_CALLBACK = "mit F2 weiter: wer ruft an, und bis wann"
ONE_PROMISE_EACH = "eine Zusage gilt einer Person: bitte einzeln eintragen"
HINT_FOLLOW_UP = "mit F2 weiter: freie Zeiten wählen"
ONE_TIME_EACH = "ein Termin gilt einer Person: bitte einzeln eintragen"
HINT_PLACEMENT = "erreicht, und etwas ist vereinbart"
SETTLED_WITH = "mit geklärt im Termin …"
HINT_SETTLED_WITH = "derselben Person oder der Familie"
HINT_OTHER_JOBCENTER = "Kontakt genannt oder Antrag weitergeleitet"
NO_OTHERS = "heute gibt es keinen anderen Termin"
NOT_REACHED_LINE = "oder nicht erreicht:"
FIELD_CONTACT = "Erreicht wurde"
PLACEHOLDER_CONTACT = "Funktion, z. B. Arbeitsvermittlung"
FIELD_AGREED = "Vereinbart"
PLACEHOLDER_AGREED = "was und bis wann"
FIELD_LINKED = "Anderer Termin"
PLACEHOLDER_LINKED = "Name, Nummer oder Uhrzeit"
NOTHING_LINKED = "Kein Termin dieses Tages passt dazu."
FIELD_JOBCENTER = "Kontakt genannt"
PLACEHOLDER_JOBCENTER = "Jobcenter und Telefon oder Adresse"
FORWARDED = "Antrag angenommen und weitergeleitet"
FIELD_AT = "Zeitpunkt"
FIELD_APPLICATION = "Festgehalten"
APPLICATION = "Antrag heute festgehalten? Sonst kann Anspruch verloren gehen."
APPLICATION_NEXT = (
    "Antrag heute festgehalten? Sonst kann Anspruch verloren gehen, erst recht, wenn der neue Termin in einem "
    "anderen Monat liegt."
)
SAME_NUMBER = "selbe Nummer"
SAME_PHONE = "selbes Telefon"
SAME_NAME = "selber Name"
MORE = "… und {count} weitere: Tippen grenzt ein."

# -- x: no --
NO_SHOW = "nicht erschienen"
HINT_NO_SHOW = "kommt die Person noch, holt a sie zurück"
LEFT = "ohne Gespräch gegangen"
HINT_OWES = "danach fehlt noch eine Zusage"
INTERRUPT = "Gespräch unterbrechen"
HINT_WAITS = "wartet dann wieder"
HINT_BACK_ON_LIST = "zurück auf die Liste"
CANCEL_BY_CUSTOMER = "von der Kundschaft abgesagt"
HINT_FREES = "der Platz wird frei"
HINT_LATE = "abgesagt nach Beginn"
CANCEL_BY_OFFICE = "von uns abgesagt"
CONFIRM_CANCELLED = "Absage bestätigen"
HINT_CONFIRM = "die Person kommt nicht"
REJECT_CANCELLED = "Absage verwerfen"
HINT_REJECT = "der Termin gilt"
REOPEN = "wieder öffnen"
ANSWER_WRITTEN = "schriftlich beantwortet …"
HINT_ANSWER_WRITTEN = "wie und wann; ein Rückruf geht mit r"
ANSWER_WAIVED = "Kund:in verzichtet …"
HINT_ANSWER_WAIVED = "wie und wann gesagt"
FIELD_ANSWER = "wie, wann"
PLACEHOLDER_ANSWER = "z. B. Brief vom 24.11."
HINT_REOPEN = "mit Begründung"
HINT_AT_ONCE = "gilt sofort als nicht erreicht"
NOT_REACHED = "nicht erreicht"
HAS_NUMBER = "es gibt eine Nummer"
HAS_NO_NUMBER = "es ist keine Nummer eingetragen"

# -- i: note, reasons --
NOTE_TITLE = "Notiz"
FIELD_NOTE = "Notiz"
NOTE_HINT = "Nur was nötig ist, keine Diagnosen, keine Wertungen; Kund:innen dürfen es lesen."
FIELD_REASON = "Grund"

# -- w: assign --
ABOUT_ASSIGN = "Wer den Termin bekommt. Ziffern wählen, Buchstaben grenzen die Liste ein, Rücktaste nimmt sie zurück."
ASSIGN_TITLE = "Zuweisen"
FIELD_STAFF = "Name"
PLACEHOLDER_STAFF = "Tippen grenzt ein"
TO_ME = "mir"
TO_NOBODY = "niemandem"
HINT_NOBODY = "Zuweisung aufheben"
NOTHING_STAFF = "Hier arbeitet niemand, zu dem das passt."

# -- n: walk-in --
ABOUT_WALK_IN = (
    "Jemand ist ohne Termin da. Alles darf leer bleiben. Beim Anliegen genügt ein Wort aus dem Titel; "
    "passt nur eines, nimmt Enter es, sonst wählt eine Ziffer."
)
WALK_IN_TITLE = "Vorsprache jetzt"
WALK_IN_INTRO = "Nichts davon muss ausgefüllt sein; die Wartezeit läuft ab dem Speichern."
FIELD_CONCERN = "Anliegen"
PLACEHOLDER_CONCERN = "ein Wort daraus genügt"
NOTHING_CONCERN = "Nicht im Katalog: bleibt so stehen, wie es getippt ist."
FIELD_FAMILY = "Name"
FIELD_GIVEN = "Vorname"
FIELD_PHONE = "Telefon"
FIELD_EMAIL = "E-Mail"
FIELD_NUMBER = "Kunden-/BG-Nr."
FIELD_REMARK = "Bemerkung"
CHECK_SHAPE = "▲ Form prüfen"
CHECK_PHONE = "▲ {number}?"

# -- f: name, phone, mail, number --
ABOUT_CONTACT = (
    "Wer die Person ist und wie sie erreicht wird. Geändert wird nur, was hier anders eingetragen ist; ein leeres "
    "Feld nimmt die Angabe weg. Eine spätere Buchungsliste überschreibt nicht, was hier steht."
)
CONTACT_TITLE = "Angaben ändern"

# -- g: go to a day --
GO_TO_TITLE = "Gehe zu Tag"
FIELD_DAY = "Tag"
PLACEHOLDER_DAY = "24.11., morgen, mo, +2w"


def application_lost(day: date) -> str:
    """D17, where the new date lies in another month: an application counts from the month of its day on."""
    return (
        f"Antrag heute festgehalten? Der neue Termin am {day_label(day)} liegt in einem anderen Monat: Ohne "
        "festgehaltenen Antrag kann Anspruch für diesen Monat verloren gehen."
    )


def walk_in_today(today: date) -> str:
    """`Vorsprache jetzt, heute Mo 23.11.`: whatever day is shown behind the form."""
    return f"{WALK_IN_TITLE}, heute {WEEKDAY_SHORT[today.weekday()]} {today:%d.%m.}"


def titled(title: str, start: int, name: str) -> str:
    """`Ergebnis · 09:00 Schmidt, Peter`."""
    return f"{title} · {hhmm(start)} {name}"


def shown_day(day: date) -> str:
    """Which day stands on the screen."""
    return f"Gezeigt wird {day_label(day)}."


def only_from(day: date, start: int, today: date) -> str:
    """From when on something can be said: `erst ab 09:40`, on another day `erst ab Di 24.11.`."""
    return f"erst ab {hhmm(start)}" if day == today else f"erst ab {WEEKDAY_SHORT[day.weekday()]} {day:%d.%m.}"


def began(start: int) -> str:
    """Why we cannot cancel any more (D8)."""
    return f"hat um {hhmm(start)} begonnen"


def attempt(result: str) -> str:
    """`nicht erreicht: keine Antwort`."""
    return f"{NOT_REACHED}: {ATTEMPT[result]}"


def attempt_hint(number: int, again: datetime | None) -> str:
    """`1. Versuch, wieder ab 09:12`; without a next time it ends as *nicht erreicht* (D16)."""
    how = NOT_REACHED if again is None else f"wieder ab {again.astimezone(BREMEN):%H:%M}"
    return f"{number}. Versuch, {how}"


def concern_hint(group: str | None, area: str, minutes: int) -> str:
    """Who deals with it and how long it takes."""
    return f"{group or AREA[area]} · {minutes} min"
