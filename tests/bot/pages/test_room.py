"""The pages of a group: everything in plain forms, behind a signed link, for who is in and for nobody else."""

from dataclasses import dataclass
from html import unescape

import httpx
import pytest
from icalendar import Calendar

from alerts.links.signed import LinkKind
from alerts.model.network import GroupForm, Room
from alerts.network import group
from alerts.services import access, network_leaving, rooms
from alerts.store import rooms as kept
from bot.pages.reply.files import AN_HOUR
from bot.wiring import House
from tests.alerts.services.grouped import Circle, trio
from tests.bot.pages.conftest import MONDAY, ONE_DATABASE, Clock
from tests.bot.pages.visitor import Fields, Visitor

PARTS = ("", "/choix", "/calendrier", "/droit", "/lettre", "/quitter")
FILES = ("/calendrier.ics", "/lettre-d-intention.docx", "/lettre-d-intention.odt")


@dataclass
class Scene:
    circle: Circle
    room: Room
    house: House
    visitor: Visitor

    def path(self, name: str, part: str = "", room: int | None = None) -> str:
        """As in the letters of this person."""
        about = self.circle.membership(name), self.room.id if room is None else room
        return f"/g/{self.house.links.token(LinkKind.ROOM, *about, now=MONDAY)}{part}"  # type: ignore[union-attr]

    def get(self, name: str, part: str = "") -> httpx.Response:
        return self.visitor.get(self.path(name, part))

    def post(self, name: str, part: str, fields: Fields | None = None) -> httpx.Response:
        return self.visitor.post(self.path(name, part), fields)

    def now(self) -> Room:
        with self.house.database.read() as session:
            found = kept.load_room(session, self.room.id)
        assert found is not None
        return found


@pytest.fixture
def scene(house: House, visitor: Visitor) -> Scene:
    circle, room = trio(house.database, "1")
    return Scene(circle, room, house, visitor)


def plain(answer: httpx.Response) -> str:
    return unescape(answer.text).replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


def shared_out(scene: Scene) -> Room:
    circle, room = scene.circle, scene.room
    with scene.house.database.write() as session:
        for name, structure in (("maud", "moulin"), ("anne", "jardins"), ("sami", "ouvrage")):
            rooms.write(session, circle.who(name), room.id, structure, f"Part de {structure}.", MONDAY)
        rooms.choose_mandataire(session, circle.who("maud"), room.id, "moulin", "moulin", MONDAY)
        return rooms.choose_form(session, circle.who("maud"), room.id, "moulin", GroupForm.CONJOINT, MONDAY)


def test_the_room_says_all_of_the_group(scene: Scene) -> None:
    told = plain(scene.get("maud"))
    for words in (
        "Entretien des parcs",
        "Les Jardins <fictifs> & Cie",
        "contact@jardins.example.org",
        "ESAT du Moulin fictif (vous)",
        "Ce que le groupe couvre",
        "Il manque le mandataire",
    ):
        assert words in told, words
    assert "<fictifs>" not in scene.get("maud").text, "names are escaped"


@ONE_DATABASE
def test_every_part_opens_and_a_look_changes_nothing(scene: Scene) -> None:
    before = scene.now()
    for part in PARTS:
        assert scene.get("maud", part).status_code == 200, part
    for action in ("/part", "/accord", "/doute"):
        assert scene.get("maud", action).status_code == 405, action
    assert scene.now() == before


def test_a_part_is_written_and_what_changed_meanwhile_is_shown_with_it(scene: Scene) -> None:
    done = scene.post("bilal", "/part", {"part": "Vitres & <sols>.\n\nÉquipe de huit.", "vu": ""})
    assert (done.status_code, done.headers["location"]) == (303, f"{scene.path('bilal')}?fait=part")
    assert scene.now().does == {"jardins": "Vitres & <sols>.\n\nÉquipe de huit."}
    assert "C'est noté" in plain(scene.visitor.get(done.headers["location"]))
    second = scene.post("anne", "/part", {"part": "De Anne.", "vu": ""})
    assert second.status_code == 409
    told = plain(second)
    assert "Vitres & <sols>." in told
    assert "De Anne." in told
    again = scene.post("anne", "/part", {"part": "De Anne.", "vu": "Vitres & <sols>.\r\n\r\nÉquipe de huit."})
    assert again.status_code == 303
    assert scene.now().does == {"jardins": "De Anne."}


@ONE_DATABASE
def test_a_part_that_is_too_long_is_shown_again_whole(scene: Scene) -> None:
    long = "é" * (group.LONGEST + 1)
    refused = scene.post("maud", "/part", {"part": long, "vu": ""})
    assert refused.status_code == 409
    assert rooms.TOO_LONG in plain(refused)
    assert long in plain(refused)
    assert scene.now().does == {}


