"""pydantic's findings in plain French, each with a remedy."""

import difflib
from typing import Any

_SENTENCES = {
    "missing": "cette option manque",
    "bool_parsing": "on attend true ou false",
    "bool_type": "on attend true ou false",
    "int_parsing": "on attend un nombre entier",
    "int_type": "on attend un nombre entier",
    "int_from_float": "on attend un nombre entier",
    "float_parsing": "on attend un nombre",
    "float_type": "on attend un nombre",
    "string_type": "on attend un texte entre guillemets",
    "path_type": "on attend un chemin entre guillemets",
    "model_type": "on attend une section, écrite entre crochets",
    "tuple_type": "on attend une liste de sections [[…]]",
    "string_pattern_mismatch": "on attend des minuscules, des chiffres et des tirets (2 à 31 signes)",
}


def sentence_for(detail: Any) -> str:
    """What is wrong, from one entry of `ValidationError.errors()`."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return "cette option n’existe pas"
    if kind == "value_error":
        return str(context["error"])
    for bound, words in (("ge", "au moins"), ("le", "au plus"), ("gt", "plus de"), ("lt", "moins de")):
        if bound in context:
            return f"la valeur {detail['input']!r} est hors limites : il faut {words} {context[bound]}"
    return _SENTENCES.get(kind, str(detail["msg"]))


def remedy_for(detail: Any, known: dict[str, str]) -> str:
    """What to do about it. `known`: each option's name and the section it stands in ("" for the file itself)."""
    if detail["type"] != "extra_forbidden":
        return "corrigez la valeur ; config.example.toml montre chaque option"
    name = str(detail["loc"][-1])
    near = difflib.get_close_matches(name, known, n=1)
    if not near:
        return "retirez cette ligne"
    if near[0] == name:
        return f"à mettre sous [{known[name]}]" if known[name] else "une section s’écrit entre crochets, à part"
    return f"vouliez-vous dire « {near[0]} » ?"
