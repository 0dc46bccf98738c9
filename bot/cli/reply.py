"""`vigie reply NOTICE --structure ID --out DIR`: the whole reply help of one structure for one notice, as files."""

from pathlib import Path
from typing import Annotated

import typer

from alerts.files.kit import FileFormat
from alerts.messages.french import lots
from alerts.reply_help.case import Case, key_of
from bot.cli import screen
from bot.cli.config import DEFAULT_PATH, ConfigPath, settings_from
from bot.cli.opened import opened
from bot.cli.reply_files import AlreadyThere, write_kit
from bot.wiring import House
from scrapers.notice import Lot

NoticeId = Annotated[str, typer.Argument(metavar="NOTICE", help="Identifiant de l’avis, comme boamp:26-12345.")]
StructureId = Annotated[str, typer.Option("--structure", help="Identifiant de la structure.", metavar="ID")]
Out = Annotated[Path, typer.Option("--out", help="Dossier où écrire, fait au besoin.", metavar="DIR")]
LotName = Annotated[str | None, typer.Option("--lot", help="Numéro du lot ; à défaut celui qui ferme le premier.")]
Format = Annotated[
    list[FileFormat] | None, typer.Option("--format", help="docx (Word), odt (LibreOffice) ; à défaut les deux.")
]
Replace = Annotated[bool, typer.Option("--replace", help="Remplacer les fichiers déjà écrits dans ce dossier.")]


def reply(
    notice: NoticeId,
    structure: StructureId,
    out: Out,
    lot: LotName = None,
    formats: Format = None,
    replace: Replace = False,
    config: ConfigPath = DEFAULT_PATH,
    as_json: screen.Json = False,
) -> None:
    """Préparer une réponse : aide complète en texte, cinq documents à compléter, calendrier (.ics)."""
    with opened(settings_from(config)) as house:
        case = _case(house, structure, notice, lot)
        paths = _written(case, house, out, tuple(formats or FileFormat), replace=replace)
    if as_json:
        screen.print_json({"notice": case.notice.id, "lot": case.lot.id, "files": [str(path) for path in paths]})
        return
    screen.out.print(f"{case.title}\nPour {case.structure.name}, {lots([case.lot.id])}.", soft_wrap=True)
    for path in paths:
        screen.out.print(str(path), soft_wrap=True)


def _written(
    case: Case, house: House, out: Path, formats: tuple[FileFormat, ...], *, replace: bool
) -> tuple[Path, ...]:
    """Or the exit code 1, and why nothing was written, or why the disk refused."""
    try:
        return write_kit(case, house.clock(), out, formats, replace=replace)
    except AlreadyThere as held:
        screen.fail(
            f"Le dossier {out} contient déjà {held}, que vous avez peut-être complété : choisissez un autre dossier,"
            " ou ajoutez --replace."
        )
    except OSError as error:
        screen.fail(f"Le dossier {out} ne peut pas être écrit ({error.strerror}).")


def _case(house: House, structure: str, notice: str, lot: str | None) -> Case:
    """Or the exit code 1, and what is missing."""
    wanted = None if lot is None else key_of(Lot(lot.strip()))
    case = house.composer.case_of_notice(structure, notice, wanted)
    if case is None:
        screen.fail(
            f"Il manque la structure « {structure} » ou l’avis « {notice} » dans la base de données :"
            " vigie run y inscrit les structures de votre fichier et les avis qu’il lit."
        )
    if wanted is not None and case.lot_key != wanted:
        known = ", ".join(key_of(one) for one in case.lots if key_of(one))
        screen.fail(f"Cet avis n’a pas de lot « {lot} » (lots : {known or 'aucun, le marché n’est pas alloti'}).")
    return case
