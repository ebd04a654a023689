"""What the import of a booking file says: choosing, reading, the preview, its columns, what is asked before it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from backoffice.domain.bookings import Field
from backoffice.wording.done import ROW_STATES
from backoffice.wording.done import counts as row_counts
from backoffice.wording.labels import day_label
from backoffice.wording.views import FIELDS

TITLE = "Buchungsliste einlesen"

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "map_unclear": (
        "Zuordnung unklar",
        "„{text}“ ist keine Zuordnung.",
        'Bitte so angeben: --map FELD=SPALTE, z. B. --map start=C oder --map "name=Wer kommt".',
    ),
    "map_field_unknown": (
        "Feld unbekannt",
        "Ein Feld „{field}“ gibt es nicht.",
        "Es gibt: {fields}.",
    ),
    "map_column_unknown": (
        "Spalte unbekannt",
        "Eine Spalte „{column}“ hat die Datei nicht.",
        "Sie hat: {columns}.",
    ),
}

# --- choosing a file ---------------------------------------------------------------------------------------------

PATH, DAY = "Datei", "Tag"
NEWEST = "neueste"
CHOOSE = "Ziffer oder Enter liest eine dieser Dateien; Tab geht zu Datei und Tag."
NO_FILES = "In diesem Ordner liegt keine Excel-Datei (.xlsx): {folder}"
NO_FOLDER = "Den Ordner {folder} gibt es nicht. Bitte einen anderen eingeben oder den Pfad der Datei."
NO_PATH = "Bitte eine Datei wählen oder ihren Pfad eingeben."
READING = "Wird gelesen"
COMPARING = "Wird mit dem Tag verglichen …"
STOPPED = "Abgebrochen; nichts ist gespeichert."


def file_hint(changed: datetime, *, newest: bool) -> str:
    """`Mo 23.11.2026 06:00, neueste`."""
    when = wall_moment(changed)
    return f"{when}, {NEWEST}" if newest else when


def rows_read(rows: int) -> str:
    """While nobody knows yet how many rows there are."""
    return f"{READING}: 1 Zeile" if rows == 1 else f"{READING}: {rows} Zeilen"


# --- the preview -------------------------------------------------------------------------------------------------

COLUMN_STATE, COLUMN_TIME, COLUMN_NAME, COLUMN_CONCERN, COLUMN_PLACE, COLUMN_NOTES = (
    "Zeile", "Zeit", "Name", "Anliegen", "Platz", "Hinweise",
)  # fmt: skip
ALL_UNCHANGED = "Alle Zeilen sind unverändert. o zeigt sie."
STATE_GLYPHS: Mapping[str, str] = {
    "new": "+",
    "changed": "~",
    "moved": "»",
    "unchanged": "=",
    "vanished": "-",
    "linked": "&",
    "problem": "▲",
}
"""Beside the word, never alone; none of them is a mark of the day's list but ▲, which means the same there."""

NOT_SAID = ("no_booking_number", "no_duration", "no_group", "no_concern", "no_name_column", "no_phone", "no_number",
            "no_channel", "no_branch", "no_day")  # fmt: skip
"""Remarks about what the file has no column for."""

KEEPS_FILE = "Die Datei bleibt liegen und wird bis {day} aufgehoben ({key} ändert das)."
KEEPS_UNCLEAR = "Die Datei bleibt bis {day} liegen, weil Zeilen zu klären sind."
DELETES_FILE = "Nach dem Einlesen wird die Datei gelöscht ({key} behält sie)."
IMPORTING = "Wird eingelesen …"
NOTHING_STORABLE = "Keine Zeile lässt sich übernehmen: Bitte die Felder zuordnen (f) oder eine andere Datei wählen."
WILL_BE_PRESUMED = "steht nicht mehr in der Liste: wird „vermutlich storniert“"
NO_CHANGE_HERE = "ohne Hinweise"


def row_state(state: str) -> str:
    """`+ neu`, `▲ zu klären`."""
    return f"{STATE_GLYPHS[state]} {ROW_STATES[state]}"


def about_file(name: str, sheet: str, header_row: int, sign: str = " · ") -> str:
    """Where the rows were found; `sign` stands between the parts (on the line one that is not read aloud)."""
    headings = f"Überschriften in Zeile {header_row}" if header_row else "ohne Überschriften"
    return sign.join((name, f"Blatt „{sheet}“", headings))


def about_day(branch: str, day: date, made_at: datetime | None, *, provisional: bool | None) -> str:
    """Whose list it is, of which day, and how old."""
    if made_at is None:
        age = "ohne Zeitstempel: Ob sie vorläufig ist, steht nicht darin"
    elif provisional:
        age = f"vorläufig, Stand {made_at:%d.%m. %H:%M}: Bis 06:00 kann noch gebucht werden"
    else:
        age = f"Stand {made_at:%d.%m. %H:%M}"
    return f"{branch} · {day_label(day)} · {age}"


def about_counts(counts: Mapping[str, int]) -> str:
    """`24 neu, 1 zu klären`."""
    return row_counts(counts)


