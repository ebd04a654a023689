"""The other letters on a request: e and v lead to its appointment, x withdraws, c copies; the rest says why not."""

from backoffice.desk.takeover_views import TakeoverLine
from backoffice.domain.states import ENDINGS
from backoffice.domain.takeovers import Stand
from backoffice.screens.takeover_answering import TakeoverAnswering
from backoffice.widgets.choice_list import Choice
from backoffice.wording import screens
from backoffice.wording import takeover_screen as words
from backoffice.wording.takeovers import STAND


class TakeoverWorking(TakeoverAnswering):
    """All letters that act on a request."""

    def action_negative(self) -> None:
        """x: no, or something else instead; what we asked ourselves is withdrawn."""
        line = self._one(words.ONE_EACH)
        if line is None:
            return
        if line.incoming:
            self.refuse(line)
        elif line.stand is not Stand.WAITING:
            self.say(words.ANSWERED_ALREADY.format(stand=STAND[line.stand.value]), ink="urgent")
        else:
            from backoffice.desk.takeovers import WithdrawTakeover

            self._perform(WithdrawTakeover, [line])

    def action_outcome(self) -> None:
        """e: how it ended, on the day of the appointment: ours that nobody takes, or theirs that is ours now."""
        line = self._one(words.ONE_EACH)
        if line is None:
            return
        if line.incoming:
            self._with_ours(line, "finish_there")
        elif line.status in ENDINGS:
            self.say(words.NO_OUTCOME_LEFT, ink="urgent")
        else:
            self.on_screen("today", lambda screen: screen.finish_there(line.appointment_id))

    def action_move(self) -> None:
        """v: another time for what is ours now."""
        line = self._one(words.ONE_EACH)
        if line is None:
            return
        if line.incoming:
            self._with_ours(line, "move_there")
        else:
            self.say(words.MOVE_OWN if line.status not in ENDINGS else words.NOT_OURS.format(other=line.other))

    def _with_ours(self, line: TakeoverLine, method: str) -> None:
        """Do something on *Heute* with the appointment that a request became here."""
        if line.linked_id is None:
            waits = line.stand is Stand.WAITING
            self.say((words.NOT_OURS_YET if waits else words.NOT_OURS).format(other=line.other), ink="urgent")
            return
        self.on_screen("today", lambda screen: getattr(screen, method)(line.linked_id))

    def action_copy(self) -> None:
        """c: 2 the number of the other front desk."""
        line = self._one(words.ONE_EACH)
        if line is None:
            return
        from backoffice.screens.choice import ChoiceDialog

        def copy(choice: str | None) -> None:
            if choice is None:
                return
            self.app.copy_to_clipboard(line.other_phone)
            self.say(screens.COPIED_PHONE)

        none = "" if line.other_phone else screens.NOTHING_TO_COPY
        choices = (
            Choice("number", screens.COPY_NUMBER, why_not=words.NO_NUMBER_HERE),
            Choice("phone", screens.COPY_PHONE, line.other_phone, none),
        )
        self.app.push_screen(ChoiceDialog(screens.COPY_TITLE, choices, line.other), copy)

    # --- letters of appointments and tickets ---------------------------------------------------------------------

    def action_elsewhere(self, letter: str) -> None:
        """A letter that means something on appointments: by what it goes here, or where."""
        self.say(
            {"r": words.PROMISE_WITH, "t": words.PROMISE_WITH, "z": words.ASK_WITH, "n": words.NEW_ELSEWHERE}.get(
                letter, words.ON_APPOINTMENTS
            )
        )
