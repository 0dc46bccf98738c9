"""What each step is called, and one sentence that says why. Sources beside each rule, checked on 23/11/2026."""

from alerts.messages.french import count, enumeration
from alerts.model.reply import Manner
from alerts.reply_help.asked import Procedure
from alerts.reply_help.case import Case
from alerts.reply_help.plan.step import StepId
from alerts.reply_help.proofs import CATALOGUE, current, last_day

_NAMED = 3  # proofs, before the rest is counted
FORMAL = frozenset({Procedure.OPEN, Procedure.RESTRICTED, Procedure.NEGOTIATED, Procedure.DIALOGUE})
_TITLES = {
    StepId.WITHDRAW: "Retirer le dossier de consultation",
    StepId.READ: "Lire les documents et décider d'y aller ou non",
    StepId.VISIT: "Visiter le site",
    StepId.QUESTIONS: "Poser vos questions à l'acheteur",
    StepId.PROOFS: "Demander les pièces qui manquent",
    StepId.PARTNERS: "Appeler les partenaires",
    StepId.AGREEMENT: "Conclure l'accord de groupement",
    StepId.CANDIDACY: "Remplir la candidature",
    StepId.PRICES: "Établir les prix",
    StepId.MEMOIRE: "Écrire le mémoire technique",
    StepId.INSERTION: "Écrire la partie insertion",
    StepId.REVIEW: "Faire relire par une autre personne",
    StepId.SIGN: "Réunir les signatures",
    StepId.DEPOSIT: "Déposer sur la plateforme",
    StepId.DEADLINE: "Date limite",
}
_WHY = {
    StepId.WITHDRAW: "Identifiez-vous sur la plateforme de l'acheteur : ses réponses et corrections vous suivront.",
    StepId.READ: "Règlement (RC), CCAP et CCTP : pièces, critères, pénalités, et visite éventuelle.",
    StepId.PROOFS: "Attestations, convention ou agrément, assurance, pouvoirs : certaines prennent des semaines.",
    StepId.PARTNERS: "Qui ferait quoi, qui serait mandataire (il dépose pour tous), et chacun peut-il répondre ?",
    StepId.AGREEMENT: "Convention écrite : mandataire, part et prix de chacun, conjoint ou solidaire, pouvoirs.",
    StepId.CANDIDACY: "DC1 et DC2 (ou DUME), preuves et références ; pas encore d'offre à remettre.",
    StepId.PRICES: "Temps de travail, encadrement, matériel, déplacements : le mémoire doit dire la même chose.",
    StepId.MEMOIRE: "Dans l'ordre des critères de l'avis et du RC, avec des exemples de votre travail.",
    StepId.INSERTION: "Heures, public, accompagnement, formation et suivi : des faits et des chiffres.",
    StepId.REVIEW: "Un regard neuf trouve la pièce oubliée et le prix mal recopié.",
    # R2182-3: signature often asked only of the winner
    StepId.SIGN: "Qui peut signer, et avec quel pouvoir ? Souvent demandé au seul attributaire : voir le RC.",
    # R2143-2 and R2151-5: what arrives late is eliminated
    StepId.DEADLINE: "Ce qui arrive après est éliminé (articles R2143-2 et R2151-5).",
}
_LAST_OFFER = " De plusieurs dépôts, seul le dernier arrivé à temps est ouvert (article R2151-6)."
_DAY_BEFORE = "24 heures avant : une plateforme lente ou un fichier trop lourd se rattrape encore."
_NO_DAY_BEFORE = "Dès que c'est prêt : 24 heures d'avance ne sont plus possibles."
_SIX_DAYS = (  # R2132-6
    " L'acheteur répond au plus tard 6 jours avant la date limite, 4 en urgence, à ce qui est demandé à temps"
    " (article R2132-6)."
)


def title(step: StepId, case: Case) -> str:
    if step is StepId.VISIT and case.asks.visit and case.asks.visit.mandatory:
        return "Visiter le site (obligatoire)"
    if step is StepId.DEADLINE and case.asks.candidacy_first:
        return "Date limite des candidatures"
    return _TITLES[step]


def why(step: StepId, case: Case, *, counted: bool) -> str:
    """`counted`: days can be counted to the deadline."""
    if step is StepId.PROOFS and counted:
        return f"{_WHY[step]}{_to_renew(case)}"
    if step is StepId.SIGN and case.manner is Manner.TOGETHER:
        return f"Chaque membre du groupement, ou le mandataire avec leurs pouvoirs. {_WHY[step]}"
    return _WHY[step]


def visit_why(*, mandatory: bool, stated: bool) -> str:
    when = "Date indiquée dans l'avis." if stated else "L'avis ne donne pas de date : voir le RC, prendre rendez-vous."
    return f"{when} Sans elle, l'offre peut être écartée : gardez l'attestation." if mandatory else when


def questions_why(case: Case, *, stated: bool, soon: bool) -> str:
    """`soon`: the usual day has passed already."""
    answered = _SIX_DAYS if case.asks.procedure in FORMAL else ""
    if stated:
        return f"Date indiquée dans l'avis ; par la plateforme.{answered}"
    usual = "Posez-les tout de suite" if soon else "Souvent 8 à 10 jours avant la date limite"
    return f"{usual} ; la date exacte est dans le RC.{answered}"


def deposit_why(case: Case, *, day_before: bool) -> str:
    last = "" if case.asks.candidacy_first else _LAST_OFFER
    return (_DAY_BEFORE if day_before else _NO_DAY_BEFORE) + last


def _to_renew(case: Case) -> str:
    """What is in the drawer and will have ended on the day of the deadline."""
    if case.deadline is None:
        return ""
    closes = case.deadline.at.date()
    ends = [(one, last) for one in current(case.proofs) if (last := last_day(one)) and last < closes]
    named = [f"{CATALOGUE[one.kind].name} (fin le {last:%d/%m/%Y})" for one, last in ends[:_NAMED]]
    more = [count(len(ends) - _NAMED, "autre")] if len(ends) > _NAMED else []
    return f" À renouveler : {enumeration([*named, *more])}." if ends else ""
