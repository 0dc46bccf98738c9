"""The social part of the mémoire: written for this kind of structure and this lot, with what must still be said."""

from collections.abc import Iterator

from alerts.messages.french import capitalised, count, insertion_hours, number, sentence
from alerts.messages.proof import grounds
from alerts.messages.words import NO_CLAUSE, clause, reserved
from alerts.model.reading import ClauseKind, ReservationStatus
from alerts.reply_help.case import Case
from alerts.reply_help.hours import Basis, Estimate, estimate
from alerts.reply_help.kit.blanks import blank
from alerts.reply_help.kit.crafts import NO_CRAFT, craft_of
from alerts.reply_help.kit.kinds import voices
from alerts.reply_help.kit.opening import cited, place_words, structure_name
from alerts.reply_help.kit.own import own
from alerts.reply_help.paper import Items, Piece, Section, Table, Text

_SOCIAL = frozenset(
    {
        ClauseKind.CLAUSE_SOCIALE,
        ClauseKind.CLAUSE_SOCIALE_FACULTATIVE,
        ClauseKind.CRITERE_SOCIAL,
        ClauseKind.SERVICE_INSERTION,
    }
)
_GESTURES = "Gestes et diplômes usuels de ce métier : gardez ce qui est vrai chez vous, ajoutez le reste."


def social(case: Case) -> Iterator[Piece]:
    """People, what is asked, hours, posts, support. `follow_up_of_hours` says the rest."""
    yield from _people(case)
    yield from _asked(case)
    yield from _hours(case)
    yield from _posts(case)
    yield from _support(case)
    yield Text(f"Attention. {voices(case)[0].beware}", hint=True)


def follow_up_of_hours(case: Case) -> Iterator[Piece]:
    """How it is reported to the buyer and to the facilitator."""
    if not _wanted(case):
        yield Text("L'avis ne demande pas d'heures : gardez cette partie seulement si vous en proposez.", hint=True)
    yield Text(voices(case)[0].hours)
    yield Items(
        (
            f"Un interlocuteur pour l'insertion : {blank('nom, fonction, téléphone, courriel')}.",
            f"Un relevé d'heures {blank('rythme, par exemple mensuel')}, remis à l'acheteur et au facilitateur.",
            f"Un bilan {blank('rythme, par exemple trimestriel')} : heures, entrées, sorties, formations, difficultés.",
            f"En cas de retard sur les heures : {blank('qui prévient, sous quel délai, quelle solution')}.",
        )
    )
    yield from cited(case, case.asks.facilitator)
    if not case.asks.facilitator and _wanted(case):
        yield Text(
            "Facilitateur non nommé dans l'avis : cherchez-le dans le CCAP, ou demandez à l'acheteur.", hint=True
        )


def _people(case: Case) -> Iterator[Piece]:
    held, name = voices(case), structure_name(case)
    place = place_words(case) or blank("lieu d'exécution")
    yield Section("Qui fera ce travail", 2)
    for one in held:
        yield Text(one.frame.format(name=name))
    yield Text(f"Pour « {case.title} », {name} confie le travail à {held[0].people}. Lieu d'exécution : {place}.")


def _asked(case: Case) -> Iterator[Piece]:
    yield Section("Ce que l'acheteur demande", 2)
    held = case.reading.reservation
    if held.status is not ReservationStatus.NONE:
        yield Text(f"{capitalised(reserved(held))}.")
        yield from cited(case, grounds(held))
        if held.status is not ReservationStatus.RESERVED:
            yield Text("À vérifier auprès de l'acheteur avant d'écrire : à qui ce lot est-il réservé ?", hint=True)
    read = [one for one in case.reading.clauses if one.kind in _SOCIAL]
    for one in read:
        yield Text(f"{capitalised(clause(one))}.")
    yield from cited(case, (one.evidence for one in read))
    if not read:
        yield Text(f"{capitalised(NO_CLAUSE)}.", hint=True)


