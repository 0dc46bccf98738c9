"""Asking the host for a network, and what a network may be called."""

from datetime import datetime

from alerts.model.network import Network, NetworkKind
from alerts.services import people
from alerts.services.errors import Refusal
from alerts.store import network_people as inside
from alerts.store import networks as kept
from alerts.store import tokens as kept_tokens
from alerts.store.engine import Session

SHORTEST, LONGEST = 3, 80  # characters of a name
MOST_ASKED = 3  # networks of one person that wait for the host
TOO_SHORT = f"Ce nom est trop court : donnez au moins {SHORTEST} lettres."
TOO_LONG = f"Ce nom est trop long : {LONGEST} caractères au plus."
TAKEN = "Un autre réseau porte déjà ce nom. Précisez-le, par exemple avec son territoire."
TOO_MANY = f"{MOST_ASKED} de vos demandes attendent déjà l’accord de l’hébergeur de Vigie."


def ask(session: Session, person_id: int, name: str, kind: NetworkKind, now: datetime) -> Network:
    """A person asks for one: they animate it, and it reaches nobody until the host agrees
    (`alerts.services.network_host`); until then `network_animating.step_down` takes it back.

    Raises Refusal: its name, or three of theirs wait already; NotYours for somebody who was erased.
    """
    people.load_person(session, person_id)
    free = free_name(session, name)
    waiting = [one for one in kept.networks_asked_by(session, person_id) if one.approved_at is None]
    if len(waiting) >= MOST_ASKED:
        raise Refusal(TOO_MANY)
    number = kept.add_network(session, free, kind, now, asked_by=person_id)
    inside.add_animator(session, number, person_id, now)
    return Network(number, free, kind, now)


def free_name(session: Session, name: str, own: int | None = None) -> str:
    """As it is kept: no spaces around nor doubled, no control characters. Raises Refusal: too short, too long, or that
    of another network than `own`, whatever the case: nobody speaks under the name of another."""
    tidy = " ".join("".join(one if one.isprintable() else " " for one in name).split())
    if sum(one.isalnum() for one in tidy) < SHORTEST:
        raise Refusal(TOO_SHORT)
    if len(tidy) > LONGEST:
        raise Refusal(TOO_LONG)
    kept.take_turn_of_names(session)
    if any(one.name.casefold() == tidy.casefold() and one.id != own for one in kept.all_networks(session)):
        raise Refusal(TAKEN)
    return tidy


def forget_network(session: Session, network_id: int) -> None:
    """With its links, its animators, its members and what was broadcast in it. Who may is for the caller to check."""
    kept_tokens.delete_tokens_about(session, {"network": str(network_id)})
    kept.delete_network(session, network_id)
