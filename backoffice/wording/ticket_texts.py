"""Callback tickets, office hours and answers: what is refused, what is said, what the Verlauf names."""

from collections.abc import Mapping

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    # -- making one --
    "unreachable": (
        "So erreichen wir niemanden",
        "Es ist weder eine Telefonnummer noch ein anderer Weg angegeben.",
        "Bitte nach einer Nummer fragen oder eintragen, wie die Person sonst erreichbar ist (Brief, E-Mail).",
    ),
    "concern_missing": (
        "Worum geht es?",
        "Es fehlt, worum es geht.",
        "Bitte ein Anliegen wählen oder ein paar Worte eintragen.",
    ),
    "unknown_team": (
        "Team unbekannt",
        "Dieses Team gibt es nicht (mehr).",
        "Bitte ein Team aus der Liste wählen; „backoffice teams“ zeigt alle.",
    ),
    "team_of_other_branch": (
        "Team einer anderen Geschäftsstelle",
        "Ein neuer Rückruf geht an ein Team der eigenen Geschäftsstelle.",
        "Bitte erst anlegen und dann mit w (Weitergeben) an die andere Geschäftsstelle geben.",
    ),
    "urgency_reason_missing": (
        "Warum so dringend?",
        "Für „dringend“ und „Notfall“ fehlt die Begründung.",
        "Bitte in ein paar Worten eintragen, warum es nicht warten kann.",
    ),
    "caller_missing": (
        "Wer hat angerufen?",
        "Ohne Termin braucht ein Rückruf Angaben zur Person.",
        "Bitte Name oder Nummer eintragen oder vom Termin aus anlegen.",
    ),
    "callback_missing": (
        "Welcher Rückruf?",
        "Das Ergebnis „Rückruf“ braucht genau ein Ticket.",
        "Bitte ein neues anlegen oder ein offenes Ticket dieses Termins wählen.",
    ),
    "bad_ticket": (
        "Das Ticket passt nicht",
        "Dieses Ticket gehört nicht zu diesem Termin oder ist hinfällig.",
        "Bitte ein neues Rückruf-Ticket anlegen.",
    ),
    "wish_unknown": (
        "Wann genau?",
        "Den Wunsch „{text}“ versteht das Programm nicht.",
        "Möglich sind zum Beispiel: ab 16, 14-16, vormittags, mi 9-11, morgen nachmittags.",
    ),
    # -- working it --
    "ticket_wrong_state": (
        "Das passt nicht zum Stand",
        "Das Ticket ist „{status}“: Dafür ist es der falsche Stand.",
        "Im Verlauf (Enter) steht, was zuletzt geschah.",
    ),
    "ticket_closed": (
        "Schon abgeschlossen",
        "Das Ticket ist seit {when} abgeschlossen ({closed_as}).",
        "Ist noch etwas offen, bitte ein neues Ticket anlegen.",
    ),
    "ticket_accepted": (
        "Schon angenommen",
        "{who} hat das Ticket um {when} angenommen.",
        "Es ist nichts weiter zu tun; b wählt trotzdem.",
    ),
    "ticket_claimed": (
        "Wird gerade angerufen",
        "{who} wählt diese Nummer seit {when}.",
        "Noch einmal dieselbe Taste übernimmt den Anruf.",
    ),
    "no_phone": (
        "Keine Nummer",
        "Zu diesem Ticket gibt es keine Telefonnummer.",
        "Bitte auf dem angegebenen Weg antworten und mit e abschließen, oder mit f eine Nummer eintragen.",
    ),
    "before_ticket": (
        "Vor dem Ticket",
        "Das Ticket gibt es erst seit {when}.",
        "Bitte einen späteren Zeitpunkt eintragen.",
    ),
    "not_raised": (
        "Schon so dringend",
        "Das Ticket steht bereits auf „{urgency}“.",
        "Die Dringlichkeit lässt sich nur erhöhen.",
    ),
    "promise_in_past": (
        "Dieser Zeitpunkt ist vorbei",
        "Eine Zwischennachricht verspricht einen Zeitpunkt, der noch kommt.",
        "Bitte einen späteren Zeitpunkt eintragen.",
    ),
    "how_missing": (
        "Wie?",
        "Es fehlt, auf welchem Weg und wann das geschah.",
        "Bitte kurz eintragen, zum Beispiel: Brief vom 24.11.",
    ),
    "reason_missing": (
        "Warum?",
        "Es fehlt die Begründung.",
        "Bitte in ein paar Worten eintragen; sie steht im Verlauf.",
    ),
    # -- moving it --
    "same_team": (
        "Schon dort",
        "Das Ticket liegt bereits bei „{team}“.",
        "Bitte ein anderes Team wählen.",
    ),
    "nowhere_to_return": (
        "Wohin zurück?",
        "Das Ticket kam von keinem anderen Team.",
        "Bitte mit w an das zuständige Team weitergeben.",
    ),
    "not_accepted": (
        "Nicht angenommen",
        "Das Ticket hat noch niemand angenommen.",
        "Mit a wird es angenommen, mit w weitergegeben.",
    ),
    # -- closing it --
    "too_few_attempts": (
        "Noch nicht schriftlich",
        "Erst nach drei Versuchen an zwei halben Tagen: Bisher sind es {tried} an {half_days}.",
        "Bitte weiter versuchen; wünscht die Person Post, geht es mit f (Schriftlich gewünscht) sofort.",
    ),
    "bad_appointment": (
        "Der Termin passt nicht",
        "Der Termin ist nicht mehr offen oder gehört zu einer anderen Geschäftsstelle.",
        "Bitte einen kommenden Termin wählen.",
    ),
    "other_person": (
        "Termin einer anderen Person",
        "Der Termin gehört nach Name, Nummer und Telefon jemand anderem.",
        "Bitte einen Termin dieser Person wählen; stimmt er doch, mit f erst die Angaben am Termin berichtigen.",
    ),
    "appointment_over": (
        "Der Termin ist vorbei",
        "Nur ein Termin, der noch kommt, hält die Zusage.",
        "Bitte einen kommenden Termin wählen oder anders abschließen.",
    ),
    "ticket_number_shape": (
        "Keine Ticketnummer",
        "„{number}“ ist keine Ticketnummer.",
        "Sie sieht so aus: R-7K-Q2M; „backoffice tickets“ zeigt alle.",
    ),
    "ticket_unknown": (
        "Ticket unbekannt",
        "Ein Ticket {number} gibt es hier nicht.",
        "„backoffice tickets“ zeigt alle Tickets der Geschäftsstelle.",
    ),
    # -- answers --
    "nothing_owed": (
        "Hier fehlt nichts",
        "Dieser Termin schuldet niemandem mehr eine Antwort.",
        "Es ist nichts weiter zu tun.",
    ),
    "still_open": (
        "Noch nicht zu Ende",
        "Der Termin ist noch offen.",
        "Bitte erst eintragen, wie er ausging (e oder x).",
    ),
    # -- teams, hours and closures --
    "team_exists": (
        "Team gibt es schon",
        "„{team}“ gibt es in dieser Geschäftsstelle schon.",
        "Bitte einen anderen Namen wählen.",
    ),
    "bad_hours": (
        "Diese Zeiten gehen nicht",
        "Eine Zeit endet, bevor sie beginnt, oder zwei überschneiden sich.",
        "Bitte so eintragen: „mo-mi 8-16, do 8-18, fr 8-12“.",
    ),
    "hours_unknown": (
        "Diese Zeiten versteht das Programm nicht",
        "„{text}“ ist nicht zu verstehen.",
        "Bitte so eintragen: „mo-mi 8-16, do 8-18, fr 8-12“.",
    ),
    "no_hours": (
        "Ohne Dienstzeiten",
        "Samstag und Sonntag zählen nie: Ohne Dienstzeiten an einem anderen Tag wäre keine Zusage zu halten.",
        "Bitte mindestens einen Tag von Montag bis Freitag eintragen, zum Beispiel „mo-fr 8-16“.",
    ),
    "never_open": (
        "Nie geöffnet",
        "In den nächsten {days} Tagen ist kein einziger Arbeitstag: Eine Frist lässt sich nicht ausrechnen.",
        "Bitte die eingetragenen Schließungen prüfen.",
    ),
    "closure_nameless": (
        "Schließung ohne Namen",
        "Es fehlt, warum geschlossen ist.",
        "Bitte ein Wort dazu eintragen, zum Beispiel „Betriebsversammlung“.",
    ),
    "bad_closure": (
        "Diese Schließung geht nicht",
        "Sie endet, bevor sie beginnt, oder dauert länger als {most} Tage.",
        "Bitte den ersten und den letzten Tag prüfen.",
    ),
}

