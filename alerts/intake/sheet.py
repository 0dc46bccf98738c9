"""The sheet of a structure, field by field, as its manager types it: understood, or told what is not.

`FIELDS` is what is asked, in order. An empty answer empties the field.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from email_validator import EmailNotValidError, validate_email

from alerts.intake.amounts import count
from alerts.intake.pauses import Misunderstood
from alerts.intake.sheet_lists import references, references_words, turnover, turnover_words
from alerts.messages.french import number
from alerts.model.reply import Sheet

NOT_A_SIRET = "Le SIRET compte 14 chiffres : vérifiez-le sur un avis de situation de l'INSEE."
WRONG_KEY = "Ce SIRET n'existe pas : un de ses chiffres est faux. Vérifiez-le sur un avis de situation de l'INSEE."
NOT_A_POSTCODE = "Un code postal compte 5 chiffres, comme 69003."
NOT_AN_EMAIL = "Cette adresse e-mail n'est pas comprise. Elle s'écrit comme « contact@exemple.org », sans espace."
NOT_A_PHONE = "Ce numéro de téléphone n'est pas compris. Il s'écrit comme 04 00 00 00 00."
NOT_A_COUNT = "Écrivez un nombre en équivalents temps plein, comme 12 ou 12,5."
LINE, PAGE = 200, 3000  # characters of a line, of a text
MOST_FTE = 20_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One field. `hint` says how to answer; `long`: several lines may be typed."""

    name: str
    label: str
    hint: str = ""
    long: bool = False


FIELDS = (
    Asked("legal_name", "Dénomination légale", "Comme sur les statuts ou l'extrait Kbis."),
    Asked("legal_form", "Forme juridique", "Association loi 1901, SCIC, SARL…"),
    Asked("siret", "SIRET", "14 chiffres : celui de l'établissement qui répond."),
    Asked("address", "Adresse", "Numéro et rue."),
    Asked("postcode", "Code postal"),
    Asked("town", "Commune"),
    Asked(
        "email", "E-mail pour les marchés", "L'acheteur écrit à cette adresse : choisissez une boîte lue chaque jour."
    ),
    Asked("phone", "Téléphone"),
    Asked("signatory", "Qui signe", "Prénom et nom de la personne qui engage la structure."),
    Asked("signatory_role", "Sa fonction", "Présidence, direction, gérance…"),
    Asked("staff", "Effectif total", "En équivalents temps plein (ETP), tous les salariés."),
    Asked("insertion_fte", "Personnes en parcours", "En ETP : salariés en insertion, ou travailleurs handicapés."),
    Asked("supervisors", "Encadrement technique", "En ETP."),
    Asked("turnover", "Chiffre d'affaires", "Une ligne par année, par exemple « 2025 : 410 000 ».", long=True),
    Asked(
        "references",
        "Références",
        "Une ligne par marché : quoi ; pour qui ; année ; montant.",
        long=True,
    ),
    Asked("follow_up", "Accompagnement des personnes", "Quelques phrases : qui, à quel rythme, sur quoi.", long=True),
    Asked("training", "Formation", "Ce que vos salariés apprennent, et comment.", long=True),
    Asked("exits", "Ce que deviennent les personnes", "Emplois, formations, chiffres si vous en avez.", long=True),
    Asked("equipment", "Matériel", "Véhicules, machines, locaux.", long=True),
    Asked("quality", "Qualité", "Contrôles, interlocuteur, délais de réaction.", long=True),
    Asked("safety", "Sécurité", "Consignes, équipements, formations.", long=True),
    Asked("environment", "Environnement", "Produits, déplacements, déchets, réemploi.", long=True),
)
BY_NAME = {one.name: one for one in FIELDS}


def understand(name: str, text: str, before: Sheet, today: date) -> Sheet | Misunderstood:
    """`before` with one field as typed. Raises KeyError when no field has this name; never for the text."""
    asked = BY_NAME[name]
    typed = text.replace("\0", "").strip()
    if not typed:
        return replace(before, **{name: getattr(Sheet(), name)})
    if len(typed) > (PAGE if asked.long else LINE):
        return Misunderstood(f"C'est trop long : {PAGE if asked.long else LINE} signes au plus.")
    found = _READERS.get(name, _page if asked.long else _line)(typed, today)
    return found if isinstance(found, Misunderstood) else replace(before, **{name: found})


