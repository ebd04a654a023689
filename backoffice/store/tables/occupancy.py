"""The guard against double booking: one row per resource, day and five minutes (D26, D28)."""

from datetime import date

from sqlmodel import Field

from backoffice.store.tables.base import ID, Row


class Occupancy(Row, table=True):
    """A tick of five minutes that a holder has on a resource. Holds no personal data and is not journaled."""

    resource_id: str = Field(primary_key=True, sa_type=ID)
    day: date = Field(primary_key=True)
    tick: int = Field(primary_key=True)
    holder_id: str = Field(sa_type=ID, index=True)
