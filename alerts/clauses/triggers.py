"""A first look at a text: does it hold a word of ours at all? One pass of an Aho-Corasick automaton.

Triggers are pieces of words, folded, so that lost apostrophes and glued words do not hide them. A sentence that holds
none of them is never looked at; a test proves that every deciding wording of the vocabulary holds at least one.
"""

import ahocorasick

TRIGGERS = (
    # reservations: acts, groups, articles
    *("reserv", "2113", "3113"),
    *(
        "esat",
        "siae",
        "etti",
        "l'ess",
        " ess ",
        "(ess",
        "stpa",
        "adapte",
        "protege",
        "aide par le travail",
        "accompagnement par le travail",
    ),
    *("penitentiaire", "detention", "detenu", "carceral", "incarcere", "atigip", "2015-899", "code des marches", "cmp"),
    *("handicap", "defavoris", "emplois protege", "emploi protege"),
    *("s.i.a.e", "e.s.a.t", "i.a.e", "e.s.s", "s.t.p.a", "r.s.a"),
    # persons
    *("deld", "neet", "qpv", "rqth", "quartiers prioritaires", "politique de la ville", "minim", "prison"),
    *("france travail", "pole emploi", "recherche d", "precari", "refugie", "mission locale", "sous main de justice"),
    *(
        "sans domicile",
        "sans abri",
        "gens du voyage",
        "sans solution",
        "monoparental",
        "fragil",
        "prives d",
        "privees d",
    ),
    *("remobilis", "levee des freins", "lever les freins", "dynamisation", "un emploi", "plie", "sans emploi"),
    # social clauses and criteria
    *("insertion", "social", "sociaux", "societ", "solidaire", "clause", "2112", "3114", "2123", "21 12"),
    *("facilitat", "prioritaire", "eloigne", "sans emploi", "l'emploi", "demandeurs d'emploi", "chomage", "chomeur"),
    *("exclusion", "inclusion", "en difficulte", "difficultes", "rsa", "rse", "apprentissage", "diversite", "egalite"),
    *(
        "embauch",
        "socio",
        "publics r",
        "jeunes",
        "emploi de",
        "condition",
        "ccag",
        "chantier ecole",
        "chantier educatif",
        "intermediaire",
        "allocataire",
    ),
    # the environment
    *(
        "environ",
        "durable",
        "ecolo",
        "eco-",
        "eco ",
        "ecolabel",
        "ecocert",
        "ecorespons",
        "carbone",
        "dechet",
        "recycl",
    ),
    *("reemploi", "soged", "sosed", "sopre", "bdm", "chantier propre", "chantier vert", "chantier a faible"),
    *("biodegrad", "biodiversite", "energ", "emissions", "effet de serre", "circuits courts", "critere", "climat"),
    *("economie circulaire", "pollution", "aquatique", "phyto"),
)


def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for trigger in TRIGGERS:
        automaton.add_word(trigger)
    automaton.make_automaton()
    return automaton


_AUTOMATON = _automaton()


def places(folded: str) -> list[int]:
    """Where triggers end in a folded text (index of their last character), in order; empty when there are none."""
    return [end for end, _ in _AUTOMATON.iter(folded)]
