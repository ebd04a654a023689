"""What nobody foresaw in a screen's worker: it is logged and told, and the program goes on."""

from typing import TYPE_CHECKING

from textual.worker import Worker, WorkerState

from backoffice.wording import screens as words


class Unforeseen:
    """Mix into a screen that has workers: Textual tells the end of a worker to its own screen only."""

    if TYPE_CHECKING:

        def say(self, text: str, *, ink: str = "plain") -> None:
            """Say something where the person looks."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Log the error without its values and say its number; nobody knows how far the work had come."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            from backoffice.log import note_failure

            self.say(words.stumbled(note_failure(error).number), ink="urgent")
