"""`finish --commitment`: what the responsible branch promised, linked, or noted with its agreement (D9, D44 c)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from backoffice.cli.asking import Answers
from backoffice.cli.booking_typed import WHEN
from backoffice.cli.takeover_typed import other_branch_of
from backoffice.cli.ticket_asking import ask_ticket
from backoffice.cli.tickets import team_of
from backoffice.domain.terms import Channel

if TYPE_CHECKING:
    from backoffice.cli.session import Session
    from backoffice.desk.desk import Desk
    from backoffice.desk.finishing import Commitment
    from backoffice.desk.views import Line

F = TypeVar("F", bound=Callable[..., Any])
MORE = ("commitment_branch", "commitment_time", "commitment_team", "commitment_phone")

_OPTIONS = (
    click.option(
        "--commitment",
        is_flag=True,
        help="Zusage der zuständigen Geschäftsstelle; ohne mehr gilt, was sie zu einer Anfrage selbst zugesagt hat.",
    ),
    click.option(
        "--commitment-time", type=WHEN, help="Bei --commitment: Termin dort, „24.11. 10:00“; fragt, wer zugesagt hat."
    ),
    click.option(
        "--commitment-team",
        metavar="NAME",
        help="Bei --commitment: Rückruf dieses Teams von dort; fragt, wer zugesagt hat.",
    ),
    click.option(
        "--commitment-branch",
        metavar="KÜRZEL",
        help="Bei --commitment: diese Geschäftsstelle; sonst die, auf die der Hinweis am Termin zeigt.",
    ),
    click.option("--commitment-phone", is_flag=True, help="Bei --commitment-time: Sie rufen die Person an."),
)


def commitment_options(function: F) -> F:
    """What says that the responsible branch promised something, and what."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def check_commitment(ids: tuple[str, ...], asked: dict[str, Any]) -> None:
    """Usage errors: what does not go together, and one promise for several people."""
    time, team = asked["commitment_time"], asked["commitment_team"]
    if not asked["commitment"]:
        if any(asked[name] for name in MORE):
            raise click.UsageError("--commitment-branch, -time, -team und -phone gehören zu --commitment.")
        return
    if len(ids) > 1:
        raise click.UsageError("--commitment geht nur für einen Termin: Jede Person hat ihre Zusage.")
    if time is not None and team is not None:
        raise click.UsageError("Höchstens eins von --commitment-time und --commitment-team.")
    if asked["commitment_branch"] is not None and time is None and team is None:
        raise click.UsageError("--commitment-branch gehört zu --commitment-time oder --commitment-team.")
    if asked["commitment_phone"] and time is None:
        raise click.UsageError("--commitment-phone gehört zu --commitment-time.")
    if team is not None and asked["callback"]:
        raise click.UsageError("--callback und --commitment-team sagen zwei Rückrufe zu: bitte einen davon.")


def commitment_of(
    session: "Session", desk: "Desk", line: "Line", answers: Answers, asked: dict[str, Any]
) -> "Commitment":
    """The outcome. Refused: `commitment_missing` where they promised nothing themselves and nothing was said."""
    from backoffice.desk.agreed_time import AgreedTime
    from backoffice.desk.finishing import Commitment

    time, team = asked["commitment_time"], asked["commitment_team"]
    if time is None and team is None:
        return Commitment(takeover_id=_promised_by_them(desk, line))
    branch_id, _ = other_branch_of(desk, line.id, asked["commitment_branch"])
    if team is not None:
        team_of(desk, branch_id, team)  # before anything is asked
    contact = answers.text("agreed_with", required=True)
    if time is not None:
        channel = Channel.PHONE if asked["commitment_phone"] else Channel.IN_PERSON
        agreed = AgreedTime(day=time[0], start=time[1], channel=channel)
        return Commitment(to_branch_id=branch_id, contact=contact, time=agreed)
    from backoffice.desk.asking_prefill import CallThere
    from backoffice.desk.picking import BranchOfAppointment

    prefill = desk.read(CallThere(line.id, desk.read(BranchOfAppointment(line.id)), branch_id))
    ticket = ask_ticket(
        desk, answers, prefill, session.today, team=team, urgency=None, in_writing=False, note="ticket_note"
    )
    return Commitment(to_branch_id=branch_id, contact=contact, ticket=ticket)


def _promised_by_them(desk: "Desk", line: "Line") -> str | None:
    """The request about which they promised something; None: there is none."""
    from backoffice.desk.takeover_views import TakeoversAbout
    from backoffice.domain.takeovers import MOVED

    requests = desk.read(TakeoversAbout(line.id, desk.clock.now()))
    promised = (one for one in requests if not one.incoming and one.stand not in MOVED)
    return next((one.id for one in promised if one.ticket or one.promised is not None), None)
