"""What real rows have and tidy examples lack: each day brings every one of these to some booking.

Spouses with one address, colleagues who book for others, formulas and markup as names, numbers that a
spreadsheet or a hurried hand has damaged, wishes for an interpreter in a remark.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from backoffice.demo.booking import Booking
from backoffice.demo.office import OFFICE_EMAIL
from backoffice.demo.people import LANGUAGES, Person, draw_foreign_phone, draw_mobile
from backoffice.domain.catalogue import CATALOGUE, find
from backoffice.domain.terms import Channel

UNKNOWN_CONCERN = "Befreiung vom Rundfunkbeitrag"

_AFTER_WORK = 16 * 60
_SERVICE_CENTRE = "gebucht durch Servicecenter"
_REMARKS = (
    "Kind kommt mit",
    "gelber Zettel liegt vor",
    "Rollator, bitte Aufzug",
    "Unterlagen wurden schon hochgeladen",
    "bitte nicht auf Anrufbeantworter sprechen",
    "umgezogen, Geschäftsstelle unklar",
)


def remark(rng: Random, person: Person, start: int) -> str:
    """What somebody wrote into the remark, usually nothing."""
    if person.language and rng.random() < 0.5:
        return rng.choice(("{}", "spricht {}", "{}, bitte Dolmetscher", "Sprachmittlung {} erbeten")).format(
            LANGUAGES[person.language]
        )
    if start >= _AFTER_WORK:
        return rng.choice(("berufstätig", "Maßnahme bis 15:30"))
    return rng.choice(_REMARKS) if rng.random() < 0.2 else ""


def apply(rng: Random, rows: list[Booking]) -> list[Booking]:
    """`rows` with every oddity once, each on a row of its own that it suits; their order is kept."""
    odd = list(rows)
    free = list(range(len(rows)))
    rng.shuffle(free)

    def take(suits: Callable[[Booking], bool]) -> int:
        index = next(i for i in free if suits(odd[i]))
        free.remove(index)
        return index

    for pair in (_spouse, _same_person_again):
        one, other = take(_has_number), take(_has_number)
        odd[other] = pair(odd[one], odd[other])
    for suits, change in _CHANGES:
        index = take(suits)
        odd[index] = change(rng, odd[index])
    return odd


def _has_number(row: Booking) -> bool:
    return bool(row.customer)


def _by_phone(row: Booking) -> bool:
    return row.channel is Channel.PHONE


def _any(row: Booking) -> bool:
    return bool(row.family)


def _has_alias(row: Booking) -> bool:
    return any(entry.aliases for entry in find(row.concern, CATALOGUE))


def _spouse(one: Booking, other: Booking) -> Booking:
    return replace(
        other,
        family=one.family,
        email=one.email,
        phone=one.phone,
        customer=one.customer,
        remark=f"gleiche BG wie {one.given} {one.family}",
    )


def _same_person_again(one: Booking, other: Booking) -> Booking:
    return replace(
        other,
        family=one.family,
        given=one.given,
        phone=one.phone,
        email=one.email.replace("@", ".2@"),
        customer=one.customer,
    )


def _formula_as_name(_: Random, row: Booking) -> Booking:
    return replace(row, family='=HYPERLINK("http://example.invalid","klick")')


def _markup_as_name(_: Random, row: Booking) -> Booking:
    return replace(row, family=f"[bold]{row.family}[/bold]", remark="[/]")


def _booked_by_colleagues(_: Random, row: Booking) -> Booking:
    return replace(row, email=OFFICE_EMAIL, remark=_SERVICE_CENTRE)


def _no_phone(_: Random, row: Booking) -> Booking:
    return replace(row, phone=None)


def _unknown_concern(_: Random, row: Booking) -> Booking:
    return replace(row, concern=UNKNOWN_CONCERN)


def _short_concern(rng: Random, row: Booking) -> Booking:
    return replace(row, concern=rng.choice(find(row.concern, CATALOGUE)[0].aliases))


def _foreign_phone(rng: Random, row: Booking) -> Booking:
    return replace(row, phone=draw_foreign_phone(rng))


def _phone_with_words(rng: Random, row: Booking) -> Booking:
    return replace(row, phone=f"{draw_mobile(rng)} ab 16 Uhr")


def _phone_as_number_cell(rng: Random, row: Booking) -> Booking:
    return replace(row, phone=int(draw_mobile(rng).replace(" ", "")))


def _phone_behind_apostrophe(rng: Random, row: Booking) -> Booking:
    return replace(row, phone=f"'+49 {draw_mobile(rng)[1:]}")


def _phone_behind_hard_space(rng: Random, row: Booking) -> Booking:
    return replace(row, phone=f"\N{NO-BREAK SPACE}{draw_mobile(rng)}")


def _two_phones(rng: Random, row: Booking) -> Booking:
    return replace(row, phone=f"{draw_mobile(rng)}, tagsüber 030 23125-{rng.randint(0, 699):03}")


def _number_with_label(rng: Random, row: Booking) -> Booking:
    return replace(row, customer=f"BG-Nr. 99901/{rng.randint(1, 99_999):07}")


def _number_with_letters_inside(rng: Random, row: Booking) -> Booking:
    return replace(row, customer=f"99902BG{rng.randint(1, 99_999):07}")


def _letter_for_a_digit(rng: Random, row: Booking) -> Booking:
    return replace(row, customer=f"999K{rng.randint(0, 99_999):05}O")


def _untidy_email(_: Random, row: Booking) -> Booking:
    return replace(row, email=f" {row.email.upper()}\N{ZERO WIDTH SPACE}")


def _no_email(_: Random, row: Booking) -> Booking:
    return replace(row, email="")


def _two_lines(_: Random, row: Booking) -> Booking:
    return replace(row, remark="bitte laut sprechen\nTochter kommt mit")


def _callable_later(_: Random, row: Booking) -> Booking:
    return replace(row, remark="ab 10 Uhr erreichbar")


def _sign_language(_: Random, row: Booking) -> Booking:
    return replace(row, remark="gehörlos, DGS-Dolmetscher nötig")


_CHANGES: tuple[tuple[Callable[[Booking], bool], Callable[[Random, Booking], Booking]], ...] = (
    (_by_phone, _no_phone),
    (_by_phone, _booked_by_colleagues),
    (_by_phone, _booked_by_colleagues),
    (_by_phone, _callable_later),
    (_by_phone, _foreign_phone),
    (_has_number, _number_with_label),
    (_has_number, _number_with_letters_inside),
    (_has_number, _letter_for_a_digit),
    (_has_alias, _short_concern),
    (_any, _unknown_concern),
    (_any, _formula_as_name),
    (_any, _markup_as_name),
    (_any, _foreign_phone),
    (_any, _phone_with_words),
    (_any, _phone_as_number_cell),
    (_any, _phone_behind_apostrophe),
    (_any, _phone_behind_hard_space),
    (_any, _two_phones),
    (_any, _untidy_email),
    (_any, _no_email),
    (_any, _two_lines),
    (_any, _sign_language),
)
"""Which rows an oddity suits, and what it does to one; the choosy ones first."""
