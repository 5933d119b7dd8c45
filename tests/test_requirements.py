"""The locks hold what pyproject.toml asks for, by hash, and nothing that Gerund may not be given out with."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?P<marker> ;[^\\]*)?", re.MULTILINE)


def pins(kind: str) -> dict[str, str]:
    """Each locked distribution with its version."""
    text = (ROOT / "requirements" / f"{kind}.lock").read_text("utf-8")
    return {found["name"]: found["version"] for found in PIN.finditer(text)}


def asked_for() -> list[str]:
    """The names of our own dependencies, of all kinds, as the locks write them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    wanted = project["project"]["dependencies"] + groups["build"] + groups["test"]
    return [re.split(r"[<>=~!;\[ ]", requirement)[0].lower().replace("_", "-") for requirement in wanted]


def test_the_test_lock_holds_the_run_lock() -> None:
    assert pins("run").items() <= pins("test").items()


def test_everything_asked_for_is_locked() -> None:
    locked = pins("test")

    assert [name for name in asked_for() if name not in locked] == []


def test_whatever_the_program_imports_is_asked_for() -> None:
    imported = {name for path in (ROOT / "qda").rglob("*.py") for name in imports(path)}
    foreign = imported - set(sys.stdlib_module_names) - {"qda"}
    makers = metadata.packages_distributions()

    made_by = {name: {maker.lower().replace("_", "-") for maker in makers.get(name, [])} for name in foreign}

    # PySide's own helper comes with it, under another name.
    assert [name for name, of in made_by.items() if of.isdisjoint([*asked_for(), "shiboken6"])] == []


def imports(path: Path) -> set[str]:
    """The packages that a module imports, at its head or inside its functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(each.name.split(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("kind", ["run", "test"])
def test_every_pin_has_a_hash_and_none_an_address(kind: str) -> None:
    text = (ROOT / "requirements" / f"{kind}.lock").read_text("utf-8")

    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]

    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text


def test_no_package_comes_under_a_licence_that_would_bind_gerund() -> None:
    licences = {name: licence(name) for name in pins("test") if installed(name)}

    assert {name: stated for name, stated in licences.items() if not is_free(stated)} == {}


def installed(name: str) -> bool:
    """False for what the lock keeps for another platform."""
    return bool(list(metadata.distributions(name=name)))


def licence(name: str) -> str:
    """What a distribution says of its licence, in the most exact of the four places where it may."""
    about = metadata.metadata(name)
    classifiers = [line for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    expression, text = about.get_all("License-Expression") or [], about.get_all("License") or []
    return " ".join(expression) or " AND ".join(classifiers) or " ".join(text) or licence_file(name)


def licence_file(name: str) -> str:
    """The beginning of the text itself, which is all that a few distributions give."""
    found = [path for path in metadata.files(name) or [] if path.name.upper().startswith("LICENSE")]
    return found[0].read_text("utf-8")[:2000] if found else ""


def is_free(stated: str) -> bool:
    """True if one of the choices binds the package alone: Qt's may be taken under the LGPL, as a library apart."""
    bound = re.compile(r"(?<!L)GPL|(?<!Lesser )General Public")
    return bool(stated) and any(not bound.search(choice) for choice in re.split(r"\bOR\b", stated))


@pytest.mark.parametrize(
    ("stated", "free"),
    [
        ("MIT", True),
        ("LGPL-3.0-only OR GPL-2.0-only", True),
        ("GPL-3.0-or-later", False),
        ("MIT AND AGPL-3.0-only", False),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", False),
        ("", False),
    ],
)
def test_a_binding_licence_would_be_noticed(stated: str, free: bool) -> None:
    assert is_free(stated) is free
