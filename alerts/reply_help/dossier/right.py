"""What proves the right to a reserved lot, by kind of structure (R2113-7, checked on 22/11/2026, source V; the model of
an attestation on honour was seen in real notices, source A)."""

from collections.abc import Iterable, Iterator

from alerts.clauses.rights import right
from alerts.model.reading import Answer, Beneficiary, ReservationStatus
from alerts.model.reply import Manner, ProofKind
from alerts.model.structure import StructureKind as Kind
from alerts.reply_help.case import Case
from alerts.reply_help.dossier.document import Document, Stage, from_drawer
from alerts.reply_help.proofs import RESERVED

_UNSURE = "La réservation est à vérifier : préparez cette preuve, et posez la question à l'acheteur."
_HALF = "au moins 50 % de {who}"
_WHO = {
    Beneficiary.SIAE: "salariés en parcours d'insertion",
    Beneficiary.EA_ESAT: "travailleurs handicapés (55 % pour une entreprise adaptée)",
    Beneficiary.PRISON: "personnes détenues",
}


def of_right(case: Case) -> Iterator[Document]:
    """Nothing when the lot is not reserved, or when it is reserved to others."""
    kinds = proof_kinds(case)
    unsure = "" if case.eligibility.answer is Answer.YES else _UNSURE
    evidence = case.reading.reservation.evidence
    for kind in kinds:
        what = _rate(case) if kind is ProofKind.TAUX else ""
        yield from_drawer(kind, Stage.CANDIDACY, check=unsure, evidence=evidence, what=what)
    if kinds:
        yield Document(
            "doc-honneur",
            "Attestation sur l'honneur de pouvoir répondre au lot réservé",
            "vous attestez entrer dans la réservation, avec son article",
            "modèle du dossier de consultation, sinon trois lignes signées",
            Stage.CANDIDACY,
            check="Tous les acheteurs ne la demandent pas : voir le règlement.",
        )
    if kinds and case.manner is Manner.TOGETHER:
        yield Document(
            "doc-membres",
            "Les mêmes preuves pour chaque membre du groupement",
            "chaque membre montre qu'il a droit au lot réservé",
            "demandez-les à vos partenaires dès maintenant",
            Stage.CANDIDACY,
            check="Un membre qui n'y a pas droit : le code n'en dit rien, posez la question à l'acheteur.",
        )


def proof_kinds(case: Case) -> tuple[ProofKind, ...]:
    """Of the drawer, for this reservation; those of each kind that has a right to it, each once."""
    groups = set(groups_of(case))
    entitled = [kind for kind in sorted(case.structure.kinds) if any(right(kind, group) for group in groups)]
    best = [kind for kind in entitled if any(_is_sure(kind, group) for group in groups)]
    return tuple(dict.fromkeys(one for kind in best or entitled for one in _proofs(kind, groups)))


def groups_of(case: Case) -> tuple[Beneficiary, ...]:
    held = case.reading.reservation
    if held.status is ReservationStatus.RESERVED:
        return held.to
    return () if held.status is ReservationStatus.NONE else held.possible or tuple(Beneficiary)


def _proofs(kind: Kind, groups: Iterable[Beneficiary]) -> tuple[ProofKind, ...]:
    """To a lot of the ESS, an insertion company shows its form, not its convention."""
    rights = {group for group in groups if right(kind, group)}
    if rights == {Beneficiary.ESS} and kind not in {Kind.SOCIETE_ESS}:
        return (ProofKind.STATUTS,)
    return RESERVED[kind]


def _is_sure(kind: Kind, group: Beneficiary) -> bool:
    found = right(kind, group)
    return found is not None and found.answer is Answer.YES


def _rate(case: Case) -> str:
    who = [
        _WHO[group] for group in groups_of(case) if group in _WHO and any(right(k, group) for k in case.structure.kinds)
    ]
    return f"votre attestation : {_HALF.format(who=' ou de '.join(who))}" if who else ""
