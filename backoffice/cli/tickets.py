"""`tickets` and `teams`: which calls are promised, sorted by what people see as due, and to whom they can go."""

from typing import TYPE_CHECKING

import click

from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.output import say, say_json, say_table
from backoffice.cli.session import Session, branch_of, branch_option, json_option, names_option, pass_session
from backoffice.cli.ticket_rows import ticket_cells, ticket_json
from backoffice.domain.errors import Refused
from backoffice.domain.tickets import TicketStatus
from backoffice.wording import ticket_commands as words

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.ticket_views import TeamView

team_option = click.option("--team", metavar="NAME", help="Team; backoffice teams zeigt alle.")


def team_of(desk: "Desk", branch_id: str, name: str) -> "TeamView":
    """A branch's team by its name, in any case. Refused `unknown_team`."""
    from backoffice.desk.ticket_picking import Teams

    for team in desk.read(Teams(branch_id)):
        if team.name.casefold() == name.strip().casefold():
            return team
    raise Refused("unknown_team")


@click.command(
    "tickets",
    cls=Command,
    help=(
        "Zeigt die zugesagten Rückrufe der Geschäftsstelle, die frühste Frist zuerst. Ohne --state die offenen; mit"
        " --state closed die seit gestern abgeschlossenen."
    ),
)
@branch_option
@team_option
@click.option("--state", type=click.Choice([state.value for state in TicketStatus]), help="Nur in diesem Stand.")
@click.option("--overdue", is_flag=True, help="Nur überfällige.")
@names_option
@json_option
@pass_session
def list_tickets(
    session: Session,
    branch: str | None,
    team: str | None,
    state: str | None,
    overdue: bool,
    with_names: bool,
    as_json: bool,
) -> int:
    """List promised calls."""
    wanted = TicketStatus(state) if state else None
    with session.desk(promises=True) as desk:
        from backoffice.desk.ticket_lines import TicketsOf

        branch_id = branch_of(desk, branch).id
        team_id = team_of(desk, branch_id, team).id if team else None
        shown = desk.read(TicketsOf(branch_id, desk.clock.now(), closed=wanted is TicketStatus.CLOSED))
    lines = [
        line
        for line in shown.lines
        if (wanted is None or line.status is wanted)
        and (team_id is None or line.team_id == team_id)
        and not (overdue and not (line.open and shown.limits.overdue(line.due_at)))
    ]
    if as_json:
        say_json([ticket_json(line, with_names=with_names) for line in lines])
        return DONE
    counts = shown.counts
    told = words.COUNTS.format(
        open=counts.open, mine=counts.mine, overdue=counts.overdue, unaccepted=counts.unaccepted
    )
    say(f"{shown.branch.name}, {told}")
    say()
    if not lines:
        say(words.NO_TICKETS)
    say_table(ticket_cells(line, shown.limits, shown.calendar, with_names=with_names) for line in lines)
    return DONE


@click.command("teams", cls=Command, help="Zeigt die Teams, an die Rückrufe gehen, und was ihre Anrufe zeigen.")
@branch_option
@json_option
@pass_session
def list_teams(session: Session, branch: str | None, as_json: bool) -> int:
    """List teams: of one branch, or of the whole house."""
    with session.desk() as desk:
        from backoffice.desk.ticket_picking import Teams

        found = desk.read(Teams(branch_by_code(desk, branch) if branch else None))
    if as_json:
        say_json(
            [
                {"branch": team.branch, "name": team.name, "phone": team.phone, "shown_number": team.shown_number}
                for team in found
            ]
        )
    elif not found:
        say(words.NO_TEAMS)
    else:
        say_table(
            [
                team.branch,
                team.name,
                team.phone or "—",
                words.TEAM_SHOWS.format(number=team.shown_number) if team.shown_number else "—",
            ]
            for team in found
        )
    return DONE


def branch_by_code(desk: "Desk", code: str) -> str:
    """The id of any branch of the house, also of one whose day one may not see. Refused `unknown_branch`."""
    from backoffice.desk.organisation_views import Branches

    for branch in desk.read(Branches(everywhere=True)):
        if branch.code.casefold() == code.strip().casefold():
            return branch.id
    raise Refused("unknown_branch")


COMMANDS = (list_tickets, list_teams)
