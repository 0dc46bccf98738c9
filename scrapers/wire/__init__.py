"""The parts of the HTTP client of `scrapers.fetch`: addresses, bodies, patience and the words for what went wrong."""
