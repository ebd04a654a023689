"""Taking back in a process that did not make the change: nothing of it is loaded there yet."""

import subprocess
import sys
from pathlib import Path

import backoffice.desk
from backoffice.desk.command import COMMAND_MODULES, Command
from backoffice.desk.desk import Desk
from tests.office import Office

PROGRAM = """
import sys
from datetime import UTC, datetime
from backoffice.domain.clock import FixedClock
from backoffice.store.store import open_store
from backoffice.desk.desk import Desk
from backoffice.desk.undo import LastChange, Undo
url, login, desk_id, now = sys.argv[1:]
clock = FixedClock(datetime.fromisoformat(now))
store = open_store(url, clock)
desk = Desk(store, login, desk_id, clock)
print(desk.perform(desk.new(Undo, undoes=desk.read(LastChange(desk.id)).undoes)).code)
store.close()
"""


def afresh(desk: Desk) -> str:
    """Undo the last change of a desk in a new interpreter; what it answered."""
    url = desk.store.place.url.render_as_string()
    words = [sys.executable, "-c", PROGRAM, url, desk.login, desk.id, desk.clock.now().isoformat()]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_change_is_taken_back_by_a_process_that_did_not_make_it(office: Office) -> None:
    from backoffice.desk.arrivals import Arrive

    one = office.book()
    office.desk.perform(office.desk.new(Arrive, appointment_id=one))
    assert afresh(office.desk) == "undone"
    assert office.status(one) == "booked"


def test_every_module_with_a_command_that_can_be_undone_is_named() -> None:
    folder = Path(backoffice.desk.__file__).parent
    for path in folder.glob("*.py"):
        __import__(f"backoffice.desk.{path.stem}")
    made_in = {kind.__module__.rsplit(".", 1)[-1] for kind in Command.known().values() if kind.undoable}
    assert made_in <= set(COMMAND_MODULES)
