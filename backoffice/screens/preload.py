"""Brings what keys will need while nobody presses one: commands, forms, the libraries for phones and holidays."""

import sys
import time
from importlib import import_module

MODULES = (
    "phonenumbers",
    "backoffice.desk.arrivals",
    "backoffice.desk.talks",
    "backoffice.desk.finishing",
    "backoffice.desk.calling",
    "backoffice.desk.cancelling",
    "backoffice.desk.noting",
    "backoffice.desk.undo",
    "backoffice.screens.outcome",
    "backoffice.screens.choice",
    "backoffice.screens.negative",
    "backoffice.screens.note",
    "backoffice.screens.record",
    "backoffice.screens.help",
    "backoffice.screens.search",
    "backoffice.screens.directory",
    "backoffice.screens.assign",
    "backoffice.screens.walk_in",
    "backoffice.screens.contact",
    "backoffice.screens.ticket_form",
    "holidays.countries.germany",
    "backoffice.desk.booking_prefill",
    "backoffice.desk.slots",
    "backoffice.screens.booking",
    "backoffice.desk.giving_place",
    "backoffice.desk.moving",
    "backoffice.screens.first_appointment",
    "backoffice.screens.slip",
    "backoffice.desk.asking_prefill",
    "backoffice.screens.responsible",
    "backoffice.screens.asking_forms",
    "backoffice.screens.commitment_form",
    "backoffice.screens.tickets",
    "backoffice.desk.ticket_calls",
    "backoffice.desk.ticket_closing",
    "backoffice.desk.ticket_moves",
    "backoffice.screens.ticket_dialogs",
    "backoffice.screens.ticket_reach",
    "backoffice.screens.ticket_dial",
    "backoffice.screens.ticket_record",
    "backoffice.screens.takeovers",
    "backoffice.desk.takeover_prefill",
    "backoffice.desk.takeover_promises",
    "backoffice.screens.takeover_time_form",
    "backoffice.screens.takeover_request",
    "backoffice.screens.interpreting",
    "backoffice.screens.interpreting_forms",
    "backoffice.screens.interpreting_sheet",
    "backoffice.desk.request_sheets",
    "backoffice.screens.plan",
    "backoffice.screens.plan_forms",
    "backoffice.screens.plan_closing",
    "backoffice.screens.plan_check",
    "backoffice.screens.absence_form",
    "backoffice.screens.staffing_form",
    "backoffice.screens.leaving_form",
    "backoffice.desk.closures",
    "backoffice.desk.temporary_points",
    "backoffice.screens.ticket_time_form",
    "backoffice.screens.otv_dialog",
    "backoffice.desk.handing_out",
    "backoffice.screens.handing_out_dialog",
    "backoffice.domain.language_hints",
    "backoffice.desk.interpreting_prefill",
    "backoffice.desk.orders",
    "backoffice.screens.interpreting_ask_dialog",
    "backoffice.screens.interpreting_dial",
    "backoffice.screens.interpreters_list",
    "backoffice.screens.notify_dialog",
    "backoffice.desk.accepting_plan",
    "backoffice.screens.rearrange_dialog",
    "backoffice.screens.extra_form",
)
"""The likeliest first."""

PAUSE = 0.02
"""Seconds between two modules, so that a key pressed meanwhile is answered."""


def preload() -> None:
    """Load them all; meant for a thread of its own."""
    for name in MODULES:
        if name in sys.modules:
            continue
        import_module(name)
        time.sleep(PAUSE)
    from backoffice.wording.languages import search

    search("a")  # the first letter that looks for a language loads the list of all of them
