"""Branches, teams, service points and the catalogue of concerns (DOMAIN.md §1, D20–D25)."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field

from backoffice.domain.terms import Area
from backoffice.store.tables.base import Row, key, one_of, ref, text


class Setting(Row, table=True):
    """A setting of the whole store: the house's name, whether it is the example office, office e-mails."""

    name: str = Field(primary_key=True, sa_type=sa.String(60))
    value: str = text(4000)


class Branch(Row, table=True):
    """Geschäftsstelle."""

    id: str = key()
    code: str = text(20, unique=True)
    name: str = text(80)
    address: str = text(120)
    front_desk_phone: str = text(40)
    """Asked between front desks; customers are never sent there (D9)."""
    position: int = 0
    version: int = 1


class Team(Row, table=True):
    """A team of one branch and one area; later tickets are addressed to it."""

    __table_args__ = (sa.UniqueConstraint("branch_id", "name"),)

    id: str = key()
    branch_id: str = ref("branch.id")
    area: Area = one_of(Area, name="area")
    name: str = text(80)
    phone: str = text(40)
    shown_number: str = text(40)
    """What customers see on their display when this team calls."""
    version: int = 1


class ServicePointGroup(Row, table=True):
    """Serviceplatzgruppe: units of capacity that can stand in for each other."""

    __tablename__ = "service_point_group"
    __table_args__ = (sa.UniqueConstraint("branch_id", "name"),)

    id: str = key()
    branch_id: str = ref("branch.id")
    area: Area = one_of(Area, name="area")
    name: str = text(80)
    position: int = 0
    version: int = 1


class ServicePoint(Row, table=True):
    """Serviceplatz: a unit of capacity, not a person, not a room (D26)."""

    __tablename__ = "service_point"
    __table_args__ = (sa.UniqueConstraint("branch_id", "name"),)

    id: str = key()
    branch_id: str = ref("branch.id")
    group_id: str = ref("service_point_group.id")
    name: str = text(40)
    position: int = 0
    active: bool = True
    first_day: date | None = None
    last_day: date | None = None
    reason: str = text(80)
    """A temporary service point (D32): its days, both included, and why it was opened. None: a lasting one."""
    version: int = 1


class Concern(Row, table=True):
    """Anliegen of the central catalogue, keyed by area and title (D20)."""

    __table_args__ = (sa.UniqueConstraint("area", "title"),)

    id: str = key()
    area: Area = one_of(Area, name="area")
    title: str = text(120)
    minutes: int = 20
    mandatory: bool = False
    emergency: bool = False
    sensitive: bool = False
    application: bool = False
    documents: str = text(1000)
    info: str = text(1000)
    version: int = 1


class ConcernAlias(Row, table=True):
    """Another text under which a concern is written in booking files (D22: aliases are data)."""

    __tablename__ = "concern_alias"
    __table_args__ = (sa.UniqueConstraint("concern_id", "text"),)

    id: str = key()
    concern_id: str = ref("concern.id")
    text: str = text(120)


class ConcernOffer(Row, table=True):
    """A branch offers a concern in a group, with its own duration and lead time (D25)."""

    __tablename__ = "concern_offer"
    __table_args__ = (sa.UniqueConstraint("concern_id", "group_id"),)

    id: str = key()
    branch_id: str = ref("branch.id", index=True)
    concern_id: str = ref("concern.id")
    group_id: str = ref("service_point_group.id")
    minutes: int
    lead_minutes: int = 0
    version: int = 1