def _hours(case: Case) -> Iterator[Piece]:
    found = estimate(case)
    yield Section("Heures et moyens", 2)
    yield Text(_hours_words(found), hint=True)
    if found.capacity is not None:
        needed = count(max(round(found.capacity.needed, 1), 0.1), "équivalent temps plein", "équivalents temps plein")
        months = count(found.capacity.months, "mois", "mois")
        yield Text(f"Ordre de grandeur : environ {needed} pendant {months}, à vérifier avec vos plannings.", hint=True)
    engaged = "Nous nous engageons sur" if _wanted(case) else "Même si l'avis n'en demande pas, nous proposons"
    yield Text(f"{engaged} {blank('nombre')} heures, réparties ainsi : {blank('calendrier')}.")
    yield Table(("Nos moyens", "Chiffre"), tuple(_figures(case)))


def _wanted(case: Case) -> bool:
    """Reserved, or with hours, or with a social clause."""
    reserved_lot = case.reading.reservation.status is not ReservationStatus.NONE
    return reserved_lot or case.asks.hours is not None or any(one.kind in _SOCIAL for one in case.reading.clauses)


def _hours_words(found: Estimate) -> str:
    """For whoever writes: an estimate is no commitment."""
    if found.hours is None:
        return "Nombre d'heures non indiqué dans l'avis : cherchez-le dans le CCAP ou l'annexe de l'acte d'engagement."
    if found.basis is Basis.TYPED:
        return f"Le dossier demande {insertion_hours(found.hours)} (chiffre saisi par vous)."
    if found.stated is not None:
        return f"L'avis demande {insertion_hours(found.stated)}. Le CCAP et l'acte d'engagement font foi."
    if found.everything:
        work = count(round(found.hours), "heure")
        return f"Lot réservé : tout le travail compte, soit environ {work} d'après une estimation à vérifier."
    hours = insertion_hours(round(found.hours))
    return f"Le nombre d'heures n'est pas dans l'avis. Une estimation donne environ {hours}, à vérifier dans le CCAP."


def _figures(case: Case) -> Iterator[tuple[str, str]]:
    sheet, voice = case.sheet, voices(case)[0]
    yield "Effectif total (ETP)", _fte(sheet.staff)
    yield voice.workers, _fte(sheet.insertion_fte)
    yield voice.supervisors, _fte(sheet.supervisors)
    if sheet.insertion_fte and sheet.supervisors:
        yield "Personnes pour un encadrant", number(round(sheet.insertion_fte / sheet.supervisors, 1))
    for one in voice.figures:
        yield one, blank("chiffre")


def _fte(value: float | None) -> str:
    return number(value) if value is not None else blank("chiffre")


def _posts(case: Case) -> Iterator[Piece]:
    craft = craft_of(case.cpv)
    yield Section("Postes, gestes et qualifications", 2)
    if craft is NO_CRAFT:
        row = (blank("poste"), blank("gestes appris"), blank("qualification visée"))
        yield Table(("Poste sur ce lot", "Gestes appris", "Qualification visée"), (row,))
        return
    yield Text(_GESTURES, hint=True)
    rows = tuple((post, capitalised(gestures), f"Par exemple : {aim}") for post, gestures, aim in craft.posts)
    more = (blank("autre poste"), blank("gestes appris"), blank("qualification visée"))
    yield Table(("Poste sur ce lot", "Gestes appris", "Qualification visée"), (*rows, more))


def _support(case: Case) -> Iterator[Piece]:
    place = place_words(case) or blank("lieu")
    yield Section("Accompagnement, formation et suites", 2)
    yield from own(
        case.sheet.follow_up, "votre accompagnement, en trois phrases", "dites qui, quand et combien de temps."
    )
    yield Items(tuple(sentence(one.format(place=place)) for one in voices(case)[0].support))
    yield from own(case.sheet.training, "vos formations de l'an dernier", "donnez intitulés et nombre de personnes.")
    yield from own(case.sheet.exits, "ce que deviennent les personnes", "donnez les chiffres de l'an dernier.")
