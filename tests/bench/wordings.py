"""Finding which texts hold one of our wordings: one automaton on folded text, beside one big regular expression.

The peer folds with NFKD, as is usual, and tries every wording in one alternation. Both answer the same question:
where do wordings end in each text. Then the whole reading of notices, sentence by sentence, for the record.
"""

import random
import re
import unicodedata

import ahocorasick

from alerts.clauses import read as reading
from alerts.clauses.fold import fold
from alerts.clauses.triggers import TRIGGERS
from alerts.clauses.vocabulary.beneficiaries import BENEFICIARIES
from alerts.clauses.vocabulary.environment import ENVIRONMENT
from alerts.clauses.vocabulary.social import SOCIAL
from scrapers.notice import Notice, NoticeKind, Passage, Topic
from tests.bench.row import Row, in_turn

_FILLERS = (
    "Les plis sont remis sur le profil d'acheteur avant la date limite indiquée au règlement de la consultation.",
    "Le délai de validité des offres est de cent vingt jours à compter de la date limite de réception.",
    "Une retenue de garantie de 5 % est prévue ; elle peut être remplacée par une garantie à première demande.",
    "Les prix sont révisés chaque année à la date anniversaire selon la formule du cahier des charges.",
    "La visite du site est obligatoire ; un certificat est remis à chaque candidat présent.",
    "Modalités essentielles de financement : fonds propres, paiement à trente jours par virement.",
    "Le candidat produit une déclaration sur l'honneur et la liste des références des trois dernières années.",
)
_TOLD = (
    "Le lot {n} est réservé aux structures d'insertion par l'activité économique (article L2113-13).",
    "Le marché comporte une clause sociale d'insertion de {n}0 heures.",
    "La consultation comporte des conditions d'exécution à caractère environnemental.",
)


def bench(full: bool) -> list[Row]:
    """Equal results are asserted before anything is timed."""
    texts = _texts(2_000 if full else 400)
    wordings = sorted({fold(piece) for piece in _wordings()})
    automaton, expression = _automaton(wordings), _expression(wordings)
    assert [_ours(text, automaton) for text in texts] == [_peer(text, expression) for text in texts]
    ours, peer = in_turn(
        lambda: [_ours(text, automaton) for text in texts], lambda: [_peer(text, expression) for text in texts]
    )
    scale = 1e6 / len(texts)
    what = f"finding {len(wordings)} wordings in a notice"
    return [
        Row("wordings", what, ours * scale, "µs", "one regular expression, NFKD", peer * scale),
        *_folding(texts, scale),
        _whole(texts),
    ]


def _folding(texts: list[str], scale: float) -> list[Row]:
    for text in texts:
        assert fold(text) == _nfkd(text)
    ours, peer = in_turn(lambda: [fold(text) for text in texts], lambda: [_nfkd(text) for text in texts])
    return [Row("wordings", "folding a notice", ours * scale, "µs", "NFKD", peer * scale)]


def _whole(texts: list[str]) -> Row:
    notices = [
        Notice("bench", str(number), NoticeKind.CALL, "", passages=(Passage("texte", text, Topic.CONDITIONS),))
        for number, text in enumerate(texts)
    ]

    def read_all() -> None:
        reading._read.cache_clear()
        for notice in notices:
            reading.read_notice(notice)

    (seconds,) = in_turn(read_all, rounds=3)
    return Row("wordings", "reading a notice: reservation, clauses, proofs", seconds / len(texts) * 1e6, "µs")


def _texts(count: int) -> list[str]:
    """Notices of about five thousand characters; one in eight says something of our subject."""
    chance = random.Random(2026)
    texts = []
    for number in range(count):
        sentences = [chance.choice(_FILLERS) for _ in range(48)]
        if number % 8 == 0:
            sentences.insert(chance.randrange(48), chance.choice(_TOLD).format(n=chance.randrange(1, 9)))
        texts.append(f"Avis {number}. " + " ".join(sentences))
    return texts


def _wordings() -> list[str]:
    tables = (*BENEFICIARIES.values(), *SOCIAL.values(), *ENVIRONMENT.values())
    lines = [line for table in tables for line in table]
    return [piece.strip() for line in lines for piece in line.split("…") if len(piece.strip()) > 4] + list(TRIGGERS)


def _automaton(wordings: list[str]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
    for wording in wordings:
        automaton.add_word(wording)
    automaton.make_automaton()
    return automaton


def _ours(text: str, automaton: ahocorasick.Automaton) -> list[tuple[int, int]]:
    """Longest wordings that do not overlap, from the left: start and end."""
    return [(end - length + 1, end + 1) for end, length in automaton.iter_long(fold(text))]


def _expression(wordings: list[str]) -> re.Pattern[str]:
    longest_first = sorted(wordings, key=len, reverse=True)
    return re.compile("|".join(re.escape(wording) for wording in longest_first))


def _peer(text: str, expression: re.Pattern[str]) -> list[tuple[int, int]]:
    return [match.span() for match in expression.finditer(_nfkd(text))]


def _nfkd(text: str) -> str:
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)
    ).lower()
