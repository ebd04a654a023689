"""Text frames: what stands on the screen, line by line, compared with the golden files in `tests/frames/`.

    assert_frame(app, "today_80x24")

Written anew with `BACKOFFICE_FRAMES=write pytest …`; then read the difference before it is committed.
"""

import os
from pathlib import Path

from rich.cells import cell_len

FRAMES = Path(__file__).parent / "frames"
WRITE = os.environ.get("BACKOFFICE_FRAMES") == "write"


def strips(app):
    """The strips of the screen on top, as the compositor would send them to a terminal."""
    return app.screen._compositor.render_strips()


def frame(app):
    """The screen on top as text: one line per row, trailing blanks taken away."""
    return "".join(f"{strip.text.rstrip()}\n" for strip in strips(app))


def lines(app):
    """The screen on top as a list of lines, trailing blanks taken away."""
    return frame(app).splitlines()


def assert_fits(app):
    """No line is wider than the screen, and there are as many as it is high."""
    width, height = app.size
    shown = [strip.text for strip in strips(app)]
    assert len(shown) == height
    assert all(cell_len(line) <= width for line in shown), [line for line in shown if cell_len(line) > width]


def assert_frame(app, name):
    """The screen on top reads as `tests/frames/<name>.txt` says."""
    assert_fits(app)
    golden = FRAMES / f"{name}.txt"
    shown = frame(app)
    if WRITE:
        golden.write_text(shown, encoding="utf-8")
    assert golden.exists(), f"no golden frame {golden.name}: write it with BACKOFFICE_FRAMES=write"
    assert shown == golden.read_text(encoding="utf-8")
