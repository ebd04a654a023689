"""What a line command works with: the store that was named, a clock, and a desk for as long as it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from backoffice.domain.clock import Clock, SystemClock, instant_of, wall
from backoffice.domain.errors import Refused
from backoffice.domain.typed import parse_day, parse_time

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.views import BranchView


@dataclass
class Session:
    """One call of a line command."""

    store: str | None = None
    """As said by `--store`; None: environment, settings, or the person's own."""
    clock: Clock = field(default_factory=SystemClock)
    _told: dict[str, str | None] = field(default_factory=dict, repr=False)

    def ask(self, login: str) -> str | None:
        """The password of a login: asked for once, however often a command opens the store. None: nobody is there."""
        from backoffice.cli.asking import ask_password

        if login not in self._told:
            self._told[login] = ask_password(login)
        return self._told[login]

    @contextmanager
    def desk(self, *, promises: bool = False) -> "Iterator[Desk]":
        """A desk with its person signed in; its store is closed afterwards.

        Where `promises` are made or kept, a clock that differs from the store's is complained about first.
        """
        from backoffice.opening import open_desk

        desk = open_desk(self.store, clock=self.clock, ask=self.ask)
        try:
            if promises:
                self._look_at_the_clock(desk)
            yield desk
        finally:
            desk.store.close()

    def _look_at_the_clock(self, desk: "Desk") -> None:
        from backoffice.cli.guard import complain, told
        from backoffice.desk.clock_check import clock_complaint

        wrong = clock_complaint(desk.store, self.clock)
        if wrong is not None:
            complain(told(wrong))

    @property
    def today(self) -> date:
        """The present day on the branch's wall clock."""
        return wall(self.clock.now())[0]

    def happened(self, minute: int | None, day: date | None) -> datetime | None:
        """The instant of a Nachtrag (D18); None where none was named. A day alone is a usage error."""
        if minute is None:
            if day is not None:
                raise click.UsageError("--day braucht --at: Zu welcher Uhrzeit war es?")
            return None
        return instant_of(day or self.today, minute)


pass_session = click.make_pass_decorator(Session, ensure=True)


class DayType(click.ParamType[date]):
    """A day as people type it; ISO too."""

    name = "TAG"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """`2026-11-24`, `24.11.`, `morgen`, `mo`, `+2w`."""
        if isinstance(value, date):
            return value
        session = ctx.find_object(Session) if ctx else None
        try:
            return parse_day(str(value), (session or Session()).today)
        except Refused as error:
            self.fail(_sentence(error), param, ctx)


class TimeType(click.ParamType[int]):
    """A time of day as people type it; gives the minute of day."""

    name = "HH:MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """`14:30`, `1430`, `9`."""
        if isinstance(value, int):
            return value
        try:
            return parse_time(str(value))
        except Refused as error:
            self.fail(_sentence(error), param, ctx)


DAY, TIME = DayType(), TimeType()

branch_option = click.option("--branch", metavar="KÜRZEL", help="Geschäftsstelle, z. B. MITTE.")
day_option = click.option("--day", type=DAY, help="Tag: 2026-11-24, 24.11., morgen, mo, +2w; sonst heute.")
json_option = click.option("--json", "as_json", is_flag=True, help="Als JSON statt als Text.")
names_option = click.option(
    "--with-names", is_flag=True, help="Auch Namen und andere persönliche Angaben nennen (sonst nie)."
)


def branch_of(desk: "Desk", code: str | None) -> "BranchView":
    """The branch that is meant: the one named, one's own, the one shown last, or the only one there is.

    Refused: `house_empty` where there is none at all, `no_branch` where the person may see none, `unknown_branch`,
    `no_right` (the one named exists, but not for this person), `branch_needed`.
    """
    from backoffice import config
    from backoffice.desk.organisation_views import Branches
    from backoffice.domain.rights import Right

    everywhere = desk.read(Branches(everywhere=True))
    if not everywhere:
        raise Refused("house_empty")
    branches = [branch for branch in everywhere if desk.actor.may(Right.SEE, branch.id)]
    if not branches:
        raise Refused("no_branch")
    if code is not None:
        named = next((branch for branch in everywhere if branch.code.casefold() == code.casefold()), None)
        if named is None:
            raise Refused("unknown_branch")
        desk.actor.require(Right.SEE, named.id)
        return named
    last = config.load().branch
    usual = [branch for branch in branches if branch.id == desk.actor.branch_id]
    usual += [branch for branch in branches if branch.code == last]
    if usual:
        return usual[0]
    if len(branches) != 1:
        raise Refused("branch_needed")
    return branches[0]


def _sentence(error: Refused) -> str:
    from backoffice.wording.refusals import refusal

    return str(refusal(error))
