"""`promises`: who is *ohne Anschluss-Zusage*, which promised calls are overdue, what is open since yesterday (D9)."""

import click

from backoffice.cli.german import Command
from backoffice.cli.guard import DONE, REFUSED
from backoffice.cli.lines import line_cells, line_json
from backoffice.cli.output import say, say_json, say_table, short_ids
from backoffice.cli.session import Session, branch_of, branch_option, json_option, names_option, pass_session
from backoffice.cli.ticket_rows import ticket_cells, ticket_json
from backoffice.domain.deadlines import Limits
from backoffice.wording import ticket_commands as words
from backoffice.wording.tickets import OWED


@click.command(
    "promises",
    cls=Command,
    help=(
        "Ohne Anschluss-Zusage: wem wir noch etwas schulden und warum, welche Rückrufe überfällig sind, und was seit"
        " gestern offen ist. Rückgabewert 1, solange jemand auf eine Zusage oder einen überfälligen Rückruf wartet."
    ),
)
@branch_option
@json_option
@names_option
@pass_session
def promises(session: Session, branch: str | None, as_json: bool, with_names: bool) -> int:
    """List what is owed."""
    with session.desk(promises=True) as desk:
        from backoffice.desk.calendar import WorkCalendarOf
        from backoffice.desk.promises import OpenSince, Owing
        from backoffice.desk.ticket_lines import OverdueTickets

        now = desk.clock.now()
        branch_id = branch_of(desk, branch).id
        owing = desk.read(Owing(branch_id, now))
        overdue = desk.read(OverdueTickets(branch_id, now))
        since = len(desk.read(OpenSince(branch_id, now)))
        calendar = desk.read(WorkCalendarOf(branch_id))
    owed = [line for line, _ in owing]
    reasons = {line.id: why.value for line, why in owing}
    if as_json:
        say_json(
            {
                "appointments": [
                    {**line_json(line, now, with_names=with_names), "reason": reasons[line.id]} for line in owed
                ],
                "tickets": [ticket_json(line, with_names=with_names) for line in overdue],
                "since_yesterday": since,
            }
        )
        return REFUSED if owed or overdue else DONE
    if owed:
        say(words.OWED_TITLE.format(count=len(owed)))
        ids = short_ids([line.id for line in owed])
        say_table(
            line_cells(line, ids[line.id], now, with_names=with_names, with_day=True, why=OWED[reasons[line.id]])
            for line in owed
        )
    if overdue:
        say(words.OVERDUE_TITLE.format(count=len(overdue)))
        limits = Limits.at(now, calendar)
        say_table(ticket_cells(line, limits, calendar, with_names=with_names) for line in overdue)
    if not owed and not overdue:
        say(words.NOBODY_OWED)
    if since:
        say(words.SINCE_YESTERDAY.format(count=since))
    return REFUSED if owed or overdue else DONE


COMMANDS = (promises,)
