"""What headings are called: the words under which booking tools put their columns (D3)."""

import re

from backoffice.domain.bookings import Field
from backoffice.domain.text import same_key

_SYNONYMS: dict[Field, str] = {
    Field.BOOKING_NUMBER: "Buchungsnummer|Buchungs-Nr|Buchungs-ID|Buchungscode|Buchungskennung|Terminnummer|"
    "Termin-Nr|Termin-ID|Vorgangsnummer|Vorgangs-Nr|Reservierungsnummer|Referenz|Referenznummer|Booking ID|"
    "Booking Number|Buchungskennzeichen",
    Field.BRANCH: "Standort|Geschäftsstelle|Dienststelle|Filiale|Standortname|Location|Name des Standorts",
    Field.DAY: "Datum|Tag|Termindatum|Buchungstag|Termintag|Date|Datum des Termins|Kalendertag",
    Field.START: "Uhrzeit|Zeit|Von|Beginn|Start|Startzeit|Anfang|Terminzeit|Ankunftszeit|Terminbeginn|Zeit von|"
    "Uhrzeit von|Uhrzeit Beginn|Terminzeitpunkt|Zeitpunkt|Terminuhrzeit|Time|Startuhrzeit|Anfangszeit|Zeitraum|"
    "Zeitfenster|Datum Uhrzeit|Terminstart",
    Field.END: "Ende|Bis|Endzeit|Terminende|Uhrzeit bis|Zeit bis|End|Uhrzeit Ende|Enduhrzeit|Endet um",
    Field.DURATION: "Dauer|Dauer Min|Dauer in Minuten|Dauer in Min|Minuten|Länge|Termindauer|Zeitbedarf|Duration|"
    "Dauer Minuten",
    Field.GROUP: "Serviceplatzgruppe|Gruppe|Platzgruppe|Service-Platz-Gruppe|Servicegruppe",
    Field.CONCERN: "Anliegen|Anliegensart|Anliegenart|Dienstleistung|Dienstleistungen|Leistung|Termin-Anliegen|"
    "Terminanlass|Anlass|Grund|Thema|Betreff|Service|Leistungsart|Terminanliegen|Terminthema|Terminwunsch",
    Field.CHANNEL: "Terminart|Art|Form|Kontaktart|Art des Termins|Terminform|Kanal|Terminkanal|Termintyp|Typ|"
    "Kontaktform|Kontaktweg|Durchführung|Gesprächsform",
    Field.NAME: "Name|Kunde|Kundin|Kund:in|Kunde/Kundin|Kundenname|Name des Kunden|Vor- und Nachname|"
    "Vollständiger Name|Person|Bürger|Name der Person|Kundschaft|Vor- und Zuname",
    Field.FAMILY: "Nachname|Familienname|Zuname|Last Name|Surname",
    Field.GIVEN: "Vorname|Vornamen|Rufname|First Name",
    Field.PHONE: "Telefon|Tel|Telefonnummer|Tel-Nr|Telefon-Nr|Mobil|Mobiltelefon|Handy|Handynummer|Mobilnummer|"
    "Rückrufnummer|Rufnummer|Phone|Festnetz|Kontakttelefon|Fon|Mobilfunk|Mobilfunknummer",
    Field.EMAIL: "E-Mail|Mail|E-Mail-Adresse|Mailadresse|Mail-Adresse",
    Field.NUMBER: "Kundennummer|Kunden-Nr|Kd-Nr|BG-Nummer|BG-Nr|BG|Kunden-/BG-Nummer|BG-Nr./Kd.-Nr.|Aktenzeichen|"
    "Bedarfsgemeinschaft|Bedarfsgemeinschaftsnummer|Kunden- oder BG-Nummer|Kunden-/BG-Nr|BG-/Kundennummer|"
    "Nummer der Bedarfsgemeinschaft|KdNr BGNr|Kundennummer BA",
    Field.REMARK: "Bemerkung|Bemerkungen|Anmerkung|Anmerkungen|Hinweis|Hinweise|Notiz|Notizen|Kommentar|Freitext|"
    "Freitextfeld|Freitextfeld 1|Freitextfeld 2|Info|Infos|Zusatzinfo|Nachricht|Mitteilung",
    Field.BOOKED_AT: "Gebucht am|Buchungsdatum|Buchungszeitpunkt|Erstellt am|Angelegt am|Buchung am|Gebucht",
    Field.STATUS: "Status|Buchungsstatus|Terminstatus|Zustand",
    Field.POSTCODE: "PLZ|Postleitzahl|PLZ Ort|Wohnort PLZ|PLZ Wohnort|PLZ der Person",
    Field.STREET: "Straße|Str|Straßenname|Straße und Hausnummer|Straße Hausnummer|Straße Nr|Wohnanschrift|"
    "Wohnadresse|Kundenanschrift|Kundenadresse|Anschrift der Person|Anschrift Kunde",
    Field.HOUSE_NUMBER: "Hausnummer|Haus-Nr|Hausnr|HNr",
    Field.POSITION: "Lfd. Nummer|Lfd. Nr|Laufende Nummer|Laufende Nr|Pos|Position|Rang|Zeile",
}
_FIELD_OF = {same_key(word): field for field, words in _SYNONYMS.items() for word in words.split("|")}
BARE_NUMBER = frozenset(map(same_key, ("Nr", "Nummer", "No", "ID", "Num", "Vorgang", "Buchung", "Termin Nr")))
GROUP_IF_KNOWN = frozenset(map(same_key, ("Serviceplatz", "Bereich", "Team", "Platz", "Schalter", "Abteilung")))
BY_LOOK_ONLY = frozenset(map(same_key, ("Termin", "Termine", "Wann", "Wer", "Was", "Wie", "Kontakt")))
_TOGETHER = {
    frozenset({Field.DAY, Field.START}): Field.START,
    frozenset({Field.START, Field.END}): Field.START,
    frozenset({Field.FAMILY, Field.GIVEN}): Field.NAME,
    frozenset({Field.NAME, Field.GIVEN}): Field.NAME,
    frozenset({Field.PHONE, Field.EMAIL}): None,
    frozenset({Field.STREET, Field.HOUSE_NUMBER}): Field.STREET,
    frozenset({Field.POSTCODE, Field.STREET}): Field.STREET,
    frozenset({Field.POSTCODE, Field.STREET, Field.HOUSE_NUMBER}): Field.STREET,
}
HIDDEN_AS_TEXT = frozenset({"geburtsdatum", "gebdatum", "geburtstag", "geboren"})


def field_of_heading(heading: str) -> Field | None:
    """The field that a heading names, alone or in parts ("Uhrzeit/Ankunftszeit"); None where it names none."""
    key = same_key(heading)
    if key in _FIELD_OF:
        return _FIELD_OF[key]
    parts = [same_key(p) for p in re.split(r"[/,|&+()\[\]]|\bund\b|\boder\b", heading) if same_key(p)]
    fields = {_FIELD_OF.get(part) for part in parts}
    if len(fields) == 1:
        return fields.pop()
    named = frozenset(f for f in fields if f is not None)
    if None not in fields:
        return _TOGETHER.get(named)
    # "Telefon (tagsüber)", "Dauer [min]": what stands in brackets only explains.
    return _FIELD_OF.get(same_key(re.sub(r"[(\[].*", "", heading)))
