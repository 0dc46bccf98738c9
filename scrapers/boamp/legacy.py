"""The flat schemas of all families until October 2023 (1.1 to 2.4), in the API's old records and in DILA's XML.

`{"IDENTITE": {…}, "OBJET": {…}, "PROCEDURE": {…}, "CONDITION_PARTICIPATION": {…}, "RECTIF": {…}…}`
"""

from scrapers.boamp.deadline import Clock
from scrapers.boamp.sheet import Sheet

ROOTS = frozenset({"IDENTITE", "OBJET", "PROCEDURE", "RECTIF", "ANNULATION", "ATTRIBUTION", "DESCRIPTION", "CONDITION"})

SHEET = Sheet(
    shape="legacy",
    clock=Clock.OLD,
    title=("OBJET/TITRE_MARCHE", "OBJET/OBJET_COMPLET", "DESCRIPTION/OBJET"),
    name=("IDENTITE/DENOMINATION",),
    siret=("IDENTITE/CODE_IDENT_NATIONAL", "IDENTITE/SIRET"),
    buyer_place=("IDENTITE",),
    places=("OBJET/LIEU_EXEC_LIVR", "OBJET/LIEU_EXEC", "OBJET/LIEU_NUTS", "OBJET/LIEU_LIVR"),
    natures=("OBJET/TYPE_MARCHE",),
    deadline=(
        "CONDITION_DELAI/RECEPT_OFFRES",
        "CONDITION_DELAI/RECEPT_CANDIDATURES",
        "CONDITION_DELAI/RECEPT_DEMANDES",
    ),
    amount=(
        "OBJET/CARACTERISTIQUES/VALEUR_TOTALE",
        "OBJET/CARACTERISTIQUES/VALEUR",
        "OBJET/CARACTERISTIQUES/VALEUR_MAX",
    ),
    documents=("IDENTITE/URL_DOCUMENT", "IDENTITE/URL_PARTICIPATION", "IDENTITE/URL_PROFIL_ACHETEUR"),
    reference=("OBJET/REF_MARCHE", "CONDITION_ADMINISTRATIVE/REFERENCE_MARCHE"),
)
