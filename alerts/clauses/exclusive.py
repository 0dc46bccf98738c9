"""Reservations said without the word: "seules les SIAE…", "le candidat doit être une EA", an article."""

import re
from collections.abc import Iterator

from alerts.clauses import articles
from alerts.clauses.act import CONDITIONAL, NEGATED, Act, ActKind
from alerts.clauses.duty import ACTOR
from alerts.clauses.patterns import either, stems, words
from alerts.clauses.statement import Statement

_ANSWER = either(
    words("repondre candidater soumissionner participer postuler concourir"),
    r"(?:deposer|presenter|remettre) une? \w+",
    rf"etre {stems('retenu admis candidat titulaire attributaire')}",
)
_ONLY_WORD = either(
    words("exclusivement uniquement seulement strictement"),
    r"(?:de (?:maniere|facon)|a titre) exclusi\w+",
)
_OPEN = stems("ouvert destine accessible adress dedie limite restreint reserv attribu")
_ONLY = re.compile(
    either(
        rf"\bseul(?:e|s|es)?\s(?:y\s)?{_ANSWER}",
        rf"\bseul(?:e|s|es)?\b.{{0,200}}?\b(?:peu(?:ven)?t|pourr(?:a|ont))\s{_ANSWER}",
        r"\bseul(?:e|s|es)?\b.{0,200}?\b(?:est|sont|sera|seront) "
        + stems("autoris admis habilit eligibl recevabl retenu accept examin ouvert analys etudi invit convi concern"),
        r"\bseul(?:e|s|es)? (?:sera|seront|est|sont) "
        + stems("autoris admis habilit eligibl recevabl retenu accept examin ouvert analys etudi invit convi pris"),
        rf"\b{stems('admis autoris habilit eligibl invit convi')}\s(?:a\s)?{_ANSWER}\s(?:que\s)?(?:les|aux|des)\sseul",
        r"\bseul(?:e|s|es)?\b.{0,200}?\badmis",
        rf"\b{_OPEN}\s{_ONLY_WORD}",
        rf"\b{_ONLY_WORD}\s{_OPEN}",
        rf"\b{_OPEN}\s(?:aux?|a)\b[^;]{{0,80}}\b{_ONLY_WORD}",
        rf"\bn'(?:est|sont) {stems('ouvert accessible destine')}\squ(?:e\b|')",
        r"\bne (?:peu(?:ven)?t|pourr(?:a|ont)) .{0,40}\bqu(?:e\b|')",
        rf"\b(?:ne |n')(?:sont|seront|est|sera) {stems('recevabl admis accept retenu examin autoris eligibl ouvert')}"
        r"(?:\s\S+){0,3}?\squ(?:e\b|')",
        rf"\b{stems('admis autoris habilit eligibl invit')}\s(?:a\s)?{_ANSWER}\s?:?\s?{_ONLY_WORD}",
        rf"\b{_ANSWER}\s?:\s?{_ONLY_WORD}",
        rf"\b{stems('acces participation candidature consultation marche lot procedure')}.{{0,25}}"
        r"\b(?:limite|restreint)\w*\s(?:a|aux)\b",
        rf"\b(?:concourir|repondre|participer|candidater|soumissionner)\s{_ONLY_WORD}",
        rf"\b(?:constitue|compose)\w*\s{_ONLY_WORD}",
        r"\b(?:lot|marche|consultation|procedure|accord-cadre)\b[\s\d°no]{0,8}(?:est )?"
        r"(?:dedie\w*|s'adresse)\s(?:a|aux)\b",
    )
)
_WHO = stems("candidat soumissionnaire operateur attributaire titulaire groupement membre entreprise")
_BE = either(
    r"etre (?:une?|des|agree|conventionne|reconnu)\w*",
    r"avoir (?:la qualite|le statut)\b",
    r"(?:justifier|attester|disposer) (?:de |d'|qu)",
    r"relever\b",
    r"(?:repondre|satisfaire) aux conditions\b",
    r"entrer dans\b",
    r"appartenir\b",
)
_MUST = re.compile(
    rf"\b{_WHO}.{{0,70}}?"
    + either(
        rf"\b(?:devr\w*|doi\w*)\s(?:(?:obligatoirement|imperativement|donc|aussi|egalement)\s)?{_BE}",
        r"\b(?:sera|seront)\s(?:obligatoirement|imperativement|necessairement)\s(?:une?|des)\b",
        r"\b(?:atteste\w*|justifie\w*)\s(?:qu'|entrer|repondre|relever|etre)",
    )
)
# "toute offre d'un opérateur ne relevant pas de l'article … sera rejetée"
_SHUT_OUT = re.compile(
    r"(?:\b(?:ne |n').{0,80}\bpas\b|\bautres? que\b).{0,120}\b"
    + either(
        stems("irrecevable rejet elimin ecart irregul exclu"),
        r"non (?:admis|conform|recevable)",
        r"pas (?:admis|examine)",
    )
)
# "seront exclues les candidatures qui ne justifient pas de la qualité de…"
_SHUT_OUT_FIRST = re.compile(
    rf"\b{stems('irrecevable rejet elimin ecart irregul exclu')}.{{0,60}}\b"
    + either(
        words("candidatures candidature offres offre plis candidats candidat operateurs entreprises soumissionnaires")
    )
    + r".{0,80}?"
    + either(
        r"\b(?:ne |n').{0,60}\b(?:pas|aucun\w*)\b",
        r"\bautres? qu(?:e\b|')",
        r"\bnon (?:conventionn|agree|issu|relev)\w*",
    )
)
_APPLIES = re.compile(
    either(
        stems("appliqu applic conform vertu relev champ vise soumis fondement selon dispositions"),
        *("titre d", "cas prevus", "base d", "sens de", r"articles?\s", r"conditions? (?:de|prevue|posee)"),
    )
)
_NO = re.compile(r":\s*(?:non|neant|sans objet|aucune?)\W*$")
_NEGATIVE = re.compile(r"\b(?:ne |n').{0,60}\b(?:pas|plus|aucun\w*)\b|\baucun\w*\b.{0,60}\b(?:ne |n')")


