"""MAPA: the adapted procedure under 90 000 euros, and its neighbours DSP and DIVERS (schema 3.2.5).

`{"MAPA": {"organisme": {…}, "initial" | "rectificatif" | "attribution" | "annulation": {…}}}`
"""

from scrapers.boamp.deadline import Clock
from scrapers.boamp.sheet import Sheet

SHEET = Sheet(
    shape="mapa",
    clock=Clock.WALL,
    title=(
        "*/description/intitule",
        "*/natureMarche/intitule",
        "*/description/objet",
        "*/descriptionMarche/intitule",
        "*/descriptionMarche/objetMarche",
    ),
    name=("organisme/acheteurPublic", "organisme/nomOfficiel", "organisme/denomination"),
    siret=("organisme/codeIdentificationNational", "organisme/typeIdentificationNational/siret", "organisme/siret"),
    buyer_place=("organisme/adr", "organisme"),
    places=(
        "*/description/lieuExecution",
        "*/description/lieuExecutionLivraison",
        "*/description/lieuLivraison",
        "*/descriptionMarche/lieuExecution",
    ),
    natures=("*/natureMarche",),
    deadline=("*/delais/receptionOffres", "*/delais/receptionCandidatures", "*/procedure/dateReceptionOffres"),
    amount=(
        "*/description/valeurEstimee/valeur",
        "*/descriptionMarche/valeurEstimee/valeur",
        "*/caracteristiques/valeurEstimee/valeur",
        "*/autresInformations/valeurTotaleEstimee",
        "*/autresInformations/valeurTotaleEstimee/valeur",
    ),
    documents=(
        "*/adressesComplt/document/coord/url",
        "*/adressesComplt/document/url",
        "*/communication/urlDocConsul",
        "organisme/urlProfilAcheteur",
    ),
    procedure=("*/procedure/typeProcedure", "*/procedure", "*/typeProcedure"),
    criteria=("*/criteres",),
    lengths=("*/duree", "*/description/duree", "*/descriptionMarche", "*/descriptionMarche/duree"),
    reference=("*/renseignements/idMarche", "*/communication/identifiantInterne"),
)
