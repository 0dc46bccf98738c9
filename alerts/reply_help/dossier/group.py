"""What an answer of several adds (R2142-22, R2142-25, checked on 22/11/2026, source V)."""

from collections.abc import Iterator

from alerts.model.reply import Manner
from alerts.reply_help.case import Case
from alerts.reply_help.dossier.document import Document, Stage


def of_group(case: Case) -> Iterator[Document]:
    if case.manner is not Manner.TOGETHER:
        return
    yield Document(
        "doc-habilitation",
        "Habilitation du mandataire",
        "chaque membre autorise l'un d'eux à signer et à parler pour tous",
        "dans le DC1, ou un pouvoir signé par chaque membre",
        Stage.CANDIDACY,
        "pour ce marché seulement",
        evidence=case.asks.group,
    )
    yield Document(
        "doc-accord",
        "Accord entre vous",
        "qui fait quoi, à quel prix, qui est mandataire, groupement conjoint (chacun sa part) ou solidaire (chacun le "
        "tout)",
        "vous l'écrivez ensemble ; l'acheteur ne le demande pas, il vous protège",
        Stage.CANDIDACY,
        "pour ce marché seulement",
    )
