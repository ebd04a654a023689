"""`notify`: whom to tell what after a plan, and what they said (D33)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.german import Group
from backoffice.cli.guard import DONE
from backoffice.cli.lines import iso
from backoffice.cli.output import say, say_json, say_table, short_ids
from backoffice.cli.session import Session, branch_of, branch_option, json_option, names_option, pass_session
from backoffice.domain.clock import hhmm
from backoffice.domain.terms import ToldBy
from backoffice.wording import plan_lines as lines
from backoffice.wording import rearranging as words
from backoffice.wording.commands import NO_NAME
from backoffice.wording.done import done as told

if TYPE_CHECKING:
    from backoffice.desk.command import Command
    from backoffice.desk.desk import Desk
    from backoffice.desk.proposal_views import ProposalLine


@click.group(
    "notify", cls=Group, help="Zu benachrichtigen: Wem eine andere Zeit vorgeschlagen ist, und was die Antwort war."
)
def notify() -> None:
    """Commands for those who are to be told."""


@notify.command("list", help="Zeigt, wer zu benachrichtigen ist: zuerst, wer noch nichts weiß.")
@branch_option
@json_option
@names_option
@pass_session
def list_proposals(session: Session, branch: str | None, as_json: bool, with_names: bool) -> int:
    """List the proposals that stand."""
    with session.desk() as desk:
        from backoffice.desk.proposal_views import ProposalsOf

        found = desk.read(ProposalsOf(branch_of(desk, branch).id, session.clock.now()))
    if as_json:
        say_json([_json(one, with_names=with_names) for one in found])
    elif not found:
        say(words.NOBODY_TO_TELL)
    else:
        say_table(_rows(found, with_names=with_names))
    return DONE


@notify.command(
    "done",
    help=(
        "Trägt ein, wie jemand benachrichtigt wurde. --agreed verlegt den Termin, --declined sucht das Nächste,"
        " --withdraw zieht den Vorschlag zurück; ohne das steht die Antwort noch aus."
    ),
)
@click.argument("one", metavar="KENNUNG")
@click.option(
    "--by", type=click.Choice([way.value for way in ToldBy]), default=ToldBy.PHONE.value, show_default=True,
    help="Wie: telefonisch, per E-Mail, per Brief, am Empfang.",
)  # fmt: skip
@click.option("--agreed", is_flag=True, help="Einverstanden: Der Termin wird verlegt.")
@click.option("--declined", is_flag=True, help="Nicht einverstanden: Das Nächste wird gesucht.")
@click.option("--withdraw", is_flag=True, help="Der Vorschlag gilt nicht mehr.")
@click.option("--with", "agreed_with", default="", help="Bei einer anderen Geschäftsstelle: wer dort zugesagt hat.")
@pass_session
def done(session: Session, one: str, by: str, agreed: bool, declined: bool, withdraw: bool, agreed_with: str) -> int:
    """Note that somebody was told, and what they said."""
    answers = {"agreed": agreed, "declined": declined, "withdraw": withdraw}
    said = [name for name, given in answers.items() if given]
    if len(said) > 1:
        raise click.UsageError("--agreed, --declined und --withdraw schließen einander aus.")
    answer = next(iter(said), None)
    with session.desk() as desk:
        from backoffice.desk.proposal_views import PickedProposal

        answered = desk.perform(_command(desk, desk.read(PickedProposal(one)), ToldBy(by), answer, agreed_with))
    say(told(answered.code, answered.values))
    return DONE


def _command(desk: "Desk", id_: str, by: ToldBy, answer: str | None, agreed_with: str) -> "Command":
    from backoffice.desk.proposals import AgreeProposal, DeclineProposal, TellProposal, WithdrawProposal

    match answer:
        case "agreed":
            return desk.new(AgreeProposal, proposal_id=id_, told_by=by, agreed_with=agreed_with)
        case "declined":
            return desk.new(DeclineProposal, proposal_id=id_, told_by=by)
        case "withdraw":
            return desk.new(WithdrawProposal, proposal_id=id_)
    return desk.new(TellProposal, proposal_id=id_, told_by=by)


def _rows(found: "tuple[ProposalLine, ...]", *, with_names: bool) -> Iterator[list[str]]:
    ids = short_ids([one.id for one in found])
    for one in found:
        yield [
            ids[one.id],
            lines.changed(one),
            *([one.name or NO_NAME, one.line.phone or words.NO_PHONE] if with_names else []),
            words.KIND[one.kind.value],
            lines.how(one),
            one.told_function,
        ]


def _json(one: "ProposalLine", *, with_names: bool) -> dict[str, Any]:
    return {
        "id": one.id,
        "appointment": one.line.id,
        "kind": one.kind.value,
        "was": {"day": one.line.day.isoformat(), "start": hhmm(one.line.start), "end": hhmm(one.line.end)},
        "to": {
            "branch": one.branch or None,
            "group": one.group,
            "service_point": one.place,
            "day": one.day.isoformat(),
            "start": hhmm(one.start),
            "end": hhmm(one.end),
            "channel": one.channel.value,
        },
        "past": one.past,
        "closed": one.closed,
        "needless": one.needless,
        "told_by": one.told_by and one.told_by.value,
        "told_at": iso(one.told_at),
        "told_function": one.told_function or None,
        **({"name": one.name, "phone": one.line.phone} if with_names else {}),
    }


COMMANDS = (notify,)
