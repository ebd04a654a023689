"""Booking in words: what was booked and what to say then, why a time cannot be had, what is still to be done."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from backoffice.domain.clock import BREMEN, hhmm
from backoffice.wording import openings
from backoffice.wording.plan_words import day_short, span

if TYPE_CHECKING:  # the search and the slip are not loaded for a program that only starts
    from backoffice.domain.explaining import Explanation, Obstacle

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    # -- the time --
    "time_not_free": (
        "Diese Zeit ist nicht frei",
        "Nicht frei, {explanation}.",
        "Bitte eine andere Zeit wählen; m zeigt zu jeder Wunschzeit, was dagegen steht.",
    ),
    "no_place_free": (
        "Kein Platz frei",
        "Kein Platz frei, {explanation}.",
        "Bitte mit v verlegen oder auf dem Plan (5) einen zusätzlichen Serviceplatz öffnen.",
    ),
    "customer_busy": (
        "Die Person hat da schon einen Termin",
        "Die Person hat am {day} um {start} Uhr schon einen Termin.",
        "Bitte eine andere Zeit wählen, den anderen Termin verlegen oder eine Begründung eintragen.",
    ),
    "nothing_moves": (
        "Da steht er schon",
        "Der Termin ist schon am {day} um {start} Uhr in dieser Gruppe.",
        "Bitte eine andere Zeit wählen; einen Platz gibt p.",
    ),
    "in_past": (
        "Liegt zurück",
        "{day}, {start} Uhr ist schon vorbei.",
        "Bitte eine Zeit ab jetzt wählen; was schon war, trägt „Vorsprache jetzt“ nach.",
    ),
    "too_far": (
        "Zu weit weg",
        "Der {day} ist mehr als zwei Jahre entfernt.",
        "Bitte das Jahr prüfen und einen näheren Tag wählen.",
    ),
    "bad_duration": (
        "Diese Dauer geht nicht",
        "Ein Termin dauert {shortest} bis {longest} Minuten, in Schritten von fünf Minuten; {minutes} geht nicht.",
        "Bitte eine Dauer wie 10, 20 oder 45 eingeben; für längere Gespräche zwei Termine buchen.",
    ),
    "wish_backwards": (
        "Zeitraum verkehrt herum",
        "Der Zeitraum endet, bevor er beginnt.",
        "Bitte „von“ und „bis“ prüfen.",
    ),
    "search_too_long": (
        "Zeitraum zu lang",
        "Mehr als {days} Tage auf einmal werden nicht durchsucht.",
        "Bitte einen kürzeren Zeitraum wählen.",
    ),
    "hold_already": (
        "Es ist schon eine Zeit vorgemerkt",
        "Dieser Arbeitsplatz hat noch {day}, {start} Uhr vorgemerkt.",
        "Bitte diese Zeit buchen oder zurückgeben; nach fünf Minuten ist sie von selbst wieder frei.",
    ),
    # -- what it is for --
    "concern_not_offered": (
        "Wird hier nicht angeboten",
        "„{concern}“ bietet diese Gruppe oder Geschäftsstelle nicht an.",
        "Bitte eine andere Gruppe, eine andere Geschäftsstelle oder ein anderes Anliegen wählen.",
    ),
    "minutes_missing": (
        "Wie lange dauert es?",
        "Das Anliegen steht nicht im Katalog: Es fehlt, wie lange das Gespräch dauert.",
        "Bitte die Minuten eingeben oder ein Anliegen des Katalogs wählen.",
    ),
    "short_without_reason": (
        "Kürzer als angeboten",
        "Dieses Anliegen ist hier mit {minutes} Minuten angeboten; kürzer geht es nur mit Begründung.",
        "Bitte kurz begründen oder die angebotene Dauer nehmen.",
    ),
    "phone_missing": (
        "Telefonnummer fehlt",
        "Für einen telefonischen Termin fehlt die Nummer, unter der wir anrufen.",
        "Bitte nach der Nummer fragen und sie eintragen, oder persönlich buchen.",
    ),
    "name_missing": (
        "Name fehlt",
        "Es fehlt der Familienname.",
        "Bitte den Familiennamen eingeben.",
    ),
    "person_missing": (
        "Für wen?",
        "Es fehlt, für wen der Termin ist.",
        "Bitte den Familiennamen eingeben oder vom Termin der Person aus buchen.",
    ),
    "bad_customer": (
        "Andere Geschäftsstelle",
        "Die Daten dieser Person gehören zu einer anderen Geschäftsstelle.",
        "Bitte vom Termin der Person aus einen Folgetermin buchen: Dann kommen ihre Daten mit.",
    ),
    "of_other_branch": (
        "Andere Geschäftsstelle",
        "Diese Gruppe gehört zu einer anderen Geschäftsstelle: Dorthin lässt sich ein Termin nicht verlegen.",
        "Bitte dort einen Folgetermin buchen oder den Termin dorthin übergeben.",
    ),
    # -- a service point for what is booked --
    "already_over": (
        "Schon zu Ende",
        "Der Termin ist zu Ende (Stand: {status}): Er braucht keinen Platz mehr.",
        "Soll er doch noch stattfinden, bitte erst den Stand ändern.",
    ),
    "has_place": (
        "Hat schon einen Platz",
        "Der Termin hat schon den Platz {place}.",
        "Es ist nichts weiter zu tun.",
    ),
    "no_group": (
        "Keine Gruppe",
        "Für diesen Termin ist keine Serviceplatzgruppe bekannt.",
        "Bitte einen Serviceplatz nennen, der ihn bedient.",
    ),
    "bad_point": (
        "Diesen Serviceplatz gibt es nicht",
        "Der Serviceplatz gehört nicht (mehr) zu dieser Gruppe oder Geschäftsstelle.",
        "Bitte einen anderen Serviceplatz wählen.",
    ),
    # -- the end of a talk, and the booking tool --
    "application_question": (
        "Antrag heute festgehalten?",
        "Es geht um einen Antrag: Wird er heute nicht festgehalten, kann Anspruch verloren gehen.",
        "Bitte angeben: ja, nein oder von der Person nicht gewünscht.",
    ),
    "follow_up_missing": (
        "Folgetermin fehlt",
        "Zum Folgetermin fehlt die Zeit.",
        "Bitte eine freie Zeit wählen, oder den Folgetermin, der schon gebucht ist.",
    ),
    "task_unclear": (
        "Aufgabe unklar",
        "Auf {id} endet die Kennung keiner oder mehrerer offener Aufgaben.",
        "backoffice tasks zeigt sie.",
    ),
    "task_done": (
        "Schon abgehakt",
        "Das ist seit {when} abgehakt.",
        "Es ist nichts weiter zu tun.",
    ),
}

REMEDIES: Mapping[str, str] = {
    "time_not_free": "backoffice slots zeigt, was frei ist; --group nennt eine andere Gruppe.",
    "no_place_free": "backoffice move verlegt ihn; backoffice plan point öffnet einen zusätzlichen Serviceplatz.",
    "customer_busy": "backoffice slots zeigt, was frei ist; mit --reason wird nach einer Begründung gefragt.",
    "nothing_moves": "Bitte eine andere Zeit oder Gruppe nennen; einen Platz gibt backoffice place.",
    "in_past": "backoffice slots zeigt, was frei ist; wer jetzt da ist: backoffice walk-in.",
    "hold_already": "Nach fünf Minuten ist die Zeit von selbst wieder frei.",
    "concern_not_offered": "backoffice plan offers zeigt, was angeboten wird; --branch nennt eine andere.",
    "minutes_missing": "Bitte --minutes angeben oder ein Anliegen des Katalogs nennen (backoffice concern list).",
    "short_without_reason": "Bitte ohne --minutes buchen, oder mit --reason: Dann wird nach der Begründung gefragt.",
    "phone_missing": "Bitte --channel in-person, oder erst die Nummer eintragen: backoffice contact.",
    "bad_customer": "Bitte mit --follow KENNUNG buchen.",
    "no_group": "Bitte mit --point einen Serviceplatz nennen.",
    "bad_point": "backoffice plan show zeigt die Serviceplätze.",
    "of_other_branch": "Bitte dort buchen: backoffice book --follow KENNUNG --branch KÜRZEL.",
    "application_question": "Bitte --application yes (ja), no (nein) oder unwanted (nicht gewünscht) angeben.",
    "follow_up_missing": 'Bitte --follow-up "24.11. 10:00" angeben.',
    "task_done": "backoffice tasks zeigt, was noch offen ist.",
}
"""The way on where the program would name a key."""

ASK: Mapping[str, str] = {
    "override_reason": "Begründung (warum kürzer, oder trotz Buchungsstopp)",
    "documents": "Was ist noch mitzubringen",
}
"""What the line commands ask besides; the names are those of a JSON object on the standard input."""

DONE: Mapping[str, str] = {
    "booked": "Termin gebucht.",
    "follow_up_booked": "Folgetermin gebucht.",
    "moved": "verlegt.",
    "placed": "hat jetzt einen Platz.",
    "held": "vorgemerkt.",
    "otv_task_ticked": "In OTV erledigt.",
}
"""What happened, by the code of the answer; `done` says it with its values."""

HISTORY: Mapping[str, str] = {
    "booked": "Termin gebucht",
    "follow_up_booked": "Folgetermin gebucht",
    "moved": "verlegt",
    "placed": "Platz gegeben",
    "otv_task_ticked": "in OTV abgehakt",
}
TAKES_A_PLACE = frozenset({"booked", "follow_up_booked", "moved", "held", "finished", "ticket_closed"})
"""What may send others to another service point, at the same time (D27), and never changes that of its own."""
MADE_ROOM = "Platz gewechselt, damit ein anderer Termin passt"

CONTINGENT: Mapping[str, str] = openings.CONTINGENT
OTV_TASK: Mapping[str, str] = {"enter": "in OTV nachtragen", "cancel": "in OTV stornieren"}
APPLICATION_KEPT: Mapping[str, str] = {"yes": "ja", "no": "nein", "not_wanted": "nicht gewünscht"}

ENTER_OTV = "▲ Bitte in OTV nachtragen."
CANCEL_OTV = "▲ Bitte in OTV stornieren."

REASON: Mapping[str, str] = {
    "too_early": "vorbei oder zu kurzfristig",
    "outside_wish": "nicht in dieser Suche",
    "no_interpreter": "keine Sprachmittlung frei",
    "no_points": "kein Serviceplatz",
    "closed": openings.CLOSED,
    "taken": "belegt",
    "held": "vorgemerkt",
    "stopped": openings.CLOSURE_KIND["booking_stop"],
    "reserved": "für Berufstätige und Maßnahmen",
    **{kind: CONTINGENT[kind] for kind in ("online", "internal")},
}
"""What stands against a time, by `explaining.Reason`; what is closed says why."""
FREE = "frei"
ALL_POINTS: Mapping[str, str] = {kind: f"alle Plätze {REASON[kind]}" for kind in ("taken", "held")}
"""Said once where it holds for every service point; of the other reasons the word alone says enough."""


# --- what was done ------------------------------------------------------------------------------------------------


def done(code: str, values: Mapping[str, Any]) -> str:
    """The sentence for an answer of these, with what is still to be done for it (D29)."""
    match code:
        case "booked":
            return _with_tasks(f"Termin {_when(values)} gebucht{_where(values)}.", values)
        case "follow_up_booked":
            return _with_tasks(f"Folgetermin {_when(values)} gebucht{_where(values)}.", values)
        case "moved":
            was = f"{day_short(date.fromisoformat(values['from_day']))} {hhmm(values['from_start'])}"
            said = _with_tasks(f"von {was} auf {_when(values)} verlegt{_where(values)}.", values)
            return f"{said}{cancel_otv(values)}"
        case "placed":
            return f"hat jetzt den Platz {values['place']}.{_others(values)}"
        case "held":
            until = datetime.fromisoformat(values["until"]).astimezone(BREMEN)
            return f"vorgemerkt bis {until:%H:%M}."
        case "otv_task_ticked":
            return "In OTV nachgetragen." if values.get("kind") == "enter" else "In OTV storniert."
        case _:
            return DONE.get(code, code)


def follow_up(values: Mapping[str, Any] | None) -> str:
    """What a finish or a closed ticket booked besides: ` Folgetermin Di 24.11. 10:20–10:40 gebucht.`; or nothing."""
    return f" {done('follow_up_booked', values)}" if values else ""


def cancel_otv(values: Mapping[str, Any]) -> str:
    """The task that a given-up time of the booking tool leaves; empty where there is none."""
    return f" {CANCEL_OTV}" if values.get("otv") else ""


def _when(values: Mapping[str, Any]) -> str:
    return f"{day_short(date.fromisoformat(values['day']))} {span(values['start'], values['end'])}"


def _where(values: Mapping[str, Any]) -> str:
    """In which group; at another branch that is named, too."""
    named = [part for part in (values.get("branch"), values.get("group")) if part]
    return f" ({', '.join(named)})" if named else ""


def _others(values: Mapping[str, Any]) -> str:
    count = values.get("moved_others") or 0
    if not count:
        return ""
    who = "Ein anderer Termin wechselt" if count == 1 else f"{count} andere Termine wechseln"
    return f" {who} dafür den Platz, die Zeit bleibt."


def _with_tasks(said: str, values: Mapping[str, Any]) -> str:
    from backoffice.wording.interpreting import GOES_ALONG, TO_TELL
    from backoffice.wording.takeovers import nothing_free

    order = f"{GOES_ALONG.get(values.get('interpreting', ''), '')}{TO_TELL if values.get('to_tell') else ''}"
    return f"{said}{nothing_free(values)}{_others(values)}{f' {ENTER_OTV}' if values.get('online') else ''}{order}"


def say(values: Mapping[str, Any], today: date, *, new: bool = False) -> str:
    """What to say to the customer: `Ihr Termin ist am Dienstag, 24. November, um 10 Uhr 20.`; `new`: it was moved.

    At another branch it is said where, or who calls.
    """
    from backoffice.wording.slip import MONTHS, WEEKDAYS, long_time

    day, time = date.fromisoformat(values["day"]), long_time(values["start"])
    year = f" {day.year}" if day.year != today.year else ""
    when = f"am {WEEKDAYS[day.weekday()]}, {day.day}. {MONTHS[day.month - 1]}{year},"
    match (day - today).days:
        case 0:
            when = "heute"
        case 1:
            when = f"morgen, {WEEKDAYS[day.weekday()]},"
    branch, address = values.get("branch"), values.get("address")
    if values.get("channel") == "phone":
        return f"{f'{branch} ruft' if branch else 'Wir rufen'} Sie {when} um {time} an."
    where = f" in der {branch}{f', {address}' if address else ''}" if branch else ""
    return f"Ihr {'neuer ' if new else ''}Termin ist {when} um {time}{where}."


def after_booking(code: str, values: Mapping[str, Any], today: date) -> str:
    """The sentence to say after an answer that booked a time; empty after any other."""
    booked = values if code in ("booked", "follow_up_booked", "moved") else None
    booked = booked or values.get("follow_up") or values.get("booking")
    return say(booked, today, new=code == "moved") if isinstance(booked, Mapping) and booked.get("day") else ""


# --- why not ------------------------------------------------------------------------------------------------------


def explained(explanation: "Explanation") -> str:
    """`Di 24.11. 10:00: L1-1 bis L1-3 belegt, L1-4 Pause, E-1 Feiertag: Reformationstag`."""
    return f"{day_short(explanation.day)} {hhmm(explanation.start)}: {', '.join(_reasons(explanation))}"


def _reasons(explanation: "Explanation") -> Iterable[str]:
    there = [obstacle for obstacle in explanation.obstacles if obstacle.points]
    for obstacle in explanation.obstacles:
        if not obstacle.points:
            yield reason(obstacle)
        elif len(there) == 1 and len(obstacle.points) > 1 and not explanation.free:
            yield ALL_POINTS.get(obstacle.reason.value) or reason(obstacle)
        else:
            yield f"{folded(obstacle.points)} {reason(obstacle)}"
    if explanation.free:
        yield f"{folded(explanation.free)} {FREE}"


def reason(obstacle: "Obstacle") -> str:
    """What stands against a time: `belegt`, `Feiertag: Reformationstag`, `Buchungsstopp: Monatswechsel`."""
    if obstacle.why is not None:
        return openings.why(obstacle.why.value, obstacle.name)
    said = REASON[obstacle.reason.value]
    return f"{said}: {obstacle.name}" if obstacle.name else said


def folded(names: Sequence[str]) -> str:
    """Names of service points, those that follow each other drawn together: `L1-1 bis L1-3 und L2-1`."""
    runs: list[list[str]] = []
    for name in names:
        if runs and _follows(runs[-1][-1], name):
            runs[-1].append(name)
        else:
            runs.append([name])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]} bis {run[-1]}"] if len(run) > 2 else run
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} und {parts[-1]}"


_NUMBERED = re.compile(r"(.*?)(\d+)")


def _follows(one: str, other: str) -> bool:
    """`L1-2` follows `L1-1`, and `P10` follows `P9`."""
    first, second = _NUMBERED.fullmatch(one), _NUMBERED.fullmatch(other)
    if first is None or second is None or first[1] != second[1]:
        return False
    return int(second[2]) == int(first[2]) + 1


# --- what can be had ----------------------------------------------------------------------------------------------

NO_TASKS = "In OTV ist nichts nachzutragen oder zu stornieren."
NO_NUMBER = "ohne Buchungsnummer"
NOTHING_FREE = "In diesem Zeitraum ist nichts frei. Mit --why „24.11. 10:00“ steht da, was gegen eine Zeit spricht."
REPACKED = "ein anderer Termin wechselt dafür den Platz"
IN_OTV = "in OTV nachtragen"


def marks(contingent: str, *, reserved: bool, stopped: str, repacked: bool, otv: bool = False) -> str:
    """What is to be known of an offered time, empty for a plain one; `otv`: that the booking tool sells it, too."""
    parts = [f"{CONTINGENT[contingent]}: {IN_OTV}"] if otv and contingent == "online" else []
    parts += [f"reserviert {REASON['reserved']}"] if reserved else []
    parts += [f"{REASON['stopped']}: {stopped}"] if stopped else []
    return ", ".join([*parts, REPACKED] if repacked else parts)


def can_be_had(group: str, point: str, *, repacked: bool) -> str:
    """That an asked time is free: `Zu haben auf L1-2 (Leistung 1).`"""
    return f"Zu haben auf {point} ({group}){f': {REPACKED}' if repacked else ''}."


def other_open(count: int) -> str:
    """A line of information, never a question (D10)."""
    what = "steht noch ein offener Termin" if count == 1 else f"stehen noch {count} offene Termine"
    return f"Zur selben E-Mail-Adresse {what} im Kalender."
