"""The table of rights: which kind of structure may answer a lot reserved to which group. See docs/droit.md."""

from dataclasses import dataclass

from alerts.model.reading import Answer, Beneficiary
from alerts.model.structure import StructureKind as Kind

CONTRACT_ARTICLES = {
    Beneficiary.EA_ESAT: "L2113-12",
    Beneficiary.SIAE: "L2113-13",
    Beneficiary.PRISON: "L2113-13-1",
    Beneficiary.ESS: "L2113-15",
}
CONCESSION_ARTICLES = {
    Beneficiary.EA_ESAT: "L3113-1",
    Beneficiary.SIAE: "L3113-2",
    Beneficiary.PRISON: "L3113-2-1",
}
GROUPS = {
    Beneficiary.EA_ESAT: "entreprises adaptées et ESAT",
    Beneficiary.SIAE: "structures d'insertion par l'activité économique (SIAE)",
    Beneficiary.ESS: "entreprises de l'économie sociale et solidaire",
    Beneficiary.PRISON: "opérateurs qui font travailler des personnes détenues",
}
NAMES = {
    Kind.EI: "d'entreprise d'insertion",
    Kind.ACI: "d'atelier et chantier d'insertion",
    Kind.AI: "d'association intermédiaire",
    Kind.ETTI: "d'entreprise de travail temporaire d'insertion",
    Kind.EITI: "d'entreprise d'insertion par le travail indépendant",
    Kind.GEIQ: "de GEIQ",
    Kind.EA: "d'entreprise adaptée",
    Kind.EATT: "d'entreprise adaptée de travail temporaire",
    Kind.ESAT: "d'ESAT",
    Kind.SCOP: "de SCOP",
    Kind.SCIC: "de SCIC",
    Kind.ASSOCIATION: "d'association",
    Kind.MUTUELLE: "de mutuelle",
    Kind.FONDATION: "de fondation",
    Kind.SOCIETE_ESS: "de société commerciale de l'ESS",
    Kind.PRISON: "d'opérateur en détention",
}

_IAE = "convention IAE en cours, au moins 50 % de salariés en parcours"
_ESS_BY_LAW = "statuts, et objectif d'assumer une mission de service public liée à ces services"
_ESS_IF = "il faut aussi une forme de l'économie sociale et solidaire et un objet lié à la mission de service public"
_EITI = "l'entreprise d'insertion par le travail indépendant ne figure pas parmi les quatre types usuels"
_GEIQ = "un GEIQ n'y entre que s'il prouve être une structure équivalente"

_EA_ESAT = {
    Kind.EA: (Answer.YES, "agrément ou contrat d'objectifs en cours, au moins 55 % de travailleurs handicapés"),
    Kind.ESAT: (Answer.YES, "arrêté d'autorisation ; c'est l'organisme gestionnaire qui répond"),
    Kind.EATT: (Answer.CHECK, "agrément d'entreprise adaptée de travail temporaire à faire admettre"),
}
_SIAE = {
    **dict.fromkeys((Kind.EI, Kind.ACI, Kind.AI, Kind.ETTI), (Answer.YES, _IAE)),
    Kind.EITI: (Answer.CHECK, _EITI),
    Kind.GEIQ: (Answer.CHECK, _GEIQ),
}
_ESS = {
    **dict.fromkeys((Kind.SCOP, Kind.SCIC, Kind.ASSOCIATION, Kind.MUTUELLE, Kind.FONDATION), (Answer.YES, _ESS_BY_LAW)),
    Kind.SOCIETE_ESS: (Answer.YES, "mention ESS au registre du commerce, " + _ESS_BY_LAW),
    **dict.fromkeys(
        (Kind.EI, Kind.ACI, Kind.AI, Kind.ETTI, Kind.EITI, Kind.GEIQ, Kind.EA, Kind.EATT), (Answer.CHECK, _ESS_IF)
    ),
    Kind.ESAT: (Answer.CHECK, "il faut que l'organisme gestionnaire soit une association ou une mutuelle"),
}
_PRISON = {
    Kind.PRISON: (Answer.YES, "contrat d'implantation, au moins 50 % de personnes détenues"),
    Kind.EA: (Answer.CHECK, "il faut que l'entreprise adaptée ait un atelier en établissement pénitentiaire"),
}
_TABLE = {
    Beneficiary.EA_ESAT: _EA_ESAT,
    Beneficiary.SIAE: _SIAE,
    Beneficiary.ESS: _ESS,
    Beneficiary.PRISON: _PRISON,
}


@dataclass(frozen=True, slots=True)
class Right:
    """`answer` is YES or CHECK; `condition` is what to prove or to settle, in French."""

    kind: Kind
    to: Beneficiary
    answer: Answer
    condition: str


def right(kind: Kind, group: Beneficiary) -> Right | None:
    """The right of one kind to what is reserved to one group; None when it has none."""
    found = _TABLE[group].get(kind)
    return None if found is None else Right(kind, group, *found)


# Services that may be reserved to the ESS (L2113-15; eForms list "social-service-cpv", directive 2014/24 art. 77).
_ESS_CODES = frozenset(
    [
        "75121000",
        "75122000",
        "75123000",
        "79622000",
        "79624000",
        "79625000",
        "80110000",
        "80300000",
        "80420000",
        "80430000",
        "80511000",
        "80520000",
        "80590000",
        "92500000",
        "92600000",
        "98133000",
        "98133110",
    ]
)


def is_ess_service(cpv: str) -> bool:
    """Whether a CPV code (8 digits) is in the list of services that may be reserved to the ESS."""
    return cpv in _ESS_CODES or "85000000" <= cpv <= "85323000"
