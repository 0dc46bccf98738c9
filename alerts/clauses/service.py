"""Is insertion the very object of the contract (R2123-1 3°)? Then work is only its support."""

import re

from alerts.clauses.patterns import either, words
from alerts.clauses.statement import Statement
from scrapers.notice import Topic

_PURPOSE = re.compile(r"\bpour objet\b|\bobjet (?:du|de ce|de la|de l')")
# Where a text tells what is bought: "Objet : …", "Il s'agit de…", "La prestation consiste à…", "Dispositif de…".
_TELLS_OBJECT = re.compile(
    either(
        r"\bpour objet\b",
        r"\bobjet\s?(?:du marche|de la consultation|de l'accord-cadre|de la prestation)?\s?:",
        r"\bobjet (?:du|de ce|de la|de l')",
        r"\bil s'agit d",
        r"\bporte(?:nt)? sur\b",
        r"\bconsist\w+ (?:a|en|dans)\b",
        r"\b(?:a pour (?:but|finalite|objectif|mission))\b",
        r"^\W*(?:lot \d+\W*)?(?:dispositif|prestations?|actions?|parcours|accompagnement|mission|programme)\b",
        r"^\W*(?:le |la )?(?:titulaire|prestataire|attributaire) (?:conduit|assure|mene|accompagne|organise|anime)",
        r"\bcpv\b[^.]{0,20}(?:853123[012]|85310|79611|8050000)",
    )
)
# What is bought is about insertion and is not insertion: a study, a book, a building, cleaning…
_OTHER_HEAD = re.compile(
    # Possessive, so that no text makes it try the same words twice.
    r"^\W*+(?:"
    + words("objet lot marche accord cadre n no pour le la les du de a relatif relative public present")
    + r"\W*+|[ld]'|\d++\W*+)*+"
    + either(
        r"(?:etude|evaluation|diagnostic)",
        r"(?:logiciel|progiciel|application|solution|site|portail|audit|amo|assistance a m)",
        r"(?:(?:fourniture|achat|acquisition)s? d(?:e |'|es )(?!(?:prestations?|services?)\b)|livraison)",
        r"(?:location|maintenance|impression|edition|conception|realisation de)",
        r"(?:construction|rehabilitation|renovation|travaux|nettoyage|entretien|amenagement|demenagement|gardiennage)",
        r"(?:formation d(?:es|e) (?:agents|personnels|professionnels)|maitrise d'o|assurance|transport|restauration)",
        r"(?:communication|campagne|organisation d|animation du reseau|elaboration|recrutement|sejour|seances?|cours)",
    )
)


_ABOUT = frozenset({"insertion_service", "insertion_object", "insertion_purpose", "way_to_work"})


def is_service(statement: Statement) -> bool:
    """Whether the statement tells that what is bought is insertion itself."""
    if statement.concepts.isdisjoint(_ABOUT) or statement.has("criterion_frame", "social_clause", "obligatory"):
        return False
    if _OTHER_HEAD.search(statement.folded):
        return False
    if not statement.has("employment_service") and _named(statement):
        return True
    return _told(statement)


def _named(statement: Statement) -> bool:
    concepts = ["insertion_service"]
    if statement.topic is Topic.TITLE:
        concepts.append("insertion_object")
    if _PURPOSE.search(statement.folded):
        concepts.append("insertion_purpose")
    return any(statement.means(concept, "not_social") for concept in concepts)


_NOT_INSERTION = re.compile(
    r"\b(?:demandeurs? d'emploi|formation qualif|recrutement|logiciel|fonds|ouvrages?|guides?|plaquettes?|agents)\b"
)


def _told(statement: Statement) -> bool:
    """Something is done for persons, towards work: "accompagner des jeunes NEET", "levée des freins"."""
    if not statement.has("insertion_path") or not statement.has("way_to_work"):
        return False
    if statement.topic is not Topic.TITLE and not _TELLS_OBJECT.search(statement.folded):
        return False
    if _NOT_INSERTION.search(statement.folded):
        return False
    if not statement.means("insertion_path", "office"):
        return False
    towards = statement.means("way_to_work", "not_social", "office", "in_a_place")
    return towards and (statement.has("public") or statement.topic is Topic.TITLE or _vers(statement))


_VERS = re.compile(r"\b(?:personnes|jeunes|publics?|femmes|beneficiaires|allocataires|habitants|adultes|menages)\b")


def _vers(statement: Statement) -> bool:
    return _VERS.search(statement.folded) is not None
