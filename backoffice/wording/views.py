"""What the viewing dialogs around a day say: record, search, import, help, palette, covers, drafts, Morgenlage."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from backoffice.domain.bookings import Field
from backoffice.domain.clock import BREMEN, hhmm
from backoffice.wording import files
from backoffice.wording.done import counts as row_counts
from backoffice.wording.labels import day_label
from backoffice.wording.plan_words import span as minutes
from backoffice.wording.states import STATUS
from backoffice.wording.values import spoken

# --- the open record ---------------------------------------------------------------------------------------------

RECORD = "Termin"
LOADING = "Wird gelesen …"
PERSON, MATTER, BOOKING, ON_SITE = "Person", "Worum es geht", "Buchung", "Ablauf"
NOTES, ATTEMPTS, OUTCOMES, HISTORY = "Notizen", "Anrufversuche", "Ergebnis", "Verlauf"
PHONE, PHONE_AS_WRITTEN, PHONE_NOTE, EMAIL = "Telefon", "laut Liste", "dazu", "E-Mail"
CUSTOMER_NUMBER, BG_NUMBER, NUMBER_AS_WRITTEN, LANGUAGE = "Kundennummer", "BG-Nummer", "Nummer laut Liste", "Sprache"
CONCERN, AREA, REASON, REMARK, DOCUMENTS, INFO = (
    "Anliegen", "Bereich", "Notfall, weil", "Bemerkung", "Mitzubringen", "Hinweis",
)  # fmt: skip
GROUP, PLACE, ASSIGNED, REOPENED = "Gruppe", "Platz", "Zugewiesen", "Wieder offen"
NUMBER, BOOKED_AT, ORIGIN = "Buchungsnummer", "Gebucht am", "Herkunft"
ARRIVED, BEGUN, ENDED, BACKDATED = "Angekommen", "Begonnen", "Beendet", "Nachtrag"
NO_PHONE = "keine Nummer bekannt"
OFFICE_EMAIL = "Adresse des Amtes, nicht der Person"
ASSUMED = "Dauer angenommen"
UNKNOWN_CHANNEL = "Art nicht bekannt"
NO_PLACE = "ohne Platz"
AFTERWARDS = "ja, nachträglich eingetragen"
NOTHING_TO_UNDO = "An diesem Termin gibt es nichts zurückzunehmen."
FORWARDED = "Antrag angenommen und weitergeleitet"

ORIGINS: Mapping[str, str] = {
    "imported": "online gebucht (Buchungsliste)",
    "walk_in": "Vorsprache ohne Termin",
    "booked": "hier gebucht",
    "follow_up": "Folgetermin",
    "takeover": "Terminübernahme",
}

CHAIN = "Davor und danach"
RELATIONS: Mapping[str, str] = {
    "comes_from": "kommt von",
    "follow_up": "Folgetermin",
    "moved_from": "verlegt von",
    "moved_to": "verlegt auf",
}
MISSING, OVERRIDE, APPLICATION = "Noch zu bringen", "Ausnahme, weil", "Antrag festgehalten"
APPLICATION_KEPT: Mapping[str, str] = {"yes": "ja", "no": "nein", "not_wanted": "nicht gewünscht"}


def linked(relation: str, day: date, start: int, group: str | None, status: str) -> str:
    """`Folgetermin Di 24.11.2026 10:00, Leistung 1, gebucht`."""
    where = f", {group}" if group else ""
    return f"{RELATIONS[relation]} {day_label(day)} {hhmm(start)}{where}, {STATUS[status]}"


def span(day: date, start: int, end: int, *, assumed: bool) -> str:
    """`Mo 23.11.2026 · 09:00–09:20 (Dauer angenommen)`."""
    return f"{day_label(day)} · {minutes(start, end)}{f' ({ASSUMED})' if assumed else ''}"


def moment(when: datetime | None) -> str:
    """`Mo 23.11.2026 09:12`; empty where it is not known."""
    if when is None:
        return ""
    local = when.astimezone(BREMEN)
    return f"{day_label(local.date())} {local:%H:%M}"


# --- search ------------------------------------------------------------------------------------------------------

SEARCH = "Suchen über alle Tage"
SEARCH_FIELD = "Suche nach"
JUMP = "hinspringen"
SEARCH_START = "Name, Nummer, Telefon, Buchungs- oder Ticketnummer eintippen, mindestens zwei Zeichen."
COLUMN_DAY = "Tag"


def search_found(count: int, limit: int) -> str:
    """How many were found; that there are more than are shown."""
    if not count:
        return ""
    if count >= limit:
        return f"Die {limit} neuesten Treffer. Weitere Wörter grenzen ein."
    return "1 Treffer" if count == 1 else f"{count} Treffer"


def search_empty(text: str) -> str:
    """Nothing was found for a text."""
    return f"Nichts gefunden für „{text}“. Gesucht wird in allen Tagen, die noch gespeichert sind."


# --- covers ------------------------------------------------------------------------------------------------------

PRIVACY = "Sichtschutz – beliebige Taste"
CUSTOMER_CHANNEL_PHONE = "Wir rufen Sie an."
CUSTOMER_PLACE = "Platz"
OCLOCK = "Uhr"
CUSTOMER_BACK = "Zurück mit beliebiger Taste"


def large_day(day: date) -> str:
    """`Mo 23.11.2026`, as it is shown large."""
    return day_label(day)


# --- drafts ------------------------------------------------------------------------------------------------------

DRAFTS = "Geparkte Entwürfe"
NO_DRAFTS = "Es ist kein Formular geparkt. Esc in einem Formular legt es hier ab."


def drop_draft(label: str) -> str:
    """Before a parked form is thrown away."""
    return f"„{label}“ verwerfen? Was darin steht, geht verloren. Noch einmal x verwirft."


def dropped(label: str) -> str:
    """After it."""
    return f"„{label}“ ist verworfen."


# --- palette -----------------------------------------------------------------------------------------------------

PALETTE = "Alle Befehle"
PALETTE_FIELD = "Befehl oder Taste eintippen"
RUN = "ausführen"
PALETTE_EMPTY = "Kein Befehl passt dazu. Esc schließt."
COLUMN_WHAT, COLUMN_WHY, COLUMN_KEY = "Befehl", "Was er tut", "Taste"


# --- no desk -----------------------------------------------------------------------------------------------------

NO_DESK_AGAIN = "Noch einmal versuchen"
NO_DESK_QUIT = "Beenden"
QUIT_HINT = "beenden"
WAYS_ON: Mapping[str, Sequence[str]] = {
    "unknown_account": (
        "Wer diesen Speicher verwaltet, trägt Sie mit diesem Namen ein und gibt Rechte:",
        "   backoffice staff add",
        "   backoffice staff grant",
        "Danach hier F5. Nur ansehen, wie es aussieht:",
        "   backoffice demo",
    ),
    "house_empty": (
        "Die Administration legt die erste an; der Befehl zeigt ein Beispiel:",
        "   backoffice branch add --help",
        "Danach hier F5.",
    ),
    "store_missing": (
        "Einen neuen für diesen Arbeitsplatz legt an (wer ihn anlegt, verwaltet ihn):",
        "   backoffice store init",
        "Mit erfundenen Beispieldaten, ohne etwas einzurichten:",
        "   backoffice demo",
    ),
    "store_empty": (
        "Einmal einrichten, dann hier F5:",
        "   backoffice store init",
    ),
    "store_older": (
        "Eine Sicherung legt der Befehl vorher selbst an:",
        "   backoffice store upgrade",
    ),
}
"""What helps further, by the code of the error: whole lines, commands indented."""


def ways_on(code: str) -> Sequence[str]:
    """What helps after an error, as whole lines; nothing where its own remedy says it all."""
    return WAYS_ON.get(code, ())


# --- the booking file --------------------------------------------------------------------------------------------

FIELDS: Mapping[Field, str] = {
    Field.START: "Uhrzeit",
    Field.NAME: "Name",
    Field.PHONE: "Telefon",
    Field.CONCERN: "Anliegen",
    Field.NUMBER: "Kunden-/BG-Nummer",
    Field.BOOKING_NUMBER: "Buchungsnummer",
    Field.CHANNEL: "Art des Termins",
    Field.REMARK: "Bemerkung",
    Field.GROUP: "Serviceplatzgruppe",
    Field.DAY: "Tag",
    Field.END: "Ende",
    Field.DURATION: "Dauer",
    Field.FAMILY: "Familienname",
    Field.GIVEN: "Vorname",
    Field.EMAIL: "E-Mail",
    Field.BRANCH: "Geschäftsstelle",
    Field.BOOKED_AT: "Gebucht am",
    Field.STATUS: "Status der Buchung",
    Field.POSITION: "laufende Nummer",
    Field.STREET: "Straße",
    Field.HOUSE_NUMBER: "Hausnummer",
    Field.POSTCODE: "PLZ",
}


MORE_ISSUES: Mapping[str, str] = {
    "concern_unknown": "Anliegen „{concern}“ steht nicht im Katalog",
    "group_unknown": "Gruppe „{group}“ gibt es hier nicht",
    "no_place": "kein Serviceplatz frei",
}
"""What the plan remarks beyond the reader and the merge."""


def _day(value: str) -> str:
    """`Mo 23.11.2026` for a day; nothing for any other text."""
    try:
        return day_label(date.fromisoformat(value)) if value[4:5] == "-" else ""
    except ValueError:
        return ""


def issue(code: str, values: Mapping[str, str]) -> str:
    """What the reader, the merge or the plan remarks, as a short phrase; an unknown code is named."""
    phrase = files.ISSUES.get(code) or MORE_ISSUES.get(code, code)
    said = {name: _day(value) or spoken(name, value) for name, value in values.items()}
    return (
        phrase.format_map(said) if all("{" + name + "}" in phrase for name in said) or "{" not in phrase else phrase
    )


# --- Morgenlage --------------------------------------------------------------------------------------------------

COLUMN_MATTER, COLUMN_HINT = "Was", "Hinweis"
MORNING_CALM = "Nichts Besonderes: keine Notfälle, alle mit Platz und Nummer."
MATTERS: Mapping[str, str] = {
    "emergency": "Notfall",
    "no_number": "Tel. ohne Nummer",
    "no_place": "ohne Platz",
    "language": "Sprachmittlung?",
}
_MATTER_SENTENCES: Mapping[str, tuple[str, str]] = {
    "emergency": ("1 Notfall", "{count} Notfälle"),
    "no_number": ("1 Telefontermin ohne Nummer", "{count} Telefontermine ohne Nummer"),
    "no_place": ("1 Termin ohne Platz", "{count} Termine ohne Platz"),
    "language": ("1 Sprachmittlung zu klären (d)", "{count} Sprachmittlungen zu klären (d)"),
}
_NAMED = 4


def morning_title(day: date) -> str:
    """`Morgenlage Mo 23.11.2026`."""
    return f"Morgenlage {day_label(day)}"


def morning_open(count: int) -> str:
    """How much the day holds."""
    return "1 Termin ist offen." if count == 1 else f"{count or 'Keine'} Termine sind offen."


def morning_import(counts: Mapping[str, int]) -> str:
    """What the last import brought."""
    return f"Letzte Buchungsliste: {row_counts(counts)}."


def morning_matter(matter: str, named: Sequence[str]) -> str:
    """`2 Notfälle: 08:50 Kowa…, M., 09:00 Schm…, P.`; after four names only how many more."""
    one, many = _MATTER_SENTENCES[matter]
    head = one if len(named) == 1 else many.format(count=len(named))
    more = f" und {len(named) - _NAMED} weitere" if len(named) > _NAMED else ""
    return f"{head}: {' · '.join(named[:_NAMED])}{more}"


def morning_before(count: int) -> str:
    """What is open since earlier days; nothing where there is none."""
    return "" if not count else f"Offen seit gestern oder früher: {count}."


def morning_promises(count: int) -> str:
    """What still owes an answer; nothing where there is none."""
    return "" if not count else f"Ohne Anschluss-Zusage: {count}."
