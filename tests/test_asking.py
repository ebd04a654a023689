"""What is asked at the terminal is asked once."""

import pytest

from backoffice.cli.session import Session


def test_a_password_is_asked_for_once_in_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(login: str) -> str:
        asked.append(login)
        return f"kennwort-{login}"

    monkeypatch.setattr("backoffice.cli.asking.ask_password", ask)
    session = Session("postgresql://anna@db/haus")
    assert [session.ask(login) for login in ("anna", "anna", "bea")] == [
        "kennwort-anna", "kennwort-anna", "kennwort-bea",
    ]  # fmt: skip
    assert asked == ["anna", "bea"]
    assert "kennwort" not in repr(session)
