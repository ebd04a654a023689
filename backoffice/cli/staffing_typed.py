"""What is typed about who serves what: spans of a day and logins; and what is said after a change."""

from datetime import date
from typing import TYPE_CHECKING

import click

from backoffice.cli.output import say
from backoffice.cli.plan_typed import SpanType
from backoffice.domain.errors import Refused
from backoffice.wording import absences as words
from backoffice.wording.done import done as said

if TYPE_CHECKING:
    from backoffice.desk.command import Done
    from backoffice.desk.desk import Desk


class WholeOrSpanType(SpanType):
    """A span of the day, or all of it."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """`8:00-12:00`, `ganztags`."""
        return (0, 1440) if str(value).casefold().strip() == "ganztags" else super().convert(value, param, ctx)


SPAN = WholeOrSpanType()


def people_of(desk: "Desk", branch_id: str, day: date) -> dict[str, str]:
    """Who works at a branch on a day: their ids by login."""
    from backoffice.desk.staffing_views import PeopleFor

    return {person.login.casefold(): person.id for person in desk.read(PeopleFor(branch_id, day))}


def person_of(people: dict[str, str], login: str) -> str:
    """The id behind a login. Refused `unknown_colleague`."""
    found = people.get(login.strip().casefold())
    if found is None:
        raise Refused("unknown_colleague", login=login.strip())
    return found


def tell(done: "Done") -> None:
    """Say what was done and what follows, every concern by its name."""
    say(said(done.code, {**done.values, "in_full": True}))
    if done.values.get("affected"):
        say(words.SEE_AFFECTED)
