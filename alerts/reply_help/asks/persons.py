"""Persons in a sentence: their names, e-mails and phone numbers are cut from what is kept as a proof.

A notice names the agent who shows the site or follows the clause. What is asked does not depend on who it is, and the
name would stay in our files long after the agent has left: the proof stops before it.
"""

import re

_NAME = r"[A-ZÉÈÀÎÇ][\w'’.-]*"
_CIVILITY = r"(?:MM?\.?|M[rR]\.?|M(?:me|ME|lle)s?\.?|Monsieur|Madame|Messieurs|Mesdames|MONSIEUR|MADAME)"
_ROLE = (
    r"(?:[Aa]uprès d[eu']|[Cc]ontact(?:er|ez)?|[Jj]oindre|[Ii]nterlocut(?:eur|rice)s?|[Rr]éférent[es]*"
    r"|[Ff]acilitat(?:eur|rice)s?|[Cc]hargée? de mission|[Aa]ttention de|[Rr]esponsable|[Ss]uivie? par)"
)
# Words that begin the name of a service, a town or a paper, not of a person.
_SERVICE = re.compile(
    r"(?:Maisons?|Villes?|Mairie|Plan|PLIE|Plie|Service|Direction|Mission|Conseil|Départ|Métropole|Communauté|Commune|"
    r"Centre|P[ôo]le|Agence|Régie|Syndicat|Chambre|Cap|Ensemble|Agglom|Bureau|Office|Région|Préfecture"
    r"|CCAS|GIP|MDE|SIVU|"
    r"DDETS|DREETS|France|Association|Fédération|Groupe|Point|Guichet|Clause|Insertion|Emploi|Tribunal|Saint|Le|La|Les|"
    r"L['’]|D['’]|Marchés?|Code|Article|RC|CCAP|CCTP|DCE|Profil|Plateforme|Plate|Aucune?|Elle|Il|Cette"
    r"|Ce|Un|Une|En|Tél)"
)
_PERSONAL = re.compile(
    rf"""
      (?P<mail>[\w.+'-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{2,24}}){{1,4}})
    | (?P<phone>(?<![\d.,/])(?:\+\d{{2}}|00\d{{2}}|0)[ .]?(?:\(0\)[ ]?)?[1-9](?:[ .\-/]?\d{{2}}){{4}}(?!\d))
    | (?:\b|(?<=[a-zéè]))(?P<civil>{_CIVILITY}\s{{1,3}}(?:{_NAME}(?:\s|\b)){{1,4}})
    | \b{_ROLE}\s?:?\s{{0,2}}(?P<named>{_NAME}\s{_NAME})
    """,
    re.VERBOSE,
)
_HINT = re.compile(
    r"@|\d\d|\bM[rmM.]|onsieur|adame|ONSIEUR|ADAME|uprès|ontact|oindre|nterlocut|éférent|acilitat|harg"
    r"|ttention|espons|uivi"
)
# What is left dangling before the name of a person that was cut.
_DANGLING = re.compile(
    r"(?:[\s,;:(/'\"«–-]|\b(?:aupr[eè]s|contact(?:er|ez)?|par|à|de|du|des|le|la|et|ou|au|avec|l'attention|est|soit"
    r"|t[ée]l(?:[ée]phone)?\.?|courriel|mails?|e-?mail|m[ée]l|adresse|suivante?|prendre|Mme|M\.))+$",
    re.IGNORECASE,
)


def spans(text: str) -> list[tuple[int, int]]:
    """Where `text` names a person, or gives an address or a number to reach one, in order."""
    if not _HINT.search(text):
        return []
    return [found for match in _PERSONAL.finditer(text) if (found := _span(match)) is not None]


def _span(match: re.Match[str]) -> tuple[int, int] | None:
    if match["named"] and _SERVICE.match(match["named"]):
        return None
    return match.span("named") if match["named"] else match.span()


def between(text: str, start: int, end: int) -> tuple[int, int]:
    """The widest part of `text` around `start`-`end` that names nobody; the words found are kept, whatever they are."""
    first, last = 0, len(text)
    for begins, ends in spans(text):
        if ends <= start:
            first = ends
        elif begins >= end:
            last = begins
            break
    if last < len(text):
        last = end + len(_DANGLING.sub("", text[end:last]))
    while first and first < start and not text[first].isalnum():
        first += 1
    return first, last
