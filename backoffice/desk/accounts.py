"""Switching a person's account off and on again: who left cannot sign in, and holds nothing any more (D36, D50)."""

from dataclasses import dataclass
from typing import ClassVar

import sqlalchemy as sa

from backoffice.desk.actor import Actor, load
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.handing_back import hand_back
from backoffice.desk.people import require_administrator
from backoffice.domain.errors import Refused
from backoffice.domain.rights import Right
from backoffice.store.roles import may_write, set_access
from backoffice.store.tables.people import Staff


class _OnAccount(Command):
    right: ClassVar[Right] = Right.ADMINISTER

    staff_id: str

    def scope(self, work: Work) -> Scope:
        """The whole house."""
        return Scope()

    def switch(self, work: Work, *, active: bool) -> None:
        """Set it. Switching twice changes nothing, but asks the server once more (PostgreSQL)."""
        work.tx.lock("administrators")
        # Whoever waited for the lock may have been switched off by the one who held it.
        load(work.tx.connection, work.actor.login).require(self.right)
        row = work.row(Staff, self.staff_id)
        if row.active == active:
            set_access(work.tx.connection, row.login, admitted=active)
        work.tx.change(Staff, row, active=active)


class DeactivateStaff(_OnAccount):
    """Somebody left, or must not get in for now: nothing of theirs is deleted."""

    kind: ClassVar[str] = "deactivate_staff"

    def apply(self, work: Work) -> Done:
        """Switch the account off; `settle` does what follows from it, and refuses what must not be."""
        self.switch(work, active=False)
        return Done("staff_deactivated", (self.staff_id,))


class ReactivateStaff(_OnAccount):
    """Somebody is back, with the rights they had."""

    kind: ClassVar[str] = "reactivate_staff"

    def apply(self, work: Work) -> Done:
        """Switch the account on again."""
        self.switch(work, active=True)
        return Done("staff_reactivated", (self.staff_id,))


def settle(work: Work, command: Command) -> None:
    """What follows from accounts switched off or on in this transaction, whichever command did it (an undo too).

    Off: the person's talks go back to waiting, their claims and assignments end, accepted tickets go back to the
    team, and on PostgreSQL their login loses the group role that lets it work here; on: it has the role again.
    Refused: `own_account`, `last_administrator`.
    """
    switched = {
        touched.row_id: bool(touched.after["active"])
        for touched in work.tx.touched
        if touched.entity == "staff" and touched.before and touched.after and "active" in touched.after
    }
    if not switched:
        return
    work.tx.lock("administrators")
    for staff_id, active in switched.items():
        if not active:
            if staff_id == work.actor.id:
                raise Refused("own_account")
            hand_back(work, command, staff_id)
        set_access(work.tx.connection, work.tx.get(Staff, staff_id).login, admitted=active)
    require_administrator(work)


@dataclass(frozen=True, slots=True)
class WritesAtServer:
    """Whether a login can still write in the shared store, asked of the server itself; None where it has none."""

    login: str

    def run(self, connection: sa.Connection, actor: Actor) -> bool | None:
        """Ask. Refused `no_right` for whoever does not administer the house."""
        actor.require(Right.ADMINISTER)
        return may_write(connection, self.login)