def exclusive(statement: Statement) -> Iterator[Act]:
    """Acts that shut out everyone but a group, and articles that only serve to reserve."""
    if statement.has("social_clause", "social_means", "profession", "employment_duty"):
        return
    if statement.has("criterion_frame") and not articles.reserved_to(statement.citations):
        return
    if _SHUT_OUT.search(statement.folded) or _SHUT_OUT_FIRST.search(statement.folded):
        yield Act(ActKind.EXCLUSIVE, 0, 0, complement=True)
        return
    only = _ONLY.search(statement.folded)
    if only is not None:
        start = only.start() if only[0].startswith("seul") else only.end()
        yield Act(ActKind.EXCLUSIVE, start, start, complement=True)
    elif (end := _group_only(statement)) is not None:
        yield Act(ActKind.EXCLUSIVE, end, end, complement=True)
    must = _MUST.search(statement.folded)
    if must is not None and _fits(must, statement) and not CONDITIONAL.search(statement.folded[: must.start()] + " "):
        yield Act(ActKind.EXCLUSIVE, must.end() - 4, must.end() - 4, complement=True)
    yield from _article(statement)


def _fits(must: re.Match[str], statement: Statement) -> bool:
    """Whether what must be says to whom: "en vertu de L2113-13, le titulaire devra disposer de…" does not."""
    spots = [one.start for one in statement.groups] + [one.start for one in statement.citations]
    workers = statement.has("workers_ea_esat", "workers_siae", "workers_prison")
    return workers or any(spot >= must.start() for spot in spots)


_LINE_START = re.compile(r"\W*(?:lots?\s(?:n\s?°?\s?)?\d+\s?[:\-]?\s?)?(?:les |aux )?")
_ONLY_AFTER = re.compile(rf"\s?\(?{_ONLY_WORD}\W*$")


def _group_only(statement: Statement) -> int | None:
    """ "SIAE uniquement", "Lot 2 : ESAT exclusivement": a line that says nothing else. Where the group ends."""
    groups = statement.groups
    if not groups or _LINE_START.fullmatch(statement.folded, 0, groups[0].start) is None:
        return None
    end = groups[-1].end
    return end if _ONLY_AFTER.match(statement.folded, end) else None


_DUTY = re.compile(
    rf"\b{stems('devra devront doit doivent realis execut consacr effectu mettr affect s.engag embauch')}"
    rf"|\b{stems('promouv favoris tenu oblig respect')}"
)


def _asks_work(statement: Statement) -> bool:
    """The wrong article, cited for a clause: "au titre de L2113-13, le titulaire réalisera 150 heures"."""
    if statement.has("social_means") or any(one.article in articles.CLAUSE for one in statement.citations):
        return True
    asks = statement.has("social_subject", "social_matter", "way_to_work", "public", "workers_ea_esat", "workers_siae")
    binds = ACTOR.search(statement.folded) is not None and _DUTY.search(statement.folded) is not None
    return asks and (binds or statement.has("obligatory", "demand"))


def _article(statement: Statement) -> Iterator[Act]:
    """An article that only serves to reserve, applied to this contract, without a word of clause."""
    if not articles.reserved_to(statement.citations) or statement.has("environment_clause") or _asks_work(statement):
        return
    folded = statement.folded
    start = statement.citations[0].start
    if NEGATED.search(folded[:start][-90:]) or _NEGATIVE.search(folded) or _NO.search(folded):
        yield Act(ActKind.DENIAL, start, start)
    elif not CONDITIONAL.search(folded[:start][-80:]) and _APPLIES.search(folded):
        yield Act(ActKind.ARTICLE, start, start, about_contract=True)
