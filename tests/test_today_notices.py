"""What *Heute* says goes again by itself; keys that cannot act say why; a call is called one."""

from pathlib import Path

import pytest

from backoffice import config
from backoffice.domain.terms import Channel
from backoffice.widgets.notice_line import NoticeLine
from tests.driver import at_desk
from tests.office import Office

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def day(office: Office) -> Office:
    """One who comes and one to call."""
    office.book(500, name="Arndt, Ida")
    office.book(505, place="L1-2", name="Celan, Cem", channel=Channel.PHONE, phone="+493023125115")
    return office


async def test_a_notice_goes_after_two_minutes(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        screen = desk.app.screen
        await desk.press("a")
        said = desk.notice
        assert "ist da" in said
        screen.tick()
        clock.advance(minutes=1, seconds=59)
        screen.tick()
        assert desk.notice == said
        clock.advance(seconds=1)
        screen.tick()
        assert desk.notice == ""
        await desk.press("s")
        screen.tick()
        assert "sortiert" in desk.notice  # a new one has its own two minutes


def test_what_is_under_way_stays_however_long(day: Office, clock) -> None:
    notice = NoticeLine()
    notice.working()
    notice.expire(clock.now())
    clock.advance(hours=1)
    notice.expire(clock.now())
    assert notice.text


async def test_without_room_for_details_o_says_so_and_keeps_the_choice(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("o")
        assert "ab 100 Spalten" in desk.notice
        assert config.load().details
    async with at_desk(lambda: day.desk, clock, size=(120, 40)) as desk:
        await desk.press("o")
        assert desk.notice == ""
        assert not config.load().details


async def test_space_does_nothing_in_a_list_without_marks(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("ctrl+p", "f1")
        assert "Markieren" not in desk.shown


async def test_a_call_that_is_dialled_is_no_talk_yet(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("end", "b")
        assert desk.notice == "Celan, Cem: Anruf begonnen."
        assert "► am Telefon (ich)" in desk.shown
        await desk.press("u")
        assert desk.notice == "Celan, Cem: zurückgenommen: Anruf begonnen."


async def test_a_typed_folder_is_there_the_next_time_and_a_missing_one_is_called_missing(
    day: Office, clock, tmp_path: Path
) -> None:
    config.remember(import_folder=str(tmp_path / "weg"))
    there = tmp_path / "eingang"
    there.mkdir()
    async with at_desk(lambda: day.desk, clock, size=(140, 45)) as desk:
        await desk.press("f7")
        assert "gibt es nicht" in desk.shown
        desk.app.screen.query_one("#path").value = str(there)
        await desk.press("enter")
        assert "liegt keine Excel-Datei" in desk.shown
        assert config.load().import_folder == str(there)
        await desk.press("escape", "f7")
        assert "liegt keine Excel-Datei" in desk.shown


def test_a_talk_counts_as_forgotten_from_its_own_length_on(day: Office) -> None:
    from datetime import timedelta

    from backoffice.domain.clock import instant_of
    from backoffice.domain.states import Status
    from backoffice.wording.stand import stand
    from tests.dialog_desk import MONDAY, a_line

    begun = instant_of(MONDAY, 700)  # booked 09:00 to 09:20, begun 11:40
    line = a_line(status=Status.IN_PROGRESS, begun_at=begun, claimed_by="Ich", claim_is_mine=True)
    for minutes, words in ((0, "im Gespräch (ich)"), (49, "im Gespräch (ich)"), (50, "läuft noch? (ich)")):
        assert stand(line, begun + timedelta(minutes=minutes)).words == words
    early = a_line(status=Status.IN_PROGRESS, begun_at=instant_of(MONDAY, 500))
    assert stand(early, instant_of(MONDAY, 589)).words == "im Gespräch"  # booked end 09:20 and half an hour
    assert stand(early, instant_of(MONDAY, 590)).words.startswith("läuft noch?")
