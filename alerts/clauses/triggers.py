"""A first look at a passage: does it hold a word of ours at all? One pass of an Aho-Corasick automaton.

Triggers are beginnings of words, folded, so that lost apostrophes and glued words do not hide them.
A wording whose passage holds none of these is never looked at: `tests/alerts/clauses/test_triggers.py` proves
that every wording of the vocabulary holds at least one.
"""

import ahocorasick

TRIGGERS = (
    "reserv", "insert", "social", "sociaux", "clause", "handicap", "defavoris", "2113", "2112", "211", "3113", "3114", "21 1",
    "esat", "eatt", "siae", "etti", "stpa", "entreprises adaptees", "entreprise adaptee", "protege", "aide par le travail",
    "accompagnement par le travail", "penitentiaire", "detention", "detenu", "carceral", "atigip", "solidaire", "ess ",
    "environ", "durable", "ecolo", "eco-", "eco label", "ecolabel", "ecorespons", "carbone", "dechet", "recycl",
    "reemploi", "soged", "sosed", "bdm", "chantier", "biodiv", "energ", "emission", "effet de serre", "circuits courts",
    "eloigne", "prioritaire", "retour a l'emploi", "exclusion", "chomage", "chomeur", "demandeurs d'emploi", "rsa",
    "facilitat", "difficulte", "rse", "socio", "societ", "inclusion", "apprentissage", "diversite", "embauche",
    "egalite", "emploi", "2015-899", "2014-856", "mission de service public", "5132", "5213", "344-2", "heures",
)  # fmt: skip


def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for trigger in TRIGGERS:
        automaton.add_word(trigger)
    automaton.make_automaton()
    return automaton


_AUTOMATON = _automaton()


def worth_reading(folded: str) -> bool:
    """Whether a folded text holds at least one trigger."""
    return next(_AUTOMATON.iter(folded), None) is not None
