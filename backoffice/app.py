"""The program: it paints its frame at once, loads desk and store in a thread, and keeps the screens in step.

Nothing that costs time is imported here: the frame stands before the store is opened.
"""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import BindingType
from textual.screen import Screen

from backoffice import keys, terminal, themes
from backoffice.domain.clock import Clock, SystemClock, wall
from backoffice.domain.errors import BackofficeError
from backoffice.in_step import InStep
from backoffice.last_net import LastNet
from backoffice.screens.opening import Opening
from backoffice.wording import screens as words

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk

POLL_EVERY = 1.0
"""Seconds between two looks whether another desk changed the store."""


@dataclass(frozen=True, slots=True)
class Start:
    """How the program begins: how a desk is opened (in a thread), and what is shown first."""

    open_desk: Callable[[], "Desk"]
    day: date | None = None
    branch: str | None = None


class BackofficeApp(InStep, LastNet):
    """Backoffice in a terminal."""

    TITLE = "Backoffice"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.APP)]
    ESCAPE_TO_MINIMIZE = False

    def __init__(self, start: Start, clock: Clock | None = None) -> None:
        super().__init__()
        self.start = start
        self.clock = clock or SystemClock()
        self._asked_to_quit = False
        self._last_key: datetime = self.clock.now()
        self._blank_after = 0
        self._private = False
        self._wrong_clock: BackofficeError | None = None
        self.animation_level = "none"

    # --- start ---------------------------------------------------------------------------------------------------

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variables(themes.PALETTES[themes.DEFAULT])

    def get_default_screen(self) -> Screen[None]:
        return Opening(self.start.day or wall(self.clock.now())[0])

    def on_mount(self) -> None:
        for theme in themes.themes():
            self.register_theme(theme)
        self.theme = themes.DEFAULT
        self.call_after_refresh(self.load)

    @work(exclusive=True, group="start", exit_on_error=False)
    async def load(self) -> None:
        """Open the desk and bring its first screen: in a thread, so that the frame answers meanwhile."""
        try:
            today, settings = await asyncio.to_thread(self._load)
        except BackofficeError as error:
            self._show_no_desk(error)
            return
        if settings.theme in themes.PALETTES:
            self.theme = settings.theme
        self._blank_after = settings.blank_after
        self.add_mode("today", today)
        self.add_mode("tickets", lambda: self._made("tickets", "TicketsScreen"))
        self.add_mode("takeovers", lambda: self._made("takeovers", "TakeoversScreen"))
        self.add_mode("interpreting", lambda: self._made("interpreting", "InterpretingScreen"))
        self.add_mode("plan", lambda: self._made("plan", "PlanScreen"))
        self.add_mode("evening", lambda: self._made("evening", "EveningScreen"))
        with self.batch_update():  # what was covered is not seen for a moment either
            top = self.screen
            await self.switch_mode("today")
            if top.is_modal:
                await self.push_screen(self._as_on_top(top))
        self.ready = True
        if self._wrong_clock is not None:
            self._base_screen().refused(self._wrong_clock)
        self.set_interval(POLL_EVERY, self.poll)
        self.set_interval(5.0, self._look_at_idleness)

    def _as_on_top(self, top: Screen[Any]) -> Screen[Any]:
        """What was opened while the frame was empty, for the screen that is there now: the cover, or the help."""
        from backoffice.screens.help import HelpDialog
        from backoffice.screens.privacy import PrivacyScreen

        return HelpDialog(self.screen) if isinstance(top, HelpDialog) else PrivacyScreen()

    def _load(self) -> tuple[Callable[[], Screen[Any]], Any]:
        from backoffice import config

        desk = self.start.open_desk()
        from backoffice.desk.clock_check import clock_complaint
        from backoffice.screens.today import TodayScreen

        settings = config.load()
        start = self.start
        try:
            self._wrong_clock = clock_complaint(desk.store, self.clock)
            desk.store.changes.poll()  # the mark is taken before the first reading: what comes after it is noticed
            first = TodayScreen.first_view(desk, settings, start.branch, start.day)
        except BaseException:
            desk.store.close()  # the next try opens its own
            raise
        self.desk = desk
        return lambda: TodayScreen(desk, settings, first), settings

    def _made(self, module: str, name: str) -> Screen[Any]:
        """A screen of the branch that is shown, loaded and made when it is first asked for."""
        from importlib import import_module

        from backoffice import config
        from backoffice.screens.shared import Shared

        kind = getattr(import_module(f"backoffice.screens.{module}"), name)
        made: Screen[Any] = kind(self.desk, config.load(), Shared.of(self).branch)
        return made

    def _show_no_desk(self, error: BackofficeError) -> None:
        from backoffice.screens.no_desk import NoDesk
        from backoffice.screens.privacy import uncovered

        def decided(again: bool | None) -> None:
            if again:
                self.load()
            else:
                self.exit(3)

        uncovered(self, lambda: self.push_screen(NoDesk(error), decided))

    # --- keys that work everywhere -------------------------------------------------------------------------------

    def action_show_today(self) -> None:
        """1."""
        if self.ready:
            self.switch_mode("today")

    def action_show_tickets(self) -> None:
        """2."""
        if self.ready:
            self.switch_mode("tickets")

    def action_show_takeovers(self) -> None:
        """3."""
        if self.ready:
            self.switch_mode("takeovers")

    def action_show_interpreting(self) -> None:
        """4."""
        if self.ready:
            self.switch_mode("interpreting")

    def action_show_plan(self) -> None:
        """5."""
        if self.ready:
            self.switch_mode("plan")

    def action_show_evening(self) -> None:
        """9."""
        if self.ready:
            self.switch_mode("evening")

    def show_on(self, mode: str, do: Callable[[Any], object]) -> None:
        """Show a screen, and do something there once it is. A form that is open where one was is parked."""

        async def show() -> None:
            self._park_open_forms()
            await self.switch_mode(mode)
            self.call_after_refresh(do, self._base_screen())

        self.call_later(show)

    def action_help(self) -> None:
        """F1: what the keys do here."""
        from backoffice.screens.help import HelpDialog

        if not isinstance(self.screen, HelpDialog):
            self.push_screen(HelpDialog(self.screen))

    def action_palette(self) -> None:
        """Ctrl+P: every command, searchable."""
        from backoffice.screens.palette import PaletteDialog

        if self.ready and not self.screen.is_modal:
            below = self._base_screen()
            self.push_screen(PaletteDialog(below.PLACES, below.palette_entries()), self._run_from_palette)

    def _run_from_palette(self, action_id: str | None) -> None:
        if action_id is None:
            return
        if ":" in action_id:
            self._base_screen().run_entry(action_id)
        else:
            self.call_after_refresh(self._run, action_id)

    async def _run(self, action_id: str) -> None:
        action = keys.action(action_id)
        if action.place is keys.Place.ROWS:
            from backoffice.widgets.record_list import RecordList

            await self.run_action(action.run, self.screen.query_one(RecordList))
        else:
            await self.run_action(action.run, self if action.place is keys.Place.APP else self.screen)

    def action_privacy(self) -> None:
        """F9: nothing of a person stands on the screen any more, at once."""
        from backoffice.screens.privacy import PrivacyScreen

        if not isinstance(self.screen, PrivacyScreen):
            self.push_screen(PrivacyScreen())

    def action_search(self) -> None:
        """F3: over all days."""
        self._base("search_all")

    def action_directory(self) -> None:
        """F4: whom do I call."""
        from backoffice.screens.directory import DirectoryDialog

        if self.ready and self.desk is not None:
            self.push_screen(DirectoryDialog(self.desk, self.clock))

    def action_drafts(self) -> None:
        """F6: bring a parked form back."""
        self._base("open_drafts")

    def action_import_day(self) -> None:
        """F7: read a booking file."""
        self._base("import_day")

    def action_customer_view(self) -> None:
        """F8: only this one date, large."""
        self._base("customer_view")

    def action_reload(self) -> None:
        """F5."""
        self._base("reload")

    def _base(self, method: str) -> None:
        if not self.ready:
            return
        getattr(self._base_screen(), method)()

    def action_help_quit(self) -> None:
        """Ctrl+C: elsewhere it ends programs, here it copies; Textual would say so in English, over the notice."""
        if self.ready:
            self._base_screen().say(words.HOW_TO_QUIT)

    async def action_quit(self) -> None:
        """Ctrl+Q: always; only forms make it ask once, open ones are parked first, those being saved counted too."""
        if not self.ready:
            self.exit(0)
            return
        from backoffice.screens.drafts import Drafts

        self._park_open_forms()
        drafts = Drafts.of(self)
        parked = len(drafts.parked)
        if not (parked or drafts.under_way) or self._asked_to_quit:
            self.exit(0)
            return
        self._asked_to_quit = True
        say = getattr(self.screen, "say", self._base_screen().say)
        say(words.STILL_SAVING if drafts.under_way else words.drafts_open(parked), ink="urgent")

    def _park_open_forms(self) -> None:
        """Put open forms aside with whatever lies over them, so that nothing typed goes and the question is seen."""
        from backoffice.screens.dialog import FormDialog
        from backoffice.screens.privacy import Cover

        for top in reversed(self.screen_stack[1:]):
            if not isinstance(top, Cover) and not any(isinstance(s, FormDialog) for s in self.screen_stack):
                return
            if isinstance(top, FormDialog):
                top.action_park()
            else:
                top.dismiss(None)

    def draft_parked(self, label: str) -> None:
        """A form was put aside."""
        self._base_screen().draft_parked(label)

    # --- privacy by itself ---------------------------------------------------------------------------------------

    async def on_event(self, event: Any) -> None:
        from textual import events

        if isinstance(event, events.InputEvent):
            self._last_key = self.clock.now()
        if isinstance(event, events.Key) and event.key != "ctrl+q":
            self._asked_to_quit = False
        await super().on_event(event)

    def _look_at_idleness(self) -> None:
        idle = (self.clock.now() - self._last_key).total_seconds()
        if self._blank_after and idle >= self._blank_after * 60:
            self.action_privacy()


def run(
    store_url: str | None,
    *,
    day: date | None = None,
    branch: str | None = None,
    password: Callable[[str], str | None] | None = None,
) -> int:
    """Open the program on a store and return its exit code."""

    def opener() -> "Desk":
        from backoffice.opening import open_desk

        return open_desk(store_url, ask=password)

    if terminal.refused():  # it would wait for keys that never come, and spin over it
        return 1
    # Exported by some shells and tools: they would nail the window to the size it had then.
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    app = BackofficeApp(Start(opener, day, branch))
    result = app.run()
    if app.desk is not None:
        app.desk.store.close()
    return app.return_code or result or 0
