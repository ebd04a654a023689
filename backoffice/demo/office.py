"""The example office "Jobcenter Musterstadt (Beispieldaten)": branches, groups, teams, staff as values.

Whoever installs it goes through the desk like anybody else. All people are invented, their surnames are put
together from words; all phone numbers come from ranges reserved for films and books.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backoffice.domain.catalogue import of_area
from backoffice.domain.terms import Area, Role

OFFICE_NAME = "Jobcenter Musterstadt (Beispieldaten)"
OFFICE_EMAIL = "termine@jobcenter.example.org"
"""The office's own address: booked with more than once a day, never part of a key (D5, D10)."""


@dataclass(frozen=True, slots=True)
class ExampleOffer:
    """A concern, by its key in the catalogue, as a group offers it (D25). Durations in minutes."""

    area: Area
    title: str
    minutes: int
    lead_minutes: int = 0


@dataclass(frozen=True, slots=True)
class ExampleGroup:
    """A Serviceplatzgruppe with its service points in order. The order of groups is their position (D25)."""

    name: str
    area: Area
    points: tuple[str, ...]
    offers: tuple[ExampleOffer, ...]


@dataclass(frozen=True, slots=True)
class ExampleTeam:
    """A team with the number colleagues dial and the one customers see when it calls."""

    name: str
    area: Area
    phone: str
    shown_number: str


@dataclass(frozen=True, slots=True)
class ExampleGrant:
    """A role; in one group of the branch where `group` is named, else in the whole branch (D50)."""

    role: Role
    group: str | None = None


@dataclass(frozen=True, slots=True)
class ExampleStaff:
    """Somebody who works here: OS or database login, shown name, function code, team by name, grants."""

    login: str
    name: str
    function: str
    team: str | None
    grants: tuple[ExampleGrant, ...]


@dataclass(frozen=True, slots=True)
class ExampleBranch:
    """A Geschäftsstelle with everything in it."""

    code: str
    name: str
    address: str
    front_desk_phone: str
    groups: tuple[ExampleGroup, ...]
    teams: tuple[ExampleTeam, ...]
    staff: tuple[ExampleStaff, ...]

    def group(self, name: str) -> ExampleGroup:
        """The group of that name. KeyError where there is none."""
        for group in self.groups:
            if group.name == name:
                return group
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class ExampleOffice:
    """The whole house. The order of branches is their position; `administrator` may do everything."""

    name: str
    branches: tuple[ExampleBranch, ...]
    administrator: ExampleStaff
    office_emails: tuple[str, ...]

    def branch(self, code: str) -> ExampleBranch:
        """The branch of that code. KeyError where there is none."""
        for branch in self.branches:
            if branch.code == code:
                return branch
        raise KeyError(code)


_GIVEN = (
    "Jonna",
    "Malte",
    "Svea",
    "Enno",
    "Wiebke",
    "Tjark",
    "Imke",
    "Hauke",
    "Rieke",
    "Onno",
    "Silke",
    "Arne",
)
_FAMILY_FIRST = (
    "Birken",
    "Sand",
    "Ufer",
    "Linden",
    "Moor",
    "Wiesen",
    "Deich",
    "Eichen",
    "Heide",
    "Kiefern",
    "Segel",
    "Dünen",
)
_FAMILY_LAST = (
    "brink",
    "kamp",
    "hain",
    "tau",
    "quell",
    "rode",
    "steg",
    "blick",
    "grund",
    "wall",
    "horst",
    "bach",
)


def _names(seed: int) -> Iterator[str]:
    """Twelve invented names; those of different seeds below twelve differ."""
    for i, first in enumerate(_FAMILY_FIRST):
        yield f"{_GIVEN[(i + 5 * seed) % 12]} {first}{_FAMILY_LAST[(5 * i + seed) % 12]}"


def office_phone(branch: int, line: int) -> str:
    """A number of the range that is kept for the office: 030 23125-700 upward, twenty for each branch."""
    return f"030 23125-{700 + 20 * branch + line}"


def _offers(*areas: Area) -> tuple[ExampleOffer, ...]:
    return tuple(ExampleOffer(e.area, e.title, e.minutes) for area in areas for e in of_area(area))


def _points(prefix: str, count: int) -> tuple[str, ...]:
    return tuple(f"{prefix}-{n}" for n in range(1, count + 1))


_CASEWORKER = ExampleGrant(Role.CASEWORKER)


