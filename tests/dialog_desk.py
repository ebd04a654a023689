"""Appointments, people and concerns as literals, and a person at the keyboard before one dialog."""

from contextlib import asynccontextmanager
from datetime import date

from backoffice.desk.views import ConcernView, Line, StaffView
from backoffice.domain.clock import instant_of
from backoffice.domain.names import short_name
from backoffice.domain.states import Status
from backoffice.domain.terms import Area, Channel, Origin
from backoffice.domain.text import search_key
from backoffice.screens.choice import ChoiceDialog
from backoffice.screens.dialog import Dialog
from backoffice.screens.drafts import Drafts
from backoffice.screens.negative import negative_choices
from backoffice.screens.outcome import OutcomeDialog
from backoffice.widgets.choice_list import ChoiceList
from backoffice.widgets.form_field import FormField
from backoffice.widgets.notice_line import NoticeLine
from backoffice.widgets.picker import Picker
from tests.hosts import Host

MONDAY = date(2026, 11, 23)
NOW = instant_of(MONDAY, 9 * 60 + 12)
PHONE = "+493023125115"


def a_line(id_="a1", start=540, name="Schmidt, Peter", **more):
    """An appointment booked for Monday 09:00, with what is said of it."""
    values = {
        "id": id_, "version": 1, "day": MONDAY, "start": start, "end": start + 20, "channel": Channel.IN_PERSON,
        "status": Status.BOOKED, "origin": Origin.IMPORTED, "concern": "Umzugswunsch", "emergency": False,
        "sensitive": False, "protected": False, "name": name, "short_name": short_name(name), "phone": None,
        "number": None, "remark": None, "group": "Leistung 1", "place": "L1-2", "arrived_at": None,
        "begun_at": None, "ended_at": None, "claimed_by": None, "claim_is_mine": False, "assigned_to": None,
        "assigned_to_me": False, "attempts": 0, "last_attempt_at": None, "notes": 0, "backdated": False,
        "search": search_key(name, more.get("number"), "Umzugswunsch"),
    }  # fmt: skip
    return Line(**(values | more))


CALL = a_line("p1", channel=Channel.PHONE, phone=PHONE)
OTHERS = tuple(
    a_line(f"b{i}", 600 + 10 * i, name)
    for i, name in enumerate(
        ["Kowalska, Małgorzata", "Ben Salah, Youssef", "Schmidt, Petra", "Öztürk, Emre", "Weiß, Thea", "Nowak, Jan",
         "Meyer, Ute", "Schulz, Anna", "Groß, Paul", "Klein, Eva", "Lang, Ina"]
    )
)  # fmt: skip
STAFF = tuple(
    StaffView(f"s{i}", name, function, f"login{i}", "MITTE", active=True)
    for i, (name, function) in enumerate(
        [("Brandt, Uwe", "Leistung"), ("Öztürk, Mira", "Eingangszone"), ("Albers, Jana", "Leistung"),
         ("Celik, Ali", "Leistung"), ("Dietz, Ole", "Teamleitung"), ("Ebert, Kim", "Leistung"),
         ("Funk, Lea", "Eingangszone"), ("Gerdes, Tom", "Leistung"), ("Hansen, Ina", "Leistung"),
         ("Ibs, Nora", "Leistung"), ("Jahn, Max", "Leistung")]
    )
)  # fmt: skip
CONCERNS = tuple(
    ConcernView(f"c{i}", Area.BENEFITS, title, 20, emergency=False, sensitive=False, group="Leistung 1")
    for i, title in enumerate(
        ["Umzugswunsch", "Fragen zum Bescheid", "Fragen zum Leistungsbezug", "Nachfragen zum Bearbeitungsstand"]
    )
)


def outcome(line=None, others=OTHERS, *, backdate=False, now=NOW):
    return OutcomeDialog(line or a_line(), others, now, backdate=backdate)


def negative(line=None):
    return ChoiceDialog("Nein …", negative_choices(line or a_line(start=580), NOW), "Schmidt, Peter")


class Desk:
    """A host with a dialog on top, and a person at the keyboard."""

    def __init__(self, app, pilot):
        self.app, self.pilot, self.results = app, pilot, []

    async def show(self, dialog):
        await self.app.push_screen(dialog, self.results.append)
        await self.pilot.pause()
        return dialog

    async def open(self, make):
        """As the day screen does: a form that can be parked."""
        Drafts.of(self.app).open(make, self.results.append)
        await self.pilot.pause()
        return self.app.screen

    async def press(self, *keys):
        """One key after the other, each decided before the next."""
        for key in keys:
            await self.pilot.press(key)
            if isinstance(self.app.screen, Dialog) and self.app.screen.is_current:
                self.app.screen.settle_keys()
        await self.pilot.pause()

    async def type(self, text):
        """Text into whatever field has the keys."""
        names = {" ": "space", ".": "full_stop", "+": "plus", "/": "slash", ":": "colon", "!": "exclamation_mark"}
        await self.pilot.press(*(names.get(c, c) for c in text))

    @property
    def notice(self):
        return self.app.screen.query_one(NoticeLine).text

    @property
    def result(self):
        """What the only dialog gave."""
        assert len(self.results) == 1
        return self.results[0]

    def field(self, id_):
        return self.app.screen.query_one(f"#{id_}", FormField)

    @property
    def focused(self):
        """The id of the field, picker or choices that have the keys."""
        around = self.app.focused.ancestors_with_self
        return next(n.id for n in around if isinstance(n, FormField | Picker | ChoiceList) and n.id)


@asynccontextmanager
async def at_desk(size=(80, 24), theme="dunkel"):
    app = Host(theme=theme)
    async with app.testing(size=size) as pilot:
        yield Desk(app, pilot)
