"""Two branches of one house, each with a desk of its own: the customer stands in MITTE, responsible is NORD."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from backoffice.desk.agreed_time import AgreedTime
from backoffice.desk.booking import NewBooking
from backoffice.desk.command import Done
from backoffice.desk.desk import Desk
from backoffice.desk.organisation import AddBranch, NewGroup, NewPoint, NewTeam, mandatory_ids
from backoffice.desk.people import AddStaff, GrantRole
from backoffice.desk.takeover_promises import AgreeByPhone, CommitTakeover, ConfirmTakeover
from backoffice.desk.takeover_views import TakeoverLine, TakeoversOf
from backoffice.desk.takeovers import AcceptTakeover, AskTakeover, DeclineTakeover, WithdrawTakeover
from backoffice.domain.ids import new_id
from backoffice.domain.terms import Area, Channel, Role
from backoffice.store.roles import grant_login
from backoffice.store.store import open_store
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import ServicePointGroup, Team
from backoffice.store.tables.takeovers import Takeover
from tests.office import MONDAY, Office

_a, _asked = table(Appointment), table(Takeover)


@dataclass
class TwoBranches:
    """MITTE with its administrator's desk and a caseworker's; NORD with a caseworker's."""

    office: Office
    here: Desk
    there: Desk
    north: str

    @property
    def mitte(self) -> str:
        """The branch where the customer stands."""
        return self.office.branch_id

    def group(self, name: str = "Leistung Nord") -> str:
        """The id of a group of NORD."""
        return self._id(ServicePointGroup, name)

    def team(self, name: str = "Leistungsteam Nord") -> str:
        """The id of a team of NORD."""
        return self._id(Team, name)

    def _id(self, model: Any, name: str) -> str:
        of = table(model)
        wanted = sa.select(of.c.id).where(of.c.branch_id == self.north, of.c.name == name)
        return self.office.desk.store.read(lambda c: c.scalar(wanted))

    def ask(self, appointment_id: str, **more: Any) -> str:
        """Ask NORD; returns the id of the request."""
        more = {"to_branch_id": self.north, "reason": "Wohnt im Bezirk Nord", **more}
        command = self.here.new(AskTakeover, appointment_id=appointment_id, **more)
        self.here.perform(command)
        return command.takeover_id

    def accept(self, takeover_id: str, *, desk: Desk | None = None, **more: Any) -> Done:
        """NORD takes it over on its first group, at 10:00 unless said otherwise."""
        at = desk or self.there
        booking = NewBooking(**{"group_id": self.group(), "day": MONDAY, "start": 600, **more})
        wanted = sa.select(_asked.c.appointment_id).where(_asked.c.id == takeover_id)
        about = self.office.desk.store.read(lambda c: c.scalar(wanted))
        return at.perform(at.new(AcceptTakeover, appointment_id=about, takeover_id=takeover_id, booking=booking))

    def agree(self, appointment_id: str, start: int = 600, **more: Any) -> Done:
        """MITTE notes what NORD said on the phone."""
        time = AgreedTime(day=more.pop("day", MONDAY), start=start, channel=more.pop("channel", Channel.IN_PERSON))
        more = {"to_branch_id": self.north, "agreed_with": "Eingangszone Nord", **more}
        return self.here.perform(self.here.new(AgreeByPhone, appointment_id=appointment_id, time=time, **more))

    def decline(self, takeover_id: str, reason: str = "Wir sind voll") -> Done:
        """NORD says no."""
        return self.there.perform(self.there.new(DeclineTakeover, takeover_id=takeover_id, reason=reason))

    def withdraw(self, takeover_id: str) -> Done:
        """MITTE does not need it any more."""
        return self.here.perform(self.here.new(WithdrawTakeover, takeover_id=takeover_id))

    def confirm(self, takeover_id: str) -> Done:
        """NORD has seen what was agreed."""
        return self.there.perform(self.there.new(ConfirmTakeover, takeover_id=takeover_id))

    def commit(self, takeover_id: str, **more: Any) -> Done:
        """NORD promises something else."""
        return self.there.perform(self.there.new(CommitTakeover, takeover_id=takeover_id, **more))

    def lines(self, desk: Desk | None = None) -> tuple[TakeoverLine, ...]:
        """What a desk sees of its branch's requests."""
        at = desk or self.here
        branch_id = self.north if at is self.there else self.mitte
        return at.read(TakeoversOf(branch_id, at.clock.now())).lines

    def line(self, takeover_id: str, desk: Desk | None = None) -> TakeoverLine:
        """One request as a desk sees it."""
        return next(line for line in self.lines(desk) if line.id == takeover_id)

    def rows(self, branch_id: str, day: date = MONDAY) -> list[sa.Row[Any]]:
        """The appointments of a branch on a day as the store has them, in time order."""
        wanted = sa.select(_a).where(_a.c.branch_id == branch_id, _a.c.day == day).order_by(_a.c.start_minute)
        return self.office.desk.store.read(lambda c: c.execute(wanted).all())


def two_branches(office: Office) -> TwoBranches:
    """Build NORD beside MITTE and sit somebody down in both."""
    north = another_branch(office, "Nord")
    here = seat(office, office.branch_id, "mitte_ez", "Ida Mitte", Role.CASEWORKER)
    return TwoBranches(office, here, seat(office, north, "nord_ez", "Nils Nord", Role.CASEWORKER), north)


def another_branch(office: Office, name: str) -> str:
    """A branch with one group of two service points and one team; returns its id."""
    branch_id = new_id()
    group = NewGroup(
        name=f"Leistung {name}",
        area=Area.BENEFITS,
        points=tuple(NewPoint(name=f"{name[0]}{n}") for n in (1, 2)),
        drawn=mandatory_ids(),
    )
    office.desk.perform(
        office.desk.new(
            AddBranch,
            branch_id=branch_id,
            code=name.upper(),
            name=f"Geschäftsstelle {name}",
            address="Musterweg 2",
            front_desk_phone="030 23125-720",
            groups=(group,),
            teams=(NewTeam(name=f"Leistungsteam {name}", area=Area.BENEFITS, phone="030 23125-730"),),
        )
    )
    return branch_id


def seat(office: Office, branch_id: str, login: str, name: str, *roles: Role) -> Desk:
    """Somebody of another branch, at a desk of their own."""
    staff_id = new_id()
    admin = office.desk
    admin.perform(
        admin.new(AddStaff, staff_id=staff_id, login=login, name=name, branch_id=branch_id, function="EZ-N1")
    )
    for role in roles:
        admin.perform(admin.new(GrantRole, staff_id=staff_id, role=role, branch_id=branch_id))
    url = admin.store.place.url
    if admin.store.shared:
        admin.store.administer(lambda connection: grant_login(connection, login, None))
        url = url.set(username=login)
    # Always a store of one's own: two programs that shared one would each see half of what changes.
    store = open_store(url.render_as_string(), admin.clock)
    office.opened.append(store)
    return Desk(store, login, f"desk-{login}", admin.clock)