def _staff(branch: int, code: str, seats: tuple[tuple[str, int, str, str], ...]) -> tuple[ExampleStaff, ...]:
    """The people of a branch; `seats`: (function prefix, how many, team, group), the first leads it."""
    names = _names(branch)
    people = []
    for prefix, count, team, group in seats:
        for n in range(1, count + 1):
            lead = (ExampleGrant(Role.GROUP_LEAD, group),) if n == 1 else ()
            people.append(_person(code, next(names), f"{prefix}-{n:02d}", team, (*lead, _CASEWORKER)))
    people.append(
        _person(code, next(names), "TM-01", None, (ExampleGrant(Role.APPOINTMENT_MANAGER),)),
    )
    people.append(_person(code, next(names), "SA-01", None, (ExampleGrant(Role.SITE_ADMIN), _CASEWORKER)))
    return tuple(people)


def _person(code: str, name: str, function: str, team: str | None, grants: tuple[ExampleGrant, ...]) -> ExampleStaff:
    login = f"{code}_{function.replace('-', '')}".lower()
    return ExampleStaff(login, name, function, team, grants)


def _teams(branch: int, *teams: tuple[str, Area]) -> tuple[ExampleTeam, ...]:
    return tuple(
        ExampleTeam(name, area, office_phone(branch, 10 + n), office_phone(branch, 1))
        for n, (name, area) in enumerate(teams)
    )


def _branch(position: int, code: str, name: str, street: str) -> ExampleBranch:
    """A branch with a front desk and two groups for benefits."""
    benefits = _offers(Area.BENEFITS)
    return ExampleBranch(
        code=code,
        name=f"Geschäftsstelle {name}",
        address=f"{street}, 00000 Musterstadt",
        front_desk_phone=office_phone(position, 0),
        groups=(
            ExampleGroup("Eingangszone", Area.FRONT_DESK, _points("E", 4), _offers(Area.FRONT_DESK)),
            ExampleGroup("Leistung 1", Area.BENEFITS, _points("L1", 3), benefits),
            ExampleGroup("Leistung 2", Area.BENEFITS, _points("L2", 3), benefits),
        ),
        teams=_teams(
            position,
            (f"Eingangszone {name}", Area.FRONT_DESK),
            ("Leistungsteam 1", Area.BENEFITS),
            ("Leistungsteam 2", Area.BENEFITS),
            ("M&I-Team", Area.PLACEMENT),
        ),
        staff=_staff(
            position,
            code,
            (
                ("EZ", 4, f"Eingangszone {name}", "Eingangszone"),
                ("L1", 3, "Leistungsteam 1", "Leistung 1"),
                ("L2", 3, "Leistungsteam 2", "Leistung 2"),
            ),
        ),
    )


def _youth_branch(position: int) -> ExampleBranch:
    """The Jugendberufsagentur: one front desk that also takes what young people ask of M&I (D22)."""
    welcome = {
        "Mitteilung einer Veränderung",
        "Änderung von Kontaktdaten",
        "Bildung und Teilhabe (soziale Teilhabe)",
        "Stellenangebote",
        "Aktuelle berufliche Situation",
        "Erstellung von Bewerbungsunterlagen",
    }
    further = tuple(o for o in _offers(Area.FRONT_DESK, Area.PLACEMENT) if o.title in welcome)
    offers = (*_offers(Area.YOUTH_FRONT_DESK), *further)
    return ExampleBranch(
        code="JBA",
        name="Jugendberufsagentur",
        address="Musterplatz 6, 00000 Musterstadt",
        front_desk_phone=office_phone(position, 0),
        groups=(ExampleGroup("Eingangszone JBA", Area.YOUTH_FRONT_DESK, _points("J", 5), offers),),
        teams=_teams(position, ("Eingangszone JBA", Area.YOUTH_FRONT_DESK), ("M&I-Team U25", Area.PLACEMENT)),
        staff=_staff(
            position,
            "JBA",
            (("JBA", 7, "Eingangszone JBA", "Eingangszone JBA"),),
        ),
    )


OFFICE = ExampleOffice(
    name=OFFICE_NAME,
    branches=(
        _branch(0, "MITTE", "Mitte", "Musterstraße 1"),
        _branch(1, "NORD", "Nord", "Musterweg 2"),
        _branch(2, "OST", "Ost", "Musterallee 3"),
        _branch(3, "SUED", "Süd", "Mustergasse 4"),
        _branch(4, "WEST", "West", "Musterufer 5"),
        _youth_branch(5),
    ),
    administrator=ExampleStaff("zentrale_adm01", "Antje Sternwarte", "ADM-01", None, (ExampleGrant(Role.ADMIN),)),
    office_emails=(OFFICE_EMAIL,),
)
"""The example office as it stands before its first booking."""
