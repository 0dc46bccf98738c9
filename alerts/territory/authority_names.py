"""The names under which local authorities buy, as they write them: « COM DE COMMUNES DU PAYS… », « Mairie du… »."""

import re
from dataclasses import dataclass
from enum import StrEnum

from alerts.territory.names import folded


class AuthorityKind(StrEnum):
    COMMUNE = "commune"
    EPCI = "epci"  # and the EPT of Greater Paris
    DEPARTEMENT = "departement"
    REGION = "region"
    OTHER = "other"  # syndicat, CCAS…


@dataclass(frozen=True, slots=True)
class Form:
    """What a name says of its bearer. `rest` is folded, without the words of the kind, its small words kept in `link`
    (« du », « de la »). `first`: the words of the kind come first. `digits`: the département that it names (« (84) »).
    """

    kind: AuthorityKind | None
    rest: str
    link: str = ""
    first: bool = False
    digits: str = ""


_WHOLE_WORDS = {"hte": "haute", "htes": "hautes", "ht": "haut", "hts": "hauts", "bse": "basse", "dpt": "departement"}
_WHOLE = re.compile(rf"\b(?:{'|'.join(_WHOLE_WORDS)})\b")
_DIGITS = re.compile(r"[(\s](2[AB]|\d{2,3})\)?\s*$", re.IGNORECASE)
# A body of its own, whatever authority it comes from. Neither hospitals, nor the State, nor public housing offices.
_OTHER = re.compile(
    r"(?:c ?c ?a ?s|c ?i ?a ?s|ce?n?tres? (?:inter)?communa\w+ (?:d )?act\w* soc\w*|caisse des ecoles|syndicats?|synd|"
    r"s ?i ?v ?o ?[mu]|siom|smtc|sictom|smictom|sitom|smitom|sirtom|sidomsa|siae?p\w*|"
    r"sidelc|sdis\d*|sdmis|sm|si|sie|sied\w*|sde\w*|"
    r"(?:service|serv) (?:departemental|dep\w*|territorial|metropolitain) (?:d |de l )?incendie|"
    r"p ?e ?t ?r|poles? d equilibre|poles? metropolitains?|parcs? naturels? regiona\w+|pnr|entente|"
    r"etablissements? publics? territoria\w+ de bassin|eptb|centres? de gestion)\b"
)
_REGION = r"conseil regional|cr|region|collectivite(?: territoriale)?(?= de corse)"
_SINGLE = r"collectivite territoriale|assemblee territoriale|ctm|ctg"
_DEPARTEMENT = r"cons\w* (?:gen\w*|dep\w*)|departement|dept|dpt|cd|cg|collectivite europeenne"
_EPCI = (
    r"(?:communautes?|cte|cmte|com|comm) (?:de |des |d )?(?:communes?|com|cnes|agglomera\w*|agglo|aggl?|agl|urbaine)|"
    r"cdc|cda|cc|cca|ca|cu|c c|c a|comcom|communaute|agglomeration|agglo|metropole|eurometropole|"
    r"etablissement public territorial|ept"
)
_COMMUNE = r"(?:la )?(?:communes?(?: nouvelle)?|villes?|mairies?|municipalite|cne|vdm)|com"
_FORMS = (
    (AuthorityKind.REGION, _REGION),
    (AuthorityKind.REGION, _SINGLE),
    (AuthorityKind.DEPARTEMENT, _DEPARTEMENT),
    (AuthorityKind.EPCI, _EPCI),
    (AuthorityKind.COMMUNE, _COMMUNE),
)
_FIRST = tuple((kind, re.compile(rf"(?:{words})\b")) for kind, words in _FORMS)
_LINK = re.compile(r"(?P<link>(?: (?:de|du|des|d|la|le|les|l|aux?))*)(?: |$)")
_INSIDE = re.compile(r"(?<= )(?:metropole|agglomeration|agglo|communaute|(?:cc|ca|cu)$)\b")
_BODIES = (
    r"habitat|logement|hlm|oph|sem|spl|sas|chambre|cci|college|lycee|hospital\w*|hopita\w*|ecole|universite|chu?|"
    r"prefecture|ddt\w*|dreal|office|aeroport|academie|ministere|agence|association|conservatoire|federation|union"
)
_OF_ITS_OWN = re.compile(rf"\b(?:{_BODIES})\b")
_NOT_ONE = re.compile(rf"\b(?:{_BODIES}|tourisme|direction|amenagement|transports?|regie)\b")
_SMALL = frozenset(("de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "sur", "aux", "au", "a"))
_GROUPED = (
    "communaute",
    "communes",
    "agglomeration",
    "agglo",
    "urbaine",
    "metropole",
    "eurometropole",
    "intercommunale",
)
_KIND_WORDS = frozenset((*_GROUPED, "cc", "ca", "cu", "ept", "cte", "cnes", "com", "cdc", "europeenne", "pays"))
_ARTICLES = {"du": "le ", "au": "le ", "le": "le ", "la": "la ", "l": "l ", "des": "les ", "aux": "les ", "les": "les "}


def form(name: str) -> Form:
    """What the first line of a published name says. `kind` None: nothing that one can tell."""
    line = next((one for one in re.split(r"[\n\r;|]", name) if one.strip()), "")
    digits = _DIGITS.search(line)
    words = _WHOLE.sub(lambda found: _WHOLE_WORDS[found[0]], folded(_DIGITS.sub(" ", line) if digits else line))
    told = (digits[1].upper() if digits else "").zfill(2) if digits else ""
    if _OTHER.match(words):
        return Form(AuthorityKind.OTHER, words, digits=told)
    for kind, first in _FIRST:
        if found := first.match(words):
            return _first(kind, words[found.end() :], told)
    if _INSIDE.search(words) and not _NOT_ONE.search(words):
        return Form(AuthorityKind.EPCI, words, digits=told)
    return Form(None, words, digits=told)


def _first(kind: AuthorityKind, after: str, digits: str) -> Form:
    link = _LINK.match(after)
    if link is None:  # « villeneuve », « comptoir »: another word
        return Form(None, after.strip(), digits=digits)
    return Form(kind, after[link.end() :].strip(), link["link"].strip(), True, digits)


def stranger(name: str) -> bool:
    """Words of bodies that are no local authority, that one of them set up, or that are but a part of it."""
    return _NOT_ONE.search(folded(name)) is not None


def own_body(name: str) -> bool:
    """Words of a body that has a number of its own: under that of an authority, one of them is wrong."""
    return _OF_ITS_OWN.search(folded(name)) is not None


def bones(name: str) -> frozenset[str]:
    """The words that tell one EPCI from another: « CC du Pays de X » gives « x »."""
    words = folded(name).split()
    return frozenset(words) - _SMALL - _KIND_WORDS or frozenset(words) - _SMALL


def towns(said: Form) -> tuple[str, ...]:
    """The names of town that it may mean: « du Mans » is « Le Mans », « des Sables » « Les Sables »."""
    led = [_ARTICLES[one] for one in said.link.split()[-1:] if one in _ARTICLES]
    left_out = ("le ", "la ", "les ") if not led else ()  # « Ville de Gosier » is « Le Gosier »
    return tuple(f"{article}{said.rest}" for article in (*led, "", *left_out)) if said.rest else ()
