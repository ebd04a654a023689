"""Reading: the day, one record, and search. Without names unless asked for (D54)."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.asking import Answers
from backoffice.cli.german import Command
from backoffice.cli.lines import iso, line_json, say_lines
from backoffice.cli.output import say, say_json, say_table
from backoffice.cli.record_json import record_json
from backoffice.cli.session import (
    Session,
    branch_of,
    branch_option,
    day_option,
    json_option,
    names_option,
    pass_session,
)
from backoffice.cli.working import id_argument
from backoffice.domain.clock import BREMEN, hhmm, wall
from backoffice.domain.states import Status
from backoffice.wording import commands as words
from backoffice.wording import history, languages
from backoffice.wording import ticket_commands as ticket_words
from backoffice.wording import views as record_words
from backoffice.wording.interpreting import mark
from backoffice.wording.interpreting_line import ordered
from backoffice.wording.labels import day_label
from backoffice.wording.proposed import proposed
from backoffice.wording.responsibility import HINT_LABEL, hint
from backoffice.wording.stand import stand
from backoffice.wording.states import ATTEMPT, CHANNEL_LONG
from backoffice.wording.tickets import ANSWER

if TYPE_CHECKING:
    from backoffice.desk.interpreting_lines import OrderLine
    from backoffice.desk.views import Day, Line, Record


ONLY: "dict[str, Callable[[Line], bool]]" = {
    "open": lambda line: line.open,
    "mine": lambda line: line.open and (line.claim_is_mine or line.assigned_to_me),
    "waiting": lambda line: line.status is Status.ARRIVED,
    "no-place": lambda line: line.no_place,
    "emergency": lambda line: line.open and line.emergency,
}
"""Parts of a day, counted as the screen counts them: nobody listens to forty rows to find the two who wait."""


@click.command(
    "today",
    cls=Command,
    help=(
        "Zeigt den Tag der Geschäftsstelle, eine Zeile je Termin: Kennung, Uhrzeit, Stand, Art, Platz, Anliegen. Die"
        " erste Zeile nennt Geschäftsstelle, Tag und Stand der Buchungsliste, die zweite die Zahlen des Tages."
    ),
)
@branch_option
@day_option
@click.option(
    "--only",
    type=click.Choice(list(ONLY)),
    metavar="WAS",
    help=f"Nur diese Termine: {', '.join(f'{word} ({said})' for word, said in words.ONLY.items())}.",
)
@json_option
@names_option
@pass_session
def today(
    session: Session, branch: str | None, day: date | None, only: str | None, as_json: bool, with_names: bool
) -> None:
    """Show a branch's day, or the part of it that was asked for."""
    with session.desk() as desk:
        from backoffice.desk.day import DayOf

        now = desk.clock.now()
        whole = desk.read(DayOf(branch_of(desk, branch).id, day or session.today, now))
    shown = whole if only is None else replace(whole, lines=tuple(line for line in whole.lines if ONLY[only](line)))
    if as_json:
        say_json(_day_json(shown, now, with_names=with_names))
        return
    say(f"{shown.branch.name}, {day_label(shown.day)}, {_list_state(shown)}")
    counts = shown.counts
    say(
        words.COUNTS.format(
            open=counts.open,
            mine=counts.mine,
            waiting=counts.waiting,
            no_place=counts.no_place,
            no_promise=counts.no_promise,
            since_yesterday=counts.since_yesterday,
        )
    )
    say()
    if not shown.lines:
        say(_nothing(whole, only))
    say_lines(shown.lines, now, with_names=with_names)


def _nothing(whole: "Day", only: str | None) -> str:
    """Why no row follows: nothing of that kind, or nothing at all, and what would change that."""
    if only is not None and whole.lines:
        return words.EMPTY_ONLY.format(count=len(whole.lines), only=words.ONLY[only])
    if whole.imported is not None:
        return words.EMPTY_DAY
    return f"{words.EMPTY_DAY} {words.EMPTY_UNREAD.format(branch=whole.branch.code)}"


def _list_state(day: "Day") -> str:
    if day.imported is None:
        return words.NO_LIST
    made = day.imported.made_at
    told = words.READ_AT if made is None else words.LIST_AT
    state = told.format(when=f"{(made or day.imported.imported_at).astimezone(BREMEN):%H:%M}")
    return f"{state} ({words.PROVISIONAL})" if day.imported.provisional else state


def _day_json(day: "Day", now: datetime, *, with_names: bool) -> dict[str, Any]:
    counts = day.counts
    state = day.imported
    return {
        "branch": day.branch.code,
        "day": day.day.isoformat(),
        "imported_at": iso(state.imported_at) if state else None,
        "made_at": iso(state.made_at) if state else None,
        "provisional": state.provisional if state else None,
        "counts": {
            "open": counts.open,
            "mine": counts.mine,
            "waiting": counts.waiting,
            "no_place": counts.no_place,
            "no_promise": counts.no_promise,
            "since_yesterday": counts.since_yesterday,
        },
        "rows": [line_json(line, now, with_names=with_names) for line in day.lines],
    }