def understand_all(typed: Mapping[str, str], before: Sheet, today: date) -> tuple[Sheet, dict[str, str]]:
    """A whole form: the sheet with what is understood, and field → the sentence for what is not. Names that are not
    fields are left out; fields that are not typed stay as they were."""
    sheet, wrong = before, dict[str, str]()
    for asked in FIELDS:
        if asked.name in typed:
            match understand(asked.name, typed[asked.name], sheet, today):
                case Misunderstood(why):
                    wrong[asked.name] = why
                case understood:
                    sheet = understood
    return sheet, wrong


def said_back(name: str, sheet: Sheet) -> str:
    """What the sheet holds of this field, as it could be typed again; "" when it holds nothing."""
    held = getattr(sheet, name)
    match name:
        case "turnover":
            return turnover_words(sheet.turnover)
        case "references":
            return references_words(sheet.references)
        case "siret":
            return f"{held[:3]} {held[3:6]} {held[6:9]} {held[9:]}".strip()
    return number(held) if isinstance(held, float) else str(held or "")


def faults(sheet: Sheet, today: date) -> dict[str, str]:
    """Field → what is wrong with it, for a sheet that comes from elsewhere than the readers above."""
    return understand_all({one.name: said_back(one.name, sheet) for one in FIELDS}, Sheet(), today)[1]


def tidied(sheet: Sheet) -> Sheet:
    """Its texts without blanks that nobody meant: a name is on one line."""
    held = ((one, getattr(sheet, one.name)) for one in FIELDS)
    texts: dict[str, Any] = {
        one.name: (_page if one.long else _line)(text, date.min) for one, text in held if isinstance(text, str)
    }
    return replace(sheet, **texts)


def is_siret(digits: str) -> bool:
    """14 digits whose key is right (Luhn's, as INSEE does for the SIREN and the SIRET)."""
    if len(digits) != 14 or not digits.isascii() or not digits.isdigit() or set(digits) == {"0"}:
        return False
    doubled = (int(sign) * (2 if at % 2 == 0 else 1) for at, sign in enumerate(digits))
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


def _line(text: str, today: date) -> str:  # noqa: ARG001
    return " ".join(text.replace("\0", "").split())


def _page(text: str, today: date) -> str:  # noqa: ARG001
    lines = [" ".join(line.split()) for line in text.replace("\0", "").splitlines()]
    return "\n".join(lines).strip()


def _siret(text: str, today: date) -> str | Misunderstood:  # noqa: ARG001
    digits = "".join(text.replace(".", " ").split())
    if len(digits) != 14 or not digits.isascii() or not digits.isdigit():
        return Misunderstood(NOT_A_SIRET)
    return digits if is_siret(digits) else Misunderstood(WRONG_KEY)


def _postcode(text: str, today: date) -> str | Misunderstood:  # noqa: ARG001
    digits = "".join(text.split())
    good = len(digits) == 5 and digits.isascii() and digits.isdigit() and "00999" < digits < "98900"
    return digits if good else Misunderstood(NOT_A_POSTCODE)


def _email(text: str, today: date) -> str | Misunderstood:  # noqa: ARG001
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        return Misunderstood(NOT_AN_EMAIL)


def _phone(text: str, today: date) -> str | Misunderstood:
    folded = _line(text, today)
    digits = sum(sign.isdigit() for sign in folded)
    return folded if 10 <= digits <= 15 and set(folded) <= set("0123456789 +().-/") else Misunderstood(NOT_A_PHONE)


def _fte(text: str, today: date) -> float | Misunderstood:  # noqa: ARG001
    found = count(text, MOST_FTE)
    return Misunderstood(NOT_A_COUNT) if found is None else found


_READERS: dict[str, Callable[[str, date], Any]] = {
    "siret": _siret,
    "postcode": _postcode,
    "email": _email,
    "phone": _phone,
    "staff": _fte,
    "insertion_fte": _fte,
    "supervisors": _fte,
    "turnover": turnover,
    "references": references,
}
