"""How much of a price is labour, by trade: usual shares, to be replaced by what the structure knows.

Sources, checked on 22/11/2026: painting 70 %, masonry 50 %, steel frame 20 % are the landmarks of the guides of
facilitators ([S], laser-emploi.fr). The others are Vigie's own orders of magnitude, from no source: they are said to
people as « à vérifier ». A real notice gave 15 % for supplies with their fitting ([A]): shares vary that much.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """Between 0 and 1, with the bounds of what is usual. `sourced`: from a guide, not from Vigie's own reckoning."""

    trade: str  # « la peinture »
    usual: float
    low: float
    high: float
    sourced: bool = False


_BY_CPV = {
    "45442": Share("la peinture", 0.70, 0.60, 0.80, sourced=True),
    "452625": Share("la maçonnerie", 0.50, 0.40, 0.60, sourced=True),
    "452624": Share("la charpente métallique", 0.20, 0.15, 0.30, sourced=True),
    "4522321": Share("la charpente métallique", 0.20, 0.15, 0.30, sourced=True),
    "451127": Share("les aménagements paysagers", 0.45, 0.30, 0.60),
    "45111": Share("la démolition et la préparation de chantier", 0.50, 0.35, 0.65),
    "4523": Share("la voirie et les réseaux", 0.30, 0.20, 0.40),
    "453": Share("les équipements du bâtiment", 0.40, 0.30, 0.55),
    "454": Share("le second œuvre", 0.50, 0.35, 0.65),
    "45": Share("les travaux", 0.40, 0.20, 0.70),
    "5010": Share("l'entretien de véhicules", 0.50, 0.35, 0.65),
    "553": Share("la restauration", 0.45, 0.35, 0.60),
    "555": Share("la restauration", 0.45, 0.35, 0.60),
    "796": Share("la mise à disposition de personnel", 0.90, 0.80, 1.0),
    "798": Share("l'imprimerie", 0.35, 0.25, 0.50),
    "773": Share("l'entretien d'espaces verts", 0.65, 0.50, 0.80),
    "772": Share("la forêt et les milieux naturels", 0.65, 0.50, 0.80),
    "905": Share("les déchets", 0.50, 0.35, 0.65),
    "906": Share("la propreté urbaine", 0.60, 0.45, 0.75),
    "909": Share("le nettoyage", 0.80, 0.70, 0.90),
    "9831": Share("la blanchisserie", 0.50, 0.35, 0.65),
}
_BY_NATURE = {
    "works": _BY_CPV["45"],
    "services": Share("les services, surtout faits de travail", 0.70, 0.50, 0.90),
    "supplies": Share("les fournitures", 0.15, 0.05, 0.30),
}
_DIVISIONS_OF_SERVICES = 50  # CPV: divisions 50 to 98 are services, 45 works, the others supplies


def labour_share(cpv: Iterable[str], of_lot: str | None, of_notice: str | None) -> Share | None:
    """The usual share for the main code of a lot (`cpv`, main one first), else for its nature ("works", "services",
    "supplies"): that of the lot, of its code, of the whole contract. None when nothing says anything."""
    main = next(iter(cpv), "")
    found = [prefix for prefix in _BY_CPV if main.startswith(prefix)]
    if found:
        return _BY_CPV[max(found, key=len)]
    return _BY_NATURE.get(of_lot or _nature_of(main) or of_notice or "")


def _nature_of(code: str) -> str:
    if not code[:2].isdecimal():
        return ""
    division = int(code[:2])
    if division == 45:
        return "works"
    return "services" if division >= _DIVISIONS_OF_SERVICES else "supplies"
