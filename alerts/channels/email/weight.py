"""How much a refusal weighs, by its code (RFC 3463, RFC 5248), and how it is said in French."""

from enum import StrEnum


class Weight(StrEnum):
    GONE = "gone"  # nobody is there: nothing more is sent
    PASSING = "passing"  # it may pass: days are counted
    OURS = "ours"  # how we send, or what, is refused: the person has nothing to do with it


_GONE = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"}
_OURS = {"5.1.7", "5.1.8", "5.2.3", "5.3.4"}
_OUR_SUBJECTS = {"6", "7"}  # content, security and policy; of 4.x too: a reputation that makes relays wait for days
_SAID = {
    "1.1": "cette adresse n’existe pas, ou plus",
    "1.10": "cette adresse n’existe pas, ou plus",
    "1.2": "le domaine de cette adresse n’existe pas, ou ne reçoit pas d’e-mails",
    "1.3": "cette adresse est mal écrite",
    "1.6": "cette boîte a déménagé",
    "2.1": "cette boîte est désactivée",
    "2.2": "la boîte est pleine",
    "4.4": "la messagerie de ce domaine est introuvable",
}
_SAID_OF_SUBJECTS = {
    "1": "l’adresse est refusée",
    "2": "la boîte ne reçoit pas",
    "3": "sa messagerie est en panne",
    "4": "sa messagerie ne répond pas",
    "6": "le contenu ou la taille de nos messages est refusé",
    "7": "les règles de sa messagerie refusent nos messages",
}
FULL = "2.2"


def weigh(status: str, *, forwarded: bool = False) -> Weight:
    """`status`: « 5.1.1 ». `forwarded`: another address than the one we wrote to refused, and it alone is gone."""
    if status in _OURS or status.split(".")[1] in _OUR_SUBJECTS:
        return Weight.OURS
    return Weight.GONE if status in _GONE and not forwarded else Weight.PASSING


def in_french(status: str) -> str:
    """« la boîte est pleine »: without a capital or a full stop. Of another code, what its subject says."""
    exact = status.partition(".")[2]
    return _SAID.get(exact) or _SAID_OF_SUBJECTS.get(exact.partition(".")[0], "sa messagerie refuse nos messages")
