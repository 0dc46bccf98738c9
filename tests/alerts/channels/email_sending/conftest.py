from tests.alerts.channels.email_sending.stories import certificate, chaos  # noqa: F401
from tests.databases import database, templates  # noqa: F401
