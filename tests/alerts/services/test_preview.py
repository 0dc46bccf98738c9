"""How much to expect, in words."""

import pytest

from alerts.services.preview import Preview, per_week_words, volume_words


@pytest.mark.parametrize(
    ("per_week", "words"),
    [
        (0, "moins d’une par semaine"),
        (0.5, "moins d’une par semaine"),
        (0.95, "environ 1 par semaine"),
        (1.1, "environ 1 par semaine"),
        (3.4, "3 ou 4 par semaine"),
        (3.9, "environ 4 par semaine"),
        (19.5, "19 ou 20 par semaine"),
        (22.9, "environ 25 par semaine"),
        (50, "environ 50 par semaine"),
        (51, "plus de 50 par semaine : précisez vos métiers ou votre territoire"),
    ],
)
def test_a_week(per_week: float, words: str) -> None:
    assert per_week_words(per_week) == words


@pytest.mark.parametrize(
    ("preview", "sentence"),
    [
        (Preview((), None, 0, 0), "Le volume à prévoir est en cours de calcul."),
        (
            Preview((), None, 1, 1),
            (
                "Sur la dernière journée, ce profil aurait reçu une annonce ; "
                "c’est trop court pour dire combien par semaine."
            ),
        ),
        (
            Preview((), 3.3, 14, 30),
            "Sur les 30 derniers jours, ce profil aurait reçu 14 annonces (3 ou 4 par semaine).",
        ),
        (
            Preview((), 0.0, 0, 30),
            (
                "Sur les 30 derniers jours, ce profil n’aurait reçu aucune annonce. "
                "Élargir le territoire ou les métiers peut en amener."
            ),
        ),
    ],
)
def test_a_sentence_for_a_screen(preview: Preview, sentence: str) -> None:
    assert volume_words(preview) == sentence
