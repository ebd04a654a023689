"""Tells a paste or a burst of keys that no hand types from keys that were pressed. Pure: decides on event times.

A terminal without bracketed paste, a scanner, a clipboard tool send text as single keys, a few of them within a
millisecond. The first of them cannot be told from a command until the next one comes: so what types something
(Enter, too) waits `GAP` before it counts as pressed. Arrows and F-keys never wait, except behind what does.
"""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K")

GAP = 0.010
"""Seconds between two keys below which no hand presses them: rolling over two keys takes about 20 ms, the
fastest auto-repeat 16 ms."""
AFTER = 0.100
"""Once it is a burst: seconds of silence after which it is over. A slow line delivers text in pieces."""


@dataclass(frozen=True, slots=True)
class Stroke(Generic[K]):
    """One key event: when it came (seconds, any monotonic clock), what it types ("" for none), the event itself."""

    time: float
    text: str
    key: K


@dataclass(frozen=True, slots=True)
class Decided(Generic[K]):
    """What became of strokes: keys that were pressed, in order, or text that came as a burst."""

    pressed: tuple[K, ...] = ()
    text: str = ""


@dataclass(slots=True)
class KeyGate(Generic[K]):
    """Takes strokes in the order they came and gives back what is decided. `text` of Enter and Tab is a blank."""

    _held: list[Stroke[K]] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether strokes wait for a decision: `settle` is to be called after `patience` without another."""
        return bool(self._held)

    @property
    def patience(self) -> float:
        """Seconds to wait for the next stroke."""
        return AFTER if self._is_burst else GAP

    @property
    def _is_burst(self) -> bool:
        return sum(1 for stroke in self._held if stroke.text) > 1

    def take(self, stroke: Stroke[K]) -> list[Decided[K]]:
        """Add a stroke; returns what is decided by it."""
        found: list[Decided[K]] = []
        if self._held and stroke.time - self._held[-1].time > self.patience:
            found += self.settle()
        if self._held or stroke.text:
            self._held.append(stroke)
        else:
            found.append(Decided(pressed=(stroke.key,)))
        return found

    def settle(self) -> list[Decided[K]]:
        """No other stroke came in time: decide what waits."""
        if not self._held:
            return []
        held, is_burst = self._held, self._is_burst
        self._held = []
        if is_burst:
            return [Decided(text=" ".join("".join(stroke.text for stroke in held).split()))]
        return [Decided(pressed=tuple(stroke.key for stroke in held))]
