"""How many are to be told of another time: counted on every screen, so it loads little (D33, D41)."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.domain.rights import Right
from backoffice.store.tables.base import table
from backoffice.store.tables.proposals import Proposal, standing

_proposal = table(Proposal)


@dataclass(frozen=True, slots=True)
class ToTell:
    """How many proposals of a branch stand, and of how many nobody has told the customer."""

    all: int
    untold: int


@dataclass(frozen=True, slots=True)
class CountProposals:
    """The quiet number of a branch."""

    branch_id: str

    def run(self, connection: sa.Connection, actor: Actor) -> ToTell:
        """Count; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        row = connection.execute(_counted(), {"branch": self.branch_id}).one()
        return ToTell(row[0], row[0] - row[1])


@cache
def _counted() -> sa.Select[Any]:
    counted = standing(sa.func.count(), sa.func.count(_proposal.c.told_by))
    return counted.where(_proposal.c.branch_id == sa.bindparam("branch"))
