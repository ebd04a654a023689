"""The rule table on the line: read in whole or not at all, asked without arguments, looked through (D43, D54)."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from backoffice.desk.responsibility import SetRules
from backoffice.desk.responsibility_views import FindResponsible, KnownBranches, Rules
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import Refused
from backoffice.domain.rules import Asked
from backoffice.domain.terms import Role
from tests.commandline import CommandLine, at
from tests.office import Office

HEAD = "Rang;Geschäftsstelle;Team;PLZ;Straße;von;bis;Seite;unter Alter;Bereich;Hinweis"
RULES = (
    "1;MITTE;;;;;;;25;",
    "10;NORD;;00112;Beispielstraße;1;19;ungerade",
    "10;MITTE;Leistungsteam 1;00112;Beispielstraße;2;;gerade",
    "20;NORD;;00112",
    "20;MITTE;;00112",
)


@pytest.fixture
def line(office: Office, store_url: str, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The administrator of two branches at the command line."""
    monkeypatch.setattr("backoffice.account.login", lambda: office.desk.login)
    line = CommandLine(store_url, clock)
    line("branch", "add", "NORD", "--name", "Geschäftsstelle Nord", "--team", "Leistungsteam 1", "benefits")
    return line


def write(tmp_path: Path, *lines: str) -> str:
    path = tmp_path / "regeln.csv"
    path.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    return str(path)


def test_rules_are_read_in_asked_listed_and_replaced(line: CommandLine, office: Office, tmp_path: Path) -> None:
    assert "Es gibt noch keine Regeln" in line("responsibility", "list")
    assert "Es gibt noch keine Regeln" in line("responsibility", "explain", given="PLZ: 00112")
    dry = line("responsibility", "import", write(tmp_path, *RULES), "--dry-run")
    assert "Gelesene Regeln: 5." in dry
    assert "Gespeichert ist nichts" in dry
    assert line.json("responsibility", "list") == []
    assert "Regeln der Zuständigkeit gespeichert: 5." in line("responsibility", "import", write(tmp_path, *RULES))
    assert Path(write(tmp_path, *RULES)).exists(), "a rule file is kept"

    told = line("responsibility", "explain", given="PLZ: 00112\nStraße: BEISPIELSTR.\nHausnummer: 7a\nAlter: 40\n")
    assert told == "Geschäftsstelle Nord – sicher: PLZ 00112, Beispielstraße 1–19 ungerade\n"
    found = line.json("responsibility", "explain", given='{"postcode": "112", "street": "Beispiel-Straße 8"}')
    assert [(one["branch"], one["team"], one["sureness"], one["missing"]) for one in found["candidates"]] == [
        ("MITTE", None, "possible", ["age"]),
        ("MITTE", "Leistungsteam 1", "sure", []),
    ]
    several = line("responsibility", "explain", given="00112\n\n\n40\n")
    assert several.splitlines()[-1] == "Mehrere kommen in Frage: Hier entscheidet ein Mensch."
    assert several.splitlines()[:-1] == [
        (
            "Geschäftsstelle Mitte, Leistungsteam 1 – möglich: PLZ 00112, Beispielstraße ab 2 gerade;"
            " fehlt: Straße, Hausnummer"
        ),
        "Geschäftsstelle Nord – wahrscheinlich: PLZ 00112",
        "Geschäftsstelle Mitte – wahrscheinlich: PLZ 00112",
    ]
    one = line("responsibility", "explain", given="PLZ: 00112\nStraße: Beispielstraße 7")
    assert [part.split(" –")[0] for part in one.splitlines()] == ["Geschäftsstelle Mitte", "Geschäftsstelle Nord"]
    unknown = line("responsibility", "explain", given="PLZ: 00999\nStraße: Nirgendwo\nAlter: 40")
    assert unknown.splitlines() == [
        "Die Straße steht in keiner Regel: Bitte die Schreibweise prüfen.",
        "Keine Regel passt: Hier entscheidet ein Mensch.",
    ]

    assert len(line.json("responsibility", "list", "--branch", "NORD")) == 2
    shown = line("responsibility", "list", "--search", given="beispielstrasse gerade").splitlines()
    assert [row.split()[1] for row in shown] == ["NORD", "MITTE"]
    assert "Beispielstraße ab 2 gerade" in shown[1]
    assert "Keine Regel passt zur Suche." in line("responsibility", "list", "--search", given="Nirgendwo")

    replaced = line("responsibility", "import", write(tmp_path, "1;NORD;;00112"))
    assert "gespeichert: 1 statt bisher 5." in replaced
    assert [one["text"] for one in line.json("responsibility", "list")] == ["PLZ 00112"]
    assert "zurück" not in line.refused("undo", code=1), "a file of before is read in again instead"


