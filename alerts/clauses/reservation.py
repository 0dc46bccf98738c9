"""Does a statement say that the contract is reserved, and to whom?

Order of the rules: denials and false friends, the act of reserving, the beneficiary named, the article cited.
The beneficiary named outranks the number of the article; when they exclude each other it is a contradiction.
"""

import re
from dataclasses import replace

from alerts.clauses import articles
from alerts.clauses.act import Act, ActKind
from alerts.clauses.acts import acts
from alerts.clauses.claims import ALL, WORKSHOPS, Claim, Said
from alerts.clauses.patterns import either, words
from alerts.clauses.statement import Statement
from alerts.model.reading import Beneficiary
from scrapers.notice import Topic

ORGANISATIONS = {one.value: one for one in Beneficiary} | {"iae": Beneficiary.SIAE}
WORKERS = {f"workers_{one.value}": one for one in Beneficiary if one is not Beneficiary.ESS}

_ENTERPRISE_FIT_FOR = re.compile(r"entreprises? adaptees? (?:a|au|aux) (?!des (?:etab|serv)|l'esat)")
_SHELTERED_YES = re.compile(r":\s*oui\b|doit etre execute .{0,80}proteges\W*$|execute (?:uniquement|exclusivement)")
_BOTH = re.compile(r"a la fois|conjointement|cumulativement|simultanement")
_RESPECTIVELY = re.compile(r"\brespectivement\b")


def claim(statement: Statement) -> Claim | None:
    """The claim that a statement makes about a reservation, or None."""
    if not statement.worth:
        return _open_to_all(statement)
    found = acts(statement)
    for act in found:
        if (made := _claim_of(act, statement)) is not None:
            made = replace(made, bare=_is_bare(act, statement))
            return replace(made, local=act.kind is ActKind.RESERVED and not act.about_contract and act.start > 5)
    if statement.has("sheltered_execution") and _SHELTERED_YES.search(statement.folded):
        return _made(Said.SHELTERED, statement, possible=WORKSHOPS)
    return None if found else _open_to_all(statement) or _hint(statement)


# Beside an article, these say that it reserves: "au profit des…", "pour pouvoir soumissionner".
_SAYS_SO = re.compile(
    r"\b(?:marches?|lots?|contrats?)\s(?:\S+\s)?reserv|\bpour (?:pouvoir )?(?:soumissionner|candidater|repondre)\b"
    r"|\b(?:au (?:benefice|profit)|en faveur|a destination) d"
    r"|\b(?:marche|lot|contrat|accord-cadre)\b.{0,25}\b(?:devolu|attribu|destin)\w*\sa(?:ux?)?\b"
)


def _is_bare(act: Act, statement: Statement) -> bool:
    """An article cited without a word that reserves: buyers also cite it, wrongly, for a mere clause."""
    return act.kind is ActKind.ARTICLE and _SAYS_SO.search(statement.folded) is None


_EVERYBODY = re.compile(
    r"\b(?:toute|toutes les|tous les|tout)\s(?:entreprises?|operateurs?|candidats?|prestataires?|societes?)\s"
    r"(?:economiques?\s|interesse\w*\s)?peu(?:ven)?t\s(?:\S+\s)?(?:repondre|candidater|soumissionner|participer)"
    r"|\bouvert\w* a (?:tous|toutes)\b"
)


def _open_to_all(statement: Statement) -> Claim | None:
    if "tou" not in statement.folded or _EVERYBODY.search(statement.folded) is None or statement.groups:
        return None
    return _made(Said.OPEN, statement)


