"""The log: what went wrong and where in the code, never with values, so that no personal data gets into it (D54)."""

import traceback
from dataclasses import dataclass
from pathlib import Path

KEEP = 200_000
"""Bytes; older lines go."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An error that nobody foresaw: its number for the phone, and the file that has it."""

    number: str
    path: Path


def path() -> Path:
    """Where the log lies."""
    from backoffice import config

    return config.data_folder() / "backoffice.log"


def note_failure(error: BaseException) -> Failure:
    """Write kind and places of an error (no message, no values) and give it a number."""
    from backoffice.domain.clock import SystemClock
    from backoffice.domain.ids import new_id

    failure = Failure(new_id()[-6:], path())
    places = [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(kinds) < 5:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    text = f"{SystemClock().now():%Y-%m-%dT%H:%M:%SZ} {failure.number} {' <- '.join(kinds)}\n" + "\n".join(places)
    try:
        failure.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = failure.path.read_bytes()[-KEEP:] if failure.path.exists() else b""
        failure.path.write_bytes(kept + text.encode() + b"\n")
    except OSError:
        return failure
    return failure
