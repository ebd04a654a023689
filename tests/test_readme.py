"""The README says what is true: its key table is the declaration's, its commands exist."""

import re
from pathlib import Path

from backoffice import guide

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_the_key_table_is_the_declared_one() -> None:
    table = re.search(r"<!-- keys -->\n(.*?)<!-- /keys -->", README, re.DOTALL)
    assert table is not None
    assert table[1].strip() == guide.markdown().strip()


def test_there_are_exactly_two_commands_to_set_up_and_go() -> None:
    found = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert len(found) == 2
    assert found[0].endswith("backoffice demo")
    assert found[1].endswith("pytest")
