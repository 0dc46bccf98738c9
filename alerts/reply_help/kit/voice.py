"""How a kind of structure speaks of itself in an offer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """`people`: who does the work, after « confie le travail à »; `workers` and `supervisors`: what they are called.

    `frame`: what the structure is in law, in one or two sentences. `work`: how people work there, for the part on the
    team. `support`: what is proper to its support. `figures`: lines of the table of figures. `hours`: how its hours
    count in a social clause. `beware`: what not to write. Blanks are « [à compléter : …] »; « {place} » in `support`
    and « {name} » in `frame` are put in.
    """

    people: str
    frame: str
    work: str
    workers: str
    supervisors: str
    support: tuple[str, ...]
    figures: tuple[str, ...]
    hours: str
    beware: str
