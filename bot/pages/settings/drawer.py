"""« Tiroir de preuves »: what buyers ask to see, what the structure has of it, until when. Its whole team writes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alerts.channels.markup import typography
from alerts.intake.pauses import Misunderstood
from alerts.intake.proofs import NoEnd, On, understand_end, understand_start
from alerts.messages.french import PARIS, capitalised, short_day
from alerts.messages.reply.drawer import held_words
from alerts.model.reply import Proof, ProofKind
from alerts.reply_help.drawer import Drawer as DrawerSeen
from alerts.reply_help.drawer import drawer as drawer_of
from alerts.reply_help.proofs import CATALOGUE
from alerts.services import drawer, sheets
from alerts.services.errors import NotAllowed, NotYours, Refusal
from bot.pages.forms import Form, form_of, read_form
from bot.pages.settings.opened import Opened, opened
from bot.pages.site import Site

NOTES = {
    "note": "C’est noté.",
    "retire": "C’est retiré du tiroir.",
    "range": "Le fichier est rangé.",
    "enleve": "Le fichier est effacé. Ses dates restent dans le tiroir.",
}
KINDS = tuple((one.value, capitalised(known.name)) for one, known in CATALOGUE.items())


@dataclass(frozen=True, slots=True)
class Line:
    """One proof. `words`: its name, its number, until when; `kept`: its file, "" for none."""

    id: int
    name: str
    words: str
    kept: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the drawer lacks. `kind` names it in an address."""

    kind: str
    name: str
    where: str


def routes(site: Site) -> list[BaseRoute]:
    page, here = Drawer(site), "/reglages/{membership:int}/tiroir"
    one = f"{here}/{{proof:int}}"
    return [
        Route(here, page.every),
        Route(f"{here}/ajouter", page.add, methods=["GET", "POST"]),
        Route(one, page.change, methods=["GET", "POST"]),
        Route(f"{one}/retirer", page.drop, methods=["POST"]),
    ]


class Drawer:
    def __init__(self, site: Site) -> None:
        self._site = site

    async def every(self, request: Request) -> Response:
        held = await opened(self._site, request)
        proofs = await self._proofs(held)
        note = NOTES.get(request.query_params.get("fait", ""), "")
        form = (await self._site.read(sheets.sheet_of, held.person.id, held.structure.id)).legal_form
        found = drawer_of(held.structure, proofs, self._today, form)
        keeps = self._site.house.settings.reply.keep_documents
        groups, missing = list(_groups(found)), [_wanted(one) for one in found.missing]
        return self._site.page("settings/drawer", held=held, note=note, groups=groups, missing=missing, keeps=keeps)

    async def add(self, request: Request) -> Response:
        """`piece`: the kind that the list says is missing."""
        held = await opened(self._site, request)
        if request.method == "POST":
            return await self._saved(held, await read_form(request), None)
        asked = request.query_params.get("piece", "")
        return self._form(held, form_of([("piece", asked)]), None)

    async def change(self, request: Request) -> Response:
        held = await opened(self._site, request)
        proof = await self._one(held, request)
        if request.method == "POST":
            return await self._saved(held, await read_form(request), proof)
        return self._form(held, form_of(_pairs(proof)), proof)

    async def drop(self, request: Request) -> Response:
        held = await opened(self._site, request)
        who = (held.person.id, held.structure.id)
        await self._site.write(drawer.drop_proof, *who, request.path_params["proof"])
        return _back(held, "retire")

    async def _saved(self, held: Opened, form: Form, before: Proof | None) -> Response:
        """What is not understood is said under its field; all that was typed stays."""
        proof, errors = read_proof(form, before, self._today)
        if not errors:
            try:
                await self._site.write(drawer.save_proof, held.person.id, held.structure.id, proof, self._site.now)
            except (NotYours, NotAllowed):
                raise
            except Refusal as refusal:
                errors = {"fin" if refusal.sentence == drawer.TWISTED else "": typography(refusal.sentence)}
        if errors:
            return self._form(held, form.with_errors(errors), before, status=422)
        return _back(held, "note")

    def _form(self, held: Opened, form: Form, proof: Proof | None, status: int = 200) -> Response:
        keeping = self._site.house.settings.reply
        return self._site.page(
            "settings/proof",
            status=status,
            held=held,
            form=form,
            proof=proof,
            line=_line(proof, name_of(proof.kind)) if proof else None,
            kinds=(("", "Choisissez…"), *KINDS),
            known=_known(form),
            keeps=keeping.keep_documents,
            most=keeping.max_megabytes,
        )

    async def _proofs(self, held: Opened) -> tuple[Proof, ...]:
        return await self._site.read(drawer.proofs_of, held.person.id, held.structure.id)

    async def _one(self, held: Opened, request: Request) -> Proof:
        """Raises NotYours."""
        wanted = request.path_params["proof"]
        found = next((one for one in await self._proofs(held) if one.id == wanted), None)
        if found is None:
            raise NotYours(drawer.GONE)
        return found

    @property
    def _today(self) -> date:
        return self._site.now.astimezone(PARIS).date()


