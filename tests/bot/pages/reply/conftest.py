from tests.bot.pages.conftest import clock, house, visitor  # noqa: F401
from tests.databases import database, templates  # noqa: F401
