"""`plan offers` and its kin: which concerns a group offers, how long, with how much lead time (D25)."""

from typing import TYPE_CHECKING

import click

from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.output import say, say_json, say_table
from backoffice.cli.plan_setting import group_option
from backoffice.cli.plan_typed import group_of
from backoffice.cli.session import Session, branch_of, branch_option, json_option, pass_session
from backoffice.domain.errors import Refused
from backoffice.wording.done import done as said

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk

concern_argument = click.argument("title", metavar="ANLIEGEN")


@click.command(
    "offers", cls=Command, help="Zeigt, welche Gruppe welche Anliegen anbietet, wie lange, mit wie viel Vorlauf."
)
@branch_option
@json_option
@pass_session
def offers(session: Session, branch: str | None, as_json: bool) -> int:
    """List the offers of a branch."""
    with session.desk() as desk:
        from backoffice.desk.offers import OffersOf

        found = desk.read(OffersOf(branch_of(desk, branch).id))
    if as_json:
        say_json(
            [
                {
                    "group": one.group,
                    "concern": one.title,
                    "area": one.area.value,
                    "minutes": one.minutes,
                    "lead_minutes": one.lead_minutes,
                    "mandatory": one.mandatory,
                }
                for one in found
            ]
        )
    else:
        say_table([one.group, one.title, f"{one.minutes} min", f"Vorlauf {one.lead_minutes} min"] for one in found)
    return DONE


@click.command(
    "offer",
    cls=Command,
    help="Eine Gruppe bietet ein Anliegen an, oder anders als bisher. Was gebucht ist, behält seine Dauer.",
)
@concern_argument
@branch_option
@group_option
@click.option("--minutes", type=int, required=True, help="Dauer in Minuten: 5 bis 120, in Fünferschritten.")
@click.option("--lead", type=int, default=0, help="Vorlauf in Minuten für die Buchung von außen; sonst keiner.")
@pass_session
def offer(session: Session, title: str, branch: str | None, group: str, minutes: int, lead: int) -> int:
    """Set an offer."""
    with session.desk() as desk:
        from backoffice.desk.offers import SetOffer

        at = branch_of(desk, branch)
        group_id, _ = group_of(desk, at.id, group)
        command = desk.new(
            SetOffer,
            branch_id=at.id,
            group_id=group_id,
            concern_id=_concern(desk, at.id, group_id, title),
            minutes=minutes,
            lead_minutes=lead,
        )
        done = desk.perform(command)
    say(said(done.code, done.values))
    return DONE


def _concern(desk: "Desk", branch_id: str, group_id: str, title: str) -> str:
    """A concern by its title; of two with one title the one that the group offers. Refused `concern_unclear`."""
    from backoffice.desk.offers import OffersOf
    from backoffice.desk.organisation_views import Catalogue
    from backoffice.domain.catalogue import concern_key

    found = {one.id for one in desk.read(Catalogue()) if concern_key(one.title) == concern_key(title)}
    offered = {one.concern_id for one in desk.read(OffersOf(branch_id)) if one.group_id == group_id} & found
    if len(offered or found) != 1:
        raise Refused("concern_unclear", title=title)
    return (offered or found).pop()


@click.command(
    "offer-stop", cls=Command, help="Eine Gruppe bietet ein Anliegen nicht mehr an. Was gebucht ist, bleibt."
)
@concern_argument
@branch_option
@group_option
@pass_session
def offer_stop(session: Session, title: str, branch: str | None, group: str) -> int:
    """Stop an offer."""
    with session.desk() as desk:
        from backoffice.desk.offers import OffersOf, StopOffer
        from backoffice.domain.catalogue import concern_key

        at = branch_of(desk, branch)
        group_id, name = group_of(desk, at.id, group)
        found = [
            one.id
            for one in desk.read(OffersOf(at.id))
            if one.group_id == group_id and concern_key(one.title) == concern_key(title)
        ]
        if len(found) != 1:
            raise Refused("offer_missing", group=name, title=title)
        done = desk.perform(desk.new(StopOffer, offer_id=found[0]))
    say(said(done.code, done.values))
    return DONE


COMMANDS = (offers, offer, offer_stop)
