"""Callback tickets against the floor, in one run and taking turns.

Reading: 10,000 open tickets through `Desk.read(TicketsOf(…))`, against the same statements by the raw driver on a
held connection, building the same views by hand (the results are compared), on SQLite and PostgreSQL. Computing:
10,000 due instants against a minimal loop over a frozen set of closed days that computes the same. Times are medians.

`python -m benchmarks.tickets profile` shows where ours goes.
"""

import random
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from backoffice.desk.ticket_lines import TicketsOf
from backoffice.desk.ticket_views import TicketCounts, TicketLine, TicketList
from backoffice.desk.views import BranchView
from backoffice.domain.calendar import holidays_between
from backoffice.domain.clock import BREMEN
from backoffice.domain.deadlines import Limits, Policy, deadline
from backoffice.domain.names import short_name
from backoffice.domain.office_time import USUAL_HOURS, WorkCalendar
from backoffice.domain.phones import national
from backoffice.domain.terms import AttemptResult, Urgency
from backoffice.domain.text import search_key
from backoffice.domain.tickets import ClosedAs, TicketStatus
from backoffice.domain.wishes import Wish
from benchmarks.store import (
    NOW,
    Engine,
    Recorded,
    Result,
    _as_file_keeps_it,
    _day,
    _instant,
    found_office,
    postgresql_engine,
    record,
    show,
    sqlite_engine,
    turns,
)
from tests.office import Office

TICKETS = 10_000
READS = 20


# --- a house with promises ----------------------------------------------------------------------------------------


