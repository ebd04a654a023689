"""`plan check`, `plan agree`, `plan agree-done`: whether a plan keeps the rules, and what was agreed (D31)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.german import Command
from backoffice.cli.guard import DONE, REFUSED
from backoffice.cli.lines import iso
from backoffice.cli.output import say, say_json, say_table, short_ids
from backoffice.cli.session import DAY, Session, branch_of, branch_option, json_option, pass_session
from backoffice.domain.clock import hhmm
from backoffice.domain.errors import Refused
from backoffice.domain.folding import folded, summed, to_agree
from backoffice.domain.terms import AgreementUnit, PlanRule
from backoffice.wording import agreements, openings
from backoffice.wording import plan_check as words
from backoffice.wording.done import done as said

if TYPE_CHECKING:
    from backoffice.desk.agreements import AgreementView
    from backoffice.desk.command import Command as Change
    from backoffice.desk.command import Done
    from backoffice.desk.desk import Desk
    from backoffice.desk.plan_check import Added, FindingView, PlanChecked
    from backoffice.domain.findings import Cure, Finding

RULES = {rule.value.replace("_", "-"): rule for rule in PlanRule if rule is not PlanRule.FREE_TIME}
UNITS = {"gbl2": AgreementUnit.GBL_2, "bereichsleitung": AgreementUnit.BENEFITS_LEAD}
WEEKS = 4
MOST_TOLD = 6
"""Lines about what a change of plan breaks; the check tells all."""

unit_option = click.option("--unit", type=click.Choice(list(UNITS)), help="Welche Stelle zugestimmt hat.")
on_option = click.option("--on", "agreed_on", type=DAY, help="Tag der Abstimmung; sonst heute.")


# --- what is found ----------------------------------------------------------------


@click.command(
    "check",
    cls=Command,
    help=(
        "Prüft den Plan: vier Tage je Woche, ein langer Tag mit reservierten Zeiten, Buchungsstopps, Pflichtanliegen,"
        " freie Zeiten. Nennt, was hilft und was abgestimmt ist. Rückgabewert 1: Etwas braucht noch eine Abstimmung."
    ),
)
@branch_option
@click.option("--from", "first", type=DAY, help="Ab der Woche dieses Tages; sonst ab dieser Woche.")
@click.option(
    "--weeks", type=click.IntRange(1, 53), metavar="ANZAHL", default=WEEKS, help="Wie viele Wochen; sonst vier."
)
@json_option
@pass_session
def check(session: Session, branch: str | None, first: date | None, weeks: int, as_json: bool) -> int:
    """Check a branch's plan."""
    first = first or session.today
    monday = first - timedelta(days=first.weekday()) if first > date.min + timedelta(days=6) else first
    with session.desk() as desk:
        from backoffice.desk.plan_check import PlanCheck

        at = branch_of(desk, branch)
        last = monday + timedelta(days=min(7 * weeks - 1, (date.max - monday).days))
        found = desk.read(PlanCheck(at.id, monday, last, session.clock.now()))
    if as_json:
        say_json(_json(found))
    else:
        _say(found)
    return REFUSED if found.missing else DONE


def _say(found: "PlanChecked") -> None:
    say(f"{found.branch.name}, {agreements.period(found.first, found.last)}")
    if found.assumed:
        say(openings.ASSUMED)
    if not found.findings:
        say(words.NOTHING_FOUND)
    views = {id(one.finding): one for one in found.findings}
    say_table(
        [stand(views[id(many[0])]), words.when(many), words.what(many, found.names), words.cures(many, found.names)]
        for many in folded(views_in_order(found), lambda one: _tag(views[id(one)]))
    )
    if found.owed:
        say(words.TASKS)
        ids = short_ids([one.id for one in found.owed])
        say_table(_task_cells(one, ids[one.id]) for one in found.owed)
        say(words.HOW_TO_CATCH_UP.format(id=ids[found.owed[0].id]))
    for rule, first, last in to_agree(one.finding for one in found.missing if one.agreement is None):
        say(words.HOW_TO_AGREE.format(rule=rule.value.replace("_", "-"), first=first, last=last))


def views_in_order(found: "PlanChecked") -> "list[Finding]":
    """What was found, what needs an agreement first."""
    return [one.finding for one in sorted(found.findings, key=lambda one: not one.missing)]


def _tag(one: "FindingView") -> str:
    return one.agreement.id if one.agreement else ""


def stand(one: "FindingView") -> str:
    """How a finding stands with its agreement."""
    return words.stand(
        one.finding.severity,
        owed=one.agreement is not None and one.agreement.owed,
        unit=one.agreement.unit if one.agreement else None,
        agreed_on=one.agreement.agreed_on if one.agreement else None,
    )


def _task_cells(one: "AgreementView", short: str) -> list[str]:
    return [
        short,
        agreements.RULE[one.rule.value],
        agreements.period(one.first_day, one.last_day),
        one.group or "",
        one.note,
    ]


def _json(found: "PlanChecked") -> dict[str, Any]:
    return {
        "branch": found.branch.code,
        "first_day": found.first.isoformat(),
        "last_day": found.last.isoformat(),
        "assumed": found.assumed,
        "missing_agreements": len(found.missing),
        "findings": [_finding_json(one, found.names) for one in found.findings],
        "owed": [_agreement_json(one) for one in found.owed],
    }


def _finding_json(one: "FindingView", names: Any) -> dict[str, Any]:
    finding = one.finding
    return {
        "rule": finding.rule.value,
        "severity": finding.severity.value,
        "first_day": finding.first_day.isoformat(),
        "last_day": finding.last_day.isoformat(),
        "group": names.get(finding.group_id),
        "concern": names.get(finding.concern_id),
        "there": finding.there,
        "wanted": finding.wanted,
        "cures": [_cure_json(cure, names) for cure in finding.cures],
        "missing_agreement": one.missing,
        "agreement": None if one.agreement is None else _agreement_json(one.agreement),
        "text": words.sentence([finding], names),
    }


