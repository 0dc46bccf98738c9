"""Social clauses: what the contract asks of whoever wins it (L2112-2, L2112-2-1, L3114-2, CCAG 16.1 and 20.1)."""

from typing import Final

from alerts.clauses.vocabulary.insertion import INSERTION
from alerts.clauses.vocabulary.strength import STRENGTH

# Enough by themselves: a sentence that says this, and does not deny it, states a social clause.
SOCIAL_CLAUSE: Final = (
    "clause sociale",
    "clause … sociale",
    "clause sociétale",
    "clause solidaire",
    "clause d'insertion",
    "clause … insertion",
    "clause … promotion de l'emploi",
    "clause … emploi de personnes",
    "clause … emploi des personnes",
    "clause … publics éloignés",
    "clause … publics prioritaires",
    "clause … personnes éloignées",
    "clause d'inclusion",
    "marché clausé",
    "lot clausé",
    # L2112-2 and L2112-2-1, in the words of the forms
    "condition d'exécution … social",
    "condition d'exécution … insertion",
    "condition d'exécution … emploi",
    "condition d'exécution … embauche",
    "condition d'exécution … publics",
    "condition particulière … social",
    "condition particulière … insertion",
    "condition particulière … emploi",
    "condition sociale d'exécution",
    "conditions … caractère social",
    "éléments … caractère social",
    "dispositions à caractère social",
    "obligations à caractère social",
    "exigences à caractère social",
    "considérations sociales",
    "considérations d'ordre social",
    "considérations … domaine social",
    "considérations … sociales",
    "considérations relatives à l'emploi",
    "considérations relatives au social",
    "2112 2 1",
    "3114 2 1",
    # hours of work kept for persons far from employment
    "heures d'insertion",
    "heure … insertion",
    "heures … publics éloignés",
    "heures … publics prioritaires",
    "heures … publics en difficulté",
    "heures … publics relevant",
    "heures … personnes éloignées",
    "heures … personnes en difficulté",
    "heures … personnes … difficultés",
    "heures … personnes sans emploi",
    "heures … demandeurs d'emploi",
    "heures … bénéficiaires du RSA",
    "heures … jeunes … qualifiés",
    "volume horaire d'insertion",
    "volume d'insertion",
    "quota d'insertion",
    "taux d'insertion",
    "part d'insertion",
    "effort d'insertion",
    "engagement d'insertion",
    "engagement … insertion professionnelle",
    "obligation d'insertion",
    "obligation sociale d'insertion",
    "réservé à l'insertion",
    "réservées à l'insertion",
    "réserver à l'insertion",
    "réservera à l'insertion",
    "consacrer … insertion",
    # documents and persons that only exist with a clause
    "annexe insertion",
    "annexe sociale",
    "annexe … clause",
    "CCAP insertion",
    "CCAP spécifique insertion",
    "facilitateur",
    "facilitatrice",
    "bénéficiaires de la clause",
    "public de la clause",
    "CCAG … insertion",
)

# Beside "conditions particulières d'exécution" or L2112-2, these make the condition a social one.
SOCIAL_MATTER: Final = ("insertion", "social", "embauche", "public en difficulté", "personnes en difficulté")
EXECUTION_CONDITIONS: Final = (
    "conditions particulières d'exécution",
    "conditions d'exécution particulières",
    "conditions d'exécution",
    "2112 2",
    "38 de l'ordonnance",
    "article 14 du code des marchés publics",
)

SOCIAL: Final = {
    "social_clause": SOCIAL_CLAUSE,
    "social_matter": SOCIAL_MATTER,
    "execution_conditions": EXECUTION_CONDITIONS,
    **INSERTION,
    **STRENGTH,
}
