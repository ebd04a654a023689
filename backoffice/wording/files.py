"""Sentences of the booking files: why one cannot be read, and what is odd about a column or a row."""

from collections.abc import Mapping

_AS_XLSX = (
    "Bitte in Excel öffnen, „Speichern unter“ als „Excel-Arbeitsmappe (.xlsx)“ wählen und diese Datei einlesen."
)
_AGAIN = "Bitte die Liste im Buchungssystem noch einmal herunterladen und diese Datei einlesen."

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "file_missing": (
        "Datei nicht gefunden",
        "Die Datei „{file}“ gibt es nicht (mehr).",
        "Bitte Ordner und Namen prüfen, oder die Liste noch einmal herunterladen.",
    ),
    "file_is_folder": (
        "Das ist ein Ordner",
        "„{file}“ ist ein Ordner, keine Buchungsliste.",
        "Bitte die Datei in diesem Ordner auswählen.",
    ),
    "file_locked": (
        "Datei gesperrt",
        "„{file}“ lässt sich nicht öffnen: Ein anderes Programm hält sie fest, oder die Berechtigung fehlt.",
        "Bitte die Datei in Excel schließen und es noch einmal versuchen.",
    ),
    "file_unreadable": (
        "Datei nicht lesbar",
        "„{file}“ lässt sich nicht lesen.",
        "Bitte prüfen, ob Laufwerk oder Netz erreichbar sind, und es noch einmal versuchen.",
    ),
    "file_lock_marker": (
        "Nur eine Sperrdatei",
        "„{file}“ zeigt nur an, dass die Liste gerade in einem anderen Programm offen ist.",
        "Bitte die Liste dort schließen und die Datei ohne diese Zeichen am Anfang des Namens wählen.",
    ),
    "file_empty": ("Leere Datei", "„{file}“ ist leer (0 Byte).", _AGAIN),
    "file_too_big": (
        "Datei zu groß",
        "„{file}“ hat {size} MB; eine Buchungsliste hat höchstens 5 MB.",
        "Bitte prüfen, ob es die richtige Datei ist.",
    ),
    "file_password": (
        "Mit Kennwort geschützt",
        "„{file}“ ist mit einem Kennwort geschützt und kann so nicht eingelesen werden.",
        "Bitte in Excel öffnen, das Kennwort entfernen und als .xlsx speichern.",
    ),
    "file_old_xls": ("Altes Excel-Format", "„{file}“ hat das alte Format .xls.", _AS_XLSX),
    "file_xlsb": ("Anderes Excel-Format", "„{file}“ hat das Format .xlsb.", _AS_XLSX),
    "file_ods": (
        "LibreOffice-Format",
        "„{file}“ hat das Format .ods.",
        "Bitte in LibreOffice öffnen, als „Excel 2007–365 (.xlsx)“ speichern und diese Datei einlesen.",
    ),
    "file_csv": (
        "Textdatei",
        "„{file}“ ist eine Textdatei (etwa .csv), keine Excel-Arbeitsmappe.",
        _AS_XLSX,
    ),
    "file_html": (
        "Webseite statt Liste",
        "„{file}“ ist eine Webseite mit falscher Endung; oft ist beim Herunterladen die Anmeldung abgelaufen.",
        "Bitte im Buchungssystem neu anmelden und die Liste noch einmal herunterladen.",
    ),
    "file_not_excel": ("Keine Excel-Datei", "„{file}“ ist keine Excel-Arbeitsmappe (.xlsx).", _AGAIN),
    "file_macros": (
        "Datei mit Makros",
        "„{file}“ enthält Makros; das tut eine Buchungsliste nicht.",
        "Bitte die Herkunft prüfen. Ist sie in Ordnung: in Excel als .xlsx ohne Makros speichern.",
    ),
    "file_links": (
        "Datei mit Verknüpfungen",
        "„{file}“ verweist auf andere Dateien; das tut eine Buchungsliste nicht.",
        "Bitte die Herkunft prüfen. Ist sie in Ordnung: die Liste als Werte in eine neue Mappe kopieren.",
    ),
    "file_damaged": (
        "Datei beschädigt",
        "„{file}“ ist unvollständig oder beschädigt und wurde nicht eingelesen.",
        _AGAIN,
    ),
    "file_bomb": (
        "Datei auffällig",
        "„{file}“ würde sich zu weit mehr entfalten, als eine Buchungsliste braucht, und wurde nicht geöffnet.",
        "Bitte die Datei nicht öffnen, die Herkunft prüfen und die IT informieren.",
    ),
    "file_entities": (
        "Datei auffällig",
        "„{file}“ enthält Anweisungen, die in einer Buchungsliste nichts zu suchen haben, und wurde nicht geöffnet.",
        "Bitte die Datei nicht öffnen, die Herkunft prüfen und die IT informieren.",
    ),
    "reader_unprotected": (
        "Schutz fehlt",
        "Der Schutz beim Lesen von Excel-Dateien (defusedxml) ist nicht aktiv; es wird nichts eingelesen.",
        "Bitte der Administration melden: Das Paket defusedxml fehlt oder ist abgeschaltet.",
    ),
    "no_sheet": ("Keine Tabelle", "„{file}“ enthält kein Tabellenblatt.", _AGAIN),
    "no_rows": (
        "Keine Termine",
        "In „{file}“ steht kein einziger Termin.",
        "Bitte prüfen, ob es die Liste des richtigen Tages ist.",
    ),
    "no_header": (
        "Keine Überschriften gefunden",
        "In „{file}“ ist in den ersten 20 Zeilen keine Zeile mit Spaltenüberschriften zu erkennen.",
        "Ist es die Buchungsliste: bitte die Spalten zuordnen, im Programm (F7) oder mit --map, z. B. --map start=C.",
    ),
    "no_start_column": (
        "Keine Uhrzeit gefunden",
        "In „{file}“ ist keine Spalte mit der Uhrzeit der Termine zu erkennen.",
        "Bitte die Spalte zuordnen, im Programm (F7) oder mit --map start=SPALTE (Überschrift oder Buchstabe).",
    ),
    "several_days": (
        "Liste für mehrere Tage",
        "„{file}“ nennt mehrere Tage: {days}.",
        "Bitte für jeden Tag eine eigene Liste herunterladen und einzeln einlesen.",
    ),
    "two_lists": (
        "Mehrere Listen",
        "„{file}“ enthält mehrere Terminlisten: {sheets}.",
        "Bitte jede Liste in einer eigenen Datei speichern und einzeln einlesen.",
    ),
    "too_many_sheets": (
        "Zu viele Blätter",
        "„{file}“ hat mehr als {sheets} Tabellenblätter.",
        "Bitte das Blatt mit der Liste in einer eigenen Datei speichern.",
    ),
    "too_many_rows": (
        "Zu viele Zeilen",
        "„{file}“ hat mehr als {rows} Zeilen; eine Liste für einen Tag hat einige Hundert.",
        "Bitte prüfen, ob es die Liste eines einzelnen Tages ist.",
    ),
    "too_many_columns": (
        "Zu viele Spalten",
        "„{file}“ hat mehr als {columns} Spalten.",
        "Bitte überzählige Spalten löschen oder prüfen, ob es die Buchungsliste ist.",
    ),
}

