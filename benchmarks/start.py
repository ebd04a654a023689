"""How long until there is something to see, and until the day can be worked: whole processes on a real pty.

Each run starts a fresh interpreter. Ours and the peer's take turns, so that a busy minute hits both.
"""

import fcntl
import os
import pty
import select
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

Result = tuple[str, float, float, float]
"""(name, ours in ms, the peer's in ms, ratio)."""

PAINT_GOAL = 1.25
WORK_GOAL = 1.6
RUNS = 7
DOWN = "\x1b[B"
PATIENCE = 30.0

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("bereit")
Bare().run()
"""

PEER = """
import asyncio
from textual import work
from textual.app import App
from textual.widgets import DataTable, Static
class Peer(App):
    BINDINGS = [("a", "answer", "")]
    def compose(self):
        yield Static("bereit")
        yield DataTable(cursor_type="row")
    def on_mount(self):
        self.load()
    @work
    async def load(self):
        await asyncio.to_thread(__import__, "sqlmodel")
        table = self.query_one(DataTable)
        table.add_columns("Zeit", "Art", "Anliegen", "Name", "Platz", "Stand")
        table.add_rows([(f"{8 + n // 6:02d}:{n % 6}0", "pers.", "Umzugswunsch", f"Zeile {n}", "L1-1", "gebucht")
                        for n in range(45)])
        table.focus()
    def action_answer(self):
        self.query_one(Static).update("geantwortet")
Peer().run()
"""


def run() -> list[Result]:
    """Both comparisons, medians of whole processes."""
    folder = Path(tempfile.mkdtemp(prefix="bo-start-"))
    try:
        return _run(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(folder: Path) -> list[Result]:
    environment = {
        **os.environ,
        "BACKOFFICE_CONFIG": str(folder / "config"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        # An installed program is compiled once, like the libraries it is compared with. Where writing bytecode is
        # switched off, every start from a work tree would compile ours again, and the peer's never.
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    (folder / "bare.py").write_text(BARE)
    (folder / "peer.py").write_text(PEER)
    store = folder / "store.db"
    environment["BACKOFFICE_STORE"] = str(store)
    program = [sys.executable, "-m", "backoffice"]
    subprocess.run(
        [sys.executable, "-m", "backoffice", "--store", str(store), "demo", "--no-open"],
        env=environment,
        check=True,
        capture_output=True,
    )
    # The Morgenlage comes by itself at a day's first start, over the rows that are waited for here: it was seen.
    seen = "from datetime import date; from backoffice import config; config.remember(morning_seen=str(date.today()))"
    subprocess.run([sys.executable, "-c", seen], env={**environment, "PYTHONPATH": str(Path.cwd())}, check=True)
    paint: dict[str, list[float]] = {"ours": [], "peer": []}
    work: dict[str, list[float]] = {"ours": [], "peer": []}
    for run_number in range(RUNS + 1):
        if run_number == 1:  # the first one compiled
            for times in (*paint.values(), *work.values()):
                times.clear()
        # A mark that stands on the very first frame: ours has the tab of the screen, the bare app its one word.
        paint["peer"].append(_until([sys.executable, str(folder / "bare.py")], environment, "bereit")[0])
        paint["ours"].append(_until(program, environment, "Heute")[0])
        work["peer"].append(
            _until([sys.executable, str(folder / "peer.py")], environment, "Zeile 0", key="a", answer="geantwortet")[
                1
            ]
        )
        work["ours"].append(_until(program, environment, "Stand", rows="○", key=DOWN, answer="▌")[1])
    return [_row("start → first paint", paint), _row("start → rows, and a key answered", work)]


def _row(name: str, seconds: dict[str, list[float]]) -> Result:
    ours, peer = (1000 * statistics.median(seconds[who]) for who in ("ours", "peer"))
    return name, ours, peer, ours / peer


def _until(
    command: list[str],
    environment: dict[str, str],
    first: str,
    *,
    rows: str = "",
    key: str = "",
    answer: str = "",
) -> tuple[float, float]:
    """Seconds until `first` was painted, and until `key`, pressed once `rows` were there, had its `answer`."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 120, 0, 0))
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    try:
        seen = bytearray()
        painted = _wait(ours, seen, first.encode(), began)
        if not key:
            return painted, painted
        if rows:
            _wait(ours, seen, rows.encode(), began)
        del seen[:]
        os.write(ours, key.encode())
        return painted, _wait(ours, seen, answer.encode(), began)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
        os.close(theirs)


def _wait(end: int, seen: bytearray, text: bytes, began: float) -> float:
    while text not in seen:
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError(text.decode(), bytes(seen[-2000:]).decode(errors="replace"))
        if select.select([end], [], [], 0.5)[0]:
            seen += os.read(end, 65536)
    return time.perf_counter() - began
