"""The commands that only move an appointment along: who is here, the talk, claims, presumed cancellations."""

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.asking import Answers
from backoffice.cli.german import Command
from backoffice.cli.session import Session, names_option, pass_session
from backoffice.cli.working import backdating, despite_option, ids_argument, on_each, stepped

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.views import Line

STEPS: tuple[tuple[str, str, str, str], ...] = (
    ("arrive", "arrivals", "Arrive", "Die Person ist da; ab jetzt läuft ihre Wartezeit."),
    ("begin", "talks", "Begin", "Das Gespräch beginnt, bei Telefon: jetzt anrufen."),
    ("interrupt", "talks", "Interrupt", "Das Gespräch ruht: Die Person wartet wieder."),
    ("no-show", "arrivals", "NoShow", "Nicht erschienen (nur persönliche Termine, nach dem Beginn)."),
    ("leave", "arrivals", "Leave", "Ohne Gespräch gegangen: Es fehlt noch eine Zusage."),
    ("confirm-cancelled", "cancelling", "ConfirmCancelled", "Die vermutete Absage stimmt."),
    ("reject-cancelled", "cancelling", "RejectCancelled", "Die vermutete Absage stimmt nicht: Der Termin gilt."),
)
"""Name, room of the desk, its command, help."""


def _step(name: str, room: str, kind: str, help_: str) -> click.Command:
    @click.command(name, cls=Command, help=help_)
    @ids_argument
    @backdating
    @despite_option
    @names_option
    @pass_session
    def command(
        session: Session,
        ids: tuple[str, ...],
        at: int | None,
        day: date | None,
        despite_claim: bool,
        with_names: bool,
    ) -> int:
        def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
            of = getattr(import_module(f"backoffice.desk.{room}"), kind)
            return stepped(desk, of, line, batch, session=session, at=at, day=day, despite_claim=despite_claim)

        return on_each(session, ids, make, with_names=with_names)

    return command


@click.command("claim", cls=Command, help="Für mich reservieren: zehn Minuten bedient niemand sonst diese Person.")
@ids_argument
@despite_option
@names_option
@pass_session
def claim(session: Session, ids: tuple[str, ...], despite_claim: bool, with_names: bool) -> int:
    """Claim appointments."""

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.talks import ClaimAppointment

        return desk.new(ClaimAppointment, appointment_id=line.id, batch_id=batch, despite_claim=despite_claim)

    return on_each(session, ids, make, with_names=with_names)


@click.command("release", cls=Command, help="Eine eigene Reservierung zurückgeben.")
@ids_argument
@names_option
@pass_session
def release(session: Session, ids: tuple[str, ...], with_names: bool) -> int:
    """Give claims back."""

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.talks import ReleaseClaim

        return desk.new(ReleaseClaim, appointment_id=line.id, batch_id=batch)

    return on_each(session, ids, make, with_names=with_names)


@click.command(
    "reopen",
    cls=Command,
    help="Erledigtes wieder öffnen. Die Begründung wird gefragt oder steht auf der Standardeingabe.",
)
@ids_argument
@backdating
@despite_option
@names_option
@pass_session
def reopen(
    session: Session, ids: tuple[str, ...], at: int | None, day: date | None, despite_claim: bool, with_names: bool
) -> int:
    """Reopen what was done."""
    reason = Answers().text("reason", required=True)

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.talks import Reopen

        return stepped(
            desk, Reopen, line, batch, session=session, at=at, day=day, despite_claim=despite_claim, reason=reason
        )

    return on_each(session, ids, make, with_names=with_names)


@click.command("cancel", cls=Command, help="Absagen: durch die Kund:in oder (nur vor dem Beginn) durch uns.")
@ids_argument
@click.option("--by-customer", is_flag=True, help="Die Kund:in hat abgesagt.")
@click.option("--by-office", is_flag=True, help="Wir sagen ab; es fehlt dann noch eine Zusage.")
@backdating
@despite_option
@names_option
@pass_session
def cancel(
    session: Session,
    ids: tuple[str, ...],
    by_customer: bool,
    by_office: bool,
    at: int | None,
    day: date | None,
    despite_claim: bool,
    with_names: bool,
) -> int:
    """Cancel appointments, by whoever cancelled."""
    if by_customer == by_office:
        raise click.UsageError("Wer sagt ab? Genau eins von --by-customer und --by-office.")

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.cancelling import CancelByCustomer, CancelByOffice

        of = CancelByCustomer if by_customer else CancelByOffice
        return stepped(desk, of, line, batch, session=session, at=at, day=day, despite_claim=despite_claim)

    return on_each(session, ids, make, with_names=with_names)


RESULTS = {
    "no-answer": "no_answer",
    "message-left": "message_left",
    "wrong-number": "wrong_number",
    "no-number": "no_number",
}


@click.command(
    "attempt",
    cls=Command,
    help="Ein Anruf ohne Erfolg. Nach zwei Versuchen mit zehn Minuten Abstand gilt: nicht erreicht.",
)
@ids_argument
@click.option(
    "--result",
    type=click.Choice(list(RESULTS)),
    default="no-answer",
    metavar="ERGEBNIS",
    help=(
        "no-answer (keine Antwort; so auch ohne Angabe), message-left (Nachricht hinterlassen), wrong-number (falsche"
        " Nummer), no-number (keine Nummer)."
    ),
)
@backdating
@despite_option
@names_option
@pass_session
def attempt(
    session: Session,
    ids: tuple[str, ...],
    result: str,
    at: int | None,
    day: date | None,
    despite_claim: bool,
    with_names: bool,
) -> int:
    """Log a call that reached nobody."""

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.calling import LogAttempt

        return stepped(
            desk,
            LogAttempt,
            line,
            batch,
            session=session,
            at=at,
            day=day,
            despite_claim=despite_claim,
            result=RESULTS[result],
        )

    return on_each(session, ids, make, with_names=with_names)


_made = {name: _step(name, room, kind, help_) for name, room, kind, help_ in STEPS}
COMMANDS = (
    *(_made[name] for name in ("arrive", "begin")),
    attempt,
    *(_made[name] for name in ("interrupt", "no-show", "leave")),
    cancel,
    *(_made[name] for name in ("confirm-cancelled", "reject-cancelled")),
    claim,
    release,
    reopen,
)
