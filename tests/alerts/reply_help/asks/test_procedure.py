"""Which procedure is it, and does a first file come before the offer?"""

import pytest

from alerts.reply_help.asked import Procedure
from scrapers.notice import Topic
from tests.alerts.reply_help.asks.telling import asked, asks_in, notice

CODES = (
    ("open", Procedure.OPEN, False),
    ("restricted", Procedure.RESTRICTED, True),
    ("neg-w-call", Procedure.NEGOTIATED, True),
    ("comp-dial", Procedure.DIALOGUE, True),
    ("neg-wo-call", Procedure.DIRECT, False),
    ("innovation", Procedure.OTHER, True),
    ("oth-single", Procedure.OTHER, False),
    ("oth-mult", Procedure.OTHER, False),
    ("PROCEDURE_ADAPTE", Procedure.ADAPTED, False),
    ("procedureAdaptee", Procedure.ADAPTED, False),
    ("procedureAdapteeO", Procedure.ADAPTED, False),
    ("Procédure adaptée restreinte", Procedure.ADAPTED, True),
    ("OUVERT", Procedure.OPEN, False),
    ("Appel d'offres ouvert", Procedure.OPEN, False),
    ("Appel d'offres restreint", Procedure.RESTRICTED, True),
    ("RESTREINT", Procedure.RESTRICTED, True),
    ("Procédure avec négociation", Procedure.NEGOTIATED, True),
    ("Procédure négociée sans publicité", Procedure.DIRECT, False),
    ("Dialogue compétitif", Procedure.DIALOGUE, True),
    ("Concours restreint", Procedure.OTHER, True),
    ("Procédure NC", Procedure.UNKNOWN, False),
    ("/", Procedure.UNKNOWN, False),
)
WORDS = (
    ("Marché passé selon une procédure adaptée (articles L2123-1 et R2123-1).", Procedure.ADAPTED, False),
    ("La consultation est lancée en MAPA ouvert.", Procedure.ADAPTED, False),
    ("Procédure adaptée avec négociation.", Procedure.ADAPTED, False),
    ("Procédure adaptée restreinte : trois candidats seront retenus.", Procedure.ADAPTED, True),
    ("Procédure adaptée. Les candidats admis à présenter une offre recevront le dossier.", Procedure.ADAPTED, True),
    ("Type de procédure : Procédure adaptée ouverte", Procedure.ADAPTED, False),
    ("Concours restreint de maîtrise d'œuvre.", Procedure.OTHER, True),
    ("Marché d'assistance technique passé en procédure adaptée.", Procedure.ADAPTED, False),
    ("La procédure de passation est l'appel d'offres ouvert (R2124-2).", Procedure.OPEN, False),
    ("Appel d'offres restreint européen.", Procedure.RESTRICTED, True),
    ("Le marché est passé selon la procédure avec négociation.", Procedure.NEGOTIATED, True),
    ("Dialogue compétitif en application des articles L2124-4 et R2124-5.", Procedure.DIALOGUE, True),
)
SILENT = (
    "À la suite d'une procédure adaptée déclarée sans suite, l'acheteur relance la consultation.",
    "Mission d'assistance : rédaction des pièces et passation des marchés en appel d'offres ouvert.",
    "Les prestations sont réglées par des prix forfaitaires.",
    "Étude préalable au lancement du concours de maîtrise d'œuvre.",
    "Une formation adaptée sera donnée.",
    "La procédure de recours est celle du tribunal.",
)


@pytest.mark.parametrize(("code", "kind", "first"), CODES)
def test_the_publisher_says_it_in_a_code_or_in_words(code: str, kind: Procedure, first: bool) -> None:
    asks = asks_in(notice(procedure=code))
    assert (asks.procedure, asks.candidacy_first) == (kind, first)


@pytest.mark.parametrize(("sentence", "kind", "first"), WORDS)
def test_the_words_say_it(sentence: str, kind: Procedure, first: bool) -> None:
    asks = asked(sentence)
    assert (asks.procedure, asks.candidacy_first) == (kind, first)


@pytest.mark.parametrize("sentence", SILENT)
def test_other_words_say_nothing_of_this_procedure(sentence: str) -> None:
    assert asked(sentence).procedure is Procedure.UNKNOWN


@pytest.mark.parametrize("code", ["open", "oth-single", "oth-mult"])
def test_a_french_adapted_procedure_is_published_under_other_codes(code: str) -> None:
    asks = asked("Marché passé selon une procédure adaptée, article R2123-1 3°.", procedure=code)
    assert asks.procedure is Procedure.ADAPTED


def test_a_formal_code_is_not_undone_by_a_sentence() -> None:
    assert asked("Procédure ouverte.", procedure="neg-w-call").procedure is Procedure.NEGOTIATED


def test_a_concession_is_one_whatever_its_procedure() -> None:
    asks = asked("La procédure est restreinte.", concession=True)
    assert (asks.procedure, asks.candidacy_first) == (Procedure.CONCESSION, True)
    assert asks_in(notice(concession=True, procedure="open")).candidacy_first is False


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("MAPA 2026-12 Nettoyage des vitres", Procedure.ADAPTED),
        ("Nettoyage des vitres (MAPA)", Procedure.ADAPTED),
        ("Renouvellement urbain des îlots Toulpi et Mapa", Procedure.UNKNOWN),
    ],
)
def test_mapa_in_a_title_may_be_a_place(title: str, kind: Procedure) -> None:
    assert asks_in(notice(title=title)).procedure is kind


def test_a_negotiation_after_the_offers_is_no_candidacy() -> None:
    asks = asked("Procédure adaptée. Les candidats invités à remettre une nouvelle offre négocieront leur prix.")
    assert asks.candidacy_first is False


def test_criteria_say_nothing_of_the_procedure() -> None:
    assert asked("Appel d'offres restreint", topic=Topic.AWARD_CRITERIA).procedure is Procedure.UNKNOWN
