"""To whom a contract may be reserved: organisations, and the workers that they employ."""

from typing import Final

# L2113-12, L3113-1: entreprises adaptées (L5213-13 c. trav.), ESAT (L344-2 CASF), and their older names.
EA_ESAT: Final = (
    "entreprise adaptée",
    "entreprises du secteur adapté",
    "entreprises du secteur protégé",
    "entreprise du milieu protégé",
    "établissement adapté",
    "structure adaptée",
    "structures du secteur adapté",
    "structures du secteur protégé",
    "EA",
    "ESAT",
    "EATT",
    "CAT",
    "entreprise de travail adapté",
    "établissement … aide par le travail",
    "établissement … accompagnement par le travail",
    "services d'aide par le travail",
    "services d'accompagnement par le travail",
    "centre d'aide par le travail",
    "atelier protégé",
    "STPA",
    "secteur protégé",
    "secteur adapté",
    "secteur du travail protégé",
    "secteur du travail adapté",
    "secteurs adapté et protégé",
    "milieu de travail protégé",
    "milieu protégé",
    "milieu adapté",
    "travail protégé et adapté",
    "travail adapté et protégé",
    "centre de distribution de travail à domicile",
    "structures du handicap",
    "structures de handicap",
    "opérateurs du handicap",
    "acteurs du handicap",
    "secteur du handicap",
    "structures employant des travailleurs handicapés",
    "L5213-13 du code du travail",
    "5213 13",
    "344 2 code action sociale",
    "344 2",
)

# L2113-13, L3113-2: structures d'insertion par l'activité économique (L5132-4 c. trav.).
SIAE: Final = (
    "SIAE",
    "EI",
    "AI",
    "structure d'insertion",
    "structure de l'insertion",
    "structure conventionnée … insertion",
    "structure agréée … insertion",
    "conventionné au titre de l'insertion",
    "conventionné … titre de l'insertion",
    "conventionné … insertion par l'activité",
    "convention IAE",
    "aide au poste d'insertion",
    "structure porteuse de l'insertion",
    "régie de quartier",
    "structure du secteur de l'insertion",
    "structures relevant de l'insertion",
    "structures relevant de l'IAE",
    "structures de l'IAE",
    "entreprise d'insertion",
    "entreprise sociale d'insertion",
    "entreprises de l'insertion",
    "association d'insertion",
    "organisme d'insertion",
    "opérateurs de l'insertion",
    "opérateur économique de l'insertion",
    "acteurs de l'insertion",
    "handicap et de l'insertion",
    "handicap ou de l'insertion",
    "secteur de l'insertion",
    "secteur de l'IAE",
    "atelier et chantier d'insertion",
    "ateliers chantiers d'insertion",
    "chantier d'insertion",
    "association intermédiaire",
    "entreprise de travail temporaire d'insertion",
    "entreprise d'intérim d'insertion",
    "ETTI",
    "ACI",
    "5132 4",
)

# The field itself: it names the group after "réservé à", and is only a subject elsewhere.
IAE: Final = (
    "IAE",
    "insertion par l'activité économique",
    "insertion par l'activité",
    "insertion par l'économique",
    "insertion par l'économie",
    "insertion par le travail",
)

# L2113-15: entreprises de l'économie sociale et solidaire (loi 2014-856, art. 1er).
ESS: Final = (
    "économie sociale et solidaire",
    "économie sociale",
    "entreprises de l'ESS",
    "structures de l'ESS",
    "acteurs de l'ESS",
    "opérateurs de l'ESS",
    "organismes de l'ESS",
    "ESS",
    "2014 856",
    "res pub ser",
    "organisations … mission de service public",
    "opérateurs … mission de service public",
    "structures … mission de service public",
)

# L2113-13-1, L3113-2-1: work in prison (L412-10 to L412-18 code pénitentiaire).
PRISON: Final = (
    "établissement pénitentiaire",
    "administration pénitentiaire",
    "emploi pénitentiaire",
    "travail en prison",
    "ateliers en prison",
    "concessionnaires d'ateliers",
    "agence du travail d'intérêt général",
    "travail pénitentiaire",
    "production pénitentiaire",
    "ateliers pénitentiaires",
    "régie industrielle des établissements pénitentiaires",
    "ATIGIP",
    "en détention",
    "milieu carcéral",
    "milieu pénitentiaire",
)

# Workers by themselves: weaker than an organisation, since a contract may also be *for* these persons.
WORKERS_EA_ESAT: Final = (
    "travailleur handicapé",
    "travailleurs en situation de handicap",
    "salariés handicapés",
    "salariés en situation de handicap",
    "personnel handicapé",
    "personne handicapée",
    "personnes en situation de handicap",
    "travailleurs reconnus handicapés",
    "handicapés et défavorisés",
    "handicapés ou défavorisés",
    "handicapées et défavorisées",
    "handicapées ou défavorisées",
)
WORKERS_SIAE: Final = (
    "travailleur défavorisé",
    "salariés défavorisés",
    "personnel défavorisé",
    "personne défavorisée",
    "publics défavorisés",
    "handicapés et défavorisés",
    "handicapés ou défavorisés",
    "handicapées et défavorisées",
    "handicapées ou défavorisées",
    "handicapés … défavorisés",
    "salariés en insertion",
    "personnes en insertion",
    "personnes en parcours d'insertion",
    "salariés en parcours d'insertion",
    "insertion du public en difficulté",
    "insertion des publics en difficulté",
    "personnes éloignées de l'emploi",
)
WORKERS_PRISON: Final = ("personnes détenues", "travailleurs détenus", "personnes incarcérées", "détenus")

# The sentence of the forms for BT-71 "res-ws" (directive 2014/24, art. 20): it names both groups without choosing.
FORM_SENTENCE: Final = (
    "res ws",
    "ateliers protégés … opérateurs économiques … intégration sociale et professionnelle",
    "ateliers protégés … opérateurs économiques … insertion sociale et professionnelle",
    "ateliers protégés … opérateurs … intégration sociale",
    "opérateurs économiques … objet … intégration sociale et professionnelle",
)
# The sentence of BT-736: execution within sheltered employment programmes. Also ticked for plain clauses.
SHELTERED_EXECUTION: Final = ("programmes d'emplois protégés", "programmes d'emploi protégé", "emplois protégés")

# ESUS is a label (L3332-17-1 c. trav.), not a group to whom the law allows a reservation.
ESUS: Final = ("ESUS", "entreprise solidaire d'utilité sociale", "entreprises solidaires")
# Words too wide to say to whom, after "réservé à".
VAGUE: Final = (
    "opérateurs économiques",
    "structures équivalentes",
    "certains opérateurs",
    "certaines structures",
    "structures sociales",
    "structures solidaires",
    "entreprises sociales",
    "entreprises à vocation sociale",
    "utilité sociale",
)

BENEFICIARIES: Final = {
    "ea_esat": EA_ESAT,
    "siae": SIAE,
    "iae": IAE,
    "ess": ESS,
    "prison": PRISON,
    "workers_ea_esat": WORKERS_EA_ESAT,
    "workers_siae": WORKERS_SIAE,
    "workers_prison": WORKERS_PRISON,
    "form_sentence": FORM_SENTENCE,
    "sheltered_execution": SHELTERED_EXECUTION,
    "esus": ESUS,
    "vague": VAGUE,
}
