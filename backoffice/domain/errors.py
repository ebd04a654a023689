"""What can be refused: one family of errors that carry a code and values, never a sentence.

`wording.refusal(error)` turns them into title, message and remedy in German.
"""

from collections.abc import Mapping
from datetime import datetime


class BackofficeError(Exception):
    """Something a person can meet. `code` names it for wording, tests and logs; `values` fill the sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, object] = values


class Refused(BackofficeError):
    """A rule, a right or a wrong input stands against it; nothing was changed."""


class NotFound(Refused):
    """The record is not there (or not visible from this branch)."""


class Conflict(BackofficeError):
    """Somebody else was first; nothing was changed.

    `who` is what the other person is called on the screen (None: unknown), `when` the UTC instant of
    their change, `fresh` the version that stands now.
    """

    def __init__(
        self,
        code: str,
        *,
        who: str | None = None,
        when: datetime | None = None,
        fresh: int | None = None,
        **values: object,
    ) -> None:
        super().__init__(code, who=who, when=when, fresh=fresh, **values)
        self.who = who
        self.when = when
        self.fresh = fresh


class BadFile(BackofficeError):
    """A booking file that cannot be read as one; nothing was stored."""


class StoreUnavailable(BackofficeError):
    """The store cannot be reached, opened, read or written just now."""


class SecretsUnavailable(BackofficeError):
    """There is no vault that keeps a password safely."""
