"""A toast for whoever cannot see one: they typed, or Telegram no longer takes an answer to their tap."""

from bot.chat.html import h
from bot.chat.screen import Button, Screen, Toast

OPEN = "Ouvrir"
NOTHING_MORE = "C’est fait."


def aloud(toast: Toast) -> Screen:
    """The same words, and the same link, as a bubble."""
    rows = ((Button(OPEN, url=toast.url),),) if toast.url else ()
    return Screen(h(toast.text) or NOTHING_MORE, rows, fresh=True)
