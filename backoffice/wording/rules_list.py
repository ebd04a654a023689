"""The list of the rules of responsibility in words (D43)."""

TITLE = "Regeln der Zuständigkeit"
HELP = "Zeigt, nach welchen Regeln die Zuständigkeit gesucht wird, und durchsucht sie."
ABOUT = (
    "Nach diesen Regeln nennt z die zuständige Geschäftsstelle: der kleinere Rang zuerst, Regeln eines Ranges gelten "
    "gleich viel. Was eine Regel nennt, muss alles zutreffen. Sie ist ein Hinweis, entscheiden muss ein Mensch. "
    "Eingelesen werden sie aus einer Excel- oder CSV-Datei mit backoffice responsibility import; backoffice "
    "responsibility check nennt Lücken und Überschneidungen."
)
FIELD = "Straße, PLZ, Geschäftsstelle oder Hinweis"
LOADING = "Die Regeln werden gelesen …"
EMPTY = "Es gibt noch keine Regeln. Die Administration liest sie ein mit backoffice responsibility import DATEI."
RANK, RULE, BRANCH, TEAM, NOTE = "Rang", "Regel", "Geschäftsstelle", "Team", "Hinweis"


def count(shown: int, of: int) -> str:
    """How many of all are shown: `3 von 42`."""
    return f"{shown} von {of}" if shown else ""


def nothing_found(text: str) -> str:
    """No rule says so."""
    return f"Keine Regel zu „{text}“. Weniger Wörter finden mehr; ohne Wort stehen alle da."


def leads_to(where: str, rank: int, line: int) -> str:
    """Where a rule leads, and where it stands in its file: `→ Geschäftsstelle Nord · Rang 10 · Zeile 12`."""
    return f"→ {where} · Rang {rank} · Zeile {line}"