ISSUES: Mapping[str, str] = {
    # the file
    "no_booking_number": "keine Spalte mit Buchungsnummern: Termine werden an Zeit, Anliegen und Person erkannt",
    "no_duration": "keine Spalte mit Dauer oder Ende: Es gilt die Dauer des Anliegens",
    "no_group": "keine Spalte mit der Serviceplatzgruppe: Es gilt die erste Gruppe, die das Anliegen anbietet",
    "no_concern": "keine Spalte mit dem Anliegen",
    "no_name_column": "keine Spalte mit Namen",
    "no_phone": "keine Spalte mit Telefonnummern",
    "no_number": "keine Spalte mit Kunden- oder BG-Nummern",
    "no_channel": "ob persönlich oder telefonisch, steht nicht in der Liste",
    "channel_from_remark": "ob persönlich oder telefonisch, ist der Bemerkung entnommen",
    "no_branch": "welche Geschäftsstelle gemeint ist, steht nicht in der Liste",
    "unknown_branch": "die Geschäftsstelle „{branch}“ ist hier nicht angelegt",
    "several_branches": "die Liste nennt mehrere Geschäftsstellen: {branches}",
    "no_day": "welcher Tag gemeint ist, steht nicht in der Liste",
    "day_conflict": "Titel oder Dateiname nennen den {said}, die Zeilen den {rows}: Es gelten die Zeilen",
    "unknown_column": "Spalte „{column}“ ist keinem Feld zugeordnet und wird nicht übernommen",
    "second_column": "Spalte „{column}“ meint dasselbe wie eine andere und wird nicht übernommen",
    "other_sheets": "weitere Tabellenblätter wurden nicht gelesen: {sheets}",
    # rows that are no bookings
    "row_empty": "Zeile {row}: leer",
    "row_footer": "Zeile {row}: Summe, Fußzeile oder Zwischentitel",
    "row_header": "Zeile {row}: Überschriften noch einmal",
    "row_free": "Zeile {row}: freie Zeit ohne Buchung",
    "row_cancelled": "Zeile {row}: in der Liste als storniert bezeichnet",
    # problems of a row
    "no_start": "keine Uhrzeit",
    "start_unreadable": "Uhrzeit nicht lesbar",
    "other_day_in_row": "gehört zu einem anderen Tag: {day}",
    "day_unreadable": "Datum nicht lesbar",
    "other_branch": "gehört zu einer anderen Geschäftsstelle: {branch}",
    "phone_email": "E-Mail-Adresse in der Telefonspalte",
    "email_is_phone": "Telefonnummer in der E-Mail-Spalte",
    "name_is_email": "E-Mail-Adresse in der Namensspalte",
    "name_is_phone": "Telefonnummer in der Namensspalte",
    "number_is_email": "E-Mail-Adresse in der Spalte der Kundennummer",
    "formula": "Formel statt Wert",
    "cell_error": "Fehlerwert statt Inhalt",
    "duplicate_number": "dieselbe Buchungsnummer wie in Zeile {row}",
    "duplicate_row": "derselbe Termin wie in Zeile {row}",
    # notes of a row
    "no_name": "ohne Namen",
    "phone_missing": "Telefontermin ohne Telefonnummer",
    "phone_rounded": "Telefonnummer von der Tabelle gerundet: bitte erfragen",
    "phone_invalid": "Telefonnummer ungültig",
    "phone_zero_restored": "führende Null der Telefonnummer ergänzt: bitte prüfen",
    "phone_plus_restored": "„+“ der Telefonnummer ergänzt: bitte prüfen",
    "email_invalid": "E-Mail-Adresse nicht lesbar",
    "number_shape": "weder Kundennummer noch BG-Nummer: bitte prüfen",
    "number_without_sign": "BG-Nummer ohne Zeichen: gemeint ist vielleicht {suggestion}",
    "number_letters": "Nummer mit vertauschten Zeichen: gemeint ist vielleicht {suggestion}",
    "channel_unknown": "Art „{text}“ unbekannt: persönlich oder telefonisch?",
    "duration_unreadable": "Dauer nicht lesbar",
    "end_unreadable": "Ende nicht lesbar",
    "end_before_start": "Ende liegt nicht nach dem Beginn",
    "characters_removed": "unsichtbare oder unzulässige Zeichen entfernt",
    "shortened": "zu lang, gekürzt",
    # the merge
    "linked_own_booking": "unser eigener Termin, auch online gebucht: keine zweite Zeile",
    "ours_kept": "hier schon bearbeitet: Unser Stand bleibt",
    "missing_but_touched": "nicht mehr in der Liste, aber schon bearbeitet: bleibt",
    "reappeared": "war vermutlich storniert, steht wieder in der Liste",
    "listed_though_ended": "steht noch in der Liste, ist bei uns aber „{status}“",
    "moved_from_day": "stand bisher am {day} um {start}: dieselbe Buchung, verlegt",
    "stands_on_other_day": "steht nach einer neueren Liste am {day} um {start}: bleibt dort",
    "number_on_other_day": "dieselbe Buchungsnummer steht am {day} um {start} ({status}): bleibt dort, hier ein"
    " eigener Termin",
    "unreadable_now": "in der neuen Liste nicht lesbar: Der bekannte Wert bleibt",
}
"""What the reader and the merge remark (`Issue.code`), as a short German phrase."""
