from tests.databases import database, templates  # noqa: F401
from tests.telegram_api.fixtures import bot_api, bot_api_session, phone  # noqa: F401
