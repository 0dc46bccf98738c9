"""The figures of a territory to take away: read back as a spreadsheet reads them, and nothing becomes a formula."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from alerts.messages.network.territory_csv import authorities_csv, cell, figures_csv, opportunities_csv
from alerts.model.network import Network, NetworkKind
from alerts.model.reading import Beneficiary, ClauseKind, ReservationStatus
from alerts.model.structure import Territory as Places
from alerts.network.pact import pact
from alerts.network.scorecard import Figures, ReservedTo, Row, Territory, Told
from alerts.network.seen import End, SeenBuyer
from tests.alerts.network.sights import FRANCE, NOW, lot, seen, spot

NETWORK = Network(1, "Pôle fictif", NetworkKind.PTCE, NOW, NOW)
SOCIAL = ClauseKind.CLAUSE_SOCIALE
TOTAL = Figures(3, 5, 2, (ReservedTo(Beneficiary.SIAE, 1), ReservedTo(None, 1)), 1, uncovered=4, answered=Told(1, 5))
TOLD = Territory(NETWORK, date(2026, 11, 1), date(2026, 12, 1), NOW, total=TOTAL, rules=("Une règle ; une autre.",))


def table(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    assert text.count("\ufeff") == 1
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (0, "0"),
        (1234, "1234"),
        (1226.5, "1226,5"),
        (1226.0, "1226"),
        (date(2026, 11, 2), "02/11/2026"),
        (datetime(2026, 7, 2, 10, 0, tzinfo=UTC), "02/07/2026 12:00"),  # on the clock of Paris
        ("Ville d'Étrange & <b>", "Ville d'Étrange & <b>"),
        ("=1+1", "'=1+1"),
        ("+33 6", "'+33 6"),
        ("-2 lots", "'-2 lots"),
        ("@SOMME(A1)", "'@SOMME(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("\uff1d1", "'\uff1d1"),
        ("1=1", "1=1"),
    ],
)
def test_a_cell(value: object, expected: str) -> None:
    assert cell(value) == expected


def test_figures_stand_under_their_names_and_rules_follow() -> None:
    row = Row("38", "Ville d'Étrange; CCAS", replace(TOTAL, uncovered=None, answered=Told()))
    lines = table(figures_csv(replace(TOLD, by_buyer=(row,))))
    header, total, whole, buyer = lines[:4]
    assert len({len(line) for line in (header, total, whole, buyer)}) == 1
    told = dict(zip(header, total, strict=True))
    assert (told["Annonces"], told["Lots"], told["Lots réservés"], told["dont SIAE"]) == ("3", "5", "2", "1")
    assert (told["dont EA et ESAT"], told["dont à vérifier"], told["Lots non couverts"]) == ("0", "1", "4")
    assert told["Répondu"] == "1, et au moins 5 autres"
    hidden = dict(zip(header, buyer, strict=True))
    assert (hidden["Vue"], hidden["Détail"]) == ("Acheteur", "Ville d'Étrange; CCAS")
    assert (hidden["Lots non couverts"], hidden["Répondu"]) == ("non montré", "non montré")
    assert lines[-1] == ["Comment c'est compté", "Une règle ; une autre."]


def test_columns_of_beneficiaries_are_in_the_order_of_their_names() -> None:
    each = {Beneficiary.EA_ESAT: 1, Beneficiary.SIAE: 2, Beneficiary.ESS: 3, Beneficiary.PRISON: 4, None: 5}
    total = Figures(reserved_to=tuple(ReservedTo(to, lots) for to, lots in each.items()))
    header, line = table(figures_csv(replace(TOLD, total=total)))[:2]
    told = dict(zip(header, line, strict=True))
    names = ("dont EA et ESAT", "dont SIAE", "dont ESS", "dont prison", "dont à vérifier")
    assert [told[name] for name in names] == ["1", "2", "3", "4", "5"]


def test_one_line_a_lot_with_its_words() -> None:
    reserved = lot(SOCIAL, id="2", title="-Secteur nord", to=Beneficiary.SIAE)
    buyer = SeenBuyer("=cmd|' /C calc'!A0", "00000000000017", spot())
    one = seen("o1", lot(id="1", deadline=None, spots=()), reserved, who=buyer, end=End.AWARDED)
    header, first, second = table(opportunities_csv(replace(TOLD, seen=(one,))))
    silent, told = dict(zip(header, first, strict=True)), dict(zip(header, second, strict=True))
    assert (silent["Réservé"], silent["Clause sociale"], silent["Date limite"], silent["Départements"]) == (
        "non",
        "non",
        "",
        "",
    )
    assert (told["Acheteur"], told["SIRET de l'acheteur"]) == ("'=cmd|' /C calc'!A0", "SIRET 00000000000017")
    assert (told["Titre du lot"], told["Réservé"], told["À qui"]) == (
        "'-Secteur nord",
        "oui",
        "structures d'insertion (SIAE)",
    )
    assert (told["Clause sociale"], told["Clause environnementale"], told["Fin"]) == ("oui", "non", "attribuée")
    assert told["Phrase de l'avis"] == "Le lot est réservé. | Une clause est prévue."
    assert told["Où elle se trouve"] == "conditions d'exécution | conditions d'exécution"
    assert (told["Départements"], told["Date limite"]) == ("Isère (38)", "20/11/2026 13:00")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (ReservationStatus.NONE, "non"),
        (ReservationStatus.RESERVED, "oui"),
        (ReservationStatus.UNKNOWN, "à vérifier"),
        (ReservationStatus.CONFLICT, "à vérifier (l'avis se contredit)"),
    ],
)
def test_what_is_not_sure_is_said_so(status: ReservationStatus, words: str) -> None:
    header, line = table(opportunities_csv(replace(TOLD, seen=(seen("o1", lot(status=status)),))))
    assert dict(zip(header, line, strict=True))["Réservé"] == words


def test_authorities_with_the_contract_that_proves_it_and_those_not_seen() -> None:
    found = pact([seen("o1", lot(SOCIAL))], Places(departements=frozenset({"38"})), FRANCE)
    header, *lines = table(authorities_csv(replace(TOLD, pact=found)))
    (voiron,) = [dict(zip(header, line, strict=True)) for line in lines if line and line[0] == "Voiron"]
    assert (voiron["Nature"], voiron["Code"], voiron["Contrats vus"]) == ("commune", "INSEE 38563", "1")
    assert (voiron["Au moins un contrat à clause ou critère"], voiron["Ce qui le prouve"]) == (
        "Oui, avec preuve",
        "clause sociale",
    )
    assert (voiron["Contrat qui le prouve"], voiron["Publié le"]) == ("Marché o1", "02/11/2026")
    assert voiron["Adresse de l'avis"] == "https://avis.example.org/1"
    (trieves,) = [dict(zip(header, line, strict=True)) for line in lines if line and line[0] == "CC du Trièves"]
    assert (trieves["Code"], trieves["Phrase de l'avis"]) == ("SIREN 200030658", "")
    assert trieves["Au moins un contrat à clause ou critère"] == "Aucun avis lu"
    assert [f"{found.unseen_communes} communes sur {found.communes} : aucun avis lu"] in lines


def test_nothing_seen_gives_headers() -> None:
    assert len(table(opportunities_csv(TOLD))) == 1
    assert table(figures_csv(TOLD))[0][:2] == ["Vue", "Détail"]
