"""Building the house: branches with their groups, service points, teams and offers (D25); aliases of concerns."""

from typing import Annotated, ClassVar

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.rights import Right
from backoffice.domain.terms import Area
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import (
    Branch,
    Concern,
    ConcernAlias,
    ConcernOffer,
    ServicePoint,
    ServicePointGroup,
    Team,
)

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Z0-9_-]{2,20}$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=new_id)


class NewOffer(_Part):
    """A concern of the catalogue, by area and title, and how long it takes here (5..120, a multiple of 5)."""

    area: Area
    title: Line
    minutes: int = Field(ge=5, le=120, multiple_of=5)
    lead_minutes: int = Field(default=0, ge=0)


class NewPoint(_Part):
    """A service point."""

    name: Name


class NewGroup(_Part):
    """A group with its service points in order. Without offers it gets the area's mandatory concerns."""

    name: Name
    area: Area
    points: tuple[NewPoint, ...]
    offers: tuple[NewOffer, ...] | None = None
    drawn: tuple[str, ...] = ()
    """Ids for the mandatory offers, drawn by whoever makes the command."""


class NewTeam(_Part):
    """A team."""

    name: Name
    area: Area
    phone: Line = ""
    shown_number: Line = ""


class AddBranch(Command):
    """A new branch with everything in it."""

    kind: ClassVar[str] = "add_branch"
    right: ClassVar[Right] = Right.ADMINISTER
    undoable: ClassVar[bool] = False

    branch_id: str = Field(default_factory=new_id)
    code: Code
    name: Name
    address: Line = ""
    front_desk_phone: Line = ""
    groups: tuple[NewGroup, ...] = ()
    teams: tuple[NewTeam, ...] = ()

    def scope(self, work: Work) -> Scope:
        """The whole house."""
        return Scope()

    def apply(self, work: Work) -> Done:
        """Add it. Refused: `branch_exists`, `unknown_concern` (an offer that the catalogue does not know)."""
        branches = table(Branch)
        work.tx.lock("branches")
        taken = work.tx.all(sa.select(branches.c.code, branches.c.name, branches.c.position))
        if any(row.code == self.code or row.name == self.name for row in taken):
            raise Refused("branch_exists", branch=self.code)
        work.tx.insert(
            Branch,
            id=self.branch_id,
            code=self.code,
            name=self.name,
            address=self.address,
            front_desk_phone=self.front_desk_phone,
            position=1 + max((row.position for row in taken), default=0),
        )
        for team in self.teams:
            work.tx.insert(Team, branch_id=self.branch_id, **team.model_dump())
        for position, group in enumerate(self.groups, 1):
            add_group(work, self.branch_id, group, position)
        return Done("branch_added", (self.branch_id,))


class AddGroup(Command):
    """A further group at a branch."""

    kind: ClassVar[str] = "add_group"
    right: ClassVar[Right] = Right.OFFER
    undoable: ClassVar[bool] = False

    branch_id: str
    group: NewGroup

    def scope(self, work: Work) -> Scope:
        """The branch."""
        return Scope(self.branch_id)

    def apply(self, work: Work) -> Done:
        """Add it behind the others. Refused `group_exists`."""
        groups = table(ServicePointGroup)
        work.tx.lock(f"groups:{self.branch_id}")
        there = work.tx.all(sa.select(groups.c.name, groups.c.position).where(groups.c.branch_id == self.branch_id))
        if any(row.name == self.group.name for row in there):
            raise Refused("group_exists", group=self.group.name)
        add_group(work, self.branch_id, self.group, 1 + max((row.position for row in there), default=0))
        return Done("group_added", (self.group.id,))


def add_group(work: Work, branch_id: str, group: NewGroup, position: int) -> None:
    """Write a group with its points and offers. Refused: `point_exists`, `unknown_concern`."""
    work.tx.insert(
        ServicePointGroup,
        id=group.id,
        branch_id=branch_id,
        area=group.area,
        name=group.name,
        position=position,
    )
    points = table(ServicePoint)
    taken = {row.name for row in work.tx.all(sa.select(points.c.name).where(points.c.branch_id == branch_id))}
    for place, point in enumerate(group.points, 1):
        if point.name in taken:
            raise Refused("point_exists", point=point.name)
        taken.add(point.name)
        work.tx.insert(
            ServicePoint, id=point.id, branch_id=branch_id, group_id=group.id, name=point.name, position=place
        )
    concerns = table(Concern)
    known = {
        (row.area, row.title): row
        for row in work.tx.all(
            sa.select(concerns.c.id, concerns.c.area, concerns.c.title, concerns.c.minutes, concerns.c.mandatory)
        )
    }
    if group.offers is None:
        mandatory = [row for key, row in sorted(known.items()) if key[0] == group.area and row.mandatory]
        offers = list(zip(group.drawn, ((row.id, row.minutes, 0) for row in mandatory), strict=False))
    else:
        offers = []
        for offer in group.offers:
            row = known.get((offer.area, offer.title))
            if row is None:
                raise Refused("unknown_concern", title=offer.title)
            offers.append((offer.id, (row.id, offer.minutes, offer.lead_minutes)))
    for offer_id, (concern_id, minutes, lead) in offers:
        work.tx.insert(
            ConcernOffer,
            id=offer_id,
            branch_id=branch_id,
            concern_id=concern_id,
            group_id=group.id,
            minutes=minutes,
            lead_minutes=lead,
        )


def mandatory_ids() -> tuple[str, ...]:
    """Ids for the mandatory offers of a `NewGroup` without offers: as many as an area can have."""
    return tuple(new_id() for _ in range(20))


class AddAlias(Command):
    """Another text under which files write a concern (D22: aliases are data)."""

    kind: ClassVar[str] = "add_alias"
    right: ClassVar[Right] = Right.ADMINISTER

    alias_id: str = Field(default_factory=new_id)
    concern_id: str
    text: Line

    def scope(self, work: Work) -> Scope:
        """The whole house: the catalogue is central (D25)."""
        return Scope()

    def apply(self, work: Work) -> Done:
        """Add it. Refused `alias_exists`."""
        aliases = table(ConcernAlias)
        work.row(Concern, self.concern_id)
        work.tx.lock(f"aliases:{self.concern_id}")
        there = work.tx.all(sa.select(aliases.c.text).where(aliases.c.concern_id == self.concern_id))
        if any(row.text == self.text for row in there):
            raise Refused("alias_exists", text=self.text)
        work.tx.insert(ConcernAlias, id=self.alias_id, concern_id=self.concern_id, text=self.text)
        return Done("alias_added", (self.concern_id,))
