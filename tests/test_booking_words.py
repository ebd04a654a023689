"""Booking in German: what was booked, what to say then, why a time is not free, and what the Verlauf tells."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.errors import Refused
from backoffice.domain.explaining import Explanation, Obstacle, Reason
from backoffice.domain.openings import Why
from backoffice.wording import booking, history
from backoffice.wording.done import done
from backoffice.wording.refusals import refusal
from backoffice.wording.tickets import after_promise

MONDAY = date(2026, 11, 23)
VALUES: dict[str, Any] = {
    "day": "2026-11-24", "start": 620, "end": 640, "group": "Leistung 1", "channel": "in_person", "online": False,
    "moved_others": 0,
}  # fmt: skip
TICKET = {"number": "R-7K-Q2M", "team": "Leistungsteam 2", "due_at": "2026-11-25T07:41:00+00:00"}


def explanation(*obstacles: Obstacle, free: tuple[str, ...] = (), day: date = date(2026, 11, 24)) -> Explanation:
    return Explanation(day, 600, 620, obstacles, free)


def closed(why: Why, *points: str, name: str = "") -> Obstacle:
    return Obstacle(Reason.CLOSED, points, why, name)


# --- done ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "more", "said"),
    [
        ("booked", {}, "Termin Di 24.11. 10:20–10:40 gebucht (Leistung 1)."),
        ("follow_up_booked", {"online": True},
         "Folgetermin Di 24.11. 10:20–10:40 gebucht (Leistung 1). ▲ Bitte in OTV nachtragen."),
        ("booked", {"moved_others": 1, "group": ""},
         "Termin Di 24.11. 10:20–10:40 gebucht. Ein anderer Termin wechselt dafür den Platz, die Zeit bleibt."),
        ("moved", {"from_day": "2026-11-23", "from_start": 540, "otv": True},
         "Von Mo 23.11. 09:00 auf Di 24.11. 10:20–10:40 verlegt (Leistung 1). ▲ Bitte in OTV stornieren."),
        ("placed", {"place": "L1-2", "moved_others": 2},
         "Hat jetzt den Platz L1-2. 2 andere Termine wechseln dafür den Platz, die Zeit bleibt."),
        ("held", {"until": "2026-11-23T08:17:00+00:00"}, "Vorgemerkt bis 09:17."),
        ("otv_task_ticked", {"kind": "enter"}, "In OTV nachgetragen."),
        ("otv_task_ticked", {"kind": "cancel"}, "In OTV storniert."),
        ("finished", {"outcomes": ["settled", "follow_up"], "follow_up": VALUES},
         "Erledigt (geklärt, Folgetermin). Folgetermin Di 24.11. 10:20–10:40 gebucht (Leistung 1)."),
        ("ticket_closed", {"number": "R-7K-Q2M", "closed_as": "appointment", "booking": VALUES},
         "R-7K-Q2M abgeschlossen (Termin). Folgetermin Di 24.11. 10:20–10:40 gebucht (Leistung 1)."),
        ("cancelled_by_customer", {"otv": True}, "Von der Kundschaft abgesagt. ▲ Bitte in OTV stornieren."),
        ("cancelled_by_customer", {"otv": False}, "Von der Kundschaft abgesagt."),
    ],
)  # fmt: skip
def test_what_was_done(code: str, more: dict[str, Any], said: str) -> None:
    values = more if code in ("finished", "ticket_closed", "cancelled_by_customer") else VALUES | more
    assert done(code, values) == said
    assert done(code, values, "Schmidt, Peter").startswith("Schmidt, Peter: ")


@pytest.mark.parametrize(
    ("code", "values", "today", "said"),
    [
        ("booked", VALUES, MONDAY, "Ihr Termin ist morgen, Dienstag, um 10 Uhr 20."),
        ("booked", VALUES, date(2026, 11, 24), "Ihr Termin ist heute um 10 Uhr 20."),
        ("booked", VALUES, date(2026, 11, 2), "Ihr Termin ist am Dienstag, 24. November, um 10 Uhr 20."),
        ("booked", VALUES | {"day": "2027-01-05"}, MONDAY,
         "Ihr Termin ist am Dienstag, 5. Januar 2027, um 10 Uhr 20."),
        ("follow_up_booked", VALUES | {"channel": "phone"}, MONDAY,
         "Wir rufen Sie morgen, Dienstag, um 10 Uhr 20 an."),
        ("moved", VALUES | {"start": 600}, MONDAY, "Ihr neuer Termin ist morgen, Dienstag, um 10 Uhr."),
        ("finished", {"follow_up": VALUES}, MONDAY, "Ihr Termin ist morgen, Dienstag, um 10 Uhr 20."),
        ("ticket_closed", {"booking": VALUES}, MONDAY, "Ihr Termin ist morgen, Dienstag, um 10 Uhr 20."),
    ],
)  # fmt: skip
def test_what_to_say_then(code: str, values: dict[str, Any], today: date, said: str) -> None:
    assert after_promise(code, values, today) == f"Sagen Sie: {said}"


def test_a_talk_that_ends_with_a_call_and_a_time_says_both_and_one_without_nothing() -> None:
    both = after_promise("finished", {"ticket": TICKET, "follow_up": VALUES}, MONDAY)
    assert both == (
        "Sagen Sie: Wir rufen Sie bis Mittwoch, 8:41 Uhr, an. Ihr Termin ist morgen, Dienstag, um 10 Uhr 20."
    )
    for code in ("finished", "placed", "held", "otv_task_ticked", "released"):
        assert after_promise(code, {"kind": "enter", "until": "2026-11-23T08:17:00+00:00"}, MONDAY) == ""


def test_a_call_and_a_time_together_are_told_in_one_sentence() -> None:
    values = {"outcomes": ["callback", "settled", "follow_up"], "ticket": TICKET, "follow_up": VALUES}
    both = "Rückruf R-7K-Q2M bis Mi 25.11. 08:41 zugesagt, Folgetermin Di 24.11. 10:20–10:40 gebucht (Leistung 1)."
    assert done("finished", values) == f"Erledigt (geklärt). {both}"
    late = {"outcomes": ["callback", "follow_up"], "ticket": TICKET | {"wish_misses": True}, "follow_up": VALUES}
    assert done("finished", late, "Arndt, Ida") == (
        f"Arndt, Ida: erledigt. {both} ▲ Der Wunschtermin liegt nach der Frist."
    )


# --- why not ------------------------------------------------------------------------------------------------------


def test_reasons_are_told_service_point_by_service_point() -> None:
    told = booking.explained(
        explanation(
            Obstacle(Reason.TAKEN, ("L1-1", "L1-2", "L1-3")),
            closed(Why.BREAK, "L1-4"),
            closed(Why.HOLIDAY, "E-1", name="Reformationstag"),
        )
    )
    assert told == "Di 24.11. 10:00: L1-1 bis L1-3 belegt, L1-4 Pause, E-1 Feiertag: Reformationstag"


@pytest.mark.parametrize(
    ("obstacles", "free", "said"),
    [
        ((Obstacle(Reason.TAKEN, ("L1-1", "L1-2")),), (), "alle Plätze belegt"),
        ((Obstacle(Reason.HELD, ("L1-1", "L1-2")),), (), "alle Plätze vorgemerkt"),
        ((Obstacle(Reason.TAKEN, ("L1-1",)),), (), "L1-1 belegt"),
        ((Obstacle(Reason.TAKEN, ("L1-1", "L1-2")),), ("L1-3",), "L1-1 und L1-2 belegt, L1-3 frei"),
        ((closed(Why.HOLIDAY, "L1-1", "L1-2", name="Karfreitag"),), (), "Feiertag: Karfreitag"),
        ((closed(Why.NO_OPENING, "L1-1", "L1-2"),), (), "keine Öffnung"),
        ((Obstacle(Reason.STOPPED, ("L1-1", "L1-2"), None, "Monatswechsel"),), (), "Buchungsstopp: Monatswechsel"),
        ((Obstacle(Reason.RESERVED, ("L1-1", "L1-2")),), (), "für Berufstätige und Maßnahmen"),
        ((Obstacle(Reason.TOO_EARLY), Obstacle(Reason.HELD, ("L1-1",))), ("L1-2",),
         "vorbei oder zu kurzfristig, L1-1 vorgemerkt, L1-2 frei"),
        ((Obstacle(Reason.NO_POINTS),), (), "kein Serviceplatz"),
    ],
)  # fmt: skip
def test_reasons(obstacles: tuple[Obstacle, ...], free: tuple[str, ...], said: str) -> None:
    assert booking.explained(explanation(*obstacles, free=free)) == f"Di 24.11. 10:00: {said}"


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words(reason: Reason) -> None:
    for why in Why if reason is Reason.CLOSED else [None]:
        said = booking.reason(Obstacle(reason, ("L1-1",), why))
        assert said
        assert said != reason.value or said == "online"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["L1-1"], "L1-1"),
        (["L1-1", "L1-2"], "L1-1 und L1-2"),
        (["L1-1", "L1-2", "L1-3", "L2-1"], "L1-1 bis L1-3 und L2-1"),
        (["L1-1", "L1-3", "L1-4", "L1-5"], "L1-1 und L1-3 bis L1-5"),
        (["P8", "P9", "P10", "Foyer", "P11"], "P8 bis P10, Foyer und P11"),
        (["Raum A", "Raum B"], "Raum A und Raum B"),
        (["L1-2", "L1-1"], "L1-2 und L1-1"),
        (["L1-3", "L2-4", "L3-5"], "L1-3, L2-4 und L3-5"),
    ],
)
def test_service_points_that_follow_each_other_are_drawn_together(names: list[str], said: str) -> None:
    assert booking.folded(names) == said


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12, unique=True).map(sorted))
def test_folding_loses_nobody(numbers: list[int]) -> None:
    told = booking.folded([f"L1-{n}" for n in numbers]).replace(" und ", ", ")
    found: list[int] = []
    for part in told.split(", "):
        first, _, last = part.replace("L1-", "").partition(" bis ")
        found += range(int(first), int(last or first) + 1)
    assert found == numbers


# --- refused ------------------------------------------------------------------------------------------------------


def test_a_time_that_is_not_free_says_why_and_the_way_on() -> None:
    said = refusal(Refused("time_not_free", explanation=explanation(Obstacle(Reason.TAKEN, ("L1-1", "L1-2")))))
    assert said.message == "Nicht frei, Di 24.11. 10:00: alle Plätze belegt."
    assert "m zeigt" in said.remedy


@pytest.mark.parametrize(
    ("code", "values", "part"),
    [
        ("in_past", {"day": MONDAY, "start": 480}, "23.11.2026, 08:00 Uhr"),
        ("too_far", {"day": date(2062, 11, 24)}, "24.11.2062"),
        ("bad_duration", {"minutes": 7, "shortest": 5, "longest": 120}, "5 bis 120 Minuten"),
        ("hold_already", {"day": MONDAY, "start": 605}, "10:05 Uhr"),
        ("already_over", {"status": "no_show"}, "nicht erschienen"),
        ("has_place", {"place": "L1-2"}, "L1-2"),
        ("concern_not_offered", {"concern": "Umzugswunsch"}, "„Umzugswunsch“"),
        ("short_without_reason", {"minutes": 20}, "20 Minuten"),
        ("search_too_long", {"days": 366}, "366 Tage"),
        ("application_question", {}, "Anspruch verloren gehen"),
    ],
)
def test_refusals_name_their_values(code: str, values: dict[str, Any], part: str) -> None:
    said = refusal(Refused(code, **values))
    assert part in said.message
    assert said.remedy
    assert "?" not in said.message


# --- the Verlauf --------------------------------------------------------------------------------------------------


def test_the_history_tells_places_documents_and_the_answer_about_an_application() -> None:
    assert history.entry("placed", [("place", None, "L1-2")]) == "Platz gegeben: Platz L1-2"
    assert history.entry("placed", [("place", "L1-1", "L1-2")]) == "Platz gegeben: Platz L1-1 → L1-2"
    kept = history.entry("finished", [("application_kept", None, "not_wanted")])
    assert kept == "Ergebnis eingetragen: Antrag festgehalten nicht gewünscht"
    changed = [("documents", "Mietvertrag", "Kontoauszüge")]
    assert history.entry("imported", changed).endswith("Mitzubringen „Mietvertrag“ → „Kontoauszüge“")
    assert history.entry("imported", changed, with_names=False).endswith("Mitzubringen")
    assert history.entry("moved", [("status", "booked", "moved"), ("place", "L1-1", None)]) == "verlegt"


@pytest.mark.parametrize("code", sorted(booking.TAKES_A_PLACE))
def test_who_made_room_for_somebody_else_was_neither_booked_nor_finished(code: str) -> None:
    told = history.entry(code, [("place", "L1-1", "L1-2")])
    assert told == "Platz gewechselt, damit ein anderer Termin passt: L1-1 → L1-2"
