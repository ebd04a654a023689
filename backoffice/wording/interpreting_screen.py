"""What the screen *Sprachmittlung* says: columns, views, counts, how an order stands, and why a key does not fit."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from backoffice.domain.clock import BREMEN, hhmm
from backoffice.domain.languages import SIGNED
from backoffice.wording.interpreting import AGAINST, GLYPH, KIND, MATTER
from backoffice.wording.labels import WEEKDAY_SHORT
from backoffice.wording.languages import name as language
from backoffice.wording.plan_words import day_short, week

VIEWS: Mapping[str, str] = {"to_do": "zu tun", "confirmed": "bestätigt", "week": "Woche"}

_NARROW: Mapping[str, str] = {SIGNED: "DGS", "hbs": "BKS", "pes": "Farsi", "kmr": "Kurmandschi", "ckb": "Sorani"}
"""What is too long for a column, as people call it, too."""

COLUMN_WHEN, COLUMN_LANGUAGE, COLUMN_WAY, COLUMN_WHO = "wann", "Sprache", "Weg", "Sprachmittlung"

EMPTY: Mapping[str, str] = {
    "to_do": "Hier ist nichts zu tun. d auf einem Termin (1 Heute) bestellt eine Sprachmittlung; → zeigt, was "
    "bestätigt ist.",
    "confirmed": "Für heute und später ist nichts bestätigt. ← zeigt, was zu tun ist, → die Woche.",
    "week": "In dieser Woche ist nichts bestellt, und hier dolmetscht niemand: n zeigt die Liste.",
}
NOTHING_ORDERED = "nichts bestellt"
EMPTY_LANGUAGE = "Für diese Sprache ist in dieser Woche nichts bestellt. Esc zeigt wieder alle Sprachen."
READ_FAILED = "Die Sprachmittlungen ließen sich nicht lesen. F5 versucht es noch einmal."
LOADING = "Die Sprachmittlungen werden gelesen …"
ABOUT = (
    "Wo jemand dolmetschen soll. Unter „zu tun“ steht oben, was drängt: ausgefallen, noch niemand, ohne Antwort, "
    "abzusagen, Ergebnis fehlt. ← → wechselt zu „bestätigt“ und zur Woche; dort zählt jede Zeile die Bestellungen "
    "einer Sprache und wie viele Sprachmittelnde an dem Tag überhaupt Zeit haben, Enter zeigt die Bestellungen. "
    "Fällt jemand aus, schulden wir der Person eine neue Zusage."
)
ABOUT_CONFIRM = "Wer zugesagt hat, nach Funktion, nicht mit Namen. F2 bestätigt."
ABOUT_RESULT = "Wie lange gedolmetscht wurde; vorbelegt ist die Dauer des Gesprächs. 2 trägt ein, dass niemand kam."
SORTED: Mapping[str, str] = {
    "given": "Was zuerst zu tun ist, steht oben.",
    "time": "Nach Tag und Uhrzeit sortiert.",
    "language": "Nach Sprache sortiert.",
}
SORTED_WEEK = "Sprachen mit Bestellungen stehen oben."
SORTED_NAMES = "Nach dem Namen der Sprache sortiert."

MOVED_MARK = "verlegt"
LEAVES_MARK, CANNOT_MARK = "geht vorher", "kann nicht"

# -- details --
PAIR_WHEN, PAIR_WAY, PAIR_WHO, PAIR_CONTACT, PAIR_DIAL = "wann", "Weg", "Wer", "Kontakt", "Einwahl"
PAIR_LANGUAGE, PAIR_COST, PAIR_ASKED, PAIR_ANSWERED, PAIR_AGREED = (
    "Sprache",
    "Kosten",
    "angefragt",
    "Antwort",
    "Zusage",
)
PAIR_NEEDED, PAIR_REFUSED, PAIR_REASON, PAIR_TOLD, PAIR_MINUTES = "gesucht", "abgesagt", "Grund", "weiß es", "Dauer"
PAIR_NOTED = "gemeldet"
PAIR_FREE, PAIR_ORDERED = "Zeit", "bestellt"
WAS = "war {when}: neu anfragen"
LEAVES = "▲ verlässt uns am {day}"
CANNOT = "▲ {why}: bitte jemand anderes suchen (d)"
NOBODY = "noch niemand angefragt"
SAID_NO = "abgesagt: {names}"
TO_BE_TOLD = "bitte absagen"
OWES = "neue Zusage fehlt: d r v"
HAVE_TIME = "Zeit haben {days}"
MINUTES = "{count} Minuten"

# -- keys --
CONFIRM_TITLE, RESULT_TITLE, SHEET_TITLE = "Bestätigen", "Ergebnis", "Anfrageblatt"
DECLINED_TITLE, FAILED_TITLE, CANCEL_TITLE, TOLD_TITLE = "Abgesagt", "Ausgefallen", "Abbestellen", "Abgesagt an"
FIELD_AGREED_WITH, FIELD_DIAL = "Zugesagt hat", "Einwahl"
PLACEHOLDER_AGREED_WITH = "nach Funktion, zum Beispiel: {usual}"
PLACEHOLDER_DIAL = "Nummer oder Video-Raum"
FIELD_RESULT, FIELD_MINUTES, FIELD_WHY, FIELD_TOLD_TO = "Ergebnis", "Minuten", "Grund", "Gesagt an"
RESULTS: Mapping[str, str] = {"attended": "hat stattgefunden", "failed": "ausgefallen"}
PLACEHOLDER_DECLINED = "warum nicht, wenn bekannt; leer geht auch"
PLACEHOLDER_FAILED = "zum Beispiel: nicht erschienen, Leitung tot"
PLACEHOLDER_CANCEL = "wem gesagt, nach Funktion; leer: noch niemandem"
PLACEHOLDER_TOLD = "nach Funktion, zum Beispiel: Disposition, Anrufbeantworter"
AGREED_USUALLY: Mapping[str, str] = {
    "person": "selbst",
    "colleague": "selbst",
    "agency": "Disposition",
    "hotline": "Leitstelle",
}
"""Who says yes as a rule, by who it is: the example in the empty field."""

NEGATIVE_TITLE = "Nein …"
DECLINED, FAILED, CANCEL, TOLD, NOT_NEEDED = (
    "hat abgesagt …",
    "ausgefallen …",
    "abbestellen …",
    "Absage weitergegeben an …",
    "nicht nötig",
)
HINT_DECLINED = "wer als Nächstes kann, wird gleich gezeigt"
HINT_FAILED = "niemand kam, die Leitung blieb tot"
HINT_CANCEL = "es wird weiter jemand gebraucht"
HINT_TOLD = "die Abbestellten wissen es"
HINT_NOT_NEEDED = "für diesen Termin braucht es niemanden"
NOBODY_ASKED = "noch niemand bestellt"
NOT_ASKED_COMPANION = "eine Begleitperson wurde nicht angefragt"
NOBODY_WAITS = "hier ist niemandem abzusagen"
SETTLED_ALREADY = "schon erledigt"

AFTER_FAILURE = "d bestellt neu, r sagt einen Rückruf zu, v verlegt."
FAILED_ALREADY = f"Hier ist jemand ausgefallen, und es fehlt eine neue Zusage: {AFTER_FAILURE}"
NOTHING_SELECTED = "Hier ist keine Sprachmittlung ausgewählt."
ONE_EACH = "Das geht nur für eine Sprachmittlung: bitte einzeln, ohne Markierung."
ONE_AGENCY = "Mehrere auf einmal lassen sich nur bestätigen, wenn alle bei derselben Stelle angefragt sind."
OPEN_LANGUAGE = "Enter zeigt die Bestellungen dieser Sprache; dort gelten die Tasten."
WEEK_NEEDS_ROOM = "Neben einer Woche haben die Einzelheiten erst ab 120 Spalten Platz; Enter zeigt die Bestellungen."
NO_MARKS = "Markieren lässt sich eine Bestellung, keine Sprache: Enter zeigt sie."
ONLY_WEEK = "Tage und Wochen stehen in der Ansicht Woche: → geht dorthin."
ASK_FIRST = "Hier ist noch niemand angefragt: d bestellt."
CONFIRMED_ALREADY = "Diese Sprachmittlung ist schon {status}."
AHEAD = "Der Einsatz beginnt erst {when}. Fällt er aus: x 2."
NO_RESULT = "Hier ist nichts einzutragen: Die Sprachmittlung ist {status}."
NOTHING_NEGATIVE = "Diese Sprachmittlung ist erledigt; u nimmt eine Änderung zurück."
COPY_CONTACT, COPY_SHEET = "Kontakt der Sprachmittlung", "Anfrageblatt für eine Mail"
NO_NUMBER_HERE = "die Nummer der Person steht im Termin"
COPIED_CONTACT, COPIED_SHEET = "Kontakt kopiert: {text}", "Anfrageblatt kopiert: ohne Namen und Nummern."
ELSEWHERE: Mapping[str, str] = {
    "b": "Begonnen wird auf dem Termin (1 Heute); hier trägt e ein, wie lange gedolmetscht wurde.",
    "t": "Einen Folgetermin bucht t auf dem Termin (1 Heute); v verlegt ihn.",
    "z": "Wer zuständig ist, zeigt z auf dem Termin (1 Heute).",
    "w": "Zugewiesen werden Termine (1 Heute); Bestellungen macht die ganze Geschäftsstelle.",
    "i": "Notizen gehören zum Termin (1 Heute); Enter zeigt ihn.",
    "f": "Angaben zur Person ändert f auf dem Termin (1 Heute); wer dolmetscht, pflegt n.",
    "m": "Wer wann dolmetschen kann, zeigt d; warum ein Termin keinen Platz hat, m dort (1 Heute).",
    "p": "Einen Platz gibt p auf dem Termin (1 Heute).",
}

SHOW_ORDERS = "Bestellungen"

# -- the sheet --
ABOUT_SHEET = (
    "Was die Agentur wissen muss, ohne Namen und Nummern von Kund:innen. 1 oder F2 speichert es als Excel-Datei und "
    "öffnet sie, 2 als Text. Am Tag nach dem Termin löscht das Programm die Datei von selbst."
)
AS_XLSX, AS_TEXT = "als Excel-Datei speichern und öffnen", "als Text speichern und öffnen"
HINT_XLSX = "als Excel öffnen"
ONLY_TWO = "Hier gibt es nur 1 (Excel) und 2 (Text)."


def agreed_usually(provider: str | None) -> str:
    """Who says yes as a rule, by what kind of provider it is; None: of several or of nobody known."""
    return AGREED_USUALLY.get(provider or "", AGREED_USUALLY["agency"])


def several(count: int, said: str) -> str:
    """What was done to several marked orders."""
    return f"{count} Sprachmittlungen: {said}"


def of_view(view: str, *, here: bool) -> str:
    """`‹zu tun›` where it is the one that is shown."""
    return f"‹{VIEWS[view]}›" if here else VIEWS[view]


def heading(view: str, day: date, code: str | None) -> str:
    """What is shown: `zu tun`, `KW 48`, `KW 48, Tigrinya`."""
    if view != "week":
        return VIEWS[view]
    return f"{week(day)}, {spoken(code)}" if code else week(day)


def spoken(code: str) -> str:
    """A language as a narrow column says it."""
    return _NARROW.get(code) or language(code)


def in_full(code: str, dialect: str) -> str:
    """The language and the dialect that is wanted."""
    return f"{language(code)}, {dialect}" if dialect else language(code)


def way(kind: str | None) -> str:
    """How somebody interprets; a dash where nobody is ordered."""
    return KIND[kind] if kind else "—"


def at(day: date, start: int, today: date) -> str:
    """`heute 10:00`, `Di 24.11. 10:00`."""
    return f"{'heute' if day == today else day_short(day, today)} {hhmm(start)}"


def stand(matter: str) -> str:
    """`▲ noch niemand`: what is to be done, in word and mark."""
    return f"{GLYPH[matter]} {MATTER[matter]}"


def marked(glyph_of: str, word: str) -> str:
    """Another word behind the mark of a matter."""
    return f"{GLYPH[glyph_of]} {word}"


def since(moment: datetime, now: datetime) -> str:
    """How long ago, as briefly as a column needs it: `5 min`, `3 h`, `2 T`."""
    minutes = max(0, int((now - moment).total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} T"


def ago(moment: datetime, now: datetime) -> str:
    """The same in a sentence: `eben`, `vor 5 min`, `vor 3 h`, `vor 2 Tagen`."""
    if (now - moment).total_seconds() < 60:
        return "eben"
    short = since(moment, now)
    return f"vor {short.removesuffix(' T')} Tagen" if short.endswith(" T") else f"vor {short}"


def noted(moment: datetime, now: datetime, function: str) -> str:
    """When something was noted, and by which function: `08:10 (vor 3 h), EZ-M1`."""
    local = moment.astimezone(BREMEN)
    clock = f"{local:%H:%M}" if local.date() == now.astimezone(BREMEN).date() else f"{local:%d.%m. %H:%M}"
    return ", ".join(part for part in (f"{clock} ({ago(moment, now)})", function) if part)


def asked_since(moment: datetime, now: datetime) -> str:
    """`angefragt vor 3 h`."""
    return f"angefragt {ago(moment, now)}"


def refusals(found: Iterable[tuple[str, str]]) -> str:
    """Who said no, and why: a line each."""
    return "\n".join(f"{name}: {reason}" if reason else name for name, reason in found)


# -- the week --


def day_heading(day: date) -> str:
    """`Mo 23.11.`."""
    return f"{WEEKDAY_SHORT[day.weekday()]} {day:%d.%m.}"


def cell(orders: int, open_: int, free: int | None, *, tight: bool) -> str:
    """A language on a day: `2 · 1 offen`, `2 · frei 3`, `frei 3`, a dash where nobody has time or it is over."""
    dot = "·" if tight else " · "
    if orders and open_:
        return f"{orders}{dot}{open_} offen"
    time = f"frei {free}" if free else ""
    if orders:
        return f"{orders}{dot}{time}" if time else str(orders)
    return time or "—"


def free_by_day(days: Sequence[tuple[date, int | None]]) -> str:
    """`Mo 3, Di 2, Mi 0`; days that are over are left out."""
    return ", ".join(f"{WEEKDAY_SHORT[day.weekday()]} {free}" for day, free in days if free is not None)


def counted(orders: int, open_: int) -> str:
    """`3 bestellt, 1 offen`."""
    if not orders:
        return NOTHING_ORDERED
    return f"{orders} bestellt, {open_} offen" if open_ else f"{orders} bestellt"


def in_week(start: int, name: str, kind: str | None, stood: str) -> str:
    """`10:00 Kowa…, M., vor Ort: ○ ohne Antwort 3 h`."""
    how = f", {KIND[kind]}" if kind else ""
    return f"{hhmm(start)} {name}{how}: {stood}"


def cannot(why: str) -> str:
    """Why whoever was asked cannot keep it any more: `▲ ist dann nicht zu haben: bitte jemand anderes suchen (d)`."""
    return CANNOT.format(why=AGAINST[why])
