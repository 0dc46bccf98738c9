"""Must one visit the site, and when?"""

from datetime import datetime

import pytest

from scrapers.notice import Lot, Passage, Topic
from tests.alerts.reply_help.asks.telling import asked, asks_in, at, notice, said

MUST = (
    ("La visite des lieux est obligatoire.", None),
    ("Visite obligatoire du site.", None),
    ("Une visite des lieux est obligatoire avant le 12/10/2026 à 14h.", at(2026, 10, 12, 14)),
    ("Visite obligatoire des locaux organisée le 25 novembre 2026 entre 9h et 12h.", at(2026, 11, 25, 9)),
    ("La visite sur site est obligatoire et aura lieu le lundi 30 novembre 2026 à 14 h 30.", at(2026, 11, 30, 14, 30)),
    ("Les candidats devront obligatoirement visiter les locaux avant de remettre leur offre.", None),
    ("Le candidat devra impérativement avoir effectué une visite du site.", None),
    ("Visite sur place obligatoire, sur rendez-vous pris auprès du service technique.", None),
    ("Sous peine d'irrecevabilité de leur offre, les candidats effectuent une visite des sites.", None),
    ("L'attestation de visite devra être jointe à l'offre.", None),
    ("Visite préalable obligatoire : le 01.12.2026 à 10h00.", at(2026, 12, 1, 10)),
    ("Une visite obligatoire des écoles aura lieu le 26 novembre à 9h.", at(2026, 11, 26, 9)),
    ("La visite est obligatoire. Elle se tiendra le mercredi 2 décembre 2026 à 9 heures.", at(2026, 12, 2, 9)),
    ("La visite des parcs est obligatoire du 16 au 27 novembre 2026.", at(2026, 11, 27, 23, 59)),
    ("Visites obligatoires des espaces verts : deux dates au choix, le 24/11/2026 ou le 26/11/2026.", None),
    ("L'absence de visite rendra l'offre irrégulière.", None),
    ("Les candidats qui n'auront pas effectué la visite des locaux verront leur offre rejetée.", None),
    ("Visite : oui, obligatoire", None),
    ("Visite(s) obligatoire(s) des écoles : le 24/11/2026 à 10h00 ou le 26/11/2026 à 14h00", None),
    ("Une réunion suivie d'une visite obligatoire se tiendra le jeudi 26 novembre 2026 à 14h.", at(2026, 11, 26, 14)),
    ("Visite obligatoire, à prendre sur rendez-vous au plus tard le 30 nov. 2026.", at(2026, 11, 30, 23, 59)),
)
MAY = (
    "La visite des lieux est facultative.",
    "Une visite du site est conseillée.",
    "La visite des sites n'est pas obligatoire mais recommandée.",
    "Les candidats peuvent visiter les locaux sur rendez-vous.",
    "Une visite des installations est possible sur demande.",
    "Visite du site : OUI",
    "Visite facultative : les candidats s'inscrivent auprès du secrétariat.",
)
SILENT = (
    "Aucune visite n'est prévue.",
    "Il n'est pas prévu de visite des lieux.",
    "Visite des lieux : sans objet.",
    "Visite obligatoire : non",
    "La consultation se fait sans visite préalable.",
    "Le marché comprend l'animation de visites guidées du musée.",
    "Le titulaire assure deux visites d'entretien par an des installations.",
    "Le titulaire effectue une visite hebdomadaire obligatoire des sites.",
    "Le prestataire devra visiter les locaux chaque mois.",
    "Les candidats peuvent visiter le profil d'acheteur.",
    "La visite médicale des agents est à la charge du titulaire.",
    "Impression de cartes de visite pour les services.",
    "L'accueil des visiteurs est obligatoire le dimanche.",
    "Les visites techniques périodiques des ascenseurs sont obligatoires.",
    "Accompagnement social et visites à domicile obligatoires.",
    "Critère : qualité de la visite.",
)


@pytest.mark.parametrize(("sentence", "on"), MUST)
def test_one_must_go(sentence: str, on: datetime | None) -> None:
    visit = asked(sentence).visit
    assert visit is not None
    assert (visit.mandatory, visit.on) == (True, on)
    assert visit.evidence.quote in sentence


@pytest.mark.parametrize("day", ["12/01/2020", "le 30 juillet 2026", "le 12 janvier 1970 à 10 h"])
def test_a_visit_long_before_the_notice_is_a_slip_of_the_pen(day: str) -> None:
    """Nobody is told that they missed it."""
    visit = asked(f"Visite du site obligatoire : {day}.").visit
    assert visit is not None
    assert (visit.mandatory, visit.on) == (True, None)


def test_a_visit_before_a_correction_stays() -> None:
    visit = asked("Visite du site obligatoire : le 2 novembre 2026 à 9 h.").visit
    assert visit is not None
    assert visit.on == at(2026, 11, 2, 9)


@pytest.mark.parametrize("sentence", MAY)
def test_one_may_go(sentence: str) -> None:
    visit = asked(sentence).visit
    assert visit is not None
    assert not visit.mandatory


@pytest.mark.parametrize("sentence", SILENT)
def test_there_is_no_visit_of_the_site(sentence: str) -> None:
    assert asked(sentence).visit is None


def test_a_field_made_for_the_visit_needs_no_such_word() -> None:
    visit = asked("Sur rendez-vous avant le 27/11/2026", field="FNSimple/initial/visiteObligatoire").visit
    assert visit is not None
    assert (visit.mandatory, visit.on) == (True, at(2026, 11, 27, 23, 59))
    assert asked("Sans objet", field="FNSimple/initial/visiteObligatoire").visit is None


def test_two_sentences_that_contradict_each_other_say_nothing() -> None:
    assert asked("La visite des lieux est obligatoire.", "La visite des lieux est facultative.").visit is None


def test_what_the_lot_says_wins_over_the_whole() -> None:
    told = notice(
        *said("La visite des lieux est facultative."),
        lots=(Lot("1", passages=said("Pour ce lot, la visite des lieux est obligatoire.")), Lot("2")),
    )
    first, second = asks_in(told, 0).visit, asks_in(told, 1).visit
    assert first is not None
    assert first.mandatory
    assert second is not None
    assert not second.mandatory


def test_a_sentence_that_names_lots_holds_for_them_alone() -> None:
    told = notice(*said("La visite du site est obligatoire pour le lot 2."), lots=(Lot("1"), Lot("2")))
    assert asks_in(told, 0).visit is None
    assert asks_in(told, 1).visit is not None


def test_what_a_correction_took_away_no_longer_holds() -> None:
    told = notice(
        Passage("RECTIF/AU_LIEU_DE", "Visite obligatoire du site le 20/11/2026 à 9h.", Topic.BEFORE),
        Passage("RECTIF/LIRE", "Visite obligatoire du site le 27/11/2026 à 9h.", Topic.AFTER),
        *said("Une visite du site est obligatoire le 20/11/2026 à 9h."),
    )
    visit = asks_in(told).visit
    assert visit is not None
    assert visit.on == at(2026, 11, 27, 9)


def test_no_person_is_kept_in_the_proof() -> None:
    visit = asked(
        "Visite obligatoire du site sur rendez-vous auprès de Mme Camille Exemple, tél. 04 00 00 00 00,"
        " camille.exemple@ville.example."
    ).visit
    assert visit is not None
    assert visit.evidence.quote == "Visite obligatoire du site sur rendez-vous"
