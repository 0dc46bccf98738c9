"""What each document of a drawer is, where to get it, how long it is good; and whether it is there on a given day.

Reservation proofs: R2113-7 (at least 50 %), and the authorities that deliver them (checked on
22/11/2026, sources V and S).
How long documents last is what is usual (from memory, to be reviewed): the date written on the document prevails.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from alerts.model.reply import Proof, ProofKind
from alerts.model.structure import StructureKind as Kind


class State(StrEnum):
    """Of a document, on the day of the deadline."""

    READY = "ready"
    UNDATED = "undated"  # in the drawer, and nobody said until when it is good
    ENDS_BEFORE = "ends_before"  # good today, no longer on that day
    ENDED = "ended"
    MISSING = "missing"  # not in the drawer
    TO_WRITE = "to_write"  # made for this contract: no drawer holds it


@dataclass(frozen=True, slots=True)
class KnownProof:
    """`lasts` is a French sentence; `months` where it is counted from the day of delivery, by a text or by usage.
    `endless`: it has no last day, so that one without a date is ready."""

    name: str
    what: str
    where: str
    lasts: str
    months: int | None = None
    endless: bool = False


_DATED = "jusqu'à la date écrite dessus"
CATALOGUE: dict[ProofKind, KnownProof] = {
    ProofKind.CONVENTION_IAE: KnownProof(
        "Convention IAE",
        "la convention qui vous reconnaît structure d'insertion par l'activité économique (SIAE)",
        "signée avec la DDETS de votre département",
        f"{_DATED}, souvent de un à trois ans",
    ),
    ProofKind.ANNEXE_FINANCIERE: KnownProof(
        "Annexe financière de la convention IAE",
        "les postes d'insertion conventionnés pour l'année",
        "avec la DDETS, sur l'extranet de l'IAE",
        "en général l'année civile",
    ),
    ProofKind.AGREMENT_EA: KnownProof(
        "Agrément d'entreprise adaptée (CPOM)",
        "le contrat d'objectifs et de moyens qui vaut agrément d'entreprise adaptée",
        "signé avec la DREETS de votre région",
        f"{_DATED}, cinq ans au plus",
    ),
    ProofKind.ARRETE_ESAT: KnownProof(
        "Arrêté d'autorisation de l'ESAT",
        "l'autorisation de l'établissement ; c'est l'organisme gestionnaire qui répond au marché",
        "pris par l'agence régionale de santé (ARS)",
        f"{_DATED}, en général quinze ans",
    ),
    ProofKind.LABEL_GEIQ: KnownProof(
        "Label GEIQ", "la qualification de groupement d'employeurs", "par la Fédération des GEIQ", "chaque année"
    ),
    ProofKind.CONTRAT_DETENTION: KnownProof(
        "Contrat d'implantation en détention",
        "le contrat qui permet de faire travailler des personnes détenues",
        "avec l'administration pénitentiaire (ATIGIP)",
        _DATED,
    ),
    ProofKind.AGREMENT_ESUS: KnownProof(
        "Agrément ESUS",
        "l'agrément d'entreprise solidaire d'utilité sociale ; il appuie votre dossier, il ne donne pas droit à un lot "
        "réservé",
        "par la préfecture du département (DDETS)",
        f"{_DATED}, deux ou cinq ans",
    ),
    ProofKind.MENTION_ESS: KnownProof(
        "Mention ESS au registre du commerce",
        "l'extrait Kbis qui porte la mention « entreprise de l'économie sociale et solidaire »",
        "au greffe du tribunal de commerce",
        "tant que les statuts ne changent pas",
        endless=True,
    ),
    ProofKind.TAUX: KnownProof(
        "Attestation du taux de personnes concernées",
        "votre attestation qu'au moins la moitié des salariés sont en parcours, ou travailleurs handicapés",
        "vous l'écrivez et la signez ; chiffres de votre dernier bilan social",
        "à refaire quand les effectifs changent, et tous les six mois",
        months=6,
    ),
    ProofKind.STATUTS: KnownProof(
        "Statuts", "les statuts signés, à jour", "dans vos dossiers", "tant qu'ils ne changent pas", endless=True
    ),
    ProofKind.RNA: KnownProof(
        "Récépissé d'association (RNA)",
        "la preuve que l'association est déclarée, avec son numéro (W et neuf chiffres)",
        "préfecture ; extrait en ligne sur le compte de l'association",
        "tant que la déclaration ne change pas",
        endless=True,
    ),
    ProofKind.KBIS: KnownProof(
        "Extrait Kbis",
        "la carte d'identité d'une société",
        "gratuit pour le dirigeant sur monidenum.fr, ou au greffe",
        "on en demande souvent un de moins de trois mois",
    ),
    ProofKind.POUVOIR: KnownProof(
        "Pouvoir de la personne qui signe",
        "la délégation, si ce n'est pas le représentant légal qui signe",
        "vous l'écrivez ; le représentant légal la signe",
        "tant que les personnes ne changent pas",
        endless=True,
    ),
    ProofKind.RIB: KnownProof(
        "RIB", "les coordonnées du compte à payer", "votre banque", "tant que le compte ne change pas", endless=True
    ),
    ProofKind.ASSURANCE_RC: KnownProof(
        "Attestation d'assurance responsabilité civile",
        "la preuve que les dommages causés pendant le travail sont couverts",
        "votre assureur, souvent dans votre espace en ligne",
        "en général l'année d'assurance",
    ),
    ProofKind.ASSURANCE_DECENNALE: KnownProof(
        "Attestation d'assurance décennale",
        "l'assurance obligatoire des travaux de bâtiment, pour les métiers du lot",
        "votre assureur : vérifiez que l'activité du lot y est écrite",
        "en général l'année d'assurance",
    ),
    ProofKind.VIGILANCE_URSSAF: KnownProof(
        "Attestation de vigilance URSSAF",
        "la preuve que vos cotisations sont déclarées et payées",
        "en ligne sur urssaf.fr (ou la MSA), tout de suite",
        "six mois",
        months=6,
    ),
    ProofKind.ATTESTATION_FISCALE: KnownProof(
        "Attestation de régularité fiscale",
        "la preuve que vos impôts sont déclarés et payés ; une association peut en avoir une",
        "espace professionnel d'impots.gouv.fr, ou service des impôts",
        "souvent l'année ; l'acheteur en veut une récente",
    ),
    ProofKind.COMPTES: KnownProof(
        "Comptes des trois dernières années",
        "bilans et comptes de résultat, ou chiffres d'affaires déclarés",
        "votre comptable",
        "jusqu'aux comptes de l'année suivante",
    ),
    ProofKind.QUALIFICATION: KnownProof(
        "Qualification ou certificat",
        "Qualibat, Certiphyto, ISO… ou des références équivalentes",
        "l'organisme qui la délivre",
        _DATED,
    ),
    ProofKind.OTHER: KnownProof("Autre document", "un document que l'on vous demande souvent", "chez vous", _DATED),
}
SEVERAL = frozenset({ProofKind.QUALIFICATION, ProofKind.OTHER})  # one does not stand for another

_SIAE = (ProofKind.CONVENTION_IAE, ProofKind.ANNEXE_FINANCIERE, ProofKind.TAUX)
RESERVED: dict[Kind, tuple[ProofKind, ...]] = {
    **dict.fromkeys((Kind.EI, Kind.ACI, Kind.AI, Kind.ETTI, Kind.EITI), _SIAE),
    Kind.GEIQ: (ProofKind.LABEL_GEIQ,),
    Kind.EA: (ProofKind.AGREMENT_EA, ProofKind.TAUX),
    Kind.EATT: (ProofKind.AGREMENT_EA, ProofKind.TAUX),
    Kind.ESAT: (ProofKind.ARRETE_ESAT, ProofKind.POUVOIR),
    Kind.PRISON: (ProofKind.CONTRAT_DETENTION, ProofKind.TAUX),
    **dict.fromkeys((Kind.SCOP, Kind.SCIC, Kind.ASSOCIATION, Kind.MUTUELLE, Kind.FONDATION), (ProofKind.STATUTS,)),
    Kind.SOCIETE_ESS: (ProofKind.MENTION_ESS, ProofKind.STATUTS),
}
_COMPANIES = frozenset({Kind.SCOP, Kind.SCIC, Kind.SOCIETE_ESS})
_BY_STATUTES = frozenset({Kind.MUTUELLE, Kind.FONDATION})
_ALWAYS = (
    ProofKind.ASSURANCE_RC,
    ProofKind.VIGILANCE_URSSAF,
    ProofKind.ATTESTATION_FISCALE,
    ProofKind.COMPTES,
    ProofKind.RIB,
)


def identity_of(kinds: Iterable[Kind], legal_form: str = "") -> tuple[ProofKind, ...]:
    """An association has its RNA and its statutes, a company its Kbis, a mutual society or a foundation its statutes;
    both registers are named when nobody knows."""
    held, form = frozenset(kinds), legal_form.casefold()
    if "association" in form:
        return ProofKind.RNA, ProofKind.STATUTS
    if form and not any(one in form for one in ("mutuelle", "fondation", "public")):
        return (ProofKind.KBIS,)
    if Kind.ASSOCIATION in held:
        return ProofKind.RNA, ProofKind.STATUTS
    if held & _BY_STATUTES:
        return (ProofKind.STATUTS,)
    return (ProofKind.KBIS,) if held & _COMPANIES else (ProofKind.KBIS, ProofKind.RNA)


def expected(kinds: Iterable[Kind], legal_form: str = "") -> tuple[ProofKind, ...]:
    """What a drawer should hold, the proofs of a right to reserved lots first, each once."""
    held = sorted(kinds)
    rights = [one for kind in held for one in RESERVED[kind]]
    return tuple(dict.fromkeys([*rights, *identity_of(held, legal_form), *_ALWAYS]))


def last_day(proof: Proof) -> date | None:
    """As written on it; else reckoned, for what a text makes last so many months; None when nobody knows."""
    months = CATALOGUE[proof.kind].months
    if proof.valid_until is not None or proof.issued_on is None or months is None:
        return proof.valid_until
    year, month = divmod(proof.issued_on.year * 12 + proof.issued_on.month - 1 + months, 12)
    return date(year, month + 1, min(proof.issued_on.day, monthrange(year, month + 1)[1]))


def best(proofs: Iterable[Proof], kind: ProofKind) -> Proof | None:
    """Of several of a kind, the one that is good the longest: one that was renewed hides the one before. One without
    an end comes first when its kind has none, last otherwise."""
    return max((one for one in proofs if one.kind is kind), key=_lasting, default=None)


def state_of(proof: Proof | None, today: date, deadline: date | None) -> State:
    """On the day of the deadline, or today when none is known."""
    if proof is None:
        return State.MISSING
    ends = last_day(proof)
    if ends is None:
        return State.READY if CATALOGUE[proof.kind].endless else State.UNDATED
    if ends < today:
        return State.ENDED
    return State.ENDS_BEFORE if deadline is not None and ends < deadline else State.READY


def current(proofs: Sequence[Proof]) -> tuple[Proof, ...]:
    """Without those that a newer one of their kind has replaced, in their order."""
    return tuple(one for one in proofs if one.kind in SEVERAL or one == best(proofs, one.kind))


def _lasting(proof: Proof) -> tuple[bool, date, date, int]:
    ends = last_day(proof)
    endless = ends is None and CATALOGUE[proof.kind].endless
    return endless, ends or date.min, proof.issued_on or date.min, proof.id
