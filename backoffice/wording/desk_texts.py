"""Sentences of the desk: what it refuses, and what it says when a change was made."""

from collections.abc import Mapping

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    # -- states --
    "wrong_state": (
        "Das passt nicht zum Stand",
        "Der Termin ist „{status}“: Für {step} ist es der falsche Stand.",
        "Im Verlauf (Enter) steht, was zuletzt geschah; Erledigtes öffnet x wieder.",
    ),
    "phone_only": (
        "Nur bei Telefonterminen",
        "Anrufversuche und „nicht erreicht“ gibt es nur bei Telefonterminen.",
        "Für einen persönlichen Termin bitte „nicht erschienen“ wählen.",
    ),
    "in_person_only": (
        "Nur bei persönlichen Terminen",
        "„Nicht erschienen“ gibt es nur bei persönlichen Terminen.",
        "Für einen Telefontermin bitte einen Anrufversuch eintragen.",
    ),
    "not_today": (
        "Nicht heute",
        "Der Termin ist am {day}, nicht heute.",
        "Absagen und Notizen gehen trotzdem; nachtragen lässt sich der letzte Arbeitstag.",
    ),
    "not_started": (
        "Noch nicht so weit",
        "Der Termin beginnt erst um {start_minute} Uhr.",
        "Bis dahin kann die Person noch kommen; eine Absage geht mit x.",
    ),
    "already_started": (
        "Schon begonnen",
        "Der Termin hat um {start_minute} Uhr begonnen: Absagen können wir ihn nicht mehr.",
        "Bitte ein Ergebnis eintragen (e) oder „nicht erschienen“ (x).",
    ),
    "in_talk": (
        "Das Gespräch läuft",
        "Während des Gesprächs lässt sich die Reservierung nicht zurückgeben.",
        "Bitte erst unterbrechen oder ein Ergebnis eintragen (e).",
    ),
    "changed_meanwhile": (
        "Inzwischen geändert",
        "{who} hat das zuletzt geändert ({when}).",
        "Die Zeile zeigt jetzt den neuen Stand; bitte noch einmal.",
    ),
    "claimed": (
        "Schon vergeben",
        "{who} hat diese Person gerade ({when}).",
        "Bitte absprechen; noch einmal dieselbe Taste übernimmt trotzdem.",
    ),
    "place_taken": (
        "Platz ist vergeben",
        "Der Serviceplatz ist zu dieser Zeit inzwischen vergeben.",
        "Bitte die Liste ansehen: Der Stand ist geblieben, wie er war.",
    ),
    # -- outcomes --
    "no_outcome": (
        "Ergebnis fehlt",
        "Ohne Ergebnis kann kein Termin erledigt werden.",
        "Bitte mindestens ein Ergebnis wählen.",
    ),
    "same_outcome_twice": (
        "Doppelt",
        "Ein Ergebnis steht zweimal da.",
        "Bitte jedes Ergebnis nur einmal wählen.",
    ),
    "contact_missing": (
        "M&I-Kontakt unvollständig",
        "Es fehlt, wer erreicht wurde oder was vereinbart ist.",
        "Bitte Funktion und Vereinbarung eintragen; nicht erreicht ist kein Ergebnis.",
    ),
    "other_jobcenter_missing": (
        "Anderes Jobcenter unvollständig",
        "Es fehlt, welcher Kontakt genannt oder ob der Antrag weitergeleitet wurde.",
        "Bitte eins von beiden eintragen.",
    ),
    "bad_link": (
        "Dieser Termin geht nicht",
        "Gemeint ist ein anderer Termin von hier, der nicht ausgefallen ist; ein Folgetermin folgt diesem.",
        "Bitte einen anderen Termin wählen.",
    ),
    # -- calls, notes, walk-ins --
    "has_number": (
        "Es gibt eine Nummer",
        "Für diese Person ist eine Telefonnummer eingetragen.",
        "Bitte „falsche Nummer“ wählen, wenn sie nicht stimmt.",
    ),
    "note_empty": ("Leere Notiz", "In der Notiz steht nichts.", "Bitte etwas eintragen oder mit Esc schließen."),
    "not_of_this_branch": (
        "Nicht aus dieser Geschäftsstelle",
        "Die gewählte Person arbeitet nicht in dieser Geschäftsstelle.",
        "Bitte jemanden von hier wählen.",
    ),
    "phone_unreadable": (
        "Telefonnummer unklar",
        "Die Telefonnummer ist nicht lesbar.",
        "Bitte mit Vorwahl eingeben oder das Feld leer lassen.",
    ),
    # -- Nachtrag --
    "before_last_step": (
        "Zu früh",
        "Um {when} war der Termin schon weiter.",
        "Bitte eine spätere Uhrzeit eingeben.",
    ),
    "circular_link": (
        "Dreht sich im Kreis",
        "Der andere Termin ist selbst mit diesem geklärt: Dann hätte niemand eine Antwort.",
        "Bitte bei einem der beiden ein anderes Ergebnis eintragen.",
    ),
    "in_future": ("Liegt in der Zukunft", "Die Zeit liegt in der Zukunft.", "Bitte eine vergangene Zeit eingeben."),
    "too_long_ago": (
        "Zu lange her",
        "Nachtragen geht nur bis zum letzten Arbeitstag ({earliest}).",
        "Ältere offene Termine bitte jetzt mit dem heutigen Stand abschließen.",
    ),
    # -- undo --
    "not_undoable": (
        "Nicht rückgängig zu machen",
        "Diese Änderung lässt sich nicht zurücknehmen.",
        "Bitte den Stand von Hand ändern.",
    ),
    "nothing_to_undo": ("Nichts rückgängig", "Hier wurde noch nichts geändert.", ""),
    "already_undone": ("Schon zurückgenommen", "Diese Änderung ist schon zurückgenommen.", ""),
    "undo_blocked": (
        "Nicht rückgängig zu machen",
        "Auf dieser Änderung baut schon etwas anderes auf.",
        "Bitte erst das Spätere zurücknehmen.",
    ),
    "other_schema": (
        "Nicht rückgängig zu machen",
        "Die Änderung stammt aus einer älteren Fassung des Programms.",
        "Bitte den Stand von Hand ändern.",
    ),
    "purged": ("Schon gelöscht", "Die alten Werte sind fristgemäß gelöscht.", ""),
    # -- rights and people --
    "no_right": (
        "Kein Recht",
        "Dafür fehlt hier das Recht.",
        "Rechte vergibt die Standort-Administration dieser Geschäftsstelle.",
    ),
    "not_found": ("Nicht da", "Diesen Eintrag gibt es nicht oder nicht mehr.", "Bitte neu laden (F5)."),
    "protected": (
        "Geschützt",
        "Dieser Eintrag ist geschützt.",
        "Bitte an die Standort-Administration abgeben.",
    ),
    "unknown_account": (
        "Unbekannte Anmeldung",
        "Die Anmeldung „{login}“ ist in diesem Speicher nicht eingetragen.",
        "Die Administration trägt sie ein: backoffice staff add.",
    ),
    "account_inactive": (
        "Anmeldung ruht",
        "Die Anmeldung „{login}“ ist abgeschaltet.",
        "Bitte an die Administration wenden.",
    ),
    "no_access": (
        "Kein Zugang",
        "Die Anmeldung „{login}“ ist hier abgeschaltet oder noch nicht eingetragen.",
        "Die Administration hilft weiter: backoffice staff reactivate oder backoffice staff add.",
    ),
    "own_account": (
        "Nicht für sich selbst",
        "Die eigene Anmeldung schaltet niemand selbst ab.",
        "Bitte eine andere Person mit „Administration“ darum bitten.",
    ),
    "login_taken": (
        "Schon eingetragen",
        "Die Anmeldung „{login}“ gibt es schon.",
        "Rechte dafür vergibt: backoffice staff grant.",
    ),
    "own_rights": (
        "Nicht für sich selbst",
        "Die eigenen Rechte ändert niemand selbst.",
        "Bitte eine andere Person mit diesem Recht darum bitten.",
    ),
    "no_right_to_grant": (
        "Kein Recht",
        "Das Recht „{role}“ dürfen Sie hier nicht vergeben oder nehmen.",
        "Das kann die Administration.",
    ),
    "grant_missing": (
        "Nicht vergeben",
        "Das Recht „{role}“ ist so nicht vergeben.",
        "backoffice staff list zeigt alle.",
    ),
    "last_administrator": (
        "Letzte Administration",
        "Ohne diese Person könnte niemand mehr das Haus verwalten.",
        "Bitte zuerst jemand anderem „Administration“ geben.",
    ),
    "unknown_person": (
        "Unbekannte Person",
        "Diese Anmeldung gibt es nicht.",
        "backoffice staff list zeigt alle Anmeldungen.",
    ),
    # -- the house --
    "already_founded": (
        "Schon eingerichtet",
        "In diesem Speicher ist schon ein Haus eingerichtet.",
        "Weitere Personen trägt ein: backoffice staff add.",
    ),
    "unknown_branch": (
        "Unbekannte Geschäftsstelle",
        "Diese Geschäftsstelle gibt es nicht.",
        "backoffice branch list zeigt alle mit ihrem Kürzel.",
    ),
    "house_empty": (
        "Noch keine Geschäftsstelle",
        "In diesem Speicher ist noch keine Geschäftsstelle angelegt.",
        "Die Administration legt die erste an; ein Beispiel zeigt: backoffice branch add --help.",
    ),
    "no_branch": (
        "Keine Geschäftsstelle",
        "Für diese Anmeldung ist noch keine Geschäftsstelle freigegeben.",
        "Das Recht dafür vergibt die Administration: backoffice staff grant.",
    ),
    "branch_exists": (
        "Schon da",
        "Eine Geschäftsstelle mit diesem Kürzel oder Namen gibt es schon.",
        "Bitte ein anderes Kürzel wählen.",
    ),
    "group_exists": ("Schon da", "Die Gruppe „{group}“ gibt es hier schon.", "Bitte einen anderen Namen wählen."),
    "unknown_group": ("Unbekannte Gruppe", "Diese Gruppe gibt es in der Geschäftsstelle nicht.", ""),
    "team_not_here": ("Unbekanntes Team", "Das Team „{team}“ gibt es in der Geschäftsstelle nicht.", ""),
    "unknown_concern": (
        "Unbekanntes Anliegen",
        "Das Anliegen „{title}“ steht nicht im Katalog.",
        "Bitte ein Anliegen aus der Liste wählen.",
    ),
    # -- import --
    "other_branch": (
        "Andere Geschäftsstelle",
        "Die Datei ist von „{file_branch}“, nicht von „{branch}“.",
        "Bitte die Datei dort einlesen oder die richtige Datei wählen.",
    ),
    "other_day": (
        "Anderer Tag",
        "Die Datei ist vom {file_day}, nicht vom {day}.",
        "Bitte den Tag der Datei angeben oder die richtige Datei wählen.",
    ),
    "no_day": (
        "Tag unbekannt",
        "In der Datei steht nirgends ein Datum.",
        "Bitte den Tag angeben (--day JJJJ-MM-TT oder im Feld „Tag“).",
    ),
    "too_many_vanished": (
        "Viele Termine fehlen",
        "{vanishing} von {untouched} noch offenen Terminen stehen nicht mehr in der Datei.",
        "Ist die Datei vollständig? Nur dann ausdrücklich bestätigen (--accept-vanished).",
    ),
}
