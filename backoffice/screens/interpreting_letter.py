"""d on a list of appointments: who interprets (D46–D49)."""

from backoffice.desk.views import Line
from backoffice.domain.errors import Refused
from backoffice.domain.states import ENDINGS
from backoffice.screens.asking import Asking
from backoffice.screens.interpreting_ask import AboutTalk, OrderingInterpreters
from backoffice.wording.dialogs import titled


class Interpreting(OrderingInterpreters[Line], Asking):
    """The letter d."""

    def action_interpreting(self) -> None:
        """d: who interprets; each talk has its own."""
        from backoffice.wording.interpreting_ask import ONE_EACH

        line = self._one(ONE_EACH)
        if line is not None:
            self.interpreting_of(line)

    def interpreting_of(self, line: Line) -> None:
        """Order somebody for an appointment; of one that has ended it is said what goes instead."""
        from backoffice.domain.language_hints import hinted
        from backoffice.wording.interpreting_ask import TITLE

        if line.status in ENDINGS:
            self.refused(Refused("order_for_ended", status=line.status.value))
            return
        remark = line.remark or ""
        name = self.row_name(line)
        self.ask_interpreter(
            AboutTalk(line.id, titled(TITLE, line.start, name), name, remark if hinted(remark) else "")
        )

    def record_closed(self, answer: tuple[str, str] | None) -> None:
        """d in a record: done from here."""
        if answer is not None and answer[0] == "interpreting":
            self.with_line(answer[1], self.interpreting_of)
        else:
            super().record_closed(answer)
