"""`plan open`, `plan close` and their kin: setting the plan by line commands."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.output import say
from backoffice.cli.plan_check import changed
from backoffice.cli.plan_typed import END, SPAN, WEEKDAYS, group_of, points_of
from backoffice.cli.session import DAY, TIME, Session, branch_of, branch_option, pass_session
from backoffice.domain.errors import Refused
from backoffice.domain.terms import ClosureKind, Contingent, OpeningKind
from backoffice.wording import openings as words
from backoffice.wording.done import done as said

if TYPE_CHECKING:
    from backoffice.desk.command import Done
    from backoffice.desk.desk import Desk
    from backoffice.desk.openings import NewOpening

LONGEST_SHUT = 60
"""Days that service points are shut with one command; longer is a slip of the keyboard."""

group_option = click.option(
    "--group",
    metavar="GRUPPE",
    required=True,
    help="Serviceplatzgruppe: ihr Name, oder wie ihre Plätze beginnen (L1).",
)
points_option = click.option(
    "--points", metavar="PLÄTZE", help="Nur diese Serviceplätze, mit Komma: L1-1,L1-2; sonst alle der Gruppe."
)
break_option = click.option(
    "--break", "breaks", type=SPAN, multiple=True, help="Pause, z. B. 10:00-10:15; mehrfach möglich."
)
online_option = click.option("--online", is_flag=True, help="Diese Zeit verkauft das Buchungsportal (sonst intern).")


def tell(done: "Done", added: Iterable[str] = ()) -> None:
    """What was done, where those stand whom it leaves outside, and which rules the plan keeps no longer."""
    say(said(done.code, done.values))
    if done.values.get("affected"):
        say(words.SEE_AFFECTED)
    for line in added:
        say(line)


@click.command(
    "open",
    cls=Command,
    help=(
        "Trägt Öffnungszeiten ein: jede Woche (--weekdays, --valid-from, --valid-to), oder an einem Tag (--day) statt"
        " der wöchentlichen. Zum Beispiel:"
        "\n\n\b\nbackoffice plan open --group L1 --weekdays mo-fr\n"
        "  --from 8:00 --until 12:00 --valid-to 31.12.2027"
    ),
)
@branch_option
@group_option
@points_option
@click.option("--weekdays", type=WEEKDAYS, help="Wochentage: mo-fr oder mo,mi,do.")
@click.option("--valid-from", type=DAY, help="Ab wann die wöchentliche Öffnung gilt; sonst ab heute.")
@click.option("--valid-to", type=DAY, help="Letzter Tag der wöchentlichen Öffnung.")
@click.option("--day", type=DAY, help="Nur an diesem Tag.")
@click.option("--from", "start", type=TIME, required=True, help="Beginn, z. B. 8:00.")
@click.option("--until", "end", type=END, required=True, help="Ende, z. B. 12:00.")
@break_option
@online_option
@click.option("--reserved", is_flag=True, help="Für Berufstätige und Teilnehmende an Maßnahmen.")
@click.option("--forced", is_flag=True, help="Öffnung trotz Schließung: nur mit --day und --reason.")
@click.option("--reason", metavar="GRUND", help="Warum, ohne Namen von Personen; bei --forced nötig.")
@pass_session
def open_(
    session: Session,
    /,
    branch: str | None,
    group: str,
    points: str | None,
    weekdays: tuple[int, ...] | None,
    valid_from: date | None,
    valid_to: date | None,
    day: date | None,
    **how: Any,
) -> int:
    """Set openings."""
    if (weekdays is None) == (day is None):
        raise click.UsageError("Wann? Genau eins von --weekdays und --day.")
    if day is not None and (valid_from or valid_to):
        raise click.UsageError("--valid-from und --valid-to gehören zu --weekdays.")
    if how["forced"] and day is None:
        raise click.UsageError("--forced gehört zu --day.")
    if weekdays is not None and how["reason"]:
        raise click.UsageError("--reason gehört zu --day.")
    with session.desk() as desk:
        from backoffice.desk.openings import AddOpenings, NewOpening
        from backoffice.desk.plan_views import OpeningsOf

        at = branch_of(desk, branch)
        group_id, _ = group_of(desk, at.id, group)
        ids = points_of(desk.read(OpeningsOf(at.id, session.today)), group_id, points)
        new: tuple[NewOpening, ...]
        if day is not None:
            new = (_single(ids, day, OpeningKind.FORCED if how["forced"] else OpeningKind.ONE_DAY, how),)
        else:
            new = _series(ids, weekdays or (), (valid_from or session.today, valid_to or date.max), how)
        command = desk.new(AddOpenings, branch_id=at.id, group_id=group_id, openings=new)
        told = changed(desk, at.id, command)
    tell(*told)
    return DONE


def contingent(how: dict[str, Any]) -> Contingent:
    """Who sells the time."""
    return Contingent.ONLINE if how["online"] else Contingent.INTERNAL


def _series(
    points: list[str], weekdays: tuple[int, ...], valid: tuple[date, date], how: dict[str, Any]
) -> "tuple[NewOpening, ...]":
    from backoffice.desk.openings import series

    return series(
        weekdays,
        points,
        *valid,
        (how["start"], how["end"]),
        breaks=how["breaks"],
        contingent=contingent(how),
        reserved=how["reserved"],
    )


def _single(points: list[str], day: date, kind: OpeningKind, how: dict[str, Any]) -> "NewOpening":
    from backoffice.desk.openings import NewBreak, NewOpening, opened

    return NewOpening(
        kind=kind,
        points=opened(points),
        first_day=day,
        last_day=day,
        start=how["start"],
        end=how["end"],
        breaks=tuple(NewBreak(start=start, end=end) for start, end in how["breaks"]),
        contingent=contingent(how),
        reserved=how["reserved"],
        reason=how["reason"] or "",
    )


@click.command(
    "close",
    cls=Command,
    help=(
        "Schließt an einem Tag, oder vom ersten bis zum letzten: die Geschäftsstelle, mit --group eine Gruppe, mit"
        " --points einzelne Serviceplätze. --booking-stop schließt nicht, sondern hält neue Buchungen an."
    ),
)
@click.argument("first", metavar="TAG", type=DAY)
@click.argument("last", metavar="[BIS]", type=DAY, required=False)
@branch_option
@click.option("--group", metavar="GRUPPE", help="Nur diese Serviceplatzgruppe: ihr Name, oder L1.")
@click.option("--points", metavar="PLÄTZE", help="Nur diese Serviceplätze, mit Komma, für ganze Tage; mit --group.")
@click.option("--from", "start", type=TIME, help="Erst ab dieser Uhrzeit.")
@click.option("--until", "end", type=END, help="Nur bis zu dieser Uhrzeit.")
@click.option("--booking-stop", is_flag=True, help="Buchungsstopp: Offen bleibt, neu gebucht wird nicht.")
@click.option("--name", metavar="GRUND", required=True, help="Was da ist, z. B. Personalversammlung.")
@pass_session
def close(
    session: Session,
    first: date,
    last: date | None,
    branch: str | None,
    group: str | None,
    points: str | None,
    start: int | None,
    end: int | None,
    booking_stop: bool,
    name: str,
) -> int:
    """Close, or stop new bookings."""
    if points is not None and (group is None or start is not None or end is not None or booking_stop):
        raise click.UsageError("--points geht nur mit --group und für ganze Tage.")
    last = last or first
    with session.desk() as desk:
        at = branch_of(desk, branch)
        group_id = None if group is None else group_of(desk, at.id, group)[0]
        if points is not None and group_id is not None:
            told = _shut(desk, session, at.id, group_id, points, (first, last), name)
        else:
            from backoffice.desk.closures import AddClosure

            command = desk.new(
                AddClosure,
                branch_id=at.id,
                group_id=group_id,
                closes=ClosureKind.BOOKING_STOP if booking_stop else ClosureKind.CLOSED,
                first_day=first,
                last_day=last,
                start=0 if start is None else start,
                end=1440 if end is None else end,
                name=name,
            )
            told = changed(desk, at.id, command)
    tell(*told)
    return DONE


def _shut(
    desk: "Desk", session: Session, branch_id: str, group_id: str, points: str, days: tuple[date, date], name: str
) -> "tuple[Done, list[str]]":
    """Single service points are not open on these days."""
    from backoffice.desk.openings import AddOpenings, NewOpening, opened
    from backoffice.desk.plan_views import OpeningsOf

    ids = points_of(desk.read(OpeningsOf(branch_id, session.today)), group_id, points)
    count = (days[1] - days[0]).days + 1
    if not 0 < count <= LONGEST_SHUT:
        raise Refused("bad_closure", most=LONGEST_SHUT)
    every = [days[0] + timedelta(days=n) for n in range(count)]
    shut = tuple(
        NewOpening(kind=OpeningKind.SHUT, points=opened(ids), first_day=day, last_day=day, reason=name)
        for day in every
    )
    return changed(desk, branch_id, desk.new(AddOpenings, branch_id=branch_id, group_id=group_id, openings=shut))


@click.command("end", cls=Command, help="Lässt eine wöchentliche Öffnung früher enden als eingetragen.")
@click.argument("one", metavar="KENNUNG")
@branch_option
@click.option("--last-day", type=DAY, help="Letzter Tag, an dem sie gilt; sonst heute.")
@pass_session
def end_opening(session: Session, one: str, branch: str | None, last_day: date | None) -> int:
    """End a series."""
    with session.desk() as desk:
        from backoffice.desk.openings import EndOpening

        at = branch_of(desk, branch)
        opening_id, closure = _found(desk, session, at.id, one)
        if closure:
            raise Refused("opening_unclear", id=one)
        command = desk.new(EndOpening, opening_id=opening_id, last_day=last_day or session.today)
        told = changed(desk, at.id, command)
    tell(*told)
    return DONE


@click.command(
    "remove",
    cls=Command,
    help="Nimmt eine Öffnung oder Schließung weg. Eine wöchentliche, die schon gilt, endet mit heute.",
)
@click.argument("one", metavar="KENNUNG")
@branch_option
@pass_session
def remove(session: Session, one: str, branch: str | None) -> int:
    """Remove an opening or a closure."""
    with session.desk() as desk:
        from backoffice.desk.closures import RemoveClosure
        from backoffice.desk.openings import RemoveOpening

        at = branch_of(desk, branch)
        found, closure = _found(desk, session, at.id, one)
        told = changed(
            desk,
            at.id,
            desk.new(RemoveClosure, closure_id=found) if closure else desk.new(RemoveOpening, opening_id=found),
        )
    tell(*told)
    return DONE


def _found(desk: "Desk", session: Session, branch_id: str, ending: str) -> tuple[str, bool]:
    """The id that ends like this, and whether it is a closure's. Refused `opening_unclear`."""
    from backoffice.desk.plan_views import OpeningsOf

    typed = ending.strip().casefold()
    view = desk.read(OpeningsOf(branch_id, session.today))
    found = [(one.id, False) for one in view.openings] + [(one.id, True) for one in view.closures]
    found = [pair for pair in found if typed and pair[0].endswith(typed)]
    if len(found) != 1:
        raise Refused("opening_unclear", id=typed)
    return found[0]


COMMANDS = (open_, close, end_opening, remove)
