"""Which sentences hold for a lot, and the proofs that they make."""

import dataclasses

import pytest

from alerts.model.reading import Evidence
from alerts.reply_help.asked import Asks
from alerts.reply_help.asks import persons
from scrapers.notice import Lot, Passage, Topic
from tests.alerts.reply_help.asks.telling import asked, asks_in, notice, said

TALK = (
    "Marché passé selon une procédure adaptée. Une visite obligatoire du site aura lieu le 25/11/2026 à 9h, s'adresser"
    " à Mme Camille Exemple (04 00 00 00 00). Questions au plus tard le 4/12/2026. Le titulaire reprend le personnel en"
    " poste. Des pénalités s'appliquent. Une retenue de garantie de 5 % est prévue. Une avance de 10 % est accordée."
    " La sous-traitance totale est interdite. Une attestation d'assurance est demandée au candidat. Trois références"
    " similaires sont demandées. Chiffre d'affaires annuel minimum de 150 000 €. Qualification Qualibat exigée."
    " Des échantillons sont exigés. Le groupement devra prendre la forme d'un groupement solidaire. La facilitatrice de"
    " la clause sociale accompagne l'entreprise."
)


def _proofs(asks: Asks) -> list[Evidence]:
    found: list[Evidence] = []
    for field in dataclasses.fields(asks):
        value = getattr(asks, field.name)
        every = value if isinstance(value, tuple) else (value,)
        found += [one for one in every if isinstance(one, Evidence)]
    return found + ([asks.visit.evidence] if asks.visit else [])


def test_every_proof_is_an_exact_sentence_of_the_notice() -> None:
    proofs = _proofs(asked(TALK))
    assert len(proofs) == 13
    assert all(one.quote in TALK and one.field == "renseignements/rensgComplt" for one in proofs)
    assert not any("Camille" in one.quote or "04 00" in one.quote for one in proofs)


def test_a_notice_that_says_nothing_asks_nothing() -> None:
    assert asked() == Asks()
    assert asked("Les prestations sont réglées par des prix unitaires.") == Asks()


def test_a_long_sentence_is_quoted_around_what_it_asks() -> None:
    text = (
        "La prestation comprend "
        + "le nettoyage des sols, " * 30
        + "et des pénalités de retard, "
        + "puis la suite, " * 30
    )
    (proof,) = asked(text).penalties
    assert len(proof.quote) <= 300
    assert "pénalités de retard" in proof.quote
    assert proof.quote in text


def test_a_sentence_about_other_lots_is_not_for_this_one() -> None:
    told = notice(*said("Des pénalités s'appliquent aux lots 1 et 2."), lots=(Lot("1"), Lot("2"), Lot("3")))
    assert [len(asks_in(told, rank).penalties) for rank in range(3)] == [1, 1, 0]


def test_all_lots_but_one() -> None:
    told = notice(*said("Des pénalités s'appliquent à tous les lots sauf le lot 2."), lots=(Lot("1"), Lot("2")))
    assert [len(asks_in(told, rank).penalties) for rank in range(2)] == [1, 0]


def test_lots_that_the_notice_does_not_list_bind_nobody() -> None:
    assert len(asked("Des pénalités s'appliquent au lot 4.").penalties) == 1


def test_lots_of_an_eforms_notice_are_known_by_their_number() -> None:
    told = notice(*said("La visite du site est obligatoire pour le lot 2."), lots=(Lot("LOT-0001"), Lot("LOT-0002")))
    assert [asks_in(told, rank).visit is not None for rank in range(2)] == [False, True]


def test_a_date_cut_by_its_own_dot_is_put_together_again() -> None:
    until = asked("Questions au plus tard le 4 déc. 2026 à 12h.").questions_until
    assert until is not None
    assert (until.month, until.day, until.hour) == (12, 4, 12)


def test_what_no_longer_holds_is_not_read() -> None:
    assert asked("Des pénalités s'appliquent.", topic=Topic.BEFORE) == Asks()


def test_a_title_asks_nothing_but_its_procedure() -> None:
    asks = asks_in(notice(title="MAPA : assurance et références des pénalités du candidat"))
    assert (asks.insurance, asks.references, asks.penalties) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Contacter Mme Camille EXEMPLE au 04 00 00 00 00", "Contacter"),
        ("Écrire à M. Dupont-Fictif pour la visite", "Écrire à"),
        ("Écrire à camille@ville.example", "Écrire à"),
        ("Appeler le 04.00.00.00.00 le matin", "Appeler le"),
        ("Contact : Dominique Fictif", "Contact :"),
        ("S'adresser à la Maison de l'Emploi", "S'adresser à la Maison de l'Emploi"),
        ("Contacter le PLIE du Val", "Contacter le PLIE du Val"),
        ("Monsieur le Maire signe le marché", "Monsieur le Maire signe le marché"),
        ("Référence 2026-04 00 12", "Référence 2026-04 00 12"),
    ],
)
def test_names_mails_and_numbers_are_seen(text: str, kept: str) -> None:
    found = persons.spans(text)
    assert text[: found[0][0] if found else len(text)].strip() == kept


def test_passages_of_the_lot_come_first() -> None:
    told = notice(
        *said("Des pénalités générales s'appliquent."),
        lots=(Lot("1", passages=(Passage("lot/info", "Des pénalités propres au lot s'appliquent."),)),),
    )
    assert [one.field for one in asks_in(told).penalties] == ["lot/info", "renseignements/rensgComplt"]
