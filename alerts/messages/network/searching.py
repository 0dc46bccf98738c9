"""What a search for partners would find in a network, before anybody is asked: pieces, and how many bring them."""

from collections import Counter
from collections.abc import Iterator

from alerts.messages.french import count
from alerts.messages.message import Block, Bullets, Fact, Paragraph
from alerts.messages.network.call import pieces_words
from alerts.messages.network.call_values import Searched
from alerts.network.calls import WAIT, WAVE, WAVES
from alerts.network.partners import MIXED

DESCRIBED = 3
HOW = (
    f"Votre appel part sans votre nom, à {WAVE} membres au plus à la fois ; sans accord après {WAIT.days} jours, aux"
    f" suivants, {WAVES} fois au plus. Les noms s'échangent quand les deux disent oui. Qui dit non n'est jamais dit."
)
ORDER = (
    "L'ordre : d'abord qui complète le mieux, sur place ; à égalité, les structures petites ou récentes dans le réseau,"
    " puis chacune à son tour."
)
NO_NETWORK = (
    "Votre structure ne fait partie d'aucun réseau ouvert. Un réseau (PTCE, réseau IAE, CRESS…) réunit des structures"
    " qui peuvent se compléter : demandez à son animateur un lien d'invitation."
)
NOTHING_LACKS = (
    "D'après l'avis et votre profil, rien ne vous manque d'évident pour ce lot : il n'y a pas de complément à chercher."
    " Si ce sont les bras qui manquent, indiquez vos effectifs dans la fiche de votre structure : Vigie en tiendra"
    " compte, quand l'avis donne un montant et une durée."
)
NOBODY = (
    "Personne, dans ce réseau, ne semble pouvoir l'apporter parmi les membres qui participent aux appels. Les"
    " animateurs voient dans leur radar les lots qu'aucun membre ne suit : parlez-leur de celui-ci."
)


def searched_blocks(found: Searched) -> Iterator[Block]:
    """Of one network, before a call: what we have, what we lack, what members could add."""
    queue = found.queue
    if queue.brings:
        yield Fact("Vous apportez", pieces_words(one.words for one in queue.brings))
    if not queue.lacks:
        yield Paragraph(NOTHING_LACKS)
        return
    yield Fact("Il vous manque", pieces_words(one.words for one in queue.lacks))
    if not queue.asks:
        yield Paragraph(NOBODY)
        return
    many = len(queue.asks)
    more = " ou plus" if many >= WAVE * WAVES else ""
    could = "pourrait" if many == 1 else "pourraient"
    yield Paragraph(f"{count(many, 'membre')}{more} {could} vous compléter :")
    yield Bullets(tuple(_could(found)))
    if any(one.mixed for one in queue.asks):
        yield Paragraph(MIXED)


def _could(found: Searched) -> Iterator[str]:
    """What members would add, the same things told once: never who."""
    added = Counter(pieces_words(piece.words for piece in one.pieces) for one in found.queue.asks)
    told = list(added.items())
    for words, many in told[:DESCRIBED]:
        yield f"{'un membre apporte' if many == 1 else f'{many} membres apportent'} {words}"
    if len(told) > DESCRIBED:
        yield f"et {count(sum(many for _, many in told[DESCRIBED:]), 'autre')}, une partie de ce qui manque"
