"""`interpreters list` and `show`: who interprets, and everything about somebody (D47)."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.language_typed import LANGUAGE
from backoffice.cli.output import say, say_json, say_table, short_ids
from backoffice.cli.session import Session, json_option, pass_session
from backoffice.cli.tickets import branch_by_code
from backoffice.domain.clock import hhmm
from backoffice.domain.errors import Refused
from backoffice.domain.terms import InterpretingKind
from backoffice.wording import interpreters as words
from backoffice.wording import languages
from backoffice.wording.done import done as said

if TYPE_CHECKING:
    from backoffice.desk.command import Done
    from backoffice.desk.desk import Desk
    from backoffice.desk.interpreter_views import InterpreterView
    from backoffice.desk.orders_beyond import OrderBeyond

KINDS = {kind.value.replace("_", "-"): kind for kind in InterpretingKind if kind is not InterpretingKind.COMPANION}
SHORTEST = 4
"""So much of an id must be typed."""

who_argument = click.argument("who", metavar="KENNUNG")


def interpreter_of(desk: "Desk", today: date, ending: str) -> "InterpreterView":
    """The entry whose id ends like this. Refused `interpreter_unknown` (id)."""
    from backoffice.desk.interpreter_views import Interpreters

    typed = ending.strip().casefold()
    everybody = desk.read(Interpreters(today, gone=True))
    found = [one for one in everybody if len(typed) >= SHORTEST and one.id.endswith(typed)]
    if len(found) != 1:
        raise Refused("interpreter_unknown", id=typed)
    return found[0]


def tell(done: "Done") -> None:
    """What was done; where orders are left, how to see them."""
    see = f" {words.SEE_BEYOND}" if done.values.get("orders") else ""
    say(said(done.code, done.values) + see)


@click.command("list", cls=Command, help="Zeigt, wer dolmetscht, mit Sprachen, Wegen, Zeiten und Vorlauf.")
@click.option("--language", type=LANGUAGE, metavar="SPRACHE", help="Nur wer diese Sprache mittelt, z. B. tir.")
@click.option(
    "--kind", metavar="WEG", type=click.Choice(list(KINDS), case_sensitive=False), help="Nur wer so dolmetscht."
)
@click.option("--branch", metavar="KÜRZEL", help="Nur wer für diese Geschäftsstelle arbeitet.")
@click.option("--gone", is_flag=True, help="Auch wer nicht mehr da ist.")
@json_option
@pass_session
def list_(
    session: Session, language: str | None, kind: str | None, branch: str | None, gone: bool, as_json: bool
) -> int:
    """List interpreters."""
    with session.desk() as desk:
        from backoffice.desk.interpreter_views import Interpreters

        at = branch_by_code(desk, branch) if branch is not None else None
        everybody = desk.read(Interpreters(session.today, gone=gone))
    meant = KINDS[kind] if kind else None
    found = [one for one in everybody if _suits(one, language, meant, at)]
    if as_json:
        say_json([view_json(one) for one in found])
    elif not found:
        say(words.NOBODY_SUITS if everybody else words.EMPTY)
    else:
        ids = short_ids([one.id for one in everybody])
        say_table(_cells(one, ids[one.id]) for one in found)
    return DONE


def _suits(
    one: "InterpreterView", language: str | None, kind: InterpretingKind | None, branch_id: str | None
) -> bool:
    spoken = one.of.languages if language is None else [language]
    ways = {way for code in spoken for way in one.of.kinds(code)}
    return bool(ways) and (kind is None or kind in ways) and (branch_id is None or one.of.serves(branch_id))


def _cells(one: "InterpreterView", short: str) -> list[str]:
    of = one.of
    return [
        short,
        of.name,
        words.PROVIDER[of.provider.value],
        words.ways(by_phone=of.by_phone, by_video=of.by_video, on_site=of.on_site),
        words.notice(of.notice_minutes),
        words.hours(one.hours, on_request=one.on_request),
        words.spoken(of.languages),
        words.last_day(of.last_day) if of.last_day else "",
    ]


@click.command(
    "show",
    cls=Command,
    help=(
        "Zeigt einen Eintrag ganz: Sprachen, Zeiten mit Kennungen, Kontakt, Hinweis zu den Kosten. Auch Bestellungen,"
        " die nach dem letzten Tag oder in eine Abwesenheit fallen."
    ),
)
@who_argument
@json_option
@pass_session
def show(session: Session, who: str, as_json: bool) -> int:
    """Show an interpreter."""
    with session.desk() as desk:
        one = interpreter_of(desk, session.today, who)
    if as_json:
        say_json({**view_json(one), "orders_beyond": [_order_json(order) for order in one.beyond]})
        return DONE
    say(one.of.name)
    say_table(_facts(one))
    return DONE


def _facts(one: "InterpreterView") -> Iterator[tuple[str, str]]:
    week = words.hours(one.hours, on_request=one.on_request)
    told = words.facts(one.of, keeper=one.keeper, serves=one.branches, week=week, later=one.later)
    yield from ((words.FIELDS[name], value) for name, value in told.items())
    ids = short_ids([time.id for time in one.of.times])
    for time in sorted(one.of.times, key=lambda time: (time.kind, time.weekday or 0, time.first_day, time.start)):
        yield words.TIME, f"{ids[time.id]} {words.time(time)}"
    for order in one.beyond:
        name = languages.name(order.language)
        yield words.BEYOND, words.order(order.day, order.start, order.end, order.branch, name, order.id[-6:])


def _order_json(order: "OrderBeyond") -> dict[str, Any]:
    return {
        "id": order.id,
        "appointment": order.appointment_id,
        "branch": order.branch,
        "day": order.day.isoformat(),
        "start": hhmm(order.start),
        "end": hhmm(order.end),
        "language": order.language,
        "status": order.status.value,
    }


def view_json(one: "InterpreterView") -> dict[str, Any]:
    """An entry as JSON says it."""
    of = one.of
    return {
        "id": of.id,
        "name": of.name,
        "provider": of.provider.value,
        "languages": [
            {"code": code, "name": languages.name(code), "dialect": dialect or None}
            for code, dialect in sorted(of.languages.items())
        ],
        "by_phone": of.by_phone,
        "by_video": of.by_video,
        "on_site": of.on_site,
        "branches": list(one.branches),
        "kept_by": one.keeper or None,
        "notice_minutes": of.notice_minutes,
        "hours": one.hours or None,
        "later_hours": [{"since": day.isoformat(), "hours": week} for day, week in one.later],
        "on_request": one.on_request,
        "times": [
            {
                "id": time.id,
                "kind": time.kind.value,
                "weekday": None if time.weekday is None else time.weekday + 1,
                "first_day": time.first_day.isoformat(),
                "last_day": None if time.last_day == date.max else time.last_day.isoformat(),
                "start": hhmm(time.start),
                "end": hhmm(time.end),
            }
            for time in of.times
        ],
        "contact": of.contact or None,
        "dial": of.dial or None,
        "cost_note": of.cost_note or None,
        "last_day": of.last_day.isoformat() if of.last_day else None,
        "may_change": one.may_change,
    }
