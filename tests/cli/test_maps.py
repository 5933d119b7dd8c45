from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda.cli import OK, USER, main
from qda.coding import codes, maps
from qda.project.project import Project


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A closed project with two maps, a code on the first."""
    path = tmp_path / "study.gerund"
    with Project.create(path, title="A study", coder="AQ") as project:
        drawing = maps.create(project, "The Board", description="How it holds together.")
        maps.place(project, drawing, "code", codes.create(project, "aligning"), (0, 0, 210, 52))
        maps.create(project, "Parental agency")
    return path


@pytest.mark.parametrize("options", [["--list", "--json"], ["--json"]])
def test_maps_are_listed(study: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", str(study), *options]) == OK

    found = json.loads(capsys.readouterr().out)
    assert [(row["name"], row["nodes"], row["description"]) for row in found] == [
        ("The Board", 1, "How it holds together."),
        ("Parental agency", 0, ""),
    ]


def test_a_map_is_written_by_name(study: Path, tmp_path: Path) -> None:
    out = tmp_path / "agency.svg"

    assert main(["map", str(study), "--out", str(out), "--map", "parental agency"]) == OK

    assert "Parental agency" in out.read_text("utf-8")


def test_a_map_can_be_written_in_german(study: Path, tmp_path: Path) -> None:
    out = tmp_path / "board.svg"

    assert main(["map", str(study), "--out", str(out), "--map", "The Board", "--profile", "german"]) == OK

    assert 'xml:lang="de-DE"' in out.read_text("utf-8")
    assert "initial · 0 Segmente" in out.read_text("utf-8")


def test_the_dots_of_a_png_can_be_chosen(study: Path, tmp_path: Path) -> None:
    from PIL import Image

    assert main(["map", str(study), "--out", str(tmp_path / "map.png"), "--dpi", "72"]) == OK

    with Image.open(tmp_path / "map.png") as image:
        assert image.info["dpi"][0] == pytest.approx(72, abs=1)


@pytest.mark.parametrize("options", [[], ["--list", "--out", "map.svg"]])
def test_it_must_be_said_what_to_do(study: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", str(study), *options]) == USER

    assert "--out FILE.svg (or .png, .pdf, .docx, .graphml), or --list" in capsys.readouterr().err