def carried_on(statement: Statement, before: Claim) -> Claim | None:
    """The rest of a sentence, or of a list, that only names more groups: "le lot 3 aux SIAE", "- aux ESAT"."""
    if statement.has("social_clause", "social_means", "criterion_frame", "employment_duty"):
        return None
    organisations, _ = named(statement, 0, _end_of_group(statement, 0))
    if not organisations:
        return replace(before, scope=statement.scope) if statement.runs_on and statement.scope.named else None
    same_lots = statement.scope.everywhere
    together = organisations | before.to if same_lots and _may_go_together(organisations | before.to) else organisations
    made = _named(statement, together, frozenset(), articles.reserved_to(statement.citations))
    made = replace(made, bare=before.bare)
    return replace(made, scope=before.scope) if same_lots else made


def _claim_of(act: Act, statement: Statement) -> Claim | None:
    if act.kind is ActKind.DENIAL:
        return None if statement.has("profession") else _made(Said.DENIED, statement)
    if act.kind in (ActKind.OTHER_THING, ActKind.WORK):
        return None
    if statement.has("sheltered_execution"):
        return _made(Said.SHELTERED, statement, possible=WORKSHOPS)
    if statement.has("form_sentence"):
        return _made(Said.UNNAMED, statement, possible=WORKSHOPS)
    return _to_whom(act, statement)


def _to_whom(act: Act, statement: Statement) -> Claim | None:
    organisations, workers = named(statement, act.end, _end_of_group(statement, act.end))
    if not organisations and not workers and not _BUYER_ACTS.search(statement.folded[: act.start]):
        organisations, workers = named(statement, 0, act.start)
    by_article = articles.reserved_to(statement.citations)
    if not organisations and workers and not act.about_contract and workers != by_article:
        return None
    if organisations or workers:
        return _named(statement, organisations, workers, by_article)
    if by_article:
        made = _by_article(statement, by_article)
        return None if made is None else replace(made, by_article=True)
    return _unnamed(act, statement)


# What follows no longer says to whom: subcontracting, a clause, those shut out.
_END_OF_GROUP = re.compile(
    either(
        rf"\b{words('clause clauses hors sauf excepte')}",
        *(r"\bsous[- ]?trait", r"\brecour", r"\bafin d", r"\ben vue d", "exclusion", r"\bet non\b", r"\bau detriment"),
    )
)
_BUYER_ACTS = re.compile(
    r"^(?:l'|le |la )?(?:esat|ea|entreprise adaptee)\b.{0,60}\b(?:lance|passe|organise|souhaite|publie|achete)"
)


def _end_of_group(statement: Statement, start: int) -> int | None:
    end = _END_OF_GROUP.search(statement.folded, start)
    return None if end is None else end.start()


def named(
    statement: Statement, start: int, end: int | None = None
) -> tuple[frozenset[Beneficiary], frozenset[Beneficiary]]:
    """Organisations and workers named between two positions of the folded text."""
    stop = len(statement.folded) if end is None else end
    organisations, workers = set(), set()
    for mention in statement.mentions:
        if not start <= mention.start < stop:
            continue
        if mention.concept in ORGANISATIONS and not _other_sense(statement, mention.start, mention.concept):
            organisations.add(ORGANISATIONS[mention.concept])
        elif mention.concept in WORKERS:
            workers.add(WORKERS[mention.concept])
    return frozenset(organisations), frozenset(workers)


_WATER = re.compile(r"siae?(?:p|pa)?\b.{0,60}(?:eau|assainissement)|syndicat.{0,40}siae")


def _other_sense(statement: Statement, start: int, concept: str) -> bool:
    """ "entreprise adaptée à la taille du chantier"; SIAE, the water syndicate."""
    rest = statement.folded[start : start + 60]
    if re.match(r"(?:ea|ei|ai|cat)\b", rest) and not statement.text[start : start + 2].isupper():
        return True  # "j'ai": short names count in capitals only
    if concept == "ea_esat":
        return _ENTERPRISE_FIT_FOR.match(rest) is not None
    return concept == "siae" and _WATER.match(rest) is not None