def rows_of_promises(office: Office) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(table, rows): customers with open tickets over the last days, some accepted, tried, or being dialled."""
    draw = random.Random(3)
    teams = [office.team(name) for name in ("Leistungsteam 1", "Leistungsteam 2", "Eingangszone")]
    concerns, staff, calendar = list(office.concerns.values()), office.desk.actor.id, WorkCalendar()
    portion: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("customer", "callback_ticket", "ticket_attempt", "ticket_claim", "ticket_interim")
    }
    for n in range(TICKETS):
        at = NOW - timedelta(minutes=draw.randrange(4 * 24 * 60))
        urgency = draw.choice((*(Urgency.NORMAL,) * 8, Urgency.URGENT, Urgency.EMERGENCY))
        due = deadline(at, Policy.WORKING_DAYS, urgency, calendar)
        accepted, key = draw.random() < 0.6, f"t{n:031x}"
        family = f"{draw.choice(('Testfall', 'Beispiel', 'Muster', 'Müller'))}{n % 977}"
        portion["customer"].append(
            {
                "id": f"c{n:031x}", "branch_id": office.branch_id, "shared_with_branch_id": None, "copied_from": None,
                "name": f"{family}, Ida", "family": family, "given": "Ida", "phone": f"+4930231250{n % 100:02d}",
                "phone_raw": None, "phone_note": None, "email": None, "customer_number": f"214A{n:06d}",
                "bg_number": None, "number_raw": None, "language": None, "protected": False, "version": 1,
            }
        )  # fmt: skip
        wish = draw.random() < 0.3
        portion["callback_ticket"].append(
            {
                "id": key, "number": f"R-Z{n % 9 + 1}-{n:05d}", "branch_id": office.branch_id,
                "shared_with_branch_id": None, "team_id": draw.choice(teams), "origin_team_id": teams[0],
                "customer_id": f"c{n:031x}", "appointment_id": None, "origin": "call",
                "concern_id": draw.choice(concerns), "concern_text": "", "phone": f"+4930231250{n % 100:02d}",
                "phone_raw": None, "other_way": None, "wants_written": False, "wish_day": None,
                "wish_start": 840 if wish else None, "wish_end": 960 if wish else None, "urgency": urgency.value,
                "urgency_reason": None, "customer_deadline": None, "customer_deadline_reason": None,
                "policy": "working_days", "calendar": due.calendar, "created_at": at, "nominal_at": due.nominal_at,
                "due_at": due.due_at, "strict_48h_at": due.strict_48h_at, "backdated": False,
                "status": "accepted" if accepted else "new", "accepted_by": staff if accepted else None,
                "accepted_function": "L1-01" if accepted else None, "accepted_at": at if accepted else None,
                "closed_as": None, "closed_at": None, "closed_how": None, "closing_appointment_id": None,
                "known_at": None, "entered": 0, "version": 2,
            }
        )  # fmt: skip
        of = {"ticket_id": key, "branch_id": office.branch_id, "staff_id": staff, "at": at}
        portion["ticket_attempt"] += [
            {"id": f"a{n:026x}{k:05x}", **of, "result": "no_answer", "phone": None}
            for k in range(draw.choice((0, 0, 1, 2)))
        ]
        if draw.random() < 0.02:
            portion["ticket_claim"].append({**of, "desk_id": "desk-1"})
        if draw.random() < 0.03:
            portion["ticket_interim"].append(
                {"id": f"i{n:031x}", **of, "promised_at": NOW + timedelta(days=1), "how": "am Telefon"}
            )
    yield from portion.items()


def fill(engine: Engine, database: str, office: Office) -> None:
    """Write them into a store."""
    if engine.local:
        raw = sqlite3.connect(Path(engine.url(database)), isolation_level=None)
        raw.execute("BEGIN")
        for name, rows in rows_of_promises(office):
            marks = ",".join("?" * len(rows[0]))
            raw.executemany(
                f"INSERT INTO {name} ({','.join(rows[0])}) VALUES ({marks})",
                ([_as_file_keeps_it(value) for value in row.values()] for row in rows),
            )
        raw.execute("COMMIT")
        raw.execute("ANALYZE")
        raw.close()
        return
    with engine.raw(database) as raw:
        for name, rows in rows_of_promises(office):
            with raw.cursor().copy(f"COPY {name} ({','.join(rows[0])}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(list(row.values()))
        raw.execute("ANALYZE")


# --- by hand ------------------------------------------------------------------------------------------------------

STATUS = {m.value: m for m in TicketStatus}
CLOSED = {None: None, **{m.value: m for m in ClosedAs}}
URGENCY = {m.value: m for m in Urgency}
POLICY = {m.value: m for m in Policy}
RESULT = {m.value: m for m in AttemptResult}


@dataclass
class ByHand:
    """The list from the raw driver's rows, as somebody would write it who knows these statements and nothing else."""

    raw: Any
    statements: Recorded
    me: str

    def __call__(self) -> TicketList:
        """Run the statements and build the views."""
        answers = [
            self.raw.execute(text, given).fetchall() for text, given, _ in self.statements if "BEGIN" not in text
        ]
        _hours, _closures, rows, attempts, _moved, branch, counts, late, waiting = answers
        tried: dict[str, list[tuple[datetime, AttemptResult]]] = {}
        for key, at, result in attempts:
            tried.setdefault(key, []).append((_instant(at), RESULT[result]))
        calendar = WorkCalendar(USUAL_HOURS)
        return TicketList(
            BranchView(*branch[0]),
            tuple(self._line(row, tried) for row in rows),
            calendar,
            Limits.at(NOW, calendar),
            TicketCounts(counts[0][0], late[0][0], counts[0][1], waiting[0][0]),
        )

    def _line(self, row: Any, tried: dict[str, list[tuple[datetime, AttemptResult]]]) -> TicketLine:
        (key, version, number, branch, _branch_id, team_id, team, _origin_team, status, closed_as, closed_at, urgency,
         text, title, sensitive, _protected, name, family, given, phone, other, written, customer, bg, raw_number,
         wish_day, wish_start, wish_end, own_deadline, policy, created, due, strict, accepted_by, function, accepted,
         claimer, claimed_by, interim, lost, appointment, day, start) = row  # fmt: skip
        concern = "" if sensitive else (title or text)
        person = customer or bg or raw_number
        return TicketLine(
            id=key, version=version, number=number, branch=branch, team_id=team_id, team=team, mine=False,
            handed_over=False, status=STATUS[status], closed_as=CLOSED[closed_as], closed_at=_instant(closed_at),
            fell_away=bool(lost), urgency=URGENCY[urgency], concern=concern, sensitive=bool(sensitive),
            protected=False, name=name,
            short_name=short_name(name, family, given), phone=phone, other_way=other, wants_written=bool(written),
            customer_number=person, wish=None if wish_start is None else Wish(wish_day, wish_start, wish_end),
            customer_deadline=_day(own_deadline) if own_deadline else None, policy=POLICY[policy],
            created_at=_instant(created), due_at=_instant(due), strict_48h_at=_instant(strict),
            accepted_by=accepted_by, accepted_function=function, accepted_at=_instant(accepted),
            claimed_by=claimed_by, claim_is_mine=claimer == self.me, attempts=tuple(tried.get(key, ())),
            interim_at=_instant(interim), appointment_id=appointment, appointment_day=day, appointment_start=start,
            search=search_key(name, concern, number, phone, national(phone), person, team, branch),
        )  # fmt: skip


