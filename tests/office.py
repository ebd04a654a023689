"""A small branch to test with, and appointments put into it without a booking file."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from backoffice.desk.desk import Desk
from backoffice.desk.organisation import AddBranch, NewGroup, NewPoint, NewTeam, mandatory_ids
from backoffice.desk.people import AddStaff, GrantRole
from backoffice.domain.ids import new_id
from backoffice.domain.terms import Area, Channel, Origin, Role
from backoffice.store.roles import grant_login
from backoffice.store.store import Store, open_store
from backoffice.store.tables.appointments import Appointment, Customer, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Concern, ServicePoint, ServicePointGroup, Team

MONDAY = date(2026, 11, 23)


@dataclass
class Office:
    """A branch MITTE with two groups, and what tests need to reach into it."""

    desk: Desk
    branch_id: str
    groups: dict[str, str]
    points: dict[str, str]
    concerns: dict[str, str] = field(default_factory=dict)
    opened: list[Store] = field(default_factory=list)

    def book(self, start: int = 540, minutes: int = 20, *, place: str | None = "L1-1", **more: Any) -> str:
        """An imported appointment on Monday; returns its id. `name`, `phone`, `concern` and columns as given."""
        appointment, customer = new_id(), new_id()
        name = more.pop("name", "Weiß, Thea")
        family, _, given = name.partition(", ")
        concern = more.pop("concern", "Fragen zum Bescheid")
        person = {key: more.pop(key) for key in ("phone", "email", "customer_number", "protected") if key in more}
        values: dict[str, Any] = {
            "branch_id": self.branch_id,
            "concern_id": self.concerns.get(concern),
            "concern_text": concern,
            "group_id": self.groups["Leistung 1"],
            "channel": Channel.IN_PERSON,
            "day": MONDAY,
            "start_minute": start,
            "end_minute": start + minutes,
            "origin": Origin.IMPORTED,
            **more,
        }

        def work(tx: Any) -> None:
            tx.insert(
                Customer, id=customer, branch_id=self.branch_id, name=name, family=family, given=given, **person
            )
            tx.insert(Appointment, id=appointment, customer_id=customer, **values)
            if place:
                tx.insert(
                    Placement,
                    appointment_id=appointment,
                    branch_id=self.branch_id,
                    service_point_id=self.points[place],
                )
            tx.settle()

        self.desk.store.write(work)
        return appointment

    def status(self, appointment_id: str) -> str:
        """Where an appointment stands in the store."""
        a = table(Appointment)
        return self.desk.store.read(
            lambda c: c.scalar(sa.select(sa.type_coerce(a.c.status, sa.String)).where(a.c.id == appointment_id))
        )

    def colleague(self, login: str, name: str, *roles: Role, branch: bool = True, team: str | None = None) -> Desk:
        """A second person with a desk of their own; on PostgreSQL with a login and connections of their own."""
        staff_id = new_id()
        at = self.branch_id if branch else None
        self.desk.perform(
            self.desk.new(
                AddStaff, staff_id=staff_id, login=login, name=name, branch_id=self.branch_id, team_name=team
            )
        )
        for role in roles:
            self.desk.perform(self.desk.new(GrantRole, staff_id=staff_id, role=role, branch_id=at))
        store = self.desk.store
        if store.shared:
            self.desk.store.administer(lambda connection: grant_login(connection, login, None))
            url = store.place.url.set(username=login).render_as_string()
            store = open_store(url, self.desk.clock)
            self.opened.append(store)
        return Desk(store, login, f"desk-{login}", self.desk.clock)

    def team(self, name: str = "Leistungsteam 1") -> str:
        """The id of a team."""
        teams = table(Team)
        return self.desk.store.read(lambda c: c.scalar(sa.select(teams.c.id).where(teams.c.name == name)))

    def close(self) -> None:
        """Close what was opened for colleagues."""
        for store in self.opened:
            store.close()


def build(desk: Desk) -> Office:
    """Found the small branch."""
    branch_id = new_id()
    desk.perform(
        desk.new(
            AddBranch,
            branch_id=branch_id,
            code="MITTE",
            name="Geschäftsstelle Mitte",
            groups=tuple(
                NewGroup(
                    name=name,
                    area=area,
                    points=tuple(NewPoint(name=f"{prefix}-{n}") for n in (1, 2)),
                    drawn=mandatory_ids(),
                )
                for name, area, prefix in (
                    ("Eingangszone", Area.FRONT_DESK, "E"),
                    ("Leistung 1", Area.BENEFITS, "L1"),
                    ("Leistung 2", Area.BENEFITS, "L2"),
                )
            ),
            teams=(
                NewTeam(
                    name="Leistungsteam 1", area=Area.BENEFITS, phone="030 23125-701", shown_number="030 23125-700"
                ),
                NewTeam(name="Leistungsteam 2", area=Area.BENEFITS, phone="030 23125-702"),
                NewTeam(name="Eingangszone", area=Area.FRONT_DESK, phone="030 23125-703"),
            ),
        )
    )

    def names(of: sa.Table, column: str = "name") -> dict[str, str]:
        return dict(desk.store.read(lambda c: c.execute(sa.select(of.c[column], of.c.id)).all()))  # type: ignore[arg-type]

    return Office(
        desk, branch_id, names(table(ServicePointGroup)), names(table(ServicePoint)), names(table(Concern), "title")
    )
