"""The field's closed word lists (DOMAIN.md §1). Values are stored; German stands in `wording`."""

from enum import StrEnum


class Area(StrEnum):
    """Bereich (D20–D22). `PLACEMENT` (M&I) is a contact, bookable only where a branch says so."""

    FRONT_DESK = "front_desk"
    YOUTH_FRONT_DESK = "youth_front_desk"
    BENEFITS = "benefits"
    PLACEMENT = "placement"


class Channel(StrEnum):
    """How the talk is held (D1); by phone *we* call at the booked time."""

    IN_PERSON = "in_person"
    PHONE = "phone"


class Origin(StrEnum):
    """Where an appointment came from."""

    IMPORTED = "imported"
    WALK_IN = "walk_in"
    BOOKED = "booked"
    FOLLOW_UP = "follow_up"
    TAKEOVER = "takeover"


class Outcome(StrEnum):
    """What an appointment ended with (D9); outcomes combine."""

    SETTLED = "settled"
    FOLLOW_UP = "follow_up"
    CALLBACK = "callback"
    PLACEMENT_CONTACT = "placement_contact"
    SETTLED_WITH = "settled_with"
    OTHER_JOBCENTER = "other_jobcenter"
    COMMITMENT = "commitment"
    """The responsible branch promised an appointment or a call (D44)."""


class AttemptResult(StrEnum):
    """What a call led to (D16). A reached customer is a begun talk."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    MESSAGE_LEFT = "message_left"
    WRONG_NUMBER = "wrong_number"
    NO_NUMBER = "no_number"


class Role(StrEnum):
    """Rights as granted (D50). The first four nest strictly; the last two stand beside them."""

    APPOINTMENT_MANAGER = "appointment_manager"
    GROUP_LEAD = "group_lead"
    SITE_ADMIN = "site_admin"
    ADMIN = "admin"
    CASEWORKER = "caseworker"
    ANALYST = "analyst"


class Urgency(StrEnum):
    """How urgent a promised call is (D37), the most urgent first."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    NORMAL = "normal"


class TicketOrigin(StrEnum):
    """What a callback ticket came from (D37)."""

    APPOINTMENT = "appointment"
    WALK_IN = "walk_in"
    CALL = "call"


class Answer(StrEnum):
    """What else settles what an appointment still owes (D9)."""

    WRITTEN = "written"
    WAIVED = "waived"
    """*Kund:in verzichtet*."""


class Contingent(StrEnum):
    """Who sells a time (D29): the booking tool, or we."""

    INTERNAL = "internal"
    ONLINE = "online"


class OpeningKind(StrEnum):
    """What an opening is (D30)."""

    WEEKLY = "weekly"
    ONE_DAY = "one_day"
    """Takes the place of the weekly series of its service points on its day."""
    SHUT = "shut"
    """A one-day exception the other way: these service points are not open on that day."""
    FORCED = "forced"
    """*Öffnung trotz Schließung*: open whatever else says no."""


class ClosureKind(StrEnum):
    """What a closure closes."""

    CLOSED = "closed"
    BOOKING_STOP = "booking_stop"
    """*Buchungsstopp*: no new bookings of customers' other concerns; what is booked stays (D31)."""


class PlanRule(StrEnum):
    """What a plan has to keep (D31), and what of it can be counted."""

    FOUR_DAYS = "four_days"
    """Open on at least four days of a week."""
    LATE_DAY = "late_day"
    """Open until 18:00 on at least one day of a week."""
    LATE_RESERVED = "late_reserved"
    """Those late times are kept for employed people and participants in measures."""
    STOP_LENGTH = "stop_length"
    """A Buchungsstopp at the turn of a month of at most three days."""
    STOP_AWAY = "stop_away"
    """A Buchungsstopp at no turn of a month."""
    MANDATORY = "mandatory"
    """The mandatory concerns of the areas that a branch has are offered (D20, D21)."""
    FREE_TIME = "free_time"
    """There is free time for them in the next days."""


class AgreementUnit(StrEnum):
    """With whom it is agreed beforehand that a plan may break a rule (D31)."""

    GBL_2 = "gbl_2"
    BENEFITS_LEAD = "benefits_lead"
    """Bereichsleitung Leistungsgewährung & Eingangszone."""


class OtvTaskKind(StrEnum):
    """What somebody has to do in the booking tool by hand (D29)."""

    ENTER = "enter"
    CANCEL = "cancel"


class ApplicationKept(StrEnum):
    """Whether an application was put on record on the day it was brought up (D17)."""

    YES = "yes"
    NO = "no"
    NOT_WANTED = "not_wanted"


class TakeoverStatus(StrEnum):
    """How a request to take over an appointment was answered (D44). Lapsed by the clock is `ASKED` still."""

    ASKED = "asked"
    AGREED = "agreed"
    """By phone: the branch where the customer is completed it, the other one confirms or corrects."""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """Nobody answered in time, and it was asked again or answered otherwise since."""


class Parity(StrEnum):
    """Which house numbers of a range a rule means (D43)."""

    ALL = "all"
    ODD = "odd"
    EVEN = "even"


class InterpretingKind(StrEnum):
    """How somebody interprets (D47)."""

    PHONE = "phone"
    VIDEO = "video"
    ON_SITE = "on_site"
    COLLEAGUE = "colleague"
    SIGN = "sign"
    """Sign language on site: a legal right."""
    COMPANION = "companion"
    """An adult whom the customer brought along: recorded, never demanded. Children never interpret."""


class Provider(StrEnum):
    """Who interprets."""

    PERSON = "person"
    AGENCY = "agency"
    """Finds somebody for a time that is asked for: serves many at once."""
    HOTLINE = "hotline"
    """Serves many at once, within its hours."""
    COLLEAGUE = "colleague"


class OrderStatus(StrEnum):
    """How far an order for an interpreter has come (D48)."""

    NEEDED = "needed"
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    FAILED = "failed"
    """Nobody came, or the line stayed dead: it owes the customer a new promise."""
    CANCELLED = "cancelled"


class AvailabilityKind(StrEnum):
    """What is said about when an interpreter can be had."""

    WEEKLY = "weekly"
    ONE_DAY = "one_day"
    """Takes the place of the weekly series on its day."""
    AWAY = "away"


class AbsenceKind(StrEnum):
    """How an absence was entered (D36). Never why."""

    LEFT = "left"
    """*Ab jetzt nicht da*: by the person or any colleague, for the rest of a day."""
    PLANNED = "planned"
    """Of somebody, or of service points that were named."""
    COUNTED = "counted"
    """So many service points of a group less: the program chose which."""


class ProposalStatus(StrEnum):
    """How far a proposed other time, way or branch has come (D33)."""

    OPEN = "open"
    """The customer has not agreed yet."""
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """It is not needed any more, or something else was proposed."""


class ToldBy(StrEnum):
    """How a customer was told of what is proposed (D33)."""

    PHONE = "phone"
    MAIL = "mail"
    LETTER = "letter"
    RECEPTION = "reception"
    """They were here."""