def read_proof(form: Form, before: Proof | None, today: date) -> tuple[Proof, dict[str, str]]:
    """What a form says, and a sentence by field that is not understood."""
    kind = next((one for one in ProofKind if one.value == form.one("piece")), None)
    issued, ends = understand_start(form.one("du"), today), understand_end(form.one("fin"), today)
    errors = {} if kind else {"piece": "Choisissez le document dans la liste."}
    for name, found in (("du", issued), ("fin", ends)):
        if isinstance(found, Misunderstood):
            errors[name] = typography(found.why)
    proof = Proof(
        kind or ProofKind.OTHER,
        form.one("reference"),
        _day(issued),
        _day(ends),
        form.one("note"),
        before.id if before else 0,
    )
    return proof, errors


def _groups(found: DrawerSeen) -> Iterator[tuple[str, list[Line]]]:
    """(title, lines): the most pressing first."""
    good = [one for one in found.held if one not in found.ended and one not in found.soon]
    for title, some in (("Ne vaut plus", found.ended), ("Prend fin bientôt", found.soon), ("À jour", good)):
        if some:
            yield title, [_line(one.proof, typography(held_words(one))) for one in some]
    if found.older:
        yield (
            "Remplacés par un plus récent",
            [_line(one, f"{name_of(one.kind)} {one.reference}") for one in found.older],
        )


def _line(proof: Proof, words: str) -> Line:
    kept = f"{proof.file.name} ({size_words(proof.file.size)})" if proof.file else ""
    return Line(proof.id, name_of(proof.kind), words.strip(), kept)


def _wanted(kind: ProofKind) -> Wanted:
    return Wanted(kind.value, name_of(kind), typography(CATALOGUE[kind].where))


def name_of(kind: ProofKind) -> str:
    return typography(capitalised(CATALOGUE[kind].name))


def size_words(octets: int) -> str:
    """« 320 Ko », « 1,4 Mo »."""
    if octets < 1_000_000:
        return f"{max(octets // 1000, 1)} Ko"
    return f"{octets / 1_000_000:.1f} Mo".replace(".", ",")


def _known(form: Form) -> str:
    """What the document chosen is, and where to get it."""
    kind = next((one for one in ProofKind if one.value == form.one("piece")), None)
    if kind is None:
        return ""
    known = CATALOGUE[kind]
    return typography(f"{capitalised(known.what)}. Où l'obtenir : {known.where}. Durée : {known.lasts}.")


def _day(found: On | NoEnd | Misunderstood) -> date | None:
    return found.day if isinstance(found, On) else None


def _pairs(proof: Proof) -> list[tuple[str, str]]:
    return [
        ("piece", proof.kind.value),
        ("reference", proof.reference),
        ("du", short_day(proof.issued_on) if proof.issued_on else ""),
        ("fin", short_day(proof.valid_until) if proof.valid_until else ""),
        ("note", proof.note),
    ]


def _back(held: Opened, done: str) -> Response:
    return RedirectResponse(f"/reglages/{held.membership.id}/tiroir?fait={done}", 303)
