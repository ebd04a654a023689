"""The catalogue's texts: what to bring, what to know, and how else a concern is written (D20–D22).

Plain German for customers, one item a line; by title, since concerns of one title need the same papers.
"""

ALIASES: dict[str, tuple[str, ...]] = {
    "Neuantrag stellen": ("Neuantrag", "Antrag stellen", "Erstantrag", "Erstantrag stellen", "Hauptantrag"),
    "Mitteilung einer Veränderung": (
        "Veränderung",
        "Veränderungsmitteilung",
        "Veränderung mitteilen",
        "Mitteilung Veränderung",
    ),
    "Mitteilung Arbeitsaufnahme / Aufnahme einer Ausbildung": (
        "Arbeitsaufnahme",
        "Mitteilung Arbeitsaufnahme",
        "Mitteilung einer Arbeitsaufnahme",
        "Arbeitsaufnahme / Ausbildung",
        "Aufnahme einer Ausbildung",
        "Ausbildungsaufnahme",
        "Ausbildungsbeginn",
    ),
    "Mitteilung Schwangerschaft": ("Schwangerschaft", "Mitteilung einer Schwangerschaft"),
    "Mitteilung Geburt": ("Geburt", "Mitteilung einer Geburt", "Geburt eines Kindes"),
    "Mitteilung zur Änderung der Bankverbindung (weitere Nachweise notwendig)": (
        "Bankverbindung",
        "Änderung der Bankverbindung",
        "Änderung Bankverbindung",
        "Neue Bankverbindung",
        "Mitteilung zur Änderung der Bankverbindung",
    ),
    "Änderung von Kontaktdaten": ("Kontaktdaten", "Änderung Kontaktdaten", "Änderung der Kontaktdaten"),
    "Bildung und Teilhabe (soziale Teilhabe)": ("Bildung und Teilhabe", "BuT", "Soziale Teilhabe"),
    "Fragen zum Leistungsbezug": ("Leistungsbezug", "Frage zum Leistungsbezug"),
    "Umzugswunsch": ("Umzug", "Wohnungswechsel", "Umzug / Wohnungswechsel"),
    "Nachfragen zum Bearbeitungsstand": (
        "Bearbeitungsstand",
        "Nachfrage zum Bearbeitungsstand",
        "Sachstand",
        "Sachstandsanfrage",
    ),
    "Anrechnung von Einkommen": ("Einkommen", "Einkommensanrechnung", "Anrechnung Einkommen"),
    "Fragen zum Bescheid": ("Bescheid", "Frage zum Bescheid"),
    "Fragen zu einer Rückforderung": (
        "Rückforderung",
        "Frage zu einer Rückforderung",
        "Fragen zur Rückforderung",
        "Erstattungsbescheid",
    ),
    "Zuzug in eine / Auszug aus einer BG": (
        "Zuzug / Auszug",
        "Zuzug / Auszug BG",
        "Zuzug in eine BG",
        "Auszug aus einer BG",
        "Zuzug in eine / Auszug aus einer Bedarfsgemeinschaft",
    ),
    "Fragen zu den Bedarfen der Unterkunft": (
        "Bedarfe der Unterkunft",
        "Unterkunft",
        "Kosten der Unterkunft",
        "KdU",
        "Miete",
        "Fragen zur Miete",
    ),
    "Finanzielle Notlage / ausbleibende Zahlung": (
        "Finanzielle Notlage",
        "Notlage",
        "Ausbleibende Zahlung",
        "Zahlung ausgeblieben",
        "Mittellosigkeit",
    ),
    "Drohende / eingetretene Energiesperre": (
        "Energiesperre",
        "Drohende Energiesperre",
        "Eingetretene Energiesperre",
        "Stromsperre",
        "Gassperre",
    ),
    "Pfändungsschutzkonto": ("P-Konto", "Pfändungsschutz", "P-Konto-Bescheinigung"),
    "Weiterbewilligungsantrag stellen": (
        "Weiterbewilligung",
        "Weiterbewilligungsantrag",
        "WBA",
        "Folgeantrag",
    ),
    "Darlehen für Strom-, Gas- oder Wasserschulden": (
        "Darlehen",
        "Energieschulden",
        "Darlehen Energieschulden",
        "Stromschulden",
        "Gasschulden",
        "Wasserschulden",
    ),
    "Hilfe in schwierigen Lebenslagen": ("Schwierige Lebenslage", "Hilfe in schwieriger Lebenslage"),
    "Ausbau der aktuellen Selbstständigkeit": ("Ausbau der Selbstständigkeit", "Ausbau Selbstständigkeit"),
    "Beendigung der aktuellen Selbstständigkeit": (
        "Beendigung der Selbstständigkeit",
        "Beendigung Selbstständigkeit",
        "Ende der Selbstständigkeit",
    ),
    "Qualifizierung": ("Weiterbildung", "Fortbildung", "Qualifizierung / Weiterbildung"),
    "Stellenangebote": ("Stellenangebot", "Stellensuche", "Arbeitsangebote"),
    "Unterstützung bei der Arbeitsaufnahme": ("Hilfe bei der Arbeitsaufnahme", "Einstiegshilfe"),
    "Aktuelle berufliche Situation": ("Berufliche Situation",),
    "Erstellung von Bewerbungsunterlagen": ("Bewerbungsunterlagen", "Bewerbung"),
    "Aktuelle gesundheitliche Situation": ("Gesundheitliche Situation", "Gesundheit"),
}

_ID = "Ausweis oder Pass"
_LETTERS = "Schreiben, um die es geht"
_BANK = "Kontoauszüge der letzten drei Monate"
_RENT = "Mietvertrag und letzte Mietbescheinigung"
_DEBT = "Mahnung oder Sperrankündigung, mit Höhe der Schulden"
_ENERGY = "Letzte Rechnung und Vertragsnummer des Versorgers"
_BUSINESS = "Angaben zu Einnahmen und Ausgaben der letzten sechs Monate"


