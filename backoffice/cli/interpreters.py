"""`interpreters`: who interprets, in which languages and ways, and how they are reached (D47); ways (D49)."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

from backoffice.cli.asking import Answers, at_terminal
from backoffice.cli.german import Group
from backoffice.cli.guard import DONE
from backoffice.cli.interpreter_listing import interpreter_of, list_, show, tell, who_argument
from backoffice.cli.interpreter_times import availability
from backoffice.cli.language_typed import SPOKEN
from backoffice.cli.output import say, say_json, say_table
from backoffice.cli.session import DAY, Session, branch_of, json_option, pass_session
from backoffice.cli.tickets import branch_by_code
from backoffice.domain.notice import parse_notice
from backoffice.domain.terms import Provider
from backoffice.wording import commands
from backoffice.wording import interpreters as words

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk

PROVIDERS = {provider.value: provider for provider in Provider}
ASKED = {"interpreter": "name", "orders_to": "contact", "dial": "dial", "cost_note": "cost_note"}
"""What is asked, and the field of the entry it fills."""
CLEAR = "-"

provider_type = click.Choice(list(PROVIDERS), case_sensitive=False)
PROVIDERS_TOLD = ", ".join(f"{word} ({words.PROVIDER[word]})" for word in PROVIDERS)
spoken_option = click.option(
    "--language",
    "spoken",
    type=SPOKEN,
    multiple=True,
    metavar="SPRACHE",
    help="Sprache als Name oder Code, mehrfach möglich; ein Dialekt nach einem Doppelpunkt: ara:irakisch.",
)
serves_option = click.option(
    "--serves",
    metavar="KÜRZEL",
    multiple=True,
    help="Nur für diese Geschäftsstelle, mehrfach möglich; sonst für alle.",
)
notice_option = click.option(
    "--notice", metavar="VORLAUF", help="Wie lange vorher zu bestellen ist: sofort, 30min, 2h, 2 Tage."
)


@click.group(
    "interpreters",
    cls=Group,
    help=(
        "Sprachmittelnde und Dienste: wer welche Sprache mittelt, wo, wie und wann. Namen und Nummern stehen nie in"
        " der Befehlszeile; sie werden gefragt oder stehen auf der Standardeingabe."
    ),
)
def interpreters() -> None:
    """Commands for interpreters."""


interpreters.add_command(list_)
interpreters.add_command(show)


@interpreters.command(
    "add",
    help=(
        "Trägt jemanden oder einen Dienst ein. Gefragt wird (auf der Standardeingabe eine Zeile je Frage, oder ein"
        " JSON-Objekt): interpreter (der Name), orders_to, dial, cost_note. Zum Beispiel:"
        "\n\n\b\nbackoffice interpreters add person --language tir\n"
        '  --language ara:irakisch --on-site --notice "2 Tage" --serves MITTE'
        f"\n\nWer: {PROVIDERS_TOLD}."
    ),
)
@click.argument("provider", metavar="WER", type=provider_type)
@spoken_option
@click.option("--by-phone", is_flag=True, help="Am Telefon.")
@click.option("--by-video", is_flag=True, help="Per Video.")
@click.option("--on-site", is_flag=True, help="Vor Ort.")
@serves_option
@notice_option
@click.option("--branch", metavar="KÜRZEL", help="Geschäftsstelle, die den Eintrag pflegt; sonst die eigene.")
@click.option("--house", is_flag=True, help="Für das ganze Haus; die Administration pflegt den Eintrag.")
@pass_session
def add(
    session: Session,
    provider: str,
    spoken: tuple[tuple[str, str], ...],
    by_phone: bool,
    by_video: bool,
    on_site: bool,
    serves: tuple[str, ...],
    notice: str | None,
    branch: str | None,
    house: bool,
) -> int:
    """Add an interpreter."""
    if house and branch is not None:
        raise click.UsageError("--house und --branch schließen einander aus.")
    minutes = parse_notice(notice or "")
    answers = Answers()
    typed = {field: answers.text(asked) for asked, field in ASKED.items()}
    with session.desk() as desk:
        from backoffice.desk.interpreters import AddInterpreter

        command = desk.new(
            AddInterpreter,
            branch_id=None if house else branch_of(desk, branch).id,
            provider=PROVIDERS[provider],
            languages=dict(spoken),
            by_phone=by_phone,
            by_video=by_video,
            on_site=on_site,
            branches=_branches(desk, serves),
            notice_minutes=minutes,
            **typed,
        )
        done = desk.perform(command)
    tell(done)
    say(words.ITS_ID.format(id=command.interpreter_id[-6:]))
    return DONE


@interpreters.command(
    "change",
    help=(
        "Ändert einen Eintrag; was nicht genannt ist, bleibt. Mit --language gelten nur die genannten Sprachen, mit"
        " --serves nur die genannten Geschäftsstellen. --ask fragt auch nach Name, Nummern und Kosten."
    ),
)
@who_argument
@click.option("--provider", metavar="WER", type=provider_type, help=f"Wer es ist: {PROVIDERS_TOLD}.")
@spoken_option
@click.option("--by-phone/--not-by-phone", default=None, help="Am Telefon, oder nicht mehr.")
@click.option("--by-video/--not-by-video", default=None, help="Per Video, oder nicht mehr.")
@click.option("--on-site/--not-on-site", default=None, help="Vor Ort, oder nicht mehr.")
@serves_option
@click.option("--serves-all", is_flag=True, help="Für alle Geschäftsstellen.")
@notice_option
@click.option("--ask", is_flag=True, help="Auch die Texte ändern; leer lässt einen, wie er ist, - nimmt ihn weg.")
@pass_session
def change(
    session: Session,
    who: str,
    provider: str | None,
    spoken: tuple[tuple[str, str], ...],
    by_phone: bool | None,
    by_video: bool | None,
    on_site: bool | None,
    serves: tuple[str, ...],
    serves_all: bool,
    notice: str | None,
    ask: bool,
) -> int:
    """Change an interpreter."""
    if serves and serves_all:
        raise click.UsageError("--serves und --serves-all schließen einander aus.")
    minutes = None if notice is None else parse_notice(notice)
    typed = _texts() if ask else {}
    with session.desk() as desk:
        from backoffice.desk.interpreters import ChangeInterpreter

        of = interpreter_of(desk, session.today, who).of
        said = {"by_phone": by_phone, "by_video": by_video, "on_site": on_site, "notice_minutes": minutes}
        branches = () if serves_all else _branches(desk, serves) or tuple(sorted(of.branches))
        known = {name: getattr(of, name) for name in (*said, *ASKED.values())}
        command = desk.new(
            ChangeInterpreter,
            interpreter_id=of.id,
            version=of.version,
            provider=PROVIDERS[provider] if provider else of.provider,
            languages=dict(spoken) or dict(of.languages),
            branches=branches,
            **{**known, **{name: value for name, value in said.items() if value is not None}, **typed},
        )
        done = desk.perform(command)
    tell(done)
    return DONE


def _texts() -> dict[str, str]:
    if at_terminal():
        click.echo(commands.KEEP_OR_CLEAR, err=True)
    answers = Answers()
    typed = {field: answers.text(asked) for asked, field in ASKED.items()}
    return {field: "" if text == CLEAR else text for field, text in typed.items() if text}


def _branches(desk: "Desk", codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(branch_by_code(desk, code) for code in codes)


@interpreters.command(
    "leave",
    help=(
        "Trägt den letzten Tag ein. Was danach bestellt ist, bleibt stehen und wird gezählt; interpreters show listet"
        " es auf."
    ),
)
@who_argument
@click.argument("last_day", metavar="[TAG]", type=DAY, required=False)
@click.option("--stays", is_flag=True, help="Doch nicht: Der letzte Tag ist aufgehoben.")
@pass_session
def leave(session: Session, who: str, last_day: date | None, stays: bool) -> int:
    """Say that an interpreter leaves."""
    if stays == (last_day is not None):
        raise click.UsageError("Genau eins von TAG und --stays.")
    with session.desk() as desk:
        from backoffice.desk.interpreters import LeaveInterpreter

        one = interpreter_of(desk, session.today, who)
        done = desk.perform(desk.new(LeaveInterpreter, interpreter_id=one.id, version=one.version, last_day=last_day))
    tell(done)
    return DONE


@interpreters.command(
    "travel",
    help=(
        "Trägt ein, wie viele Minuten der Weg zwischen zwei Geschäftsstellen dauert. Ohne Angaben zeigt es, was"
        " eingetragen ist."
    ),
)
@click.argument("start", metavar="[VON]", required=False)
@click.argument("end", metavar="[NACH]", required=False)
@click.argument("minutes", metavar="[MINUTEN]", type=int, required=False)
@click.option("--one-way", is_flag=True, help="Nur hin; der Weg zurück bleibt, wie er ist.")
@json_option
@pass_session
def travel(
    session: Session, start: str | None, end: str | None, minutes: int | None, one_way: bool, as_json: bool
) -> int:
    """Show or set how long ways take."""
    if start is not None and minutes is None:
        raise click.UsageError("Es fehlt etwas: VON NACH MINUTEN.")
    with session.desk() as desk:
        from backoffice.desk.interpreter_views import Ways
        from backoffice.desk.interpreters import SetTravel

        if start is not None and end is not None and minutes is not None:
            ends = {"from_branch_id": branch_by_code(desk, start), "to_branch_id": branch_by_code(desk, end)}
            tell(desk.perform(desk.new(SetTravel, **ends, minutes=minutes, both_ways=not one_way)))
            return DONE
        found = desk.read(Ways())
    if as_json:
        say_json([{"from": way.start, "to": way.end, "minutes": way.minutes} for way in found])
    elif not found:
        say(words.NO_WAYS)
    else:
        say_table((way.start, way.end, f"{way.minutes} min") for way in found)
    return DONE


interpreters.add_command(availability)

COMMANDS = (interpreters,)
