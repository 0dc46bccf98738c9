"""The first pages of papers to finish, by LibreOffice (needs Debian's `libreoffice-writer` and `poppler-utils`)."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.screenshots.living import Living

SOFFICE, PDFTOPPM = "/usr/bin/soffice", "/usr/bin/pdftoppm"
WIDTH = 600  # pixels: words are read, and the picture stays light
PAPERS = {"1-candidature": "papier-candidature", "2-memoire-technique": "papier-memoire"}
SHEET = {
    "legal_name": "Association Les Jardins fictifs",
    "legal_form": "Association loi 1901",
    "address": "1 rue des Exemples",
    "postcode": "69003",
    "town": "Montfictif",
    "email": "marches@jardins.example",
    "phone": "04 00 00 00 00",
    "signatory": "Camille Exemple",
    "signatory_role": "Direction",
    "staff": "14",
    "insertion_fte": "10",
    "supervisors": "2",
}
PATIENCE = 120  # seconds


def shoot_papers(held: Living, out: Path) -> Iterator[Path]:
    """Those of her last announcement, downloaded from its page. Raises CalledProcessError, TimeoutExpired."""
    with TemporaryDirectory() as folder:
        for paper, name in PAPERS.items():
            answer = held.browser.get(f"{held.path('a')}/aide/fichiers/{paper}.docx").raise_for_status()
            document = Path(folder) / f"{paper}.docx"
            document.write_bytes(answer.content)
            yield _first_page(document, out / name)


def fill_sheet(held: Living, path: str) -> None:
    """What she says once for all, while her settings are open."""
    mark = held.browser.get(path).text.partition('name="empreinte" value="')[2].partition('"')[0]
    held.browser.post(path, data={**SHEET, "empreinte": mark}).raise_for_status()


def _first_page(document: Path, target: Path) -> Path:
    profile, folder = f"-env:UserInstallation=file://{document.parent}/profile", str(document.parent)
    _run(SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(document))
    scale = ("-scale-to-x", str(WIDTH), "-scale-to-y", "-1")
    _run(PDFTOPPM, "-png", "-gray", "-f", "1", "-singlefile", *scale, str(document.with_suffix(".pdf")), str(target))
    return target.with_suffix(".png")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, timeout=PATIENCE, capture_output=True)
