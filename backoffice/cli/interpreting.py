"""`interpreting`: orders for interpreters, listed, made, answered, and written out for an agency (D46–D49)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from backoffice.cli.german import Group
from backoffice.cli.guard import DONE
from backoffice.cli.interpreting_answering import attended, cancel, confirm, decline, fail, told
from backoffice.cli.interpreting_json import order_json
from backoffice.cli.interpreting_offers import offers
from backoffice.cli.interpreting_ordering import companion, needed, not_needed, request
from backoffice.cli.interpreting_sheet import sheet
from backoffice.cli.language_typed import LANGUAGE
from backoffice.cli.output import say, say_json, say_table, short_ids
from backoffice.cli.session import DAY, Session, branch_of, branch_option, json_option, names_option, pass_session
from backoffice.wording import commands
from backoffice.wording import interpreting_line as words
from backoffice.wording.interpreting import MATTER, when

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.interpreting_lines import OrderLine


@click.group(
    "interpreting",
    cls=Group,
    help=(
        "Sprachmittlung: vormerken, bestellen, beantworten. Eine Bestellung hat ihre eigene Kennung (backoffice"
        " interpreting list); die ihres Termins geht auch. Wer dolmetscht, pflegt backoffice interpreters."
    ),
)
def interpreting() -> None:
    """Commands for orders."""


@interpreting.command(
    "list",
    help=(
        "Zeigt, was zur Sprachmittlung zu tun ist, und was bestätigt ist. Je Zeile: Kennung der Bestellung, was zu"
        " tun ist, Sprache, Weg, Zeit, wer, Kontakt oder Einwahl. Mit --week alles einer Woche, auch Erledigtes."
    ),
)
@branch_option
@click.option("--week", type=DAY, help="Die Woche, in der dieser Tag liegt.")
@click.option("--language", type=LANGUAGE, metavar="SPRACHE", help="Nur diese Sprache, z. B. tir oder Tigrinya.")
@names_option
@json_option
@pass_session
def list_(
    session: Session, branch: str | None, week: date | None, language: str | None, with_names: bool, as_json: bool
) -> int:
    """List orders."""
    with session.desk() as desk:
        at = branch_of(desk, branch)
        everything = _orders(desk, at.id, week)
    found = [line for line in everything if language in (None, line.language)]
    if as_json:
        say_json([order_json(line, with_names=with_names) for line in found])
        return DONE
    if not found:
        say(words.NONE_SUITS if everything or week is not None else words.NO_ORDERS)
        return DONE
    from backoffice.desk.interpreting_lines import TO_DO

    to_do = sum(line.matter in TO_DO for line in found)
    say(words.COUNTS.format(branch=at.name, to_do=to_do, others=len(found) - to_do))
    say()
    ids = short_ids([line.id for line in found])
    say_table(_cells(line, ids[line.id], session.today, with_names=with_names) for line in found)
    return DONE


def _orders(desk: "Desk", branch_id: str, week: date | None) -> "Sequence[OrderLine]":
    from backoffice.desk.interpreting_views import OrdersOf, OrdersWithin

    now = desk.clock.now()
    if week is None:
        return desk.read(OrdersOf(branch_id, now))
    monday = week - timedelta(days=week.weekday())
    return desk.read(OrdersWithin(branch_id, monday, monday + timedelta(days=6), now))


def _cells(line: "OrderLine", short: str, today: date, *, with_names: bool) -> list[str]:
    """The id, as every list begins; then what is to do, about what, and who."""
    kind = line.kind and line.kind.value
    return [
        short,
        MATTER[line.matter.value],
        words.spoken(line.language, line.dialect),
        words.way(kind),
        when(line.day, line.start, line.end, today),
        words.who(line.interpreter, kind),
        words.reach(line.contact, line.dial, remote=kind in words.REMOTE) or words.NOBODY,
        *([line.name or commands.NO_NAME] if with_names else []),
        words.aside(
            was=line.was,
            leaves=line.leaves,
            refused=[name for name, _ in line.refused],
            told_to=line.told_to,
            agreed_with=line.agreed_with,
            minutes=line.minutes,
        ),
    ]


for _command in (
    *(needed, not_needed, offers, request, companion),
    *(confirm, decline, attended, fail, cancel, told),
    sheet,
):
    interpreting.add_command(_command)
COMMANDS = (interpreting,)
