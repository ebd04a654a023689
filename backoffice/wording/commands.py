"""What the line commands say: their sentences, what they ask, and what they refuse."""

from collections.abc import Mapping
from typing import Any

from backoffice.wording import (
    booking,
    handing_out,
    interpreters,
    interpreting,
    interpreting_line,
    takeover_asking,
    ticket_commands,
)

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "id_shape": (
        "Keine Kennung",
        "Eine Kennung sind mindestens {shortest} Zeichen aus 0–9 und a–f.",
        "backoffice today zeigt sie am Anfang jeder Zeile.",
    ),
    "id_unknown": (
        "Kennung unbekannt",
        "Einen Termin mit der Kennung {id} gibt es hier nicht.",
        "backoffice today zeigt die Kennungen.",
    ),
    "id_ambiguous": (
        "Kennung mehrdeutig",
        "Auf {id} enden {count} Kennungen.",
        "Bitte mehr Zeichen angeben; backoffice today --json zeigt sie ganz.",
    ),
    "branch_needed": (
        "Welche Geschäftsstelle?",
        "Es ist nicht klar, welche Geschäftsstelle gemeint ist.",
        "Bitte --branch KÜRZEL angeben; backoffice branch list zeigt alle.",
    ),
    "input_missing": (
        "Eingabe fehlt",
        "Es fehlt die Eingabe „{field}“.",
        "Im Terminal wird danach gefragt; sonst steht sie auf der Standardeingabe, eine Zeile je Frage.",
    ),
    "input_not_json": (
        "Eingabe unverständlich",
        "Die Standardeingabe beginnt wie JSON, ist aber kein Objekt mit Texten.",
        'Bitte ein Objekt wie {{"note": "…"}} oder eine Zeile je Frage übergeben.',
    ),
    "confirm_needed": (
        "Bestätigung fehlt",
        "Ohne Terminal kann niemand bestätigen; gespeichert ist nichts.",
        "Mit --yes geht es ohne Rückfrage, mit --dry-run nur zum Ansehen.",
    ),
    "delete_unconfirmed": (
        "Bestätigung fehlt",
        "Ohne Terminal kann niemand bestätigen; gelöscht ist nichts.",
        "Mit --yes geht es ohne Rückfrage.",
    ),
    "file_not_listed": (
        "Nicht geführt",
        "„{file}“ steht nicht oder mehrfach in der Liste.",
        "backoffice store files zeigt die vollen Pfade.",
    ),
    "file_elsewhere": (
        "Anderer Arbeitsplatz",
        "„{path}“ wurde an einem anderen Arbeitsplatz eingelesen und wird dort gelöscht.",
        "Beim nächsten Start dort versucht es das Programm wieder.",
    ),
    "copy_replaced": (
        "Andere Datei",
        "Unter „{path}“ liegt keine Kopie des Speichers; die Datei bleibt, wie sie ist.",
        "Bitte selbst nachsehen; ist die Kopie weg, die andere Datei kurz umbenennen und noch einmal.",
    ),
    "copy_held": (
        "Nicht gelöscht",
        "„{path}“ lässt sich nicht löschen.",
        "Bitte die Datei schließen, Rechte und Datenträger prüfen und noch einmal versuchen.",
    ),
    "declined": ("Nicht bestätigt", "Nicht bestätigt: Es ist alles, wie es war.", ""),
    "nothing_to_store": (
        "Nichts zu speichern",
        "Jede Zeile der Datei ist zu klären; gespeichert ist nichts, die Datei ist noch da.",
        "Bitte die Liste prüfen lassen.",
    ),
    "undo_old": (
        "Schon länger her",
        "Die letzte Änderung ist von {when}: {what}",
        "Soll sie zurückgenommen werden: backoffice undo --yes.",
    ),
    "point_exists": (
        "Schon da",
        "Einen Serviceplatz „{point}“ gibt es hier schon.",
        "Bitte mit --prefix einen anderen Namen geben.",
    ),
    "alias_exists": ("Schon da", "Die Schreibweise „{text}“ ist schon hinterlegt.", ""),
    "concern_unclear": (
        "Anliegen unklar",
        "Ein Anliegen „{title}“ steht nicht oder mehrfach im Katalog.",
        "backoffice concern list zeigt alle mit ihrem Bereich.",
    ),
    **ticket_commands.REFUSALS,
}

