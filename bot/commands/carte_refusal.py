"""« Pas pour moi »: why, if they care to say, and one change of the profile that only they can decide."""

from alerts.channels.markup import typography
from alerts.messages.french import enumeration
from alerts.model.response import RefusalReason, ResponseStatus
from alerts.services import lists, responding, tuning
from alerts.services.lists import Item
from alerts.services.tuning import Offer
from bot.chat.command import OLD_BUTTON
from bot.chat.html import b, h
from bot.chat.screen import Button, Reply, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.aide import go
from bot.commands.carte_help import back, titled
from bot.commands.profile.volume import before_and_after, preview

# Code in buttons: the reason, whether it is « trop petit », the label of the button, the same within a sentence.
WHYS = {
    "p": (RefusalReason.PLACE, False, "Trop loin", "trop loin"),
    "t": (RefusalReason.TRADE, False, "Pas notre métier", "pas votre métier"),
    "b": (RefusalReason.SIZE, False, "Trop gros", "trop gros"),
    "s": (RefusalReason.SIZE, True, "Trop petit", "trop petit"),
    "d": (RefusalReason.DELAY, False, "Délai trop court", "délai trop court"),
}
LIMITS = {
    RefusalReason.SIZE: " Celles dont le montant n’est pas indiqué continueront d’arriver.",
    RefusalReason.DELAY: " Celles dont la date limite n’est pas indiquée continueront d’arriver.",
}
MEANWHILE = "Entre-temps, votre équipe en a décidé autrement : rien n’est changé."
PROFILE = Button("👤 Mon profil", go("profil"))


def asking(item: Item) -> Screen:
    """Optional, and it changes nothing by itself."""
    buttons = [Button(label, pack("ca", "w", item.match_id, code)) for code, (_, _, label, _) in WHYS.items()]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons) - 1, 2))
    text = (
        f"{b('Annonce écartée pour votre structure')}\n{titled(item)}\n\nPourquoi ? C’est facultatif. Selon votre"
        " réponse, je peux vous proposer un réglage de votre profil : rien ne change sans votre accord."
    )
    taking_back = Button("Reprendre l’annonce", pack("ca", "u", item.match_id))
    return Screen(text, (*rows, (buttons[-1], taking_back), (back(item),)))


def tapped(talk: Talk, match_id: int, tap: Tap) -> Reply:
    """`w MATCH WHY` says why; `a MATCH WHY MARK` accepts the change that was proposed. Raises Refusal."""
    if tap.args[1] not in WHYS:
        return Toast(OLD_BUTTON)
    if tap.action == "a":
        return _accepted(talk, match_id, tap)
    return _because(talk, match_id, tap.args[1])


def _because(talk: Talk, match_id: int, code: str) -> Reply:
    why, small, _, said = WHYS[code]
    with talk.house.database.write() as session:
        held = responding.held_for(session, talk.person.id, match_id, for_update=True)
        if held.response is None or held.response.status is not ResponseStatus.REFUSED:
            return Toast(MEANWHILE, alert=True)
        responding.respond(session, talk.person.id, match_id, ResponseStatus.REFUSED, talk.now, why)
        found = tuning.offer(session, talk.person.id, match_id, why, too_small=small)
        item = lists.item(session, match_id, talk.now)
    if item is None or not talk.place.private:
        return Toast("C’est noté.")
    return _noted(item, said) if found is None else _proposed(talk, item, code, found)


def _noted(item: Item, said: str) -> Screen:
    text = f"{b(f'C’est noté : {said}.')}\n{titled(item)}\n\nPour changer vous-même vos critères : « Mon profil »."
    return Screen(text, ((PROFILE, back(item)),))


def _proposed(talk: Talk, item: Item, code: str, offer: Offer) -> Screen:
    head = f"{b(f'C’est noté : {WHYS[code][3]}.')}\n{titled(item)}"
    asked = f"{b('Ne plus recevoir')} {h(typography(offer.proposal.text))} ?"
    limit = LIMITS.get(WHYS[code][0], "")
    if not offer.may_accept:
        whom = enumeration(offer.managers, "ou") or "un responsable de votre structure"
        text = f"{head}\n\nUn réglage est possible : ne plus recevoir {h(typography(offer.proposal.text))}.{limit}"
        return Screen(f"{text}\n\nSeul un responsable change le profil : parlez-en à {h(whom)}.", ((back(item),),))
    yes = Button("Oui, régler le profil", pack("ca", "a", item.match_id, code, offer.mark))
    no = Button("Non, ne rien changer", pack("ca", "c", item.match_id))
    whole = f"Ce réglage vaut pour toute l’équipe : {h(offer.structure.name)}."
    volume = before_and_after(preview(talk, offer.structure), preview(talk, offer.proposal.after))
    parts = (head, f"{asked}{limit}", volume, whole)
    return Screen("\n\n".join(parts), ((yes, no),))


def _accepted(talk: Talk, match_id: int, tap: Tap) -> Reply:
    why, small, _, _ = WHYS[tap.args[1]]
    mark = tap.args[2] if len(tap.args) > 2 else ""
    with talk.house.database.write() as session:
        found = tuning.offer(session, talk.person.id, match_id, why, too_small=small)
        tuning.accept(session, talk.person.id, match_id, why, mark, talk.now, too_small=small)
        item = lists.item(session, match_id, talk.now)
    if found is None or item is None:
        return Toast("C’est réglé.")
    text = (
        f"{b('C’est réglé.')} Votre équipe ne recevra plus {h(typography(found.proposal.text))}.\n\n"
        "Vous pouvez revenir en arrière à tout moment par « Mon profil »."
    )
    return Screen(text, ((PROFILE, back(item)),))
