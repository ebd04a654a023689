"""`takeover agreed` and `takeover ask`: what the branch of the customer does about a case of another one."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.asking import Answers, at_terminal
from backoffice.cli.booking_typed import WHEN, When
from backoffice.cli.german import Command
from backoffice.cli.session import DAY, TIME, Session, names_option, pass_session
from backoffice.cli.takeover_typed import other_branch_of, protected_option, there_option
from backoffice.cli.working import despite_option, id_argument, on_each
from backoffice.domain.clock import instant_of
from backoffice.domain.terms import Channel

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.views import Line


@click.command(
    "agreed",
    cls=Command,
    help=(
        "Trägt ein, was telefonisch vereinbart ist: Die andere Geschäftsstelle übernimmt den Termin. Wer zugesagt hat"
        " (Funktion), wird gefragt oder steht auf der Standardeingabe (agreed_with). Zuletzt steht der Satz für die"
        " Kund:in da."
    ),
)
@id_argument
@there_option
@click.option("--at", type=TIME, required=True, help="Zu dieser Uhrzeit dort.")
@click.option("--day", type=DAY, help="An diesem Tag, sonst heute.")
@click.option("--phone/--in-person", default=None, help="Am Telefon oder persönlich; sonst wie gebucht.")
@protected_option
@despite_option
@names_option
@pass_session
def agreed(
    session: Session,
    one: str,
    branch: str | None,
    at: int,
    day: date | None,
    phone: bool | None,
    knowingly: bool,
    despite_claim: bool,
    with_names: bool,
) -> int:
    """Note what was agreed on the phone."""
    answers = Answers()

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.agreed_time import AgreedTime
        from backoffice.desk.takeover_promises import AgreeByPhone

        to_branch_id, reason = other_branch_of(desk, line.id, branch)
        return desk.new(
            AgreeByPhone,
            appointment_id=line.id,
            batch_id=batch,
            to_branch_id=to_branch_id,
            agreed_with=answers.text("agreed_with", required=True),
            time=AgreedTime(day=day or session.today, start=at, channel=_channel(line, phone=phone)),
            reason=reason,
            knowingly=knowingly,
            despite_claim=despite_claim,
        )

    return on_each(session, (one,), make, with_names=with_names, promises=True)


def _channel(line: "Line", *, phone: bool | None) -> Channel:
    """As it was said, else as it was booked."""
    if phone is None:
        return line.channel or Channel.IN_PERSON
    return Channel.PHONE if phone else Channel.IN_PERSON


@click.command(
    "ask",
    cls=Command,
    help=(
        "Fragt eine andere Geschäftsstelle, ob sie den Termin übernimmt. Bis sie Ja sagt, bleibt er hier. Warum sie"
        " zuständig ist (ohne Adresse), wird gefragt oder steht auf der Standardeingabe (takeover_reason); leer gilt"
        " der Hinweis am Termin."
    ),
)
@id_argument
@there_option
@click.option("--until", type=TIME, help="Antwort bis zu dieser Uhrzeit, sonst in 15 Minuten.")
@click.option("--wish", type=WHEN, help="Wunschzeit der Person: „24.11. 10:00“.")
@click.option("--away", is_flag=True, help="Die Person wartet nicht hier.")
@protected_option
@names_option
@pass_session
def ask(
    session: Session,
    one: str,
    branch: str | None,
    until: int | None,
    wish: When | None,
    away: bool,
    knowingly: bool,
    with_names: bool,
) -> int:
    """Ask another branch."""
    answers = Answers()

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.takeovers import AskTakeover

        to_branch_id, hinted = other_branch_of(desk, line.id, branch)
        if hinted and at_terminal():
            click.echo(hinted, err=True)
        reason = answers.text("takeover_reason", required=not hinted) or hinted
        return desk.new(
            AskTakeover,
            appointment_id=line.id,
            batch_id=batch,
            to_branch_id=to_branch_id,
            reason=reason,
            waits_here=not away,
            answer_by=None if until is None else instant_of(session.today, until),
            wish_day=wish and wish[0],
            wish_start=wish and wish[1],
            knowingly=knowingly,
        )

    return on_each(session, (one,), make, with_names=with_names)
