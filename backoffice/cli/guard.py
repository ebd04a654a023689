"""What went wrong becomes a German sentence on the error output and an exit code; never a traceback."""

import sys
from collections.abc import Callable
from typing import Any

import click

from backoffice.domain.errors import BackofficeError, StoreUnavailable
from backoffice.domain.text import safe
from backoffice.wording import commands as words
from backoffice.wording.refusals import filled, refusal

DONE, REFUSED, USAGE, NO_STORE, INTERRUPTED = 0, 1, 2, 3, 130


def guarded(work: Callable[[], Any]) -> int:
    """Run `work`; its own number (None counts as 0), or that of what went wrong."""
    try:
        return int(work() or DONE)
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt, EOFError):
        return INTERRUPTED
    except BackofficeError as error:
        complain(told(error))
        return NO_STORE if isinstance(error, StoreUnavailable) else REFUSED
    except BrokenPipeError:
        # Whoever read our lines has seen enough; Python would complain once more when it closes the stream.
        sys.stdout = None
        return REFUSED
    except Exception as error:  # noqa: BLE001  (the last border before a traceback)
        complain(_invalid(error) or _unexpected(error))
        return REFUSED


def told(error: BackofficeError) -> str:
    """The sentences for an error: what is, and the way on as a command."""
    said = refusal(error)
    on_the_line = words.REMEDIES.get(error.code)
    remedy = said.remedy if on_the_line is None else filled(on_the_line, error)
    return " ".join(part for part in (said.message, remedy) if part)


def complain(sentence: str) -> None:
    """Say something on the error output."""
    click.echo(safe(sentence), err=True)


def _invalid(error: Exception) -> str | None:
    """The sentence for a command that pydantic did not accept."""
    if type(error).__name__ != "ValidationError" or not hasattr(error, "errors"):
        return None
    first = error.errors()[0]
    fields = [part for part in first["loc"] if isinstance(part, str)]
    return words.invalid(fields[-1] if fields else "", first["type"], first.get("ctx", {}))


def _unexpected(error: Exception) -> str:
    from backoffice.log import note_failure

    failure = note_failure(error)
    return words.UNEXPECTED.format(number=failure.number, path=failure.path)
