"""The password of the shared store, in the operating system's own vault or nowhere (issue part 3).

Only backends that are known to encrypt are used. What `PYTHON_KEYRING_BACKEND` or a settings file of the library name
is not even looked at: the backends that work on this machine are listed and an allowed one is taken by name.
"""

import queue
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa

from backoffice.domain.errors import SecretsUnavailable, StoreUnavailable
from backoffice.store.places import Place
from backoffice.store.store import Store

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

ALLOWED = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.macOS.Keyring",
    }
)
"""Backends that keep a password encrypted under the person's own account."""

_CHAINER = "keyring.backends.chainer.ChainerBackend"

LIMIT = 10.0
"""Seconds a vault may take: it may be waiting for somebody to unlock it."""


@dataclass(frozen=True, slots=True)
class VaultState:
    """What `backoffice doctor` says of the vault: `usable`, `no_vault`, `unsafe_vault` or `vault_failed`."""

    code: str
    backend: str = ""


def backends() -> "list[KeyringBackend]":
    """The backends that work on this machine, good and bad ones."""
    from keyring.backend import get_all_keyring

    return list(get_all_keyring())


def choose(found: "Iterable[KeyringBackend]") -> "KeyringBackend":
    """The best allowed backend. A chain of backends is never used: it would also ask those that are not allowed.

    `SecretsUnavailable`: `unsafe_vault` where only others would keep something, `no_vault` where there is none.
    """
    found = list(found)
    allowed = [backend for backend in found if _name(backend) in ALLOWED]
    if allowed:
        return max(allowed, key=lambda backend: float(backend.priority))
    others = [backend for backend in found if _name(backend) != _CHAINER and backend.priority > 0]
    if others:
        raise SecretsUnavailable("unsafe_vault", backend=_name(max(others, key=lambda b: float(b.priority))))
    raise SecretsUnavailable("no_vault")


def password_for(place: Place) -> str | None:
    """The password kept for a place's login; None where there is none, or no vault. Never raises."""
    try:
        return _within_limit(lambda: _vault().get_password(_service(place), _login(place)))
    except SecretsUnavailable:
        return None


def store_password(place: Place, password: str) -> None:
    """Keep a password and read it back. `SecretsUnavailable`: `no_vault`, `unsafe_vault`, `vault_failed`."""

    def work() -> bool:
        vault = _vault()
        vault.set_password(_service(place), _login(place), password)
        return vault.get_password(_service(place), _login(place)) == password

    if not _within_limit(work):
        raise SecretsUnavailable("vault_failed")


def forget_password(place: Place) -> bool:
    """Take a password out of the vault; says whether there was one. `SecretsUnavailable` as when storing."""

    def work() -> bool:
        vault = _vault()
        if vault.get_password(_service(place), _login(place)) is None:
            return False
        vault.delete_password(_service(place), _login(place))
        return True

    return _within_limit(work)


def state() -> VaultState:
    """Which vault there is, without asking it for anything. Never raises."""
    try:
        return VaultState("usable", _name(_within_limit(_vault)))
    except SecretsUnavailable as error:
        return VaultState(error.code, str(error.values.get("backend", "")))


def needs_password(store: Store) -> bool:
    """Whether the server wants a password that nobody gave; whatever else is wrong, its user will meet."""
    if not store.shared:
        return False
    try:
        store.read(lambda connection: connection.execute(sa.text("SELECT 1")))
    except StoreUnavailable as error:
        cause = getattr(error.__cause__, "orig", None)
        return bool(getattr(getattr(cause, "pgconn", None), "needs_password", False))
    return False


def _vault() -> "KeyringBackend":
    backend = choose(backends())
    if sys.platform == "win32":
        backend.persist = "local machine"  # type: ignore[attr-defined]  # otherwise it roams with the profile
    return backend


def _name(backend: "KeyringBackend") -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _service(place: Place) -> str:
    """Bound to server and database, so that no other server is ever offered this password."""
    url = place.url
    hosts = url.host or url.query.get("host", "")
    shown = hosts if isinstance(hosts, str) else ",".join(hosts)
    return f"backoffice {shown}:{url.port or url.query.get('port', '')}/{url.database or ''}"


def _login(place: Place) -> str:
    from backoffice import account

    return place.url.username or account.login()


def _within_limit(work: Callable[[], T]) -> T:
    """Run `work` in a thread that is left behind once it takes too long; every failure is `vault_failed`."""
    answers: queue.SimpleQueue[tuple[T, None] | tuple[None, Exception]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((work(), None))
        except Exception as error:  # noqa: BLE001  (backends raise whatever their system does)
            answers.put((None, error))

    threading.Thread(target=run, daemon=True, name="vault").start()
    try:
        answer, error = answers.get(timeout=LIMIT)
    except queue.Empty:
        raise SecretsUnavailable("vault_failed") from None
    if isinstance(error, SecretsUnavailable):
        raise error
    if error is not None:
        # The cause is not chained: what a backend says may hold what it was given.
        raise SecretsUnavailable("vault_failed") from None
    return answer  # type: ignore[return-value]  # mypy does not see that no error means an answer