def reading(engine: Engine, *, profile: bool = False) -> Result:
    """10,000 open tickets."""
    engine.copy("empty", "promises")
    office = found_office(engine, "promises")
    fill(engine, "promises", office)
    desk, query, raw = office.desk, TicketsOf(office.branch_id, NOW), engine.raw("promises")
    ours, statements = record(desk.store.engine, lambda: desk.read(query))
    by_hand = ByHand(raw, statements, desk.actor.id)
    assert len(ours.lines) == TICKETS
    assert by_hand() == ours, "the same statements, but not the same views"
    if profile:
        show(lambda: desk.read(query), READS)
    mine, peer = turns(lambda _: desk.read(query), lambda _: by_hand(), READS)
    raw.close()
    desk.store.close()
    return f"{engine.name}: {TICKETS:,} open tickets into views", mine, peer, mine / peer


# --- due instants -------------------------------------------------------------------------------------------------


def computing() -> Result:
    """10,000 due instants, on all days of a year, at all times of the day."""
    draw = random.Random(4)
    first = datetime(2026, 1, 1, tzinfo=UTC)
    created = [first + timedelta(seconds=draw.randrange(365 * 24 * 3600)) for _ in range(TICKETS)]
    closed = frozenset(
        {day for day, _ in holidays_between(date(2026, 1, 1), date(2027, 12, 31))}
        | {date(year, 12, day) for year in (2026, 2027) for day in (24, 31)}
    )

    def minimal() -> list[datetime]:
        return [_due(at, closed) for at in created]

    def ours() -> list[datetime]:
        calendar = WorkCalendar()
        return [deadline(at, Policy.WORKING_DAYS, Urgency.NORMAL, calendar).due_at for at in created]

    assert ours() == minimal()
    mine, peer = turns(lambda _: ours(), lambda _: minimal(), READS)
    return f"{TICKETS:,} due instants", mine, peer, mine / peer


def _due(created: datetime, closed: frozenset[date]) -> datetime:
    """Two working days on, then the last instant of office hours: nothing but a loop over days."""
    local = created.astimezone(BREMEN)
    day, left = local.date(), 2
    whole = day.weekday() > 4 or day in closed
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in closed
    minute = 1440 if whole else local.hour * 60 + local.minute
    start, end = USUAL_HOURS.week[day.weekday()][0]
    if minute < start:
        day -= timedelta(days=1)
        while day.weekday() > 4 or day in closed:
            day -= timedelta(days=1)
        minute = end = USUAL_HOURS.week[day.weekday()][0][1]
    minute = min(minute, end)
    return datetime.combine(day, time(minute // 60, minute % 60), BREMEN).astimezone(UTC)


def run() -> list[Result]:
    """All comparisons of tickets."""
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="bo-bench-") as folder, sqlite_engine(Path(folder)) as engine:
        results.append(reading(engine))
    with postgresql_engine() as engine:
        results.append(reading(engine))
    return [*results, computing()]


def main(arguments: list[str]) -> None:
    """Print the comparisons, or (`profile`) where the time of a read goes."""
    if arguments == ["profile"]:
        with tempfile.TemporaryDirectory(prefix="bo-bench-") as folder, sqlite_engine(Path(folder)) as engine:
            reading(engine, profile=True)
        return
    for what, ours, peer, ratio in run():
        print(f"{what}: ours {ours:.2f} ms, floor {peer:.2f} ms, ratio {ratio:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
