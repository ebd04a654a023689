"""What the help says beside the keys: what each screen is for, and what the signs mean."""

from collections.abc import Sequence

HELP = "Hilfe"
HELP_LEGEND = "Zeichen"
LEGEND: Sequence[tuple[str, str]] = (
    ("●", "ist da und wartet"),
    ("►", "im Gespräch oder am Telefon"),
    ("○", "gebucht, noch nicht da"),
    ("▲", "braucht Aufmerksamkeit: ohne Platz, ohne Nummer, offen geblieben, vermutlich storniert"),
    ("√", "erledigt"),
    ("■", "zu Ende ohne Gespräch; ganz links in der Zeile: markiert"),
    ("▌", "hier steht der Zeiger"),
    ("*", "gerade an einem anderen Arbeitsplatz geändert"),
    ("NOTF", "Notfall: geht vor"),
    ("—", "kein Serviceplatz"),
)
ABOUT_TODAY = (
    "Der Tag einer Geschäftsstelle, nach Uhrzeit. Jede Taste wirkt auf die Zeile unter dem Zeiger oder auf alle "
    "markierten. Nach jeder Änderung steht unten, was geschah; u nimmt sie zurück. Die Zahlen oben gelten immer "
    "für alle Zeilen, auch wenn ein Filter welche verbirgt."
)
ABOUT_RECORD = (
    "Alles über einen Termin: Person, Anliegen, Ablauf, Notizen und der Verlauf, das Neueste zuerst. Hier stehen "
    "volle Angaben, bitte nicht herumdrehen: Dafür ist F8 da. u nimmt die jüngste Änderung an diesem Termin zurück."
)
ABOUT_SEARCH = (
    "Sucht in allen gespeicherten Tagen und in den Rückrufen nach Name, Nummer, Telefon, Anliegen. Alle "
    "getippten Wörter müssen vorkommen; Umlaute gehen auch als ae, oe, ue. Enter springt zum Termin an seinem Tag "
    "oder öffnet den Rückruf."
)
ABOUT_IMPORT = (
    "Liest eine Buchungsliste (.xlsx) ein. Erst zeigt die Vorschau, was sich ändern würde; gespeichert wird nur mit "
    "F2. Was hier schon bearbeitet ist, bleibt. Danach wird die Datei gelöscht, außer Sie behalten sie ({key})."
)
ABOUT_COLUMNS = (
    "Was bedeutet welche Spalte der Datei? Erst die Spalte wählen, dann das Feld. Die Liste wird damit neu gelesen; "
    "gespeichert wird die Zuordnung mit dem Einlesen und gilt dann auch für die nächsten Listen."
)
ABOUT_DRAFTS = (
    "Formulare, die mit Esc beiseitegelegt wurden. Eine Ziffer oder Enter holt eins zurück, x verwirft es. "
    "Sie stehen nur im Arbeitsspeicher: Beim Beenden gehen sie verloren."
)
ABOUT_PALETTE = (
    "Jeder Befehl mit seiner Taste. Tippen grenzt ein, Enter führt aus. "
    "Gefunden wird auch, was in der Erklärung steht."
)
ABOUT_MORNING = (
    "Was am Anfang des Tages wichtig ist: Notfälle, Telefontermine ohne Nummer, Termine ohne Platz, Hinweise auf "
    "Sprachmittlung, was von gestern offen ist. Enter springt zur Zeile."
)
ABOUT_FORM = (
    "Ein Formular: F2 speichert, Esc legt es beiseite, F6 holt es zurück. "
    "Was fehlt oder nicht stimmt, steht unter dem Feld."
)
ABOUT_CHOICE = "Eine Auswahl: Eine Ziffer oder Enter nimmt einen Eintrag, Esc geht zurück, ohne etwas zu ändern."
