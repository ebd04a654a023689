"""The program in a real terminal: on a pty read by pyte, and in tmux, from start to the shell's prompt again."""

import contextlib
import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pyte
import pytest

from backoffice import account
from backoffice.desk.desk import Desk
from backoffice.desk.founding import Founding, found
from backoffice.domain.clock import SystemClock, wall
from backoffice.domain.deadlines import Policy, deadline
from backoffice.domain.office_time import WorkCalendar
from backoffice.domain.terms import Urgency
from backoffice.store.store import open_store
from backoffice.wording.tickets import due
from tests.office import build
from tests.terminals import PATIENCE, environment, needs_tmux, program_in_tmux

ENTER_ALTERNATE, LEAVE_ALTERNATE = b"\x1b[?1049h", b"\x1b[?1049l"


@pytest.fixture
def ready_store(sqlite_template: Path, tmp_path: Path) -> Path:
    """A store with three appointments for the real today, whose administrator is this account."""
    path = tmp_path / "store.db"
    shutil.copy(sqlite_template, path)
    clock = SystemClock()
    store = open_store(str(path), clock)
    found(store, Founding(house_name="Testhaus", login=account.login(), name="Chefin Test"), clock.now())
    office = build(Desk(store, account.login(), "desk-0", clock))
    today = wall(clock.now())[0]
    office.book(540, name="Schmidt, Peter", day=today, phone="+493023125115")
    office.book(560, name="Müller-Lüdenscheidt, Jörg", day=today)
    office.book(600, name="Öztürk, Ayşe", day=today)
    store.close()
    return path


class Terminal:
    """A program on a pty, its screen kept by pyte."""

    def __init__(self, command: list[str], env: dict[str, str], size: tuple[int, int] = (80, 24)) -> None:
        self.columns, self.rows = size
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.before = termios.tcgetattr(self.ours)
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True
        )
        self.theirs = theirs

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, seconds: float) -> bool:
        """Take in what comes within some seconds; False where nothing came."""
        ready, _, _ = select.select([self.ours], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.ours, 65536)
        except OSError:
            return False
        self.raw += data
        # pyte knows no DECSCUSR-like private modes with '<' or '>': they do not print anything.
        self.stream.feed(data)
        return True

    def wait_for(self, text: str, *, gone: bool = False) -> None:
        """Wait until the screen shows a text (or no longer does)."""
        until = time.monotonic() + PATIENCE
        while (text in self.text) is gone:
            if time.monotonic() > until:
                raise AssertionError(f"{text!r} {'still' if gone else 'not'} on the screen:\n{self.text}")
            self.read(0.1)

    def press(self, *keys: str) -> None:
        """Press keys, as slowly as a hand."""
        for key in keys:
            os.write(self.ours, key.encode())
            until = time.monotonic() + 0.08
            while time.monotonic() < until:
                self.read(0.02)

    def end(self) -> int:
        """Wait for the program's end and give its exit code."""
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < until:
            self.read(0.1)
        while self.read(0.1):
            pass
        return self.process.wait(timeout=5)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for end in (self.ours, self.theirs):
            with contextlib.suppress(OSError):
                os.close(end)


def test_a_day_on_a_pty(ready_store: Path, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "backoffice", "--store", str(ready_store)]
    terminal = Terminal(program, environment(tmp_path))
    try:
        terminal.wait_for("Müller-Lüden")
        terminal.press("/")
        terminal.press(*"ozturk")
        terminal.wait_for("1 von 3")
        terminal.press("\r", "a")
        terminal.wait_for("Öztürk, Ayşe: ist da.")
        terminal.press("b")
        terminal.wait_for("Gespräch begonnen")
        terminal.press("e")
        terminal.wait_for("geklärt")
        terminal.press("1", "\x1bOQ")
        terminal.wait_for("erledigt (geklärt)")
        terminal.press("u")
        terminal.wait_for("zurückgenommen")
        terminal.press("\x11")
        assert terminal.end() == 0
        assert terminal.raw.count(ENTER_ALTERNATE) == terminal.raw.count(LEAVE_ALTERNATE) == 1
        assert terminal.raw.rstrip().endswith(b"\x1b[?25h") or b"\x1b[?25h" in terminal.raw[-400:]
        assert termios.tcgetattr(terminal.ours)[:4] == terminal.before[:4]
        assert "Traceback" not in terminal.raw.decode(errors="replace")
    finally:
        terminal.close()


def test_a_store_that_is_missing_gets_a_sentence_and_a_way_out(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "backoffice", "--store", str(tmp_path / "nirgends.db")]
    terminal = Terminal(program, environment(tmp_path))
    try:
        terminal.wait_for("gibt es nicht")
        terminal.press("\x11")
        assert terminal.end() == 3
        assert termios.tcgetattr(terminal.ours)[:4] == terminal.before[:4]
    finally:
        terminal.close()


