"""`tasks`: what is still to be done in the booking tool by hand, and ticking it off (D29)."""

from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.german import Command, Group
from backoffice.cli.guard import DONE
from backoffice.cli.lines import iso
from backoffice.cli.output import say, say_json, say_table, short_ids
from backoffice.cli.session import Session, branch_of, branch_option, json_option, names_option, pass_session
from backoffice.cli.working import each
from backoffice.domain.clock import hhmm
from backoffice.domain.errors import Refused
from backoffice.wording import booking as words
from backoffice.wording import commands
from backoffice.wording.done import done as said
from backoffice.wording.plan_words import day_short

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.otv import OtvTaskView

SHORTEST = 4


@click.group(
    "tasks",
    cls=Group,
    invoke_without_command=True,
    help=(
        "Zeigt, was in OTV noch nachzutragen oder zu stornieren ist, der nächste Termin zuerst; „tasks tick“ hakt ab."
    ),
)
@branch_option
@names_option
@json_option
@click.pass_context
def tasks(ctx: click.Context, branch: str | None, with_names: bool, as_json: bool) -> int:
    """List the tasks."""
    if ctx.invoked_subcommand is not None:
        if branch is not None or with_names or as_json:
            raise click.UsageError("Vor „tick“ gibt es keine Optionen.")
        return DONE
    with ctx.ensure_object(Session).desk() as desk:
        from backoffice.desk.otv import OtvTasksOf

        found = desk.read(OtvTasksOf(branch_of(desk, branch).id))
    if as_json:
        say_json([_json(task, with_names=with_names) for task in found])
        return DONE
    if not found:
        say(words.NO_TASKS)
    ids = short_ids([task.id for task in found])
    say_table(_cells(task, ids[task.id], with_names=with_names) for task in found)
    return DONE


@tasks.command("tick", cls=Command, help="Hakt Aufgaben ab: In OTV ist es eingetragen.")
@click.argument("ids", metavar="KENNUNG …", nargs=-1, required=True)
@pass_session
def tick(session: Session, ids: tuple[str, ...]) -> int:
    """Tick tasks off."""

    def one(desk: "Desk", ending: str, batch: str | None) -> list[str]:
        from backoffice.desk.otv import TickOtvTask

        task = _pick(desk, ending)
        done = desk.perform(desk.new(TickOtvTask, task_id=task.id, version=task.version, batch_id=batch))
        return [said(done.code, done.values)]

    return each(session, ids, one)


def _pick(desk: "Desk", ending: str) -> "OtvTaskView":
    """The open task whose id ends so, at any branch one may see. Refused `task_unclear`."""
    from backoffice.desk.organisation_views import Branches
    from backoffice.desk.otv import OtvTasksOf

    typed = ending.strip().casefold()
    open_ones = [task for branch in desk.read(Branches()) for task in desk.read(OtvTasksOf(branch.id))]
    found = [task for task in open_ones if len(typed) >= SHORTEST and task.id.endswith(typed)]
    if len(found) != 1:
        raise Refused("task_unclear", id=typed)
    return found[0]


def _cells(task: "OtvTaskView", short: str, *, with_names: bool) -> list[str]:
    concern = commands.SENSITIVE if task.sensitive else task.concern or commands.NO_CONCERN
    return [
        short,
        words.OTV_TASK[task.kind.value],
        day_short(task.day),
        hhmm(task.start),
        task.booking_number or words.NO_NUMBER,
        *([task.name or commands.NO_NAME, task.email or "—"] if with_names else []),
        concern,
    ]


def _json(task: "OtvTaskView", *, with_names: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": task.id,
        "kind": task.kind.value,
        "day": task.day.isoformat(),
        "start": hhmm(task.start),
        "end": hhmm(task.end),
        "booking_number": task.booking_number,
        "concern": commands.SENSITIVE if task.sensitive else task.concern,
        "since": iso(task.at),
        "appointment": task.appointment_id,
    }
    return found | ({"name": task.name, "email": task.email} if with_names else {})
