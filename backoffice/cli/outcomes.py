"""`finish`: how an appointment ends; `note`, `assign` and `walk-in`. Texts are asked for, never arguments (D54)."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.asking import Answers
from backoffice.cli.german import Command
from backoffice.cli.output import say
from backoffice.cli.session import Session, branch_of, branch_option, names_option, pass_session
from backoffice.cli.working import backdating, despite_option, ids_argument, on_each, pick, stepped
from backoffice.domain.errors import Refused
from backoffice.wording.done import done as said

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.views import Line


@click.command(
    "finish",
    cls=Command,
    help=(
        "Ein Termin ist erledigt; Ergebnisse lassen sich verbinden. Ankunft und Beginn trägt das Programm mit ein."
        " Texte werden gefragt oder stehen auf der Standardeingabe, eine Zeile je Frage in dieser Reihenfolge:"
        " contact (wer erreicht wurde) und agreed (was vereinbart ist) bei --placement, other_contact (genannter"
        " Kontakt) bei --other-jobcenter, note (Notiz) bei --note;"
        " oder als ein JSON-Objekt mit diesen Namen."
    ),
)
@ids_argument
@click.option("--settled", is_flag=True, help="Geklärt.")
@click.option("--placement", is_flag=True, help="M&I-Kontakt: fragt, wer erreicht wurde und was vereinbart ist.")
@click.option("--with", "with_", metavar="KENNUNG", help="Mit geklärt in diesem anderen Termin.")
@click.option("--other-jobcenter", is_flag=True, help="Anderes Jobcenter: fragt nach dem genannten Kontakt.")
@click.option("--forwarded", is_flag=True, help="Anderes Jobcenter: Der Antrag ist angenommen und weitergeleitet.")
@click.option("--note", is_flag=True, help="Fragt auch nach einer Notiz.")
@backdating
@despite_option
@names_option
@pass_session
def finish(
    session: Session,
    ids: tuple[str, ...],
    settled: bool,
    placement: bool,
    with_: str | None,
    other_jobcenter: bool,
    forwarded: bool,
    note: bool,
    at: int | None,
    day: date | None,
    despite_claim: bool,
    with_names: bool,
) -> int:
    """Finish appointments with the outcomes that were said."""
    answers = Answers()
    texts: dict[str, str] = {}
    if placement:
        texts["contact"] = answers.text("contact", required=True)
        texts["agreed"] = answers.text("agreed", required=True)
    if other_jobcenter:
        texts["other_contact"] = answers.text("other_contact", required=not forwarded)
    written = answers.text("note", required=True) if note else None

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.finishing import Finish, OtherJobcenter, PlacementContact, Settled, SettledWith

        outcomes: list[Any] = []
        if settled:
            outcomes.append(Settled())
        if placement:
            outcomes.append(PlacementContact(contact=texts["contact"], agreed=texts["agreed"]))
        if with_ is not None:
            outcomes.append(SettledWith(linked_id=pick(desk, with_).id))
        if other_jobcenter or forwarded:
            outcomes.append(OtherJobcenter(contact=texts.get("other_contact", ""), forwarded=forwarded))
        return stepped(
            desk,
            Finish,
            line,
            batch,
            session=session,
            at=at,
            day=day,
            despite_claim=despite_claim,
            outcomes=tuple(outcomes),
            note=written,
        )

    return on_each(session, ids, make, with_names=with_names)


@click.command(
    "note", cls=Command, help="Eine kurze Notiz. Der Text wird gefragt oder steht auf der Standardeingabe."
)
@ids_argument
@names_option
@pass_session
def note(session: Session, ids: tuple[str, ...], with_names: bool) -> int:
    """Add a note."""
    text = Answers().text("note", required=True)

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.noting import AddNote

        return desk.new(AddNote, appointment_id=line.id, batch_id=batch, text=text)

    return on_each(session, ids, make, with_names=with_names)


@click.command("assign", cls=Command, help="Einen Termin jemandem der Geschäftsstelle zuweisen.")
@ids_argument
@click.option("--to", "login", metavar="ANMELDUNG", help="An diese Person (backoffice staff list zeigt alle).")
@click.option("--to-me", is_flag=True, help="An mich.")
@click.option("--to-nobody", is_flag=True, help="Zuweisung aufheben.")
@names_option
@pass_session
def assign(
    session: Session, ids: tuple[str, ...], login: str | None, to_me: bool, to_nobody: bool, with_names: bool
) -> int:
    """Hand appointments to somebody, or to nobody again."""
    if (login is not None) + to_me + to_nobody != 1:
        raise click.UsageError("An wen? Genau eins von --to, --to-me und --to-nobody.")

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.noting import Assign

        staff_id = None if to_nobody else desk.actor.id if to_me else _staff(desk, line.id, str(login))
        return desk.new(Assign, appointment_id=line.id, batch_id=batch, staff_id=staff_id)

    return on_each(session, ids, make, with_names=with_names)


def _staff(desk: "Desk", appointment_id: str, login: str) -> str:
    from backoffice.desk.organisation_views import StaffOf
    from backoffice.desk.record import RecordOf

    if login == desk.actor.login:
        return desk.actor.id
    branch = desk.read(RecordOf(appointment_id, desk.clock.now())).branch
    for person in desk.read(StaffOf(branch.id)):
        if person.login == login:
            return person.id
    raise Refused("unknown_person")


@click.command(
    "walk-in",
    cls=Command,
    help=(
        "Vorsprache jetzt: jemand kommt ohne Termin. Gefragt wird (auf der Standardeingabe eine Zeile je Frage, oder"
        " ein JSON-Objekt mit diesen Namen): concern (Anliegen), family (Familienname), given (Vorname), phone"
        " (Telefon), number (Kunden- oder BG-Nummer), remark (Bemerkung). Leer ist überall erlaubt."
    ),
)
@branch_option
@backdating
@pass_session
def walk_in(session: Session, branch: str | None, at: int | None, day: date | None) -> int:
    """Take somebody in who has no appointment."""
    happened = session.happened(at, day)
    with session.desk() as desk:
        from backoffice.desk.organisation_views import ConcernsOf
        from backoffice.desk.walk_ins import WalkIn
        from backoffice.domain.catalogue import concern_key

        at_branch = branch_of(desk, branch)
        answers = Answers()
        given = {name: answers.text(name) for name in ("concern", "family", "given", "phone", "number", "remark")}
        wanted = given.pop("concern")
        concerns = {concern_key(concern.title): concern.id for concern in desk.read(ConcernsOf(at_branch.id))}
        command = desk.new(
            WalkIn,
            branch_id=at_branch.id,
            concern_id=concerns.get(concern_key(wanted)) if wanted else None,
            concern_text=wanted,
            happened_at=happened,
            **given,
        )
        done = desk.perform(command)
        say(f"{command.appointment_id[-6:]} {said(done.code, done.values)}")
    return 0


COMMANDS = (finish, note, assign, walk_in)
