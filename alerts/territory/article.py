"""The article that goes with the name of a département: « l'Ain », « les Yvelines », « Paris »."""

from alerts.territory.france import France
from alerts.territory.names import folded

_BARE = frozenset({"75", "974", "975", "976", "977", "978", "986"})  # 974 holds its own: « La Réunion »
_PLURAL = frozenset(
    {"04", "05", "06", "08", "13", "22", "40", "64", "65", "66", "78", "79", "88", "92", "984"},
)
_MASCULINE = frozenset(
    {
        *("14", "15", "18", "25", "29", "30", "32", "39", "41", "45", "46", "47", "49", "56"),
        *("59", "62", "63", "67", "68", "69", "81", "82", "83", "84", "90", "94", "95"),
    }
)
_SILENT = ("a", "e", "i", "o", "u", "y", "herault")  # the h of « Hérault » is silent, that of « Haute-Loire » is not


def with_article(code: str) -> str:
    """« l'Ain » for "01". Those that are in no list are feminine: « la Creuse »."""
    name = France.load().departement_name(code)
    if code in _BARE:
        return name
    if code in _PLURAL:
        return f"les {name}"
    if folded(name).startswith(_SILENT):
        return f"l'{name}"
    return f"{'le' if code in _MASCULINE else 'la'} {name}"
