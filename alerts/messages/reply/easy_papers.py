"""Each document of an answer in plain words: what it is, where to get it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plain:
    """Short sentences."""

    what: tuple[str, ...]
    where: tuple[str, ...]


PAPERS: dict[str, Plain] = {
    "doc-dc1": Plain(
        ("Ce formulaire dit qui répond.", "Il dit aussi à quel lot vous répondez."),
        ("Il est gratuit sur le site economie.gouv.fr.", "Le fichier « candidature » de Vigie donne les réponses."),
    ),
    "doc-dc2": Plain(
        ("Ce formulaire présente votre structure.", "Il donne vos chiffres, votre équipe et votre matériel."),
        ("Il est gratuit sur le site economie.gouv.fr.", "Le fichier « candidature » de Vigie donne les réponses."),
    ),
}
