"""Where the program begins: `backoffice` and `python -m backoffice`."""

import sys


def main() -> None:
    """Run what the command line says and leave with its exit code."""
    from backoffice.cli.root import backoffice

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old Windows console knows few signs: "?" instead of a crash
    backoffice.main(prog_name="backoffice")


if __name__ == "__main__":
    main()
