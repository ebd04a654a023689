"""The reason for something that needs one."""

from collections.abc import Iterable

from textual.widget import Widget

from backoffice.domain.errors import Refused
from backoffice.screens.dialog import FormDialog
from backoffice.widgets.form_field import FormField
from backoffice.wording import dialogs as words

SHORTEST, LONGEST = 3, 200


class ReasonDialog(FormDialog[str]):
    """Gives the reason (or what else `label` asks for): 3 to 200 characters."""

    def __init__(
        self, title: str, draft_key: str, about: str | None, *, label: str = words.FIELD_REASON, hint: str = ""
    ) -> None:
        super().__init__(title, draft_key=draft_key, about=about)
        self._label = label
        self._hint = hint

    def body(self) -> Iterable[Widget]:
        yield FormField(
            self._label,
            parse=_reason,
            required=True,
            limit=LONGEST,
            counted=True,
            placeholder=self._hint,
            id="reason",
        )

    def result(self) -> str:
        return str(self.query_one("#reason", FormField).value)


def _reason(text: str) -> str:
    reason = text.strip()
    if len(reason) < SHORTEST:
        raise Refused("reason_too_short")
    return reason
