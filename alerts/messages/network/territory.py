"""The territory of a network in words: its monthly letter, and what the chat shows of a period.

Five figures, a sentence each, beside those of the month before; what nobody offers; how many authorities keep measure
15 of the « Pacte pour la transition »; how proposals were shared out. A month without anything is said in a few lines,
with what was looked at: silence must be told from trouble.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from alerts.messages.french import count, number, short_day, shortened
from alerts.messages.message import Action, ActionKind, Block, Bullets, Fact, Heading, Message, Paragraph
from alerts.messages.network.distribution import NONE, TITLE, Distribution, distribution_message
from alerts.messages.network.territory_words import (
    NOT_SHOWN,
    UNCOVERED,
    asked_words,
    in_month,
    month_words,
    period_words,
    steps,
    told_words,
)
from alerts.network.scorecard import Asked, Figures, Kept, Pact, Supply, Territory

NETWORK = 48  # characters of its name in a title
MOST = 5  # trades that a letter names
MEMBERS = 15  # told one by one, of those proposed
OPEN = "Le territoire en détail"
ALL_OFFERED = "Chaque métier demandé dans un lot réservé ou à clause est celui d'un membre au moins."
NOBODY_OFFERS = "Métiers demandés que personne n'offre"
NOBODY_ASKS = "Métiers offerts que personne n'a demandés"
PACT = "Mesure 15 du Pacte pour la transition"
PACT_MEANS = (
    "au moins un contrat avec une clause ou un critère social ou environnemental, d'après les avis lus depuis le {}"
)
NOT_ALL = "« Pas trouvé » ne veut pas dire « non » : les petits contrats ne sont pas publiés."
UNREAD = "Aucun avis d'une collectivité du territoire n'a été lu depuis le {}."
TOO_FEW = "non montré, pour qu'on ne devine pas lequel."
HOW = "Chaque chiffre est expliqué sur la page du territoire, avec ses sources et des tableaux à emporter."
IN_PRIVATE = "Pour le détail, chiffre par chiffre, écrivez /reseau à Vigie, en privé."


@dataclass(frozen=True, slots=True)
class Monthly:
    """What a letter stands on. `month` and `before` are whole months, `year` ends with `month`. `shared_out`: how often
    each member was proposed that month; None where it is not told."""

    month: Territory
    before: Territory
    year: Territory
    shared_out: Distribution | None = None


def post(told: Monthly) -> Message:
    """The same in a group or a channel, where nobody is known: without the page, nor how proposals were shared out."""
    said = letter(replace(told, shared_out=None))
    return replace(said, blocks=(*said.blocks, Paragraph(IN_PRIVATE)), actions=())


def letter(told: Monthly) -> Message:
    """Without its pictures."""
    month = told.month
    title = f"Le territoire de {shortened(month.network.name, NETWORK)} {in_month(month.since)}"
    if not month.total.opportunities and not month.whole.opportunities:
        return _nothing(title, told)
    summary = _summary(month.total)
    parts = (
        *_facts(told),
        *_partly(month),
        *_supply(month.supply),
        *_pact(told.year),
        *_shared_out(told.shared_out),
        Heading("Comment c'est compté"),
        Paragraph(f"{_looked_at(month)} {HOW}"),
    )
    return Message(title, summary, parts, _open(month))


def shown(territory: Territory) -> Message:
    """Any period, as the chat shows it; without pictures or buttons of its own."""
    name = shortened(territory.network.name, NETWORK)
    title = f"Territoire de {name} : {period_words(territory.since, territory.until)}"
    facts = [Fact(step.label, step.words, strong=True) for step in steps(territory.total)]
    parts = (
        *facts,
        *_partly(territory),
        *_supply(territory.supply),
        *_pact(territory),
        Heading("Comment c'est compté"),
        Paragraph(f"{_looked_at(territory)} {HOW}"),
    )
    return Message(title, _summary(territory.total), parts, _open(territory))


def _open(territory: Territory) -> tuple[tuple[Action, ...], ...]:
    return ((Action(ActionKind.TERRITORY, OPEN, about=(str(territory.network.id),)),),)


def _nothing(title: str, told: Monthly) -> Message:
    """Short, and honest about why."""
    month = told.month
    if month.read_since is None or month.read_since >= month.until:
        why = "Vigie ne lisait pas encore d'annonces à ce moment-là : ce n'est pas qu'il n'y en a pas eu."
    elif not month.members:
        why = "Le réseau n'a pas encore de membre : son territoire et ses métiers ne sont pas connus."
    else:
        why = f"Aucune annonce n'a été vue {in_month(month.since)}. {_looked_at(month)}"
    also = "Si le territoire ou les métiers ne sont pas les bons, ses animateurs les changent dans ses réglages."
    blocks = (Paragraph(why), *_partly(month), *_shared_out(told.shared_out), Paragraph(also))
    return Message(title, why, blocks, _open(month))


def _summary(figures: Figures) -> str:
    seen = count(figures.opportunities, "annonce vue", "annonces vues")
    reserved = count(figures.reserved, "lot réservé", "lots réservés")
    return f"{seen}, {reserved}, {count(figures.claused, 'lot')} à clause sociale."


def _facts(told: Monthly) -> Iterator[Block]:
    """Five figures, a sentence each, then what they were the month before."""
    now, then = told.month.total, told.before.total
    when = _month_before(told) if _comparable(told.before) else ""
    whole = f" Tous métiers confondus : {number(told.month.whole.opportunities)}."
    yield _fact("Annonces vues", now.opportunities, then.opportunities, when, whole)
    yield _fact("Lots réservés", now.reserved, then.reserved, when)
    yield _fact("Lots à clause sociale", now.claused, then.claused, when)
    yield Fact("Annonces où un membre répond", _members(now, then, when), strong=True)
    if now.uncovered is not None:
        yield _fact(UNCOVERED, now.uncovered, then.uncovered, when)
    if not when:
        yield Paragraph(f"Pas de comparaison : les annonces n'ont pas toutes été lues {in_month(told.before.since)}.")


def _month_before(told: Monthly) -> str:
    """« En septembre », with its year when it is another one."""
    since = told.before.since
    named = month_words(since)
    return f"En {named if since.year != told.month.since.year else named.split()[0]}"


def _comparable(before: Territory) -> bool:
    """All of that month was read."""
    return before.read_since is not None and before.read_since <= before.since


def _fact(label: str, now: int, then: int | None, when: str, whole: str = "") -> Fact:
    before = f" {when} : {number(then)}." if when and then is not None else ""
    return Fact(label, f"{number(now)}.{before}{whole}", strong=True)


def _members(now: Figures, then: Figures, when: str) -> str:
    today, before = (tuple(map(told_words, (it.answered, it.won))) for it in (now, then))
    said = TOO_FEW if set(today) == {NOT_SHOWN} else f"{today[0]}. Gagnées : {today[1]}."
    if not when or set(before) == {NOT_SHOWN}:
        return said
    return f"{said} {when} : {before[0]}, gagnées : {before[1]}."


def _partly(territory: Territory) -> Iterator[Block]:
    """What the period lacks."""
    since = territory.read_since
    if since is not None and territory.since < since < territory.until:
        yield Paragraph(f"Les annonces ne sont lues que depuis le {short_day(since)} : le début n'y est pas.")


def _supply(supply: Supply) -> Iterator[Block]:
    yield Heading(NOBODY_OFFERS)
    lacking = supply.nobody_offers
    if lacking:
        yield Bullets((*(f"{one.label} : {asked_words(one)[0]}" for one in lacking[:MOST]), *_more(lacking)))
    else:
        yield Paragraph(ALL_OFFERED if any(one.lots for one in supply.trades) else "Aucun métier n'a été demandé.")
    idle = supply.nobody_asks
    if idle:
        named = ", ".join(one.label for one in idle[:MOST])
        yield Fact(NOBODY_ASKS, f"{named}{'…' if len(idle) > MOST else '.'}")


def _more(lacking: Sequence[Asked]) -> Iterator[str]:
    left = len(lacking) - MOST
    if left > 0:
        yield f"et {count(left, 'autre métier', 'autres métiers')}"


def _pact(territory: Territory) -> Iterator[Block]:
    pact = territory.pact
    if not pact.authorities:
        return
    yield Heading(PACT)
    if not any(pact.count(state) for state in (Kept.YES, Kept.NO, Kept.CHECK)):
        yield Paragraph(
            f"Aucun avis d'une collectivité du territoire n'a été lu depuis le {short_day(territory.since)}."
        )
        return
    yield Fact("Collectivités qui tiennent la mesure", _kept(pact, territory.since), strong=True)
    yield Paragraph(NOT_ALL)


def _kept(pact: Pact, since: date) -> str:
    yes, no, check = (pact.count(state) for state in (Kept.YES, Kept.NO, Kept.CHECK))
    doubt = f" ; {number(check)} à vérifier" if check else ""
    means = PACT_MEANS.format(short_day(since))
    unseen = ""
    if pact.unseen_communes:
        of = count(pact.communes, "commune")
        unseen = f" Aucun avis lu pour {number(pact.unseen_communes)} des {of}."
    return f"{number(yes)} oui, avec preuve ; {number(no)} pas trouvé{doubt}. La mesure : {means}.{unseen}"


def _shared_out(found: Distribution | None) -> Iterator[Block]:
    """Published to members; where nobody was proposed, how turns are taken can wait."""
    if found is None or not found.lines:
        return
    yield Heading(TITLE)
    yield from distribution_message(found, MEMBERS).blocks if found.total else (Paragraph(NONE),)


def _looked_at(territory: Territory) -> str:
    """Places, trades."""
    where = f"Territoire regardé : {territory.where}." if territory.where else ""
    what = f"Métiers regardés : {territory.what}." if territory.what else ""
    return " ".join(filter(None, (where, what)))