def about_columns(columns: Sequence[tuple[str, Field | None]]) -> str:
    """`Spalten: Uhrzeit, Nachname → Familienname, …`: a heading that says its field itself stands once."""
    named = [
        heading if FIELDS[field].casefold() == heading.casefold() else f"{heading} → {FIELDS[field]}"
        for heading, field in columns
        if field is not None
    ]
    return f"Spalten: {', '.join(named)}"


def about_unknown(headings: Sequence[str]) -> str:
    """Columns that mean nothing here; nothing where there is none."""
    if not headings:
        return ""
    named = ", ".join(f"„{heading}“" for heading in headings)
    return f"Nicht übernommen: {named}. f ordnet zu."


def about_unsaid(phrases: Sequence[str]) -> str:
    """What the file does not say."""
    return f"Die Liste sagt nicht alles: {'; '.join(phrases)}." if phrases else ""


def about_problems(count: int) -> str:
    """Rows that stay behind."""
    if not count:
        return ""
    return (
        "1 Zeile ist zu klären und wird nicht übernommen."
        if count == 1
        else f"{count} Zeilen sind zu klären und werden nicht übernommen."
    )


def wall_moment(when: datetime) -> str:
    """`Mo 23.11.2026 06:00`, on the wall clock as the file states it."""
    return f"{day_label(when.date())} {when:%H:%M}"


def change(field: Field, before: str, after: str, *, taken: bool) -> str:
    """`Uhrzeit 09:00 → 09:30`; what is not taken says so."""
    said = f"{FIELDS[field]} {before or '—'} → {after or '—'}"
    return said if taken else f"{said} (nicht übernommen)"


# --- columns -----------------------------------------------------------------------------------------------------

COLUMNS_TITLE = "Felder zuordnen"
COLUMN_NUMBER, COLUMN_HEADING, COLUMN_FIELD, COLUMN_FILLED = "Nr", "Überschrift", "Feld", "gefüllt"
WHICH_COLUMN = "Welche Spalte?"
CHOOSE_THIS = "wählen"
NO_FIELD = "nicht übernehmen"
NOTHING = "nichts"
"""What a column is mapped to on the line that is not to be taken over."""
NO_SAMPLES = "leer"
COLUMN_SAMPLES = "Darin steht"
MISSING: Mapping[str, str] = {
    "no_header": "Keine Überschriften erkannt: Bitte unten sagen, was die Spalten bedeuten.",
    "no_start_column": "Keine Spalte mit der Uhrzeit erkannt: unten zuordnen.",
}
"""Why a file has columns but no rows yet."""
MISSING_SHORT: Mapping[str, str] = {
    "no_header": "Keine Überschriften erkannt: Bitte die Spalten zuordnen (f).",
    "no_start_column": "Keine Spalte mit der Uhrzeit erkannt: Bitte zuordnen (f).",
}
NO_ROWS_YET = "Noch keine Zeilen: f ordnet die Spalten zu."


def column_name(heading: str, letter: str) -> str:
    """What a column is called: its heading, or `Spalte C`."""
    return heading or f"Spalte {letter}"


def fields_listed() -> str:
    """`start (Uhrzeit), name (Name), …`: what a column can be mapped to on the line."""
    listed = [f"{field.value} ({said})" for field, said in FIELDS.items()]
    return ", ".join([*listed, f"{NOTHING} ({NO_FIELD})"])


def columns_listed(columns: Sequence[tuple[str, str]]) -> str:
    """`A „Datum“, B „Slot“, C ohne Überschrift` from letters and headings."""
    return ", ".join(
        f"{letter} „{heading}“" if heading else f"{letter} ohne Überschrift" for letter, heading in columns
    )


def which_field(column: str) -> str:
    """The second question."""
    return f"Was bedeutet „{column}“?"


def samples(texts: Sequence[str]) -> str:
    """`08:30 · 09:00`: what stands in a column, to be recognised by."""
    return " · ".join(texts)


def in_it(texts: Sequence[str]) -> str:
    """The same as a sentence below the second question; nothing for an empty column."""
    return f"{COLUMN_SAMPLES}: {samples(texts)}" if texts else ""


# --- asked before it ---------------------------------------------------------------------------------------------

VANISHED_TITLE = "Viele Termine fehlen"
VANISHED_BACK = "Nicht einlesen, zurück zur Vorschau"


def vanished_question(vanishing: int, untouched: int) -> str:
    """Before many rows are marked as presumably cancelled (D4)."""
    return (
        f"{vanishing} von {untouched} noch unbearbeiteten künftigen Terminen stehen nicht mehr in dieser Datei. "
        "Ist die Datei vollständig? Beim Einlesen werden sie als „vermutlich storniert“ gekennzeichnet; jemand muss "
        "jede dieser Absagen bestätigen."
    )


def vanished_accept(vanishing: int) -> str:
    """The verb on the button, with the number."""
    return f"Einlesen und {vanishing} Termine als vermutlich storniert kennzeichnen"


VANISHED_ABOUT = (
    "Auffallend viele Termine stehen nicht mehr in der Liste. Oft ist eine Datei unvollständig oder von "
    "einer anderen Geschäftsstelle. Ein allgemeines Ja genügt hier nicht."
)
