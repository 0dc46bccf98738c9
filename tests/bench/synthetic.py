"""A day of notices and a crowd of structures, drawn from the fictitious ones with a fixed seed."""

import json
import random
import re
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from alerts.matching.trades import trades
from alerts.model.structure import Criteria, Structure, StructureKind, Territory, Want
from bot.demo.records import demo_notices

# One postcode and one NUTS 3 code for each of these départements: notices are spread over them.
PLACES = (
    ("01000", "FRK21"), ("06000", "FRL03"), ("13001", "FRL04"), ("14000", "FRD11"), ("21000", "FRC11"),
    ("29000", "FRH02"), ("31000", "FRJ23"), ("33000", "FRI12"), ("34000", "FRJ13"), ("35000", "FRH03"),
    ("38000", "FRK24"), ("42000", "FRK25"), ("44000", "FRG01"), ("45000", "FRB06"), ("54000", "FRF31"),
    ("59000", "FRE11"), ("62000", "FRE12"), ("67000", "FRF11"), ("69001", "FRK26"), ("75001", "FR101"),
    ("76000", "FRD22"), ("80000", "FRE22"), ("87000", "FRI23"), ("97400", "FRY40"),
)  # fmt: skip
_POSTCODE, _NUTS = re.compile(r'("cp": ")\d{5}'), re.compile(r'(CountrySubentityCode": \{[^}]*"#text": ")FR\w+')
_REFERENCE = re.compile(r'("(?:identifiantInterne|idMarche)": ")[^"]*')
_KINDS = ("APPEL_OFFRE",)


def records(count: int, today: date, seed: int = 1) -> list[dict[str, Any]]:
    """So many BOAMP records published on that day, each its own procedure, in the shapes of the fictitious ones."""
    chance = random.Random(seed)
    templates = [one for one in demo_notices(today).records if one["nature"] in _KINDS and _whole(one)]
    return [_record(chance.choice(templates), number, today, chance) for number in range(count)]


def structures(count: int, seed: int = 2) -> Iterator[Structure]:
    """So many profiles: one or two trades, one to three départements, what they want."""
    chance = random.Random(seed)
    slugs, kinds = sorted(trades()), list(StructureKind)
    departements = [postcode[:3] if postcode.startswith("97") else postcode[:2] for postcode, _ in PLACES]
    departements += [f"{number:02d}" for number in range(1, 96) if number != 20]
    for number in range(count):
        wants = frozenset(Want) if chance.random() < 0.3 else frozenset(chance.sample(list(Want)[:-1], 2))
        yield Structure(
            f"s{number:06d}",
            f"Structure {number}",
            frozenset(chance.sample(kinds, chance.choice((1, 1, 2)))),
            (
                Criteria(
                    trades=frozenset(chance.sample(slugs, chance.choice((1, 1, 2)))),
                    territory=Territory(departements=frozenset(chance.sample(departements, chance.choice((1, 2, 3))))),
                    wants=wants,
                ),
            ),
        )


def _whole(record: dict[str, Any]) -> bool:
    try:
        json.loads(str(record["donnees"]))
    except ValueError:
        return False
    return True


def _record(template: dict[str, Any], number: int, today: date, chance: random.Random) -> dict[str, Any]:
    idweb, (postcode, nuts) = f"{today:%y}-{100_000 + number}", chance.choice(PLACES)
    contents = _POSTCODE.sub(rf"\g<1>{postcode}", str(template["donnees"]))
    contents = _NUTS.sub(rf"\g<1>{nuts}", contents)
    contents = _REFERENCE.sub(rf"\g<1>REF-{number}", contents)
    folder = template.get("contractfolderid")
    if folder:
        own = str(uuid.UUID(int=number + 1))
        contents, folder = contents.replace(str(folder), own), own
    return template | {
        "idweb": idweb,
        "id": idweb.replace("-", "_"),
        "filename": idweb,
        "dateparution": today.isoformat(),
        "contractfolderid": folder,
        "gestion": str(template["gestion"]).replace(str(template["idweb"]), idweb),
        "donnees": contents,
        "url_avis": f"https://www.boamp.fr/pages/avis/?q=idweb:{idweb}",
    }
