"""A screen on which a paste or a burst of keys never runs commands: the text goes into the filter instead."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import events
from textual.message import Message
from textual.timer import Timer

from backoffice.domain.text import clean
from backoffice.widgets.filter_bar import FilterBar
from backoffice.widgets.key_gate import Decided, KeyGate, Stroke
from backoffice.widgets.notice_line import NoticeLine
from backoffice.wording import labels

if TYPE_CHECKING:
    from textual.screen import Screen

LONGEST = 80


if TYPE_CHECKING:
    _Guarded = Screen[Any]
else:  # as in `too_small`
    _Guarded = object


class BurstGuard(_Guarded):
    """Mix into a screen, after `RoomGuard` and before `Screen`. Keys typed into a field never come here: they type.

    A character that nothing took waits 10 ms (see `key_gate`) and is then sent on to the bindings, unless more
    characters came with it.
    """

    @dataclass
    class Silence(Message):
        """Walks the way keys walk, so that it arrives after every key that came before it."""

        number: int

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gate: KeyGate[events.Key] = KeyGate()
        self._sent_on: list[events.Key] = []
        self._stroke_number = 0
        self._silence: Timer | None = None

    def take_text(self, text: str) -> None:
        """Where text goes that was not meant as commands: the filter; without one it is dropped, and that is said."""
        text = text.removeprefix("/")  # somebody fast, or a tool, typed the filter's own key first
        filter_bar = next(iter(self.query(FilterBar)), None)
        if filter_bar is not None:
            filter_bar.put(text)
        for notice in self.query(NoticeLine):
            notice.say(labels.BURST_TO_FILTER if filter_bar is not None else labels.BURST_NOWHERE)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        text = clean(event.text, LONGEST).text
        if text:
            self.take_text(text)

    def on_key(self, event: events.Key) -> None:
        if any(sent is event for sent in self._sent_on):
            self._sent_on = [sent for sent in self._sent_on if sent is not event]
            return
        event.stop()
        event.prevent_default()
        self._stroke_number += 1
        self._act(self._gate.take(Stroke(event.time, _typed(event), event)))
        if self._silence is not None:
            self._silence.stop()
            self._silence = None
        if self._gate.holds:
            self._silence = self.set_timer(self._gate.patience, self._announce_silence)

    def settle_keys(self) -> None:
        """Decide now about keys that still wait."""
        self._act(self._gate.settle())

    def _announce_silence(self) -> None:
        # Keys may have come while the program was busy and stand in the queues still: through the app's queue
        # to the focused widget and up to here is the way they take, so the silence is announced behind them.
        number = self._stroke_number
        self.app.call_later(lambda: (self.focused or self).post_message(self.Silence(number)))

    def on_burst_guard_silence(self, event: "BurstGuard.Silence") -> None:
        event.stop()
        if event.number == self._stroke_number:
            self.settle_keys()

    def _act(self, decided: list[Decided[events.Key]]) -> None:
        for decision in decided:
            if decision.text:
                self.take_text(clean(decision.text, LONGEST).text)
            for key in decision.pressed:
                # Not before the key that is handled right now is done with: un-stopped here, it would go on by
                # itself and overtake those that waited, so that `a ↓` would act on the wrong row.
                self.call_next(self._send_on, key)

    def _send_on(self, key: events.Key) -> None:
        self._sent_on.append(key)
        key.stop(False)
        key.prevent_default(False)
        self.post_message(key)


def _typed(event: events.Key) -> str:
    """What the key types; a blank for Enter and Tab, which stand between pasted words."""
    if event.key in {"enter", "tab"}:
        return " "
    return event.character or "" if event.is_printable else ""
