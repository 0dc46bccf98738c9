"""The letter of intent of a group: who, which lot, who does what, mandataire, kind of group; left to read and sign.

It states an intention, as people who prepare an answer together write it to one another. What binds them is for their
agreement (« convention de groupement ») and the forms of the buyer (DC1): the letter says so.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from alerts.messages.french import PARIS, capitalised, day, short_day
from alerts.messages.words import ANSWERS, reserved
from alerts.model.network import GroupForm
from alerts.model.reading import Answer
from alerts.model.reply import Sheet
from alerts.network import group_law
from alerts.network.group_view import Fellow, View
from alerts.reply_help.kit.blanks import blank
from alerts.reply_help.kit.opening import contract
from alerts.reply_help.paper import Field, GroupPaper, Items, Paper, Piece, Section, Table, Text
from alerts.reply_help.planning import StepId

TITLE = "Lettre d'intention de groupement"
DRAFT = "Projet : tous les membres n'ont pas encore donné leur accord à ce partage dans Vigie."
INTENTION = (
    "Les structures nommées ci-dessous ont l'intention de répondre ensemble à cette consultation, et préparent pour"
    " cela un groupement. Elles disent ici comment elles pensent se partager le travail."
)
BEARING = (
    "Cette lettre dit une intention. Les prix, les engagements et les responsabilités de chacun seront écrits dans une"
    " convention de groupement, et dans les formulaires de l'acheteur (DC1 ou DUME, acte d'engagement)."
)
TOGETHER = (
    "préparer sa part de la candidature et de l'offre, et donner ses pièces à temps au mandataire ;",
    "garder pour le groupe les prix, méthodes et documents que les autres lui confient ;",
    "prévenir les autres sans attendre si un empêchement survient ;",
    (
        "vérifier dans le règlement de la consultation s'il est interdit de répondre aussi seul ou dans un autre"
        " groupement (articles R2142-21 et R2151-7 du code de la commande publique)."
    ),
)
READ_AGAIN = "Relisez cette lettre ensemble. Pour un marché important, faites-la relire par votre réseau ou un juriste."


def intent_paper(view: View, sheets: Mapping[str, Sheet], kinds: Mapping[str, str], now: datetime) -> Paper:
    """`sheets`: structure → its sheet; `kinds`: structure → what it is, in words."""
    today = short_day(now.astimezone(PARIS))
    foot = f"{TITLE} – préparée avec Vigie ESS le {today}, à relire et à signer"
    return Paper(GroupPaper.INTENT, TITLE, view.case.title, tuple(_pieces(view, sheets, kinds, now)), foot)


def _pieces(view: View, sheets: Mapping[str, Sheet], kinds: Mapping[str, str], now: datetime) -> Iterator[Piece]:
    yield Text(READ_AGAIN, hint=True)
    if not view.everybody:
        yield Text(DRAFT, hint=True)
    yield Section("La consultation")
    yield from contract(view.case, now)
    yield Section("Notre intention")
    yield Text(INTENTION)
    yield from _members(view, sheets, kinds)
    yield Section("Ce que fait chacun")
    for one in view.fellows:
        yield Section(one.name, 2)
        yield Text(one.does or blank(f"ce que fait {one.name}"))
    yield from _mandataire(view)
    yield from _form(view)
    yield from _right(view)
    yield from _calendar(view)
    yield Section("Jusqu'au dépôt")
    yield Text("Chaque membre entend :")
    yield Items(TOGETHER)
    yield Text(BEARING)
    yield Section("Signatures")
    yield Text(f"Fait à {blank('lieu')}, le {blank('date')}.")
    room = "\n\n"  # to sign
    rows = tuple((one.name, _signatory(sheets, one), room) for one in view.fellows)
    yield Table(("Pour", "Nom et fonction", "Signature"), rows)


def _members(view: View, sheets: Mapping[str, Sheet], kinds: Mapping[str, str]) -> Iterator[Piece]:
    yield Section("Les membres du groupement")
    for one in view.fellows:
        sheet = sheets.get(one.id, Sheet())
        place = ", ".join(part for part in (sheet.address, f"{sheet.postcode} {sheet.town}".strip()) if part)
        yield Section(one.name, 2)
        yield Field("Dénomination sociale", sheet.legal_name)
        yield Field("Statut", capitalised(kinds.get(one.id, "")))
        yield Field("SIRET", sheet.siret)
        yield Field("Adresse", place)
        yield Field("Représentée par", _signatory(sheets, one))


def _mandataire(view: View) -> Iterator[Piece]:
    chosen = next((one.name for one in view.fellows if one.id == view.room.mandataire), "")
    yield Section("Le mandataire")
    said = "Mandataire" if view.everybody else "Mandataire proposé"
    yield Text(f"{said} : {chosen or blank('nom de la structure')}.")
    yield Text(group_law.MANDATAIRE, hint=True)


def _form(view: View) -> Iterator[Piece]:
    forms = tuple(GroupForm)
    ticked = frozenset({forms.index(view.room.form)}) if view.room.form else frozenset[int]()
    yield Section("La forme du groupement")
    yield Items(tuple(f"{name}. {means}" for name, means in map(group_law.FORMS.__getitem__, forms)), True, ticked)
    yield Text(group_law.FREE_FORM, hint=True)


def _right(view: View) -> Iterator[Piece]:
    """Only what a reserved lot asks of each."""
    if not view.reserved:
        return
    yield Section("Le droit de répondre")
    yield Field("Réservation", capitalised(reserved(view.case.reading.reservation)))
    told = tuple((one.name, _answer(one)) for one in view.fellows)
    yield Table(("Membre", "Peut répondre à ce lot réservé"), told)
    if view.right.answer is not Answer.YES:
        yield Text(view.right.words)


def _answer(one: Fellow) -> str:
    return (
        f"{ANSWERS[one.right.answer]} ; preuve à joindre"
        if one.right.answer is Answer.YES
        else (ANSWERS[one.right.answer])
    )


def _calendar(view: View) -> Iterator[Piece]:
    dated = [one for one in view.steps if one.step.on and not one.step.done]
    if not dated:
        return
    yield Section("Notre calendrier")
    rows = tuple(
        (
            capitalised(day(one.step.on)),
            one.step.title,
            "tous" if one.step.id is StepId.DEADLINE else one.holder or blank("qui"),
        )
        for one in dated
        if one.step.on
    )
    yield Table(("Au plus tard", "Étape", "Qui"), rows)


def _signatory(sheets: Mapping[str, Sheet], one: Fellow) -> str:
    sheet = sheets.get(one.id, Sheet())
    return ", ".join(part for part in (sheet.signatory, sheet.signatory_role) if part)
