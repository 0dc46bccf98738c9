"""What a command shows: values only. `bot/telegram` sends them, tests read them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """`label`: 24 characters at most, words that stand alone. Either `data` (`bot.chat.taps.pack`) or a `url`."""

    label: str
    data: str = ""
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to take away; `picture`: shown in the conversation (PNG or JPEG, 10 MB at most), and the words of the
    screen under it say what it says."""

    name: str
    content: bytes
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """One bubble. `text` is Telegram's HTML, everything that comes from outside escaped by `bot.chat.html.h`.

    After a tap it replaces the bubble that was tapped, unless `fresh`; after a text it is a new bubble.
    `asks_location` offers to share a position (a keyboard under the text field, taken away by the next screen).
    """

    text: str
    rows: Rows = ()
    fresh: bool = False
    asks_location: bool = False
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Toast:
    """A word shown over the chat, 200 characters at most; it changes no bubble. `alert`: to be closed by hand.

    `url`: opened instead, in the app of whoever tapped: a link to our own bot (Bot API, answerCallbackQuery), the way
    from a group to a private chat.
    """

    text: str
    alert: bool = False
    url: str = ""


Reply = Screen | Toast | tuple[Screen | Toast, ...]
