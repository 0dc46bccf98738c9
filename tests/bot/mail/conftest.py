from tests.databases import database, templates  # noqa: F401
