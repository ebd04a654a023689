"""From a store's address to a desk one can sit at: the same way for the program and for every line command."""

from collections.abc import Callable

from backoffice import account, config
from backoffice.desk.desk import Desk
from backoffice.domain.clock import Clock, SystemClock
from backoffice.domain.errors import Refused, StoreUnavailable
from backoffice.store.store import Store, open_store

AskPassword = Callable[[str], str | None]
"""Asks a person for the password of a login; None: they gave up."""


def open_desk(url: str | None = None, *, clock: Clock | None = None, ask: AskPassword | None = None) -> Desk:
    """A desk at a store that is usable, with its person signed in.

    `StoreUnavailable` where the store is missing, older, newer or does not answer; Refused `unknown_account` where
    nobody knows the person, `account_inactive` or (a login without access to a shared store) `no_access`.
    """
    clock = clock or SystemClock()
    store = connect(config.store_url(url), clock, ask)
    try:
        _ensure_usable(store)
        desk = Desk(store, sign_in_name(store), config.desk_id(), clock)
        desk.sign_in()
    except BaseException:
        store.close()
        raise
    return desk


def _ensure_usable(store: Store) -> None:
    """Refused `no_access` for a login that has no access or lost it: the server lets it read nothing at all here."""
    try:
        store.ensure_usable()
    except StoreUnavailable as error:
        if store.shared and error.code == "store_no_right":
            raise Refused("no_access", login=sign_in_name(store)) from error
        raise


def connect(url: str, clock: Clock, ask: AskPassword | None = None) -> Store:
    """An opened store; on a shared one with the password from the vault, else from `ask`, else without."""
    store = open_store(url, clock)
    password = password_of(store, ask)
    if password is None:
        return store
    store.close()
    return open_store(url, clock, password)


def password_of(store: Store, ask: AskPassword | None = None) -> str | None:
    """The password a shared store is opened with: from the vault, else from `ask` where the server wants one."""
    if not store.shared:
        return None
    from backoffice import vault

    password = vault.password_for(store.place)
    if password is None and ask is not None and vault.needs_password(store):
        password = ask(str(store.place.url.username or ""))
    return password


def sign_in_name(store: Store) -> str:
    """The login that decides who sits here: the server's on a shared store, the operating system's on a local one."""
    return str(store.place.url.username or account.login()) if store.shared else account.login()
