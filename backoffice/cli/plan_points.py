"""`plan point` and `plan point-close`: one more service point for some days (D32)."""

from datetime import date
from typing import Any

import click

from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.plan_check import changed
from backoffice.cli.plan_setting import break_option, contingent, group_option, online_option, tell
from backoffice.cli.plan_typed import END, group_of, point_of
from backoffice.cli.session import DAY, TIME, Session, branch_of, branch_option, pass_session


@click.command(
    "point",
    cls=Command,
    help="Öffnet einen zusätzlichen Serviceplatz an den Arbeitstagen vom ersten bis zum letzten Tag, höchstens zehn.",
)
@click.argument("first", metavar="TAG", type=DAY)
@click.argument("last", metavar="[BIS]", type=DAY, required=False)
@branch_option
@group_option
@click.option("--from", "start", type=TIME, required=True, help="Beginn, z. B. 8:00.")
@click.option("--until", "end", type=END, required=True, help="Ende, z. B. 12:00.")
@break_option
@online_option
@click.option("--name", metavar="NAME", help="Wie er heißt; sonst der nächste freie Name (L1-Z1).")
@click.option("--reason", metavar="GRUND", required=True, help="Warum er gebraucht wird, ohne Namen von Personen.")
@pass_session
def point(
    session: Session, /, first: date, last: date | None, branch: str | None, group: str, name: str | None, **how: Any
) -> int:
    """Open a temporary service point."""
    with session.desk() as desk:
        from backoffice.desk.temporary_points import OpenTemporaryPoint, ProposePointName

        group_id, _ = group_of(desk, branch_of(desk, branch).id, group)
        command = desk.new(
            OpenTemporaryPoint,
            group_id=group_id,
            name=name or desk.read(ProposePointName(group_id)),
            first_day=first,
            last_day=last or first,
            start=how["start"],
            end=how["end"],
            breaks=how["breaks"],
            contingent=contingent(how),
            reason=how["reason"],
        )
        done = desk.perform(command)
    tell(done)
    return DONE


@click.command(
    "point-close", cls=Command, help="Schließt einen zusätzlichen Serviceplatz früher: mit dem heutigen Tag."
)
@click.argument("name", metavar="PLATZ")
@branch_option
@pass_session
def point_close(session: Session, name: str, branch: str | None) -> int:
    """Close a temporary service point."""
    with session.desk() as desk:
        from backoffice.desk.plan_views import OpeningsOf
        from backoffice.desk.temporary_points import CloseTemporaryPoint

        at = branch_of(desk, branch)
        view = desk.read(OpeningsOf(at.id, session.today))
        told = changed(desk, at.id, desk.new(CloseTemporaryPoint, point_id=point_of(view, name).id))
    tell(*told)
    return DONE


COMMANDS = (point, point_close)
