"""What an alert looks like: an invented notice, read and told by the very code that tells the real ones."""

from dataclasses import replace
from datetime import datetime, timedelta

from alerts.clauses.read import read_notice
from alerts.matching.document import describe
from alerts.matching.index import Index
from alerts.messages.french import PARIS
from alerts.messages.phone.card import card_message
from alerts.model.structure import Criteria, Structure, StructureKind, Territory
from alerts.territory.france import France
from bot.chat.html import b, i
from bot.chat.render import screen_of
from bot.chat.screen import Button, Screen
from bot.chat.talk import Talk
from bot.commands.onboarding.questions import BACK, name
from scrapers.notice import Buyer, Deadline, Lot, Notice, NoticeKind, Passage, Place, Topic

WARNING = "Exemple : cette annonce est inventée."
BUTTONS = "Sous une vraie annonce, des boutons pour y répondre, la garder, ou dire « pas pour moi »."


def example(talk: Talk) -> Screen:
    structure = Structure(
        "exemple",
        "Les Jardins Imaginaires",
        frozenset({StructureKind.ACI}),
        (Criteria(frozenset({"espaces-verts"}), territory=Territory(departements=frozenset({"69"}))),),
    )
    notice = _invented(talk.now)
    readings = read_notice(notice)
    match = Index([structure], France.load()).matches(describe(notice, readings, France.load()), talk.now)[0]
    card = screen_of(card_message(structure, match, 0, (notice,), readings, None, talk.now))
    rows = ((Button("▶️ Commencer", name("k")), Button(BACK, name("hi"))),)
    return replace(card, text=f"{b(WARNING)}\n\n{card.text}\n\n{i(BUTTONS)}", rows=rows)


def _invented(now: datetime) -> Notice:
    """Nobody of this name buys anything."""
    closes = (now + timedelta(days=18)).astimezone(PARIS).replace(hour=12, minute=0, second=0, microsecond=0)
    reserved = Passage(
        "lot",
        "Ce marché est réservé aux structures d’insertion par l’activité économique (article L2113-13).",
        Topic.CONDITIONS,
    )
    lot = Lot(None, "Tonte et taille des parcs", ("77310000",), "services", passages=(reserved,))
    return Notice(
        "exemple",
        "0",
        NoticeKind.CALL,
        "Entretien des espaces verts de Villeneuve-l’Imaginaire",
        published=now.date(),
        buyer=Buyer("Ville de Villeneuve-l’Imaginaire"),
        places=(Place(departement="69"),),
        cpv=("77310000",),
        deadline=Deadline(closes),
        lots=(lot,),
    )