REMEDIES: Mapping[str, str] = {
    "wrong_state": "backoffice show KENNUNG zeigt den Verlauf.",
    "in_person_only": "Für einen Telefontermin: backoffice attempt.",
    "phone_only": "Für einen persönlichen Termin: backoffice no-show.",
    "not_today": "cancel und note gehen trotzdem; --at und --day tragen den letzten Arbeitstag nach.",
    "not_started": "Bis dahin kann die Person noch kommen; eine Absage trägt ein: backoffice cancel.",
    "already_started": "Bitte ein Ergebnis eintragen (backoffice finish) oder backoffice no-show.",
    "in_talk": "Bitte erst backoffice interrupt oder backoffice finish.",
    "changed_meanwhile": "backoffice show KENNUNG zeigt den neuen Stand; bitte noch einmal.",
    "claimed": "Bitte absprechen; --despite-claim übernimmt trotzdem.",
    "no_outcome": (
        "Bitte mindestens eins: --settled, --follow-up ZEITPUNKT,"
        " --callback, --placement, --with KENNUNG, --other-jobcenter, --forwarded."
    ),
    "has_number": "Stimmt sie nicht: --result wrong-number.",
    "note_empty": "Bitte etwas eingeben.",
    "not_found": "backoffice today zeigt, was es gibt.",
    "no_day": "Bitte den Tag angeben: --day JJJJ-MM-TT.",
    "file_is_folder": "Bitte die Datei in diesem Ordner angeben.",
    "server_unreachable": "Bitte gleich noch einmal; nichts Gespeichertes ist verloren.",
    "no_vault": "Das Kennwort wird dann bei jedem Aufruf im Terminal gefragt und nirgends gespeichert.",
    "unsafe_vault": "Er wird nicht benutzt; das Kennwort wird bei jedem Aufruf im Terminal gefragt.",
    **ticket_commands.REMEDIES,
    **booking.REMEDIES,
    **interpreting.REMEDIES,
    **takeover_asking.REMEDIES,
    **handing_out.REMEDIES,
}
"""The way on where the program would name a key: on the line it is a command."""

UNEXPECTED = (
    "Das hätte nicht geschehen dürfen. Im Protokoll steht es unter der Nummer {number} ({path}), ohne Personendaten."
)

FIELDS: Mapping[str, str] = {
    "login": "Anmeldung",
    "name": "Name",
    "code": "Kürzel",
    "function": "Funktion",
    "reason": "Begründung",
    "text": "Text",
    "note": "Notiz",
    "contact": "Kontakt",
    "agreed": "Vereinbarung",
    "family": "Familienname",
    "given": "Vorname",
    "phone": "Telefon",
    "email": "E-Mail",
    "number": "Nummer",
    "remark": "Bemerkung",
    "concern_text": "Anliegen",
    "address": "Anschrift",
    "front_desk_phone": "Telefon",
    "hours": "Zeiten",
    "deputy": "Vertretung",
    "dial": "Zu wählen",
    "cost_note": "Kosten",
    "languages": "Dialekt",
}
"""Fields of commands as a person knows them."""


