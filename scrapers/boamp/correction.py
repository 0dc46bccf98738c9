"""The new deadline that a correction gives, when it gives one beyond doubt.

As a date of its own (`{"rubDelais": "ReceptionOffres", "auLieuDeDate": …, "lireDate": …}`), or in words: a short
"lire" that is a date with its year, beside words that name the reception of tenders. Visits and questions have dates
of their own, which are not the deadline.
"""

import re

from scrapers.boamp.tree import Tree, below, raw
from scrapers.boamp.wording import PAIR_WORDS, topic_of
from scrapers.dates import read_date
from scrapers.notice import Topic
from scrapers.text import plain

_DATE_FIELD = re.compile(r"lire_?date|date_?lire", re.IGNORECASE)
_TENDERS = re.compile(
    r"(?:r[ée]ception|remise|d[ée]p[oô]t|envoi)\W*(?:des\W*|de\W*l[ae]s?\W*)?(?:offres?|plis|candidatures?|propositions?)"
    r"|(?:date|heure)s?\W*(?:et heure\W*)?limites?",
    re.IGNORECASE,
)
_OTHER_DATES = re.compile(r"visite|question|renseignements? compl|audition|ouverture|d[ée]marrage|commencement", re.I)
_LONGEST = 60  # a new date, not a sentence that holds one


def new_deadline(root: Tree) -> str | None:
    """The date as written, for `dates.deadline` to read; None when the correction does not clearly change it."""
    blocks = [value for name, value in root.items() if "rectif" in name.lower()]
    groups = [node for _, node in below(blocks) if isinstance(node, dict)]
    found = (date for read in (_own_date, _in_words) for node in groups if (date := read(node)))
    return next(found, None)


def _own_date(node: Tree) -> str | None:
    about = any(name.lower().startswith("rub") and _TENDERS.search(raw(value)) for name, value in node.items())
    dates = (raw(value) for name, value in node.items() if _DATE_FIELD.fullmatch(name))
    return next((found for found in dates if found), None) if about else None


def _in_words(node: Tree) -> str | None:
    texts = {name: words for name, value in node.items() if (words := plain(raw(value)))}
    about = " ".join(texts.values())
    if not _TENDERS.search(about) or _OTHER_DATES.search(about):
        return None
    after = [pair["after"] for words in texts.values() for pair in PAIR_WORDS.finditer(words)]
    after += [words for name, words in texts.items() if topic_of((name,)) is Topic.AFTER]
    return next((words for words in after if len(words) <= _LONGEST and read_date(words)), None)
