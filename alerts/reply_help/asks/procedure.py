"""Which procedure it is, and whether a first file (candidacy) comes before the offer.

Code de la commande publique: L2120-1 to L2125-1, R2123-1 (procédure adaptée), R2161-2 and after (formalised ones),
L3121-1 (concessions). Codes are those of the eForms list "procurement-procedure-type" (BT-105). That list has no
code for the French « procédure adaptée », published as open, oth-single or oth-mult: the words say it.
"""

import re

from alerts.clauses.fold import fold
from alerts.reply_help.asked import Procedure
from alerts.reply_help.asks.line import Line, LotText
from scrapers.notice import Notice, Topic

_CODES = {
    "open": Procedure.OPEN,
    "restricted": Procedure.RESTRICTED,
    "neg-w-call": Procedure.NEGOTIATED,
    "comp-dial": Procedure.DIALOGUE,
    "neg-wo-call": Procedure.DIRECT,
    "innovation": Procedure.OTHER,
    "comp-tend": Procedure.OTHER,
    "exp-int-rail": Procedure.OTHER,
    "oth-single": Procedure.OTHER,
    "oth-mult": Procedure.OTHER,
}
_TWO_STEPS = frozenset({"restricted", "neg-w-call", "comp-dial", "innovation"})
_CANDIDACY = (Procedure.RESTRICTED, Procedure.NEGOTIATED, Procedure.DIALOGUE)
# In this order: « procédure adaptée avec négociation » is adapted, « procédure négociée sans publicité » is direct.
_WORDS = (
    (
        Procedure.ADAPTED,
        re.compile(r"\bprocedures?_? ?adaptee?s?\b|\bprocedureadaptee[or]?\b|\bmapa\b(?! de\b)|\br\.? ?2123-1\b"),
    ),
    (
        Procedure.DIRECT,
        re.compile(r"\bsans publicite (?:ni|et sans|prealable|et)|\bnegociee? sans (?:publicite|mise en concurrence)"),
    ),
    (Procedure.DIALOGUE, re.compile(r"\bdialogue competitif\b")),
    (
        Procedure.NEGOTIATED,
        re.compile(
            r"\bprocedure (?:concurrentielle )?avec negociation|\bprocedure (?:concurrentielle )?negociee"
            r"|\bmarche negocie\b|^negociee?$|\bnegocie avec"
        ),
    ),
    (
        Procedure.RESTRICTED,
        re.compile(r"\bappels? d'offres restreints?\b|\bprocedure (?:est )?(?:de type )?restreinte\b|^restreinte?$"),
    ),
    (
        Procedure.OPEN,
        re.compile(
            r"\bappels? d'offres (?:europeen |public )?ouverts?\b|\bappel d'offres ouverte\b|^ouverte?$"
            r"|\bprocedure (?:d'appel d'offres )?ouverte\b"
        ),
    ),
    (
        Procedure.OTHER,
        re.compile(
            r"\bconcours (?:restreint|ouvert|de maitrise)|\bpartenariat d'innovation|\bd'acquisition dynamique"
            r"|^concours"
        ),
    ),
)
_HINTS = ("procedure", "mapa", "2123-1", "appel d'offres", "appels d'offres", "dialogue comp", "concours", "negoci")
# Another procedure than this one: the one before, the one after, a rule of law.
_ELSEWHERE = re.compile(
    r"lancement (?:du|d'un) (?:concours|marche|appel)|infructueu|sans suite|preceden|anterieur|initialement|relance"
    r"|a l'issue d'un|ulterieur|\bfutur|subsequent"
    r"|n'est pas (?:passe|une)|\bautres? (?:marche|procedure)|titulaire d'un|maitrise d'ouvrage pour|passation des"
    r"|\bles procedures adaptees\b|redaction (?:du|des|d'un) (?:dce|pieces|dossier|cahier)"
    r"|(?:assistance|aide) (?:a|pour) la (?:passation|consultation)"
)
_RESTRICTED = re.compile(r"\brestreinte?\b|\ben deux (?:phases|etapes|temps)\b")
_FIRST = re.compile(
    r"\breduction du nombre de candidats\s?:\s?oui\b|\bcandidats? (?:(?:seront|sont|sera) )?(?:admis"
    r"|selectionnes?|retenus?|invites?)\b[^.;]{0,50}\b(?:a (?:presenter|remettre"
    r"|deposer|soumissionner)|une offre)"
    r"|\binvites? a (?:remettre|presenter|deposer|soumissionner)\b"
    r"|\bphase (?:de )?candidatures?\b|\bselection des candidat(?:s|ures)\b[^.;]{0,60}\b(?:puis|avant)\b"
    r"|\b(?:candidats|candidatures) (?:seront|sont) selectionn"
)
# Negotiation, or an interview, with those who made the best offers: an offer has been sent already.
_AFTER_OFFERS = re.compile(r"negoci|audition|audit|nouvelle offre|offre finale|demonstration|entretien")


def procedure(notice: Notice, text: LotText) -> tuple[Procedure, bool]:
    """The procedure, and whether a candidacy comes first. Words win where codes are coarse: a concession stays one,
    and « procédure adaptée » outranks the code that it was published under."""
    code = (notice.procedure or "").strip().lower()
    coded = _CODES.get(code) or (_named(fold(code.replace("_", " "))) if code else None)
    said = [] if coded in (Procedure.ADAPTED, Procedure.DIRECT) else _said(text)
    kind = _settled(coded, said)
    first = kind in _CANDIDACY or code in _TWO_STEPS or "restreint" in code or _candidacy(kind, text)
    if notice.concession and kind is not Procedure.DIRECT:
        kind = Procedure.CONCESSION
    return kind, first and kind is not Procedure.DIRECT


def _settled(coded: Procedure | None, said: list[Procedure]) -> Procedure:
    if Procedure.ADAPTED in said and coded in (None, Procedure.OPEN, Procedure.RESTRICTED, Procedure.OTHER):
        return Procedure.ADAPTED
    if coded is not None and coded is not Procedure.OTHER:
        return coded
    kinds = set(said)
    return kinds.pop() if len(kinds) == 1 else coded or Procedure.UNKNOWN


def _said(text: LotText) -> list[Procedure]:
    return [kind for line in text.lines(*_HINTS) if _states(line) and (kind := _named(line.folded)) is not None]


def _named(folded: str) -> Procedure | None:
    return next((kind for kind, words in _WORDS if words.search(folded)), None)


# In a title, a bare « mapa » may be a place: it stands first, with its number, or in brackets.
_MAPA_OF_A_TITLE = re.compile(r"^\W*mapa\b|\bmapa\W{0,3}(?:n\b|\d)|\(mapa\)|marche[^.;]{0,40}\bmapa\b")


def _states(line: Line) -> bool:
    """Whether the sentence may say which procedure this is. Criteria never do."""
    if line.topic is Topic.AWARD_CRITERIA or _ELSEWHERE.search(line.folded):
        return False
    bare = line.topic is Topic.TITLE and "mapa" in line.folded and "procedure" not in line.folded
    return not bare or _MAPA_OF_A_TITLE.search(line.folded) is not None


def _candidacy(kind: Procedure, text: LotText) -> bool:
    if kind is Procedure.OPEN:
        return False
    for line in text.lines("candidat", "restreint", "invite"):
        if not _states(line):
            continue
        if _RESTRICTED.search(line.folded) and _named(line.folded) is not None:
            return True
        if _FIRST.search(line.folded) and not _AFTER_OFFERS.search(line.folded):
            return True
    return False
