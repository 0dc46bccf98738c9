"""Logs without tokens or personal data: the library writes addresses, which hold the token, and updates.

httpx tells every address at INFO; `telegram` puts a refused token in its error, and what it could not read in its logs.
"""

import logging
import re

LEVELS = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.WARNING,
    "telegram.ext": logging.WARNING,
    "telegram.ext.Updater": logging.CRITICAL,  # a line a minute while Telegram is down: ours are enough
    "telegram.request.BaseRequest": logging.CRITICAL,  # the answers that it could not read, whole
}
_TOKEN = re.compile(r"(?<!\d)\d{3,}:[A-Za-z0-9_-]{20,}")  # « …/bot123:ABC…/getMe » too
_QUOTES = ("Error while parsing updates", "Error while building CallbackContext")
_plain = logging.Formatter()


class Quiet(logging.Filter):
    """Takes out tokens, from the message and from the trace, and the updates that the library quotes."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str) and record.msg.startswith(_QUOTES):
            record.msg, record.args, record.exc_info = record.msg.split("!")[0].split(" for update")[0], None, None
        said = record.getMessage()
        if _TOKEN.search(said):
            record.msg, record.args = without_tokens(said), None
        if record.exc_info and not record.exc_text:
            record.exc_text = _plain.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = without_tokens(record.exc_text)
        return True


def without_tokens(text: str) -> str:
    """Every token of a bot becomes « ••• »."""
    return _TOKEN.sub("•••", text)


def quiet_loggers() -> None:
    """To be called once logs are set up: handlers of the root logger are given the filter. Safe to call again."""
    for name, level in LEVELS.items():
        logging.getLogger(name).setLevel(level)
    loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict if _theirs(name)]
    for place in (*logging.root.handlers, *loggers):
        if not any(isinstance(each, Quiet) for each in place.filters):
            place.addFilter(Quiet())


def _theirs(name: str) -> bool:
    return name.split(".")[0] in ("httpx", "httpcore", "telegram")
