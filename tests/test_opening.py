"""From an address to a desk: who sits there, with which password, and what is said where it cannot be (part 3)."""

from pathlib import Path

import pytest

from backoffice import config, vault
from backoffice.desk.desk import Desk
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import Refused, StoreUnavailable
from backoffice.opening import connect, open_desk, password_of, sign_in_name
from backoffice.store.places import parse
from backoffice.store.roles import grant_login
from backoffice.store.store import open_store
from tests.servers import own_server


def test_a_local_desk_belongs_to_the_account_of_the_device(
    admin: Desk, store_url: str, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backoffice.account.login", lambda: "chefin")
    monkeypatch.setenv("USER", "jemand-anders")
    monkeypatch.setenv("LOGNAME", "jemand-anders")
    desk = open_desk(store_url, clock=clock)
    assert desk.actor.name == "Chefin Test"
    assert desk.login == ("postgres" if admin.store.shared else "chefin")
    desk.store.close()


def test_nobody_known_sits_there(admin: Desk, store_url: str, clock: FixedClock, monkeypatch) -> None:
    monkeypatch.setattr("backoffice.account.login", lambda: "fremd")
    url = store_url
    if admin.store.shared:
        admin.store.administer(lambda connection: grant_login(connection, "fremd_opening", None))
        url = parse(store_url).url.set(username="fremd_opening").render_as_string()
    with pytest.raises(Refused, match="unknown_account"):
        open_desk(url, clock=clock)


def test_an_unusable_store_is_told_before_anybody_signs_in(store_url: str, clock: FixedClock, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="store_missing"):
        open_desk(str(tmp_path / "nicht-da.db"), clock=clock)
    with pytest.raises(Refused, match="unknown_account"):
        open_desk(store_url, clock=clock)  # its tables are there, but nobody is in it


def test_which_store_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert config.store_url() == f"sqlite:///{tmp_path / 'config' / 'data' / 'backoffice.db'}"
    config.remember(store="postgresql://db/haus")
    assert config.store_url() == "postgresql://db/haus"
    monkeypatch.setenv("BACKOFFICE_STORE", "sqlite:///umgebung.db")
    assert config.store_url() == "sqlite:///umgebung.db"
    assert config.store_url("gesagt.db") == "gesagt.db"


def test_a_local_store_asks_for_no_password(tmp_path: Path, clock: FixedClock) -> None:
    def nobody(login: str) -> str | None:
        raise AssertionError(login)

    store = connect(str(tmp_path / "store.db"), clock, nobody)
    assert password_of(store, nobody) is None
    store.close()


def test_a_server_asks_only_where_it_wants_one_and_the_vault_has_none(
    clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(login: str) -> str | None:
        asked.append(login)
        return "geheim"

    with own_server() as server:
        server.sql("CREATE DATABASE haus")
        server.sql("CREATE ROLE anna LOGIN PASSWORD 'geheim'")
        store = connect(server.url("haus", "anna"), clock, ask)
        assert asked == []  # trusted without one
        store.close()
        server.require_password("anna")
        store = connect(server.url("haus", "anna"), clock, ask)
        assert store.read(lambda c: c.exec_driver_sql("SELECT session_user").scalar()) == "anna"
        assert asked == ["anna"]
        store.close()
        store = connect(server.url("haus", "anna"), clock, lambda _login: None)
        with pytest.raises(StoreUnavailable, match="login_refused"):
            store.ensure_usable()
        store.close()
        monkeypatch.setattr(vault, "password_for", lambda _place: "geheim")
        store = connect(server.url("haus", "anna"), clock, ask)
        assert store.read(lambda c: c.exec_driver_sql("SELECT 1").scalar()) == 1
        assert asked == ["anna"]
        store.close()


def test_the_login_of_a_server_is_the_one_in_its_address(clock: FixedClock) -> None:
    store = open_store("postgresql+psycopg://anna@db.example.org/haus", clock)
    assert sign_in_name(store) == "anna"
    store.close()
