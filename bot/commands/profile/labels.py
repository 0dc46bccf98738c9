"""Short words for buttons: 22 characters at most, so that a tick stands before them."""

from alerts.matching.trades import trades
from alerts.model.structure import StructureKind, Want

# The trades that most structures have, then what is close to them, then the rest: three pages.
TRADES: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("espaces-verts", "Espaces verts"),
        ("nettoyage-locaux", "Nettoyage de locaux"),
        ("restauration-traiteur", "Restauration, traiteur"),
        ("batiment-second-oeuvre", "Second œuvre"),
        ("dechets-reemploi", "Déchets, réemploi"),
        ("blanchisserie", "Blanchisserie, couture"),
        ("conditionnement", "Conditionnement"),
        ("mise-sous-pli", "Mise sous pli"),
        ("logistique", "Logistique, transport"),
        ("insertion-emploi", "Insertion, emploi"),
        ("mise-a-disposition", "Mise à disposition"),
        ("proprete-urbaine", "Propreté urbaine"),
    ),
    (
        ("espaces-naturels", "Espaces naturels"),
        ("menuiserie-bois", "Menuiserie, métal"),
        ("mobilier", "Mobilier"),
        ("batiment-gros-oeuvre", "Gros œuvre, patrimoine"),
        ("deconstruction", "Déconstruction"),
        ("vrd-travaux-publics", "Voirie, VRD"),
        ("energie-habitat", "Rénovation énergétique"),
        ("imprimerie-reprographie", "Imprimerie"),
        ("reconditionnement-it", "Reconditionnement"),
        ("numerique-informatique", "Informatique"),
        ("alimentation-maraichage", "Maraîchage, aliments"),
        ("garage-vehicules", "Garage, véhicules"),
        ("mobilite-velo", "Vélo"),
        ("transport-personnes", "Transport de personnes"),
    ),
    (
        ("formation", "Formation"),
        ("conseil-etudes", "Conseil, études"),
        ("petite-enfance", "Petite enfance"),
        ("aide-a-domicile", "Aide à domicile"),
        ("action-sociale-hebergement", "Action sociale"),
        ("sante-solidarite", "Santé, solidarité"),
        ("culture-audiovisuel", "Culture, audiovisuel"),
        ("sport-loisirs-tourisme", "Sport, loisirs"),
        ("communication-evenementiel", "Communication"),
        ("accueil-gardiennage", "Accueil, gardiennage"),
        ("secretariat-bureautique", "Secrétariat, saisie"),
        ("traduction-accessibilite", "Traduction, LSF"),
        ("funeraire-cimetieres", "Cimetières"),
    ),
)

WANTS: tuple[tuple[Want, str], ...] = (
    (Want.RESERVED, "Marchés réservés"),
    (Want.CLAUSE_SOCIALE, "Clauses sociales"),
    (Want.SERVICE_INSERTION, "Services d’insertion"),
    (Want.CRITERE_SOCIAL, "Critères sociaux"),
    (Want.ENVIRONMENT, "Environnement"),
    (Want.OPEN, "Ouverts à tous"),
)

# What a structure is: the most common first, in the words that people use of themselves.
KINDS: tuple[tuple[tuple[StructureKind, str], ...], ...] = (
    (
        (StructureKind.ACI, "Chantier d’insertion"),
        (StructureKind.EI, "Entreprise d’insertion"),
        (StructureKind.AI, "Assoc. intermédiaire"),
        (StructureKind.ETTI, "Intérim d’insertion"),
        (StructureKind.ESAT, "ESAT"),
        (StructureKind.EA, "Entreprise adaptée"),
        (StructureKind.ASSOCIATION, "Association"),
        (StructureKind.SCOP, "Scop"),
        (StructureKind.SCIC, "Scic"),
        (StructureKind.GEIQ, "GEIQ"),
    ),
    (
        (StructureKind.EITI, "EITI (indépendants)"),
        (StructureKind.EATT, "EA de travail tempo."),
        (StructureKind.MUTUELLE, "Mutuelle"),
        (StructureKind.FONDATION, "Fondation"),
        (StructureKind.SOCIETE_ESS, "Société de l’ESS"),
        (StructureKind.PRISON, "Travail en détention"),
    ),
)
_KIND_SHORT = {kind: label for page in KINDS for kind, label in page}

_SHORT = {slug: label for page in TRADES for slug, label in page}


def trade_label(slug: str) -> str:
    """The words of a button. Slugs that are no longer known are their own words."""
    known = trades()
    return _SHORT.get(slug) or (known[slug].label if slug in known else slug)


def kind_label(kind: StructureKind) -> str:
    return _KIND_SHORT[kind]


def ticked(label: str, on: bool) -> str:
    """« ✅ Espaces verts » when chosen: the mark doubles the list of what is chosen, said in the text."""
    return f"✅ {label}" if on else label
