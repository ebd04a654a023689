"""Where a store may live: the URL of a local file or a shared server, and which file places are refused."""

import os
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from backoffice.domain.errors import StoreUnavailable

NETWORK_FILESYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "smb2",
        "afs",
        "fuse.sshfs",
        "fuse.rclone",
        "ncpfs",
        "9p",
        "davfs",
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """A parsed store URL."""

    url: sa.URL
    path: Path | None
    """The file of a local store; None on a shared server."""

    @property
    def shared(self) -> bool:
        """Whether many workstations use it."""
        return self.path is None

    @property
    def shown(self) -> str:
        """The place as it may be shown: never with a password."""
        return str(self.path) if self.path else self.url.render_as_string(hide_password=True)


def parse(url: str) -> Place:
    """Read `sqlite:///…`, `postgresql+psycopg://…` or a plain file path.

    Refused (`StoreUnavailable`): another kind of URL (`store_url`), a password in it (`password_in_url`), a file on a
    network drive (`store_on_network`).
    """
    if "://" not in url:
        url = f"sqlite:///{url}"
    try:
        parsed = sa.make_url(url)
    except ArgumentError:
        raise StoreUnavailable("store_url") from None
    if parsed.password or "password" in parsed.query:
        raise StoreUnavailable("password_in_url")
    if parsed.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return Place(parsed.set(drivername="postgresql+psycopg"), None)
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite") or not parsed.database or parsed.query:
        raise StoreUnavailable("store_url")
    if parsed.database.startswith(("\\\\", "//")):
        raise StoreUnavailable("store_on_network", path=parsed.database)
    path = Path(parsed.database).expanduser().absolute()
    if on_network(path):
        raise StoreUnavailable("store_on_network", path=str(path))
    return Place(sa.URL.create("sqlite", database=str(path)), path)


def on_network(path: Path, mounts: str | None = None) -> bool:
    """Whether a file would lie on a network drive. `mounts` is the text of the mount table (Linux)."""
    if os.name == "nt":
        import ctypes

        drive = ctypes.windll.kernel32.GetDriveTypeW(path.anchor)  # type: ignore[attr-defined]
        return bool(drive == 4)  # DRIVE_REMOTE
    if mounts is None:
        table = Path("/proc/mounts")
        mounts = table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""
    real = path.resolve()
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        if (real == Path(point) or Path(point) in real.parents) and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind in NETWORK_FILESYSTEMS
