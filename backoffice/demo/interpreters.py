"""Who interprets in the example office: hotlines, an agency, people, colleagues; and how far its branches are apart.

All of them are invented; their numbers come from the range that is kept for films and books, behind the office's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from backoffice.demo.office import office_phone
from backoffice.domain.clock import FixedClock, instant_of, wall
from backoffice.domain.ids import new_id
from backoffice.domain.terms import Provider
from backoffice.domain.week import parse_week

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk

OUTSIDE = 10
"""Numbers from 030 23125-900 on: those of others."""


@dataclass(frozen=True, slots=True)
class ExampleInterpreter:
    """Somebody who can be asked; `keeper` and `serves` are codes of branches, an empty keeper the administration."""

    provider: Provider
    name: str
    languages: Mapping[str, str]
    by_phone: bool = False
    by_video: bool = False
    on_site: bool = False
    hours: str = ""
    """A week as people type it; empty: any time can be asked for."""
    notice_minutes: int = 0
    contact: str = ""
    dial: str = ""
    cost_note: str = ""
    keeper: str = ""
    serves: tuple[str, ...] = ()


def _each(codes: str) -> dict[str, str]:
    return dict.fromkeys(codes.split(), "")


INTERPRETERS: tuple[ExampleInterpreter, ...] = (
    ExampleInterpreter(
        Provider.HOTLINE,
        "Telefon-Hotline Sprachbrücke",
        _each("ukr rus ara tur prs pes kmr bul ron pol fra tir som sqi vie"),
        by_phone=True,
        hours="mo-fr 8-18",
        contact="leitstelle@sprachbruecke.example.org",
        dial=office_phone(OUTSIDE, 0),
        cost_note="je Minute; Kennwort der Geschäftsstelle nennen",
    ),
    ExampleInterpreter(
        Provider.HOTLINE,
        "Video-Dienst Blickkontakt",
        _each("ukr rus ara tur prs kmr ckb fra gsg"),
        by_video=True,
        hours="mo-do 8-17, fr 8-14",
        notice_minutes=30,
        contact="buchung@blickkontakt.example.org",
        dial="Video-Raum wird beim Bestellen genannt",
        cost_note="je angefangene 15 Minuten",
    ),
    ExampleInterpreter(
        Provider.AGENCY,
        "Agentur Wortwechsel",
        _each("ukr rus ara tur prs pes kmr ckb bul ron pol eng fra tir som sqi hbs spa por vie rom amh pus urd zho"),
        on_site=True,
        notice_minutes=2 * 1440,
        contact="auftrag@wortwechsel.example.org",
        cost_note="nach Vereinbarung, Anfahrt extra",
    ),
    ExampleInterpreter(
        Provider.PERSON,
        "Selam Wolkenstein",
        {"tir": "", "amh": ""},
        by_phone=True,
        on_site=True,
        hours="mo-mi 8-12, do 13-18",
        notice_minutes=1440,
        contact="selam.wolkenstein@example.org",
        dial=office_phone(OUTSIDE, 10),
        cost_note="nach JVEG",
        keeper="MITTE",
        serves=("MITTE", "NORD", "WEST", "JBA"),
    ),
    ExampleInterpreter(
        Provider.PERSON,
        "Zohra Federleicht",
        {"prs": "aus Herat", "pes": ""},
        on_site=True,
        hours="di 8-16, do 8-18",
        notice_minutes=1440,
        contact="zohra.federleicht@example.org",
        cost_note="nach JVEG",
        keeper="MITTE",
        serves=("MITTE", "OST", "SUED"),
    ),
    ExampleInterpreter(
        Provider.PERSON,
        "Nour Apfelstern",
        {"ara": "syrisch", "kmr": ""},
        by_phone=True,
        on_site=True,
        hours="mo-fr 8-12:30",
        notice_minutes=4 * 60,
        contact="nour.apfelstern@example.org",
        dial=office_phone(OUTSIDE, 12),
        cost_note="nach JVEG",
        keeper="MITTE",
    ),
    ExampleInterpreter(
        Provider.PERSON,
        "Wiebke Handschuh-Licht",
        {"gsg": ""},
        by_video=True,
        on_site=True,
        hours="mo 9-15, mi 9-15, fr 9-12",
        notice_minutes=5 * 1440,
        contact="wiebke.handschuh-licht@example.org",
        cost_note="nach JVEG; lange Gespräche zu zweit",
        keeper="NORD",
    ),
    ExampleInterpreter(
        Provider.COLLEAGUE,
        "Aylin Sonnentau",
        {"tur": ""},
        by_phone=True,
        on_site=True,
        hours="mo-do 9-11:30",
        contact=office_phone(0, 11),
        dial=office_phone(0, 11),
        cost_note="nur für kurze Auskünfte",
        keeper="MITTE",
        serves=("MITTE",),
    ),
    ExampleInterpreter(
        Provider.COLLEAGUE,
        "Pavel Birkenrinde",
        {"rus": "", "ukr": ""},
        by_phone=True,
        on_site=True,
        hours="mo 8-12, mi 8-12, do 13-16",
        contact=office_phone(1, 11),
        dial=office_phone(1, 11),
        cost_note="nur für kurze Auskünfte",
        keeper="NORD",
        serves=("NORD",),
    ),
)

MINUTES: Mapping[tuple[str, str], int] = {
    ("MITTE", "NORD"): 25, ("MITTE", "OST"): 20, ("MITTE", "SUED"): 20, ("MITTE", "WEST"): 15, ("MITTE", "JBA"): 10,
    ("NORD", "OST"): 35, ("NORD", "SUED"): 45, ("NORD", "WEST"): 30, ("NORD", "JBA"): 30, ("OST", "SUED"): 25,
    ("OST", "WEST"): 35, ("OST", "JBA"): 20, ("SUED", "WEST"): 30, ("SUED", "JBA"): 20, ("WEST", "JBA"): 20,
}  # fmt: skip
"""How long the ways between branches take, there and back alike."""


def keep_interpreters(desk: "Desk") -> None:
    """Enter them and the ways between the branches, once: where anybody is entered already, nothing is."""
    from backoffice.desk.desk import Desk
    from backoffice.desk.interpreter_views import Interpreters
    from backoffice.desk.interpreters import SetTravel
    from backoffice.desk.organisation_views import Branches

    since = date(wall(desk.clock.now())[0].year - 1, 1, 1)  # long before whatever day somebody looks at
    keeper = Desk(desk.store, desk.login, new_id(), FixedClock(instant_of(since, 8 * 60)))
    if keeper.read(Interpreters(since, gone=True)):
        return
    ids = {branch.code: branch.id for branch in keeper.read(Branches(everywhere=True))}
    for one in INTERPRETERS:
        _keep(keeper, one, ids, since)
    for (start, end), minutes in MINUTES.items():
        ends = {"from_branch_id": ids[start], "to_branch_id": ids[end]}
        keeper.perform(keeper.new(SetTravel, **ends, minutes=minutes))


def _keep(keeper: "Desk", one: ExampleInterpreter, ids: Mapping[str, str], since: date) -> None:
    from backoffice.desk.calendar import HoursSpan
    from backoffice.desk.interpreter_times import SetInterpreterHours
    from backoffice.desk.interpreters import AddInterpreter

    command = keeper.new(
        AddInterpreter,
        branch_id=ids.get(one.keeper),
        provider=one.provider,
        name=one.name,
        languages=dict(one.languages),
        by_phone=one.by_phone,
        by_video=one.by_video,
        on_site=one.on_site,
        branches=tuple(ids[code] for code in one.serves),
        contact=one.contact,
        dial=one.dial,
        notice_minutes=one.notice_minutes,
        cost_note=one.cost_note,
    )
    keeper.perform(command)
    if one.hours:
        spans = tuple(
            HoursSpan(weekday=weekday, start=start, end=end)
            for weekday, of_day in enumerate(parse_week(one.hours).week)
            for start, end in of_day
        )
        keeper.perform(
            keeper.new(SetInterpreterHours, interpreter_id=command.interpreter_id, since=since, spans=spans)
        )
