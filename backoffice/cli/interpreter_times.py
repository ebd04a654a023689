"""`interpreters availability`: when interpreters can be had, and when not; never why (D36)."""

from datetime import date

import click

from backoffice.cli.german import Group
from backoffice.cli.guard import DONE
from backoffice.cli.interpreter_listing import SHORTEST, interpreter_of, tell, who_argument
from backoffice.cli.plan_typed import END
from backoffice.cli.session import DAY, TIME, Session, pass_session
from backoffice.domain.errors import Refused
from backoffice.domain.week import parse_week
from backoffice.wording.interpreters import ON_REQUEST


@click.group(
    "availability",
    cls=Group,
    help="Wann jemand zu haben ist: Woche, einzelner Tag, Abwesenheit (nie mit Grund), und was davon wegfällt.",
)
def availability() -> None:
    """Commands for the times of interpreters."""


@availability.command(
    "hours",
    help=(
        "Setzt die Woche ab einem Tag, zum Beispiel: backoffice interpreters availability hours 3f2a"
        ' "mo-mi 8-12, do 13-18". Was vorher galt, endet am Tag davor. „auf Anfrage“ statt der Woche: Es gibt keine'
        " feste mehr."
    ),
)
@who_argument
@click.argument("week", metavar="ZEITEN", nargs=-1, required=True)
@click.option("--since", type=DAY, help="Ab welchem Tag sie gilt; sonst ab heute.")
@pass_session
def hours(session: Session, who: str, week: tuple[str, ...], since: date | None) -> int:
    """Set the week of an interpreter."""
    typed = " ".join(week)
    wanted = None if typed.casefold().strip() == ON_REQUEST.casefold() else parse_week(typed)
    with session.desk() as desk:
        from backoffice.desk.calendar import HoursSpan
        from backoffice.desk.interpreter_times import SetInterpreterHours

        spans = tuple(
            HoursSpan(weekday=weekday, start=start, end=end)
            for weekday, of_day in enumerate(wanted.week if wanted else ())
            for start, end in of_day
        )
        one = interpreter_of(desk, session.today, who)
        command = desk.new(SetInterpreterHours, interpreter_id=one.id, since=since or session.today, spans=spans)
        tell(desk.perform(command))
    return DONE


@availability.command(
    "day", help="Trägt ein, von wann bis wann jemand an einem einzelnen Tag zu haben ist, statt zu seiner Woche."
)
@who_argument
@click.argument("day", metavar="TAG", type=DAY)
@click.argument("start", metavar="VON", type=TIME)
@click.argument("end", metavar="BIS", type=END)
@pass_session
def single(session: Session, who: str, day: date, start: int, end: int) -> int:
    """Add a single day."""
    with session.desk() as desk:
        from backoffice.desk.interpreter_times import AddInterpreterDay

        one = interpreter_of(desk, session.today, who)
        tell(desk.perform(desk.new(AddInterpreterDay, interpreter_id=one.id, day=day, start=start, end=end)))
    return DONE


@availability.command(
    "away",
    help=(
        "Trägt eine Abwesenheit ein: einen Tag, vom ersten bis zum letzten, oder Stunden eines Tages. Ein Grund wird"
        " nie gespeichert. Bestellungen in dieser Zeit bleiben stehen und werden gezählt."
    ),
)
@who_argument
@click.argument("first", metavar="TAG", type=DAY)
@click.argument("last", metavar="[BIS]", type=DAY, required=False)
@click.option("--from", "start", type=TIME, default=0, help="Uhrzeit, ab der es an diesem einen Tag gilt.")
@click.option("--to", "end", type=END, default=1440, help="Uhrzeit, bis zu der es an diesem einen Tag gilt.")
@pass_session
def away(session: Session, who: str, first: date, last: date | None, start: int, end: int) -> int:
    """Add being away."""
    with session.desk() as desk:
        from backoffice.desk.interpreter_times import AddInterpreterAway

        one = interpreter_of(desk, session.today, who)
        days = {"first_day": first, "last_day": last or first}
        tell(desk.perform(desk.new(AddInterpreterAway, interpreter_id=one.id, **days, start=start, end=end)))
    return DONE


@availability.command(
    "remove",
    help="Nimmt eine Zeit oder Abwesenheit weg; was davon schon war, bleibt. interpreters show zeigt die Kennungen.",
)
@who_argument
@click.argument("one", metavar="ZEIT")
@pass_session
def remove(session: Session, who: str, one: str) -> int:
    """Remove a time."""
    typed = one.strip().casefold()
    with session.desk() as desk:
        from backoffice.desk.interpreter_times import RemoveInterpreterTime

        times = interpreter_of(desk, session.today, who).of.times
        found = [time.id for time in times if len(typed) >= SHORTEST and time.id.endswith(typed)]
        if len(found) != 1:
            raise Refused("interpreter_time_unclear", id=typed)
        tell(desk.perform(desk.new(RemoveInterpreterTime, time_id=found[0])))
    return DONE
