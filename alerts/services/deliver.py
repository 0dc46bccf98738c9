"""Writing and sending what is owed: messages are written when they are sent, from what holds that day."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from alerts.channels.channel import Channel, Style
from alerts.ledger.desk import Written
from alerts.ledger.drain import Drained, drain
from alerts.links.signed import Links
from alerts.messages.mail.digest import Digest, digest_message
from alerts.messages.message import Message
from alerts.model.delivery import Claimed, DeliveryKind
from alerts.model.structure import Structure
from alerts.reply_help.case import Case
from alerts.services import asked, gathering, network_post, replying, rewriting
from alerts.services.asked import Asked
from alerts.services.broadcast_ground import Grounds
from alerts.services.broadcast_words import BroadcastWords
from alerts.services.current import Current
from alerts.services.due import (
    CANCELLED,
    MOVED,
    NOT_FOLLOWED,
    NOT_TOLD,
    NOTHING_LEFT,
    OVER,
    Due,
    Known,
    ground_of,
    groups_of,
    load,
)
from alerts.services.effective import Read
from alerts.services.gathering import Gathered
from alerts.services.helping import Helping
from alerts.services.mailing import Mailing
from alerts.services.network_post import NetworkPost
from alerts.services.network_words import NetworkWords
from alerts.services.phoning import Phoning
from alerts.services.reply_words import ReplyWords
from alerts.services.replying import Replying
from alerts.services.rewriting import Draft
from alerts.services.wording import MayAnswer, Wording
from alerts.store import responses, structures
from alerts.store.engine import Database, Session

__all__ = ["CANCELLED", "MOVED", "NOTHING_LEFT", "NOT_FOLLOWED", "NOT_TOLD", "OVER", "Composer", "deliver", "styles_of"]

_ORDER = (DeliveryKind.CORRECTION, DeliveryKind.REMINDER, DeliveryKind.ALERT)


class Composer:
    """Writes the messages of rows of the ledger, and those that somebody asks for. Safe to use from several threads.

    `styles`: channel → how much it says at once; pages for those it does not name. `links`: those of our pages, None
    when there are none. `titles`: source → its title, in the order in which a digest tells what was read. `current`:
    what is open now, that the radar of networks looks at.
    """

    def __init__(
        self,
        database: Database,
        read: Read,
        may_answer: MayAnswer,
        now: Callable[[], datetime],
        styles: Mapping[str, Style] | None = None,
        links: Links | None = None,
        titles: Mapping[str, str] | None = None,
        current: Current | None = None,
    ) -> None:
        self._database, self._now, self._styles = database, now, styles or {}
        self._titles = dict(titles or {})
        self._wording = Wording(read, may_answer, now)
        self._replying = Replying(self._wording, may_answer, links)
        words = ReplyWords(database, self._replying)
        passed_on = BroadcastWords(database, Grounds(self._wording, may_answer))
        of_networks = NetworkWords(database, self._replying)
        self._phoning = Phoning(self._wording, words, passed_on, of_networks)
        helping = Helping(self._wording, links, database, self._replying)
        self._mailing = Mailing(self._wording, helping, words, passed_on, of_networks, taps=links is not None)
        self._asked, self._post = Asked(database, links), NetworkPost(database, current)

    def __call__(self, rows: Sequence[Claimed]) -> Written:
        """See `alerts.ledger.desk.Compose`: what is alone first, then what is told together."""
        now = self._now()
        written: Written = [([row], self._asked.letter(row, now)) for row in rows if row.kind in asked.KINDS]
        written += [([row], self._post.letter(row, now)) for row in rows if network_post.is_one(row)]
        others = sorted((row for row in rows if not _apart(row)), key=_place)
        with self._database.read() as session:
            known = Known(session, others, now)
            loaded = [load(session, known, row, now) for row in others]
            due = [one for one in loaded if isinstance(one, Due)]
            mail = self._of(Style.MAIL, due)
            beside = self._beside(session, mail, now)
        written += [one for one in loaded if not isinstance(one, Due)]
        written += self._phoning.pages(self._of(Style.PAGE, due), now)
        written += self._phoning.cards(self._of(Style.CARD, due), now)
        return written + self._mailing.letters(mail, beside, now)

    def card(self, match_id: int) -> Message | None:
        """The card of a match as of now; None when the match, its structure or its notices are gone."""
        with self._database.read() as session:
            held = responses.load_held(session, match_id)
            structure = structures.load_structure(session, held.structure_id) if held else None
            group = groups_of(session, [held]).get(held.opportunity_id) if held else None
        ground = ground_of(held, structure, group) if held and structure and group else None
        return self._wording.card(ground, self._wording.holding(ground)) if ground else None

    def case(self, match_id: int, lot: str | None = None) -> Case | None:
        """What reply help stands on, as of now (`Replying.case`); None when the match, its structure or its notices
        are gone. Who asks is for the caller to check."""
        with self._database.read() as session:
            loaded = replying.load(session, match_id)
        return self._replying.case(loaded, self._now(), lot) if loaded else None

    def case_of_notice(self, structure_id: str, notice_id: str, lot: str | None = None) -> Case | None:
        """The same for a notice, whether or not the structure was told of it."""
        with self._database.read() as session:
            loaded = replying.load_notice(session, structure_id, notice_id)
        return self._replying.case(loaded, self._now(), lot) if loaded else None

    def digest_again(self, delivery_id: int) -> tuple[Structure, Message] | None:
        """A digest that left, as it would be written now, and says so; None when there was no such digest, or its
        structure is gone. Who asks is for the caller to check."""
        now = self._now()
        with self._database.read() as session:
            draft = rewriting.draft_again(session, delivery_id, self._titles, now)
        if draft is None or draft.sent_at is None:
            return None
        return draft.structure, rewriting.told_again(self._digest(draft), draft.sent_at, now)

    def dry_run(self, structure_id: str, now: datetime) -> tuple[Structure, Message] | None:
        """What the next digest would say to a structure, or what the last seven days would have been; None when there
        is no such structure. Nothing is sent, nothing is settled."""
        with self._database.read() as session:
            draft = rewriting.next_draft(session, structure_id, self._titles, now)
        return (draft.structure, digest_message(self._digest(draft), now)) if draft else None

    def _digest(self, draft: Draft) -> Digest:
        return self._mailing.digest(draft.structure, draft.preference, draft.news, draft.beside)

    def _of(self, style: Style, due: Iterable[Due]) -> list[Due]:
        return [one for one in due if self._styles.get(one.row.channel, Style.PAGE) is style]

    def _beside(self, session: Session, due: Iterable[Due], now: datetime) -> dict[str, Gathered]:
        """Structure → what its digest tells beside the news, when its digest is due."""
        found: dict[str, Gathered] = {}
        for one in due:
            if one.row.kind is DeliveryKind.DIGEST:
                since = gathering.since_last(session, one.structure.id, one.row.to)
                found[one.structure.id] = gathering.gathered(session, one.structure, since, self._titles, now)
        return found


async def deliver(
    database: Database,
    channels: Mapping[str, Channel],
    read: Read,
    may_answer: MayAnswer,
    now: Callable[[], datetime],
    *,
    links: Links | None = None,
    titles: Mapping[str, str] | None = None,
    **options: Any,
) -> Drained:
    """Send everything that is due. `links`, `titles`: see Composer; `options` are those of
    `alerts.ledger.drain.drain`."""
    composer = Composer(database, read, may_answer, now, styles_of(channels.values()), links, titles)
    return await drain(database, channels, composer, now, **options)


def styles_of(channels: Iterable[Channel]) -> dict[str, Style]:
    """Channel → its style, as `Composer` takes them."""
    return {channel.name: channel.style for channel in channels}


def _apart(row: Claimed) -> bool:
    """It belongs to no structure."""
    return row.kind in asked.KINDS or network_post.is_one(row)


def _place(row: Claimed) -> tuple[int, int]:
    return _ORDER.index(row.kind) if row.kind in _ORDER else len(_ORDER), row.id
