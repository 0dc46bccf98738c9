"""Whoever asked for words that are easy to read gets them on the phone, with the same buttons."""

from dataclasses import replace

import pytest

from alerts.store.engine import Database
from tests.alerts.services.phones import AWAKE, Phone, member, sent
from tests.alerts.services.stories import ATELIERS, ingested, judge_for, lot, matched_new, notice, subscribed

EASY = replace(AWAKE, easy=True)


@pytest.fixture
def base(database: Database) -> Database:
    subscribed(database, ATELIERS)
    return database


def told(database: Database, *, lots: int = 0) -> None:
    parts = {"lots": tuple(lot(f"LOT-000{one}") for one in range(1, lots + 1))} if lots else {}
    ingested(database, notice("26-1", **parts))
    matched_new(database, judge_for("ateliers"))


def test_who_asked_for_easy_words_gets_them_and_the_others_the_usual_card(base: Database) -> None:
    member(base, 101, EASY)
    member(base, 102)
    told(base)
    phone = Phone()
    sent(base, phone)
    assert phone.told("101") == ["Facile à lire : Entretien des espaces verts de Sévigny-le-Vieux"]
    assert phone.told("102") == ["Entretien des espaces verts de Sévigny-le-Vieux"]
    easy, usual = (next(one for one in phone.letters if one.address == who) for who in ("101", "102"))
    assert easy.message.actions == usual.message.actions


def test_several_lots_are_one_usual_card_since_no_lot_may_be_left_out(base: Database) -> None:
    member(base, 101, EASY)
    told(base, lots=2)
    phone = Phone()
    sent(base, phone)
    assert phone.told("101") == ["Entretien des espaces verts de Sévigny-le-Vieux"]
