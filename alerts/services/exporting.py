"""All that is kept about a person, as plain values with French names: shown on a screen, or taken away as a file.

Nothing about others: their number, never their names.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from alerts.matching.trades import trades
from alerts.messages.french import moment, number
from alerts.model.people import Group, Membership, Person, Role
from alerts.model.preference import Preference, Rhythm
from alerts.model.response import RefusalReason, ResponseStatus
from alerts.model.structure import Criteria, Structure, Territory, Want
from alerts.services import (
    addresses,
    exporting_mail,
    exporting_networks,
    exporting_reply,
    exporting_together,
    exporting_told,
    people,
    stopping,
)
from alerts.services.tokens import Purpose
from alerts.store import groups, known, structures, tokens
from alerts.store.addresses import ADDRESS, Address
from alerts.store.engine import Session
from alerts.store.known import Concerned, Told
from alerts.store.tokens import Kept

Values = dict[str, Any]

ABOUT = (
    "Ce fichier contient tout ce que Vigie garde à votre sujet. Il se lit avec un éditeur de texte. "
    "Les heures sont celles de Paris. Vos messages à Vigie ne sont pas gardés une fois traités."
)
ROLES = {Role.MANAGER: "responsable", Role.MEMBER: "équipier"}
RHYTHMS = {Rhythm.NOW: "dès la lecture", Rhythm.MORNING: "une fois par jour", Rhythm.WEEK: "une fois par semaine"}
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
CHANNELS = {"telegram": "Telegram", "email": "e-mail"}
ANSWERS = {
    ResponseStatus.ANSWERING: "J'y réponds",
    ResponseStatus.TOGETHER: "À plusieurs",
    ResponseStatus.KEPT: "Gardée",
    ResponseStatus.REFUSED: "Pas pour moi",
}
REASONS = {
    RefusalReason.PLACE: "le lieu",
    RefusalReason.TRADE: "le métier",
    RefusalReason.SIZE: "la taille",
    RefusalReason.DELAY: "le délai",
}
WANTS = {
    Want.RESERVED: "marchés réservés",
    Want.CLAUSE_SOCIALE: "clauses sociales",
    Want.SERVICE_INSERTION: "services d'insertion",
    Want.CRITERE_SOCIAL: "critères sociaux",
    Want.ENVIRONMENT: "clauses et critères environnementaux",
    Want.OPEN: "marchés ouverts à tous",
}


def export(session: Session, person_id: int, now: datetime) -> Values:
    """Everything, ready to be written as JSON. Raises NotYours for somebody who is erased."""
    person = people.load_person(session, person_id)
    address = addresses.held(session, person_id)
    told = _told(session, person_id, address)
    names = _names(session, [one.structure_id for one in told if one.structure_id])
    return {
        "À propos de ce fichier": ABOUT,
        "Établi le": moment(now),
        "Vous": _person(person),
        "Votre adresse e-mail": exporting_mail.address(address),
        "Pages de réglages ouvertes": exporting_mail.sessions(_made(session, person_id)),
        "Vos structures": [_membership(session, person, *one) for one in people.memberships_of(session, person_id)],
        "Messages qui vous ont été adressés": [exporting_told.message(one, names) for one in told],
        "Groupes que vous avez reliés": [_group(session, one) for one in groups.groups_linked_by(session, person_id)],
        "Invitations que vous avez faites": [
            _invitation(session, one) for one in _made(session, person_id) if _invites(one)
        ],
        **exporting_networks.of_person(session, person_id, _made(session, person_id)),
    }


def seen(session: Session, person_id: int) -> Values:
    """The same in short, for a screen: alerts and messages are counted. Raises NotYours for somebody who is erased."""
    person = people.load_person(session, person_id)
    mine = people.memberships_of(session, person_id)
    return {
        "Prénom": person.name,
        "Compte Telegram (numéro)": person.telegram_id,
        "Adresse e-mail": exporting_mail.in_short(addresses.held(session, person_id)),
        "Connu depuis": moment(person.created_at),
        "Réglage en cours": "oui, gardé pour le reprendre" if person.step.space else "aucun",
        "Messages reçus": known.count_told_to(session, f"person:{person_id}"),
        "Groupes que vous avez reliés": [one.title for one in groups.groups_linked_by(session, person_id)],
        "Invitations que vous avez faites": sum(map(_invites, _made(session, person_id))),
        **exporting_networks.in_short(session, person_id),
        **{f"{number}. {one[1].name}": _in_short(session, *one) for number, one in enumerate(mine, start=1)},
    }


def _made(session: Session, person_id: int) -> list[Kept]:
    return tokens.tokens_made_by(session, person_id)


def _invites(kept: Kept) -> bool:
    return kept.purpose == Purpose.INVITATION.value


def _told(session: Session, person_id: int, address: Address | None) -> list[Told]:
    """What was sent to them, and to their address before it was theirs."""
    before = known.told_to(session, f"{ADDRESS}{address.id}") if address else []
    return [*before, *known.told_to(session, f"person:{person_id}")]


def _in_short(session: Session, membership: Membership, structure: Structure) -> Values:
    preference = membership.preference
    told, answered = known.count_answered(session, structure.id)
    activities = {
        f"Activité {number}" if number > 1 else "Activité": " ; ".join(_words(_activity(one)))
        for number, one in enumerate(structure.activities, start=1)
    }
    return {
        "Votre rôle": ROLES[membership.role],
        "Statuts": sorted(kind.value.upper() for kind in structure.kinds),
        **activities,
        "Vos envois": f"{RHYTHMS[preference.rhythm]}, silence {_preference(preference)['Silence']}",
        "Vos envois sont suspendus jusqu'à": _pause(membership),
        "Personnes dans l'équipe": len(people.team_of(session, structure.id)),
        "Annonces trouvées": told,
        "Annonces avec une réponse de l'équipe": answered,
        **exporting_reply.in_short(session, structure.id),
    }


def _words(values: Values) -> Iterable[str]:
    """« Métiers : espaces verts », for what is set."""
    for label, value in values.items():
        if isinstance(value, dict):
            yield from _words(value)
        elif value is True:
            yield label
        elif value:
            yield f"{label} : {', '.join(value) if isinstance(value, list) else value}"


def _person(person: Person) -> Values:
    step = person.step
    return {
        "Prénom": person.name,
        "Compte Telegram (numéro)": person.telegram_id,
        "Connu depuis": moment(person.created_at),
        "Vigie est bloquée depuis": _when(person.blocked_at),
        "Conversation en cours": {
            "Commande": step.space,
            "Étape": step.at,
            "Brouillon": step.memo,
            "Derniers boutons affichés": [label for label, _ in step.buttons],
            "Message modifié (numéro)": step.bubble,
        },
    }


def _membership(session: Session, person: Person, membership: Membership, structure: Structure) -> Values:
    return {
        "Nom": structure.name,
        "Identifiant": structure.id,
        "Votre rôle": ROLES[membership.role],
        "Structure en cours": membership.id == person.current,
        "Vos envois": _preference(membership.preference),
        "Vos envois sont suspendus jusqu'à": _pause(membership),
        "Nombre de personnes dans l'équipe": len(people.team_of(session, structure.id)),
        "Statuts": sorted(kind.value.upper() for kind in structure.kinds),
        "Activités": [_activity(one) for one in structure.activities],
        "Annonces": _all_concerned(session, structure.id, person.id),
        **exporting_reply.prepared(session, structure.id),
        **exporting_networks.of_structure(session, structure.id),
        **exporting_together.of_structure(session, structure.id),
    }


def _pause(membership: Membership) -> str | None:
    return "votre retour, par /start" if stopping.is_stopped(membership) else _when(membership.paused_until)


def _preference(preference: Preference) -> Values:
    return {
        "Rythme": RHYTHMS[preference.rhythm],
        "Heure": preference.hour,
        "Jour de la semaine": DAYS[preference.weekday],
        "Silence": f"de {preference.quiet_from} h à {preference.quiet_to} h",
        "Fuseau horaire": preference.timezone,
        "Canaux choisis": [CHANNELS.get(one, one) for one in preference.channels],
    }


def _activity(activity: Criteria) -> Values:
    return {
        "Métiers": [trades()[slug].label if slug in trades() else slug for slug in sorted(activity.trades)],
        "Codes CPV": sorted(activity.cpv_prefixes),
        "Territoire": _territory(activity.territory),
        "Mots recherchés": list(activity.include_words),
        "Mots écartés": list(activity.exclude_words),
        "Montant minimum (euros HT)": str(activity.amount_min) if activity.amount_min is not None else None,
        "Montant maximum (euros HT)": str(activity.amount_max) if activity.amount_max is not None else None,
        "Souhaits": [words for want, words in WANTS.items() if want in activity.wants],
        "Jours restants au minimum": activity.min_days_left,
    }


def _territory(territory: Territory) -> Values:
    return {
        "Toute la France": territory.whole_france,
        "Départements": sorted(territory.departements),
        "Régions (codes INSEE)": sorted(territory.regions),
        "Intercommunalités (SIREN)": sorted(territory.epci),
        "Autour de": [f"{one.postcode}, {number(one.km)} km" for one in territory.around],
    }


def _all_concerned(session: Session, structure_id: str, person_id: int) -> list[Values]:
    found = known.concerned(session, structure_id)
    work = exporting_reply.works(session, [one.match_id for one in found], person_id)
    return [{**_concerned(one, person_id), **work.get(one.match_id, {})} for one in found]


def _concerned(one: Concerned, person_id: int) -> Values:
    said = one.response
    return {
        "Titre": one.title,
        "Adresse": one.url,
        "Trouvée le": moment(one.told_at),
        "Réponse": ANSWERS[said.status] if said else None,
        "Raison": REASONS[said.why] if said and said.why else None,
        "Répondu le": moment(said.at) if said else None,
        "Répondu par vous": said is not None and said.by == person_id,
    }


def _group(session: Session, group: Group) -> Values:
    return {
        "Groupe": group.title,
        "Numéro": group.chat_id,
        "Sujet": group.topic_id,
        "Structure": _names(session, [group.structure_id])[group.structure_id],
        "Difficulté": group.trouble,
    }


def _invitation(session: Session, kept: Kept) -> Values:
    structure_id = kept.subject["structure"]
    return {
        "Structure": _names(session, [structure_id]).get(structure_id),
        "Rôle proposé": ROLES[Role(kept.subject["role"])],
        "Faite le": moment(kept.created_at),
        "Valable jusqu'au": moment(kept.expires_at),
        "Acceptée le": _when(kept.used_at),
    }


def _names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    found = {one: structures.load_structure(session, one) for one in set(ids)}
    return {structure_id: held.name for structure_id, held in found.items() if held is not None}


def _when(at: datetime | None) -> str | None:
    return moment(at) if at is not None else None
