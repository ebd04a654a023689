"""`branch` and `concern`: building the house by line commands."""

import re
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.german import Group
from backoffice.cli.guard import DONE
from backoffice.cli.output import say, say_json, say_table
from backoffice.cli.session import Session, branch_of, json_option, pass_session
from backoffice.domain.errors import Refused
from backoffice.domain.terms import Area
from backoffice.wording import commands as words
from backoffice.wording.done import done as said
from backoffice.wording.states import AREA

if TYPE_CHECKING:
    from backoffice.desk.organisation import NewGroup

AREAS = {area.value.replace("_", "-"): area for area in Area}
area_type = click.Choice(list(AREAS), case_sensitive=False)
AREAS_TOLD = ", ".join(f"{word} ({AREA[area.value]})" for word, area in AREAS.items())
optional_option = click.option(
    "--optional", is_flag=True, help="Auch die freiwilligen Anliegen des Bereichs anbieten, nicht nur die Pflicht."
)
team_phone_option = click.option("--phone", metavar="NUMMER", help="Durchwahl des Teams, nur für Kolleg:innen.")
shown_number_option = click.option(
    "--shown-number", metavar="NUMMER", help="Was Angerufene auf ihrem Display sehen; leer: Es wird nicht gesagt."
)


@click.group("branch", cls=Group, help="Geschäftsstellen anlegen und zeigen.")
def branch() -> None:
    """Commands for branches."""


@branch.command(
    "add",
    help=(
        "Legt eine Geschäftsstelle mit Serviceplatzgruppen und Teams an. Zum Beispiel (alles in einer Zeile):"
        '\n\n\b\nbackoffice branch add MITTE --name "Geschäftsstelle Mitte"\n'
        '  --group Eingangszone front-desk 4 --group "Leistung 1" benefits 3\n'
        '  --team "Leistungsteam 1" benefits'
    ),
)
@click.argument("code", metavar="KÜRZEL")
@click.option("--name", metavar="NAME", required=True, help="Wie sie heißt, z. B. „Geschäftsstelle Mitte“.")
@click.option("--address", metavar="ANSCHRIFT", default="", help="Anschrift.")
@click.option("--phone", metavar="NUMMER", default="", help="Telefon der Eingangszone, nur für Kolleg:innen.")
@click.option(
    "--group",
    "groups",
    type=(str, area_type, click.IntRange(1, 99)),
    multiple=True,
    metavar="NAME BEREICH PLÄTZE",
    help=f"Serviceplatzgruppe mit so vielen Plätzen, mehrfach möglich. Bereiche: {AREAS_TOLD}.",
)
@click.option(
    "--team", "teams", type=(str, area_type), multiple=True, metavar="NAME BEREICH", help="Team, mehrfach möglich."
)
@optional_option
@pass_session
def add_branch(
    session: Session,
    code: str,
    name: str,
    address: str,
    phone: str,
    groups: tuple[tuple[str, str, int], ...],
    teams: tuple[tuple[str, str], ...],
    optional: bool,
) -> int:
    """Add a branch."""
    with session.desk() as desk:
        from backoffice.desk.organisation import AddBranch, NewTeam

        short = [_prefix(group) for group, _, _ in groups]
        prefixes = [one if short.count(one) == 1 else group for one, (group, _, _) in zip(short, groups, strict=True)]
        command = desk.new(
            AddBranch,
            code=code.upper(),
            name=name,
            address=address,
            front_desk_phone=phone,
            groups=tuple(
                _group(group, AREAS[area], points, prefix, optional=optional)
                for prefix, (group, area, points) in zip(prefixes, groups, strict=True)
            ),
            teams=tuple(NewTeam(name=team, area=AREAS[area]) for team, area in teams),
        )
        done = desk.perform(command)
    say(said(done.code, done.values))
    # A list of bookings needs groups to put people in: nothing else makes sense before.
    say((words.NEXT_STAFF if groups else words.NEXT_GROUP).format(branch=command.code))
    return DONE


@branch.command(
    "add-group", help=f"Legt eine weitere Serviceplatzgruppe in einer Geschäftsstelle an. Bereiche: {AREAS_TOLD}."
)
@click.argument("code", metavar="KÜRZEL")
@click.argument("name", metavar="NAME")
@click.argument("area", metavar="BEREICH", type=area_type)
@click.argument("points", metavar="PLÄTZE", type=click.IntRange(1, 99))
@click.option("--prefix", metavar="TEXT", help="Wie die Plätze vor ihrer Nummer heißen, z. B. L2.")
@optional_option
@pass_session
def add_group(
    session: Session, code: str, name: str, area: str, points: int, prefix: str | None, optional: bool
) -> int:
    """Add a group to a branch."""
    with session.desk() as desk:
        from backoffice.desk.organisation import AddGroup

        group = _group(name, AREAS[area], points, prefix or _prefix(name), optional=optional)
        done = desk.perform(desk.new(AddGroup, branch_id=branch_of(desk, code).id, group=group))
    say(said(done.code, done.values))
    return DONE


