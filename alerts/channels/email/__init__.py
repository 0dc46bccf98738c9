"""E-mail: letters as MIME, a relay that takes them, and what comes back."""
