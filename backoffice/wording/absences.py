"""Besetzung and absences in words: who serves what, who or what is not there, and what follows (D33, D36)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from backoffice.wording.labels import day_label

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "span_backwards": (
        "Endet vor dem Beginn",
        "Das Ende liegt nicht nach dem Beginn, oder es ist schon vorbei.",
        "Bitte ein späteres Ende eingeben.",
    ),
    # -- Besetzung --
    "staffed_and_not": (
        "Besetzt und unbesetzt",
        "Um {start_minute} ist der Serviceplatz zugleich besetzt und unbesetzt eingetragen.",
        "Bitte die Zeiten so wählen, dass sie sich nicht überschneiden.",
    ),
    "staffed_twice": (
        "Doppelt eingetragen",
        "Um {start_minute} steht dieselbe Angabe zweimal da.",
        "Bitte eine davon weglassen oder die Zeiten anpassen.",
    ),
    "staffing_over": (
        "Schon vorbei",
        "Der {day} ist vorbei: Wer da wo war, wird nicht mehr eingetragen.",
        "Bitte heute oder einen späteren Tag wählen.",
    ),
    "too_many_stretches": (
        "Zu viele Abschnitte",
        "Mehr als {most} Abschnitte am Tag gehen für einen Serviceplatz nicht.",
        "Bitte Abschnitte zusammenfassen.",
    ),
    "person_inactive": (
        "Arbeitet hier nicht mehr",
        "Die Anmeldung dieser Person ist abgeschaltet.",
        "Bitte jemand anderen wählen.",
    ),
    "not_lent_here": (
        "Aus einer anderen Geschäftsstelle",
        "Diese Person arbeitet woanders und ist am {day} nicht als Unterstützung hier.",
        "Bitte jemanden von hier wählen, oder die andere Geschäftsstelle trägt die Unterstützung zuerst ein.",
    ),
    "lent_away": (
        "Als Unterstützung woanders",
        "Diese Person ist am {day} als Unterstützung in einer anderen Geschäftsstelle.",
        "Bitte jemand anderen wählen oder die Unterstützung zuerst beenden.",
    ),
    "serves_elsewhere": (
        "Schon an einem anderen Platz",
        "Diese Person ist von {start_minute} bis {end_minute} am Serviceplatz „{point}“: Niemand sitzt an zweien.",
        "Bitte eine andere Zeit wählen oder zuerst den anderen Platz ändern.",
    ),
    "unknown_colleague": (
        "Unbekannte Anmeldung",
        "„{login}“ ist keine Anmeldung von hier und kein Serviceplatz.",
        "backoffice staff list zeigt die Anmeldungen, backoffice staffing list die Serviceplätze.",
    ),
    # -- absences --
    "absence_of_nobody": (
        "Wer oder was fehlt?",
        "Eine Abwesenheit gilt für eine Person, für Serviceplätze oder für eine Gruppe: genau eins davon.",
        "Bitte eins angeben; eine Zahl gehört zu einer Gruppe.",
    ),
    "absence_over": (
        "Schon vorbei",
        "Diese Abwesenheit war spätestens am {last} zu Ende: Was war, wird nicht mehr geändert.",
        "Bitte eine Zeit wählen, die noch kommt.",
    ),
    "absence_too_long": (
        "Zu lange",
        "Eine Abwesenheit dauert höchstens {most} Tage.",
        "Bitte einen früheren letzten Tag wählen und sie später verlängern.",
    ),
    "absence_overlaps": (
        "Schon eingetragen",
        "„{what}“ ist in dieser Zeit schon als abwesend eingetragen, vom {first} bis zum {last}.",
        "Bitte die Zeit anpassen oder zuerst die andere Abwesenheit beenden.",
    ),
    "too_few_points": (
        "So viele Plätze sind es nicht",
        "Plätze dieser Gruppe, die dann besetzt und offen sind: {left}. {asked} weniger geht nicht.",
        "Bitte eine kleinere Zahl oder eine andere Zeit wählen.",
    ),
    "not_away": (
        "Nicht als abwesend eingetragen",
        "Diese Person ist heute nicht als abwesend eingetragen.",
        "Dann ist nichts zu tun.",
    ),
    "absence_planned": (
        "Von der Leitung eingetragen",
        "Diese Abwesenheit hat die Leitung eingetragen.",
        "Bitte die Gruppenleitung bitten, sie zu beenden.",
    ),
    # -- support --
    "lend_nobody": (
        "Wer hilft?",
        "Geliehen wird eine Person oder ein Serviceplatz: genau eins davon.",
        "Bitte eins angeben.",
    ),
    "lend_to_itself": (
        "Dieselbe Geschäftsstelle",
        "Unterstützung geht an eine andere Geschäftsstelle.",
        "Bitte die andere angeben.",
    ),
    "lend_over": (
        "Schon vorbei",
        "Der letzte Tag wäre oder war der {last}: Daran ist nichts mehr zu ändern.",
        "Bitte heute oder einen späteren Tag wählen.",
    ),
    "lent_already": (
        "Schon verliehen",
        "Vom {first} bis zum {last} ist das schon als Unterstützung eingetragen.",
        "Bitte andere Tage wählen oder es zuerst zurückholen.",
    ),
    "support_unclear": (
        "Kennung unklar",
        "Zu „{id}“ gibt es keine oder mehrere Unterstützungen.",
        "backoffice staffing support zeigt die Kennungen.",
    ),
    "absence_unclear": (
        "Kennung unklar",
        "Zu „{id}“ gibt es keine oder mehrere Abwesenheiten.",
        "backoffice absence list zeigt die Kennungen.",
    ),
}

DONE: Mapping[str, str] = {
    "staffing_set": "Besetzung eingetragen.",
    "staffing_cleared": "Besetzung gelöscht: Der Serviceplatz gilt als besetzt.",
    "absence_entered": "Abwesenheit eingetragen.",
    "absence_ended": "Abwesenheit beendet.",
    "came_back": "Wieder da.",
    "lent": "Unterstützung eingetragen.",
    "recalled": "Unterstützung beendet.",
    "past_erased": "Vergangene Abwesenheiten und Besetzungen gelöscht.",
}
UNPLACED = " Auf keinem Serviceplatz eingetragen: Am Plan ändert sich dadurch nichts."
LEFT = "Ab jetzt nicht da: Gespräche, Reservierungen und Tickets sind zurückgegeben."

HISTORY: Mapping[str, str] = {"absence_entered": "zurückgegeben: Die Person ist nicht da"}

KIND: Mapping[str, str] = {
    "left": "ab jetzt nicht da",
    "planned": "eingetragen",
    "counted": "Plätze weniger",
}
"""How an absence was entered."""

GIVEN_BACK = (
    ("talks", "Gespräch", "Gespräche"),
    ("tickets", "Rückruf", "Rückrufe"),
    ("assigned", "Zuweisung", "Zuweisungen"),
)
PROMISE: Mapping[str, str] = {"follow_up": "Folgetermin", "takeover": "Terminübernahme", "ticket": "Rückruf"}
"""What an appointment was given for."""
CLAIMED, ASSIGNED = "reserviert", "zugewiesen"
UNSERVED = "unbesetzt"
AWAY_TODAY = "heute nicht da"
NO_SUPPORT = "Niemand und nichts ist verliehen."
NOBODY_AWAY = "Niemand und nichts ist als abwesend eingetragen."
NOTHING_SAID = "gilt als besetzt"
NOT_THERE = "nicht da"
ROOM = "Raum"
WHOLE_GROUP = "alle Plätze"
SEE_AFFECTED = "Die Termine zeigt: backoffice plan affected."
SHOWN_TITLES = 3


def promise(kind: str, number: str) -> str:
    """`Folgetermin`, `Rückruf R-7K-Q2M`."""
    return f"{PROMISE[kind]} {number}".rstrip()


def done(code: str, values: Mapping[str, Any]) -> str:
    """The sentences for an answer of these: what was entered, and what follows from it."""
    match code:
        case "staffing_set" | "staffing_cleared":
            said = f"{values.get('point', '')}, {_day(values.get('day'))}: {DONE[code]}"
        case "absence_entered" if values.get("points"):
            points = ", ".join(values["points"])
            fewest = " (sie verlieren die wenigsten Termine)" if values.get("counted") else ""
            said = f"Unbesetzt: {points}{fewest}."
        case "absence_entered":
            said = DONE[code] + (UNPLACED if values.get("unplaced") else "") + _given_back(values)
        case "left_for_today":
            said = LEFT
        case "absence_ended" if values.get("points"):
            said = f"Wieder besetzt: {', '.join(values['points'])}."
        case "lent" if values.get("point"):
            said = f"Serviceplatz {values['point']} verliehen: {values.get('to')} öffnet ihn dort als zusätzlichen."
        case "lent":
            said = f"Unterstützung eingetragen: {values.get('to')}."
        case "recalled":
            gone = values.get("unserved", 0)
            said = DONE[code] + (
                f" ▲ Dort ist dann unbesetzt, was die Person besetzen sollte ({gone}×)." if gone else ""
            )
        case _:
            said = DONE.get(code, code)
    most = None if values.get("in_full") else SHOWN_TITLES
    return said + affected(values) + _everywhere(values) + missing(values, most)


def _given_back(values: Mapping[str, Any]) -> str:
    parts = [f"{n} {one if n == 1 else many}" for key, one, many in GIVEN_BACK if (n := values.get(key, 0))]
    return f" Zurückgegeben: {', '.join(parts)}." if parts else ""


def affected(values: Mapping[str, Any]) -> str:
    """How many lose their place: nobody is cancelled (D33). Empty where nobody does."""
    count = values.get("affected") or 0
    if not count:
        return ""
    who = "Ein Termin verliert" if count == 1 else f"{count} Termine verlieren"
    return f" ▲ {who} den Platz: abgesagt ist nichts."


def _everywhere(values: Mapping[str, Any]) -> str:
    day = values.get("everywhere")
    return f" ▲ Am {_day(day)} ist die ganze Geschäftsstelle unbesetzt." if day else ""


def missing(values: Mapping[str, Any], most: int | None = SHOWN_TITLES) -> str:
    """What nobody is left to do, and what remains: where else, a call, and from when on it is done here again."""
    alike: dict[tuple[Any, ...], list[str]] = {}
    for one in values.get("missing", ()):
        alike.setdefault((one["day"], one["again"], tuple(one["branches"])), []).append(one["title"])
    return "".join(
        f" ▲ Am {_day(day)} ist niemand mehr da für: {_titles(titles, most)}. {_remains(again, branches)}"
        for (day, again, branches), titles in alike.items()
    )


def _titles(titles: Sequence[str], most: int | None) -> str:
    if most is None or len(titles) <= most + 1:
        return ", ".join(titles)
    return f"{', '.join(titles[:most])} und {len(titles) - most} weitere"


def _remains(again: str | None, branches: Sequence[str]) -> str:
    ways = [f"telefonisch oder vor Ort bei {' oder '.join(branches)}"] if branches else []
    ways.append("ein Rückruf")
    if again:
        ways.append(f"hier wieder ab {_day(again)}")
    return f"{'Es bleiben' if len(ways) > 1 else 'Es bleibt'}: {', '.join(ways)}."


def _day(day: Any) -> str:
    return day_label(date.fromisoformat(str(day))) if day else "—"
