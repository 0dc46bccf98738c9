"""« Voir l'annonce » under what a network said in its chat: the message of one's own structure, in private."""

from alerts.services import chat_posts
from alerts.services.errors import NotYours
from bot.chat.render import screen_of
from bot.chat.screen import Screen
from bot.chat.talk import Talk


def own_message(talk: Talk, number: int) -> int | Screen | None:
    """The message of the ledger that told it to a structure of theirs; without one, what was posted, as they may see
    it. None when message `number` is no post of a chat. Raises NotYours."""
    with talk.house.database.read() as session:
        found = chat_posts.opened(session, talk.person.id, number, talk.now)
    if found is None:
        return None
    if found.own is not None:
        return found.own
    if found.message is None:
        raise NotYours(chat_posts.GONE)
    screen = screen_of(found.message)
    return Screen(screen.text, screen.rows, fresh=True)
