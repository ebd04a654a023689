"""`responsibility`: the rules of who is responsible: read in, asked, looked through (D43)."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.asking import Answers
from backoffice.cli.german import Command, Group
from backoffice.cli.guard import DONE, REFUSED
from backoffice.cli.output import say, say_json, say_table
from backoffice.cli.responsibility_asking import asked
from backoffice.cli.session import Session, branch_of, json_option, names_option, pass_session
from backoffice.cli.working import ids_argument, on_each
from backoffice.domain.errors import Refused
from backoffice.domain.text import matches, needles, search_key
from backoffice.wording import commands
from backoffice.wording import responsibility as words
from backoffice.wording import rule_texts as texts
from backoffice.wording.done import done as said

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.responsibility import RulesRead
    from backoffice.desk.responsibility_views import CheckedRules, Found, RuleView
    from backoffice.desk.views import Line
    from backoffice.domain.rules import Rule

TOLD = 50
"""Wrong lines and overlaps that are listed; a file with more is wrong as a whole."""


@click.group("responsibility", cls=Group, help="Wer ist zuständig: Regeln einlesen, fragen, prüfen.")
def responsibility() -> None:
    """Commands for the rule table."""


@responsibility.command(
    "import",
    help=(
        "Liest die Regeln aus einer Excel- oder CSV-Datei und ersetzt damit alle bisherigen. Ist eine Zeile falsch,"
        " wird nichts gespeichert. Die Spalten nennt docs/Betrieb.md."
    ),
)
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Nur prüfen, nichts speichern.")
@pass_session
def import_(session: Session, file: Path, dry_run: bool) -> int:
    """Read rules."""
    with session.desk() as desk:
        from backoffice.desk.organisation_views import Branches
        from backoffice.desk.responsibility import SetRules, read_rules
        from backoffice.domain.rule_checks import check

        read = read_rules(desk, file)
        if read.file.unknown:
            say(texts.IGNORED.format(columns=", ".join(read.file.unknown)))
        _complain(read)
        branches = {branch.id: branch.code for branch in desk.read(Branches(everywhere=True))}
        checked = check(read.rules, list(branches))
        say(texts.READ.format(count=len(read.rules)))
        _some([texts.overlap(one, branches) for one in checked.overlaps], texts.OVERLAPS)
        if texts.counted(checked):
            say(texts.TO_CHECK.format(what=texts.counted(checked)))
        if dry_run:
            say(commands.DRY_RUN)
            return DONE
        done = desk.perform(desk.new(SetRules, rules=read.rules))
    say(said(done.code, done.values))
    return DONE


def _complain(read: "RulesRead") -> None:
    """Every wrong line; Refused `rules_wrong` where there is one."""
    if not read.problems:
        return
    _some(
        [
            texts.problem(one.line, one.code, one.column.value if one.column else None, one.text)
            for one in read.problems
        ]
    )
    raise Refused("rules_wrong", count=len(read.problems))


def _some(lines: list[str], title: str = "") -> None:
    if lines and title:
        say(title)
    for line in lines[:TOLD]:
        say(f"- {line}")
    if len(lines) > TOLD:
        say(texts.MORE.format(count=len(lines) - TOLD))


@responsibility.command(
    "explain",
    help=(
        "Fragt nach PLZ, Straße, Hausnummer, Alter, Bereich, Name und Nummer und sagt, wer nach den Regeln zuständig"
        " ist und warum. Ohne Terminal stehen die Angaben auf der Standardeingabe, z. B. „PLZ: 00112“, eine je Zeile,"
        " oder als JSON. Nichts davon wird gespeichert."
    ),
)
@json_option
@pass_session
def explain(session: Session, as_json: bool) -> int:
    """Ask the finder."""
    question = asked()
    with session.desk() as desk:
        from backoffice.desk.responsibility_views import FindResponsible

        found = desk.read(FindResponsible(question))
    if as_json:
        say_json(_found_json(found))
        return DONE
    if not found.rules:
        say(texts.NO_RULES)
        return DONE
    if not found.street_known:
        say(words.STREET_UNKNOWN)
    for one in found.candidates:
        say(words.candidate(one.candidate, one.branch.name, one.team))
    met = {one.branch.id for one in found.candidates if not one.candidate.missing}
    if not found.candidates:
        say(words.NOBODY)
    elif len(found.candidates) > 1 and len(met) != 1:  # one that is met beside some that are open speaks for itself
        say(words.SEVERAL)
    return DONE


def _found_json(found: "Found") -> dict[str, Any]:
    return {
        "rules": found.rules,
        "street_known": found.street_known,
        "candidates": [
            {
                "branch": one.branch.code,
                "branch_name": one.branch.name,
                "team": one.team,
                "sureness": one.candidate.sureness.value,
                "reason": words.reason(one.candidate),
                "held": [condition.value for condition in one.candidate.held],
                "missing": [condition.value for condition in one.candidate.missing],
            }
            for one in found.candidates
        ],
    }


@responsibility.command(
    "check", help="Sucht Überschneidungen und Lücken in den Regeln. Rückgabewert 1, wenn es welche gibt."
)
@json_option
@pass_session
def check_rules(session: Session, as_json: bool) -> int:
    """Look through the table."""
    with session.desk() as desk:
        from backoffice.desk.responsibility_views import CheckRules

        found = desk.read(CheckRules())
    code = DONE if found.checked.clean else REFUSED
    if as_json:
        say_json(_checked_json(found))
    elif not found.rules:
        say(texts.NO_RULES)
    else:
        _tell(found)
    return code


def _tell(found: "CheckedRules") -> None:
    checked, codes = found.checked, {id_: branch.code for id_, branch in found.branches.items()}
    _some([texts.overlap(one, codes) for one in checked.overlaps], texts.OVERLAPS)
    _some([texts.gap(one) for one in checked.street_gaps], texts.STREET_GAPS)
    if checked.postcode_gaps:
        say(texts.POSTCODE_GAPS.format(postcodes=", ".join(checked.postcode_gaps)))
    if checked.branches_without:
        say(texts.BRANCHES_WITHOUT.format(branches=", ".join(codes[one] for one in checked.branches_without)))
    for postcode, branches in checked.several:
        say(texts.SEVERAL.format(postcode=postcode, branches=", ".join(codes[one] for one in branches)))
    if checked.clean:
        say(texts.CLEAN.format(count=found.rules))


def _checked_json(found: "CheckedRules") -> dict[str, Any]:
    checked, codes = found.checked, {id_: branch.code for id_, branch in found.branches.items()}
    return {
        "rules": found.rules,
        "overlaps": [
            {"lines": [one.one.position, one.other.position], "text": texts.overlap(one, codes)}
            for one in checked.overlaps
        ],
        "street_gaps": [
            {
                "postcode": one.postcode,
                "street": one.street,
                "side": one.parity.value,
                "from": one.first,
                "to": one.last,
            }
            for one in checked.street_gaps
        ],
        "postcode_gaps": list(checked.postcode_gaps),
        "branches_without": [codes[one] for one in checked.branches_without],
        "several": [
            {"postcode": postcode, "branches": [codes[one] for one in branches]}
            for postcode, branches in checked.several
        ],
    }


@responsibility.command("list", help="Zeigt die Regeln in ihrer Reihenfolge: Rang, Geschäftsstelle, was sie meinen.")
@click.option("--branch", metavar="KÜRZEL", help="Nur die Regeln dieser Geschäftsstelle.")
@click.option(
    "--search", is_flag=True, help="Nur Regeln mit diesen Wörtern; gefragt wird danach, z. B. nach der Straße."
)
@json_option
@pass_session
def list_rules(session: Session, branch: str | None, search: bool, as_json: bool) -> int:
    """List the rules."""
    wanted = needles(Answers().text("search", required=True)) if search else ()
    with session.desk() as desk:
        from backoffice.desk.responsibility_views import Rules

        of = branch_of(desk, branch).id if branch else None
        there = desk.read(Rules())
    found = [one for one in there if (of is None or one.branch.id == of) and matches(wanted, _searched(one))]
    if as_json:
        say_json([_rule_json(one) for one in found])
    elif not found:
        say(texts.NOT_FOUND if there else texts.NO_RULES)
    else:
        say_table([str(one.rule.rank), one.branch.code, words.rule(one.rule), *_beside(one)] for one in found)
    return DONE


def _searched(one: "RuleView") -> str:
    return search_key(one.branch.code, one.branch.name, one.team, words.rule(one.rule), one.rule.note)


def _beside(one: "RuleView") -> list[str]:
    return [" · ".join(part for part in (one.team, one.rule.note) if part)]


def _rule_json(one: "RuleView") -> dict[str, Any]:
    rule: Rule = one.rule
    named = {name: value for name, value in rule._asdict().items() if not name.endswith("id")}
    return {**named, "branch": one.branch.code, "team": one.team, "text": words.rule(rule)}


@responsibility.command(
    "keep",
    cls=Command,
    help="Wir sind zuständig: Nimmt den Hinweis auf eine andere Geschäftsstelle von einem Termin, auf Dauer.",
)
@ids_argument
@names_option
@pass_session
def keep(session: Session, ids: tuple[str, ...], with_names: bool) -> int:
    """Take the hint off appointments."""

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.responsibility import KeepHere

        return desk.new(KeepHere, appointment_id=line.id, batch_id=batch)

    return on_each(session, ids, make, with_names=with_names)


COMMANDS = (responsibility,)
