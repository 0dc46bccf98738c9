"""The chat: the only room that knows python-telegram-bot.

`PTB_TIMEDELTA` is the library's own switch to its coming behaviour: `RetryAfter.retry_after` is a timedelta. Without
it, each flood answer is also a deprecation warning.
"""

import os

os.environ["PTB_TIMEDELTA"] = "1"
