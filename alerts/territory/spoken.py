"""Places as people type them in a command or a file: "Ain", "01", "Auvergne-Rhône-Alpes", "84"."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from alerts.territory.france import France
from alerts.territory.names import folded


class UnknownPlace(ValueError):
    """No such place; the message is a French sentence that proposes the nearest names."""


def departement(text: str) -> str:
    """The code of a département, by its code or its name. Raises UnknownPlace."""
    france = France.load()
    return _code(text, "département", france.departements, france.departement_name)


def region(text: str) -> str:
    """The INSEE code of a region, by its code or its name. Raises UnknownPlace."""
    france = France.load()
    return _code(text, "région", france.regions, france.region_name)


def epci(text: str) -> str:
    """The SIREN of an EPCI, by its SIREN or its whole name. Raises UnknownPlace."""
    found = France.load().epci_named(text)
    if len(found) == 1:
        return found[0]
    why = "plusieurs portent ce nom, donnez le SIREN" if found else "donnez son SIREN (9 chiffres) ou son nom entier"
    raise UnknownPlace(f"intercommunalité introuvable : « {text.strip()} » ({why}).")


def _code(text: str, what: str, codes: Iterable[str], name_of: Callable[[str], str]) -> str:
    written = text.strip()
    upper = written.upper().zfill(2) if written.isdigit() else written.upper()
    if upper in codes:
        return upper
    names = {folded(name_of(code)): code for code in codes}
    if folded(written) in names:
        return names[folded(written)]
    near = [f"{name_of(names[one])} ({names[one]})" for one in get_close_matches(folded(written), names, 3, 0.6)]
    raise UnknownPlace(f"{what} inconnu{'e' if what == 'région' else ''} : « {written} »." + _proposed(near))


def _proposed(near: list[str]) -> str:
    return f" Vouliez-vous dire {' ou '.join(near)} ?" if near else ""
