"""Openings in words: what cannot be set and why, what was set, and what a service point is at a time (D26–D33)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from backoffice.wording import plan_words
from backoffice.wording.labels import WEEKDAY_SHORT, day_label

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    # -- what an opening has to be --
    "no_openings": (
        "Nichts zu öffnen",
        "Es ist keine Öffnung angegeben.",
        "Bitte mindestens einen Wochentag wählen.",
    ),
    "no_points": (
        "Welche Serviceplätze?",
        "Für diese Öffnung ist kein Serviceplatz gewählt.",
        "Bitte mindestens einen Serviceplatz der Gruppe wählen.",
    ),
    "bad_opening": (
        "So geht die Öffnung nicht",
        "Zeiten liegen zwischen 00:00 und 24:00, Ausnahmen gelten für einen Tag, jeder Serviceplatz steht einmal da.",
        "Bitte Tag, Zeiten und Serviceplätze prüfen.",
    ),
    "not_five_minutes": (
        "Nicht im Fünf-Minuten-Takt",
        "Zeiten gehen in Schritten von fünf Minuten.",
        "Bitte eine Zeit wie 10:00, 10:05 oder 10:10 eingeben.",
    ),
    "end_before_start": (
        "Endet vor dem Beginn",
        "Das Ende liegt nicht nach dem Beginn.",
        "Bitte ein späteres Ende eingeben; über Mitternacht hinweg gibt es keine Öffnung.",
    ),
    "break_outside": (
        "Pause außerhalb",
        "Die Pause {start_minute}–{end_minute} liegt nicht ganz in der Öffnungszeit.",
        "Bitte die Pause oder die Öffnungszeit anpassen.",
    ),
    "breaks_overlap": (
        "Pausen überschneiden sich",
        "Zwei Pausen überschneiden sich von {start_minute} bis {end_minute}.",
        "Bitte sie zu einer Pause zusammenfassen.",
    ),
    "forced_without_reason": (
        "Grund fehlt",
        "Eine Öffnung trotz Schließung braucht einen Grund.",
        "Bitte kurz sagen, warum am {day} trotzdem geöffnet ist.",
    ),
    "time_skipped": (
        "Diese Uhrzeit gibt es nicht",
        "Am {day} wird die Uhr vorgestellt: Die Zeit von {start_minute} bis {end_minute} fällt aus.",
        "Bitte Beginn und Ende außerhalb dieser Stunde wählen.",
    ),
    "series_without_end": (
        "Serie ohne Ende",
        "Eine wöchentliche Öffnung braucht einen letzten Tag.",
        "Bitte „gültig bis“ angeben, höchstens fünf Jahre nach dem Beginn.",
    ),
    "series_backwards": (
        "Letzter Tag vor dem ersten",
        "Der letzte Tag ({last}) liegt vor dem ersten ({first}).",
        "Bitte die beiden Tage prüfen.",
    ),
    "series_too_long": (
        "Serie zu lang",
        "Eine wöchentliche Öffnung gilt höchstens {years} Jahre; diese ginge vom {first} bis zum {last}.",
        "Bitte einen früheren letzten Tag wählen und sie später verlängern.",
    ),
    "series_never": (
        "Gilt an keinem Tag",
        "Vom {first} bis zum {last} kommt der Wochentag gar nicht vor.",
        "Bitte die Tage anpassen; soll sie ganz entfallen, bitte entfernen.",
    ),
    "openings_overlap": (
        "Dort ist schon geöffnet",
        "{points}: Am {day} gibt es von {start_minute} bis {end_minute} schon eine Öffnung dieser Art.",
        "Bitte die Zeiten anpassen oder zuerst die andere Öffnung beenden.",
    ),
    "opening_in_past": (
        "Schon vorbei",
        "Der {last} liegt in der Vergangenheit: Was war, wird nicht mehr geändert.",
        "Bitte heute oder einen späteren Tag wählen.",
    ),
    # -- groups and service points --
    "bad_group": (
        "Gruppe passt nicht",
        "Diese Gruppe gehört nicht zu dieser Geschäftsstelle.",
        "Bitte eine Gruppe von hier wählen.",
    ),
    "point_left_group": (
        "Nicht mehr in dieser Gruppe",
        "Der Serviceplatz „{point}“ gehört nicht (mehr) zu dieser Gruppe.",
        "Bitte neu laden und ihn in seiner jetzigen Gruppe öffnen.",
    ),
    "point_inactive": (
        "Außer Betrieb",
        "Der Serviceplatz „{point}“ ist außer Betrieb.",
        "Bitte einen anderen Serviceplatz wählen.",
    ),
    "point_not_there": (
        "Zu dieser Zeit nicht da",
        "Den zusätzlichen Serviceplatz „{point}“ gibt es nur vom {first} bis zum {last}.",
        "Bitte Tage in dieser Zeit wählen oder einen anderen Serviceplatz.",
    ),
    "unknown_point": (
        "Unbekannter Serviceplatz",
        "Den Serviceplatz „{point}“ gibt es hier nicht.",
        "backoffice plan show zeigt die Serviceplätze des Tages.",
    ),
    # -- ending and removing --
    "not_a_series": (
        "Keine Serie",
        "Diese Öffnung gilt nur am {day}: Ein Ende hat nur eine wöchentliche.",
        "Soll sie entfallen, bitte entfernen.",
    ),
    "opening_ends_before": (
        "Endet schon vorher",
        "Diese Öffnung endet schon am {last}.",
        "Soll sie länger gelten, bitte eine neue ab dem Tag danach anlegen.",
    ),
    "opening_over": (
        "Gilt nicht mehr",
        "Der letzte Tag war oder ist der {last}: Daran ist nichts mehr zu ändern.",
        "Soll wieder geöffnet sein, bitte eine neue Öffnung anlegen.",
    ),
    "opening_unclear": (
        "Kennung unklar",
        "Zu „{id}“ gibt es keine oder mehrere Öffnungen und Schließungen.",
        "backoffice plan list zeigt die Kennungen.",
    ),
    # -- temporary service points --
    "temporary_without_reason": (
        "Grund fehlt",
        "Ein zusätzlicher Serviceplatz braucht einen Grund.",
        "Bitte kurz sagen, warum er gebraucht wird.",
    ),
    "temporary_too_long": (
        "Zu lange",
        "Ein zusätzlicher Serviceplatz ist höchstens {most} Arbeitstage da.",
        "Bitte einen früheren letzten Tag wählen; auf Dauer legt ihn die Standort-Administration an.",
    ),
    "point_name_taken": (
        "Name ist vergeben",
        "Einen Serviceplatz „{point}“ gibt es in dieser Geschäftsstelle schon.",
        "Bitte einen anderen Namen wählen oder den vorgeschlagenen nehmen.",
    ),
    "no_working_day": (
        "Kein Arbeitstag",
        "Vom {first} bis zum {last} ist kein Arbeitstag.",
        "Bitte andere Tage wählen; an einem geschlossenen Tag hilft eine Öffnung trotz Schließung.",
    ),
    "too_many_breaks": (
        "Zu viele Pausen",
        "Mehr als {most} Pausen am Tag gehen hier nicht.",
        "Bitte Pausen zusammenfassen.",
    ),
    "not_temporary": (
        "Kein zusätzlicher Platz",
        "Der Serviceplatz „{point}“ ist auf Dauer da.",
        "Soll er an Tagen nicht geöffnet sein, bitte diese Tage schließen.",
    ),
    # -- offers --
    "bad_lead": (
        "Vorlauf passt nicht",
        "Der Vorlauf liegt zwischen 0 Minuten und {most} Tagen.",
        "Bitte einen kürzeren Vorlauf wählen.",
    ),
    "offer_mandatory": (
        "Pflichtanliegen",
        "„{title}“ muss jede Geschäftsstelle mit diesem Bereich anbieten, und keine andere Gruppe tut es hier.",
        "Bitte es zuerst in einer anderen Gruppe anbieten.",
    ),
    "offer_missing": (
        "Wird nicht angeboten",
        "Die Gruppe „{group}“ bietet „{title}“ nicht an.",
        "backoffice plan offers zeigt, was angeboten wird.",
    ),
}

DONE: Mapping[str, str] = {
    "openings_added": "Öffnungszeiten eingetragen.",
    "opening_ended": "Öffnung beendet.",
    "opening_removed": "Öffnung entfernt.",
    "temporary_point_opened": "Zusätzlicher Serviceplatz geöffnet.",
    "temporary_point_closed": "Zusätzlicher Serviceplatz geschlossen.",
    "offer_set": "Anliegen wird angeboten.",
    "offer_changed": "Angebot geändert.",
    "offer_stopped": "Anliegen wird nicht mehr angeboten.",
}
"""What happened, by the code of the answer; `done` says it with its values."""

FIRST_PLAN = "Ab jetzt gilt der eigene Plan: Ohne Öffnung ist eine Gruppe geschlossen."
ASSUMED = "Noch ist kein Plan eingetragen: Es gelten die Dienstzeiten."
STAYS_BOOKED = "Was gebucht ist, bleibt, wie es ist."


def done(code: str, values: Mapping[str, Any]) -> str:
    """The sentences for an answer of these: what was done, what follows, and who is left outside open time."""
    match code:
        case "openings_added":
            said = "Öffnungszeit eingetragen." if values.get("count") == 1 else DONE[code]
            first = f" {FIRST_PLAN}" if values.get("first_plan") else ""
            return f"{said}{first}{affected(values)}"
        case "opening_ended":
            last = day_label(date.fromisoformat(values["last_day"])) if values.get("last_day") else "diesem Tag"
            said = (
                f"Die Öffnung gilt schon: Sie endet mit {last}, statt entfernt zu werden."
                if values.get("instead")
                else f"Die Öffnung endet mit {last}."
            )
            return f"{said}{affected(values)}"
        case "temporary_point_opened":
            days = values.get("days", 1)
            how = f"{days} Tage" if days != 1 else "einen Tag"
            said = f"Zusätzlicher Serviceplatz {values.get('point', '')} für {how} geöffnet."
            hours = " Er ist wie alle Plätze in den Dienstzeiten offen: Ein eigener Plan ist noch nicht eingetragen."
            return said + (hours if values.get("assumed") else "")
        case "temporary_point_closed":
            return f"Zusätzlicher Serviceplatz {values.get('point', '')} geschlossen.{affected(values)}"
        case "offer_set" | "offer_changed":
            verb = "bietet jetzt an" if code == "offer_set" else "bietet geändert an"
            minutes = values.get("minutes")
            return f"{values.get('group')} {verb}: {values.get('title')} ({minutes} min). {STAYS_BOOKED}"
        case "offer_stopped":
            return f"{values.get('group')} bietet nicht mehr an: {values.get('title')}. {STAYS_BOOKED}"
        case "closure_added":
            return f"Schließung eingetragen.{affected(values)}"
        case _:
            return f"{DONE.get(code, code)}{affected(values)}"


def affected(values: Mapping[str, Any]) -> str:
    """Who is left outside open time: nobody is cancelled (D33). Empty where nobody is."""
    count = values.get("affected") or 0
    if not count:
        return ""
    who = "Ein Termin liegt" if count == 1 else f"{count} Termine liegen"
    return f" ▲ {who} jetzt außerhalb der Öffnungszeit: abgesagt ist nichts, bitte verlegen."


# --- what it is -------------------------------------------------------------------

KIND: Mapping[str, str] = {
    "weekly": "wöchentlich",
    "one_day": "nur an diesem Tag",
    "shut": "an diesem Tag zu",
    "forced": "Öffnung trotz Schließung",
}
CLOSURE_KIND: Mapping[str, str] = {"closed": "Schließung", "booking_stop": "Buchungsstopp"}
CONTINGENT: Mapping[str, str] = {"internal": "intern", "online": "online"}
WHY: Mapping[str, str] = {
    "not_in_service": "nicht in Betrieb",
    "clock_change": "Uhr wird vorgestellt",
    "holiday": "Feiertag",
    "closure": "Schließung",
    "shut": "an diesem Tag zu",
    "break": "Pause",
    "no_opening": "keine Öffnung",
    "absent": "unbesetzt",
}
NO_PLACE = "ohne Platz"
RESERVED = "reserviert für Berufstätige und Maßnahmen"
OPEN, BOOKED, HELD, CLOSED = "offen", "gebucht", "vorgemerkt", "geschlossen"


def why(code: str, name: str = "") -> str:
    """`Feiertag: Reformationstag`, `Pause`, `keine Öffnung`."""
    return f"{WHY[code]}: {name}" if name else WHY[code]


def weekdays(days: Sequence[int]) -> str:
    """`Mo–Fr`, `Mo, Mi, Do`, `Di`: three or more in a row are drawn together."""
    parts: list[list[int]] = []
    for day in sorted(set(days)):
        if parts and parts[-1][-1] == day - 1:
            parts[-1].append(day)
        else:
            parts.append([day])
    said: list[str] = []
    for part in parts:
        names = [WEEKDAY_SHORT[day] for day in part]
        said += [f"{names[0]}–{names[-1]}"] if len(part) > 2 else names
    return ", ".join(said)


def span(start: int, end: int) -> str:
    """`08:00–12:00`; the whole day is `ganztags`."""
    return "ganztags" if (start, end) == (0, 1440) else plan_words.span(start, end)


def days(first: date, last: date) -> str:
    """`Mo 23.11.2026`, `Mo 23.11.2026 bis Fr 27.11.2026`."""
    return day_label(first) if first == last else f"{day_label(first)} bis {day_label(last)}"


def weekly(weekday: int, first: date, last: date) -> str:
    """`jeden Mo, 23.11.2026 bis 31.12.2026`."""
    return f"jeden {WEEKDAY_SHORT[weekday]}, {first:%d.%m.%Y} bis {last:%d.%m.%Y}"


def sort(contingent: str, *, reserved: bool, stopped: str = "") -> str:
    """What kind of time it is: `intern`, `online, reserviert für …, Buchungsstopp: Monatswechsel`."""
    parts = [CONTINGENT[contingent]]
    if reserved:
        parts.append(RESERVED)
    if stopped:
        parts.append(stopped if stopped == CLOSURE_KIND["booking_stop"] else f"Buchungsstopp: {stopped}")
    return ", ".join(parts)


# --- the line command -------------------------------------------------------------

NOTHING_SET = "Keine Öffnungen und Schließungen eingetragen."
NOBODY_AFFECTED = "Kein offener Termin liegt außerhalb der Öffnungszeiten, keiner ist ohne Platz."
WHOLE_GROUP = "alle Plätze"
HOUSE_WIDE = "ganzes Haus"
BREAKS = "Pause"
MORNING, AFTERNOON = "vormittags", "nachmittags"
SEE_AFFECTED = "Die Termine zeigt: backoffice plan affected."


def half(planned: int, booked: int, free: int) -> str:
    """Half a day of a group in hours: `8:00 geplant, 1:20 gebucht, 6:40 frei`."""
    return f"{_hours(planned)} geplant, {_hours(booked)} gebucht, {_hours(free)} frei"


def _hours(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"
