"""What a statement takes from the one before it: "Cette clause s'applique au lot 3", a heading "Lot 2 :", hours."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from alerts.clauses.claims import Claim, Said
from alerts.clauses.clause import Ask, asks, hours_that_follow, same_clause
from alerts.clauses.lots import Scope
from alerts.clauses.patterns import either, words
from alerts.clauses.reservation import carried_on, claim
from alerts.clauses.statement import Statement
from alerts.model.reading import ClauseKind

_HEADING = re.compile(r"^\W*lots?\s?(?:n\s?[°o]?\s?)?\d{1,3}\s*[:\-(.a-z]")
_BACK = re.compile(
    r"^\W*"
    + either(
        words("cette ces ce cet celle celui celles ceux elle elles il ils ainsi ledit ladite lesdits lesdites"),
        r"(?:\d[\d.]*\s)?(?:nombre|nbre?|nb|soit|volume|heures|quota|quotite|duree)\b",
        r"(?:pour la tranche|l'objectif)\b",
        r"a (?:ce titre|cet effet)\b",
        r"dans ce cadre\b",
        r"le (?:nombre|volume|minimum)\b",
    )
)
_THIS_CLAUSE = re.compile(
    r"^\W*(?:elle|elles|celle-ci|celles-ci)\b.{0,40}\b(?:porte|concern|appli|vis)\w*"
    r"|\b(?:cette|ces|ladite|lesdites|la dite)\s(?:clause|obligation|condition|disposition|action|demarche)s?\b"
)
_GENERAL = re.compile(
    r"\b"
    + either(
        r"la (?:presente )?consultation\b",
        r"le (?:present )?marche\b",
        r"l'accord[- ]cadre\b",
        r"(?:les marches|chaque lot|tous les lots|l'ensemble)\b",
    )
)
_LIST_ITEM = re.compile(r"^\W*(?:(?:lots?|tranche|phase|periode|annee|site|-)\b|\d{1,2}\s?(?:\([^)]{0,60}\)\s?)?[:=])")
_PORTION = re.compile(r"^\W*(?:tranche|phase|periode|annee)\b")
SHORT = 60  # a sentence of another subject, so short that the next one may go on with the clause
_SOCIAL = (ClauseKind.CLAUSE_SOCIALE, ClauseKind.CLAUSE_SOCIALE_FACULTATIVE)


def followed(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements, each with the lots that it takes from its heading or from the statement before."""
    before = Scope()
    heading = Scope()
    named: frozenset[str] = frozenset()
    for statement in statements:
        if statement.scope.others:
            statement.context = Scope(excluded=named)
        elif statement.scope.everywhere:
            nothing_before = before.everywhere and heading.everywhere
            statement.context = heading if nothing_before else _taken(statement, before, heading)
        elif _HEADING.match(statement.folded):
            heading = statement.scope
        before = statement.about
        named |= statement.scope.named
        yield statement


def _taken(statement: Statement, before: Scope, heading: Scope) -> Scope:
    if _BACK.match(statement.folded) or _PORTION.match(statement.folded):
        return before
    return Scope() if _GENERAL.search(statement.folded) else heading


def claimed(statements: Sequence[Statement]) -> list[Claim | None]:
    """The claim of each statement of one passage about a reservation, or None."""
    claims: list[Claim | None] = []
    open_claim: Claim | None = None
    listing = False
    for statement in statements:
        made = claim(statement)
        carries = made is None or made.said is Said.HINT
        goes_on = carries and open_claim is not None and (listing or _continues(statement))
        if goes_on and open_claim is not None:
            made = carried_on(statement, open_claim) or made
        claims.append(made)
        open_claim = made if made is not None and made.said in (Said.RESERVED, Said.UNNAMED) else _label(statement)
        listing = open_claim is not None and (statement.sentence.endswith(":") or (bool(goes_on) and listing))
    return claims


def _continues(statement: Statement) -> bool:
    """Whether the statement only goes on with the one before it."""
    return bool(statement.goes_on or _TO_GROUP.match(statement.folded) or _TYPE.match(statement.folded))


