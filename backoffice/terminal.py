"""Whether somebody sits in front of a terminal that the full-screen program can have for itself."""

import sys


def refused() -> bool:
    """Say so where a terminal is missing: keys come in by one stream, the picture and its size go by the others.

    Asked before anything else: nobody is to type a password, or wait for the example, for a program that cannot open.
    """
    # Python leaves a stream out that is closed; the program draws on the error output and measures the other one.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if all(stream is not None and stream.isatty() for stream in streams):
        return False
    from backoffice.wording.screens import NO_TERMINAL

    # With the error output in a file, a person at a terminal would wonder why nothing happens.
    seen = [stream for stream in (sys.stderr, sys.stdout) if stream is not None]
    if seen:
        next((stream for stream in seen if stream.isatty()), seen[0]).write(NO_TERMINAL + "\n")
    return True