def _lines(*items: str) -> str:
    return "\n".join(items)


DOCUMENTS: dict[str, str] = {
    "Neuantrag stellen": _lines(
        _ID,
        "Ausweise oder Geburtsurkunden aller Personen im Haushalt",
        _RENT,
        _BANK,
        "Nachweise über Einkommen und Vermögen",
        "Nachweis der Krankenversicherung",
    ),
    "Mitteilung einer Veränderung": _lines(_ID, "Nachweis der Veränderung"),
    "Mitteilung Arbeitsaufnahme / Aufnahme einer Ausbildung": _lines(
        "Arbeits- oder Ausbildungsvertrag",
        "Angabe, wann der erste Lohn kommt",
    ),
    "Mitteilung Schwangerschaft": _lines("Bescheinigung mit dem errechneten Termin, wenn vorhanden"),
    "Mitteilung Geburt": _lines("Geburtsurkunde", "Bescheide über Kindergeld und Elterngeld, wenn vorhanden"),
    "Mitteilung zur Änderung der Bankverbindung (weitere Nachweise notwendig)": _lines(
        _ID,
        "Nachweis des neuen Kontos (Bankkarte oder Vertrag)",
    ),
    "Änderung von Kontaktdaten": _lines(_ID),
    "Bildung und Teilhabe (soziale Teilhabe)": _lines("Bescheinigung des Vereins oder Angebots mit Kosten"),
    "Fragen zum Leistungsbezug": _lines("Letzter Bescheid"),
    "Umzugswunsch": _lines(
        "Angebot der neuen Wohnung mit Größe und Kosten",
        _RENT,
        "Grund des Umzugs, wenn möglich mit Nachweis",
    ),
    "Anrechnung von Einkommen": _lines(
        "Lohnabrechnungen",
        "Kontoauszüge mit Geldeingang",
        "Arbeitsvertrag",
    ),
    "Fragen zum Bescheid": _lines("Bescheid, um den es geht"),
    "Fragen zu einer Rückforderung": _lines("Bescheid über die Rückforderung", _LETTERS),
    "Zuzug in eine / Auszug aus einer BG": _lines(
        "Ausweise der Personen, die ein- oder ausziehen",
        "Datum des Ein- oder Auszugs",
        "Meldebescheinigung",
    ),
    "Fragen zu den Bedarfen der Unterkunft": _lines(_RENT, "Letzte Heiz- und Nebenkostenabrechnung"),
    "Finanzielle Notlage / ausbleibende Zahlung": _lines(_ID, "Aktueller Kontoauszug"),
    "Drohende / eingetretene Energiesperre": _lines(_DEBT, _ENERGY, "Aktueller Kontoauszug"),
    "Pfändungsschutzkonto": _lines(_ID, "Schreiben der Bank oder des Gläubigers", "Letzter Bescheid"),
    "Weiterbewilligungsantrag stellen": _lines(_BANK, "Nachweise über Einkommen", _RENT),
    "Darlehen für Strom-, Gas- oder Wasserschulden": _lines(_DEBT, _ENERGY, _BANK),
    "Hilfe in schwierigen Lebenslagen": _lines("Schreiben, die wichtig sein können"),
    "Ausbau der aktuellen Selbstständigkeit": _lines(_BUSINESS, "Plan, was ausgebaut werden soll"),
    "Beendigung der aktuellen Selbstständigkeit": _lines(_BUSINESS, "Gewerbeabmeldung, wenn vorhanden"),
    "Qualifizierung": _lines("Lebenslauf", "Zeugnisse"),
    "Stellenangebote": _lines("Lebenslauf"),
    "Unterstützung bei der Arbeitsaufnahme": _lines("Arbeitsvertrag oder Zusage"),
    "Aktuelle berufliche Situation": _lines("Lebenslauf"),
    "Erstellung von Bewerbungsunterlagen": _lines("Lebenslauf", "Zeugnisse"),
}
"""Where a title is missing, nothing has to be brought."""

INFO: dict[str, str] = {
    "Neuantrag stellen": "Was fehlt, kann nachgereicht werden. Bitte trotzdem kommen.",
    "Mitteilung einer Veränderung": "Zum Beispiel: Miete, Einkommen, Familie, Adresse.",
    "Mitteilung Arbeitsaufnahme / Aufnahme einer Ausbildung": "Auch ein Minijob wird mitgeteilt.",
    "Mitteilung zur Änderung der Bankverbindung (weitere Nachweise notwendig)": (
        "Zum Schutz vor Betrug wird nur mit Nachweis geändert."
    ),
    "Umzugswunsch": "Bitte den neuen Mietvertrag erst nach der Zusicherung unterschreiben.",
    "Fragen zu einer Rückforderung": "Fristen im Schreiben laufen weiter. Ratenzahlung ist möglich.",
    "Finanzielle Notlage / ausbleibende Zahlung": "Wird als Notfall vorgezogen.",
    "Drohende / eingetretene Energiesperre": "Wird als Notfall vorgezogen. Wichtig ist der Tag der Sperre.",
    "Pfändungsschutzkonto": "Die Bank stellt das Konto um, die Bescheinigung kommt von hier.",
    "Weiterbewilligungsantrag stellen": "Bitte vor dem Ende des laufenden Bescheids stellen.",
    "Darlehen für Strom-, Gas- oder Wasserschulden": "Bitte vorher beim Versorger nach Ratenzahlung fragen.",
    "Aktuelle gesundheitliche Situation": "Diagnosen müssen nicht genannt werden.",
}
