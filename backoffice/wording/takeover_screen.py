"""What the screen *Terminübernahmen* says: columns, counts, how a request stands, and why a key does not fit."""

from collections.abc import Iterable
from datetime import date, datetime

from backoffice.domain.clock import BREMEN, hhmm
from backoffice.domain.takeovers import Stand
from backoffice.wording.labels import briefly
from backoffice.wording.plan_words import day_short

COLUMN_WHO, COLUMN_BOOKED = "wer", "Termin"

COUNT_DECIDE = "von uns zu entscheiden"
COUNT_LEFT = "hier zu klären"
COUNT_WAITING = "angefragt"

EMPTY = (
    "Keine Anfrage: Hier steht, was andere Geschäftsstellen von uns übernehmen sollen und was wir angefragt haben. "
    "z auf einem Termin (1 Heute) fragt an."
)
READ_FAILED = "Die Terminübernahmen ließen sich nicht lesen. F5 versucht es noch einmal."
LOADING = "Die Terminübernahmen werden gelesen …"
SORTED_BY_URGENCY = "Was zu entscheiden ist, steht oben."
SORTED_BY_ASKED = "Nach Anfrage sortiert: Die neueste steht oben."
ABOUT_TAKEOVERS = (
    "Termine, die bei der falschen Geschäftsstelle gebucht sind. ← heißt: Eine andere fragt uns; → heißt: Wir fragen "
    "sie. Oben steht, was wir entscheiden, die kürzeste Frist zuerst. Bis jemand Ja sagt, bleibt der Termin dort, wo "
    "die Person ist; läuft die Frist ab, wird er dort geklärt."
)
ABOUT_ACCEPT = (
    "Freie Zeiten hier für diesen Termin, so lang wie gebucht. Ist die gebuchte oder gewünschte Zeit frei, steht sie "
    "oben. Eine Ziffer wählt und merkt vor, F2 übernimmt: Erst dann ist der Termin bei uns. Art „telefonisch“ heißt: "
    "Wir rufen an."
)

# -- details --
PAIR_DEADLINE = "Frist"
PAIR_ASKS = "Anfrage"
PAIR_FRONT_DESK = "Telefon"
PAIR_WHY = "Grund"
PAIR_BOOKED = "gebucht"
PAIR_WAITS = "Person"
PAIR_WISH = "Wunsch"
PAIR_LANGUAGE = "Sprache"
PAIR_ANSWER = "Antwort"
PAIR_AGREED = "Zusage"
PAIR_PROMISED = "Neu"
PAIR_TELL = "Sagen Sie"
PAIR_TICKET = "Rückruf"
PAIR_FREE = "Frei hier"
WAITS_THERE, WAITS_HERE, NOT_WAITING = "wartet dort", "wartet hier", "wartet nicht vor Ort"
NO_PHONE = "ohne Telefonnummer"
NOTHING_FREE = "nichts frei"
LOOKING = "wird gesucht …"
REQUEST_TITLE = "Anfrage zur Terminübernahme"

# -- keys --
ACCEPT_TITLE, DECLINE_TITLE = "Übernehmen", "Ablehnen"
CALL_TITLE, TIME_TITLE = "Rückruf zusagen", "Termin zusagen"
HINT_ACCEPT = "übernehmen"
TAKEN_HERE = "Gefragt ist diese Geschäftsstelle: Übernommen wird hier, x lehnt ab."
SAME_TIME = "Die gebuchte Zeit ist hier frei: 1 wählt sie."
WISHED_TIME = "Die gewünschte Zeit ist hier frei: 1 wählt sie."
NEGATIVE_TITLE = "Nein …"
DECLINE = "ablehnen …"
HINT_DECLINE = "mit Grund; es wird dort geklärt"
PROMISE_CALL = "Rückruf zusagen …"
HINT_PROMISE_CALL = "ein Team von hier ruft an"
PROMISE_TIME = "Termin zusagen …"
HINT_PROMISE_TIME = "hier, später; heute wird es dort geklärt"
DEADLINE_OVER = "die Frist ist abgelaufen"
ANSWERED = "schon beantwortet"
PROMISED_ALREADY = "es ist schon etwas zugesagt"
PLACEHOLDER_DECLINE = "zum Beispiel: Wir sind nicht zuständig, weil …"