def _named(
    statement: Statement,
    organisations: frozenset[Beneficiary],
    workers: frozenset[Beneficiary],
    by_article: frozenset[Beneficiary],
) -> Claim:
    to = organisations or workers
    everything = to | workers | by_article
    if _RESPECTIVELY.search(statement.folded) and len(to) > 1:
        return _made(Said.UNNAMED, statement, possible=to)
    if workers - to and by_article != everything and not (_BOTH.search(statement.folded) and everything <= WORKSHOPS):
        return _made(Said.CONTRADICTORY, statement, possible=everything)
    if workers - to:
        to = everything
    if not _may_go_together(to) or not _agree(to, by_article, statement):
        return _made(Said.CONTRADICTORY, statement, possible=everything)
    return _made(Said.RESERVED, statement, to=to)


def _may_go_together(to: frozenset[Beneficiary]) -> bool:
    """L2113-14: only EA/ESAT and SIAE may be reserved to together."""
    return len(to) == 1 or to == WORKSHOPS


def _agree(to: frozenset[Beneficiary], by_article: frozenset[Beneficiary], statement: Statement) -> bool:
    """Whether the articles cited leave room for those named; a wide one ("L2113-12 à 14") agrees with its groups."""
    if not by_article or by_article <= to:
        return True
    ranged = any(citation.ranged for citation in statement.citations)
    return ranged and to <= by_article


def _by_article(statement: Statement, by_article: frozenset[Beneficiary]) -> Claim | None:
    if statement.has("profession"):
        return None
    if "article 36 de l'ordonnance 2015-899" in {citation.article for citation in statement.citations}:
        return _made(Said.UNNAMED, statement, possible=WORKSHOPS)
    if articles.open_ended(statement.folded) or _only_a_range(statement):
        return _made(Said.UNNAMED, statement, possible=WORKSHOPS | by_article)
    if not _may_go_together(by_article):
        return _made(Said.UNNAMED, statement, possible=by_article)
    return _made(Said.RESERVED, statement, to=by_article)


def _only_a_range(statement: Statement) -> bool:
    """ "L2113-12 à L2113-14" alone: the whole section is cited, without choosing among its articles."""
    reserving = [one for one in statement.citations if articles.reserved_to([one])]
    return len(reserving) > 1 and all(one.ranged for one in reserving)


def _unnamed(act: Act, statement: Statement) -> Claim | None:
    """Reserved, without a known group: kept only when the words leave no other reading."""
    if statement.has("profession"):
        return None
    if articles.main_reserving(statement.citations) == articles.PROPORTION:
        return _made(Said.UNNAMED, statement, possible=ALL - {Beneficiary.ESS})
    if statement.has("esus"):
        return _made(Said.UNNAMED, statement, possible=frozenset({Beneficiary.ESS}))
    if act.kind is ActKind.EXCLUSIVE or not act.about_contract:
        return None
    if _TO_INSERTION.match(statement.folded[act.end :]):
        return _made(Said.UNNAMED, statement, possible=WORKSHOPS)
    if act.complement and not statement.has("vague"):
        return None
    return _made(Said.UNNAMED, statement, possible=ALL)


_TO_INSERTION = re.compile(r"\s(?:exclusivement\s)?(?:a|pour)\s(?:l'|l\s)?insertion\b")


def _hint(statement: Statement) -> Claim | None:
    """Groups named outside any act: only used to tell to whom a *coded* reservation is."""
    if statement.has("social_clause", "employment_duty", "criterion_frame"):
        return None
    organisations, _ = named(statement, 0)
    to = organisations or articles.reserved_to(statement.citations)
    return _made(Said.HINT, statement, to=to) if to else None


def _made(
    said: Said,
    statement: Statement,
    to: frozenset[Beneficiary] = frozenset(),
    possible: frozenset[Beneficiary] = frozenset(),
) -> Claim:
    return Claim(
        said=said,
        evidence=statement.evidence(),
        to=to,
        possible=possible,
        article=articles.main_reserving(statement.citations),
        scope=statement.about,
        after=statement.topic is Topic.AFTER,
    )
