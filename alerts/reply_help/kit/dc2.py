"""The headings of DC2, declaration of the candidate, in their order ([M]: to be compared with the form joined)."""

from collections.abc import Iterator

from alerts.messages.french import capitalised, number
from alerts.messages.proof import grounds
from alerts.messages.words import reserved
from alerts.model.reading import Answer, ReservationStatus
from alerts.model.reply import Manner, Proof, ProofKind
from alerts.reply_help.case import Case
from alerts.reply_help.dossier.right import proof_kinds
from alerts.reply_help.kit.figures import euros
from alerts.reply_help.kit.identity import identity
from alerts.reply_help.kit.kinds import voices
from alerts.reply_help.kit.opening import cited
from alerts.reply_help.kit.rights import proof_words
from alerts.reply_help.paper import Field, Items, Piece, Section, Table, Text
from alerts.reply_help.proofs import CATALOGUE, best

_YEARS = 3
_TURNOVER = (  # R2142-7 ([S], in force since 01/01/2026, checked on 22/11/2026)
    "En principe, le chiffre d'affaires exigé ne dépasse pas 1,5 fois le montant du marché (article R2142-7)."
)
_NO_REFERENCE = (  # R2142-14 ([V], checked on 22/11/2026)
    "Ne pas avoir de référence de même nature ne suffit pas, à soi seul, à être éliminé (article R2142-14)."
)
_INSURANCE = (ProofKind.ASSURANCE_RC, ProofKind.ASSURANCE_DECENNALE)
_REGISTERS = (ProofKind.KBIS, ProofKind.RNA, ProofKind.STATUTS, ProofKind.MENTION_ESS)


def dc2(case: Case) -> Iterator[Piece]:
    """One a member of a group."""
    yield Section("DC2 – Déclaration du candidat")
    if case.manner is Manner.TOGETHER:
        yield Text("Un DC2 par membre du groupement : donnez cette fiche à chacun.", hint=True)
    yield Section("A et B. Acheteur et objet", 2)
    yield Text("Les mêmes que dans le DC1.")
    yield Section("C1. Identification du candidat", 2)
    yield from identity(case)
    yield Items(("Micro, petite ou moyenne entreprise : oui", "Non"), boxes=True)
    yield from _right(case)
    yield from _register(case)
    yield from _money(case)
    yield from _means(case)
    yield Section("H. Capacités d'autres opérateurs", 2)
    yield Text("Seulement si vous vous appuyez sur un sous-traitant ou un partenaire hors groupement.", hint=True)
    yield Field("Opérateur (nom, SIRET) et ce qu'il apporte")


def _right(case: Case) -> Iterator[Piece]:
    """R2113-7 ([V], checked on 22/11/2026): at least half of people concerned."""
    yield Section("C2. Marché ou lot réservé", 2)
    held = case.reading.reservation
    yield Field("Ce que dit l'avis", capitalised(reserved(held)))
    yield from cited(case, grounds(held))
    if held.status is ReservationStatus.NONE:
        yield Text("Rien à prouver ici si le règlement (RC) ne réserve pas ce lot.", hint=True)
        return
    if case.eligibility.answer is not Answer.YES:
        yield Text(f"À vérifier avant de répondre : {case.eligibility.reason}", hint=True)
    for kind in proof_kinds(case):
        yield Field(CATALOGUE[kind].name, _held(case, kind))
    yield Field("Personnes concernées, en part de l'effectif (au moins 50 %)", _share(case))


def _held(case: Case, kind: ProofKind) -> str:
    found = best(case.proofs, kind)
    return _details(found) if found else ""


def _details(proof: Proof) -> str:
    """Without the name, which is the label; nothing but « dans votre tiroir » when nothing else was said."""
    said = proof_words(proof).removeprefix(CATALOGUE[proof.kind].name).removeprefix(", ")
    return said or "oui, à joindre"


def _share(case: Case) -> str:
    """Of full-time equivalents, as a help: the buyer may count heads."""
    sheet = case.sheet
    if not sheet.staff or sheet.insertion_fte is None or sheet.insertion_fte > sheet.staff:
        return ""
    return f"{number(round(100 * sheet.insertion_fte / sheet.staff))} % des équivalents temps plein (à vérifier)"


def _register(case: Case) -> Iterator[Piece]:
    yield Section("E. Aptitude à exercer l'activité", 2)
    held = [one for one in case.proofs if one.kind in _REGISTERS]
    yield Field("Inscription (RCS, répertoire des métiers, RNA)", " ; ".join(proof_words(one) for one in held))
    skills = [one for one in case.proofs if one.kind is ProofKind.QUALIFICATION]
    yield Field("Autorisation ou qualification exigée", " ; ".join(proof_words(one) for one in skills))
    yield from cited(case, case.asks.qualifications)


def _money(case: Case) -> Iterator[Piece]:
    yield Section("F. Capacité économique et financière", 2)
    known = [(str(one.year), euros(one.euros), "") for one in case.sheet.turnover]
    rows = (*known, *[("", "", "")] * (_YEARS - len(known)))
    yield Table(("Exercice clos", "Chiffre d'affaires HT", "Dont ce métier"), rows)
    if case.asks.turnover is not None:
        yield Field("Chiffre d'affaires annuel demandé par l'avis", euros(case.asks.turnover))
        yield Text(_TURNOVER, hint=True)
    yield from cited(case, [case.asks.turnover_words] if case.asks.turnover_words else [])
    for kind in _INSURANCE:
        yield Field(CATALOGUE[kind].name, _held(case, kind))
    yield from cited(case, case.asks.insurance)
    yield Items(("Pas de redressement judiciaire en cours", "Redressement : joindre le jugement"), boxes=True)


def _means(case: Case) -> Iterator[Piece]:
    sheet, voice = case.sheet, voices(case)[0]
    yield Section("G. Capacité technique et professionnelle", 2)
    yield Field("Effectif total (équivalents temps plein)", _fte(sheet.staff))
    yield Field(voice.workers.replace("(ETP)", "(équivalents temps plein)"), _fte(sheet.insertion_fte))
    yield Field(voice.supervisors.replace("(ETP)", "(équivalents temps plein)"), _fte(sheet.supervisors))
    yield Field("Matériel et équipement", sheet.equipment)
    yield Field("Contrôle de la qualité", sheet.quality)
    yield Field("Gestion environnementale", sheet.environment)
    rows = tuple((one.what, one.buyer, str(one.year or ""), euros(one.euros)) for one in sheet.references)
    yield Table(
        ("Références des trois dernières années", "Client", "Année", "Montant HT"),
        (*rows, *[("", "", "", "")] * (3 - len(rows))),
    )
    yield from cited(case, case.asks.references)
    yield Text(_NO_REFERENCE, hint=True)


def _fte(value: float | None) -> str:
    return number(value) if value is not None else ""
