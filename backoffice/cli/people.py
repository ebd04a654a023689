"""`staff`: who works here and may do what (D50); on the shared store also their login at the server."""

from typing import TYPE_CHECKING

import click

from backoffice.cli.asking import Answers
from backoffice.cli.german import Group
from backoffice.cli.guard import DONE, REFUSED, complain
from backoffice.cli.output import say, say_json, say_table
from backoffice.cli.session import Session, branch_of, branch_option, json_option, pass_session
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.rights import Right
from backoffice.domain.terms import Role
from backoffice.wording import commands as words
from backoffice.wording.done import done as said
from backoffice.wording.states import ROLE

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.views import StaffView

ROLES = {role.value.replace("_", "-"): role for role in Role}
HOUSE_WIDE = frozenset({Role.ADMIN, Role.ANALYST})
"""Roles that are given for the whole house unless a branch is named."""

login_argument = click.argument("login", metavar="ANMELDUNG")
role_argument = click.argument("role", metavar="RECHT", type=click.Choice(list(ROLES), case_sensitive=False))
_ROLES_TOLD = ", ".join(f"{word} ({ROLE[role.value]})" for word, role in ROLES.items())


@click.group("staff", cls=Group, help="Beschäftigte und ihre Rechte.")
def staff() -> None:
    """Commands for staff."""


@staff.command(
    "add",
    help=(
        "Trägt jemanden ein. Der Name wird gefragt oder steht auf der Standardeingabe. Auf PostgreSQL entsteht dabei"
        " die Anmeldung am Server; ihr erstes Kennwort wird zweimal gefragt (oder steht in der zweiten Zeile)."
    ),
)
@login_argument
@branch_option
@click.option("--team", metavar="NAME", help="Team der Geschäftsstelle.")
@click.option("--function", metavar="KÜRZEL", default="", help="Funktion, z. B. L1-02.")
@click.option(
    "--role",
    "roles",
    metavar="RECHT",
    type=click.Choice(list(ROLES), case_sensitive=False),
    multiple=True,
    help=f"Gleich mit diesem Recht in der Geschäftsstelle, mehrfach möglich. Rechte: {_ROLES_TOLD}.",
)
@click.option("--generate", is_flag=True, help="PostgreSQL: ein erstes Kennwort auswürfeln und einmal zeigen.")
@click.option("--no-login", is_flag=True, help="PostgreSQL: Die Anmeldung am Server legt jemand anders an.")
@pass_session
def add(
    session: Session,
    login: str,
    branch: str | None,
    team: str | None,
    function: str,
    roles: tuple[str, ...],
    generate: bool,
    no_login: bool,
) -> int:
    """Add somebody."""
    if branch is None and any(ROLES[role] not in HOUSE_WIDE for role in roles):
        raise click.UsageError("Wo gilt das Recht? --branch KÜRZEL.")
    if generate and no_login:
        raise click.UsageError("--generate und --no-login passen nicht zusammen: ohne Anmeldung kein Kennwort.")
    answers = Answers()
    name = answers.text("name", required=True)
    with session.desk() as desk:
        from backoffice.desk.people import AddStaff, NewGrant

        command = desk.new(
            AddStaff,
            login=login,
            name=name,
            function=function,
            branch_id=branch_of(desk, branch).id if branch else None,
            team_name=team,
            grants=tuple(NewGrant(role=ROLES[role]) for role in roles),
        )
        # Asked here too, although the command does: nobody is to make a server login who may not enter people.
        desk.actor.require(Right.OFFER if command.branch_id else Right.ADMINISTER, command.branch_id)
        told: list[str] = []
        if desk.store.shared and not no_login:
            with _ServerLogin(desk, login, answers, generate=generate) as server:
                done = desk.perform(command)
            told = server.told
        else:
            done = desk.perform(command)
    say(said(done.code, done.values))
    for sentence in told:
        say(sentence)
    if not roles:
        say(words.NEXT_GRANT.format(login=login, branch=branch or "KÜRZEL"))
    return DONE


class _ServerLogin:
    """A login made at the server for somebody, and taken away again where they could not be entered here."""

    def __init__(self, desk: "Desk", login: str, answers: Answers, *, generate: bool) -> None:
        self.desk, self.login = desk, login
        self.told: list[str] = []
        self._answers, self._generate = answers, generate
        self._made = False

    def __enter__(self) -> "_ServerLogin":
        from backoffice.store.roles import grant_login, has_login

        there = self.desk.store.read(lambda connection: has_login(connection, self.login))
        password = None if there else self._password()
        self._made = self.desk.store.administer(lambda connection: grant_login(connection, self.login, password))
        if self._generate and password is not None:
            self.told.append(words.GENERATED.format(login=self.login, password=password))
        else:
            self.told.append((words.LOGIN_TAKEN if there else words.LOGIN_MADE).format(login=self.login))
        url = self.desk.store.place.url.set(username=self.login).render_as_string(hide_password=True)
        self.told.append(words.LOGIN_USES.format(login=self.login, url=url))
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        from backoffice.store.roles import drop_login

        if self._made and isinstance(error, BackofficeError):
            self.desk.store.administer(lambda connection: drop_login(connection, self.login))

    def _password(self) -> str:
        if not self._generate:
            return self._answers.new_password(self.login)
        import secrets

        return secrets.token_urlsafe(12)


