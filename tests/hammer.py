"""What the other processes of the stress tests do: one function each, given plain values, answering through a queue.

They start from a fork server that has loaded this module and nothing else of a test: eight of them stand in a second.
"""

import multiprocessing
import os
import random
import signal
from collections.abc import Callable, Sequence
from datetime import date, datetime
from multiprocessing.context import ForkServerContext
from typing import Any

import sqlalchemy as sa

import backoffice.desk.finishing
import backoffice.desk.noting  # noqa: F401  (loaded once, for all that are forked)
from backoffice.desk.command import Command
from backoffice.desk.desk import Desk
from backoffice.desk.importing import ImportDay
from backoffice.domain.bookings import BookedRow, BookingFile, Column, Field
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import BackofficeError, Conflict
from backoffice.domain.ids import new_id
from backoffice.domain.terms import Channel, Origin
from backoffice.store.engine import READ_ONLY
from backoffice.store.store import open_store
from backoffice.store.tables.appointments import Appointment, Customer, Placement

PATIENCE = 30
"""Seconds after which a test gives up waiting for another process; far more than any of them needs."""


def processes() -> ForkServerContext:
    """The context to start them with."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.hammer"])
    return context


def crew(target: Callable[..., None], arguments: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Run `target` once per tuple of arguments, all beginning each round together; everything they answered.

    Fails where one of them does not end by itself or ends badly.
    """
    context = processes()
    barrier, answers = context.Barrier(len(arguments)), context.Queue()
    running = [context.Process(target=target, args=(barrier, answers, *given), daemon=True) for given in arguments]
    for process in running:
        process.start()
    told: list[tuple[Any, ...]] = []
    ended = 0
    try:
        while ended < len(running):
            answer = answers.get(timeout=PATIENCE)
            ended += answer is None
            if answer is not None:
                told.append(answer)
        for process in running:
            process.join(PATIENCE)
        assert [process.exitcode for process in running] == [0] * len(running)
    finally:
        for process in running:
            if process.is_alive():
                process.kill()
                process.join()
    return told


def perform_together(barrier, answers, url: str, login: str, instant: datetime, commands: list[Command]) -> None:
    """Perform one command after the other, each at the same moment as the others theirs."""
    store = open_store(url, FixedClock(instant))
    desk = Desk(store, login, f"desk-{os.getpid()}", FixedClock(instant))
    desk.sign_in()
    for number, command in enumerate(commands):
        barrier.wait(PATIENCE)
        try:
            done = desk.perform(command)
        except BackofficeError as error:
            answers.put((number, type(error).__name__, error.code, getattr(error, "who", None)))
        else:
            answers.put((number, "Done", done.code, done.entry_id))
    store.close()
    answers.put(None)


def draw_together(barrier, answers, url: str, login: str, instant: datetime, rounds: int) -> None:
    """Draw ticket numbers, each at the same moment as the others theirs."""
    store = open_store(url, FixedClock(instant))
    desk = Desk(store, login, f"desk-{os.getpid()}", FixedClock(instant))
    for number in range(rounds):
        barrier.wait(PATIENCE)
        answers.put((number, desk.draw_number()))
    store.close()
    answers.put(None)


def place_by_hand(
    barrier, answers, url: str, seed: int, branch_id: str, points: list[str], day: date, rounds: int
) -> None:
    """Put appointments on service points without looking first whether they are free."""
    store = open_store(url, FixedClock(datetime.fromisoformat("2026-11-23T07:30:00+00:00")))
    draw = random.Random(seed)
    for number in range(rounds):
        appointment, customer = new_id(), new_id()
        start = 480 + draw.randrange(24) * 5 + draw.choice((0, 0, 2))
        length = draw.choice((10, 20, 30, 45))
        values: dict[str, Any] = {
            "concern_text": "Fragen zum Bescheid",
            "channel": Channel.IN_PERSON,
            "day": day,
            "start_minute": start,
            "end_minute": start + length,
            "origin": Origin.IMPORTED,
        }

        def work(tx: Any, a: str = appointment, c: str = customer, columns: dict[str, Any] = values) -> None:
            tx.insert(Customer, id=c, branch_id=branch_id, name="Weiß, Thea")
            tx.insert(Appointment, id=a, branch_id=branch_id, customer_id=c, **columns)
            tx.insert(Placement, appointment_id=a, branch_id=branch_id, service_point_id=draw.choice(points))
            tx.settle()

        barrier.wait(PATIENCE)
        try:
            store.write(work)
        except Conflict as error:
            answers.put((number, "Conflict", error.code, None))
        else:
            answers.put((number, "Done", "placed", appointment))
    store.close()
    answers.put(None)


def booking_file(day: date, rows: Sequence[tuple[int, str]], *, name: str = "liste.xlsx") -> BookingFile:
    """A file as the reader would give it: rows of (start, surname), twenty minutes each, for the group Leistung 1."""
    fields = (
        Field.BOOKING_NUMBER,
        Field.START,
        Field.CONCERN,
        Field.GROUP,
        Field.NAME,
        Field.CHANNEL,
        Field.DURATION,
    )
    return BookingFile(
        name=name,
        sha256=f"{hash((day, tuple(rows))) & (2**256 - 1):064x}",
        sheet="Termine",
        header_row=1,
        day=day,
        columns=tuple(Column(n, field.value, field, len(rows)) for n, field in enumerate(fields)),
        rows=tuple(
            BookedRow(
                row=n + 2,
                booking_number=f"B-{name}-{n}",
                day=day,
                start=start,
                end=start + 20,
                channel=Channel.IN_PERSON,
                concern="Fragen zum Bescheid",
                group="Leistung 1",
                name=f"{surname}, Thea",
                family=surname,
                given="Thea",
            )
            for n, (start, surname) in enumerate(rows)
        ),
    )


def import_of(file: BookingFile, branch_id: str, made_at: datetime, **more: Any) -> ImportDay:
    """The command that imports it."""
    return ImportDay(
        made_at=made_at,
        desk_id="desk-1",
        branch_id=branch_id,
        file=file,
        ids=ImportDay.ids_for(file),
        accept_vanished=True,
        **more,
    )


def work_until_killed(
    acknowledged, url: str, login: str, instant: datetime, commands: list[Command], step: int, pages: int
) -> None:
    """Perform commands and acknowledge each; die without a word before the given step (-1: nobody kills from inside).

    A step is a statement of a change, or its commit. SQLite keeps at most so many pages in memory: with few of them,
    changes reach the file before the commit, and a kill leaves it half-written.
    """
    store = open_store(url, FixedClock(instant))
    desk = Desk(store, login, "desk-1", FixedClock(instant))
    desk.sign_in()
    taken = 0

    def next_step(*_: object) -> None:
        nonlocal taken
        taken += 1
        if taken == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(connection: sa.Connection, *_: object) -> None:
        if not connection.get_execution_options().get(READ_ONLY):
            next_step()

    sa.event.listen(store.engine, "before_cursor_execute", statement)
    sa.event.listen(store.engine, "commit", next_step)
    if not store.shared:
        store.engine.dispose()
        sa.event.listen(store.engine, "connect", lambda raw, _: raw.execute(f"PRAGMA cache_size={pages}"))
    for command in commands:
        desk.perform(command)
        acknowledged.send(command.id)
    acknowledged.send(taken)
    store.close()
