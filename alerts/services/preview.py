"""What a profile would bring: what is open now, and how much to expect."""

from dataclasses import dataclass

from alerts.model.match import Match
from scrapers.notice import Notice

MANY = 50  # a week: beyond, nobody reads them
ENOUGH_DAYS = 7  # to speak of a week
IN_WORK = "Le volume à prévoir est en cours de calcul."


@dataclass(frozen=True, slots=True)
class Found:
    """An opportunity that concerns a structure. `notice` is what holds today, without its long texts."""

    opportunity_id: str
    notice: Notice
    match: Match


@dataclass(frozen=True, slots=True)
class Preview:
    """`open`: what can still be answered, best first. `seen`: how many opportunities of the last `days` days would have
    been told. `per_week` is None while that is not known yet: nothing has been read, or not for long enough.
    """

    open: tuple[Found, ...]
    per_week: float | None
    seen: int
    days: int


def per_week_words(per_week: float) -> str:
    """« 3 ou 4 par semaine » for 3.4."""
    if per_week > MANY:
        return f"plus de {MANY} par semaine : précisez vos métiers ou votre territoire"
    if per_week < 0.9:
        return "moins d’une par semaine"
    low = int(per_week)
    if per_week >= 20:
        return f"environ {round(per_week / 5) * 5} par semaine"
    if per_week - low < 0.2:
        return f"environ {low} par semaine"
    if per_week - low > 0.8:
        return f"environ {low + 1} par semaine"
    return f"{low} ou {low + 1} par semaine"


def volume_words(preview: Preview) -> str:
    """One sentence for a screen: what to expect, from how many days, or why it is not known yet."""
    if preview.days == 0:
        return IN_WORK
    since = "la dernière journée" if preview.days == 1 else f"les {preview.days} derniers jours"
    told = {0: "n’aurait reçu aucune annonce", 1: "aurait reçu une annonce"}
    sentence = f"Sur {since}, ce profil {told.get(preview.seen, f'aurait reçu {preview.seen} annonces')}"
    if preview.per_week is not None and not preview.seen:
        return f"{sentence}. Élargir le territoire ou les métiers peut en amener."
    if preview.per_week is None:
        return f"{sentence} ; c’est trop court pour dire combien par semaine."
    return f"{sentence} ({per_week_words(preview.per_week)})."
