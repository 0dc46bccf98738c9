"""Who the candidate is: the same lines in DC1 and DC2."""

from collections.abc import Iterator

from alerts.reply_help.case import Case
from alerts.reply_help.paper import Field, Piece


def identity(case: Case) -> Iterator[Piece]:
    """What is not in the sheet is a line to fill in by hand."""
    sheet = case.sheet
    usual = case.structure.name if case.structure.name != sheet.legal_name else ""
    yield Field("Nom commercial", usual or sheet.legal_name)
    yield Field("Dénomination sociale", sheet.legal_name)
    yield Field("Forme juridique", sheet.legal_form)
    yield Field("Adresse de l'établissement", _address(case))
    yield Field("Adresse du siège, si elle est différente")
    yield Field("Courriel", sheet.email)
    yield Field("Téléphone", sheet.phone)
    yield Field("SIRET", sheet.siret)
    signatory = ", ".join(one for one in (sheet.signatory, sheet.signatory_role) if one)
    yield Field("Personne qui engage la structure (nom, qualité)", signatory)


def _address(case: Case) -> str:
    sheet = case.sheet
    town = " ".join(one for one in (sheet.postcode, sheet.town) if one)
    return ", ".join(one for one in (sheet.address, town) if one)
