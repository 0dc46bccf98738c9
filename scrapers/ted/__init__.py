"""TED's search API v3: its query, its answers, and the fields that it accepts to give."""
