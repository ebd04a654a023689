"""*Heute* on the shared store: the server goes away while the program runs, and comes back."""

import asyncio

from backoffice.desk.desk import Desk
from backoffice.desk.founding import Founding, found
from backoffice.domain.states import Status
from backoffice.store.migrate import upgrade
from backoffice.store.places import parse
from backoffice.store.store import Patience, open_store
from tests.driver import Driver, at_desk
from tests.office import build
from tests.servers import own_server


async def until(desk: Driver, text: str, *, gone: bool = False) -> None:
    """Wait until the screen shows a text, at most 20 s."""
    for _ in range(200):
        if (text in desk.shown) is not gone:
            return
        await desk.pilot.pause(0.1)
    raise AssertionError(desk.shown)


async def test_the_program_stays_up_says_so_and_recovers(clock) -> None:
    with own_server() as server:
        server.sql("CREATE DATABASE house")
        url = server.url("house")
        upgrade(parse(url))
        store = open_store(url, clock)
        store.patience = Patience(all_in_all=1.0, for_a_lock=0.5)
        found(store, Founding(house_name="Testhaus", login="postgres", name="Chefin Test"), clock.now())
        office = build(Desk(store, "postgres", "desk-1", clock))
        office.book(500, name="Müller-Lüdenscheidt, Jörg")
        try:
            async with at_desk(lambda: office.desk, clock) as desk:
                await asyncio.to_thread(server.stop)
                await until(desk, "getrennt")
                assert "nicht erreichbar" in desk.notice
                assert "Müller-Lüden" in desk.shown
                await desk.press("a")
                assert "nicht erreichbar" in desk.notice
                assert desk.records.cursor_row.status is Status.BOOKED
                await asyncio.to_thread(server.start)
                await until(desk, "getrennt", gone=True)
                await desk.settle()
                await desk.press("a")
                assert "ist da." in desk.notice
        finally:
            store.close()