def test_a_wrong_line_stores_nothing_and_every_one_is_told(line: CommandLine, tmp_path: Path) -> None:
    line("responsibility", "import", write(tmp_path, *RULES))
    wrong = write(tmp_path, *RULES, "10;Nort;;00112", "10;NORD;;00112;Weg;20;3")
    for more in ((), ("--dry-run",)):
        result = line.run("responsibility", "import", wrong, *more, code=1)
        assert "- Zeile 7: Geschäftsstelle „Nort“ gibt es nicht" in result.stdout
        assert "- Zeile 8: von: 20 – 3 ist rückwärts" in result.stdout
        assert "In der Datei ist etwas falsch (2×); gespeichert ist nichts" in result.stderr
    assert len(line.json("responsibility", "list")) == 5
    (tmp_path / "liste.csv").write_text("Farbe;Form\nrot;rund\n", encoding="utf-8")
    assert "„Rang“ und „Geschäftsstelle“" in line.refused("responsibility", "import", str(tmp_path / "liste.csv"))


def test_overlaps_and_gaps(line: CommandLine, tmp_path: Path) -> None:
    overlapping = (*RULES[:3], "10;MITTE;;00112;Beispielstr.;19;25", "30;NORD;;00114;Weg")
    told = line("responsibility", "import", write(tmp_path, *overlapping))
    assert "Überschneidungen" in told
    assert "Zeile 3 und 5" in told
    assert "Zu prüfen: 1 Überschneidung, 2 Lücken" in told
    checked = line("responsibility", "check", code=1)
    assert "Postleitzahlen ohne Regel für die übrigen Straßen: 00112, 00114." in checked
    found = line.json("responsibility", "check", code=1)
    assert (found["overlaps"][0]["lines"], found["postcode_gaps"], found["branches_without"]) == (
        [3, 5], ["00112", "00114"], []
    )  # fmt: skip
    line("responsibility", "import", write(tmp_path, "1;NORD;;00112", "1;MITTE;;00112"))
    clean = line("responsibility", "check")
    assert clean.splitlines() == [
        "PLZ 00112 gehört gleichrangig zu mehreren: NORD, MITTE.",
        "Keine Hausnummer doppelt, keine Lücke: 2 Regeln.",
    ]
    line("responsibility", "import", write(tmp_path, "1;NORD;;;Weg;3;9;u"))
    assert line("responsibility", "check", code=1).splitlines() == [
        "Lücken in Straßen (diese Hausnummern meint keine Regel):",
        "- Weg 1 ungerade",
        "- Weg gerade",
        "Geschäftsstellen, die keine Regel nennt: MITTE.",
    ]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("", "Bitte wenigstens PLZ oder Straße angeben."),
        ("{", "kein Objekt mit Texten"),
        ('{"plz": "1"}', "kein Objekt mit Texten"),
        ("PLZ: 00112\nFarbe: rot", "Die Zeile 2 der Standardeingabe"),
        ("PLZ: 12", "„12“ ist keine Postleitzahl."),
        ("Alter: jung", "„jung“ ist kein Alter."),
        ("Bereich: Kasse", "Den Bereich „Kasse“ gibt es nicht. Bitte einen von diesen: Eingangszone,"),
        ("Bereich: e", "Den Bereich „e“ gibt es nicht."),
    ],
)
def test_what_cannot_be_asked_is_refused(given: str, sentence: str) -> None:
    assert sentence in CommandLine(None, FixedClock(at(9))).refused("responsibility", "explain", given=given)


def test_only_the_administration_sets_rules_and_nobody_without_a_grant_asks(
    line: CommandLine, office: Office, tmp_path: Path
) -> None:
    line("responsibility", "import", write(tmp_path, *RULES))
    caseworker = office.colleague("anna", "Anna Test", Role.CASEWORKER)
    nobody = office.colleague("niemand", "Niemand Test")
    found = caseworker.read(FindResponsible(Asked("00112", "Beispielstraße", "3", 30)))
    assert [one.branch.code for one in found.candidates] == ["NORD"]
    assert len(caseworker.read(Rules())) == 5
    for query in (FindResponsible(Asked("00112")), Rules()):
        with pytest.raises(Refused, match="no_right"):
            nobody.read(query)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="no_right"):
        caseworker.read(KnownBranches())
    with pytest.raises(Refused, match="no_right"):
        caseworker.perform(caseworker.new(SetRules, rules=()))
    assert len(line.json("responsibility", "list")) == 5


def test_nothing_that_was_asked_is_stored(line: CommandLine, office: Office, tmp_path: Path) -> None:
    line("responsibility", "import", write(tmp_path, *RULES))
    line("responsibility", "explain", given=json.dumps({"street": "Geheimgasse 77", "postcode": "00177", "age": 40}))

    def texts_of(connection: sa.Connection) -> str:
        tables = sa.inspect(connection).get_table_names()
        return " ".join(str(connection.execute(sa.text(f"SELECT * FROM {name}")).all()) for name in tables)

    stored = office.desk.store.read(texts_of)
    assert "Beispielstraße" in stored
    assert "Geheim" not in stored
    assert "00177" not in stored
    assert not [argument for call in line.calls for argument in call if "Geheim" in argument]
