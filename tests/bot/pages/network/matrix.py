"""The cells of the matrix of networks: each page and each form, who may, and how it is asked.

Behind the session: the browser of each. Behind a link: the link that a letter to that person would hold, as if somebody
had our secret: the services look at their rights again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from alerts.links.signed import LinkKind
from alerts.model.network import Call, Candidate, Room
from alerts.model.structure import Criteria, Structure, StructureKind, Territory
from alerts.network import group
from alerts.services import access, network_animating, people, rooms, tokens
from alerts.store import calls, matches, notices
from alerts.store import rooms as kept
from bot.wiring import House
from scrapers.notice import Deadline
from tests.alerts.services.grouped import contract
from tests.alerts.services.stories import ingested, matched
from tests.bot.commands.networked import bring
from tests.bot.pages.conftest import MONDAY
from tests.bot.pages.network.broadcasts import confirmed, drafted, hidden, received
from tests.bot.pages.network.scene import COOKIE, Scene, scene_in
from tests.bot.pages.network.test_radar import call as closing
from tests.bot.pages.network.test_radar import tap_of
from tests.bot.pages.visitor import BASE, Fields

WHO = ("nobody", "doris", "claire", "bilal", "anne", "nadia")
OURS = ("/reseaux", "/groupes", *(f"/{one}/" for one in "bpgtki"))
PARTNERS = "/a/{token}/partenaires"

EVERYBODY = frozenset(WHO)
LOGGED_IN = EVERYBODY - {"nobody"}
INSIDE = frozenset({"bilal", "anne", "nadia"})
OF_MEMBER = frozenset({"bilal", "anne"})
MANAGER = frozenset({"anne"})
ANIMATOR = frozenset({"nadia"})


@dataclass
class World:
    """The scene; a draft, and one that left; the Jardins look for partners and are in a room with the Voisine."""

    scene: Scene
    draft: int
    sent: int
    match: int
    call: int
    room: int

    def signed(self, kind: LinkKind, who: str, *about: object) -> str:
        """The link of this person: by their membership, else by none (Nadia) or nobody's (a number of no row)."""
        links, now = self.scene.house.links, self.scene.house.clock()
        assert links is not None
        return links.url(kind, *about, now=now).removeprefix(BASE)

    def membership(self, who: str) -> int:
        with self.scene.house.database.read() as session:
            held = people.memberships_of(session, self.scene.people[who]) if who != "nobody" else []
        return held[0][0].id if held else 999_999

    def person(self, who: str) -> int:
        return 999_999 if who == "nobody" else self.scene.people[who]

    def group(self) -> Room:
        with self.scene.house.database.read() as session:
            found = kept.load_room(session, self.room)
        assert found is not None
        return found


Address = Callable[[World, str], str]
Filled = Callable[[World], Fields]


def inside(part: str = "") -> Address:
    def of(world: World, who: str) -> str:
        scene = world.scene
        given = {"jardins": scene.handle_of(scene.jardins), "draft": world.draft, "sent": world.sent}
        return scene.base + part.format(**given)

    return of


def invited(world: World, who: str) -> str:
    return f"{world.scene.base}/inviter/{world.scene.link()}"


def at(path: str) -> Address:
    return lambda world, who: path


def invitation(part: str = "") -> Address:
    return lambda world, who: f"/i/{world.scene.link(5)}{part}"


def to_animate(world: World, who: str) -> str:
    house = world.scene.house
    with house.database.write() as session:
        made = network_animating.invite(session, world.scene.people["nadia"], world.scene.network.id, house.clock())
    return f"/i/{made}/adresse"


def opened_for_it(world: World, who: str) -> str:
    """Their settings, by the mail that an invitation to animate made us send."""
    if who != "nobody":
        now, mark = world.scene.house.clock(), tokens.mark_of(to_animate(world, who).split("/")[2])
        with world.scene.house.database.write() as session:
            world.scene[who].take_cookies({COOKIE: access.let_in(session, world.person(who), now, mark)})
    return "/reseaux/invitation"


def radar_tap(world: World, who: str) -> str:
    ingested(world.scene.house.database, closing(), now=MONDAY)
    world.scene.house.current.refresh(MONDAY)
    return tap_of(world.scene)


def broadcast(world: World, who: str) -> str:
    delivery = received(world.scene, who if who in OF_MEMBER else "anne")
    return world.signed(LinkKind.BROADCAST, who, world.membership(who), delivery)


def asked(world: World, who: str) -> str:
    return world.signed(LinkKind.CALL, who, world.membership(who), world.call, 1, "s")


def room(part: str = "") -> Address:
    return lambda world, who: world.signed(LinkKind.ROOM, who, world.membership(who), world.room) + part


def of_person(kind: LinkKind, part: str = "") -> Address:
    return lambda world, who: world.signed(kind, who, world.person(who), world.scene.network.id) + part


def search(world: World, who: str) -> str:
    return world.signed(LinkKind.OPPORTUNITY, who, world.membership(who), world.match) + "/partenaires?lot=2"


def nothing(world: World) -> Fields:
    return {}


