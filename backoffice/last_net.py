"""What nobody foresaw: never a traceback on the screen; the log has it without personal data, people a sentence."""

import sys
from typing import Any

from textual.app import App
from textual.worker import Worker

from backoffice.domain.errors import BackofficeError, Refused
from backoffice.wording import screens as words


class LastNet(App[int]):
    """Catches what falls through everything else."""

    ready = False
    """Whether the first screen is there: until then keys that need one do nothing."""

    def _base_screen(self) -> Any:
        """The screen under all dialogs."""
        return self.screen_stack[0]

    def _show_no_desk(self, error: BackofficeError) -> None:
        """Say why there is nothing to work with."""
        raise NotImplementedError

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What nobody foresaw in the app's own workers; screens tell of theirs themselves (`Unforeseen`)."""
        from textual.worker import WorkerState

        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            from backoffice.log import note_failure

            number = note_failure(error).number
            if not self.screen_stack:
                return  # the program ends: there is nobody left to tell
            if self.ready:
                self._base_screen().say(words.stumbled(number), ink="urgent")
            else:
                self._show_no_desk(Refused("cannot_open", number=number))

    def _handle_exception(self, error: Exception) -> None:
        """Never a traceback on the screen: the log has it, without personal data; the person gets a sentence."""
        from backoffice.log import note_failure

        self._failure = note_failure(error)
        super()._handle_exception(error)

    def _print_error_renderables(self) -> None:
        from backoffice.wording.screens import crashed

        self._exit_renderables.clear()
        failure = getattr(self, "_failure", None)
        if failure is not None:
            sys.stderr.write(crashed(failure.number, str(failure.path)) + "\n")