def test_mandataire_and_form_are_chosen_in_one_form(scene: Scene) -> None:
    fields = {"mandataire": "ouvrage", "mandataire-vu": "personne", "forme": "solidary", "forme-vue": "personne"}
    assert scene.post("anne", "/choix", fields).status_code == 303
    assert (scene.now().mandataire, scene.now().form) == ("ouvrage", GroupForm.SOLIDARY)
    stale = {"mandataire": "personne", "mandataire-vu": "personne", "forme": "conjoint", "forme-vue": "solidary"}
    scene.post("maud", "/choix", stale)
    assert (scene.now().mandataire, scene.now().form) == ("ouvrage", GroupForm.CONJOINT), "only what was changed"


@pytest.mark.parametrize("value", ["voisine", "<b>", "../moulin", ""])
@ONE_DATABASE
def test_a_mandataire_from_outside_is_refused(scene: Scene, value: str) -> None:
    refused = scene.post("anne", "/choix", {"mandataire": value, "mandataire-vu": "personne"})
    assert refused.status_code == 409
    assert scene.now().mandataire is None


def test_each_agrees_to_what_was_shown_and_to_nothing_else(scene: Scene) -> None:
    assert 'name="marque"' not in scene.get("maud").text, "the sharing lacks too much"
    mark = group.mark_of(shared_out(scene))
    assert f'name="marque" value="{mark}"' in scene.get("maud").text
    for name in ("maud", "anne", "sami"):
        assert scene.post(name, "/accord", {"marque": mark}).status_code == 303
    assert group.everybody(scene.now())
    assert "Tout le monde." in plain(scene.get("bilal"))
    scene.post("sami", "/doute")
    assert scene.now().agreed == {"moulin", "jardins"}
    scene.post("anne", "/part", {"part": "Autre chose.", "vu": "Part de jardins."})
    refused = scene.post("maud", "/accord", {"marque": mark})
    assert refused.status_code == 409
    assert "a changé depuis" in plain(refused)
    assert scene.now().agreed == frozenset()


def test_steps_are_ticked_and_taken_and_what_others_did_meanwhile_stays(scene: Scene) -> None:
    fields: Fields = {"montre": ["step-read", "step-prices"], "pret": ["step-read"], "pris": ["step-prices"]}
    assert scene.post("bilal", "/calendrier", fields).status_code == 303
    tasks = {one.step: (one.structure_id, one.done) for one in scene.now().tasks}
    assert tasks == {"step-read": (None, True), "step-prices": ("jardins", False)}
    assert "S'en charge : Les Jardins <fictifs> & Cie" in plain(scene.get("maud", "/calendrier"))
    stale: Fields = {"montre": ["step-read", "step-prices", "step-sign"], "pret": ["step-sign"]}
    scene.post("maud", "/calendrier", stale)
    tasks = {one.step: (one.structure_id, one.done) for one in scene.now().tasks}
    assert tasks["step-read"] == (None, True), "Maud's page was older"
    assert tasks["step-sign"] == (None, True)
    refused = scene.post("maud", "/calendrier", {"montre": ["step-prices"], "pris": ["step-prices"]})
    assert refused.status_code == 409
    assert rooms.TAKEN in plain(refused)


def test_files_are_downloads_counted_by_the_hour(scene: Scene, clock: Clock) -> None:
    for part in FILES:
        file = scene.get("maud", part)
        assert file.status_code == 200
        assert file.headers["content-disposition"].startswith("attachment")
        assert file.headers["x-content-type-options"] == "nosniff"
    uids = [str(one["uid"]) for one in Calendar.from_ical(scene.get("maud", FILES[0]).content).walk("VEVENT")]
    assert all(one.endswith("@vigie.example") for one in uids)
    for part in ("/lettre-d-intention.pdf", "/lettre-d-intention.", "/autre.docx"):
        assert scene.get("maud", part).status_code == 404
    statuses = {scene.get("maud", FILES[1]).status_code for _ in range(AN_HOUR)}
    assert statuses == {200, 429}
    clock.later(hours=1, minutes=1)
    assert scene.get("maud", FILES[1]).status_code == 200


def test_leaving_is_asked_then_done_and_the_link_opens_nothing_more(scene: Scene) -> None:
    assert "les autres seront prévenus" in plain(scene.get("sami", "/quitter"))
    assert "ouvrage" in scene.now().members
    assert scene.post("sami", "/quitter").status_code == 200
    assert "ouvrage" not in scene.now().members
    assert scene.get("sami").status_code == 403


