"""Every sentence of `donnees` that may carry a clause, with its place and what it is about.

A safety net rather than a list of fields: every text of three words or more comes out, whatever its name, except
contacts, addresses and persons. In a field whose name says what it is about, even one word does ("Insertion").
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from scrapers.boamp.tree import Path, Spot, raw
from scrapers.notice import Passage, Topic
from scrapers.text import from_html, plain, unescape

# Who and where, never what: persons, addresses, phones, organisations, identifiers.
_PERSONAL = re.compile(
    r"correspond\w*|contact\w*|(nom|tel|mail)contact|adresse\w*|adr|coord\w*|tel\w*|fax|mel|mail|courriel|url\w*|nom|"
    r"pren\w*|civilite|fonc|fonction|voie|nomvoie|cp|ville|signataire\w*|pers_\w+|personne(_?(morale|physique|publique|resp)\w*)?|organisme|identite|"
    r"acheteur\w*|titulaires?|denomination|idweb|\w*code_?nuts|langues?|langec|@.*",
    re.IGNORECASE,
)

# What a field is about, by its name: the innermost name that says something wins.
_TOPICS: tuple[tuple[re.Pattern[str], Topic], ...] = tuple(
    (re.compile(names, re.IGNORECASE), topic)
    for names, topic in (
        (r"(txt_)?init(_\w+)?|au_?lieu_?de\w*|supprim\w*|ancien\w*", Topic.BEFORE),
        (r"(txt_)?lire(_?\w+)?|ajout\w*|remplac\w*|nouveau\w*|nouvelle\w*", Topic.AFTER),
        (r"lieu\w*", Topic.OTHER),
        (r"prestation_?reservee\w*|lots_reserve_pouvoir_adjudicateur|apres_mention", Topic.OTHER),
        (r"\w*reserv\w*", Topic.PARTICIPATION),
        (r"critere_?selection\w*|condition_?participation|capacite\w*|cap_\w+|justifi\w*", Topic.PARTICIPATION),
        (r"situation_juridique|indication_obligatoire\w*", Topic.PARTICIPATION),
        (r"criter\w+", Topic.AWARD_CRITERIA),
        (r"(autres_)?conditions?|condition_(relative|particuliere|administrative)\w*", Topic.CONDITIONS),
        (r"autres_conditions\w*|forme_?juridique|\w*financement|cautionnement", Topic.CONDITIONS),
        (r"intitule\w*|titre_marche|titre", Topic.TITLE),
        (r"objet\w*|description\w*|caracteristiques|quantites?|principales|etendue\w*", Topic.DESCRIPTION),
        (r"lots?|lotsmarche|div_en_lots", Topic.LOTS),
    )
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
# What is not closed goes on to the end: it was cut there, and searching again from each opening would take minutes.
_PAIR_TAGS = re.compile(r"<(INIT|LIRE)\b[^<>]*>(.*?)(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
PAIR_WORDS = re.compile(
    r"\bau lieu de\b(?: lire)?\s*:?\s*(?P<before>(?:(?!\bau lieu de\b).)+?)[\s,;.]{0,9}"
    r"\b(?:il faut |il convient de |merci de )?lire\b\s*:?\s*"
    r"(?P<after>.+?)(?=\s*\bau lieu de\b|$)",
    re.IGNORECASE,
)


def passages(spots: list[Spot], *, short: bool = False) -> tuple[Passage, ...]:
    """The passages of these nodes, in the order of publication, each text once.

    `short` keeps texts of one or two words too, whatever their field (inside a lot).
    """
    found: dict[tuple[str, Topic], Passage] = {}
    for where, leaf in spots:
        if isinstance(leaf, dict) or not (words := raw(leaf)) or any(map(_personal, where)):
            continue
        for passage in _of_leaf(where, words):
            if _worth(passage, short):
                found.setdefault((passage.text, passage.topic), passage)
    return tuple(found.values())


def _worth(passage: Passage, short: bool) -> bool:
    if not _LETTERS.search(passage.text):
        return False
    return short or passage.topic is not Topic.OTHER or passage.text.count(" ") >= 2


def topic_of(where: Path) -> Topic:
    """What a field is about. What an award decides of each lot is about the lots, titles included."""
    if "DECISION" in where:
        return Topic.LOTS
    return next((topic for name in reversed(where) if (topic := _topic_named(name))), Topic.OTHER)


@lru_cache(4096)
def _topic_named(name: str) -> Topic | None:
    return next((topic for names, topic in _TOPICS if names.fullmatch(name)), None)


@lru_cache(4096)
def _personal(name: str) -> bool:
    return _PERSONAL.fullmatch(name) is not None


def _of_leaf(where: Path, published: str) -> Iterator[Passage]:
    """One passage, or several when the text itself says "au lieu de … lire …", in words or in embedded XML."""
    if not published.strip():
        return
    where = tuple(name for name in where if name != "#text")
    field, topic = "/".join(where), topic_of(where)
    tagged = list(_PAIR_TAGS.finditer(opened := unescape(published))) if "<" in published or "&lt;" in published else []
    for tag in tagged:
        yield Passage(f"{field}/{tag[1].upper()}", from_html(tag[2]), topic_of((tag[1],)))
    if tagged:
        published = _PAIR_TAGS.sub(" ", opened)
    text = plain(published)
    if topic is Topic.OTHER and any("rectif" in name.lower() for name in where):
        yield from _in_words(field, text)
    else:
        yield Passage(field, text, topic)


def _in_words(field: str, text: str) -> Iterator[Passage]:
    """The pairs that a correction writes in one sentence, and what stands before them."""
    pairs = list(PAIR_WORDS.finditer(text))
    if not pairs:
        yield Passage(field, text)
        return
    yield Passage(field, text[: pairs[0].start()].strip())
    for pair in pairs:
        yield Passage(field, pair["before"].strip(), Topic.BEFORE)
        yield Passage(field, pair["after"].strip(), Topic.AFTER)
