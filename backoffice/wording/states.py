"""States, steps, outcomes and the other word lists in German, in one place."""

from collections.abc import Mapping

from backoffice.wording import interpreting, rearranging, takeovers, tickets

STATUS: Mapping[str, str] = {
    "booked": "gebucht",
    "arrived": "da",
    "in_progress": "im Gespräch",
    "done": "erledigt",
    "reopened": "wieder offen",
    "no_show": "nicht erschienen",
    "not_reached": "nicht erreicht",
    "left": "gegangen",
    "cancelled_by_customer": "abgesagt",
    "cancelled_by_office": "von uns abgesagt",
    "presumed_cancelled": "vermutlich storniert",
    "moved": "verlegt",
    "taken_over": "übernommen",
}

STEP: Mapping[str, str] = {
    "arrive": "Ankunft",
    "begin": "Beginn",
    "interrupt": "Unterbrechung",
    "release": "Freigabe",
    "finish": "Abschluss",
    "leave": "Weggang",
    "no_show": "„nicht erschienen“",
    "not_reached": "„nicht erreicht“",
    "cancel_by_customer": "Absage",
    "cancel_by_office": "Absage durch uns",
    "presume_cancelled": "Vermutung einer Absage",
    "confirm_cancelled": "Bestätigung der Absage",
    "reject_cancelled": "Verwerfen der Absage",
    "move": "Verlegung",
    "take_over": "Übernahme",
    "reopen": "Wiederöffnung",
}

CHANNEL: Mapping[str, str] = {"in_person": "pers.", "phone": "Tel."}

CHANNEL_LONG: Mapping[str, str] = {"in_person": "persönlich", "phone": "telefonisch"}

AREA: Mapping[str, str] = {
    "front_desk": "Eingangszone",
    "youth_front_desk": "Eingangszone Jugendberufsagentur",
    "benefits": "Leistungsgewährung",
    "placement": "Markt und Integration",
}

OUTCOME: Mapping[str, str] = {
    "settled": "geklärt",
    "follow_up": "Folgetermin",
    "callback": "Rückruf",
    "placement_contact": "M&I-Kontakt",
    "settled_with": "mit geklärt im Termin",
    "other_jobcenter": "anderes Jobcenter",
    "commitment": "Zusage der zuständigen Geschäftsstelle",
}

ATTEMPT: Mapping[str, str] = {
    "reached": "erreicht",
    "no_answer": "keine Antwort",
    "message_left": "Nachricht hinterlassen",
    "wrong_number": "falsche Nummer",
    "no_number": "keine Nummer",
}

ROLE: Mapping[str, str] = {
    "appointment_manager": "Termin-Management",
    "group_lead": "Serviceplatzgruppen-Leitung",
    "site_admin": "Standort-Administration",
    "admin": "Administration",
    "caseworker": "Sachbearbeitung",
    "analyst": "Auswertung",
}

PLAIN: Mapping[str, Mapping[str, str]] = {
    "status": {**tickets.STATUS, **STATUS},
    "step": STEP,
    "channel": CHANNEL_LONG,
    "area": AREA,
    "outcome": OUTCOME,
    "attempt": ATTEMPT,
    "role": ROLE,
    "right": ROLE,
    "urgency": tickets.URGENCY,
    "closed_as": tickets.CLOSED_AS,
    "answer": tickets.ANSWER,
    "stand": {**takeovers.STAND, **takeovers.STATUS},
    "against": interpreting.AGAINST,
    "proposal": rearranging.PROPOSAL,
    "way": interpreting.KIND,
    "order_status": interpreting.STATUS,
    "order_step": interpreting.STEP,
}
"""Which list a named value of an error is looked up in."""
