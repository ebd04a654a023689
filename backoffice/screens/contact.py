"""Name, phone, mail, number of the person of an appointment: entered late, or corrected (D12)."""

from collections.abc import Iterable, Mapping

from textual.widget import Widget

from backoffice.desk.views import Record
from backoffice.domain.names import split_name
from backoffice.domain.phones import international
from backoffice.screens.dialog import FormDialog
from backoffice.screens.naming import called
from backoffice.screens.person_fields import email_field, family_field, given_field, number_field, phone_field
from backoffice.widgets.form_field import FormField
from backoffice.wording import dialogs as words

NAME = ("family", "given")


class ContactDialog(FormDialog[Mapping[str, str]]):
    """Prefilled with what is known; gives what was changed by the names of `CorrectContact`, "" for taken away."""

    ABOUT = words.ABOUT_CONTACT

    def __init__(self, record: Record, *, short_names: bool = False) -> None:
        line = record.line
        title = words.titled(words.CONTACT_TITLE, line.start, called(line, short=short_names))
        super().__init__(title, draft_key=f"contact:{line.id}", about=line.id)
        self._known = known(record)

    def body(self) -> Iterable[Widget]:
        yield family_field(self._known["family"])
        yield given_field(self._known["given"])
        yield phone_field(self._known["phone"])
        yield email_field(self._known["email"])
        yield number_field(self._known["number"])

    def result(self) -> Mapping[str, str]:
        said = {name: self.query_one(f"#{name}", FormField).text.strip() for name in self._known}
        changed = {name for name, text in said.items() if text != self._known[name]}
        if changed & set(NAME):
            changed |= set(NAME)  # the two parts make one name
        return {name: said[name] for name in said if name in changed}


def known(record: Record) -> Mapping[str, str]:
    """What the fields hold before anything is typed."""
    family, given = record.family or "", record.given or ""
    if not family and not given:
        family, given = split_name(record.name) or (record.name, "")
    phone = international(record.phone) if record.phone else record.phone_raw or ""
    note = record.phone_note if record.phone else ""
    number = " ; ".join(part for part in (record.customer_number, record.bg_number) if part)
    return {
        "family": family,
        "given": given,
        "phone": " ".join(part for part in (phone, note) if part),
        "email": record.email or "",
        "number": number or record.number_raw or "",
    }