def invalid(field: str, kind: str, limits: Mapping[str, Any]) -> str:
    """Why a command's field was not accepted; the text itself is never repeated (D54)."""
    shown = FIELDS.get(field, field)
    match kind:
        case "string_too_long":
            why = f"höchstens {limits.get('max_length')} Zeichen"
        case "string_too_short":
            why = f"mindestens {limits.get('min_length')} Zeichen"
        case "string_pattern_mismatch" if field == "code":
            why = "2 bis 20 Großbuchstaben, Ziffern, - oder _"
        case "string_pattern_mismatch" if field == "login":
            why = "Buchstaben ohne Umlaute, Ziffern und _ . @ \\ -, am Anfang ein Buchstabe"
        case _:
            why = "so nicht möglich"
    return f"„{shown}“ passt nicht: {why}."


ASK: Mapping[str, str] = {
    "note": "Notiz",
    "reason": "Begründung",
    "contact": "Wer wurde erreicht (Funktion)",
    "agreed": "Was ist vereinbart",
    "other_contact": "Anderes Jobcenter: genannter Kontakt",
    "concern": "Anliegen",
    "family": "Familienname",
    "given": "Vorname",
    "phone": "Telefon",
    "email": "E-Mail",
    "number": "Kunden- oder BG-Nummer",
    "remark": "Bemerkung",
    "search": "Suchen nach",
    "name": "Name, wie ihn Kolleg:innen sehen",
    "password": "Kennwort",
    "repeat": "Kennwort noch einmal",
    **ticket_commands.ASK,
    **booking.ASK,
    **takeover_asking.ASK,
    **interpreters.ASK,
    **interpreting_line.ASK,
}
"""What is asked at a terminal, and in which words a missing line of the standard input is named."""

KEEP_OR_CLEAR = "Leer lässt eine Angabe, wie sie ist; - nimmt sie weg."
PASSWORD_FOR = "Kennwort für {login}"  # noqa: S105  (a prompt)
NEW_PASSWORD = "Erstes Kennwort für {login}"  # noqa: S105  (a prompt)
PASSWORDS_DIFFER = "Die beiden Kennwörter sind verschieden."
YES = ("j", "ja", "y", "yes")
YES_NO = "{question} [j/N]"

IMPORT_QUESTION = "{counts} – so einlesen?"
VANISHED_QUESTION = (
    "{vanishing} von {untouched} noch offenen Terminen fehlen in der Datei. Ist sie wirklich vollständig?"
)
DRY_RUN = "Nur angesehen: Gespeichert ist nichts."
FILE_KEPT_UNCLEAR = (
    "Es sind Zeilen zu klären: Die Datei bleibt deshalb liegen und ist spätestens am {day} zu löschen."
)
FILE_KEPT = "Die Datei bleibt liegen und ist spätestens am {day} zu löschen."
TO_CLARIFY = "Zu klären:"
SENSITIVE = "Persönliches Anliegen"
EMERGENCY = "NOTFALL"
NO_CONCERN = "ohne Anliegen"
NO_NAME = "ohne Namen"
PROVISIONAL = "vorläufig, vor 06:00 erstellt"

NO_LIST = "noch keine Buchungsliste"
LIST_AT = "Liste {when}"
READ_AT = "Liste eingelesen {when}"
EMPTY_DAY = "Für diesen Tag steht hier kein Termin."
EMPTY_UNREAD = "Die Buchungsliste liest ein: backoffice import DATEI --branch {branch}."
ONLY: Mapping[str, str] = {
    "open": "offen",
    "mine": "bei mir",
    "waiting": "wartet",
    "no-place": "ohne Platz",
    "emergency": "Notfall",
}
EMPTY_ONLY = "Von den {count} Terminen dieses Tages ist keiner: {only}."
NOTHING_FOUND = "Nichts gefunden."
COUNTS = (
    "offen {open}, bei mir {mine}, wartet {waiting}, ohne Platz {no_place},"
    " ohne Anschluss-Zusage {no_promise}, offen seit gestern {since_yesterday}"
)

