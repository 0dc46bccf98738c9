"""The files as LibreOffice reads them: VIGIE_TEST_SOFFICE names its program."""

import os
import subprocess
from pathlib import Path

import pytest

from alerts.files.kit import FileFormat, kit_files
from tests.alerts.files.papers import plain
from tests.alerts.reply_help.cases import NOW, odd_name

SOFFICE = os.environ.get("VIGIE_TEST_SOFFICE", "")
pytestmark = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is needed: VIGIE_TEST_SOFFICE=/usr/bin/soffice")


@pytest.mark.parametrize("form", FileFormat)
def test_a_kit_opens_and_its_words_are_read(form: FileFormat, tmp_path: Path) -> None:
    kit = kit_files(odd_name(), NOW, form)
    for one in kit:
        (tmp_path / one.name).write_bytes(one.content)
    command = [SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "txt:Text"]
    names = [str(tmp_path / one.name) for one in kit]
    subprocess.run([*command, "--outdir", str(tmp_path), *names], check=True, timeout=180, capture_output=True)
    for one in kit:
        told = plain((tmp_path / one.name).with_suffix(".txt").read_text("utf-8-sig"))
        assert "Tonte & « taille » <lot> 100 %" in told, one.name
    sheet = plain((tmp_path / kit[0].name).with_suffix(".txt").read_text("utf-8-sig"))
    assert "Dénomination sociale : Jardins & Cie <solidaires>" in sheet
    assert "Nom de l'acheteur : Mairie d'Exemple & alentours <69>" in sheet
