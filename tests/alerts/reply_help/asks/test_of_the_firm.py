"""What is asked of the candidate: insurance, qualifications, references."""

import pytest

from scrapers.notice import Topic
from tests.alerts.reply_help.asks.telling import asked

INSURANCE = (
    "Preuve d'une assurance pour les risques professionnels.",
    "Attestation d'assurance responsabilité civile en cours de validité.",
    "Le titulaire justifie d'une assurance décennale.",
    "Les candidats fournissent une attestation de garantie décennale.",
    "Le titulaire doit souscrire une police d'assurance couvrant ses dommages.",
)
NO_INSURANCE = (
    "Le présent marché est réservé aux entreprises d'assurances.",
    "Assurance - Flotte automobile",
    "Le candidat décrit sa démarche d'assurance qualité.",
    "Aucune attestation d'assurance n'est demandée.",
    "L'assurance de la bonne exécution incombe au titulaire.",
    "Attestation de régularité au titre de l'assurance maladie.",
)
QUALIFICATIONS = (
    "Qualification Qualibat 1552 ou équivalent.",
    "Les agents qui appliquent des produits détiennent un Certiphyto.",
    "L'entreprise est certifiée MASE ou équivalent.",
    "Certification QUALIPROPRE ou équivalent.",
    "Le candidat dispose d'un agrément « services à la personne » (SAP).",
    "Certificats de qualification professionnelle établis par des organismes indépendants.",
    "Le candidat justifie d'une certification ISO 14001 ou équivalente.",
    "Une carte professionnelle du CNAPS est exigée des agents.",
    "Habilitation électrique exigée du personnel.",
)
NO_QUALIFICATION = (
    "Le candidat fournit une copie de son agrément d'entreprise adaptée.",
    "L'agrément des sous-traitants est demandé par le titulaire.",
    "La certification HQE du bâtiment est visée.",
    "Aucune qualification professionnelle n'est exigée.",
    "Un certificat de signature électronique est requis des candidats.",
    "Le mobilier est en bois certifié.",
)
REFERENCES = (
    "Liste des principaux services effectués au cours des trois dernières années.",
    "Trois références similaires de moins de cinq ans sont exigées.",
    "Le candidat présente des références en entretien de parcs.",
    "Présentation d'une liste des principales prestations effectuées, indiquant le montant et la date.",
)
NO_REFERENCE = (
    "Références du ou des projets : sans objet.",
    "Référence de la consultation : 2026-12 fournie par l'acheteur.",
    "Les prix de référence sont ceux du bordereau présenté.",
    "Aucune référence n'est demandée aux candidats.",
)


@pytest.mark.parametrize("sentence", INSURANCE)
def test_an_insurance_is_asked(sentence: str) -> None:
    assert [one.quote for one in asked(sentence, topic=Topic.PARTICIPATION).insurance] == [sentence]


@pytest.mark.parametrize("sentence", NO_INSURANCE)
def test_no_insurance_is_asked(sentence: str) -> None:
    assert asked(sentence).insurance == ()


@pytest.mark.parametrize("sentence", QUALIFICATIONS)
def test_a_qualification_is_asked(sentence: str) -> None:
    assert [one.quote for one in asked(sentence, topic=Topic.PARTICIPATION).qualifications] == [sentence]


@pytest.mark.parametrize("sentence", NO_QUALIFICATION)
def test_no_qualification_is_asked(sentence: str) -> None:
    assert asked(sentence, topic=Topic.PARTICIPATION).qualifications == ()


@pytest.mark.parametrize("sentence", REFERENCES)
def test_references_are_asked(sentence: str) -> None:
    assert [one.quote for one in asked(sentence, topic=Topic.PARTICIPATION).references] == [sentence]


@pytest.mark.parametrize("sentence", NO_REFERENCE)
def test_no_reference_is_asked(sentence: str) -> None:
    assert asked(sentence).references == ()


def test_a_criterion_asks_for_nothing() -> None:
    asks = asked("Références similaires et qualifications professionnelles", topic=Topic.AWARD_CRITERIA)
    assert (asks.references, asks.qualifications) == ((), ())