NO_NUMBER_HERE = "die Nummer der Person steht im Termin"
NOTHING_SELECTED = "Hier ist keine Anfrage ausgewählt."
ONE_EACH = "Jede Anfrage braucht ihre eigene Antwort: bitte einzeln, ohne Markierung."
ONLY_CONFIRMED = "Mehrere auf einmal lassen sich nur bestätigen, wenn sie telefonisch vereinbart sind."
ON_APPOINTMENTS = "Das geht auf einem Termin (1 Heute); hier stehen Anfragen zwischen Geschäftsstellen."
PROMISE_WITH = "Statt zu übernehmen, sagt x hier einen Rückruf oder einen Termin zu."
ASK_WITH = "Angefragt wird auf einem Termin: 1 geht zu Heute, dort fragt z."
NEW_ELSEWHERE = "n legt auf Heute (1) und unter Rückrufe (2) Neues an."
NOT_OURS_TO_ACCEPT = "Annehmen kann nur {other}; e trägt ein, wenn es hier geklärt ist."
LAPSED_HERE = "Die Frist ist um {when} abgelaufen: Der Termin bleibt dort. x sagt einen Rückruf oder Termin zu."
ENDED_THERE = "Der Termin ist dort schon beendet: Es ist nichts mehr zu übernehmen."
ANSWERED_ALREADY = "Diese Anfrage ist schon beantwortet: {stand}."
NOT_OURS_YET = "Der Termin ist noch bei {other}; a übernimmt ihn."
NOT_OURS = "Der Termin ist bei {other}."
NO_OUTCOME_LEFT = "Dieser Termin ist hier schon beendet; Enter zeigt ihn."
MOVE_OWN = "Verlegt wird auf Heute (1); Enter zeigt den Termin."
NOTHING_TO_SHOW = "F8 zeigt groß, was eine andere Geschäftsstelle der Person hier zugesagt hat."
CALLS_YOU = "Sie werden von dort angerufen."


def about(*named: str) -> str:
    """A title: `Übernehmen · Geschäftsstelle Mitte · Kowa…, M.`."""
    return " · ".join(part for part in named if part)


def several(count: int, said: str) -> str:
    """What was done to several marked requests."""
    return f"{count} Anfragen: {said}"


def who(name: str, *, incoming: bool) -> str:
    """Who asks whom: `← von Mitte`, `→ an Nord`."""
    return f"← von {briefly(name)}" if incoming else f"→ an {briefly(name)}"


def asks(name: str, function: str, *, incoming: bool) -> str:
    """The same in a sentence, and by whom: `Geschäftsstelle Mitte fragt uns (EZ-M1)`."""
    said = f"{name} fragt uns" if incoming else f"wir fragen {name}"
    return f"{said} ({function})" if function else said


def left(expires_at: datetime, now: datetime) -> str:
    """`noch 12 min`, `noch 3 h`: a minute that has begun counts."""
    minutes = minutes_left(expires_at, now)
    return f"noch {minutes} min" if minutes < 120 else f"noch {minutes // 60} h"


def minutes_left(expires_at: datetime, now: datetime) -> int:
    """Minutes until an instant, the one that has begun with them; 0: it is over."""
    return max(0, -int(-(expires_at - now).total_seconds() // 60))


def clock(moment: datetime | None, today: date) -> str:
    """`09:15`; of another day `20.11.`; empty where there is none."""
    if moment is None:
        return ""
    local = moment.astimezone(BREMEN)
    return f"{local:%H:%M}" if local.date() == today else f"{local:%d.%m.}"


def deadline(expires_at: datetime, now: datetime) -> str:
    """`bis 09:30 (noch 12 min)`."""
    return f"bis {expires_at.astimezone(BREMEN):%H:%M} ({left(expires_at, now)})"


def booked(day: date, start: int, channel: str, today: date) -> str:
    """In the list: `09:00 pers.`; of another day `24.11. 09:00`."""
    return f"{hhmm(start)} {channel}".rstrip() if day == today else f"{day:%d.%m.} {hhmm(start)}"


def wish(day: date | None, start: int | None, today: date) -> str:
    """When the person would like it: `heute 10:00`, `Di 24.11.`, `14:00`; empty: nothing was said."""
    named = "" if day is None else "heute" if day == today else day_short(day, today)
    return " ".join(part for part in (named, "" if start is None else hhmm(start)) if part)


def parts(*said: str) -> str:
    """`09:03, EZ-M1`; what is empty is left out."""
    return ", ".join(part for part in said if part)


def free(times: Iterable[tuple[date, int]], today: date) -> str:
    """The first free times, a line each day: `heute 09:15, 09:35` and `Di 24.11. 08:00`."""
    days: dict[date, list[str]] = {}
    for day, start in times:
        days.setdefault(day, []).append(hhmm(start))
    lines = [f"{'heute' if day == today else day_short(day, today)} {', '.join(at)}" for day, at in days.items()]
    return "\n".join(lines) or NOTHING_FREE


LIST_STAND = {
    Stand.LAPSED: "abgelaufen",
    Stand.ACCEPTED: "übernommen",
    Stand.DECLINED: "abgelehnt",
    Stand.WITHDRAWN: "zurückgezogen",
}
CONFIRM = "zu bestätigen"
AGREED = "vereinbart"
OVER_HERE, OVER_THERE = "hier beendet", "dort beendet"
CALL_PROMISED, TIME_PROMISED = "Rückruf zugesagt", "Termin zugesagt"
STILL_OPEN = "offen"
