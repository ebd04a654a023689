"""What a check of the plan says: the rules, what is there, what would cure it, and what was agreed (D31)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from backoffice.domain.clock import hhmm
from backoffice.domain.findings import Cure, CureCode, Finding, Severity
from backoffice.domain.folding import in_a_row
from backoffice.domain.terms import AgreementUnit, PlanRule
from backoffice.wording.plan_words import day_short, span, week

UNIT_SHORT: Mapping[str, str] = {"gbl_2": "GBL 2", "benefits_lead": "Bereichsleitung"}
_OF_WEEKS = frozenset({PlanRule.FOUR_DAYS, PlanRule.LATE_DAY, PlanRule.LATE_RESERVED})

NOTHING_FOUND = "Der Plan hält die Regeln ein."
MISSING = "Abstimmung fehlt"
TO_DO = "Abstimmung nachholen"
UNIT_HINT: Mapping[str, str] = {
    "gbl_2": "Geschäftsbereichsleitung 2",
    "benefits_lead": "Leistungsgewährung & Eingangszone",
}

HINT_STAND = "Hinweis"
TASKS = "Noch abzustimmen:"
HOW_TO_CATCH_UP = "Nachgeholt? backoffice plan agree-done {id} --unit …"
HOW_TO_AGREE = "Abgestimmt? backoffice plan agree {rule} {first:%d.%m.%Y} {last:%d.%m.%Y} --unit … (oder --later)"
MORE = "… und {count} weitere: backoffice plan check"
MORE_SHORT = "… und {count} weitere: y unter Plan nennt alle."
BREAKS, HINT = "▲", "Hinweis:"
NEEDS_AGREEMENT = "Das braucht vorher eine Abstimmung: backoffice plan check zeigt sie, plan agree trägt sie ein."

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "agreement_not_needed": (
        "Braucht keine Abstimmung",
        "Zu wenig freie Zeit ist ein Hinweis: Dafür gibt es nichts abzustimmen.",
        "Bitte mehr öffnen, wo es geht.",
    ),
    "agreement_without_unit": (
        "Mit wem abgestimmt?",
        "Eine Abstimmung braucht die Stelle, die zugestimmt hat.",
        "Bitte GBL 2 oder die Bereichsleitung Leistungsgewährung & Eingangszone wählen.",
    ),
    "agreed_in_future": (
        "Dieser Tag kommt noch",
        "Abgestimmt am {day}: Der Tag liegt in der Zukunft.",
        "Bitte den Tag der Abstimmung angeben, oder sie als Aufgabe eintragen.",
    ),
    "agreement_too_long": (
        "Zu lange",
        "Eine Abstimmung gilt höchstens {days} Tage; diese ginge vom {first} bis zum {last}.",
        "Bitte einen früheren letzten Tag wählen.",
    ),
    "agreement_known": (
        "Schon abgestimmt",
        "Diese Abstimmung ist schon eingetragen: {day}.",
        "Es ist nichts mehr nachzuholen.",
    ),
    "check_too_far": (
        "Zu weit weg",
        "So weit ist nichts geplant: Geprüft werden höchstens {years} Jahre.",
        "Bitte Tage wählen, die näher liegen.",
    ),
    "agreement_unclear": (
        "Kennung unklar",
        "Zu „{id}“ gibt es keine oder mehrere Abstimmungen, die nachzuholen sind.",
        "backoffice plan check zeigt die Kennungen.",
    ),
}


def agreed_briefly(unit: str, day: date) -> str:
    """`abgestimmt 20.11. GBL 2`."""
    return f"abgestimmt {day:%d.%m.} {UNIT_SHORT[unit]}"


# --- findings ---------------------------------------------------------------------


def when(many: Sequence[Finding]) -> str:
    """The days of findings of one kind as short as they can be said: `KW 49`, `KW 49–51`, `28.11.–02.12.`."""
    first, last = many[0], many[-1]
    match first.rule:
        case PlanRule.MANDATORY:
            return ""
        case PlanRule.FREE_TIME:
            return f"bis {first.last_day:%d.%m.}"
        case PlanRule.STOP_LENGTH | PlanRule.STOP_AWAY:
            days = f"{first.first_day:%d.%m.}"
            return days if first.first_day == first.last_day else f"{days}–{first.last_day:%d.%m.}"
        case _ if len(many) == 1:
            return week(first.first_day)
        case _ if in_a_row(many):
            return f"{week(first.first_day)}–{last.first_day.isocalendar().week}"
        case _:
            return f"{week(first.first_day)} und {_weeks(len(many) - 1)}"


def what(many: Sequence[Finding], names: Mapping[str, str]) -> str:
    """What is there against what is wanted. `names`: of groups and concerns by their ids."""
    one = many[0]
    where = f"{names.get(one.group_id, '')}: " if one.group_id else ""
    concern = f"„{names.get(one.concern_id or '', '')}“"
    match one.rule:
        case PlanRule.FOUR_DAYS:
            said = f"{_days(one.there)} offen, {one.wanted} sollen es sein"
        case PlanRule.LATE_DAY if not one.there:
            said = f"kein Tag ist offen, einer soll bis {hhmm(one.wanted)} gehen"
        case PlanRule.LATE_DAY:
            said = f"längster Tag bis {hhmm(one.there)}, einer soll bis {hhmm(one.wanted)} gehen"
        case PlanRule.LATE_RESERVED:
            said = "späte Zeiten sind nicht für Berufstätige und Maßnahmen reserviert"
        case PlanRule.STOP_LENGTH:
            said = f"Buchungsstopp an {_of_days(one.there)}, höchstens {one.wanted} dürfen es sein"
        case PlanRule.STOP_AWAY:
            said = f"Buchungsstopp an {_of_days(one.there)} abseits vom Monatswechsel"
        case PlanRule.MANDATORY if len(many) > 1:
            said = f"{len(many)} Pflichtanliegen bietet hier keine Gruppe an"
        case PlanRule.MANDATORY:
            said = f"{concern} bietet hier keine Gruppe an"
        case PlanRule.FREE_TIME:
            whose = concern if len(many) == 1 else f"{len(many)} Pflichtanliegen"
            said = f"für {whose} ist bis {day_short(one.last_day)} nichts frei"
    return where + said


def cures(many: Sequence[Finding], names: Mapping[str, str]) -> str:
    """What would cure them, as something to do; of several weeks what is to be done in the first. Empty: nothing."""
    found = many[0].cures
    if many[0].rule is PlanRule.FREE_TIME:  # time for the longest of them
        found = max((one.cures for one in many), key=lambda parts: [part.end for part in parts])
    alike = groupby(found, key=lambda part: replace(part, day=None))
    said = ", ".join(cure(list(parts), names) for _, parts in alike)
    weekly = len(many) > 1 and many[0].rule in _OF_WEEKS
    return f"{said}, ebenso danach" if said and weekly else said


def cure(many: Sequence[Cure], names: Mapping[str, str]) -> str:
    """What would cure it, as something to do; `many` differ in their days only."""
    one = many[0]
    day = ", ".join(day_short(part.day) for part in many if part.day)
    quoted = f"„{one.name}“" if one.name else "den Buchungsstopp"
    match one.code:
        case CureCode.OPEN_DAY:
            return f"{day} {span(one.start, one.end)} öffnen"
        case CureCode.LIFT:
            return f"„{one.name}“ am {day} zurücknehmen" if one.name else f"{day} wieder öffnen"
        case CureCode.STAFF:
            return f"{day} {span(one.start, one.end)} einen Platz besetzen"
        case CureCode.OPEN_LATE:
            return f"{day} {span(one.start, one.end)} öffnen und reservieren"
        case CureCode.RESERVE_LATE:
            return f"{day} {span(one.start, one.end)} reservieren"
        case CureCode.SHORTEN_STOP:
            return f"{quoted} um {_days(one.days)} kürzen"
        case CureCode.END_STOP:
            return f"{quoted} zurücknehmen oder an den Monatswechsel legen ({one.day:%d.%m.})"
        case CureCode.OFFER:
            return f"in {names.get(one.group_id or '', '')} anbieten"
        case CureCode.OPEN_MORE:
            return f"in {names.get(one.group_id or '', '')} bis {day} mindestens {one.end} min öffnen"


def sentence(many: Sequence[Finding], names: Mapping[str, str]) -> str:
    """`KW 49: 3 Tage offen, 4 sollen es sein. Hilft: Fr 04.12. 08:00–12:00 öffnen.`"""
    days, helps = when(many), cures(many, names)
    shown = f"{days}: " if days and many[0].rule is not PlanRule.FREE_TIME else ""
    return f"{shown}{what(many, names)}.{f' Hilft: {helps}.' if helps else ''}"


def stand(severity: Severity, *, owed: bool, unit: AgreementUnit | None, agreed_on: date | None) -> str:
    """How a finding stands with its agreement: a hint needs none."""
    if unit is not None and agreed_on is not None:
        return agreed_briefly(unit.value, agreed_on)
    if severity is Severity.HINT:
        return HINT_STAND
    return TO_DO if owed else MISSING


def _weeks(more: int) -> str:
    return "eine weitere Woche" if more == 1 else f"{more} weitere Wochen"


def _days(count: int) -> str:
    return "1 Tag" if count == 1 else f"{count} Tage"


def _of_days(count: int) -> str:
    return "1 Tag" if count == 1 else f"{count} Tagen"