DONE: Mapping[str, str] = {
    "ticket_made": "Rückruf zugesagt.",
    "reach_changed": "Angaben zum Rückruf geändert.",
    "ticket_noted": "Notiz zum Rückruf eingetragen.",
    "ticket_accepted": "angenommen.",
    "ticket_reopened": "wieder offen und angenommen: Der Termin, der die Zusage halten sollte, ist weggefallen.",
    "ticket_dialled": "wird angerufen.",
    "ticket_laid_down": "Anruf beendet, das Ticket bleibt offen.",
    "ticket_tried": "Versuch ohne Erfolg, die Zusage gilt weiter.",
    "ticket_raised": "Dringlichkeit erhöht.",
    "interim_told": "Zwischennachricht eingetragen, die Frist bleibt.",
    "ticket_handed_over": "weitergegeben.",
    "ticket_returned": "zurückgegeben.",
    "ticket_given_back": "wieder beim Team, nicht angenommen.",
    "ticket_closed": "abgeschlossen.",
    "answered": "Antwort festgehalten.",
    "left_for_today": "Ab jetzt nicht da: Gespräche, Reservierungen und Tickets sind zurückgegeben.",
    "team_added": "Team angelegt.",
    "team_changed": "Team geändert.",
    "hours_set": "Dienstzeiten eingetragen.",
    "closure_added": "Schließung eingetragen.",
    "closure_removed": "Schließung aufgehoben.",
    "policy_set": "Frist-Regel eingestellt.",
}

HISTORY: Mapping[str, str] = {
    "ticket_made": "Rückruf zugesagt",
    "reach_changed": "Angaben zum Rückruf geändert",
    "ticket_noted": "Notiz geschrieben",
    "ticket_accepted": "angenommen",
    "ticket_reopened": "wieder geöffnet und angenommen",
    "ticket_dialled": "angerufen",
    "ticket_laid_down": "Anruf ohne Eintrag beendet",
    "ticket_tried": "Anrufversuch ohne Erfolg",
    "ticket_raised": "Dringlichkeit erhöht",
    "interim_told": "Zwischennachricht",
    "ticket_handed_over": "weitergegeben",
    "ticket_returned": "zurückgegeben",
    "ticket_given_back": "an das Team zurückgegeben",
    "ticket_closed": "abgeschlossen",
    "answered": "Antwort festgehalten",
    "left_for_today": "zurückgegeben: Die Person ist ab jetzt nicht da",
}