DELETE_BY = "zu löschen bis {day}"
DELETE_PENDING = "noch nicht gelöscht"
NO_FILES_LEFT = "Keine Buchungsliste, Sicherung oder Kopie liegt mehr irgendwo."
FILE_KINDS: Mapping[str, str] = {
    "source": "Buchungsliste",
    "backup": "Sicherung",
    "upgrade": "Kopie vor dem Erneuern",
    "slip": "Terminzettel",
    "sheet": "Anfrage Sprachmittlung",
}
FILES_OF: Mapping[str, str] = {"slip": "ohne Namen", "sheet": "ohne Namen"}
"""What a file is about that is neither one day's list nor a copy of everything."""
WHOLE_STORE = "ganzer Speicher"
SINCE = "vom"
NOT_HERE = "hier nicht zu finden"
NOTHING_DUE = "Keine Datei hat ihr Löschdatum erreicht."
DELETE_QUESTION = "{kind} {path} endgültig löschen?"
GONE_QUESTION = "{kind} {path} liegt hier nicht. Ist sie wirklich gelöscht und nur noch der Eintrag zu streichen?"
BACKUP_LISTED = "„backoffice store files“ führt sie; zu löschen bis {day}."
BACKUP_UNLISTED = "Der Speicher ließ sich nicht beschreiben: Die Kopie steht in keiner Liste; bitte selbst vormerken."
STORED = "Kennwort für {login} ist im Tresor hinterlegt."
FORGOTTEN = "Kennwort für {login} ist aus dem Tresor entfernt."
CHECK_FINE = "Der Speicher ist in Ordnung."
BACKED_UP = "Gesichert nach {path}. Die Kopie enthält Personendaten: bitte schützen."
UPGRADED = "Der Speicher ist jetzt auf dem Stand des Programms."
UP_TO_DATE = "Der Speicher war schon auf dem Stand des Programms."
BACKUP_BESIDE = (
    "Eine Kopie von vorher liegt daneben: {path}. Nach der Prüfung löschen, spätestens bis {day}:"
    " backoffice store files --delete."
)
INITIALISED = "Speicher eingerichtet: {house}. {who} verwaltet ihn."
NEXT_BRANCH = "Weiter geht es mit der ersten Geschäftsstelle; ein Beispiel zeigt: backoffice branch add --help."
NEXT_GROUP = (
    "Noch ohne Serviceplätze. Weiter geht es mit einer Gruppe, zum Beispiel:"
    " backoffice branch add-group {branch} Eingangszone front-desk 4."
)
NEXT_STAFF = (
    "Weiter geht es mit den Beschäftigten: backoffice staff add ANMELDUNG --branch {branch} --role caseworker."
    " Die Buchungsliste liest ein: backoffice import DATEI --branch {branch}."
)
NEXT_GRANT = "Noch ohne Recht. Weiter geht es mit: backoffice staff grant {login} caseworker --branch {branch}."
GENERATED = "Erstes Kennwort für {login} (wird nur jetzt gezeigt): {password}"
LOGIN_TAKEN = "Die Anmeldung {login} gab es auf dem Server schon; ihr Kennwort bleibt."
LOGIN_USES = "{login} arbeitet mit dieser Adresse (BACKOFFICE_STORE oder --store): {url}"
LOGIN_MADE = "Anmeldung {login} auf dem Server angelegt."
ACCESS_LEFT = (
    "Am Server hat {login} noch Zugang: Das Programm weist die Anmeldung ab, andere Werkzeuge nicht. Bitte die"
    ' Datenbank-Administration: REVOKE "{role}" FROM "{login}".'
)
ACCESS_MISSING = (
    'Am Server hat {login} noch keinen Zugang. Bitte die Datenbank-Administration: GRANT "{role}" TO "{login}".'
)
NO_BRANCHES = "Es gibt noch keine Geschäftsstelle."
DEMO_BUILDING = "Das Beispiel-Jobcenter wird eingerichtet …"
DEMO_READING = "Buchungslisten für {day} werden geschrieben und eingelesen …"
DEMO_READY = "{house} ist bereit: {path}"
EVERYWHERE = "überall"
INACTIVE = "ruht"

