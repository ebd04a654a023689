"""A real terminal to try the program in: tmux, with a server of its own."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

PATIENCE = 30.0
"""Seconds after which a text that does not come is not waited for any more."""

needs_tmux = pytest.mark.skipif(
    shutil.which("tmux") is None and not os.environ.get("CI"), reason="tmux is not installed"
)


def environment(tmp_path: Path) -> dict[str, str]:
    """What a program is started with: settings of its own, colours, UTF-8."""
    return {
        **os.environ,
        "BACKOFFICE_CONFIG": str(tmp_path / "config"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONPATH": str(Path(__file__).parent.parent),
        "LC_ALL": "C.UTF-8",
    }


class Tmux:
    """A server of our own, ended by its own kill-server."""

    def __init__(self, tmp_path: Path, size: tuple[int, int]) -> None:
        self.socket = str(tmp_path / "tmux")
        self.run(
            "-f", "/dev/null", "new-session", "-d", "-s", "t", "-x", str(size[0]), "-y", str(size[1]), "bash --norc"
        )

    def run(self, *words: str) -> str:
        """A command of tmux; what it prints."""
        done = subprocess.run(["tmux", "-S", self.socket, *words], capture_output=True, text=True, check=True)
        return done.stdout

    def keys(self, *keys: str) -> None:
        """Press keys one after the other, as fast as a hand."""
        for key in keys:
            self.run("send-keys", "-t", "t", key)
            time.sleep(0.08)

    def type(self, text: str) -> None:
        """Type a text, sign by sign."""
        for sign in text:
            self.run("send-keys", "-t", "t", "-l", sign)
            time.sleep(0.03)

    @property
    def shown(self) -> str:
        """The screen as it is."""
        return self.run("capture-pane", "-p", "-t", "t")

    def wait_for(self, text: str, *, gone: bool = False) -> str:
        """The screen once a text stands on it, or (`gone`) does not any more."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            shown = self.shown
            if (text in shown) is not gone:
                return shown
            time.sleep(0.1)
        raise AssertionError(f"{text!r} {'still' if gone else 'not'} on the screen:\n{shown}")


@contextmanager
def program_in_tmux(tmp_path: Path, store: Path | str, size: tuple[int, int]) -> Iterator[Tmux]:
    """The program on a store (a file or a URL), in a shell that says `ende` and its exit code afterwards."""
    tmux = Tmux(tmp_path, size)
    try:
        wanted = environment(tmp_path)
        settings = " ".join(f"{k}='{wanted[k]}'" for k in ("BACKOFFICE_CONFIG", "PYTHONPATH", "LC_ALL"))
        tmux.keys(f"cd {tmp_path}; stty -a > before", "Enter")
        tmux.keys(f"{settings} {sys.executable} -m backoffice --store '{store}'; echo ende $?", "Enter")
        yield tmux
    finally:
        with suppress(subprocess.CalledProcessError):
            tmux.run("kill-server")
