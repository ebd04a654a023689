"""`finish`: how an appointment ends; `note` and `walk-in`. Texts are asked for, never arguments (D54)."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.asking import Answers
from backoffice.cli.booking_typed import (
    KEPT,
    WHEN,
    Wanted,
    application_option,
    follow_up_of,
    group_option,
    minutes_option,
)
from backoffice.cli.commitment import check_commitment, commitment_of, commitment_options
from backoffice.cli.german import Command
from backoffice.cli.interpreting_booked import Interpreted, booked_language_option
from backoffice.cli.interpreting_typed import interpreter_option
from backoffice.cli.output import say
from backoffice.cli.session import Session, branch_of, branch_option, names_option, pass_session
from backoffice.cli.ticket_asking import ask_ticket, hint_at, in_writing_option, urgency_option
from backoffice.cli.ticket_working import pick_ticket
from backoffice.cli.working import backdating, despite_option, ids_argument, on_each, pick, stepped
from backoffice.wording.done import done as said

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.tickets import NewTicket
    from backoffice.desk.views import Line


@click.command(
    "finish",
    cls=Command,
    help=(
        "Ein Termin ist erledigt; Ergebnisse lassen sich verbinden. Ankunft und Beginn trägt das Programm mit ein."
        " Ein Folgetermin (--follow-up „24.11. 10:00“) wird gleich mit gebucht. Geht es um einen Antrag, der nicht"
        " geklärt ist, braucht es --application."
        " Texte werden gefragt oder stehen auf der Standardeingabe, eine Zeile je Frage in dieser Reihenfolge:"
        " contact (wer erreicht wurde) und agreed (was vereinbart ist) bei --placement, other_contact (genannter"
        " Kontakt) bei --other-jobcenter, note (Notiz) bei --note;"
        " bei --commitment-time und --commitment-team agreed_with (wer dort zugesagt hat);"
        " bei --callback und --commitment-team dann phone, other_way, wish, urgency_reason (nur bei --urgency urgent"
        " oder emergency), deadline, deadline_reason (nur mit Frist), ticket_note;"
        " oder als ein JSON-Objekt mit diesen Namen."
    ),
)
@ids_argument
@click.option("--settled", is_flag=True, help="Geklärt.")
@click.option("--placement", is_flag=True, help="M&I-Kontakt: fragt, wer erreicht wurde und was vereinbart ist.")
@click.option("--with", "with_", metavar="KENNUNG", help="Mit geklärt in diesem anderen Termin.")
@click.option("--other-jobcenter", is_flag=True, help="Anderes Jobcenter: fragt nach dem genannten Kontakt.")
@click.option("--forwarded", is_flag=True, help="Anderes Jobcenter: Der Antrag ist angenommen und weitergeleitet.")
@click.option(
    "--callback", is_flag=True, help="Rückruf zusagen: Das Ticket entsteht mit dem Ergebnis (nur für einen Termin)."
)
@click.option("--ticket", metavar="NUMMER", help="Rückruf: dieser ist schon zugesagt.")
@click.option("--team", metavar="NAME", help="Bei --callback: an dieses Team, sonst an das übliche.")
@urgency_option
@in_writing_option
@click.option(
    "--follow-up",
    type=WHEN,
    help="Folgetermin zu dieser Zeit: „24.11. 10:00“ (nur für einen Termin; backoffice slots).",
)
@group_option
@minutes_option
@booked_language_option
@interpreter_option
@commitment_options
@application_option
@click.option("--note", is_flag=True, help="Fragt auch nach einer Notiz.")
@backdating
@despite_option
@names_option
@pass_session
def finish(
    session: Session,
    /,
    ids: tuple[str, ...],
    note: bool,
    at: int | None,
    day: date | None,
    despite_claim: bool,
    with_names: bool,
    **asked: Any,
) -> int:
    """Finish appointments with the outcomes that were said (`asked`: the options that say which)."""
    interpreted = Interpreted(asked["language"], asked["interpreter"])
    _check_callback(ids, asked)
    _check_follow_up(ids, asked)
    check_commitment(ids, asked)
    answers = Answers()
    texts: dict[str, str] = {}
    if asked["placement"]:
        texts["contact"] = answers.text("contact", required=True)
        texts["agreed"] = answers.text("agreed", required=True)
    if asked["other_jobcenter"]:
        texts["other_contact"] = answers.text("other_contact", required=not asked["forwarded"])
    written = answers.text("note", required=True) if note else None

    def make(desk: "Desk", line: "Line", batch: str | None) -> Any:
        from backoffice.desk.finishing import Callback, Finish, FollowUp

        outcomes = list(_outcomes(desk, asked, texts))
        if asked["follow_up"] is not None:
            wanted = Wanted(asked["follow_up"], asked["group"], asked["minutes"], longer=interpreted.longer)
            ordered = partial(interpreted.order, desk, session.today)
            outcomes.append(FollowUp(booking=follow_up_of(desk, line.id, wanted, ordered)))
        if asked["commitment"]:
            outcomes.append(commitment_of(session, desk, line, answers, asked))
        if asked["callback"]:
            outcomes.append(Callback(ticket=_ticket(session, desk, line, answers, asked)))
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
            application_kept=KEPT[asked["application"]] if asked["application"] else None,
            note=written,
        )

    promises = asked["callback"] or asked["commitment"] or asked["follow_up"] is not None
    return on_each(session, ids, make, with_names=with_names, promises=promises)


def _check_callback(ids: tuple[str, ...], asked: dict[str, Any]) -> None:
    callback, ticket = asked["callback"], asked["ticket"]
    if callback and ticket is not None:
        raise click.UsageError("Genau eins von --callback und --ticket.")
    if (callback or ticket) and len(ids) > 1:
        raise click.UsageError("--callback und --ticket gehen nur für einen Termin: Jede Person hat ihre Nummer.")
    if not callback and any(asked[name] for name in ("team", "urgency", "in_writing")):
        raise click.UsageError("--team, --urgency und --in-writing gehören zu --callback.")


def _check_follow_up(ids: tuple[str, ...], asked: dict[str, Any]) -> None:
    if asked["follow_up"] is None:
        if any(asked[name] is not None for name in ("group", "minutes", "language", "interpreter")):
            raise click.UsageError("--group, --minutes, --language und --interpreter gehören zu --follow-up.")
    elif len(ids) > 1:
        raise click.UsageError("--follow-up geht nur für einen Termin: Jede Person hat ihre Zeit.")


def _outcomes(desk: "Desk", asked: dict[str, Any], texts: dict[str, str]) -> Iterator[Any]:
    """The outcomes for which nothing has to be made first."""
    from backoffice.desk.finishing import Callback, OtherJobcenter, PlacementContact, Settled, SettledWith

    if asked["settled"]:
        yield Settled()
    if asked["placement"]:
        yield PlacementContact(contact=texts["contact"], agreed=texts["agreed"])
    if asked["with_"] is not None:
        yield SettledWith(linked_id=pick(desk, asked["with_"]).id)
    if asked["other_jobcenter"] or asked["forwarded"]:
        yield OtherJobcenter(contact=texts.get("other_contact", ""), forwarded=asked["forwarded"])
    if asked["ticket"] is not None:
        yield Callback(ticket_id=pick_ticket(desk, asked["ticket"]).id)


def _ticket(session: Session, desk: "Desk", line: "Line", answers: Answers, asked: dict[str, Any]) -> "NewTicket":
    """What is promised with the outcome, asked for as `ticket new` asks."""
    from backoffice.desk.picking import BranchOfAppointment
    from backoffice.desk.ticket_prefill import PrefillFor

    prefill = desk.read(PrefillFor(desk.read(BranchOfAppointment(line.id)), line.id))
    hint_at(prefill.similar, session.today)
    return ask_ticket(
        desk,
        answers,
        prefill,
        session.today,
        team=asked["team"],
        urgency=asked["urgency"],
        in_writing=asked["in_writing"],
        note="ticket_note",
    )


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


COMMANDS = (finish, note, walk_in)
