"""`answer`: what else settles what an appointment still owes; `away`: somebody is not here from now on (D9, D36)."""

from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.asking import Answers
from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.plan_typed import END
from backoffice.cli.session import Session, branch_of, branch_option, names_option, pass_session
from backoffice.cli.staffing_typed import tell
from backoffice.cli.working import backdating, despite_option, ids_argument, on_each, stepped
from backoffice.domain.errors import Refused
from backoffice.domain.terms import Answer

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.views import Line


@click.command(
    "answer",
    cls=Command,
    help=(
        "Nimmt einen Termin von der Liste „ohne Anschluss-Zusage“: Die Person hat eine schriftliche Antwort, oder sie"
        " verzichtet. Wie und wann, wird gefragt oder steht auf der Standardeingabe."
    ),
)
@ids_argument
@click.option("--written", is_flag=True, help="Schriftlich beantwortet.")
@click.option("--waived", is_flag=True, help="Die Person verzichtet.")
@backdating
@despite_option
@names_option
@pass_session
def answer(
    session: Session,
    ids: tuple[str, ...],
    written: bool,
    waived: bool,
    at: int | None,
    day: date | None,
    despite_claim: bool,
    with_names: bool,
) -> int:
    """Record what settles open promises."""
    if written == waived:
        raise click.UsageError("Was war es? Genau eins von --written und --waived.")
    how = cache(partial(Answers().text, "answer_how", required=True))

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.answers import RecordAnswer

        return stepped(
            desk,
            RecordAnswer,
            line,
            batch,
            session=session,
            at=at,
            day=day,
            despite_claim=despite_claim,
            answer=Answer.WRITTEN if written else Answer.WAIVED,
            how=how(),
        )

    return on_each(session, ids, make, with_names=with_names)


@click.command(
    "away",
    cls=Command,
    help=(
        "Ab jetzt nicht da: ich selbst, oder die Person mit dieser Anmeldung. Gespräche warten wieder, Reservierungen"
        " und Zuweisungen enden, angenommene Rückrufe hat wieder das Team, ihr Serviceplatz ist unbesetzt. Ein Grund"
        " wird nie gefragt. Mit --back: wieder da."
    ),
)
@click.argument("login", metavar="[ANMELDUNG]", required=False)
@click.option("--until", type=END, help="Nur bis zu dieser Uhrzeit; sonst für den Rest des Tages.")
@click.option("--back", is_flag=True, help="Wieder da, früher als gesagt.")
@branch_option
@pass_session
def away(session: Session, login: str | None, until: int | None, back: bool, branch: str | None) -> int:
    """Hand back what somebody holds; or they are here again."""
    if back and until is not None:
        raise click.UsageError("--back und --until schließen einander aus.")
    with session.desk() as desk:
        from backoffice.desk.leaving import ComeBack, LeaveForToday

        branch_id = branch_of(desk, branch).id
        staff_id = desk.actor.id if login in (None, desk.actor.login) else _colleague(desk, branch_id, str(login))
        whom = {"staff_id": staff_id, "branch_id": branch_id}
        leave = {} if until is None else {"until": until}
        done = desk.perform(desk.new(ComeBack, **whom) if back else desk.new(LeaveForToday, **whom, **leave))
    tell(done)
    return DONE


def _colleague(desk: "Desk", branch_id: str, login: str) -> str:
    from backoffice.desk.organisation_views import StaffOf

    for person in desk.read(StaffOf(branch_id)):
        if person.login == login:
            return person.id
    raise Refused("unknown_person")


COMMANDS = (answer, away)
