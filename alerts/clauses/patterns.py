"""Regular expressions written as lists of words, for folded text (lower case, no accents)."""


def either(*alternatives: str) -> str:
    """Any one of these, as a group."""
    return "(?:" + "|".join(alternatives) + ")"


def words(listed: str) -> str:
    """Any one of these whole words, given with spaces between them."""
    return either(*listed.split()) + r"\b"


def stems(listed: str) -> str:
    """Any word that begins with one of these, given with spaces between them."""
    return either(*listed.split()) + r"\w*"
