"""A network and its people: twelve members of different kinds, each told in its own way, and two animators of no
structure, Nadia on Telegram and Omar by e-mail."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from alerts.model.network import NetworkKind
from alerts.model.structure import Criteria, Structure, StructureKind, Territory
from alerts.services import network_animating, network_host, network_inviting, people
from alerts.services.structures import save_structures
from alerts.store import addresses
from alerts.store.people import memberships_of_structure
from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.mail.stories import visiting
from tests.alerts.services.mailboxes import reader
from tests.smtp_server.chaos import Chaos
from tests.telegram_api.groups import Group
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import AWAKE, belongs

NETWORK = "Pôle fictif des Deux-Rives"
GREEN, CLEANING = "espaces-verts", "nettoyage-locaux"
RHONE, AIN = "69", "01"


def made(kind: StructureKind, name: str, trade: str, *places: str) -> Structure:
    """Its id is its kind."""
    wish = Criteria(frozenset({trade}), territory=Territory(frozenset(places)))
    return Structure(kind.value, name, frozenset({kind}), (wish,), channels=())


K = StructureKind
ON_TELEGRAM = (
    made(K.ESAT, "ESAT du Moulin fictif", GREEN, RHONE),
    made(K.EA, "Ateliers adaptés fictifs", CLEANING, RHONE),
    made(K.ACI, "Les Haies fictives", GREEN, RHONE),
    made(K.ETTI, "Intérim fictif", GREEN, RHONE, AIN),
    made(K.SCOP, "Scop & Propreté fictive", CLEANING, RHONE),
)
BY_MAIL = (
    made(K.EI, "Élan fictif", GREEN, RHONE),
    made(K.AI, "Coups de main fictifs", GREEN, RHONE),
    made(K.GEIQ, "GEIQ fictif", GREEN, RHONE, AIN),
    made(K.SCIC, "Scic <des Berges> fictive", GREEN, RHONE),
    made(K.SOCIETE_ESS, "Société fictive solidaire", CLEANING, RHONE),
)
ON_BOTH = made(K.ASSOCIATION, "Association fictive du Lien", GREEN, RHONE)
IN_A_GROUP = made(K.EITI, "Indépendants fictifs", GREEN, RHONE)
TWELVE = (*ON_TELEGRAM, *BY_MAIL, ON_BOTH, IN_A_GROUP)
NAMES = tuple(one.name for one in TWELVE)


@dataclass
class Member:
    """One structure and its manager. `number`: of the membership, `person`: of the manager."""

    structure: Structure
    person: int
    number: int
    phone: Phone | None = None
    mailbox: Mailbox | None = None


@dataclass
class Circle:
    """`gather()` once; then `circle.phone("esat")`, `circle.mailbox("ei")`, `circle.nadia`, `circle.omar`."""

    service: InThread
    chaos: Chaos
    network: int = 0
    members: dict[str, Member] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.nadia = Phone(self.service.api, 501, "Nadia")
        self.omar = Mailbox(self.chaos, "omar@reseau.example.org")

    def __getitem__(self, kind: str) -> Member:
        return self.members[kind]

    def phone(self, kind: str) -> Phone:
        found = self.members[kind].phone
        assert found is not None, f"{kind} is not on Telegram"
        return found

    def mailbox(self, kind: str) -> Mailbox:
        found = self.members[kind].mailbox
        assert found is not None, f"{kind} has no address"
        return found

    @property
    def phones(self) -> dict[str, Phone]:
        return {kind: one.phone for kind, one in self.members.items() if one.phone is not None}

    @property
    def mailboxes(self) -> dict[str, Mailbox]:
        return {kind: one.mailbox for kind, one in self.members.items() if one.mailbox is not None}

    def gather(self, *, joined: bool = True) -> None:
        """`joined` False: the twelve are in no network yet, and nobody animates it."""
        database, now = self.service.database, self.service.clock()
        with database.write() as session:
            save_structures(session, TWELVE, now)
        for at, one in enumerate(TWELVE):
            self.members[one.id] = self._member(600 + at, one)
        with database.write() as session:
            self.network = network_host.create(session, NETWORK, NetworkKind.PTCE, now).id
            omar = addresses.add_person(session, now)
            asked = addresses.ask(session, self.omar.address, now)
            addresses.confirm(session, asked.id, omar, "{}", 1, now)
            self.nadia.chat.started = True
            nadia = people.meet(session, self.nadia.id, "Nadia", now).id
        if joined:
            self._join(nadia, omar)

    def _member(self, account: int, one: Structure) -> Member:
        database, phone, mailbox = self.service.database, None, None
        if one not in BY_MAIL:
            phone = Phone(self.service.api, account, f"Personne {account}")
            belongs(database, phone, self.service.clock(), one)
        if one in BY_MAIL or one == ON_BOTH:
            mailbox = Mailbox(self.chaos, f"{one.id}@membre.example.org")
            reader(database, mailbox.address, AWAKE, one, account if phone else 0)
        with database.read() as session:
            ((person, membership),) = memberships_of_structure(session, one.id)
        return Member(one, person.id, membership.id, phone, mailbox)

    def _join(self, *animators: int) -> None:
        now = self.service.clock()
        with self.service.database.write() as session:
            for one in animators:
                token = network_animating.invite_by_host(session, self.network, now)
                network_animating.accept(session, token, one, now)
            token = network_inviting.invite(session, animators[0], self.network, now, uses=len(TWELVE))
            for member in self.members.values():
                network_inviting.accept(session, token, member.person, member.structure.id, now)

    def linked_group(self) -> Group:
        """Where the self-employed are told, beside their manager."""
        phone = self.phone("eiti")
        group = Group(self.service.api, "Les indépendants", creator=phone)
        group.add_bot()
        group.say(phone, "/relier")
        group.wait_for(phone, "dans ce groupe")
        return group

    @contextmanager
    def settings_of(self, mailbox: Mailbox) -> Iterator[httpx.Client]:
        """A browser where their settings are open, by a link of their mailbox."""
        with visiting(self.service) as browser:
            assert browser.post("/acces", data={"adresse": mailbox.address}).status_code == 200
            self.service.deliver()
            letter = next(one for one in reversed(mailbox.letters()) if one.links("entrer"))
            browser.post(letter.link("entrer")).raise_for_status()
            yield browser
