"""Numbers of places: départements, postcodes, SIREN of EPCI."""

from alerts.intake.circles import Spot
from alerts.intake.place_tokens import Part
from alerts.intake.territory_words import departement_words, short, territory_words
from alerts.intake.understood import Question, Unknown
from alerts.model.structure import Territory
from alerts.territory.france import France

POSTCODE_HINT = "Un code postal a 5 chiffres, par exemple 69003."
_NOT_A_POSTCODE = "Ce code postal n’existe pas."
_NOT_A_DEPARTEMENT = "Il n’y a pas de département avec ce numéro."
_OVERSEAS = ("971", "972", "973", "974", "976")

Choices = tuple[tuple[str, Territory], ...]


def number(part: Part) -> Spot:
    """What a number means, what it may mean, or why it means nothing."""
    written, france = part.name, France.load()
    code = written.upper() if written[-1] in "ab" else written.zfill(2)
    if code in france.departements:
        return _sure(part, code)
    match len(written):
        case 5:
            return _postcode(part)
        case 9 if france.epci(written):
            found = Territory(epci=frozenset({written}))
            return Spot(part, found, territory_words(found))
        case 4 if france.communes_at(f"0{written}"):
            choices = _choices(france.departements_at(f"0{written}"))
            return _asked(part, f"Un code postal a 5 chiffres : « {part.text} », est-ce 0{written} ?", choices)
        case 1 | 2:
            return _short(part, code)
        case _:
            return Spot(part, unknown=(Unknown(part.text, POSTCODE_HINT),))


def _short(part: Part, code: str) -> Spot:
    if code == "20":
        both = ("Toute la Corse", Territory(departements=frozenset({"2A", "2B"})))
        return _asked(part, "Le 20 est aujourd’hui 2A ou 2B. Lequel ?", (*_choices(frozenset({"2A", "2B"})), both))
    if code in ("97", "98"):
        return _asked(part, "Outre-mer, le numéro a 3 chiffres. Lequel ?", _choices(frozenset(_OVERSEAS)))
    return Spot(part, unknown=(Unknown(part.text, _NOT_A_DEPARTEMENT),))


def _postcode(part: Part) -> Spot:
    found = France.load().departements_at(part.name)
    if not found:
        return Spot(part, unknown=(Unknown(part.text, _NOT_A_POSTCODE),))
    if len(found) == 1:
        return _sure(part, next(iter(found)), postcode=part.name)
    every = ("Les deux" if len(found) == 2 else "Tous", Territory(departements=found))
    question = f"Le code postal {part.name} est à cheval sur plusieurs départements. Lequel ?"
    return _asked(part, question, (*_choices(found), every), postcode=part.name)


def _sure(part: Part, code: str, postcode: str = "") -> Spot:
    words = f"{departement_words(code)}, département de {postcode}" if postcode else departement_words(code)
    return Spot(part, Territory(departements=frozenset({code})), (words,), postcode=postcode)


def _asked(part: Part, text: str, choices: Choices, postcode: str = "") -> Spot:
    return Spot(part, questions=(Question(text, choices),), postcode=postcode)


def _choices(codes: frozenset[str]) -> Choices:
    return tuple((short(departement_words(code)), Territory(departements=frozenset({code}))) for code in sorted(codes))
