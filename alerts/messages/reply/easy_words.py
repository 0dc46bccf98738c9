"""Plain words for hard ones: what the easy-to-read messages say instead of the words of the law.

After the European rules of easy-to-read French (FALC): one idea a sentence, common words, each hard word explained,
numbers in digits, no metaphor.
"""

from alerts.model.reading import Answer, Beneficiary, ClauseKind
from alerts.model.response import ResponseStatus
from scrapers.notice import NoticeKind

BENEFICIARIES = {
    Beneficiary.EA_ESAT: (
        "Les entreprises adaptées (EA) peuvent répondre.",
        "Les ESAT peuvent répondre.",
        "Une EA et un ESAT font travailler des personnes handicapées.",
    ),
    Beneficiary.SIAE: (
        "Les structures d'insertion (SIAE) peuvent répondre.",
        "Une SIAE fait travailler des personnes qui cherchent un emploi depuis longtemps.",
    ),
    Beneficiary.ESS: (
        "Les entreprises de l'économie sociale et solidaire (ESS) peuvent répondre.",
        "Par exemple : des associations, des coopératives, des mutuelles.",
    ),
    Beneficiary.PRISON: (
        "Les structures qui emploient des personnes détenues peuvent répondre.",
        "Une personne détenue est une personne en prison.",
    ),
}
NAMES = {
    Beneficiary.EA_ESAT: "les entreprises adaptées (EA) et les ESAT",
    Beneficiary.SIAE: "les structures d'insertion (SIAE)",
    Beneficiary.ESS: "les entreprises de l'économie sociale et solidaire (ESS)",
    Beneficiary.PRISON: "les structures qui emploient des personnes détenues",
}
CLAUSES = {
    ClauseKind.CLAUSE_SOCIALE: (
        "Il y a une clause sociale.",
        "L'entreprise choisie doit aider des personnes à trouver du travail.",
    ),
    ClauseKind.CLAUSE_SOCIALE_FACULTATIVE: (
        "Il y a une clause sociale facultative.",
        "L'entreprise choisie peut aider des personnes à trouver du travail.",
        "Facultative veut dire : ce n'est pas obligé.",
    ),
    ClauseKind.CRITERE_SOCIAL: (
        "Il y a un critère social.",
        "L'acheteur donne des points pour l'aide aux personnes.",
    ),
    ClauseKind.SERVICE_INSERTION: (
        "C'est un service d'insertion.",
        "Le but du marché est d'aider des personnes à trouver du travail.",
    ),
    ClauseKind.CLAUSE_ENV: (
        "Il y a une clause environnementale.",
        "L'entreprise choisie doit protéger la nature.",
    ),
    ClauseKind.CRITERE_ENV: (
        "Il y a un critère environnemental.",
        "L'acheteur donne des points pour la protection de la nature.",
    ),
}
CLAUSE_MEANS = "Une clause est une règle du contrat."
CRITERION_MEANS = "Un critère sert à choisir la meilleure offre."
INSERTION_MEANS = "L'insertion aide une personne à retrouver un travail."
ANSWERS = {
    Answer.YES: "Oui, d'après l'avis.",
    Answer.NO: "Non, d'après l'avis.",
    Answer.CHECK: "Ce n'est pas sûr : à vérifier.",
}
STATUSES = {
    ResponseStatus.ANSWERING: "Votre structure y répond.",
    ResponseStatus.TOGETHER: "Votre structure veut y répondre avec d'autres.",
    ResponseStatus.KEPT: "Votre structure garde cette annonce.",
    ResponseStatus.REFUSED: "Votre structure a dit : ce n'est pas pour nous.",
}
KINDS = {
    NoticeKind.PRIOR: ("C'est une annonce avant le marché.", "On ne peut pas encore répondre."),
    NoticeKind.CORRECTION: ("L'acheteur a changé son annonce.", "Cet avis corrige le premier."),
    NoticeKind.CANCELLATION: ("Le marché est annulé.", "On ne peut plus répondre."),
    NoticeKind.AWARD: ("Le marché est déjà donné.", "Une entreprise a été choisie."),
    NoticeKind.OTHER: ("C'est un autre avis.", "Lisez-le pour savoir si l'on peut répondre."),
}
NOT_SAID = "L'avis ne le dit pas."
NOTICE_MEANS = "L'avis est l'annonce officielle."