FINDINGS: Mapping[str, str] = {
    "file_damaged": "Schäden in der Datei",
    "reference_broken": "Verweise ins Leere",
    "ticks_missing": "Belegungen fehlen",
    "ticks_surplus": "Belegungen zu viel",
    "ticks_double": "doppelt belegte Zeiten",
    "history_missing": "geänderte Termine ohne Verlauf",
}
"""What `store check` can find (`desk.checking.Finding`)."""

RECORD: Mapping[str, str] = {
    "when": "Zeit",
    "concern": "Anliegen",
    "channel": "Art",
    "stand": "Stand",
    "place": "Platz",
    "group": "Gruppe",
    "assigned": "zugewiesen",
    "booking_number": "Buchungsnummer",
    "name": "Name",
    "phone": "Telefon",
    "email": "E-Mail",
    "number": "Nummer",
    "language": "Sprache",
    "remark": "Bemerkung",
    "documents": "Unterlagen",
    "outcome": "Ergebnis",
    "ticket": "Rückruf",
    "answer": "Antwort",
    "note": "Notiz",
    "attempt": "Versuch",
    "history": "Verlauf",
    "reopen_reason": "Wieder offen, weil",
    "raised_reason": "Notfall, weil",
    "override_reason": "Ausnahme, weil",
    "missing": "Noch zu bringen",
    "application": "Antrag festgehalten",
    "chain": "Davor und danach",
    "interpreting": "Sprachmittlung",
}
"""The lines of `backoffice show`."""

DOCTOR: Mapping[str, str] = {
    "program": "Programm",
    "python": "Python",
    "system": "System",
    "sqlite": "SQLite",
    "terminal": "Terminal",
    "encoding": "Zeichensatz",
    "settings": "Einstellungen",
    "log": "Protokoll",
    "store": "Speicher",
    "state": "Stand",
    "engine": "Art",
    "journal": "Schreibverfahren",
    "server": "Server",
    "vault": "Kennwort-Tresor",
    "account": "Gerätekonto",
    "login": "Anmeldung",
    "clock": "Uhr",
    "roles": "Rechte",
    "branches": "Geschäftsstellen",
}
"""The lines of `backoffice doctor`."""

VAULT: Mapping[str, str] = {
    "usable": "vorhanden ({backend})",
    "no_vault": "keiner: Das Kennwort wird bei jedem Start gefragt",
    "unsafe_vault": "unsicher ({backend}), wird nicht benutzt",
    "vault_failed": "antwortet nicht",
}
STATE: Mapping[str, str] = {
    "empty": "leer",
    "older": "älter als das Programm",
    "current": "passt zum Programm",
    "newer": "neuer als das Programm",
    "foreign": "gehört einem anderen Programm",
}
CLOCK_RIGHT = "geht richtig"
LOCAL = "lokal (SQLite)"
SHARED = "gemeinsam (PostgreSQL)"
WAL_SAFE = "WAL ist hier sicher"
WAL_UNSAFE = "WAL wird hier nicht benutzt: erst ab SQLite 3.51.3 sicher"
NO_TERMINAL = "keins"
TOO_SMALL = "zu klein für das Programm, nötig sind 80x24"


def import_finished(counts: str, day: str, branch: str) -> str:
    """`Geschäftsstelle Mitte, Mo 23.11.2026: 24 neu.`"""
    return f"{branch}, {day}: {counts}."


def parsed_problem(row: int, booking_number: str | None, start: str | None, concern: str | None, why: str) -> str:
    """A row that could not be stored, found again by its number: `Zeile 12, B-70001, 09:00, Umzugswunsch: …`."""
    parts = [f"Zeile {row}" if row else "", booking_number or "", start or "", concern or ""]
    return f"{', '.join(part for part in parts if part)}: {why}"
