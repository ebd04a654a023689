"""Who is responsible in the example office: a rule table for districts and streets that exist nowhere.

No German postcode begins with 00: nobody lives there.
"""

import csv
from pathlib import Path

HEADINGS = (
    "Rang",
    "Geschäftsstelle (Kürzel)",
    "Team",
    "PLZ",
    "Straße",
    "von",
    "bis",
    "Seite",
    "unter Alter",
    "Bereich",
    "Buchstabe von",
    "Buchstabe bis",
    "Endziffern",
    "Hinweis",
)


def _line(rank: int, branch: str, **cells: str) -> tuple[str, ...]:
    """One line; `cells` by the words below."""
    named = {"Rang": str(rank), "Geschäftsstelle (Kürzel)": branch, **{_HEADING[key]: cells[key] for key in cells}}
    return tuple(named.get(heading, "") for heading in HEADINGS)


_HEADING = {
    "team": "Team",
    "code": "PLZ",
    "street": "Straße",
    "first": "von",
    "last": "bis",
    "side": "Seite",
    "under": "unter Alter",
    "area": "Bereich",
    "letter": "Buchstabe von",
    "to_letter": "Buchstabe bis",
    "digits": "Endziffern",
    "note": "Hinweis",
}
_WHOLE = (("MITTE", "00101"), ("MITTE", "00102"), ("NORD", "00104"), ("OST", "00106"), ("SUED", "00108"))

LINES: tuple[tuple[str, ...], ...] = (
    _line(1, "JBA", under="25", note="Jugendberufsagentur"),
    _line(2, "JBA", area="Eingangszone Jugendberufsagentur"),
    # A street on the border: its two sides belong to two districts, and its far end to a third.
    _line(10, "MITTE", code="00103", street="Sternwartenstraße", first="1", last="49", side="ungerade"),
    _line(10, "OST", code="00103", street="Sternwartenstraße", first="2", last="50", side="gerade"),
    _line(10, "SUED", code="00103", street="Sternwartenstraße", first="51", note="hinter dem Ringgraben"),
    _line(10, "NORD", code="00104", street="Am Blauen Kran", first="1", last="12a"),
    _line(10, "WEST", code="00104", street="Am Blauen Kran", first="12b", note="ab Hafenbecken"),
    _line(10, "WEST", street="Große Lotsenallee"),
    # A postcode that two teams share by the family name, and one that two teams share by the number.
    _line(15, "NORD", team="Leistungsteam 1", code="00105", area="Leistungsgewährung", letter="A", to_letter="K"),
    _line(15, "NORD", team="Leistungsteam 2", code="00105", area="Leistungsgewährung", letter="L", to_letter="Z"),
    _line(15, "WEST", team="Leistungsteam 1", code="00107", area="Leistungsgewährung", digits="01234"),
    _line(15, "WEST", team="Leistungsteam 2", code="00107", area="Leistungsgewährung", digits="56789"),
    *(_line(20, branch, code=code) for branch, code in _WHOLE),
    _line(20, "MITTE", code="00103", note="geteilter Bezirk"),
    _line(20, "OST", code="00103", note="geteilter Bezirk"),
    _line(20, "NORD", code="00105"),
    _line(20, "WEST", code="00107"),
)


def write_rule_file(path: Path) -> Path:
    """Write the rules as a CSV file, the way Excel does it here; gives its path."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADINGS)
        writer.writerows(LINES)
    return path
