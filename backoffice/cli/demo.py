"""`demo`: the example office, built, filled through the real importer, and opened."""

import os
from datetime import date
from typing import TYPE_CHECKING

import click

from backoffice import terminal
from backoffice.cli.german import Command
from backoffice.cli.guard import DONE, REFUSED
from backoffice.cli.output import say
from backoffice.cli.program import open_program
from backoffice.cli.session import DAY, Session, pass_session
from backoffice.cli.stores import bring_up
from backoffice.domain.errors import Refused
from backoffice.wording import commands as words
from backoffice.wording.labels import day_label

if TYPE_CHECKING:
    from backoffice.store.store import Store

FILE = "beispiel.db"


@click.command(
    "demo",
    cls=Command,
    help=(
        "Öffnet das Beispiel-Jobcenter: Alle Menschen darin sind erfunden. Einen Speicher mit echten Daten rührt es"
        " nicht an; ohne --store nimmt es einen eigenen."
    ),
)
@click.option("--day", type=DAY, help="Tag, für den Buchungslisten entstehen; sonst heute.")
@click.option("--no-open", is_flag=True, help="Nur einrichten, das Programm nicht öffnen.")
@pass_session
def demo(session: Session, day: date | None, no_open: bool) -> int:
    """Install the example office and open it."""
    if not no_open and terminal.refused():
        return REFUSED
    url = _url(session)
    shown = day or session.today
    opened = _example_store(session, url)
    try:
        _fill(opened, session, shown)
        place = opened.place.shown
    finally:
        opened.close()
    if no_open:
        from backoffice.demo.office import OFFICE

        say(words.DEMO_READY.format(house=OFFICE.name, path=place))
        return DONE
    return open_program(session, url, day=shown if day else None)


def _url(session: Session) -> str:
    """The store that was named, else one of the example's own: never the one from the settings."""
    from backoffice import config

    named = session.store or os.environ.get(config.STORE)
    return named or f"sqlite:///{config.data_folder() / FILE}"


def _example_store(session: Session, url: str) -> "Store":
    """The store with the example office in it. Refused `not_example` where anything else is in it."""
    from backoffice.cli.founding import found_example
    from backoffice.desk.founding import house_in
    from backoffice.opening import connect
    from backoffice.store.version import State, state_of

    opened = connect(url, session.clock, session.ask)
    try:
        path = opened.place.path
        missing = path is not None and not path.exists()
        state = State.EMPTY if missing else opened.read(state_of)
        if state is State.EMPTY:
            opened.close()
            opened = bring_up(session, url, create=missing)
        opened.ensure_usable()
        house = opened.read(house_in)
        if house is None:
            say(words.DEMO_BUILDING)
            found_example(opened, session)
        else:
            _require_example(example=house[1])
    except BaseException:
        opened.close()
        raise
    return opened


def _require_example(*, example: bool) -> None:
    if not example:
        raise Refused("not_example")


def _fill(opened: "Store", session: Session, day: date) -> None:
    from backoffice import config
    from backoffice.demo.install import import_day
    from backoffice.demo.interpreters import keep_interpreters
    from backoffice.demo.orders import order_interpreters
    from backoffice.demo.plan import plan_office
    from backoffice.demo.tickets import promise_calls
    from backoffice.desk.day import DayOf
    from backoffice.desk.desk import Desk
    from backoffice.desk.organisation_views import Branches
    from backoffice.opening import sign_in_name

    desk = Desk(opened, sign_in_name(opened), config.desk_id(), session.clock)
    desk.sign_in()
    if any(desk.read(DayOf(b.id, day, desk.clock.now())).imported is None for b in desk.read(Branches())):
        say(words.DEMO_READING.format(day=day_label(day)))
        plan_office(desk, day)
        import_day(desk, day)
        promise_calls(desk)
        keep_interpreters(desk)
        order_interpreters(desk, day)


COMMANDS = (demo,)