def _cure_json(cure: "Cure", names: Any) -> dict[str, Any]:
    return {
        "code": cure.code.value,
        "day": cure.day and cure.day.isoformat(),
        "start": hhmm(cure.start) if cure.start else None,
        "end": hhmm(cure.end) if cure.start else None,
        "minutes": cure.end if cure.end and not cure.start else None,
        "days": cure.days or None,
        "group": names.get(cure.group_id),
        "name": cure.name or None,
    }


def _agreement_json(one: "AgreementView") -> dict[str, Any]:
    return {
        "id": one.id,
        "rule": one.rule.value,
        "first_day": one.first_day.isoformat(),
        "last_day": one.last_day.isoformat(),
        "group": one.group,
        "unit": one.unit and one.unit.value,
        "agreed_on": one.agreed_on and one.agreed_on.isoformat(),
        "noted_at": iso(one.noted_at),
        "noted_by_function": one.by,
        "note": one.note,
    }


# --- before a change --------------------------------------------------------------


def changed(desk: "Desk", branch_id: str, command: "Change") -> "tuple[Done, list[str]]":
    """Carry a change of plan out; what it adds is found before it and told afterwards."""
    from backoffice.desk.plan_check import WouldBreak

    added = desk.read(WouldBreak(branch_id, (command,), desk.clock.now()))
    return desk.perform(command), list(_added(added))


def _added(found: "Added") -> Iterator[str]:
    missing = [one.finding for one in found.missing]
    told = summed(one.finding for one in found.findings)
    for many in told[:MOST_TOLD]:
        mark = words.BREAKS if many[0] in missing else words.HINT
        yield f"{mark} {words.sentence(many, found.names)}"
    if len(told) > MOST_TOLD:
        yield words.MORE.format(count=len(told) - MOST_TOLD)
    if missing:
        yield words.NEEDS_AGREEMENT


# --- what is agreed ---------------------------------------------------------------


@click.command(
    "agree",
    cls=Command,
    help=(
        "Trägt eine Abstimmung ein: dass eine Regel an diesen Tagen nicht eingehalten wird, mit wem das wann"
        " abgestimmt ist. Mit --later eine Aufgabe: Abstimmung nachholen. Wochenregeln gelten für ganze Wochen."
    ),
)
@click.argument("rule", metavar="REGEL", type=click.Choice(list(RULES)))
@click.argument("first", metavar="TAG", type=DAY)
@click.argument("last", metavar="[BIS]", type=DAY, required=False)
@branch_option
@click.option("--group", metavar="GRUPPE", help="Nur für den Plan dieser Serviceplatzgruppe: ihr Name, oder L1.")
@unit_option
@on_option
@click.option("--later", is_flag=True, help="Noch nicht abgestimmt: als Aufgabe eintragen.")
@click.option("--note", metavar="NOTIZ", default="", help="Kurz, ohne Namen von Personen.")
@pass_session
def agree(
    session: Session,
    /,
    rule: str,
    first: date,
    last: date | None,
    branch: str | None,
    group: str | None,
    unit: str | None,
    agreed_on: date | None,
    later: bool,
    note: str,
) -> int:
    """Note an agreement, or that it is owed."""
    if later == (unit is not None):
        raise click.UsageError("Genau eins von --unit und --later: Ist es abgestimmt, oder noch nicht?")
    if later and agreed_on:
        raise click.UsageError("--on gehört zu --unit.")
    with session.desk() as desk:
        from backoffice.cli.plan_typed import group_of
        from backoffice.desk.agreements import NoteAgreement

        at = branch_of(desk, branch)
        command = desk.new(
            NoteAgreement,
            branch_id=at.id,
            group_id=None if group is None else group_of(desk, at.id, group)[0],
            rule=RULES[rule],
            first_day=first,
            last_day=last or first,
            unit=None if unit is None else UNITS[unit],
            agreed_on=None if later else agreed_on or session.today,
            note=note,
        )
        done = desk.perform(command)
    say(said(done.code, done.values))
    return DONE


@click.command("agree-done", cls=Command, help="Eine Abstimmung ist nachgeholt: mit wem, und an welchem Tag.")
@click.argument("one", metavar="KENNUNG")
@branch_option
@click.option("--unit", type=click.Choice(list(UNITS)), required=True, help="Welche Stelle zugestimmt hat.")
@on_option
@pass_session
def agree_done(session: Session, one: str, branch: str | None, unit: str, agreed_on: date | None) -> int:
    """Catch up on an agreement."""
    with session.desk() as desk:
        from backoffice.desk.agreements import AgreementDone

        task = _task(desk, branch_of(desk, branch).id, one)
        done = desk.perform(
            desk.new(
                AgreementDone,
                agreement_id=task.id,
                version=task.version,
                unit=UNITS[unit],
                agreed_on=agreed_on or session.today,
            )
        )
    say(said(done.code, done.values))
    return DONE


def _task(desk: "Desk", branch_id: str, ending: str) -> "AgreementView":
    """What is still to be agreed, by the end of its id. Refused `agreement_unclear`."""
    from backoffice.desk.agreements import AgreementsOwed

    typed = ending.strip().casefold()
    found = [one for one in desk.read(AgreementsOwed(branch_id)) if typed and one.id.endswith(typed)]
    if len(found) != 1:
        raise Refused("agreement_unclear", id=typed)
    return found[0]


COMMANDS = (check, agree, agree_done)
