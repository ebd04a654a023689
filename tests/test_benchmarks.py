"""The table of the benchmarks, without measuring anything."""

import importlib.util

import pytest

from benchmarks import __main__ as table
from benchmarks import rearrange


def test_without_the_solver_nothing_is_compared_and_nothing_is_missed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ortools" else find(name))
    monkeypatch.setattr(rearrange, "quality", lambda: pytest.fail("measured"))
    assert table.main(["rearrange"]) == 0
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "the solver is not installed" in said.err
    assert len(said.out.splitlines()) == 1, "the heading alone"


def test_a_row_that_counts_has_no_unit(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("kept", 98, 100, 100 / 98), ("behind", 3, 6, 3), ("a", 1.0, 40.0, 0.025), ("b", 1.0, 40.0, 0.025)]
    monkeypatch.setattr(rearrange, "run", lambda: rows)
    assert table.main(["rearrange"]) == 1, "three behind are too many"
    _, kept, behind, timed, _ = capsys.readouterr().out.splitlines()
    assert kept.split() == ["kept", "98", "100", "1.020", "1.020"]
    assert behind.split() == ["behind", "3", "6", "3.000", "2.000", "missed"]
    assert timed.split() == ["a", "1.00", "ms", "40.00", "ms", "0.025", "0.050"]
