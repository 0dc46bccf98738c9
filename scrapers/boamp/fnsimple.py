"""FNSimple: the national form between 90 000 euros and the European thresholds (schema 3.2.5, since October 2023).

`{"FNSimple": {"organisme": {…}, "initial" | "rectificatif" | "attribution": {…}}}`
"""

from scrapers.boamp.deadline import Clock
from scrapers.boamp.sheet import Sheet

SHEET = Sheet(
    shape="fnsimple",
    clock=Clock.WALL,
    title=("*/natureMarche/intitule", "*/natureMarche/objet", "*/intitule"),
    name=("organisme/nomOfficiel", "organisme/acheteurPublic"),
    siret=("organisme/codeIdentificationNational", "organisme/typeIdentificationNational/siret"),
    buyer_place=("organisme",),
    places=("*/natureMarche/lieuExecution", "*/natureMarche/lieuExecutionLivraison", "*/lieuExecution"),
    natures=("*/natureMarche/natureMarche",),
    deadline=("*/procedure/dateReceptionOffres", "*/dateReceptionOffres", "*/delais/receptionOffres"),
    amount=(
        "*/natureMarche/valeurEstimee/valeur",
        "*/natureMarche/valeurEstimee/fourchette/valeurHaute",
        "*/natureMarche/valeurEstimee",
    ),
    documents=("*/communication/urlDocConsul", "*/communication/urlProfilAch", "organisme/urlProfilAcheteur"),
    procedure=("*/procedure/typeProcedure", "*/procedure", "*/natureMarche/typeProcedure"),
    lengths=("*/natureMarche", "*/natureMarche/duree", "*/duree"),
    reference=("*/communication/identifiantInterne",),
)