@staff.command(
    "list", help="Zeigt die Beschäftigten einer Geschäftsstelle oder des ganzen Hauses, mit ihren Rechten."
)
@branch_option
@json_option
@pass_session
def list_staff(session: Session, branch: str | None, as_json: bool) -> int:
    """List staff by name, never by work (D51)."""
    with session.desk() as desk:
        from backoffice.desk.organisation_views import StaffOf

        if branch is None and desk.actor.may(Right.ADMINISTER):
            found = desk.read(StaffOf())
        else:
            found = desk.read(StaffOf(branch_of(desk, branch).id))
    if as_json:
        say_json(
            [
                {
                    "login": one.login,
                    "name": one.name,
                    "function": one.function,
                    "branch": one.branch,
                    "active": one.active,
                    "roles": [{"role": role, "branch": at, "group": group} for role, at, group in one.roles],
                }
                for one in found
            ]
        )
    else:
        say_table([one.login, one.name, one.function or "—", one.branch or "—", _rights(one)] for one in found)
    return DONE


def _rights(one: "StaffView") -> str:
    rights = [
        f"{ROLE[role]} ({' '.join(part for part in (branch, group) if part) or words.EVERYWHERE})"
        for role, branch, group in one.roles
    ]
    return ", ".join([*rights, *([] if one.active else [words.INACTIVE])]) or "—"


@staff.command("place", help="Sagt, in welcher Geschäftsstelle und welchem Team jemand arbeitet.")
@login_argument
@branch_option
@click.option("--team", metavar="NAME", help="Team der Geschäftsstelle.")
@pass_session
def place(session: Session, login: str, branch: str | None, team: str | None) -> int:
    """Move somebody to another branch or team."""
    if branch is None and team is not None:
        raise click.UsageError("--team braucht --branch.")
    with session.desk() as desk:
        from backoffice.desk.people import PlaceStaff

        branch_id = branch_of(desk, branch).id if branch else None
        staff_id = _person(desk, login)
        done = desk.perform(desk.new(PlaceStaff, staff_id=staff_id, branch_id=branch_id, team_name=team))
    say(said(done.code, done.values))
    return DONE


def _on_grant(session: Session, kind: str, login: str, role: str, branch: str | None, group: str | None) -> int:
    wanted = ROLES[role]
    if branch is None and (group is not None or wanted not in HOUSE_WIDE):
        raise click.UsageError("Wo gilt das Recht? --branch KÜRZEL.")
    with session.desk() as desk:
        from backoffice.desk.people import GrantRole, RevokeRole

        branch_id = branch_of(desk, branch).id if branch else None
        group_id = _group(desk, branch_id, group) if group and branch_id else None
        of = GrantRole if kind == "grant" else RevokeRole
        command = desk.new(of, staff_id=_person(desk, login), role=wanted, branch_id=branch_id, group_id=group_id)
        done = desk.perform(command)
    say(said(done.code, done.values))
    return DONE


@staff.command("grant", help=f"Gibt ein Recht. Rechte: {_ROLES_TOLD}.")
@login_argument
@role_argument
@branch_option
@click.option("--group", metavar="NAME", help="Nur in dieser Serviceplatzgruppe.")
@pass_session
def grant(session: Session, login: str, role: str, branch: str | None, group: str | None) -> int:
    """Give a role."""
    return _on_grant(session, "grant", login, role, branch, group)


@staff.command("revoke", help="Nimmt ein Recht. Es wirkt sofort, auch in laufenden Programmen.")
@login_argument
@role_argument
@branch_option
@click.option("--group", metavar="NAME", help="Nur in dieser Serviceplatzgruppe.")
@pass_session
def revoke(session: Session, login: str, role: str, branch: str | None, group: str | None) -> int:
    """Take a role away."""
    return _on_grant(session, "revoke", login, role, branch, group)


def _switch(session: Session, login: str, *, active: bool) -> int:
    with session.desk() as desk:
        from backoffice.desk.accounts import DeactivateStaff, ReactivateStaff, WritesAtServer
        from backoffice.store.roles import group_role

        of = ReactivateStaff if active else DeactivateStaff
        done = desk.perform(desk.new(of, staff_id=_person(desk, login)))
        writes = desk.read(WritesAtServer(login))
        role = desk.store.read(group_role) if writes is (not active) else ""
    say(said(done.code, done.values))
    if not role:
        return DONE
    complain((words.ACCESS_MISSING if active else words.ACCESS_LEFT).format(login=login, role=role))
    return REFUSED


@staff.command(
    "deactivate",
    help=(
        "Schaltet eine Anmeldung ab, etwa wenn jemand geht. Laufende Gespräche der Person warten wieder, ihre"
        " Reservierungen und Zuweisungen enden; Rechte und Verlauf bleiben. Auf PostgreSQL verliert die Anmeldung den"
        " Zugang zu diesem Speicher. „staff reactivate“ oder „undo“ führt zurück."
    ),
)
@login_argument
@pass_session
def deactivate(session: Session, login: str) -> int:
    """Switch an account off."""
    return _switch(session, login, active=False)


@staff.command("reactivate", help="Gibt eine abgeschaltete Anmeldung wieder frei, mit den Rechten von vorher.")
@login_argument
@pass_session
def reactivate(session: Session, login: str) -> int:
    """Switch an account on again."""
    return _switch(session, login, active=True)


def _person(desk: "Desk", login: str) -> str:
    """The id behind a login. Refused `unknown_person`."""
    from backoffice.desk.organisation_views import StaffByLogin

    return desk.read(StaffByLogin(login))


def _group(desk: "Desk", branch_id: str, name: str) -> str:
    """The id of a group by its name. Refused `unknown_group`."""
    from backoffice.desk.organisation_views import GroupsOf

    for group_id, group in desk.read(GroupsOf(branch_id)):
        if group == name:
            return group_id
    raise Refused("unknown_group")


COMMANDS = (staff,)
