"""What is asked of an e-mail address, and what is sent to whoever asks to come in.

The first of these goes to somebody who may have asked for nothing: nothing that a visitor typed may make it an
advertisement, so that a name which looks like an address is left out.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from unicodedata import normalize

from alerts.intake.rhythms import rhythm_words
from alerts.messages.french import PARIS, clock, moment, shortened
from alerts.messages.message import Action, ActionKind, Block, Bullets, Message, Paragraph
from alerts.model.preference import BY_MAIL, Preference, Rhythm

CONFIRM_WITHIN = timedelta(hours=48)
ENTER_WITHIN = timedelta(minutes=30)
NAME = 60  # characters of a name that somebody typed
_ADDRESS = re.compile(r"://|@|\w[.\u3002]\w{2,}|\bwww\b|\d(?:\W?\d){7}", re.IGNORECASE)  # or a number to call

PRODUCT = "Vigie ESS"
NOT_YOU = "Si vous n'avez rien demandé, ne faites rien : rien ne changera, et cette demande sera oubliée."
NO_TRACKING = "Nos e-mails ne contiennent aucun traceur. Vous pouvez tout arrêter d'un geste, en bas de chacun."
WHAT_ANIMATORS_RECEIVE = (
    "Si vous l'acceptez, vous recevrez par e-mail ce qui concerne ce réseau : les marchés qui ferment bientôt sans"
    " réponse de ses membres, chaque semaine, et la lettre du territoire, chaque mois."
)


def confirmation_message(
    url: str,
    now: datetime,
    *,
    structure: str = "",
    preference: Preference = BY_MAIL,
    name: str = "",
    from_telegram: bool = False,
) -> Message:
    """« Est-ce bien vous ? »: what will be sent and how often, one button, good until 48 hours from `now` (aware).

    `structure` and `name` (a first name) are what somebody typed, "" when unknown.
    """
    where = "depuis Telegram" if from_telegram else "sur notre site"
    hello = f"Bonjour {harmless(name)}," if harmless(name) else "Bonjour,"
    blocks: tuple[Block, ...] = (
        Paragraph(hello),
        Paragraph(
            f"Quelqu'un, sans doute vous, a donné cette adresse {where} pour recevoir les annonces de marchés publics"
            f" qui concernent {_for(structure)}. Est-ce bien vous ?"
        ),
        Bullets(tuple(_promise(preference))),
        Paragraph(f"{_good_until(now + CONFIRM_WITHIN, '48 heures')} {NOT_YOU}"),
    )
    return _is_it_you(f"Confirmez votre adresse pour recevoir les annonces de {PRODUCT}", blocks, url)


def arrival_message(url: str, now: datetime, network: str) -> Message:
    """« Est-ce bien vous ? », to an address given by who holds an invitation to animate this network, of no structure:
    one button, good until 48 hours from `now` (aware)."""
    named = f"le réseau « {harmless(network)} »" if harmless(network) else "un réseau"
    blocks: tuple[Block, ...] = (
        Paragraph("Bonjour,"),
        Paragraph(
            f"Quelqu'un, sans doute vous, a reçu une invitation à animer {named} sur {PRODUCT}, qui trouve les marchés"
            " publics ouverts à l'économie sociale et solidaire, et a donné cette adresse. Est-ce bien vous ?"
        ),
        Bullets(
            (
                "Confirmer montre que l'adresse est la vôtre. Vous pourrez encore laisser l'invitation.",
                WHAT_ANIMATORS_RECEIVE,
                NO_TRACKING,
            )
        ),
        Paragraph(f"{_good_until(now + CONFIRM_WITHIN, '48 heures')} {NOT_YOU}"),
    )
    return _is_it_you(f"Confirmez votre adresse pour animer un réseau sur {PRODUCT}", blocks, url)


def _is_it_you(title: str, blocks: tuple[Block, ...], url: str) -> Message:
    confirm = Action(ActionKind.GO, "Oui, c'est bien moi", url=url)
    return Message(title, "Est-ce bien vous ? Un geste suffit, dans les 48 heures.", blocks, ((confirm,),))


def access_message(url: str, now: datetime) -> Message:
    """The link that opens the settings of whoever asked for it: 30 minutes from `now` (aware), once."""
    blocks = (
        Paragraph("Bonjour,"),
        Paragraph("Vous avez demandé à ouvrir vos réglages : rythme, métiers, territoire, pause, désinscription."),
        Paragraph(f"{_good_until(now + ENTER_WITHIN, '30 minutes')} Ne le transmettez pas : il ouvre vos réglages."),
        Paragraph("Si vous n'avez rien demandé, ne faites rien : personne n'y entre sans ce lien."),
    )
    enter = Action(ActionKind.GO, "Ouvrir mes réglages", url=url)
    return Message(
        f"Votre lien pour ouvrir vos réglages {PRODUCT} ({clock(now.astimezone(PARIS))})",
        "Valable 30 minutes, une seule fois.",
        blocks,
        ((enter,),),
    )


def already_message(url: str, now: datetime) -> Message:
    """To an address that receives already, when somebody subscribes it again: nothing changed. `url`: as for access."""
    blocks = (
        Paragraph("Bonjour,"),
        Paragraph(
            "Quelqu'un, sans doute vous, vient de demander à recevoir nos annonces à cette adresse. Elle les reçoit"
            " déjà : rien n'a été changé."
        ),
        Paragraph(
            "Pour ajouter une structure ou changer vos choix, ouvrez vos réglages."
            f" {_good_until(now + ENTER_WITHIN, '30 minutes')}"
        ),
        Paragraph("Si ce n'est pas vous, ne faites rien."),
    )
    enter = Action(ActionKind.GO, "Ouvrir mes réglages", url=url)
    return Message(
        f"Vous recevez déjà les annonces de {PRODUCT} ({clock(now.astimezone(PARIS))})",
        "Cette adresse est déjà inscrite : rien n'a été changé.",
        blocks,
        ((enter,),),
    )


def harmless(typed: str) -> str:
    """What somebody typed, short and on one line; "" when it looks like an address to go to or to write to."""
    seen = "".join(sign for sign in normalize("NFKC", typed) if sign.isprintable() or sign.isspace())
    return "" if _ADDRESS.search(seen) else shortened(typed, NAME)


def _for(structure: str) -> str:
    named = harmless(structure)
    return f"« {named} »" if named else "votre structure"


def _promise(preference: Preference) -> Iterator[str]:
    yield f"Ce que vous recevrez : {what_comes(preference)}."
    yield "Pour chaque annonce : pouvez-vous répondre et pourquoi, la date limite, les clauses sociales."
    yield NO_TRACKING


def what_comes(preference: Preference) -> str:
    """« un récapitulatif, chaque lundi à 8 h »."""
    if preference.rhythm is Rhythm.NOW:
        return "un e-mail dès qu'une annonce vous concerne"
    return f"un récapitulatif, {rhythm_words(preference)}"


def _good_until(at: datetime, lasts: str) -> str:
    return f"Ce lien est valable {lasts}, jusqu'au {moment(at)}, et ne sert qu'une fois."
