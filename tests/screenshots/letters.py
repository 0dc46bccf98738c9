"""The e-mails that are looked at: one of each kind, as the rest of the product writes them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from alerts.channels.channel import Letter
from alerts.channels.email.envelope import Envelopes, Sender
from alerts.links.signed import Links
from alerts.messages.answers import Answered
from alerts.messages.change import changes, facts, merge
from alerts.messages.correction import correction_message
from alerts.messages.mail.account import access_message, confirmation_message
from alerts.messages.mail.digest import digest_message
from alerts.messages.mail.footer import why_words
from alerts.messages.mail.gathered import Corrected, Digest, KeptOne, SourceRead
from alerts.messages.mail.letter import correction_letter, letter_of_alerts, reminder_letter
from alerts.messages.message import Message
from alerts.model.delivery import Claimed, DeliveryKind
from alerts.model.preference import BY_MAIL
from alerts.model.reading import Answer
from alerts.model.response import ResponseStatus
from scrapers.notice import Deadline, NoticeKind
from tests.screenshots.notices import BRIDGE, HEDGERS, HEDGES, LINEN, MEALS, NOW, PARK, SCHOOLS

LINKS = Links("https://vigie.example.org", "a secret for pictures only")
SENDER = Sender("vigie@vigie.example.org", "Vigie ESS", "bonjour@vigie.example.org", "retours@vigie.example.org")
SOURCES = (
    SourceRead("BOAMP", NOW - timedelta(hours=1, minutes=50)),
    SourceRead("TED", NOW - timedelta(hours=3), "le site n'a pas répondu depuis 5 h 00"),
)
WHY = why_words(BY_MAIL, HEDGERS)


@dataclass(frozen=True)
class Shown:
    """One e-mail to look at. `name` is that of its files."""

    name: str
    kind: DeliveryKind
    message: Message
    nobody_s: bool = False

    def content(self) -> bytes:
        """The whole e-mail, as it leaves."""
        to, why, membership = (None, "", None) if self.nobody_s else (HEDGERS, WHY, 12)
        letter = Letter(to, self.message, "camille@structure.example.org", why=why, membership=membership)
        delivery = Claimed(1, to.id if to else None, "email", self.kind, {}, f"shown:{self.name}", 1)
        return Envelopes(SENDER, LINKS).outgoing(letter, delivery, NOW).content


def letters() -> Iterator[Shown]:
    """One of each kind."""
    yield Shown("recapitulatif", DeliveryKind.DIGEST, digest_message(week(), NOW))
    yield Shown("semaine-vide", DeliveryKind.DIGEST, digest_message(empty_week(), NOW))
    several = letter_of_alerts(HEDGERS, [HEDGES.item(), PARK.item(), LINEN.item()], NOW)
    yield Shown("annonces", DeliveryKind.ALERT, several)
    yield Shown("annonce", DeliveryKind.ALERT, letter_of_alerts(HEDGERS, [HEDGES.item()], NOW))
    yield Shown("rectificatif", DeliveryKind.CORRECTION, correction_letter(correction()))
    yield Shown("rappel", DeliveryKind.REMINDER, reminder_letter(HEDGERS, HEDGES.item(ResponseStatus.KEPT), NOW))
    confirm = confirmation_message(LINKS.page("confirmer/exemple"), NOW, structure=HEDGERS.name, name="Camille")
    yield Shown("confirmation", DeliveryKind.CONFIRMATION, confirm, nobody_s=True)
    yield Shown("reglages", DeliveryKind.ACCESS, access_message(LINKS.page("entrer/exemple"), NOW), nobody_s=True)


def week() -> Digest:
    """Something in every section."""
    kept = KeptOne(
        9, BRIDGE.title, "Ain (01)", "date limite : samedi 5 décembre 2026 à 12 h 00", ResponseStatus.ANSWERING,
        BRIDGE.deadline, url=BRIDGE.notice.url,
    )  # fmt: skip
    return Digest(
        HEDGERS,
        BY_MAIL,
        NOW - timedelta(days=7),
        new=tuple(one.item() for one in (HEDGES, SCHOOLS, PARK, LINEN)),
        corrections=(correction(),),
        kept=(kept,),
        near=(MEALS.near("Lieu : Isère (38), hors de votre territoire", "Ajouter l'Isère à votre territoire"),),
        sources=SOURCES,
    )


def empty_week() -> Digest:
    """Nothing but what was read."""
    return Digest(HEDGERS, BY_MAIL, NOW - timedelta(days=7), sources=SOURCES[:1])


def correction() -> Corrected:
    """A deadline put off by a week."""
    later = Deadline(BRIDGE.deadline.at + timedelta(days=7))
    notice = replace(
        BRIDGE.notice, publisher_id="26-900190", kind=NoticeKind.CORRECTION, deadline=later,
        published=date(2026, 11, 22), previous=(BRIDGE.notice.publisher_id,),
        url="https://avis.example.org/boamp/26-900190",
    )  # fmt: skip
    before = facts(BRIDGE.notice, (BRIDGE.reading,))
    after = merge(before, facts(notice, (BRIDGE.reading,)), notice, (BRIDGE.reading,))
    answers = (Answered(Answer.YES, "Le marché est réservé aux SIAE et vous êtes un ACI."),)
    told = correction_message(
        HEDGERS, changes(before, after), after, (BRIDGE.notice, notice), BRIDGE.match, answers, NOW, (BRIDGE.reading,)
    )
    return Corrected(BRIDGE.number, told, notice.url, ResponseStatus.KEPT)
