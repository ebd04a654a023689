"""How an appointment stands right now, as the list shows it: glyph, word, and how long (D7: what is derived)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from backoffice.domain.clock import BREMEN, instant_of, wall
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.terms import Channel
from backoffice.wording.states import STATUS

RETRY_AFTER = timedelta(minutes=10)
STILL_RUNNING = timedelta(minutes=30)
WAITS_LONG = 20
"""Minutes from which waiting is shown as pressing."""

WAITING, RUNNING, BOOKED, WARNING, ENDED, OK = "●", "►", "○", "▲", "■", "√"


class Standing(Protocol):
    """What of a line its stand depends on."""

    @property
    def status(self) -> Status: ...
    @property
    def day(self) -> date: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def channel(self) -> Channel | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def no_place(self) -> bool: ...
    @property
    def arrived_at(self) -> datetime | None: ...
    @property
    def begun_at(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...
    @property
    def attempts(self) -> int: ...
    @property
    def last_attempt_at(self) -> datetime | None: ...
    @property
    def claimed_by(self) -> str | None: ...
    @property
    def claim_is_mine(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Stand:
    """Glyph, words and a style name: `waiting`, `running`, `warning`, `quiet` or `plain`."""

    glyph: str
    words: str
    style: str

    def __str__(self) -> str:
        return f"{self.glyph} {self.words}"


def stand(line: Standing, now: datetime) -> Stand:
    """The stand of a line at an instant; the word says it all, glyph and style only help the eye."""
    if line.status is Status.ARRIVED:
        return _waiting(line, now)
    if line.status is Status.IN_PROGRESS:
        return _running(line, now)
    if line.status is Status.BOOKED:
        return _booked(line, now)
    if line.status is Status.CANCELLED_BY_CUSTOMER and _late(line):
        return Stand(ENDED, "abgesagt nach Beginn", "quiet")
    words = STATUS[line.status.value]
    if line.status is Status.DONE:
        return Stand(OK, words, "quiet")
    if line.status in (Status.PRESUMED_CANCELLED, Status.REOPENED, Status.NOT_REACHED, Status.LEFT):
        return Stand(WARNING, words, "warning")
    return Stand(ENDED, words, "quiet" if line.status in ENDINGS else "plain")


def _waiting(line: Standing, now: datetime) -> Stand:
    minutes = 0 if line.arrived_at is None else int((now - line.arrived_at).total_seconds() // 60)
    claimed = f" · {_who(line)}" if line.claimed_by else ""
    return Stand(WAITING, f"da, wartet {_long(minutes)}{claimed}", "warning" if minutes >= WAITS_LONG else "waiting")


def _running(line: Standing, now: datetime) -> Stand:
    planned_end = instant_of(line.day, line.end)
    if line.begun_at is not None:  # begun late, it still has its length before it
        planned_end = max(planned_end, line.begun_at + timedelta(minutes=line.end - line.start))
    if now - planned_end >= STILL_RUNNING:
        return Stand(RUNNING, f"läuft noch? {_who(line)}", "warning")
    words = "am Telefon" if line.channel is Channel.PHONE else "im Gespräch"
    return Stand(RUNNING, f"{words} {_who(line)}".rstrip(), "running")


def _booked(line: Standing, now: datetime) -> Stand:
    day, minute = wall(now)
    if line.day < day:
        return Stand(WARNING, "offen geblieben", "warning")
    if line.attempts and line.last_attempt_at is not None:
        again = (line.last_attempt_at + RETRY_AFTER).astimezone(BREMEN)
        return Stand(BOOKED, f"{line.attempts}. Versuch, ab {again:%H:%M}", "plain")
    if line.no_place:
        return Stand(WARNING, "ohne Platz", "warning")
    if line.channel is Channel.PHONE and not line.phone:
        return Stand(WARNING, "Tel. ohne Nummer", "warning")
    if line.claimed_by:
        return Stand(BOOKED, f"reserviert {_who(line)}", "plain")
    if line.day == day and minute > line.start:
        late = "Anruf" if line.channel is Channel.PHONE else "fehlt"
        return Stand(
            BOOKED, f"{late} seit {_long(minute - line.start)}", "warning" if minute - line.start >= 10 else "plain"
        )
    return Stand(BOOKED, "gebucht", "plain")


def _late(line: Standing) -> bool:
    return line.ended_at is not None and line.ended_at >= instant_of(line.day, line.start)


def _who(line: Standing) -> str:
    return "(ich)" if line.claim_is_mine else f"({line.claimed_by})" if line.claimed_by else ""


def _long(minutes: int) -> str:
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