def given(**fields: str) -> Filled:
    return lambda world: fields


def hers(**more: str) -> Filled:
    return lambda world: {"structure": str(world.membership("anne")), **more}


def seen(world: World) -> Fields:
    return {"vu": hidden(world.scene["nadia"].get(f"{world.scene.base}/diffuser/{world.draft}").text)}


def marked(world: World) -> Fields:
    return {"marque": group.mark_of(world.group())}


@dataclass(frozen=True)
class Cell:
    """Who may. `changes` False: a form that only leads elsewhere, or that finds nothing to change here; `idle`: for
    these people alone."""

    address: Address
    allowed: frozenset[str]
    fields: Filled = nothing
    changes: bool = True
    idle: frozenset[str] = frozenset()


RENAMED = given(nom="Un nom neuf", genre="ptce", plafond="5", metiers="membres", territoire="membres")
ASKED = given(nom="Un réseau demandé", genre="cress")
NET, DRAFT, LEFT = "/reseaux/{network}", "/diffuser/{draft}", "/diffusions/{sent}"
LOOKS: dict[str, Cell] = {
    "/reseaux": Cell(at("/reseaux"), LOGGED_IN),
    "/reseaux/demander": Cell(at("/reseaux/demander"), LOGGED_IN),
    "/reseaux/invitation": Cell(opened_for_it, LOGGED_IN),
    NET: Cell(inside(), INSIDE),
    f"{NET}/membres": Cell(inside("/membres"), INSIDE),
    f"{NET}/membres/{{member}}/retirer": Cell(inside("/membres/{jardins}/retirer"), ANIMATOR),
    f"{NET}/ne-plus-animer": Cell(inside("/ne-plus-animer"), ANIMATOR),
    f"{NET}/inviter": Cell(inside("/inviter"), ANIMATOR),
    f"{NET}/inviter/{{token}}": Cell(invited, ANIMATOR),
    f"{NET}/partage": Cell(inside("/partage"), OF_MEMBER),
    f"{NET}/quitter": Cell(inside("/quitter"), MANAGER),
    f"{NET}/reglages": Cell(inside("/reglages"), ANIMATOR),
    f"{NET}/radar": Cell(inside("/radar"), ANIMATOR),
    f"{NET}/territoire": Cell(inside("/territoire"), INSIDE),
    f"{NET}/territoire/{{name}}.csv": Cell(inside("/territoire/chiffres.csv"), INSIDE),
    f"{NET}/repartition": Cell(inside("/repartition"), INSIDE),
    f"{NET}/diffuser": Cell(inside("/diffuser"), ANIMATOR),
    f"{NET}/diffuser/main": Cell(inside("/diffuser/main"), ANIMATOR),
    f"{NET}/diffuser/{{broadcast}}": Cell(inside(DRAFT), ANIMATOR),
    f"{NET}/diffuser/{{broadcast}}/changer": Cell(inside(f"{DRAFT}/changer"), ANIMATOR),
    f"{NET}/diffusions": Cell(inside("/diffusions"), ANIMATOR),
    f"{NET}/diffusions/{{broadcast}}": Cell(inside(LEFT), ANIMATOR),
    "/groupes": Cell(at("/groupes"), LOGGED_IN),
    "/i/{token}": Cell(invitation(), EVERYBODY),
    "/i/{token}/qr.png": Cell(invitation("/qr.png"), EVERYBODY),
    "/b/{token}": Cell(broadcast, OF_MEMBER),
    "/p/{token}": Cell(asked, OF_MEMBER),
    PARTNERS: Cell(search, OF_MEMBER),
    "/t/{token}": Cell(of_person(LinkKind.TERRITORY), INSIDE),
    "/t/{token}/{name}.csv": Cell(of_person(LinkKind.TERRITORY, "/chiffres.csv"), INSIDE),
    "/k/{token}": Cell(of_person(LinkKind.MUTE), EVERYBODY),  # who receives nothing is told so
    "/g/{token}": Cell(room(), OF_MEMBER),
    "/g/{token}/choix": Cell(room("/choix"), OF_MEMBER),
    "/g/{token}/droit": Cell(room("/droit"), OF_MEMBER),
    "/g/{token}/lettre": Cell(room("/lettre"), OF_MEMBER),
    "/g/{token}/lettre-d-intention.{form}": Cell(room("/lettre-d-intention.odt"), OF_MEMBER),
    "/g/{token}/calendrier": Cell(room("/calendrier"), OF_MEMBER),
    "/g/{token}/calendrier.ics": Cell(room("/calendrier.ics"), OF_MEMBER),
    "/g/{token}/quitter": Cell(room("/quitter"), MANAGER),
}
ACTS: dict[str, Cell] = {
    "/reseaux/demander": Cell(at("/reseaux/demander"), LOGGED_IN, ASKED),
    "/reseaux/invitation": Cell(opened_for_it, LOGGED_IN, idle=ANIMATOR),
    f"{NET}/membres/{{member}}/retirer": Cell(inside("/membres/{jardins}/retirer"), ANIMATOR),
    f"{NET}/ne-plus-animer": Cell(inside("/ne-plus-animer"), frozenset()),  # Nadia is the only one: she may not
    f"{NET}/inviter": Cell(inside("/inviter"), ANIMATOR, given(structures="12")),
    f"{NET}/inviter/animateur": Cell(inside("/inviter/animateur"), ANIMATOR),
    f"{NET}/inviter/fermer": Cell(inside("/inviter/fermer"), ANIMATOR),
    f"{NET}/partage": Cell(inside("/partage"), MANAGER, hers(montre="capacity")),
    f"{NET}/quitter": Cell(inside("/quitter"), MANAGER, hers()),
    f"{NET}/silence": Cell(inside("/silence"), INSIDE),
    f"{NET}/parole": Cell(inside("/parole"), INSIDE, changes=False),
    f"{NET}/reglages": Cell(inside("/reglages"), ANIMATOR, RENAMED),
    f"{NET}/radar/{{mark}}/prevenir": Cell(radar_tap, ANIMATOR),
    f"{NET}/diffuser": Cell(inside("/diffuser"), ANIMATOR, given(adresse="26-900701")),
    f"{NET}/diffuser/main": Cell(inside("/diffuser/main"), ANIMATOR, given(quoi="Tonte de deux hectares")),
    f"{NET}/diffuser/{{broadcast}}/changer": Cell(
        inside(f"{DRAFT}/changer"), ANIMATOR, given(mot="Autre mot", cible="all")
    ),
    f"{NET}/diffuser/{{broadcast}}/envoyer": Cell(inside(f"{DRAFT}/envoyer"), ANIMATOR, seen),
    f"{NET}/diffuser/{{broadcast}}/abandonner": Cell(inside(f"{DRAFT}/abandonner"), ANIMATOR),
    f"{NET}/diffusions/{{broadcast}}/retirer": Cell(inside(f"{LEFT}/retirer"), ANIMATOR),
    "/i/{token}": Cell(invitation(), frozenset({"doris"}), lambda world: {"structure": str(world.membership("doris"))}),
    "/i/{token}/suite": Cell(invitation("/suite"), EVERYBODY, given(par="acces"), changes=False),
    "/i/{token}/adresse": Cell(to_animate, EVERYBODY, given(adresse="nora@ptce.example.org")),
    "/b/{token}": Cell(broadcast, OF_MEMBER, given(geste="interested")),
    "/p/{token}": Cell(asked, OF_MEMBER, given(geste="clos")),
    PARTNERS: Cell(search, OF_MEMBER, lambda world: {"appel": str(world.call), "geste": "clos"}),
    "/k/{token}": Cell(of_person(LinkKind.MUTE), INSIDE),
    "/k/{token}/reprendre": Cell(of_person(LinkKind.MUTE, "/reprendre"), EVERYBODY, changes=False),
    "/g/{token}/part": Cell(room("/part"), OF_MEMBER, given(part="Les vitres.", vu="")),
    "/g/{token}/accord": Cell(room("/accord"), MANAGER, marked, changes=False),  # it lacks a mandataire: said, 409
    "/g/{token}/doute": Cell(room("/doute"), MANAGER, changes=False),
    "/g/{token}/choix": Cell(room("/choix"), MANAGER, given(forme="solidary", **{"forme-vue": "personne"})),
    "/g/{token}/calendrier": Cell(room("/calendrier"), OF_MEMBER, given(montre="step-read", pret="step-read")),
    "/g/{token}/quitter": Cell(room("/quitter"), MANAGER),
}
SAID_KINDLY = {("/ne-plus-animer", "nadia"): 403, ("/accord", "anne"): 409}
VOISINE = Structure(
    "",
    "La Voisine fictive",
    frozenset({StructureKind.ESAT}),
    (Criteria(frozenset({"nettoyage-locaux"}), territory=Territory(departements=frozenset({"01"}))),),
)


def world_in(house: House) -> World:
    """The notice closes late enough for everything to be done."""
    scene, about = scene_in(house), contract(deadline=Deadline(MONDAY.replace(month=12)))
    ingested(house.database, about, now=MONDAY)
    sent, draft = confirmed(scene, drafted(scene)), drafted(scene)
    with house.database.write() as session:
        vera = people.meet(session, 90, "Vera", MONDAY).id
        _, voisine = people.create_structure(session, vera, VOISINE, MONDAY)
        bring(session, scene.network, scene.people["nadia"], vera, voisine.id, MONDAY)
        opportunity = notices.opportunity_of(session, about.id)
        assert opportunity is not None
        match = next(
            iter(matches.insert_matches(session, [(opportunity, matched(scene.jardins.id, about))], MONDAY).values())
        )
        opened = Call(0, scene.network.id, scene.jardins.id, opportunity, about.id, "2", MONDAY)
        number = calls.add(session, opened)
        calls.add_candidates(session, [Candidate(number, voisine.id, 1, ("le métier",), MONDAY)])
        call = calls.load(session, number)
        assert call is not None
        room_id = rooms.open_or_join(session, call, voisine.id, MONDAY).id
    return World(scene, draft, sent, match, number, room_id)
