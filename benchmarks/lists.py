"""Our list against the stock `DataTable`, in one run: filling 10,000 rows of six columns, and one cursor key.

The stall is the longest time in which the event loop does nothing else, measured by a heartbeat in a headless app
of 120x40. A key's paint is the time from writing the key to a real pty until its first byte of output comes back,
the two programs taking turns. Absolute times are in milliseconds; only the ratio is a goal.
"""

import asyncio
import fcntl
import gc
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from statistics import median

ROWS = 10_000
KEYS = 60
SIZE = (120, 40)
STALL_GOAL = 1 / 50
KEY_GOAL = 0.6

Result = tuple[str, float, float, float]
"""(name, ours in ms, the peer's in ms, ratio)."""


def rows(count=ROWS):
    """Rows as a long day would have them: six cells of text."""
    return [
        (
            f"id{n}",
            f"{n % 24:02d}:{n % 60:02d}",
            "pers.",
            f"Umzugswunsch {n}",
            f"Müller-{n}, Grażyna",
            "L1-2",
            "○ gebucht",
        )
        for n in range(count)
    ]


def promises(count=ROWS):
    """As many promised calls, as the desk gives them to their screen."""
    from datetime import UTC, datetime, timedelta

    from backoffice.desk.ticket_views import TicketLine
    from backoffice.domain.deadlines import Policy
    from backoffice.domain.terms import AttemptResult, Urgency
    from backoffice.domain.tickets import TicketStatus
    from backoffice.domain.wishes import Wish

    now = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    return [
        TicketLine(
            id=f"id{n}", version=1, number=f"R-7K-{n:05d}", branch="MITTE", team_id="t", team="Leistungsteam 1",
            mine=True, handed_over=False, status=TicketStatus.NEW, closed_as=None, closed_at=None, fell_away=False,
            urgency=Urgency.EMERGENCY if n % 9 == 0 else Urgency.NORMAL, concern=f"Umzugswunsch {n}", sensitive=False,
            protected=False, name=f"Müller-{n}, Grażyna", short_name="Müll…, G.", phone="+493023125115",
            other_way=None, wants_written=False, customer_number=None, wish=Wish(None, 840, 960) if n % 3 else None,
            customer_deadline=None, policy=Policy.WORKING_DAYS, created_at=now - timedelta(hours=n % 40),
            due_at=now + timedelta(minutes=n % 4000 - 600), strict_48h_at=now + timedelta(days=2), accepted_by=None,
            accepted_function=None, accepted_at=None, claimed_by=None, claim_is_mine=False,
            attempts=((now, AttemptResult.NO_ANSWER),) * (n % 3), interim_at=None, appointment_id=None,
            appointment_day=None, appointment_start=None, search=f"umzugswunsch {n} muller-{n}, grazyna",
        )
        for n in range(count)
    ]  # fmt: skip


def _ticket_list():
    """The list of the screen *Rückrufe*, with its columns and its cells."""
    from datetime import UTC, datetime

    from backoffice.domain.deadlines import Limits
    from backoffice.domain.office_time import WorkCalendar
    from backoffice.screens.ticket_lines import COLUMNS, TicketWriter
    from backoffice.widgets.record_list import RecordList

    calendar = WorkCalendar()
    writer = TicketWriter(Limits.at(datetime(2026, 11, 23, 9, 30, tzinfo=UTC), calendar), calendar, short_names=False)
    return RecordList(COLUMNS, key=lambda row: row.id, cells=writer.cells, search=writer.search)


def make_app(kind):
    """A host app with one list of `kind` ("ours", "tickets" or "peer"); `fill()` puts the rows in."""
    from textual.app import App
    from textual.widgets import DataTable

    from backoffice.domain.text import search_key
    from backoffice.widgets.columns import Column
    from backoffice.widgets.record_list import RecordList

    headers = (("Zeit", 5), ("Art", 5), ("Anliegen", 24), ("Name", 30), ("Platz", 6), ("Stand", 20))

    class ListApp(App):
        def compose(self):
            if kind == "tickets":
                yield _ticket_list()
            elif kind == "ours":
                columns = [Column(name, width, flexible=name == "Name") for name, width in headers]
                yield RecordList(
                    columns, key=lambda r: r[0], cells=lambda r: r[1:], search=lambda r: search_key(r[3], r[4])
                )
            else:
                table = DataTable(cursor_type="row")
                for name, width in headers:
                    table.add_column(name, width=width)
                yield table

        def on_mount(self):
            self.animation_level = "none"
            self.screen.children[0].focus()

        def fill(self, data):
            listing = self.screen.children[0]
            if kind != "peer":
                listing.set_rows(data)
            else:
                listing.add_rows([r[1:] for r in data])

    return ListApp()


