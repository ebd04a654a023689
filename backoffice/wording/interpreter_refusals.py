"""What is refused of interpreters and services, and of the times at which they can be had (D47, D49)."""

from collections.abc import Mapping

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "interpreter_nameless": (
        "Name fehlt",
        "Es ist nicht gesagt, wer oder welcher Dienst dolmetscht.",
        "Bitte einen Namen angeben, zum Beispiel „Telefon-Hotline“.",
    ),
    "interpreter_no_language": (
        "Sprache fehlt",
        "Ohne Sprache wird niemand gefunden.",
        "Bitte mindestens eine Sprache angeben.",
    ),
    "interpreter_no_way": (
        "Wie wird gesprochen?",
        "Es ist nicht gesagt, ob am Telefon, per Video oder vor Ort.",
        "Bitte mindestens einen der drei Wege wählen.",
    ),
    "interpreter_signed_by_phone": (
        "Gebärdensprache am Telefon",
        "Gebärdensprache wird gesehen: Am Telefon geht sie nicht.",
        "Bitte Video oder vor Ort wählen.",
    ),
    "interpreter_exists": (
        "Schon da",
        "„{name}“ ist hier schon eingetragen.",
        "Bitte den vorhandenen Eintrag ändern oder den Namen unterscheidbar machen.",
    ),
    "interpreter_has_orders": (
        "Es gibt Bestellungen",
        "Solange Bestellungen offen sind ({count}), bleibt es dabei, ob jemand allein arbeitet oder ein Dienst ist.",
        "Bitte einen neuen Eintrag anlegen oder die Bestellungen vorher klären.",
    ),
    "bad_notice": (
        "Vorlauf passt nicht",
        "Der Vorlauf liegt zwischen 0 Minuten und {most} Tagen.",
        "Bitte einen kürzeren Vorlauf eingeben.",
    ),
    "notice_unknown": (
        "Vorlauf nicht erkannt",
        "„{text}“ ist kein Vorlauf.",
        "Zum Beispiel sofort, 30 min, 2 h oder 2 Tage.",
    ),
    "interpreter_day_past": (
        "Schon vorbei",
        "Der {day} ist vorbei; was war, wird nicht umgeschrieben.",
        "Bitte heute oder einen späteren Tag wählen.",
    ),
    "interpreter_left": (
        "Dann nicht mehr da",
        "Der letzte Tag ist der {last}.",
        "Bitte einen früheren Tag wählen oder den letzten Tag ändern.",
    ),
    "interpreter_day_closed": (
        "Geschlossener Tag",
        "Am {day} ist das Haus zu ({holiday}).",
        "Bitte einen anderen Tag wählen.",
    ),
    "overlapping_times": (
        "Überschneidet sich",
        "Am {day} steht schon {start} bis {end} Uhr da.",
        "Bitte die Zeiten so wählen, dass sie sich nicht überschneiden, oder die andere vorher entfernen.",
    ),
    "bad_away": (
        "Abwesenheit passt nicht",
        "Die Abwesenheit kann nicht vor ihrem Beginn enden und dauert höchstens {most} Tage.",
        "Bitte die Tage prüfen; wer auf Dauer geht, bekommt einen letzten Tag.",
    ),
    "away_hours_of_one_day": (
        "Stunden an mehreren Tagen",
        "Uhrzeiten gibt es nur bei der Abwesenheit an einem einzelnen Tag.",
        "Bitte die Tage einzeln eintragen oder ganze Tage nehmen.",
    ),
    "interpreter_time_over": (
        "Schon vorbei",
        "Diese Zeit endete am {last} und zählt nicht mehr.",
        "Hier ist nichts zu entfernen.",
    ),
    "interpreter_unknown": (
        "Kennung unbekannt",
        "Einen Eintrag mit der Kennung „{id}“ gibt es nicht, oder es gibt mehrere.",
        "backoffice interpreters list --gone zeigt die Kennungen; mindestens vier Zeichen davon.",
    ),
    "interpreter_time_unclear": (
        "Zeit nicht gefunden",
        "Eine Zeit mit der Kennung {id} gibt es nicht, oder es gibt mehrere.",
        "backoffice interpreters show zeigt die Kennungen.",
    ),
    "language_unclear": (
        "Welche Sprache?",
        "„{text}“ kann {found} sein.",
        "Bitte den Namen genauer oder den Code angeben.",
    ),
    "travel_to_itself": (
        "Kein Weg",
        "Von einer Geschäftsstelle zu ihr selbst gibt es keinen Weg.",
        "Bitte zwei verschiedene angeben.",
    ),
    "bad_travel": (
        "Weg passt nicht",
        "Ein Weg dauert zwischen 0 und {most} Minuten.",
        "Bitte die Minuten prüfen.",
    ),
    "branch_unclear": (
        "Geschäftsstelle nicht erkannt",
        "„{text}“ ist keine von: {names}.",
        "Bitte Namen oder Kürzel mit Komma trennen; leer heißt: alle.",
    ),
}
