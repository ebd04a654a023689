"""Passwords are kept by real vaults only (issue part 3)."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring

from backoffice import vault
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import SecretsUnavailable, StoreUnavailable
from backoffice.store.places import parse
from backoffice.store.store import open_store
from backoffice.store.version import state_of
from tests.commandline import CommandLine, at
from tests.servers import Server, own_server

PLACE = parse("postgresql+psycopg://anna@db.example.org/backoffice")


class PlaintextKeyring(KeyringBackend):
    """Keeps passwords in a file that anybody can read."""

    priority = 0.5

    def __init__(self, path: Path = Path("unused")) -> None:
        super().__init__()
        self.path = path

    def get_password(self, service: str, username: str) -> str | None:
        return self.path.read_text("utf-8") if self.path.exists() else None

    def set_password(self, service: str, username: str, password: str) -> None:
        self.path.write_text(password, "utf-8")

    def delete_password(self, service: str, username: str) -> None:
        self.path.unlink()


class Locker(KeyringBackend):
    """A vault of this test that bears the name of a real one; keeps everything in memory."""

    priority = 5.0

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


Locker.__module__, Locker.__qualname__ = "keyring.backends.SecretService", "Keyring"


@pytest.fixture
def locker(monkeypatch: pytest.MonkeyPatch) -> Locker:
    """A workstation with a real vault."""
    made = Locker()
    monkeypatch.setattr(vault, "backends", lambda: [NullKeyring(), FailKeyring(), made])
    return made


def test_only_known_vaults_are_taken(tmp_path: Path) -> None:
    plain, good = PlaintextKeyring(tmp_path / "plain"), Locker()
    assert vault.choose([plain, good, NullKeyring(), FailKeyring()]) is good
    for found in ([], [NullKeyring()], [FailKeyring()], [NullKeyring(), FailKeyring(), ChainerBackend()]):
        with pytest.raises(SecretsUnavailable, match="no_vault"):
            vault.choose(found)
    with pytest.raises(SecretsUnavailable, match="unsafe_vault") as caught:
        vault.choose([plain, FailKeyring(), ChainerBackend()])
    assert str(caught.value.values["backend"]).endswith("PlaintextKeyring")


def test_an_unsafe_one_is_never_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = PlaintextKeyring(tmp_path / "plain")
    monkeypatch.setattr(vault, "backends", lambda: [plain, ChainerBackend()])
    with pytest.raises(SecretsUnavailable, match="unsafe_vault"):
        vault.store_password(PLACE, "geheim")
    assert not plain.path.exists()
    plain.path.write_text("geheim", "utf-8")
    assert vault.password_for(PLACE) is None
    assert vault.state().code == "unsafe_vault"


def test_what_the_environment_names_is_not_used(monkeypatch: pytest.MonkeyPatch, locker: Locker) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    vault.store_password(PLACE, "geheim")
    assert vault.password_for(PLACE) == "geheim"
    assert len(locker.kept) == 1


def test_this_machine_is_asked_for_real() -> None:
    assert vault.state().code in {"usable", "no_vault", "unsafe_vault", "vault_failed"}
    assert any(isinstance(backend, FailKeyring) for backend in vault.backends())


def test_kept_found_and_forgotten_for_this_server_and_login_alone(locker: Locker) -> None:
    vault.store_password(PLACE, "geheim")
    assert vault.password_for(PLACE) == "geheim"
    for other in (
        "postgresql+psycopg://anna@db2.example.org/backoffice",
        "postgresql+psycopg://bea@db.example.org/backoffice",
        "postgresql+psycopg://anna@db.example.org/anderes",
        "postgresql+psycopg://anna@db.example.org:5433/backoffice",
        "postgresql+psycopg://anna@/backoffice?host=db.example.org:5432&host=db2.example.org:5432",
    ):
        assert vault.password_for(parse(other)) is None
    assert vault.forget_password(PLACE) is True
    assert vault.forget_password(PLACE) is False
    assert vault.password_for(PLACE) is None


def test_what_cannot_be_read_back_was_not_kept(locker: Locker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locker, "get_password", lambda _service, _username: "gekürzt")
    with pytest.raises(SecretsUnavailable, match="vault_failed"):
        vault.store_password(PLACE, "geheim")


def test_a_failing_vault_says_nothing_of_what_it_was_given(locker: Locker, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: Any) -> None:
        raise RuntimeError(given)

    monkeypatch.setattr(locker, "set_password", fail)
    monkeypatch.setattr(locker, "get_password", fail)
    with pytest.raises(SecretsUnavailable, match="vault_failed") as caught:
        vault.store_password(PLACE, "geheim")
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert vault.password_for(PLACE) is None


def test_a_vault_that_waits_for_somebody_is_left_behind(locker: Locker, monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked = threading.Event()
    monkeypatch.setattr(vault, "LIMIT", 0.05)
    monkeypatch.setattr(locker, "get_password", lambda _service, _username: unlocked.wait(30))
    assert vault.password_for(PLACE) is None
    with pytest.raises(SecretsUnavailable, match="vault_failed"):
        vault.forget_password(PLACE)
    unlocked.set()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server on which `anna` needs her password, with a founded store."""
    with own_server() as made:
        made.sql("CREATE DATABASE haus")
        made.sql("CREATE ROLE chefin LOGIN CREATEROLE")
        made.sql("ALTER DATABASE haus OWNER TO chefin")
        line = CommandLine(made.url("haus", "chefin"), FixedClock(at(8)))
        line("store", "init")
        line("branch", "add", "MITTE", "--name", "Geschäftsstelle Mitte", "--group", "Leistung 1", "benefits", "2")
        line("staff", "add", "anna", "--branch", "MITTE", given="Anna Probe\ngeheim\n")
        line("staff", "grant", "anna", "caseworker", "--branch", "MITTE")
        made.require_password("anna")
        yield made


