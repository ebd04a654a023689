"""Opening a file with whatever program this system shows such files with. Waits a moment: call it in a thread."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

PATIENCE = 2.0
"""Seconds after which a starter that still runs counts as having found its program."""


def open_file(path: Path) -> bool:
    """Open a file for the person at the screen; False where nothing can. Never raises."""
    if sys.platform == "win32":
        try:
            os.startfile(path)  # noqa: S606 - a file that we have just written
        except OSError:
            return False
        return True
    command = opener()
    if command is None:
        return False
    try:
        # A session of its own and no terminal: what is started can neither draw over us nor end with us.
        process = subprocess.Popen(  # noqa: S603 - the system's own starter, and a file that we have just written
            [command, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(PATIENCE) == 0
    except subprocess.TimeoutExpired:
        threading.Thread(target=process.wait, name="viewer", daemon=True).start()
        return True


def opener() -> str | None:
    """The program that opens files here; None without one, or without a desktop to open them on."""
    if sys.platform == "darwin":
        return shutil.which("open")
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return None
    return shutil.which("xdg-open")
