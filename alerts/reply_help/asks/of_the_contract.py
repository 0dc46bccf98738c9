"""What the contract puts on its holder: staff taken over, penalties, form of the group, samples, money kept or lent.

Code du travail L1224-1 (contracts that pass to the new employer); code de la commande publique R2142-22 (form of a
group), R2191-3 and after (advance), R2191-32 and after (retenue de garantie), L2193-3 (tasks kept from subcontractors).
"""

import re

from alerts.reply_help.asks.line import Line
from alerts.reply_help.asks.subject import Subject

TAKEOVER = Subject(
    hints=("repris", "repren", "1224-1", "article 7", "transfert", "annexe 7"),
    words=re.compile(
        r"\brepris\w*\s(?:\w+\s|en compte\s)?(?:du|des?|de l'|d'une partie du|eventuelle du"
        r"|obligatoire du)\s?(?:\w+\s)?(?:personnels?|salaries?|effectifs?|agents?|contrats? de travail"
        r"|employes?)\b"
        r"|\brepren\w+\s(?:\w+\s){0,2}?(?:le |les |l')(?:\w+\s)?(?:personnels?|salaries?|effectifs?|agents?"
        r"|contrats? de travail)\b"
        r"|\b(?:personnels?|salaries?|effectifs?|agents?|masse salariale)\s(?:\w+\s){0,2}?(?:a reprendre"
        r"|repris\w*|transfer\w+|a transferer)\b"
        r"|\bl\.? ?1224-1\b|\bannexe 7 de la convention|\barticle 7 (?:de la |de l'|bis )?(?:convention|ccn"
        r"|accord|avenant|nouveau)"
        r"|\btransferts?\s(?:\w+\s)?(?:du |des |de |d')(?:personnels?|salaries?|contrats? de travail|effectifs?)\b"
    ),
)

PENALTIES = Subject(
    hints=("penalit",),
    words=re.compile(r"\bpenalites?\b"),
    refuses=re.compile(r"\bpenalites? (?:de|pour) (?:retard de )?paiement|offre technique|critere"),
)

_FORM = re.compile(r"\bsolidaires?\b|\bconjointe?s?\b")
_BOTH = re.compile(
    r"\b(?:conjoints?\W{1,3}(?:ou|et/ou|et|soit)\W{1,3}(?:\w+\s){0,3}?solidaires?"
    r"|solidaires?\W{1,3}(?:ou|et/ou|et|soit)\W{1,3}(?:\w+\s){0,3}?conjoints?)\b"
)
_IMPOSED = re.compile(
    r"\bimpos|\bexig|\b(?:devr(?:a|ont)|doit|doivent) (?:\w+ )?(?:etre (?:un groupement "
    r"|\w+ )?(?:solidaire|conjoint)|revetir|prendre|adopter|se (?:constituer|presenter))|\bobligatoire"
    r"|\bsouhait|\btransform"
    r"|\bcontraint|\bsera (?:obligatoirement |necessairement )?(?:solidaire|conjoint)"
    r"|\brevetir|\ba defaut\b|\bprendra la forme|\bmandataire\b[^.;]{0,60}\b(?:sera"
    r"|est)\b[^.;]{0,30}\bsolidaire|\bavec mandataire solidaire"
)
_FREE = re.compile(
    r"aucune forme|pas de forme|n'impose (?:pas|aucune)|forme (?:du groupement )?(?:est )?(?:libre"
    r"|au choix)|caution|\bsont admis|peut etre|peuvent etre|pourra etre un groupement (?:solidaire ou"
    r"|conjoint ou)"
)


def _imposes(line: Line) -> bool:
    """A form is imposed, or wished for after the award; a field of a form that only names one imposes it."""
    low = line.folded
    if not _FORM.search(low) or _FREE.search(low):
        return False
    if _BOTH.search(low) and not re.search(r"mandataire[^.;]{0,80}solidaire|transform", low):
        return False
    field = line.field.rsplit("/", 1)[-1].lower().replace("_", "")
    return _IMPOSED.search(low) is not None or (("formejuridique" in field or line.field == "BT-76") and len(low) < 120)


GROUP = Subject(hints=("groupement", "groupe"), words=re.compile(r"\bgroupements?\b|\bgroupes?\b"), kept=_imposes)

SAMPLES = Subject(
    hints=("echantillon",),
    words=re.compile(r"\bechantillons?\b"),
    needs=re.compile(
        r"remi[st]|remett|fourni|present|demand|exig|joind|joint|depos|depot|livr|accompagn|obligatoire"
        r"|transm|envo[iy]|produi|attendu"
    ),
    refuses=re.compile(
        r"preleve|analyse|laboratoire|stockage|\bsols?\b|\beaux?\b|biolog|amiante|sondage|enquete|statisti"
        r"|mesure|carott|dispos\w* de la pluie"
    ),
)

GUARANTEE = Subject(
    hints=("garantie", "caution"),
    words=re.compile(
        r"\bretenues? de garantie\b|\bgaranties? a premiere demande\b|\bcautions?\b|\bcautionnements?\b"
        r"|\bgaranties? financieres?\b|\bgarantie bancaire\b"
    ),
    friends=re.compile(
        r"garanties? (?:professionnelles? et )?financieres? (?:des candidats|du candidat|et technique)"
        r"|aptitude[^.;]{0,40}garanties?|caution(?:s)? (?:pour|de) (?:le retrait|badge|clef|cle)"
    ),
    refuses=re.compile(r"professionnelles et financieres|organisme de cautionnement mutuel seulement|location"),
)

ADVANCE = Subject(
    hints=("avance",),
    words=re.compile(r"\bavances?\b(?!\s(?:technolog|social|que\b))"),
    friends=re.compile(
        r"(?:\ba l'|\bd'|\ben |\bpar |\bheures? a l'|\bjours? d')avance\b|(?:mois|jours?|heures?|semaines?"
        r"|longtemps) (?:a l'|d')avance"
        r"|(?:contrepartie du versement de|montant de|remboursement de|beneficier de) l'avance"
        r"|\bavances? (?:sur les honoraires|de tresorerie|de phase|de frais)"
    ),
    needs=re.compile(
        r"vers[eé]|accord|prevu|prevoi|%|pour cent|octro|droit|beneficie|\bavance\s?:|montant|refus"
        r"|forfaitaire|sous reserve|remboursement|r\.? ?2191"
    ),
)

SUBCONTRACTING = Subject(
    hints=("sous-trait", "sous trait"),
    even_denied=True,
    words=re.compile(r"\bsous[- ]trait\w*"),
    needs=re.compile(
        r"\binterdi|\bautoris|\badmis|\bpossible\b|\blimit|\bexclu|\bne (?:peut|pourra|peuvent|pourront)\b"
        r"|\btaches? essentielles?|\brecours a la|\brecourir a|\bn'est pas (?:autoris|admis|permis)|%"
        r"|\bsous-traiter\b|\bpeut (?:etre|sous)|\bpart (?:minimale|maximale)"
    ),
    refuses=re.compile(
        r"\bmodalites?\b[^.;]{0,60}\brecours\b|coordonnees|declaration de sous-traitance \(|formulaire dc ?4"
        r"|avance|paiement direct (?:des|du)"
        r"|lieu d'execution"
    ),
)
