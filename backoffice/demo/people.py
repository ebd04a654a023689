"""Invented customers: names of many origins put together by chance, numbers nobody has, phones nobody owns.

Phone numbers come only from ranges that are kept free for films and books: in Germany, the United Kingdom,
France and Sweden. Customer numbers begin with 999, which is no agency.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from backoffice.domain.catalogue import concern_key


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented; `language` (ISO 639-3): what an interpreter would have to speak, None if none is needed."""

    family: str
    given: str
    language: str | None = None


_ORIGINS: tuple[tuple[str | None, str, str], ...] = (
    (
        None,
        (
            "Albers|Behrmann|Cordes|Dierksen|Ehlers|Friedrichs|Gerdes|Hinrichs|Itzen|Janßen|Köster|Lürssen|"
            "Müller-Lüdenscheidt|Niemöller|Osterloh|Poppinga|Quandt|Röver|Schmidt|Tietjen|Ubben|von der Heide|"
            "Wübbena|Groß"
        ),
        (
            "Anke|Björn|Carsten|Dörte|Elke|Frauke|Gönna|Heike|Ingo|Jörg|Karl-Heinz|Lena|Maik|Nele|Ole|Petra|Ruth|"
            "Sönke|Thea|Uwe|Viola|Wencke|Ann-Kathrin|Zoë"
        ),
    ),
    ("tur", "Çelik|Öztürk|Yılmaz|Şahin|Doğan", "Ayşe|Mehmet|İpek|Çağla|Emre"),
    ("ukr", "Шевчук|Коваленко|Мельник", "Олена|Тарас|Ірина"),
    ("rus", "Груздева|Соколов", "Ольга|Дмитрий"),
    ("bul", "Димитрова|Георгиев", "Радка|Пламен"),
    ("vie", "Nguyễn|Trần|Phạm", "Thị Hương|Văn Đức|Thị Bích Ngọc"),
    ("pol", "Kowalska|Dąbrowski|Wójcik|Zając", "Małgorzata|Łukasz|Agnieszka|Paweł"),
    ("ara", "Ben Salah|Abd al-Rahman|al-Khatib|Haddad", "Youssef|Nour|Rania|Omar"),
    ("prs", "Rahimi|Sediqi", "Farid|Zohra"),
    ("kmr", "Bozan|Xelîl", "Rojda|Şêrko"),
    ("ron", "Popescu|Țăranu", "Ioana|Ștefan"),
    ("tir", "Haile|Tesfay", "Selam|Yonas"),
    (None, "O'Neill|d’Angelo|Ngoma|Da Silva Pereira", "Siobhán|Chiara|Gaël|João"),
)

LANGUAGES: Mapping[str, str] = {
    "tur": "Türkisch", "ukr": "Ukrainisch", "rus": "Russisch", "bul": "Bulgarisch", "vie": "Vietnamesisch",
    "pol": "Polnisch", "ara": "Arabisch", "prs": "Dari", "kmr": "Kurmandschi", "ron": "Rumänisch", "tir": "Tigrinya",
}  # fmt: skip
"""How people write them into a remark."""

MEDIA_RANGES: tuple[tuple[str, int, int, int], ...] = (
    ("030 23125-", 3, 0, 699),
    ("040 66969-", 3, 0, 999),
    ("069 90009-", 3, 0, 999),
    ("089 99998-", 3, 0, 999),
    ("0221 4710-", 3, 0, 999),
    ("0171 39200", 2, 0, 99),
    ("0176 040690", 2, 0, 99),
)
"""(as dialled, how many digits follow, from, to). 030 23125-700 upward is the example office's own."""

_FOREIGN_RANGES = (
    ("+44 20 7946 ", 4, 0, 999),
    ("+33 1 99 00 ", 4, 0, 9999),
    ("+46 8 465 00 ", 3, 400, 499),
)


def draw_people(rng: Random, count: int) -> list[Person]:
    """`count` people (at most 59) of different surnames, about half of them with German ones."""
    everybody = []
    for language, families, givens in _ORIGINS:
        first_names = givens.split("|")
        rng.shuffle(first_names)
        for family, given in zip(families.split("|"), first_names, strict=True):
            everybody.append(Person(family, given, language))
    return rng.sample(everybody, count)


def draw_phones(rng: Random, count: int) -> list[str]:
    """`count` different German numbers, half of them mobile, in the ways people write them."""
    landlines = [f"{prefix}{n:0{digits}}" for prefix, digits, low, high in MEDIA_RANGES[:5] for n in range(low, high)]
    mobiles = [f"{prefix}{n:0{digits}}" for prefix, digits, low, high in MEDIA_RANGES[5:] for n in range(low, high)]
    chosen = rng.sample(landlines, count - count // 2) + rng.sample(mobiles, count // 2)
    rng.shuffle(chosen)
    return [rng.choice(_WAYS_TO_WRITE)(phone) for phone in chosen]


def draw_foreign_phone(rng: Random) -> str:
    """A number abroad, of a range kept for films there."""
    prefix, digits, low, high = rng.choice(_FOREIGN_RANGES)
    return f"{prefix}{rng.randint(low, high):0{digits}}"


def draw_mobile(rng: Random) -> str:
    """A German mobile number, `0171 39200xx`."""
    return f"0171 39200{rng.randint(0, 99):02}"


_WAYS_TO_WRITE = (
    str,
    str,
    str,
    lambda phone: phone.replace(" ", "/", 1).replace("-", ""),
    lambda phone: f"+49 {phone[1:].replace('-', '')}",
    lambda phone: f"0049 (0){phone[1:]}",
    lambda phone: phone.replace(" ", "").replace("-", ""),
)


def customer_number(rng: Random) -> str:
    """A customer number of the right shape that no agency has given out (D14)."""
    return f"999{rng.choice('ABCDEFGHJKLMNPRSTUVWXYZ')}{rng.randint(0, 999_999):06}"


def bg_number(rng: Random) -> str:
    """A BG number of the right shape that no agency has given out (D14)."""
    return f"999{rng.randint(1, 99):02}//{rng.randint(1, 99_999):07}"


def email_of(person: Person, position: int) -> str:
    """An address at example.org; of a name that has no Latin letters, one with the `position` instead."""
    local = ".".join(concern_key(part).replace(" ", "").replace("ł", "l") for part in (person.given, person.family))
    return f"{local if local.isascii() else f'post{position:02}'}@example.org"
