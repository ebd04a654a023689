"""What a request says at one moment: cells, details, choices, sentences; pure, from literals."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from backoffice.desk.takeover_views import TakeoverLine
from backoffice.domain.clock import instant_of
from backoffice.domain.names import short_name
from backoffice.domain.states import Status
from backoffice.domain.takeovers import Stand
from backoffice.domain.terms import Channel
from backoffice.screens.takeover_answering import CALL, DECLINE, TIME, negative_choices
from backoffice.screens.takeover_lines import TakeoverWriter
from backoffice.wording import takeover_screen as words

MONDAY = date(2026, 11, 23)
NOW = instant_of(MONDAY, 9 * 60)


def a_request(**more) -> TakeoverLine:
    """Geschäftsstelle Mitte asked us at 09:00; the customer stands there."""
    values = {
        "id": "t1", "version": 1, "incoming": True, "other": "Geschäftsstelle Mitte", "other_phone": "030 23125-710",
        "other_address": "Musterweg 1", "stand": Stand.WAITING, "decides": True, "reason": "Wohnt im Bezirk Nord",
        "answer": "", "waits_here": True, "asked_at": NOW, "expires_at": NOW + timedelta(minutes=15),
        "asked_function": "EZ-M1", "answered_at": None, "answered_function": "", "agreed_with": "",
        "confirmed": False, "wish_day": None, "wish_start": None, "appointment_id": "a1", "status": Status.BOOKED,
        "day": MONDAY, "start": 600, "end": 620, "channel": Channel.IN_PERSON, "concern_id": "c1",
        "concern": "Fragen zum Bescheid", "sensitive": False, "emergency": False, "protected": False,
        "name": "Yıldız, Elif", "short_name": short_name("Yıldız, Elif", "Yıldız", "Elif"), "has_phone": True,
        "language": None, "promised": None, "linked_id": None, "ticket": None, "search": "yildiz",
    }  # fmt: skip
    return TakeoverLine(**(values | more))


def ours(**more) -> TakeoverLine:
    """The same seen by the branch that asked."""
    return a_request(
        **{
            "incoming": False,
            "decides": False,
            "other": "Geschäftsstelle Nord",
            "other_address": "Musterweg 2",
            **more,
        }
    )


def writer(minutes: float = 0, *, short: bool = False, drafts=()) -> TakeoverWriter:
    return TakeoverWriter(NOW + timedelta(minutes=minutes), short, drafts)


def cells(line: TakeoverLine, minutes: float = 0, **more) -> list[str]:
    return [text for text, _ in writer(minutes, **more).cells(line)]


def pairs(line: TakeoverLine, minutes: float = 0, free: str = "") -> dict[str, str]:
    return {pair.label: pair.value for pair in writer(minutes).details(line, free)[1] if pair.value}


def test_a_row_says_how_long_who_when_what_and_whom() -> None:
    assert cells(a_request()) == [
        "noch 15 min",
        "← von Mitte",
        "10:00 pers.",
        "Fragen zum Bescheid",
        "Yıldız, Elif",
    ]
    assert cells(ours(), short=True)[1::3] == ["→ an Nord", "Yıld…, E."]
    assert cells(a_request(day=date(2026, 11, 24), channel=Channel.PHONE))[2] == "24.11. 10:00"
    assert cells(a_request(sensitive=True, concern="", emergency=True))[3] == "NOTF Persönliches Anliegen"
    assert cells(a_request(protected=True, name="", short_name=""))[4] == "Geschützt"
    assert cells(a_request(), drafts={"t1"})[0] == "Entwurf · noch 15 min"


@pytest.mark.parametrize(
    ("minutes", "said", "ink"),
    [(0, "noch 15 min", "warning"), (0.5, "noch 15 min", "warning"), (9, "noch 6 min", "warning"),
     (10, "noch 5 min", "urgent"), (14.9, "noch 1 min", "urgent"), (15, "abgelaufen", "urgent"),
     (40, "abgelaufen", "urgent")],
)  # fmt: skip
def test_a_deadline_counts_down_to_the_minute_and_is_over_at_its_instant(minutes, said, ink) -> None:
    assert writer(minutes).stand(a_request()) == (said, ink)
    assert writer(minutes).stand(ours()) == (said, "info")


@pytest.mark.parametrize(
    ("line", "said", "ink"),
    [
        (ours(stand=Stand.DECLINED, decides=True, answered_at=NOW), "▲ abgelehnt, offen", "urgent"),
        (ours(stand=Stand.DECLINED, answered_at=NOW), "abgelehnt 09:00", "muted"),
        (ours(stand=Stand.LAPSED, decides=True), "▲ abgelaufen, offen", "urgent"),
        (a_request(stand=Stand.LAPSED, decides=False), "abgelaufen 09:15", "muted"),
        (a_request(stand=Stand.AGREED, answered_at=NOW), "zu bestätigen", "warning"),
        (a_request(stand=Stand.AGREED, decides=False, answered_at=NOW), "√ vereinbart 09:00", "good"),
        (ours(stand=Stand.ACCEPTED, answered_at=NOW), "√ übernommen 09:00", "good"),
        (ours(stand=Stand.WITHDRAWN, answered_at=NOW - timedelta(days=3)), "zurückgezogen 20.11.", "muted"),
        (ours(stand=Stand.OVER), "hier beendet", "muted"),
        (a_request(stand=Stand.OVER, decides=False), "dort beendet", "muted"),
        (ours(stand=Stand.DECLINED, decides=True, ticket="M-12"), "Rückruf zugesagt", "warning"),
        (
            a_request(stand=Stand.DECLINED, decides=False, promised=(MONDAY, 660, 680, Channel.PHONE)),
            "Termin zugesagt",
            "plain",
        ),
    ],
)
def test_every_stand_in_few_words(line, said, ink) -> None:
    assert writer().stand(line) == (said, ink)
    assert len(said) <= 20


def test_the_filter_finds_what_a_row_says() -> None:
    found = writer().search(ours(stand=Stand.DECLINED, decides=True, answered_at=NOW, sensitive=True))
    for word in ("yildiz", "abgelehnt", "offen", "personliches"):
        assert word in found


def test_beside_it_stands_what_is_needed_to_decide() -> None:
    line = a_request(wish_start=840, language="tr", has_phone=False)
    assert pairs(line, 3, "heute 09:15, 09:35") == {
        "Frist": "bis 09:15 (noch 12 min)",
        "Stand": "wartet auf Antwort",
        "Frei hier": "heute 09:15, 09:35",
        "Anfrage": "Geschäftsstelle Mitte fragt uns (EZ-M1)",
        "Telefon": "030 23125-710",
        "Grund": "Wohnt im Bezirk Nord",
        "Person": "wartet dort, ohne Telefonnummer",
        "Wunsch": "14:00",
        "gebucht": "Mo 23.11. 10:00–10:20 persönlich",
        "Anliegen": "Fragen zum Bescheid",
        "Sprache": "Türkisch",
    }
    assert pairs(replace(line, waits_here=False))["Person"] == "wartet nicht vor Ort, ohne Telefonnummer"
    assert pairs(a_request(protected=True, has_phone=False))["Person"] == "wartet dort", "nothing is told of them"


def test_who_asked_reads_what_to_tell_the_customer() -> None:
    promised = (MONDAY, 660, 680, Channel.IN_PERSON)
    accepted = ours(stand=Stand.ACCEPTED, promised=promised, answered_at=NOW, answered_function="EZ-N1")
    said = pairs(accepted)
    assert said["Stand"] == "übernommen · 09:00, EZ-N1"
    assert said["Sagen Sie"] == "Ihr Termin ist heute um 11:00 Uhr in der Geschäftsstelle Nord, Musterweg 2."
    assert "Neu" not in said
    called = ours(stand=Stand.ACCEPTED, promised=(MONDAY, 660, 680, Channel.PHONE))
    assert pairs(called)["Sagen Sie"] == "Geschäftsstelle Nord ruft Sie heute um 11:00 Uhr an."
    there = pairs(a_request(stand=Stand.ACCEPTED, decides=False, promised=promised))
    assert there["Neu"] == "Mo 23.11. 11:00–11:20 persönlich"
    assert "Sagen Sie" not in there
    declined = ours(stand=Stand.DECLINED, decides=True, answered_at=NOW, answered_function="EZ-N1", answer="Voll")
    assert pairs(declined)["Stand"] == "abgelehnt · offen · 09:00, EZ-N1"
    assert pairs(declined)["Antwort"] == "Voll"


def test_without_room_the_free_times_and_the_number_come_first() -> None:
    assert writer().brief(a_request(), "heute 09:15, 09:35\nDi 24.11. 08:00")[:2] == (
        "Frei hier: heute 09:15, 09:35",
        "030 23125-710",
    )
    assert writer().brief(ours(), "")[0] == ""


def test_free_times_by_day() -> None:
    tuesday = date(2026, 11, 24)
    assert words.free([(MONDAY, 555), (MONDAY, 575), (tuesday, 480)], MONDAY) == "heute 09:15, 09:35\nDi 24.11. 08:00"
    assert words.free([], MONDAY) == "nichts frei"


@pytest.mark.parametrize(
    ("line", "barred"),
    [
        (a_request(), set()),
        (a_request(stand=Stand.LAPSED), {DECLINE}),
        (a_request(stand=Stand.DECLINED), {DECLINE}),
        (a_request(stand=Stand.DECLINED, ticket="M-12"), {DECLINE, CALL, TIME}),
    ],
)
def test_a_digit_means_the_same_of_every_request_and_what_cannot_be_says_why(line, barred) -> None:
    choices = negative_choices(line)
    assert [choice.id for choice in choices] == [DECLINE, CALL, TIME]
    assert {choice.id for choice in choices if choice.why_not} == barred
