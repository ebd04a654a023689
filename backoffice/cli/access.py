"""`login` and `logout`: the password of the shared store, in the vault of the operating system or nowhere."""

import click

from backoffice.cli.asking import Answers, ask_password, at_terminal
from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.output import say
from backoffice.cli.session import Session, pass_session
from backoffice.domain.errors import Refused, SecretsUnavailable
from backoffice.wording import commands as words


@click.command(
    "login",
    cls=Command,
    help="Hinterlegt das Kennwort für den gemeinsamen Speicher im Tresor des Systems, nachdem es geprüft ist.",
)
@pass_session
def login(session: Session) -> int:
    """Keep a password in the vault, once the server has accepted it."""
    from backoffice import config, vault
    from backoffice.opening import sign_in_name
    from backoffice.store.store import open_store
    from backoffice.store.version import state_of

    asked = open_store(config.store_url(session.store), session.clock)
    asked.close()
    if not asked.shared:
        raise Refused("login_local")
    state = vault.state()
    if state.code != "usable":
        raise SecretsUnavailable(state.code, backend=state.backend)
    name = sign_in_name(asked)
    password = (ask_password(name) if at_terminal() else Answers().text("password", required=True)) or ""
    opened = open_store(config.store_url(session.store), session.clock, password)
    try:
        opened.read(state_of)
    finally:
        opened.close()
    vault.store_password(asked.place, password)
    say(words.STORED.format(login=name))
    return DONE


@click.command("logout", cls=Command, help="Entfernt das Kennwort für den gemeinsamen Speicher aus dem Tresor.")
@pass_session
def logout(session: Session) -> int:
    """Take a password out of the vault."""
    from backoffice import config, vault
    from backoffice.opening import sign_in_name
    from backoffice.store.store import open_store

    asked = open_store(config.store_url(session.store), session.clock)
    asked.close()
    if not asked.shared:
        raise Refused("login_local")
    if not vault.forget_password(asked.place):
        raise Refused("nothing_stored")
    say(words.FORGOTTEN.format(login=sign_in_name(asked)))
    return DONE


COMMANDS = (login, logout)
