"""How line commands write: one fact a line, aligned, without colour as the bearer of a meaning."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from backoffice.domain.text import safe


def say(line: str = "") -> None:
    """One line, cleaned at the display border (D55)."""
    click.echo(safe(line))


def say_json(value: Any) -> None:
    """A JSON value; in plain ASCII where the output could not take every sign."""
    encoding = (getattr(sys.stdout, "encoding", None) or "").casefold().replace("-", "")
    click.echo(json.dumps(value, ensure_ascii=encoding != "utf8", indent=2))


def say_table(rows: Iterable[Sequence[str]]) -> None:
    """Rows of cells, each column as wide as its widest cell; the last one is not filled up."""
    rows = [[safe(cell) for cell in row] for row in rows]
    if not rows:
        return
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def short_ids(ids: Sequence[str]) -> dict[str, str]:
    """The shortest endings (six characters or more) that tell these ids apart."""
    length = 6
    while length < 32 and len({one[-length:] for one in ids}) < len(set(ids)):
        length += 1
    return {one: one[-length:] for one in ids}
