"""What the check of the plan says on the screen: its list, its form, and the question before a change (D31)."""

from datetime import date

from backoffice.wording.plan_words import day_short

TITLE = "Plan prüfen"
ABOUT = (
    "Was der Plan der nächsten Wochen nicht einhält: vier Tage je Woche, ein Tag bis 18:00 mit reservierten Zeiten, "
    "Buchungsstopp nur am Monatswechsel und höchstens drei Tage, Pflichtanliegen, freie Zeiten. Unter der Liste "
    "steht, was hilft. Was eine Regel bricht, braucht vorher eine Abstimmung mit GBL 2 oder der Bereichsleitung: "
    "a oder Enter trägt ein, mit wem und wann, oder als Aufgabe, sie nachzuholen. u nimmt das zurück."
)
ALL_WELL = "Der Plan hält in diesen Wochen die Regeln ein."
COLUMN_STAND, COLUMN_WHEN, COLUMN_WHAT, COLUMN_CURE = "Abstimmung", "Wann", "Was", "Hilft"
HINT_AGREE = "abgestimmt"
HELPS = "Hilft: {cures}."
NOTED = "Notiz: {note}"
NOTED_BY = "eingetragen von {function}"
HINT_ONLY = "Das ist ein Hinweis: Hier ist nichts abzustimmen."
KNOWN = "Das ist schon abgestimmt."
NOBODY_MAY = "Dafür braucht es das Recht der Serviceplatzgruppen-Leitung."
NOTHING_HERE = "Hier steht nichts."

# -- the form --
FORM_TITLE = "Abstimmung"
BREAKS_TITLE = "Das bricht eine Regel"
FIELD_UNIT = "Abgestimmt mit"
LATER, LATER_HINT = "noch niemandem", "als Aufgabe: Abstimmung nachholen"
FIELD_DAY = "Am"
FIELD_NOTE = "Notiz"
PLACEHOLDER_NOTE = "kurz, ohne Namen von Personen"
NOT_CHANGED = "Am Plan ist nichts geändert."
KEPT = "Am Plan ist nichts geändert; F6 holt das Formular zurück."


def summary(first: date, last: date, missing: int, owed: int) -> str:
    """Above the list: `Mo 23.11. bis So 20.12.: 2 Abstimmungen fehlen, 1 Aufgabe ist offen.`"""
    parts = [_count(missing, "Abstimmung fehlt", "Abstimmungen fehlen")] if missing else []
    parts += [_count(owed, "Aufgabe ist offen", "Aufgaben sind offen")] if owed else []
    return f"{day_short(first)} bis {day_short(last)}: {', '.join(parts) or 'Abzustimmen ist nichts'}."


def line(missing: int) -> str:
    """The quiet line on the plan; empty where nothing is to be agreed."""
    if not missing:
        return ""
    return (
        f"▲ {_count(missing, 'Abstimmung', 'Abstimmungen')} zum Plan der nächsten Wochen: y nennt sie und was hilft."
    )


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