# "Réservé : oui. Type de structure : …"
_TYPE = re.compile(
    r"^\W*(?:types?|categories?|nature|beneficiaires?|structures?|operateurs?|profil|public|precisions?|fondement)\b[^:.]{0,50}:"
)
_TO_GROUP = re.compile(r"^\W*(?:et |ou |ainsi qu')?(?:aux|a des|au|soit)\b")
_LABEL = re.compile(r"\b(?:marches?|lots?|contrats?|consultation|procedure) reserve(?:e?s?)\s*:\s*$")


def _label(statement: Statement) -> Claim | None:
    """ "Marché réservé :" opens a claim that only the list behind it can make."""
    if not statement.worth or _LABEL.search(statement.folded) is None:
        return None
    return Claim(Said.UNNAMED, statement.evidence(), scope=statement.about)


def asked(statements: Sequence[Statement], claims: Sequence[Claim | None]) -> list[Ask]:
    """Everything asked by the statements of one passage, with the hours and lots told in the statements that follow."""
    found: list[Ask] = []
    clause: Ask | None = None
    waiting: list[Statement] = []
    settled = 0  # those before were narrowed already
    for statement, made in zip(statements, claims, strict=True):
        reserves = made is not None and made.said in (Said.RESERVED, Said.UNNAMED, Said.CONTRADICTORY)
        own = list(asks(statement, reserves, any(one.kind in _SOCIAL and not one.denied for one in found)))
        own += _continuing(statement, clause, own)
        if clause is not None and _narrows(statement, own):
            found[settled:] = [_narrowed(one, statement) for one in found[settled:]]
            settled = len(found)
        found += [*_told_before(waiting, own), *own]
        waiting = [*waiting, statement] if _HOURS_OF_LOT.match(statement.folded) and not own else []
        clause = _clause_to_follow(own, clause, statement)
    return found


# "Clause incitative pour les autres lots", after a clause of insertion
_CLAUSE_AGAIN = re.compile(
    r"^\W*(?:et |une |la |lots?[\s\d,et]{1,20}:\s?)*clauses?\s"
    r"(?:incitative|facultative|optionnelle|obligatoire)s?\b(?!.{0,60}environn)"
)


def _continuing(statement: Statement, clause: Ask | None, own: Sequence[Ask]) -> Iterator[Ask]:
    if clause is None or any(one.kind in _SOCIAL for one in own):
        return
    if (statement.goes_on or _CLAUSE_AGAIN.match(statement.folded)) and statement.has("facultative", "obligatory"):
        yield same_clause(statement)
    elif statement.goes_on or _BACK.match(statement.folded) or _LIST_ITEM.match(statement.folded):
        following = hours_that_follow(statement, clause)
        if following is not None:
            yield following


# "Lot 1 : 35 heures. Lot 2 : 70 heures d'insertion.": what the hours of lot 1 are comes after them.
_HOURS_OF_LOT = re.compile(r"^\W*lots?\s[^.;]{0,60}?\d\s?(?:heures?|h)\W*$")


def _told_before(waiting: Sequence[Statement], own: Sequence[Ask]) -> Iterator[Ask]:
    clause = next((one for one in own if one.kind in _SOCIAL and not one.denied), None)
    if clause is None or not clause.scope.named or clause.hours is None:
        return
    for statement in waiting:
        ask = hours_that_follow(statement, clause)
        if ask is not None:
            yield ask


def _clause_to_follow(own: list[Ask], clause: Ask | None, statement: Statement) -> Ask | None:
    """The social clause that the next statement may go on with."""
    for one in own:
        if one.kind in _SOCIAL and not one.denied:
            return one
    if clause is None or (not statement.worth and len(statement.folded) < SHORT):
        return clause
    goes_on = statement.goes_on or _BACK.match(statement.folded) or _LIST_ITEM.match(statement.folded)
    return clause if goes_on else None


def _narrows(statement: Statement, own: list[Ask]) -> bool:
    """ "Cette clause est applicable au lot 2": says to which lots the clause before applies."""
    if not statement.scope.named or any(one.denied for one in own):
        return False
    return _THIS_CLAUSE.search(statement.folded) is not None


def _narrowed(one: Ask, statement: Statement) -> Ask:
    if one.kind not in _SOCIAL or not one.scope.everywhere or one.denied:
        return one
    return replace(one, scope=statement.scope)
