"""Coded fields come first, the text says to whom, and a contradiction is told as one."""

import pytest

from alerts.clauses.read import read_notice
from alerts.model.reading import Beneficiary, ClauseKind, Evidence, LotReading, ReservationStatus
from scrapers.notice import Code, Lot, Notice, NoticeKind, Passage

EA, SIAE, ESS = Beneficiary.EA_ESAT, Beneficiary.SIAE, Beneficiary.ESS
NONE, RESERVED = ReservationStatus.NONE, ReservationStatus.RESERVED
UNKNOWN, CONFLICT = ReservationStatus.UNKNOWN, ReservationStatus.CONFLICT


def bt71(value: str) -> Code:
    return Code("BT-71", "reserved-procurement", value)


def read(*codes: Code, text: str = "") -> LotReading:
    lot = Lot(id="LOT-0001", codes=codes, passages=(Passage("BT-70", text),))
    (reading,) = read_notice(Notice("ted", "1", NoticeKind.CALL, "Prestations", lots=(lot,)))
    return reading


@pytest.mark.parametrize(
    ("codes", "text", "status", "to", "possible"),
    [
        ([bt71("none")], "", NONE, (), ()),
        ([bt71("res-ws")], "", UNKNOWN, (), (EA, SIAE)),
        ([bt71("res-pub-ser")], "", RESERVED, (ESS,), ()),
        ([bt71("")], "", UNKNOWN, (), (EA, ESS, Beneficiary.PRISON, SIAE)),
        ([bt71("res-ws")], "Réservé aux SIAE.", RESERVED, (SIAE,), ()),
        ([bt71("res-ws")], "Marché réservé au titre de l'article L2113-12.", RESERVED, (EA,), ()),
        ([bt71("res-ws")], "Entreprises adaptées et ESAT (L2113-12 du code).", RESERVED, (EA,), ()),
        ([bt71("res-ws")], "Marché réservé.", UNKNOWN, (), (EA, SIAE)),
        ([bt71("res-ws")], "Marché réservé aux ESAT et aux SIAE (L2113-14).", RESERVED, (EA, SIAE), ()),
        ([bt71("none")], "Le lot est réservé aux ESAT.", CONFLICT, (), (EA,)),
        ([bt71("res-ws")], "Le marché n'est pas réservé.", CONFLICT, (), (EA, SIAE)),
        ([bt71("res-ws")], "Marché réservé aux entreprises de l'ESS.", CONFLICT, (), (EA, ESS, SIAE)),
        ([bt71("res-pub-ser")], "Marché réservé aux ESAT.", CONFLICT, (), (EA, ESS)),
        ([Code("BT-736", "reserved-execution", "yes")], "", UNKNOWN, (), (EA, SIAE)),
        ([Code("BT-736", "reserved-execution", "no")], "", NONE, (), ()),
        ([Code("BT-736", "reserved-execution", "yes")], "Clause sociale d'insertion.", NONE, (), ()),
        ([bt71("none"), Code("BT-736", "reserved-execution", "yes")], "", NONE, (), ()),
        ([Code("x", "marche_reserve", "oui")], "", UNKNOWN, (), (EA, ESS, Beneficiary.PRISON, SIAE)),
        ([Code("x", "marche_reserve", "non")], "", NONE, (), ()),
        (
            [Code("x", "marche_reserve", "oui"), Code("y", "marche_reserve", "ateliers_proteges")],
            "",
            RESERVED,
            (EA,),
            (),
        ),
        ([Code("x", "marche_reserve", "oui")], "Réservé aux chantiers d'insertion.", RESERVED, (SIAE,), ()),
        ([Code("x", "criteres", "sociaux")], "", NONE, (), ()),
    ],
)
def test_codes_and_text_together(
    codes: list[Code],
    text: str,
    status: ReservationStatus,
    to: tuple[Beneficiary, ...],
    possible: tuple[Beneficiary, ...],
) -> None:
    reservation = read(*codes, text=text).reservation
    assert (reservation.status, reservation.to, reservation.possible) == (status, to, possible)


def test_a_code_is_its_own_proof() -> None:
    assert read(bt71("res-ws")).reservation.evidence == (Evidence("BT-71", "res-ws"),)


@pytest.mark.parametrize(
    ("name", "value", "kinds"),
    [
        ("social-objective", "opp", [ClauseKind.CLAUSE_SOCIALE]),
        ("social-objective", "acc-all", []),
        ("social-objective", "other", []),
        ("strategic-procurement", "soc-obj", [ClauseKind.CLAUSE_SOCIALE]),
        ("strategic-procurement", "env-imp", [ClauseKind.CLAUSE_ENV]),
        ("strategic-procurement", "none", []),
        ("environmental-impact", "circ-econ", [ClauseKind.CLAUSE_ENV]),
        ("environmental-impact", "emas-com", [ClauseKind.CLAUSE_ENV]),
        ("gpp-criteria", "eu", [ClauseKind.CRITERE_ENV]),
        ("gpp-criteria", "none", []),
        ("criteres", "sociaux", []),
    ],
)
def test_clauses_from_codes(name: str, value: str, kinds: list[ClauseKind]) -> None:
    assert [clause.kind for clause in read(Code("BT", name, value)).clauses] == kinds


def test_a_social_aim_that_is_not_employment_is_no_clause() -> None:
    codes = (Code("BT-06", "strategic-procurement", "soc-obj"), Code("BT-775", "social-objective", "gen-eq"))
    assert read(*codes).clauses == ()


def test_codes_of_the_notice_hold_for_a_lot_without_codes() -> None:
    code = Code("CONDITION_PARTICIPATION/MARCHE_RESERVE_OUI", "marche_reserve", "oui")
    (reading,) = read_notice(Notice("boamp", "1", NoticeKind.CALL, "Prestations", codes=(code,)))
    assert reading.reservation.status is UNKNOWN
