"""What only the winner is asked, once chosen (R2144-4; D8222-5 and D8254-2 of the code du travail are from memory;
checked on 22/11/2026). Décennale: code des assurances, L241-1, from memory."""

from collections.abc import Iterator

from alerts.model.reply import ProofKind
from alerts.reply_help.case import Case
from alerts.reply_help.dossier.candidacy import is_works
from alerts.reply_help.dossier.document import Document, Stage, from_drawer
from alerts.reply_help.proofs import identity_of

_FREE = "Votre SIRET suffit si l'acheteur peut consulter cette pièce gratuitement (R2143-13)."


def winner(case: Case) -> Iterator[Document]:
    """Those already asked for with the candidacy are taken out by whoever puts the list together."""
    yield from_drawer(ProofKind.VIGILANCE_URSSAF, Stage.WINNER)
    yield from_drawer(ProofKind.ATTESTATION_FISCALE, Stage.WINNER)
    for kind in identity_of(case.structure.kinds, case.sheet.legal_form):
        yield from_drawer(kind, Stage.WINNER, check=_FREE if kind is not ProofKind.STATUTS else "")
    yield from_drawer(ProofKind.ASSURANCE_RC, Stage.WINNER)
    if is_works(case):
        yield from_drawer(
            ProofKind.ASSURANCE_DECENNALE,
            Stage.WINNER,
            check="Obligatoire pour les travaux de construction ; demandez à votre assureur si ceux du lot en sont.",
        )
    yield Document(
        "doc-etrangers",
        "Liste des salariés étrangers soumis à autorisation de travail",
        "nom, date d'embauche, titre ; ou l'attestation que vous n'en employez pas",
        "vous l'écrivez",
        Stage.WINNER,
        "six mois",
    )
    yield Document(
        "doc-jugement",
        "Jugement de redressement judiciaire",
        "il prouve que vous pouvez continuer votre activité",
        "au greffe du tribunal",
        Stage.WINNER,
        check="Seulement si vous êtes en redressement judiciaire.",
        optional=True,
    )
