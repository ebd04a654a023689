"""What the commands about takeovers are given alike: a request by its id, another branch, whom a promise is for."""

from typing import TYPE_CHECKING

import click

from backoffice.cli.tickets import branch_by_code
from backoffice.domain.errors import Refused

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk

request_argument = click.argument("one", metavar="KENNUNG")
requests_argument = click.argument("ids", metavar="KENNUNG …", nargs=-1, required=True)
there_option = click.option(
    "--branch", metavar="KÜRZEL", help="Diese Geschäftsstelle; sonst die, auf die der Hinweis am Termin zeigt."
)
phone_option = click.option("--phone", is_flag=True, help="Am Telefon: Sie rufen die Person an. Sonst persönlich.")
protected_option = click.option(
    "--protected", "knowingly", is_flag=True, help="Geschützte Person: Die Weitergabe ist ausdrücklich gewollt."
)


def other_branch_of(desk: "Desk", appointment_id: str, code: str | None) -> tuple[str, str]:
    """The branch that is meant, and what the hint says for it: never where the person lives (D43).

    Refused: `unknown_branch`, `which_branch`.
    """
    from backoffice.desk.asking_prefill import AskingPrefill
    from backoffice.wording.takeover_asking import hinted

    hint = desk.read(AskingPrefill(appointment_id, desk.clock.now())).whose.hint
    named = branch_by_code(desk, code) if code is not None else hint and hint[0]
    if named is None:
        raise Refused("which_branch")
    return named, hinted("") if hint is not None and hint[0] == named else ""