@click.command("show", cls=Command, help="Zeigt einen Termin mit Notizen, Ergebnissen und Verlauf.")
@id_argument
@json_option
@names_option
@pass_session
def show(session: Session, one: str, as_json: bool, with_names: bool) -> None:
    """Show one record."""
    with session.desk() as desk:
        from backoffice.cli.working import pick
        from backoffice.desk.interpreting_views import OrderFor
        from backoffice.desk.record import RecordOf

        now = desk.clock.now()
        record = desk.read(RecordOf(pick(desk, one).id, now))
        order = desk.read(OrderFor(record.line.id, now))
    if as_json:
        say_json(record_json(record, order, now, with_names=with_names))
    else:
        say_table(_facts(record, order, now, with_names=with_names))


def _facts(
    record: "Record", order: "OrderLine | None", now: datetime, *, with_names: bool
) -> Iterable[tuple[str, str]]:
    line = record.line
    yield words.RECORD["when"], f"{day_label(line.day)} {hhmm(line.start)}–{hhmm(line.end)}"
    sensitive = line.sensitive and not with_names
    yield words.RECORD["concern"], (words.SENSITIVE if sensitive else record.concern_title) or words.NO_CONCERN
    plain = {
        "channel": CHANNEL_LONG[line.channel.value] if line.channel else "—",
        "stand": " · ".join(part for part in (stand(line, now).words, proposed(line)) if part),
        "place": line.place,
        "group": line.group,
        "assigned": line.assigned_to,
        "booking_number": record.booking_number,
    }
    if with_names:
        plain |= {
            "name": record.name or words.NO_NAME,
            "phone": " ".join(part for part in (record.phone or record.phone_raw, record.phone_note) if part),
            "email": record.email,
            "number": record.customer_number or record.bg_number or record.number_raw,
            "language": languages.name(record.language),
            "remark": record.remark,
            "reopen_reason": record.reopen_reason,
            "raised_reason": record.raised_reason,
            "override_reason": record.override_reason,
        }
    for key, value in plain.items():
        if value:
            yield words.RECORD[key], value
    if order is not None:
        yield words.RECORD["interpreting"], _interpreting(order, wall(now)[0])
    for document in record.documents.splitlines():
        yield words.RECORD["documents"], document
    for document in record.missing.splitlines():
        yield words.RECORD["missing"], document
    if record.application_kept is not None:
        yield words.RECORD["application"], record_words.APPLICATION_KEPT[record.application_kept]
    if record.responsible is not None:  # the reason says in which street somebody lives
        why = record.responsible_reason if with_names else None
        yield HINT_LABEL, hint(record.responsible, why)
    yield from _done(record, with_names=with_names)


def _interpreting(order: "OrderLine", today: date) -> str:
    """How the order stands, who it is and when, and how to name it."""
    kind = order.kind and order.kind.value
    time = (order.day, order.start, order.end)
    who = ordered(order.interpreter, kind, time, today, contact=order.contact, dial=order.dial)
    return f"{mark(order.status.value, order.language, None)}: {who} ({order.id[-6:]})"


def _done(record: "Record", *, with_names: bool) -> Iterable[tuple[str, str]]:
    for outcome in record.outcomes:
        texts = (outcome.contact or "", outcome.agreed or "") if with_names else ()
        linked = history.linked(outcome.linked if with_names or outcome.linked_day else None, outcome.linked_day)
        yield words.RECORD["outcome"], history.outcome(outcome.kind.value, texts, linked)
    for other in record.linked:
        said = record_words.linked(other.relation.value, other.day, other.start, other.group, other.status.value)
        yield words.RECORD["chain"], f"{said} ({other.id})"
    for ticket in record.tickets:
        stands = ticket_words.ticket_ref(ticket.status.value, ticket.closed_as and ticket.closed_as.value)
        yield words.RECORD["ticket"], f"{ticket.number} {ticket.team}, {stands}, fällig {_when(ticket.due_at)}"
    for answer in record.answers:
        how = f": {answer.how}" if with_names else ""
        yield words.RECORD["answer"], f"{_when(answer.at)} {answer.by} {ANSWER[answer.kind.value]}{how}"
    for attempt in record.attempts:
        yield words.RECORD["attempt"], f"{_when(attempt.at)} {ATTEMPT[attempt.result.value]}"
    for note in record.notes:
        yield words.RECORD["note"], f"{_when(note.at)} {note.by}" + (f": {note.text}" if with_names else "")
    for item in record.history:
        done = history.entry(item.code, item.changes, with_names=with_names)
        undone = f" ({history.TAKEN_BACK})" if item.undone else ""
        yield words.RECORD["history"], f"{_when(item.at)} {item.by or '—'}: {done}{undone}"


def _when(instant: datetime) -> str:
    return f"{instant.astimezone(BREMEN):%d.%m. %H:%M}"


@click.command(
    "search",
    cls=Command,
    help="Sucht über alle Tage der Geschäftsstelle. Wonach, wird gefragt oder steht auf der Standardeingabe.",
)
@branch_option
@json_option
@names_option
@pass_session
def search(session: Session, branch: str | None, as_json: bool, with_names: bool) -> int:
    """Search a branch's appointments."""
    text = Answers().text("search", required=True)
    with session.desk() as desk:
        from backoffice.desk.search import Search

        now = desk.clock.now()
        found = desk.read(Search(branch_of(desk, branch).id, text, now))
    if as_json:
        say_json([line_json(line, now, with_names=with_names) for line in found])
    elif not found:
        say(words.NOTHING_FOUND)
    else:
        say_lines(found, now, with_names=with_names, with_day=True)
    return 0


COMMANDS = (today, show, search)
