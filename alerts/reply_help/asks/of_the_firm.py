"""What is asked of the candidate itself: insurance, qualifications, references.

Code de la commande publique, R2142-5 to R2142-14 (capacities), R2143-11 and R2143-12 (their proofs).
"""

import re

from alerts.clauses.patterns import either
from alerts.reply_help.asks.line import Line
from alerts.reply_help.asks.subject import Subject
from scrapers.notice import Topic

INSURANCE = Subject(
    hints=("assurance", "decennale"),
    words=re.compile(r"\bassurances?\b|\bdecennales?\b"),
    friends=re.compile(
        r"assurance[s -]?(?:qualite|maladie|chomage|vieillesse|sociales?|vie\b|accident du travail|flotte"
        r"|dommages? aux biens|statutaire)"
        r"|(?:entreprises?|organismes?|societes?|compagnies?|code|courtiers?|operations?|contrats?|marches?|services?"
        r"|intermediaires?|produits?|union) d(?:es |'|e l')assurances?"
        r"|l'assurance (?:que|d'un|de l[ae] |du respect)|assurances? et (?:reassurance|services)"
    ),
    needs=re.compile(
        r"attestation|preuve|police|justif|souscri|titulaire|candidat|entreprise|couvert|contract|responsabilite|exig"
        r"|decennale|fourni|requi|professionnel"
    ),
    refuses=re.compile(r"\bassureurs?\b|aperit|coassurance|courtier|reserve[es]* aux? (?:entreprises? )?d'assurance"),
)

_OF_SOMEONE = re.compile(
    r"\b(?:candidat|soumissionnaire|entreprise|titulaire|prestataire|exig|requi|justifi|equivalent|personnel|agents?)"
)


def _of_someone(line: Line) -> bool:
    """A text about participation asks it of the candidate; anywhere else the sentence must say of whom."""
    return line.topic is Topic.PARTICIPATION or _OF_SOMEONE.search(line.folded) is not None


_NAMED = either(
    r"qualibat",
    r"qualifelec",
    r"quali'?eau",
    r"qualipropre",
    r"quali ?paysage",
    r"qualisol",
    r"qualipac",
    r"qualipv",
    r"qualit'?enr",
    r"opqibi",
    r"opqu\b",
    r"opqtecc",
    r"qualiopi",
    r"certi-?phyto",
    r"certibiocide",
    r"\bmase\b",
    r"\bcefri\b",
    r"\bcaces\b",
    r"\bssiap\b",
    r"\bcnaps\b",
    r"\bfntp\b",
    r"\bhandibat\b",
    r"\brge\b",
    r"\bhaccp\b",
    r"\becocert\b",
    r"\biso ?(?:9001|14001|45001|50001|27001|22000)\b",
    r"\bohsas\b",
    r"\baipr\b",
    r"\bsous-section [34]\b",
    r"habilitations? electriques?",
    r"\bnf service\b",
    r"\bemas\b",
)
_OF_A_TRADE = (
    r"(?:certificats?|attestations?|titres?) (?:de |d'etudes et )?(?:qualifications?|capacite|professionnels?)\b"
    r"|qualifications? (?:professionnelles?|exigees?|requises?|demandees?|minimales?|ou equivalent|suivantes?|n°|\d)"
    r"|\bagrements?\b|\bcertifications?\b|cartes? professionnelles?"
)
_PIECES = (
    "quali certi agrement opq mase cefri caces ssiap cnaps fntp handibat rge haccp iso aipr habilitation carte titre"
    " capacite ecocert emas ohsas sous-section nf"
)
QUALIFICATIONS = Subject(
    hints=tuple(_PIECES.split()),
    words=re.compile(rf"{_NAMED}|\b(?:{_OF_A_TRADE})"),
    friends=re.compile(
        r"agrements? (?:d'entreprises? adaptees?|entreprises? adaptees?|ea\b|esus|solidaire"
        r"|d'utilite sociale|des? (?:sous-traitants?|conditions))"
        r"|(?:acceptation|demande|conditions?) [^.;]{0,30}\bagrement|certifications? (?:hqe|e\+|bbc|breeam"
        r"|leed|du batiment|de l'ouvrage|des comptes)"
        r"|certificats? (?:de signature|electronique|fiscaux|sociaux|de visite|de conformite|de capacite du signataire)"
        r"|certification (?:de service fait|electronique)|agrement (?:iae|siae)|agrement[^.;]{0,40}insertion par"
    ),
    refuses=re.compile(
        r"sous-traitants? (?:doi|devr|sera)|produits? (?:certifi|labellis)|recherchee? au niveau|signature electronique"
        r"|systeme de qualification|dossier de qualification|en vue de leur qualification"
    ),
    kept=_of_someone,
)
REFERENCES = Subject(
    hints=("reference", "liste des", "liste de"),
    words=re.compile(
        r"\breferences?\b(?!\s?(?::\s?\S*\d|n°|\d))|\bliste (?:des|de"
        r"|d')\s?(?:\w+\s){0,2}?(?:principa\w+ )?(?:services|prestations|travaux|fournitures|livraisons"
        r"|marches)\b"
    ),
    friends=re.compile(
        r"references? (?:du client|des clients correspondant|des? (?:autres )?(?:publications?|l'avis"
        r"|l'annonce|dispositions|textes?"
        r"|la consultation|marche|dossier|projets?|prix|l'acheteur|cet avis|programme|base|journal)"
        r"|du (?:ou des )?(?:projet|marche|dossier|lot)|cadastral|bancaire|legislati|reglementaire|catalogue"
        r"|au (?:cctp|ccap|rc)|de niveau)"
        r"|(?:numero|normes?|documents?|textes?|bordereau|prix|annee|montants?|mois|site|materiel|ouvrages?"
        r"|centre|en|faire|fait|faisant|par|precisant la|rappelant l[ae]) (?:de |des |les |la "
        r"|l')?references?"
        r"|termes de references?|references? (?:a|aux?) (?:l'article|l'ordonnance|cctp|ccag|une norme)"
        r"|sous (?:la )?reference"
    ),
    needs=re.compile(
        r"candidat|soumissionnaire|entreprise|similaire|annees?|exercices?|exig|demand|requi|presente|fourni"
        r"|produi|justif|montant|professionnelle|equivalent|comparable|competence|acquises"
    ),
)
