"""The sheet of a structure: filled by its managers, read by its team, and never half wrong."""

import threading
from decimal import Decimal

import pytest

from alerts.model.reply import Reference, Sheet, Turnover
from alerts.services import sheets
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.store.engine import Database
from tests.alerts.services.stories import NOON
from tests.alerts.services.teams import Team, team_on

SIRET = "00000000000018"
SHEET = Sheet(
    "Association & fils <fictive>",
    siret=SIRET,
    postcode="69003",
    turnover=(Turnover(2025, Decimal(410_000)),),
    references=(Reference("Tonte", "Ville d'Exemple", 2024, Decimal("12000.50")),),
    follow_up="Une conseillère.\nDeux fois par mois.",
)


@pytest.fixture
def team(database: Database) -> Team:
    return team_on(database)


def seen(database: Database, team: Team) -> Sheet:
    with database.read() as session:
        return sheets.sheet_of(session, team.bilal, team.jardins.id)


def test_a_manager_saves_it_and_a_member_reads_it(database: Database, team: Team) -> None:
    assert seen(database, team) == Sheet()
    with database.write() as session:
        sheets.save_sheet(session, team.anne, team.jardins.id, SHEET, NOON)
    assert seen(database, team) == SHEET


def test_a_member_does_not_change_it_and_strangers_do_not_see_it(database: Database, team: Team) -> None:
    with database.write() as session:
        with pytest.raises(NotAllowed, match="responsable"):
            sheets.save_sheet(session, team.bilal, team.jardins.id, SHEET, NOON)
        with pytest.raises(NotAllowed):
            sheets.fill(session, team.bilal, team.jardins.id, "town", "Lyon", NOON)
        with pytest.raises(NotAllowed):
            sheets.fill_all(session, team.bilal, team.jardins.id, {"town": "Lyon"}, NOON)
        for person in (team.claire, team.doris):
            with pytest.raises(NotYours):
                sheets.sheet_of(session, person, team.jardins.id)
            with pytest.raises(NotYours):
                sheets.save_sheet(session, person, team.jardins.id, SHEET, NOON)
    assert seen(database, team) == Sheet()


WRONG = [
    (Sheet(siret="00000000000017"), "un de ses chiffres est faux"),
    (Sheet(siret="123"), "14 chiffres"),
    (Sheet(postcode="6900"), "5 chiffres"),
    (Sheet(email="contact at exemple"), "e-mail"),
    (Sheet(staff=-3.0), "ETP|nombre"),
    (Sheet(turnover=(Turnover(2031, Decimal(1)),)), "année"),
]


@pytest.mark.parametrize(("sheet", "sentence"), WRONG)
def test_what_cannot_be_is_refused_with_its_line(database: Database, team: Team, sheet: Sheet, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence), database.write() as session:
        sheets.save_sheet(session, team.anne, team.jardins.id, sheet, NOON)
    assert seen(database, team) == Sheet()


def test_a_field_typed_in_the_chat_leaves_the_others(database: Database, team: Team) -> None:
    with database.write() as session:
        sheets.save_sheet(session, team.anne, team.jardins.id, SHEET, NOON)
        sheets.fill(session, team.anne, team.jardins.id, "town", " Lyon  3e ", NOON)
        answer = sheets.fill(session, team.anne, team.jardins.id, "postcode", "", NOON)
    assert (answer.town, answer.postcode, answer.siret) == ("Lyon 3e", "", SIRET)
    assert seen(database, team) == answer
    for name, text in (("siret", "12"), ("no_such_field", "x")):
        with pytest.raises(Refusal), database.write() as session:
            sheets.fill(session, team.anne, team.jardins.id, name, text, NOON)
    assert seen(database, team) == answer


def test_a_form_keeps_what_is_understood_and_tells_the_rest(database: Database, team: Team) -> None:
    with database.write() as session:
        wrong = sheets.fill_all(
            session, team.anne, team.jardins.id, {"town": "Lyon", "siret": "12", "staff": "beaucoup"}, NOON
        )
    assert list(wrong) == ["siret", "staff"]
    assert seen(database, team) == Sheet(town="Lyon")


def test_two_managers_who_fill_it_at_once_lose_nothing(database: Database, team: Team) -> None:
    start, failed = threading.Barrier(2), list[BaseException]()

    def fills(name: str, text: str) -> None:
        try:
            start.wait(20)
            with database.write() as session:
                sheets.fill(session, team.anne, team.jardins.id, name, text, NOON)
        except BaseException as error:  # told to the test, which fails
            failed.append(error)

    threads = [threading.Thread(target=fills, args=one) for one in (("town", "Lyon"), ("address", "4 rue d'Exemple"))]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert (failed, seen(database, team)) == ([], Sheet(town="Lyon", address="4 rue d'Exemple"))