@branch.command(
    "add-team",
    help="Legt ein Team an, an das Rückrufe gehen können, mit der Nummer, die Angerufene auf ihrem Display sehen.",
)
@click.argument("code", metavar="KÜRZEL")
@click.argument("name", metavar="NAME")
@click.argument("area", metavar="BEREICH", type=area_type)
@team_phone_option
@shown_number_option
@pass_session
def add_team(session: Session, code: str, name: str, area: str, phone: str | None, shown_number: str | None) -> int:
    """Add a team to a branch."""
    with session.desk() as desk:
        from backoffice.desk.organisation import NewTeam
        from backoffice.desk.teams import AddTeam

        team = NewTeam(name=name, area=AREAS[area], phone=phone or "", shown_number=shown_number or "")
        done = desk.perform(desk.new(AddTeam, branch_id=branch_of(desk, code).id, team=team))
    say(said(done.code, done.values))
    return DONE


@branch.command(
    "change-team", help="Ändert Name oder Nummern eines Teams; was nicht genannt ist, bleibt. Rückrufe bleiben dort."
)
@click.argument("code", metavar="KÜRZEL")
@click.argument("name", metavar="NAME")
@click.option("--rename", metavar="NAME", help="Wie das Team jetzt heißt.")
@team_phone_option
@shown_number_option
@pass_session
def change_team(
    session: Session, code: str, name: str, rename: str | None, phone: str | None, shown_number: str | None
) -> int:
    """Change a team of a branch."""
    with session.desk() as desk:
        from backoffice.cli.tickets import team_of
        from backoffice.desk.teams import ChangeTeam

        team = team_of(desk, branch_of(desk, code).id, name)
        command = desk.new(
            ChangeTeam,
            team_id=team.id,
            name=team.name if rename is None else rename,
            phone=team.phone if phone is None else phone,
            shown_number=team.shown_number if shown_number is None else shown_number,
        )
        done = desk.perform(command)
    say(said(done.code, done.values))
    return DONE


def _prefix(name: str) -> str:
    """`Leistung 1` → `L1`, `Eingangszone` → `E`."""
    return "".join(word if word.isdigit() else word[0].upper() for word in re.findall(r"\w+", name)) or name


def _group(name: str, area: Area, points: int, prefix: str, *, optional: bool) -> "NewGroup":
    from backoffice.desk.organisation import NewGroup, NewOffer, NewPoint, mandatory_ids
    from backoffice.domain.catalogue import of_area

    more: dict[str, Any] = {"drawn": mandatory_ids()}
    if optional:
        more = {"offers": tuple(NewOffer(area=area, title=e.title, minutes=e.minutes) for e in of_area(area))}
    return NewGroup(
        name=name, area=area, points=tuple(NewPoint(name=f"{prefix}-{n}") for n in range(1, points + 1)), **more
    )


@branch.command("list", help="Zeigt die Geschäftsstellen mit ihrem Kürzel.")
@json_option
@pass_session
def list_branches(session: Session, as_json: bool) -> int:
    """List all branches."""
    with session.desk() as desk:
        from backoffice.desk.organisation_views import Branches

        found = desk.read(Branches(everywhere=True))
    if as_json:
        say_json([{"code": b.code, "name": b.name, "front_desk_phone": b.front_desk_phone} for b in found])
    elif not found:
        say(words.NO_BRANCHES)
    else:
        say_table([b.code, b.name, b.front_desk_phone] for b in found)
    return DONE


@click.group("concern", cls=Group, help="Der Katalog der Anliegen und ihre Schreibweisen.")
def concern() -> None:
    """Commands for the catalogue."""


@concern.command("list", help="Zeigt die Anliegen, die eine Geschäftsstelle anbietet.")
@click.option("--branch", "code", metavar="KÜRZEL", help="Geschäftsstelle, z. B. MITTE.")
@pass_session
def list_concerns(session: Session, code: str | None) -> int:
    """List what a branch offers."""
    with session.desk() as desk:
        from backoffice.desk.organisation_views import ConcernsOf

        found = desk.read(ConcernsOf(branch_of(desk, code).id))
    say_table([AREA[c.area.value], c.title, f"{c.minutes} min", c.group or "—"] for c in found)
    return DONE


@concern.command("alias", help="Hinterlegt, wie Buchungslisten ein Anliegen noch schreiben.")
@click.argument("title", metavar="ANLIEGEN")
@click.argument("text", metavar="SCHREIBWEISE")
@click.option(
    "--area",
    type=area_type,
    metavar="BEREICH",
    help=f"Bereich, wenn es das Anliegen mehrfach gibt: {AREAS_TOLD}.",
)
@pass_session
def alias(session: Session, title: str, text: str, area: str | None) -> int:
    """Add another spelling of a concern."""
    with session.desk() as desk:
        from backoffice.desk.organisation import AddAlias
        from backoffice.desk.organisation_views import Catalogue
        from backoffice.domain.catalogue import concern_key

        found = [
            one
            for one in desk.read(Catalogue())
            if concern_key(one.title) == concern_key(title) and (area is None or one.area is AREAS[area])
        ]
        if len(found) != 1:
            raise Refused("concern_unclear", title=title)
        done = desk.perform(desk.new(AddAlias, concern_id=found[0].id, text=text))
    say(said(done.code, done.values))
    return DONE


COMMANDS = (branch, concern)
