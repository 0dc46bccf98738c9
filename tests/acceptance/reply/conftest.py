"""The whole service again: its chat, its pages, its mail."""

from tests.acceptance.mail.conftest import (  # noqa: F401
    browser,
    chaos,
    mailbox,
    people_who_type_fast,
    service,
    the_library_as_it_will_be,
)
from tests.databases import database, templates  # noqa: F401
from tests.telegram_api.fixtures import bot_api, bot_api_session, clock, phone  # noqa: F401
