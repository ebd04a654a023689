"""Sentences of the store: why it cannot be opened, read or changed."""

from collections.abc import Mapping

_ADMIN = "Bitte die Administration informieren."

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "store_missing": (
        "Kein Speicher",
        "Den Speicher „{path}“ gibt es nicht.",
        "Einen neuen legt an: backoffice store init.",
    ),
    "store_empty": (
        "Speicher ist leer",
        "Der Speicher „{path}“ ist noch nicht eingerichtet.",
        "Das erledigt einmal: backoffice store init.",
    ),
    "store_older": (
        "Speicher ist älter",
        "Der Speicher „{path}“ ist älter als dieses Programm.",
        "Die Administration bringt ihn auf den Stand: backoffice store upgrade.",
    ),
    "store_newer": (
        "Speicher ist neuer",
        "Der Speicher „{path}“ ist neuer als dieses Programm.",
        "Bitte das Programm aktualisieren; bis dahin bleibt alles unverändert.",
    ),
    "store_busy": (
        "Speicher ist besetzt",
        "Ein anderes Programm hält den Speicher gerade fest.",
        "Bitte gleich noch einmal; nichts ist verloren.",
    ),
    "store_read_only": (
        "Nur lesbar",
        "Der Speicher lässt sich nicht beschreiben.",
        "Bitte Schreibrechte und Laufwerk prüfen lassen.",
    ),
    "clock_ahead": (
        "Die Uhr geht vor",
        "Die Uhr dieses Rechners geht gegen den gemeinsamen Speicher {by} vor: Fristen und Zeiten werden falsch.",
        "Bitte das Datum und die Uhrzeit des Rechners richtigstellen lassen.",
    ),
    "clock_behind": (
        "Die Uhr geht nach",
        "Die Uhr dieses Rechners geht gegen den gemeinsamen Speicher {by} nach: Fristen und Zeiten werden falsch.",
        "Bitte das Datum und die Uhrzeit des Rechners richtigstellen lassen.",
    ),
    "store_damaged": (
        "Speicher beschädigt",
        "Die Datei ist kein Speicher dieses Programms oder ist beschädigt.",
        "Bitte nichts überschreiben und die Administration informieren; eine Sicherung hilft.",
    ),
    "store_full": (
        "Kein Platz mehr",
        "Auf dem Datenträger ist kein Platz mehr.",
        "Bitte Platz schaffen; die letzte Änderung ist nicht gespeichert.",
    ),
    "store_on_network": (
        "Netzlaufwerk",
        "Auf einem Netzlaufwerk ({path}) kann ein lokaler Speicher Schaden nehmen.",
        "Für mehrere Arbeitsplätze ist der gemeinsame Speicher da (postgresql://…).",
    ),
    "store_not_writable": (
        "Nicht anzulegen",
        "Die Datei „{path}“ lässt sich nicht anlegen.",
        "Bitte einen anderen Ort wählen (--store).",
    ),
    "store_url": (
        "Adresse unverständlich",
        "Die Adresse des Speichers ist nicht zu verstehen.",
        "Gemeint ist ein Dateipfad, sqlite:///… oder postgresql://…",
    ),
    "password_in_url": (
        "Kennwort in der Adresse",
        "In der Adresse des Speichers steht ein Kennwort.",
        "Bitte weglassen; backoffice login hinterlegt es im Tresor.",
    ),
    "server_unreachable": (
        "Server antwortet nicht",
        "Der gemeinsame Speicher ist gerade nicht erreichbar.",
        "Das Programm versucht es weiter; nichts Gespeichertes ist verloren.",
    ),
    "login_refused": (
        "Anmeldung abgelehnt",
        "Der Server hat Anmeldung oder Kennwort nicht angenommen.",
        "Mit backoffice login neu hinterlegen oder die Administration fragen.",
    ),
    "store_missing_database": (
        "Keine Datenbank",
        "Auf dem Server gibt es diese Datenbank nicht.",
        _ADMIN,
    ),
    "store_no_right": (
        "Kein Recht im Speicher",
        "Diese Anmeldung darf das im Speicher nicht.",
        _ADMIN,
    ),
    "store_no_createrole": (
        "Kein Recht für Anmeldungen",
        "Diese Anmeldung darf auf dem Server keine Anmeldungen anlegen.",
        "Bitte die Datenbank-Administration um CREATEROLE oder um das Anlegen bitten.",
    ),
    "store_failed": (
        "Speicher meldet einen Fehler",
        "Der Speicher hat die Anfrage nicht ausgeführt.",
        "Bitte noch einmal; hilft das nicht, die Administration informieren (backoffice doctor).",
    ),
    "backup_exists": (
        "Datei gibt es schon",
        "„{path}“ gibt es schon und wird nicht überschrieben.",
        "Bitte einen anderen Namen wählen.",
    ),
    "backup_failed": (
        "Sicherung misslungen",
        "Die Sicherung nach „{path}“ ist nicht gelungen.",
        "Bitte Platz und Schreibrechte prüfen.",
    ),
    "backup_local_only": (
        "Nur lokal",
        "Den gemeinsamen Speicher sichert der Server selbst.",
        "Bitte die Datenbank-Administration fragen (pg_dump).",
    ),
    "not_example": (
        "Kein Beispielspeicher",
        "In diesem Speicher stehen echte Daten oder er ist kein Beispiel.",
        "Die Vorführung braucht einen leeren Speicher: --store mit neuem Dateinamen.",
    ),
    "no_vault": (
        "Kein Tresor",
        "Auf diesem Gerät gibt es keinen sicheren Kennwort-Tresor.",
        "Das Kennwort wird dann bei jedem Start gefragt und nirgends gespeichert.",
    ),
    "unsafe_vault": (
        "Tresor ist unsicher",
        "Der eingerichtete Kennwort-Speicher ({backend}) legt Kennwörter offen ab.",
        "Er wird nicht benutzt; das Kennwort wird bei jedem Start gefragt.",
    ),
    "vault_failed": (
        "Tresor antwortet nicht",
        "Der Kennwort-Tresor hat nicht geantwortet.",
        "Bitte entsperren und noch einmal versuchen.",
    ),
    "login_local": (
        "Nicht nötig",
        "Ein lokaler Speicher braucht kein Kennwort: Es gilt die Anmeldung am Gerät.",
        "",
    ),
    "nothing_stored": ("Nichts hinterlegt", "Für diesen Speicher ist kein Kennwort hinterlegt.", ""),
}
