"""Whom one calls in the example office: functions of each branch, numbers of the same range as its teams."""

from collections.abc import Iterator
from dataclasses import dataclass

from backoffice.demo.office import OFFICE, ExampleBranch, ExampleTeam, office_phone
from backoffice.domain.terms import Area

CENTRAL = "MITTE"
"""Where those sit who work for all branches."""

DESK_HOURS = "mo-mi 8-16, do 8-18, fr 8-12"
OFFICE_HOURS = "mo-do 8-15:30, fr 8-12"


@dataclass(frozen=True, slots=True)
class ExampleEntry:
    """A line of the directory; `team` by its name."""

    function: str
    phone: str = ""
    team: str | None = None
    hours: str = ""
    deputy: str = ""
    note: str = ""


def entries_of(branch: ExampleBranch) -> Iterator[ExampleEntry]:
    """The entries of one branch, in their order."""
    position = OFFICE.branches.index(branch)
    line = iter(range(2, 10))  # 0 and 1 are the branch's own, its teams begin with 10

    def number() -> str:
        return office_phone(position, next(line))

    for team in branch.teams:
        if team.area is not Area.PLACEMENT:
            deputy = _stands_in(team, branch)
            yield ExampleEntry("Teamleitung", number(), team.name, OFFICE_HOURS, deputy)
    yield ExampleEntry(
        "Empfang und Hausverwaltung", number(), hours=DESK_HOURS, note="auch Schlüssel, Aufzug, Fundsachen"
    )
    if branch.code != CENTRAL:
        yield ExampleEntry("Dolmetschkoordination", deputy="Dolmetschkoordination der Geschäftsstelle Mitte")
        return
    yield ExampleEntry(
        "Dolmetschkoordination",
        number(),
        hours="mo-mi 8-12, do 8-15",
        deputy="Empfang und Hausverwaltung",
        note="für alle Geschäftsstellen; Gebärdensprache mindestens fünf Werktage vorher",
    )
    yield ExampleEntry(
        "Zentrale Fachstelle Wohnungserhalt",
        number(),
        hours=OFFICE_HOURS,
        deputy="Leistungsteam 2",
        note="Räumung, Energiesperre: am selben Tag anrufen",
    )
    yield ExampleEntry(
        "IT-Störungsannahme", number(), hours="mo-fr 7-17", note="bei Ausfall der Buchungslisten zuerst"
    )


def _stands_in(team: ExampleTeam, branch: ExampleBranch) -> str:
    """Another team of the same area; else the reception, which knows who is there."""
    same = [other.name for other in branch.teams if other.area is team.area and other is not team]
    return f"Teamleitung {same[0]}" if same else "Empfang und Hausverwaltung"
