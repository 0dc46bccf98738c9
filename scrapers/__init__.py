"""The outside world of tenders: bytes in, frozen `Notice` values out. Knows no database and no structure."""