# stranger's link does not exist: a link names a membership. What a person of each part gets with a link made for them:
#         a part                    vera (outside)  bilal (équipier)  anne (manager)
CELLS = {
    ("GET", ""): "403 200 200",
    ("GET", "/choix"): "403 200 200",
    ("GET", "/calendrier"): "403 200 200",
    ("GET", "/calendrier.ics"): "403 200 200",
    ("GET", "/droit"): "403 200 200",
    ("GET", "/lettre"): "403 200 200",
    ("GET", "/lettre-d-intention.docx"): "403 200 200",
    ("GET", "/quitter"): "403 403 200",
    ("POST", "/part"): "403 303 303",
    ("POST", "/calendrier"): "403 303 303",
    ("POST", "/choix"): "403 403 303",
    ("POST", "/accord"): "403 403 303",
    ("POST", "/doute"): "403 403 303",
    ("POST", "/quitter"): "403 403 200",
}
FORMS: dict[str, Fields] = {
    "/part": {"part": "Une part.", "vu": "Part de jardins."},
    "/calendrier": {"montre": ["step-read"], "pret": ["step-read"]},
    "/choix": {"mandataire": "moulin", "mandataire-vu": "personne"},
}


@pytest.mark.parametrize(("method", "part"), CELLS)
@ONE_DATABASE
def test_each_cell(scene: Scene, method: str, part: str) -> None:
    mark = group.mark_of(shared_out(scene))
    found = []
    for name in ("vera", "bilal", "anne"):
        before = scene.now()
        fields = FORMS.get(part, {"marque": mark})
        answer = scene.get(name, part) if method == "GET" else scene.post(name, part, fields)
        found.append(str(answer.status_code))
        if answer.status_code == 403:
            assert "Entretien des parcs" not in answer.text
            assert scene.now() == before
    assert found == CELLS[method, part].split()


@ONE_DATABASE
def test_a_link_that_is_forged_cut_or_of_another_kind_opens_nothing(scene: Scene) -> None:
    token = scene.path("maud").removeprefix("/g/")
    assert scene.house.links is not None
    other = scene.house.links.token(LinkKind.CALL, scene.circle.membership("maud"), scene.room.id, now=MONDAY)
    for bad in (token[:-1], token + "A", token.swapcase(), other, "x"):
        assert scene.visitor.get(f"/g/{bad}").status_code == 404, bad
    assert scene.visitor.get(scene.path("maud", room=999_999)).status_code == 403
    assert scene.visitor.get(scene.path("maud", room=10**25)).status_code == 404


@ONE_DATABASE
def test_a_form_from_another_site_does_nothing(scene: Scene) -> None:
    headers = {"content_type": "application/x-www-form-urlencoded", "sec_fetch_site": "cross-site"}
    answer = scene.visitor.post_bytes(scene.path("maud", "/quitter"), b"", **headers)
    assert answer.status_code == 403
    assert "moulin" in scene.now().members


def test_out_of_the_network_is_out_of_the_room(scene: Scene) -> None:
    with scene.house.database.write() as session:
        network_leaving.leave(session, scene.circle.who("sami"), scene.circle.network, "ouvrage", MONDAY)
    assert scene.get("sami").status_code == 403
    assert "Scop" not in scene.get("maud").text


@ONE_DATABASE
def test_a_closed_room_is_read_and_no_more(scene: Scene) -> None:
    with scene.house.database.write() as session:
        rooms.close(session, scene.room.id, MONDAY)
    for part in PARTS[:-1]:
        answer = scene.get("maud", part)
        assert answer.status_code == 200
        assert "Ce groupe est clos" in plain(answer)
        assert "<button" not in answer.text, part
    assert scene.post("maud", "/part", {"part": "Trop tard.", "vu": ""}).status_code == 409
    assert scene.now().does == {}


def test_my_groups_are_listed_to_who_has_their_settings_open(scene: Scene) -> None:
    assert scene.visitor.get("/groupes").headers["location"] == "/acces?vers=/groupes", "nobody's settings are open"
    maud = entered(scene, "maud")
    page = maud.get("/groupes")
    assert "Propreté & espaces verts de <Sévigny>" in plain(page)
    assert scene.path("maud") in page.text
    assert "aucun groupe" in plain(entered(scene, "vera").get("/groupes"))


def entered(scene: Scene, name: str) -> Visitor:
    """With their settings open."""
    found = Visitor(scene.house, "192.0.2.9")
    with scene.house.database.write() as session:
        token = access.let_in(session, scene.circle.who(name), MONDAY)
    found.take_cookies({"__Host-vigie": token})
    return found
