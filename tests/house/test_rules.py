"""The rules of the house that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = sorted(
    path
    for floor in ("scrapers", "alerts", "bot")
    for path in (ROOT / floor).rglob("*.py")
    if "migrations" not in path.parts
)
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "data", "process", "misc", "common"}


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_code_is_there() -> None:
    assert len(CODE) > 40


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_a_file_is_short_well_named_and_explained(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    assert path.stem not in FORBIDDEN_NAMES
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "each module says what it is for"


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_code_never_imports_the_tests(path: Path) -> None:
    imported = [
        name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    ]
    assert [name for name in imported if name.split(".")[0] == "tests"] == []


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_no_function_outgrows_a_screen(path: Path) -> None:
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno >= 40
    ]
    assert long == []


def test_lock_files_hold_hashes_and_no_address() -> None:
    for name in ("bootstrap", "run", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert re.findall(r"https?://", text) == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in sorted(folder.glob("0*.md")) if page.name not in index] == []