async def _stall(kind, data):
    app = make_app(kind)
    longest = 0.0
    beats = []

    async def heart():
        nonlocal longest
        before = time.perf_counter()
        while True:
            await asyncio.sleep(0.002)
            now = time.perf_counter()
            longest = max(longest, now - before)
            beats.append(now - before)
            before = now

    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        beating = asyncio.create_task(heart())
        await asyncio.sleep(0.05)
        gc.collect()  # what making the rows and the app left behind is not the list's to clear away
        await asyncio.sleep(0.05)
        longest = 0.0
        app.fill(data)
        quiet_since = time.perf_counter()
        while time.perf_counter() - quiet_since < 0.5:
            await asyncio.sleep(0.05)
            if max(beats[-10:], default=0) > 0.02:
                quiet_since = time.perf_counter()
        beating.cancel()
    return longest * 1000


def stalls(times=5):
    """The median stall of `times` runs each: (ours, peer), in ms."""
    data = rows()
    found = {"ours": [], "peer": []}
    for _ in range(times):
        for kind, values in found.items():
            values.append(asyncio.run(_stall(kind, data)))
    return median(found["ours"]), median(found["peer"])


class _Terminal:
    """A list app in a real pty."""

    def __init__(self, kind):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.lists", kind],
            stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(slave)

    def drain(self, quiet):
        """Read until nothing has come for `quiet` seconds; how many bytes that were."""
        count = 0
        while select.select([self.master], [], [], quiet)[0]:
            try:
                count += len(os.read(self.master, 65536))
            except OSError:  # the program has gone
                break
        return count

    def key(self, sequence=b"\x1b[B"):
        """Milliseconds from pressing a key to the first byte of its paint."""
        began = time.perf_counter()
        os.write(self.master, sequence)
        select.select([self.master], [], [], 5)
        took = (time.perf_counter() - began) * 1000
        self.drain(0.05)
        return took

    def close(self):
        """End the app as a person would."""
        os.write(self.master, b"\x11")
        self.drain(0.5)
        self.process.wait(timeout=10)
        os.close(self.master)


def key_paints(kind="ours"):
    """The median paint of a cursor key at 10,000 rows of `kind`: (ours, peer), in ms."""
    terminals = {name: _Terminal(name) for name in (kind, "peer")}
    found = {name: [] for name in terminals}
    for terminal in terminals.values():
        while not terminal.drain(3.0):
            if terminal.process.poll() is not None:
                raise SystemExit("a measured program ended before it painted")
    for _ in range(KEYS):
        for name, terminal in terminals.items():
            found[name].append(terminal.key())
    for terminal in terminals.values():
        terminal.close()
    return median(found[kind]), median(found["peer"])


def run() -> list[Result]:
    """All comparisons of lists."""
    results = []
    for name, (ours, peer) in (
        (f"longest stall filling {ROWS} rows (headless)", stalls()),
        (f"a cursor key's paint at {ROWS} rows (pty)", key_paints()),
        (f"a cursor key's paint at {ROWS} open tickets (pty)", key_paints("tickets")),
    ):
        results.append((name, ours, peer, ours / peer))
    return results


def main() -> None:
    """Print the comparisons; with an argument, be one of the two programs that are measured."""
    if len(sys.argv) > 1:
        app = make_app(sys.argv[1])
        data = promises() if sys.argv[1] == "tickets" else rows()
        app.call_later(lambda: app.fill(data))
        app.run()
        return
    for (name, ours, peer, ratio), goal in zip(run(), (STALL_GOAL, KEY_GOAL, KEY_GOAL), strict=True):
        print(f"{name}: ours {ours:.1f} ms, DataTable {peer:.1f} ms, ratio {ratio:.3f} (goal {goal:.3f})")


if __name__ == "__main__":
    main()