@pytest.mark.parametrize("missing", ["stdin", "stdout", "stderr"])
@pytest.mark.parametrize("how", ["alone", "with options", "example"])
def test_without_a_whole_terminal_it_says_so_and_ends(
    ready_store: Path, tmp_path: Path, missing: str, how: str
) -> None:
    """Keys come in by one stream, picture and size go by the others: one of them elsewhere ends it."""
    more = {"alone": [], "with options": ["--store", str(ready_store)], "example": ["demo"]}[how]
    env = {**environment(tmp_path), "BACKOFFICE_STORE": str(ready_store if how == "alone" else tmp_path / "neu.db")}
    with (tmp_path / "elsewhere").open("w+b") as elsewhere:
        ours, theirs = pty.openpty()
        streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs, missing: elsewhere}
        try:
            done = subprocess.run(
                [sys.executable, "-m", "backoffice", *more], **streams, env=env, timeout=PATIENCE, check=False
            )
            told = os.read(ours, 4096).decode()
        finally:
            os.close(theirs)
            os.close(ours)
        elsewhere.seek(0)
        assert elsewhere.read() == b""
    assert done.returncode == 1
    assert "braucht ein Terminal" in told
    assert "backoffice today" in told
    assert "\x1b" not in told
    assert not (tmp_path / "neu.db").exists()


@needs_tmux
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_day_in_tmux(ready_store: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    with program_in_tmux(tmp_path, ready_store, size) as tmux:
        shown = tmux.wait_for("Müller-Lüden")
        assert "Geschäftsstelle Mitte" in shown.splitlines()[0]
        tmux.keys("Down", "a")
        tmux.wait_for("ist da.")
        tmux.run("resize-window", "-t", "t", "-x", "50", "-y", "12")
        tmux.wait_for("Fenster ist zu klein")
        tmux.run("resize-window", "-t", "t", "-x", str(size[0]), "-y", str(size[1]))
        tmux.wait_for("ist da.")
        tmux.keys("F9")
        hidden = tmux.wait_for("Sichtschutz")
        assert "Schmidt" not in hidden
        tmux.keys("Space")
        tmux.wait_for("Schmidt")
        tmux.keys("C-q")
        tmux.wait_for("ende 0")
        tmux.keys("stty -a > after", "Enter")
        until = time.monotonic() + 5
        while not (tmp_path / "after").exists() and time.monotonic() < until:
            time.sleep(0.1)
        assert (tmp_path / "before").read_text() == (tmp_path / "after").read_text()


@needs_tmux
def test_a_promise_in_tmux(ready_store: Path, tmp_path: Path) -> None:
    clock = SystemClock()
    calendar = WorkCalendar()
    with program_in_tmux(tmp_path, ready_store, (80, 24)) as tmux:
        tmux.wait_for("Müller-Lüden")
        tmux.keys("/")
        tmux.type("peter")
        tmux.keys("Enter", "e")
        tmux.wait_for("Ergebnis · 09:00")
        tmux.keys("2", "F2")
        tmux.wait_for("Erledigt mit Rückruf")
        before = deadline(clock.now(), Policy.WORKING_DAYS, Urgency.NORMAL, calendar).due_at
        tmux.keys("F2")
        tmux.wait_for("Sagen Sie: Wir rufen Sie bis")
        after = deadline(clock.now(), Policy.WORKING_DAYS, Urgency.NORMAL, calendar).due_at
        tmux.keys("2")
        tmux.wait_for("‹alle Teams› 1")
        listed = tmux.wait_for("Schmidt, Peter")
        today = wall(clock.now())[0]
        assert due(before, today) in listed or due(after, today) in listed
        tmux.keys("a")
        tmux.wait_for("angenommen.")
        tmux.keys("b")
        tmux.wait_for("niemand erreicht")
        tmux.keys("2")
        tmux.wait_for("Versuch ohne Erfolg")
        tmux.keys("e", "1")
        tmux.wait_for("Besprochen")
        tmux.keys("F2")
        tmux.wait_for("abgeschlossen (erreicht)")
        for said in ("abgeschlossen", "Versuch ohne Erfolg", "wird angerufen", "angenommen"):
            tmux.keys("u")
            tmux.wait_for(f"urückgenommen: {said}")
        tmux.keys("u", "u")  # made on the other screen: shown first
        tmux.wait_for("urückgenommen: erledigt")
        tmux.keys("1")
        assert "Sagen Sie" not in tmux.wait_for("offen 3")  # nothing tells of a promise that was taken back
        tmux.keys("C-q")
        tmux.wait_for("ende 0")
