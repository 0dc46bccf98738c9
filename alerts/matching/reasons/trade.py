"""Does the lot belong to the structure's trades?

A CPV code proves it. Words prove it where the CPV is missing or too broad to say; against a precise CPV of another
trade, only the title is listened to, and the answer is «à vérifier».
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from alerts.matching.document import LotFacts, Words
from alerts.matching.reasons.sentence import told
from alerts.matching.trades import Trade, known, trades_around
from alerts.model.match import Criterion, Reason, Verdict

Opinion = tuple[Verdict, str]
SHOWN = 3


def reason(trades: frozenset[str], prefixes: frozenset[str], lot: LotFacts) -> Reason | None:
    """None when the profile asks for no trade in particular."""
    if not trades and not prefixes:
        return None
    verdict, text = _best(chain(_trades(trades, lot), _prefixes(prefixes, lot)))
    return told(Criterion.TRADE, verdict, text or _none_of(trades, prefixes, lot))


def _trades(slugs: frozenset[str], lot: LotFacts) -> Iterator[Opinion | None]:
    return (by_trade(one, lot) for one in known(slugs))


def _prefixes(prefixes: frozenset[str], lot: LotFacts) -> Iterator[Opinion | None]:
    return (by_prefix(prefix, lot) for prefix in sorted(prefixes))


def _best(opinions: Iterator[Opinion | None]) -> Opinion:
    """The first that is for, or else the first that is to be checked."""
    best: Opinion = (Verdict.AGAINST, "")
    for opinion in opinions:
        if opinion and opinion[0] is Verdict.FOR:
            return opinion
        if opinion and best[0] is Verdict.AGAINST:
            best = opinion
    return best


def by_trade(one: Trade, lot: LotFacts) -> Opinion | None:
    """What speaks for a trade; None when nothing does."""
    if one.slug not in lot.opinions:
        lot.opinions[one.slug] = _trade_opinion(one, lot)
    return lot.opinions[one.slug]


def by_prefix(prefix: str, lot: LotFacts) -> Opinion | None:
    """What speaks for a free CPV prefix: a code, or the words of the trades around it (then always to be checked)."""
    if prefix not in lot.opinions:
        lot.opinions[prefix] = _prefix_opinion(prefix, lot)
    return lot.opinions[prefix]


def _trade_opinion(one: Trade, lot: LotFacts) -> Opinion | None:
    if code := _covered(one.cpv_prefixes, lot.cpv):
        return Verdict.FOR, f"Métier : {one.label} (code CPV {code})"
    return _by_words(one.slug, f"Métier : {one.label}", lot, vague=_says_little(one.cpv_prefixes, lot.cpv))


def _prefix_opinion(prefix: str, lot: LotFacts) -> Opinion | None:
    if code := _covered((prefix,), lot.cpv):
        return Verdict.FOR, f"Métier : code CPV {code}, dans votre préfixe {prefix}"
    vague = _says_little((prefix,), lot.cpv)
    for slug in trades_around(prefix) if vague else ():
        if found := _by_words(slug, f"Métier : votre préfixe CPV {prefix}", lot, vague=True):
            return Verdict.CHECK, found[1]
    return _nothing_known(f"Métier : votre préfixe CPV {prefix}", lot)


def _by_words(slug: str, label: str, lot: LotFacts, *, vague: bool) -> Opinion | None:
    if word := lot.title.trades.get(slug):
        where = "dans les rubriques de l'annonce" if slug in lot.title.labelled else "dans l'intitulé"
        if vague:
            return Verdict.FOR, f"{label} (« {word} » {where})"
        return Verdict.CHECK, f"{label} : « {word} » {where}, mais code CPV {lot.cpv[0]} d'un autre métier"
    if vague and (word := lot.body.trades.get(slug)):
        return Verdict.CHECK, f"{label} : « {word} » dans la description seulement{_codes(lot)}"
    if vague and (word := lot.elsewhere.trades.get(slug)):
        return Verdict.CHECK, f"{label} : « {word} » dans l'avis, peut-être pour un autre lot{_codes(lot)}"
    return _nothing_known(label, lot)


def _codes(lot: LotFacts) -> str:
    return f", code CPV {lot.cpv[0]} trop général pour le dire" if lot.cpv else ", sans code CPV"


def _nothing_known(label: str, lot: LotFacts) -> Opinion | None:
    if lot.cpv or not all(_mute(words) for words in (lot.title, lot.body, lot.elsewhere)):
        return None
    return Verdict.CHECK, f"{label} : l'avis ne donne ni intitulé ni code CPV"


def _mute(words: Words) -> bool:
    return words.empty


def _covered(prefixes: Iterable[str], codes: Iterable[str]) -> str | None:
    known = tuple(prefixes)
    return next((code for code in codes if code.startswith(known)), None)


def _says_little(prefixes: Iterable[str], codes: tuple[str, ...]) -> bool:
    """True when no code is precise enough to tell: 45000000 (works) says little of 4523 (roads)."""
    known = tuple(prefixes)
    return all(any(prefix.startswith(_significant(code)) for prefix in known) for code in codes)


def _significant(code: str) -> str:
    return code[: max(2, len(code.rstrip("0")))]


def _none_of(trades: frozenset[str], prefixes: frozenset[str], lot: LotFacts) -> str:
    names = [one.label for one in known(trades)] + [f"CPV {prefix}" for prefix in sorted(prefixes)]
    asked = " ; ".join(names[:SHOWN]) + (" ; …" if len(names) > SHOWN else "")
    codes = f"code CPV {', '.join(lot.cpv[:SHOWN])}" if lot.cpv else "pas de code CPV"
    return f"Métier : rien dans l'avis ne correspond à ce que vous faites ({asked}) ; {codes}"
