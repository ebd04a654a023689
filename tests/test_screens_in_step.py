"""Screens that are left and come back to: connection, counts and rows are those of now, whichever was in front."""

import pytest

from backoffice.desk.desk import Desk
from backoffice.domain.errors import StoreUnavailable
from backoffice.wording import screens as words
from tests.driver import Driver, at_desk
from tests.office import Office

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


class GoneDesk(Desk):
    """A real desk whose store can be out of reach."""

    def __init__(self, like: Desk) -> None:
        super().__init__(like.store, like.login, like.id, like.clock)
        self.away = False

    def read(self, query):
        """As a desk does it, or as one whose server is gone."""
        if self.away:
            raise StoreUnavailable("server_unreachable")
        return super().read(query)

    def changed(self):
        """As a desk does it, or as one whose server is gone."""
        if self.away:
            raise StoreUnavailable("server_unreachable")
        return super().changed()


async def polled(desk: Driver) -> None:
    """Let the app ask the store once."""
    await desk.app.poll().wait()
    await desk.settle()


async def test_a_screen_left_while_the_store_was_away_is_not_cut_off_for_ever(office: Office, clock) -> None:
    gone = GoneDesk(office.desk)
    async with at_desk(lambda: gone, clock) as desk:
        gone.away = True
        await polled(desk)
        assert words.OFFLINE in desk.lines[0]
        await desk.press("2")
        assert words.OFFLINE in desk.lines[0]
        gone.away = False
        await polled(desk)
        assert words.OFFLINE not in desk.lines[0]
        await desk.press("1")
        assert words.OFFLINE not in desk.lines[0]
        assert "nicht erreichbar" not in desk.shown
