"""The design holds, and would be defended: what the contracts forbid is caught when somebody does it."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "qda").rglob("*.py"))

LAYERS = [
    *("__main__", "ui", "cli", "export", "flows", "analysis", "sources", "study", "coding", "memos"),
    *("synthesis", "project"),
    *("store", "nlp", "settings", "text", "names", "errors", "progress", "i18n", "resources", "collecting"),
    "days",
    "percent",
]
SCREENS = [
    "ui.documents",
    "ui.grid",
    "ui.coding",
    "ui.memos",
    "ui.study",
    "ui.analysis",
    "ui.project",
    "ui.cases",
    "ui.claims",
    "ui.window",
    "ui.studies",
    "ui.lists",
    "ui.parts",
    "ui.working",
]
READING = ["analysis.segments", "analysis.coding", "analysis.words"]

MAKERS = ["export.study", "export.study.data_tables", "export.kinds", "export.writing", "export.reports"]
CIRCLE = [("qda.coding.here", "qda.coding.there"), ("qda.coding.there", "qda.coding.here")]

FORBIDDEN = [
    ("qda.store.planted", "qda.project"),  # upwards by one
    ("qda.errors.planted", "qda.ui"),  # upwards by all
    ("qda.flows.planted", "qda.export"),
    ("qda.cli.planted", "qda.ui"),
    ("qda.sources.planted", "qda.study"),  # the features
    ("qda.coding.planted", "qda.memos"),
    ("qda.memos.planted", "qda.coding"),
    ("qda.cli.other", "PySide6"),  # Qt
    ("qda.text.planted", "PySide6"),
    ("qda.analysis.planted", "shiboken6"),
    ("qda.ui.tables", "qda.store"),  # tables, sessions and writer libraries
    ("qda.ui.tables", "sqlalchemy"),
    ("qda.ui.tables", "docx"),
    ("qda.ui.tables", "spacy"),
    ("qda.cli.tables", "qda.store"),
    ("qda.cli.tables", "sqlalchemy"),
    ("qda.cli.tables", "docx"),
    ("qda.cli.tables", "spacy"),
    ("qda.nlp.planted", "qda.store"),  # language processing proposes and never writes
    ("qda.nlp.planted", "qda.project"),
    ("qda.ui.coding.planted", "qda.ui.memos"),  # screens
    ("qda.ui.documents.planted", "qda.ui.study"),
    ("qda.ui.session.planted", "qda.ui.coding"),
    ("qda.ui.coding.planted", "qda.ui.window"),  # nor do they know what frames them
    ("qda.ui.parts.planted", "qda.ui.coding"),
    ("qda.ui.working.planted", "qda.ui.parts"),
    ("qda.analysis.segments.planted", "qda.analysis.coding"),  # what is counted from knows nobody who counts
    ("qda.analysis.coding.planted", "qda.analysis.words"),
    ("qda.export.study.data_tables.planted", "qda.export.writing"),  # what makes a table does not write it
    ("qda.export.study.data_tables.planted", "qda.export.reports"),
    ("qda.export.kinds.planted", "qda.export.writing"),
]
LAWFUL = [
    ("qda.ui.coding.fine", "PySide6"),
    ("qda.ui.coding.fine", "qda.ui.session"),
    ("qda.ui.coding.fine", "qda.ui.documents"),
    ("qda.ui.coding.fine", "qda.coding"),
    ("qda.flows.fine", "qda.coding"),
    ("qda.coding.fine", "qda.project"),
    ("qda.project.fine", "qda.store"),
    ("qda.store.fine", "sqlalchemy"),
    ("qda.export.writing.fine", "qda.export.study.data_tables"),
]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts in `folder`, in a fresh process because this one has imported the real package."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-logo", "--no-cache"],
        cwd=folder,
        env=os.environ | {"COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )


def plant(folder: Path, module: str, imported: str) -> None:
    """Write a line that imports `imported` into `module`."""
    file = folder.joinpath(*module.split(".")).with_suffix(".py")
    with file.open("a", encoding="utf-8") as opened:
        opened.write(f"import {imported}\n")


@pytest.fixture(scope="session")
def findings(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the contracts say of a small package that does everything wrong, and a few things right."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in ["", *LAYERS, *SCREENS, *READING, *MAKERS, "ui.session", "stray"]:
        place = folder.joinpath("qda", *package.split("."))
        place.mkdir(exist_ok=True)
        (place / "__init__.py").touch()
    for module, imported in FORBIDDEN + LAWFUL + CIRCLE:
        plant(folder, module, imported)
    done = lint_imports(folder)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def test_the_contracts_hold() -> None:
    done = lint_imports(ROOT)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("module", "imported"), FORBIDDEN)
def test_a_forbidden_import_is_caught(findings: str, module: str, imported: str) -> None:
    assert f"{module} -> {imported} " in findings


@pytest.mark.parametrize(("module", "imported"), LAWFUL)
def test_a_lawful_import_is_let_pass(findings: str, module: str, imported: str) -> None:
    assert f"{module} -> {imported} " not in findings


def test_a_circle_is_caught(findings: str) -> None:
    assert "No cycles are allowed in qda.coding." in findings


def test_a_module_that_has_no_layer_is_caught(findings: str) -> None:
    assert "- qda.stray" in findings


def test_a_module_of_analysis_that_has_no_room_is_caught(findings: str) -> None:
    assert "- qda.analysis.planted" in findings


@pytest.mark.parametrize("library", ["numpy", "pandas", "matplotlib.figure", "spacy", "docx", "lxml.etree", "networkx"])
def test_a_heavy_import_at_the_head_of_a_module_is_caught(library: str) -> None:
    source = f'"""Planted."""\n\nimport {library}\n\nprint({library})\n'

    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--no-cache", "--stdin-filename", "qda/analysis/planted.py", "-"],
        cwd=ROOT,
        input=source,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "TID253" in done.stdout


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(module.relative_to(ROOT))
        for module in MODULES
        if (tree := ast.parse(module.read_text("utf-8"))).body and ast.get_docstring(tree) is None
    ]

    assert silent == []


@pytest.mark.parametrize("module", ["errors", "progress", "i18n", "resources", "collecting", "days", "percent"])
def test_the_ground_needs_only_the_standard_library(module: str) -> None:
    tree = ast.parse((ROOT / "qda" / f"{module}.py").read_text("utf-8"))

    assert set(imported_packages(tree)) <= sys.stdlib_module_names | {"qda"}


def imported_packages(tree: ast.Module) -> Iterator[str]:
    """The first name of everything imported anywhere in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
