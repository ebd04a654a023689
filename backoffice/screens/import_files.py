"""The booking files that lie in a folder, and what a typed path means. Touches the disk: call it in a thread."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from backoffice.domain.clock import BREMEN
from backoffice.exchange.source_file import SUFFIX, newest_file

MOST = 9
"""As many as there are digits."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that could be a booking list. `changed` on the branch's wall clock."""

    path: Path
    changed: datetime
    newest: bool


def candidates(folder: Path) -> tuple[Candidate, ...]:
    """The .xlsx files of a folder, the newest first; none where it cannot be read."""
    newest = newest_file(folder)
    if newest is None:
        return ()
    try:
        found = sorted(
            (
                (path.stat().st_mtime, path.name, path)
                for path in folder.iterdir()
                if path.suffix.lower() == SUFFIX and not path.name.startswith((".", "~$")) and path.is_file()
            ),
            reverse=True,
        )
    except OSError:  # a file went away while the folder was read: the newest is known
        found = [(newest.stat().st_mtime if newest.exists() else 0.0, newest.name, newest)]
    return tuple(
        Candidate(path, datetime.fromtimestamp(changed, BREMEN), path == newest) for changed, _, path in found[:MOST]
    )


def meant(typed: str, folder: Path) -> Path | None:
    """The path that somebody typed or pasted: quotes around it dropped, `~` known, relative ones seen from `folder`.

    None for an empty text.
    """
    text = typed.strip().strip("\"'").strip()
    return folder / Path(text).expanduser() if text else None
