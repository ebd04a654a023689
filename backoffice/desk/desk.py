"""The one door: `perform` changes, `read` shows (ARCHITECTURE). There is no second way to the store."""

import time
from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa

from backoffice.desk.actor import Actor, load
from backoffice.desk.command import Command, Done, Work
from backoffice.domain.clock import Clock
from backoffice.domain.errors import BackofficeError, Conflict
from backoffice.store import journal
from backoffice.store.seats import draw_number
from backoffice.store.store import Store
from backoffice.store.transaction import Transaction

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
C = TypeVar("C", bound=Command)

CHOICES = 5
"""How often a command may choose another place before the person hears that all were taken."""


class Query(Protocol[T_co]):
    """Something to be read: checks the actor's rights itself and gives frozen views."""

    def run(self, connection: sa.Connection, actor: Actor) -> T_co:
        """Read; refused with `no_right` where the actor may not see it."""
        ...


class Desk:
    """A person at a workstation, connected to a store."""

    def __init__(self, store: Store, login: str, desk_id: str, clock: Clock) -> None:
        self.store = store
        self.login = login
        self.id = desk_id
        self.clock = clock
        self._actor: Actor | None = None
        self._rights_may_differ = False

    @property
    def actor(self) -> Actor:
        """Who sits here, with the rights last read."""
        return self._actor or self.sign_in()

    def sign_in(self) -> Actor:
        """Find out who sits here. Refused: `unknown_account`, `account_inactive`."""
        self._actor = actor = self.store.read(lambda connection: load(connection, self.login))
        return actor

    def new(self, kind: type[C], **values: Any) -> C:
        """A command of this desk, made now."""
        return kind(made_at=self.clock.now(), desk_id=self.id, **values)

    def draw_number(self) -> str:
        """The next ticket number of this desk (`R-7K-Q2M`): drawn for a command, and never given again."""
        now = self.clock.now()
        return self.store.write(lambda tx: draw_number(tx, self.id, now))

    def perform(self, command: Command) -> Done:
        """Carry a command out: rights → one transaction → check → apply → journal → commit.

        The same `id` twice is one change: the second time gets the first answer. Refused / Conflict leave everything
        as it was; `StoreUnavailable` where the store did not answer (trying the same command again is safe).
        """
        for choice in range(CHOICES):
            try:
                return self.store.write(lambda tx: self._carry_out(tx, command))
            except Conflict as conflict:
                again = command.chooses_place and conflict.code == "place_taken" and choice < CHOICES - 1
                if not again:
                    raise
                time.sleep(0.01 * choice)
        raise AssertionError  # the loop returns or raises

    def perform_all(self, commands: Iterable[Command]) -> list[Done | BackofficeError]:
        """Marked rows: each command in its own transaction, each with its own answer, one undo by their batch."""
        answers: list[Done | BackofficeError] = []
        for command in commands:
            try:
                answers.append(self.perform(command))
            except BackofficeError as error:
                answers.append(error)
        return answers

    def read(self, query: Query[T]) -> T:
        """Run a query and return its frozen views.

        After a change by somebody (`changed`) the actor's rights are read anew: a right that was taken away is gone
        in running programs too.
        """
        actor = self.actor

        def work(connection: sa.Connection) -> T:
            nonlocal actor
            if self._rights_may_differ:
                self._actor = actor = load(connection, self.login)
                self._rights_may_differ = False
            return query.run(connection, actor)

        return self.store.read(work)

    def changed(self) -> bool:
        """Whether somebody changed the store since the last call."""
        if not self.store.changes.poll():
            return False
        self._rights_may_differ = True
        return True

    def _carry_out(self, tx: Transaction, command: Command) -> Done:
        before = journal.find(tx, command.id)
        if before is not None:
            return _answer(before)
        actor = load(tx.connection, self.login)
        work = Work(tx, actor)
        scope = command.scope(work)
        actor.require(command.right, scope.branch_id, scope.group_id)
        command.check(work)
        done = command.apply(work)
        if any(touched.entity == "staff" for touched in tx.touched):
            from backoffice.desk import accounts  # not at the start: it loads commands that no first screen needs

            accounts.settle(work, command)
        tx.settle()
        journal.write(
            tx,
            journal.Entry(
                id=command.id,
                kind=command.kind,
                schema=command.schema_version,
                actor_id=actor.id,
                desk_id=self.id,
                branch_id=scope.branch_id,
                made_at=command.made_at,
                batch_id=command.batch_id,
                undoes=getattr(command, "undoes", None),
                undoable=command.undoable and bool(tx.touched),
                code=done.code,
                result={"ids": list(done.ids), "values": dict(done.values)},
                payload=command.payload(),
            ),
        )
        for model, values in work.leaving:
            tx.insert(model, **values)
        return Done(done.code, done.ids, done.values, command.id, command.undoable and bool(tx.touched))


def _answer(entry: sa.Row[Any]) -> Done:
    result = entry.result
    return Done(entry.code, tuple(result["ids"]), result["values"], entry.id, entry.undoable)
