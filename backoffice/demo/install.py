"""Installs the example office as anybody else would: through the desk's own commands and the real importer."""

from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from backoffice.demo.office import OFFICE, ExampleBranch, ExampleStaff

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.founding import Founding
    from backoffice.desk.organisation import AddBranch

HOME_BRANCH, HOME_TEAM = "MITTE", "Leistungsteam 1"
"""Where whoever looks at the example office works in it."""

LISTED_AT = time(6, 0)
"""Online booking for a day closes at 06:00 (D2): the lists are final."""


def founding(login: str) -> "Founding":
    """How the example office is founded by the account that looks at it: marked as an example."""
    from backoffice.desk.founding import Founding

    return Founding(house_name=OFFICE.name, login=login, name=login, example=True, office_emails=OFFICE.office_emails)


def build(desk: "Desk") -> None:
    """Branches, teams and staff, into a house that was just founded by the one who sits at `desk`."""
    from backoffice.demo.interpreters import keep_interpreters
    from backoffice.desk.people import PlaceStaff

    _person(desk, OFFICE.administrator, None, {})
    for branch in OFFICE.branches:
        command = _branch(desk, branch)
        desk.perform(command)
        groups = {group.name: group.id for group in command.groups}
        _directory(desk, branch, command)
        for person in branch.staff:
            _person(desk, person, command.branch_id, groups)
        if branch.code == HOME_BRANCH:
            me = desk.sign_in().id
            desk.perform(desk.new(PlaceStaff, staff_id=me, branch_id=command.branch_id, team_name=HOME_TEAM))
    _rules(desk)
    desk.sign_in()
    keep_interpreters(desk)


def _branch(desk: "Desk", branch: ExampleBranch) -> "AddBranch":
    from backoffice.desk.organisation import AddBranch, NewGroup, NewOffer, NewPoint, NewTeam

    return desk.new(
        AddBranch,
        code=branch.code,
        name=branch.name,
        address=branch.address,
        front_desk_phone=branch.front_desk_phone,
        groups=tuple(
            NewGroup(
                name=group.name,
                area=group.area,
                points=tuple(NewPoint(name=point) for point in group.points),
                offers=tuple(
                    NewOffer(area=o.area, title=o.title, minutes=o.minutes, lead_minutes=o.lead_minutes)
                    for o in group.offers
                ),
            )
            for group in branch.groups
        ),
        teams=tuple(
            NewTeam(name=team.name, area=team.area, phone=team.phone, shown_number=team.shown_number)
            for team in branch.teams
        ),
    )


def _directory(desk: "Desk", branch: ExampleBranch, made: "AddBranch") -> None:
    from backoffice.demo.directory import entries_of
    from backoffice.desk.desk import Desk
    from backoffice.desk.directory import AddEntry
    from backoffice.domain.ids import new_id

    keeper = Desk(desk.store, desk.login, new_id(), desk.clock)  # `u` takes back only what the person did
    teams = {team.name: team.id for team in made.teams}
    for entry in entries_of(branch):
        keeper.perform(
            keeper.new(
                AddEntry,
                branch_id=made.branch_id,
                function=entry.function,
                team_id=teams[entry.team] if entry.team else None,
                phone=entry.phone,
                hours=entry.hours,
                deputy=entry.deputy,
                note=entry.note,
            )
        )


def _rules(desk: "Desk") -> None:
    """Who is responsible for which invented district, read in from a file like anybody's."""
    from backoffice.demo.rules import write_rule_file
    from backoffice.desk.responsibility import SetRules, read_rules

    with TemporaryDirectory(prefix="backoffice-beispiel-") as folder:
        read = read_rules(desk, write_rule_file(Path(folder) / "Zuständigkeit.csv"))
    desk.perform(desk.new(SetRules, rules=read.rules))


def _person(desk: "Desk", person: ExampleStaff, branch_id: str | None, groups: dict[str, str]) -> None:
    from backoffice.desk.people import AddStaff, NewGrant

    desk.perform(
        desk.new(
            AddStaff,
            login=person.login,
            name=person.name,
            function=person.function,
            branch_id=branch_id,
            team_name=person.team,
            grants=tuple(
                NewGrant(role=grant.role, group_id=groups[grant.group] if grant.group else None)
                for grant in person.grants
            ),
        )
    )


def import_day(desk: "Desk", day: date) -> int:
    """Write the booking file of each example branch for a day and read it in; branches that have one keep it.

    The files are real workbooks in a temporary folder that goes with them, rows that are unclear included: nothing
    is left to be listed (D53). Gives the number of files that were read.
    """
    from backoffice.desk.day import DayOf
    from backoffice.desk.organisation_views import Branches

    read = 0
    with TemporaryDirectory(prefix="backoffice-beispiel-") as folder:
        invented = {branch.code for branch in OFFICE.branches}
        for branch in desk.read(Branches()):
            if branch.code not in invented:
                continue  # somebody's own branch in the example store: nothing is invented for it
            if desk.read(DayOf(branch.id, day, desk.clock.now())).imported is None:
                _import(desk, OFFICE.branch(branch.code), branch.id, day, Path(folder))
                read += 1
    return read


def _import(desk: "Desk", branch: ExampleBranch, branch_id: str, day: date, folder: Path) -> None:
    from backoffice.demo.bookings import bookings_of, write_booking_file
    from backoffice.desk.importing import ImportDay
    from backoffice.desk.previewing import read_file

    path = folder / f"{branch.code}_{day.isoformat()}.xlsx"
    write_booking_file(path, branch, bookings_of(branch, day), day, datetime.combine(day, LISTED_AT))
    file = read_file(desk, path, branch_id)
    desk.perform(
        desk.new(
            ImportDay,
            branch_id=branch_id,
            file=file,
            day=day,
            ids=ImportDay.ids_for(file),
        )
    )
