"""`staffing lend`, `recall` and `support`: people and service points that help at another branch for some days."""

from datetime import date
from typing import Any

import click

from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.output import say, say_json, say_table, short_ids
from backoffice.cli.plan_typed import point_of
from backoffice.cli.session import DAY, Session, branch_of, branch_option, json_option, pass_session
from backoffice.cli.staffing_typed import people_of, person_of, tell
from backoffice.domain.errors import Refused
from backoffice.wording import absences as words
from backoffice.wording.openings import days


@click.command(
    "lend",
    cls=Command,
    help=(
        "Leiht eine Person, oder mit --point einen Serviceplatz, für einige Tage einer anderen Geschäftsstelle. Die"
        " Person kann dort Plätze besetzen; den Platz öffnet die andere als zusätzlichen: backoffice plan point."
    ),
)
@click.argument("login", metavar="[ANMELDUNG]", required=False)
@click.option("--point", metavar="PLATZ", help="Ein Serviceplatz statt einer Person.")
@click.option("--to", "to", metavar="KÜRZEL", required=True, help="Die Geschäftsstelle, die Hilfe bekommt.")
@branch_option
@click.option("--day", type=DAY, help="Erster Tag; sonst heute.")
@click.option("--until-day", "last", type=DAY, help="Letzter Tag; sonst der erste.")
@pass_session
def lend(
    session: Session,
    login: str | None,
    point: str | None,
    to: str,
    branch: str | None,
    day: date | None,
    last: date | None,
) -> int:
    """Lend somebody, or a service point."""
    if (login is None) == (point is None):
        raise click.UsageError("Wer hilft? Eine Anmeldung oder --point: genau eins davon.")
    first = day or session.today
    with session.desk() as desk:
        from backoffice.desk.openings_views import OpeningsOf
        from backoffice.desk.organisation_views import Branches
        from backoffice.desk.supporting import Lend

        at = branch_of(desk, branch)
        there = next(
            (one for one in desk.read(Branches(everywhere=True)) if one.code.casefold() == to.casefold()), None
        )
        if there is None:
            raise Refused("unknown_branch")
        whom: dict[str, Any] = {}
        if point is not None:
            whom["service_point_id"] = point_of(desk.read(OpeningsOf(at.id, first)), point).id
        else:
            whom["staff_id"] = person_of(people_of(desk, at.id, first), str(login))
        done = desk.perform(
            desk.new(Lend, branch_id=at.id, to_branch_id=there.id, first_day=first, last_day=last or first, **whom)
        )
    tell(done)
    return DONE


@click.command("recall", cls=Command, help="Holt eine Unterstützung zurück: ab heute. Kennungen: staffing support.")
@click.argument("one", metavar="KENNUNG")
@branch_option
@pass_session
def recall(session: Session, one: str, branch: str | None) -> int:
    """End support."""
    typed = one.strip().casefold()
    with session.desk() as desk:
        from backoffice.desk.supporting import Recall, SupportOf

        listed = desk.read(SupportOf(branch_of(desk, branch).id, session.today))
        found = [view.id for view in listed if typed and view.id.endswith(typed)]
        if len(found) != 1:
            raise Refused("support_unclear", id=typed)
        done = desk.perform(desk.new(Recall, support_id=found[0]))
    tell(done)
    return DONE


@click.command("support", cls=Command, help="Zeigt, wer und was von hier woanders hilft, und von woanders hier.")
@branch_option
@json_option
@pass_session
def support(session: Session, branch: str | None, as_json: bool) -> int:
    """List support."""
    with session.desk() as desk:
        from backoffice.desk.supporting import SupportOf

        found = desk.read(SupportOf(branch_of(desk, branch).id, session.today))
    if as_json:
        say_json(
            [
                {
                    "id": one.id,
                    "from": one.branch,
                    "to": one.to_branch,
                    "person" if one.staff_id else "service_point": one.name,
                    "first_day": one.first_day.isoformat(),
                    "last_day": one.last_day.isoformat(),
                }
                for one in found
            ]
        )
    elif not found:
        say(words.NO_SUPPORT)
    else:
        ids = short_ids([one.id for one in found])
        say_table(
            [ids[one.id], one.name, f"{one.branch} → {one.to_branch}", days(one.first_day, one.last_day)]
            for one in found
        )
    return DONE


COMMANDS = (lend, recall, support)