@pytest.fixture
def anna(server: Server) -> CommandLine:
    """Anna at her desk."""
    return CommandLine(server.url("haus", "anna"), FixedClock(at(8)))


def test_whether_the_server_wants_a_password(server: Server, anna: CommandLine, clock: FixedClock) -> None:
    for login, wanted in (("anna", True), ("chefin", False), ("niemand", False)):
        store = open_store(server.url("haus", login), clock)
        assert vault.needs_password(store) is wanted
        store.close()
    local = open_store("sqlite:///nicht-da.db", clock)
    assert vault.needs_password(local) is False
    local.close()


def test_login_keeps_a_checked_password_and_logout_forgets_it(anna: CommandLine, locker: Locker) -> None:
    assert anna.refused("today", code=3).startswith("Der Server hat Anmeldung oder Kennwort nicht angenommen.")
    anna.refused("login", given="falsch\n", code=3)
    assert locker.kept == {}
    assert "im Tresor hinterlegt" in anna("login", given="geheim\n")
    assert "geheim" not in " ".join(service + login for service, login in locker.kept)
    assert anna("today").startswith("Geschäftsstelle Mitte")
    assert "aus dem Tresor entfernt" in anna("logout")
    assert "kein Kennwort hinterlegt" in anna.refused("logout")
    anna.refused("today", code=3)


def test_without_a_vault_it_is_asked_for_and_kept_nowhere(anna: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "backends", lambda: [FailKeyring()])
    assert "keinen sicheren Kennwort-Tresor" in anna.refused("login", given="geheim\n")
    monkeypatch.setattr("backoffice.cli.asking.at_terminal", lambda: True)
    told = anna.run("today", given="geheim\n")
    assert "Kennwort für anna" in told.stderr
    assert "geheim" not in told.stdout + told.stderr
    assert told.stdout.startswith("Geschäftsstelle Mitte")
    anna.refused("today", given="falsch\n", code=3)


def test_a_local_store_needs_none(tmp_path: Path, clock: FixedClock) -> None:
    line = CommandLine(str(tmp_path / "store.db"), clock)
    assert "Anmeldung am Gerät" in line.refused("login")
    assert "Anmeldung am Gerät" in line.refused("logout")


def test_a_password_never_stands_in_the_address(clock: FixedClock) -> None:
    with pytest.raises(StoreUnavailable, match="password_in_url"):
        open_store("postgresql+psycopg://anna:geheim@db.example.org/backoffice", clock).read(state_of)
