"""Domains of the e-mail providers that people in France use, and what is almost one of them."""

from functools import lru_cache

USUAL = (
    "gmail.com", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "laposte.net", "hotmail.com", "hotmail.fr",
    "outlook.com", "outlook.fr", "yahoo.fr", "yahoo.com", "live.fr", "icloud.com", "bbox.fr", "neuf.fr",
    "numericable.fr", "aol.com", "gmx.fr", "protonmail.com",
)  # fmt: skip
# They exist, however close to a usual one they are.
REAL = frozenset({
    *USUAL, "ymail.com", "mail.com", "email.com", "gmx.com", "gmx.net", "live.com", "msn.com", "hotmail.be",
    "hotmail.de", "hotmail.es", "hotmail.it", "outlook.be", "outlook.de", "outlook.es", "outlook.it", "yahoo.be",
    "yahoo.ca", "yahoo.de", "yahoo.es", "yahoo.it", "live.be", "live.ca", "live.it", "free.org", "orange.com",
    "proton.me", "pm.me", "me.com", "mac.com", "googlemail.com", "aol.fr",
})  # fmt: skip
KNOWN_SLIPS = {
    "gmail.fr": "gmail.com",
    "laposte.fr": "laposte.net",
    "wanadoo.com": "wanadoo.fr",
    "icloud.fr": "icloud.com",
}
SHORT = 5  # letters: « sfr » and « free » have neighbours that are somebody's own domain


@lru_cache(1024)
def corrected(domain: str) -> str | None:
    """« gmial.com » → « gmail.com »; None when the domain is nearly none of them, or is one that exists."""
    if domain in REAL:
        return None
    return KNOWN_SLIPS.get(domain) or next((one for one in USUAL if _slip_of(domain, one)), None)


def _slip_of(typed: str, meant: str) -> bool:
    """One letter more, less, changed, or two swapped. Of a short name only the ending, or two letters swapped."""
    name, _, ending = meant.partition(".")
    if _swapped(typed, meant):
        return True
    if len(name) < SHORT:
        own, dot, its = typed.partition(".")
        return (own == name and _one_apart(its, ending)) if dot else typed == name + ending
    return _one_apart(typed, meant)


def _swapped(typed: str, meant: str) -> bool:
    apart = [place for place in range(min(len(typed), len(meant))) if typed[place] != meant[place]]
    if len(typed) != len(meant) or len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    first, second = apart
    return typed[first] == meant[second] and typed[second] == meant[first]


def _one_apart(typed: str, meant: str) -> bool:
    """One letter added, forgotten or changed."""
    shorter, longer = sorted((typed, meant), key=len)
    if len(longer) - len(shorter) > 1 or typed == meant:
        return False
    same = next((place for place, letter in enumerate(shorter) if letter != longer[place]), len(shorter))
    return shorter[same + (len(longer) == len(shorter)) :] == longer[same + 1 :]
