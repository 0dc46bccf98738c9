"""What a form proposes: (value, words), the most common first."""

from alerts.intake.rhythms import DAYS
from alerts.matching.trades import trades
from alerts.model.preference import Rhythm
from alerts.model.structure import StructureKind, Want
from bot.commands.profile.labels import TRADES

Choices = tuple[tuple[str, str], ...]

KINDS: Choices = (
    (StructureKind.ACI, "Atelier et chantier d’insertion (ACI)"),
    (StructureKind.EI, "Entreprise d’insertion (EI)"),
    (StructureKind.AI, "Association intermédiaire (AI)"),
    (StructureKind.ETTI, "Entreprise de travail temporaire d’insertion (ETTI)"),
    (StructureKind.ESAT, "Établissement d’accompagnement par le travail (ESAT)"),
    (StructureKind.EA, "Entreprise adaptée (EA)"),
    (StructureKind.ASSOCIATION, "Association"),
    (StructureKind.SCOP, "Société coopérative de production (Scop)"),
    (StructureKind.SCIC, "Société coopérative d’intérêt collectif (Scic)"),
    (StructureKind.GEIQ, "Groupement d’employeurs (GEIQ)"),
)
OTHER_KINDS: Choices = (
    (StructureKind.EITI, "Entreprise d’insertion par le travail indépendant (EITI)"),
    (StructureKind.EATT, "Entreprise adaptée de travail temporaire (EATT)"),
    (StructureKind.MUTUELLE, "Mutuelle"),
    (StructureKind.FONDATION, "Fondation"),
    (StructureKind.SOCIETE_ESS, "Société commerciale de l’économie sociale et solidaire"),
    (StructureKind.PRISON, "Travail en détention"),
)
WANTS: Choices = (
    (Want.RESERVED, "Marchés réservés à des structures comme la nôtre"),
    (Want.CLAUSE_SOCIALE, "Marchés avec une clause sociale d’insertion"),
    (Want.SERVICE_INSERTION, "Marchés de services d’insertion"),
    (Want.CRITERE_SOCIAL, "Marchés qui notent la performance sociale"),
    (Want.ENVIRONMENT, "Marchés avec une clause ou un critère environnemental"),
    (Want.OPEN, "Marchés ouverts à tous, sans rien de tout cela"),
)
DAYS_LEFT: Choices = (
    ("0", "Peu importe"),
    ("7", "Au moins 7 jours"),
    ("10", "Au moins 10 jours"),
    ("15", "Au moins 15 jours"),
    ("21", "Au moins 21 jours"),
    ("30", "Au moins 30 jours"),
)
RHYTHMS: Choices = (
    (Rhythm.WEEK, "Une fois par semaine, dans une seule lettre"),
    (Rhythm.MORNING, "Une fois par jour, quand il y a du nouveau"),
    (Rhythm.NOW, "Dès qu’une annonce est lue"),
)
WEEKDAYS: Choices = tuple((str(number), name.capitalize()) for number, name in enumerate(DAYS))
HOURS: Choices = tuple((str(hour), f"{hour} h") for hour in range(24))


def common_trades() -> Choices:
    """Those that most structures have."""
    return _named(TRADES[0])


def other_trades() -> Choices:
    """The rest, in alphabetical order; those that no list of buttons names are there too."""
    first = {slug for slug, _ in TRADES[0]}
    rest = [(slug, _curly(one.label)) for slug, one in trades().items() if slug not in first]
    return tuple(sorted(rest, key=lambda pair: pair[1]))


def _named(page: tuple[tuple[str, str], ...]) -> Choices:
    return tuple((slug, _curly(trades()[slug].label)) for slug, _ in page if slug in trades())


def _curly(label: str) -> str:
    """As our other words: « intérim d’insertion »."""
    return label.replace("'", "’")
