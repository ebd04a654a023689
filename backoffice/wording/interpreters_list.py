"""The list of interpreters and services on the screen, and its forms (D47)."""

from collections.abc import Iterable

TITLE = "Sprachmittelnde und Dienste"
HELP = "Zeigt, wer welche Sprache mittelt, wie, wo und wann; hier wird es auch gepflegt."
ABOUT = (
    "Wer dolmetscht: Personen, Agenturen, Hotlines und Kolleg:innen. / sucht nach Sprache, Name, Weg und "
    "Geschäftsstelle. Unter der Liste steht alles zu der Zeile unter dem Zeiger. Enter trägt Zeiten und "
    "Abwesenheiten ein, ohne Grund. Ändern darf die Standort-Administration, was ihre Geschäftsstelle pflegt, und "
    "die Administration alles. Was schon bestellt ist, fällt nie von selbst weg: Es steht dann mit ▲ hier."
)
LOADING = "Wird gelesen …"
EMPTY = "Noch ist niemand eingetragen. n trägt jemanden ein."
NAME, PROVIDER, LANGUAGES, WAYS, NOTICE, HOURS = "Name", "Wer", "Sprachen", "Wege", "Vorlauf", "Zeiten"
PHONE_SHORT, VIDEO_SHORT, SITE_SHORT = "Tel.", "Video", "vor Ort"
GONE_SHOWN = "Jetzt steht auch hier, wer nicht mehr da ist."
GONE_HIDDEN = "Wer nicht mehr da ist, steht nicht mehr hier."
NOTHING_TO_UNDO = "Hier ist nichts geändert worden, was sich zurücknehmen ließe."
NOBODY_HERE = "Hier steht niemand. / ändert die Suche, n trägt jemanden ein."
MAY_NOT_ADD = "Eintragen dürfen die Standort-Administration für ihre Geschäftsstelle und die Administration."
BEYOND = "▲ Neu zu klären"
LAST_DAY = "▲ Letzter Tag"

TIMES = "Zeiten …"
CHANGE, WEEK, DAY, AWAY, REMOVE, LEAVE = (
    "Angaben ändern", "Woche", "Einzelner Tag", "Abwesend", "Zeit wegnehmen", "Letzter Tag",
)  # fmt: skip
WEEK_HINT, DAY_HINT, AWAY_HINT, LEAVE_HINT = (
    "gilt jede Woche ab einem Tag", "statt der Woche", "Tage oder Stunden, ohne Grund", "eintragen oder aufheben",
)  # fmt: skip
NO_TIMES = "Es ist keine Zeit eingetragen."
REMOVE_TITLE = "Welche Zeit fällt weg?"

NEW_TITLE = "Neu: Sprachmittlung"
PLACEHOLDER_LANGUAGES = "Tigrinya, Arabisch: irakisch"
PLACEHOLDER_BRANCHES = "leer: für alle"
PLACEHOLDER_NOTICE = "sofort, 30 min, 2 Tage"
PLACEHOLDER_WEEK = "mo-mi 8-12, do 13-18; leer: auf Anfrage"
PLACEHOLDER_ONE_DAY = "leer: nur dieser Tag"
PLACEHOLDER_FROM, PLACEHOLDER_UNTIL = "leer: ganztags", "leer: bis zum Ende des Tages"
PLACEHOLDER_STAYS = "leer: bleibt auf Dauer"
FIELD_WEEK, FIELD_SINCE, FIELD_DAY, FIELD_FIRST, FIELD_LAST, FIELD_START, FIELD_END, FIELD_LAST_DAY = (
    "Woche", "gilt ab", "Tag", "Von Tag", "Bis Tag", "Von", "Bis", "Letzter Tag",
)  # fmt: skip
NO_REASON = "Ein Grund wird nicht gefragt und nicht gespeichert. Bestellungen in dieser Zeit bleiben stehen."
ENDS_BEFORE = "Was bisher galt, endet am Tag davor."
LISTED = "Was nach diesem Tag bestellt ist, bleibt stehen und wird hier aufgelistet."


def may_not_change(name: str, keeper: str) -> str:
    """Why somebody else keeps an entry."""
    whose = f"die Standort-Administration dort ({keeper})" if keeper else "die Administration für das ganze Haus"
    return f"„{name}“ pflegt {whose}."


def titled(what: str, name: str) -> str:
    """What a form is about: `Abwesend · Selam Wolkenstein`."""
    return f"{what} · {name}"


def told(parts: Iterable[tuple[str, str]]) -> str:
    """Labels and values in one line: `Vorlauf: 2 h · Zu wählen: 030 …`."""
    return " · ".join(f"{label}: {value}" if label else value for label, value in parts if value)


def undone(name: str, what: str) -> str:
    """What was taken back: `Selam Wolkenstein: zurückgenommen (Abwesenheit eingetragen).`"""
    return f"{name}: zurückgenommen ({what.rstrip('.')})."
