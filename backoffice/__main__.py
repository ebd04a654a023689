"""Where the program begins: `backoffice` and `python -m backoffice`."""

import gc
import sys


def main() -> None:
    """Run what the command line says and leave with its exit code."""
    # Starting makes ten thousand objects that all stay: looking through them again and again costs a quarter of it.
    gc.disable()  # the screen of the day turns it on again; a line command is over before it matters
    if len(sys.argv) == 1 and (code := _program()) is not None:
        sys.exit(code)
    from backoffice.cli.root import backoffice

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old Windows console knows few signs: "?" instead of a crash
    backoffice.main(prog_name="backoffice")


def _program() -> int | None:
    """The usual start, `backoffice` alone on a local store: without loading what reads command lines."""
    from backoffice import config

    if config.store_url().startswith("postgres"):
        return None  # a password may have to be asked for first
    from backoffice.app import run

    return run(None)


if __name__ == "__main__":
    main()
