"""Matrices on the command line: made of names, listed, shown and written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda.cli import main
from qda.coding import codes, segments
from qda.project.project import Project
from qda.sources import service as sources
from tests.factories import make_case, make_source, span_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A case with a parent's interview, of which two passages are coded."""
    path = tmp_path / "study.gerund"
    with Project.create(path, title="A study", coder="AQ") as project:
        _unit, case = make_case(project)
        source = make_source(project)
        sources.describe(project, [source], perspective="parent", kind="interview")
        sources.move(project, [source], case_id=case)
        segments.apply(project, source, span_of("She did not judge me."), codes.create(project, "not judging"))
        segments.apply(project, source, span_of("Then we talked."), codes.create(project, "talking"))
    return path


def test_a_table_is_made_of_names_and_shown(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = main(["perspectives", str(path), "--new", "Martine", "--case", "Martine", "--rows", "not judging",
                 "heading:Trust", "--columns", "perspectives"])  # fmt: skip

    assert made == 0
    assert capsys.readouterr().out.splitlines() == ["\tparent", "not judging\t1/2", "Trust\t"]


def test_matrices_are_listed_with_their_cells(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["across", str(path), "--new", "Cases", "--content", "counts", "--rows", "code:talking", "--columns",
          "cases:Casework", "unit:Casework", "--units"])  # fmt: skip
    capsys.readouterr()

    main(["across", str(path), "--json"])
    (found,) = json.loads(capsys.readouterr().out)

    assert found["name"] == "Cases"
    assert [(cell["column"], cell["segments"], cell["base"]) for cell in found["cells"]] == [
        ("Martine", 1, 2),
        ("Casework", 1, 2),
    ]


def test_a_triangulation_says_what_rests_on_one_source(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["triangulation", str(path), "--new", "T", "--rows", "talking", "--columns", "kinds"])
    capsys.readouterr()

    main(["triangulation", str(path), "--matrix", "t"])

    assert capsys.readouterr().out.splitlines()[1] == "talking\t1/2\tone source"


def test_one_or_all_are_written(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("One", "Two"):
        main(["across", str(path), "--new", name, "--rows", "talking", "--columns", "cases"])

    written = main(["across", str(path), "--out", str(tmp_path / "all.html")])
    several = main(["across", str(path), "--out", str(tmp_path / "all.csv")])
    one = main(["across", str(path), "--matrix", "Two", "--out", str(tmp_path / "two.csv"), "--profile", "german"])

    assert (written, several, one) == (0, 2, 0)
    assert "Two" in (tmp_path / "all.html").read_text("utf-8")
    assert "Name it with --matrix: One, Two." in capsys.readouterr().err
    assert (tmp_path / "two.csv").read_text("utf-8-sig").startswith("Thema")


def test_what_is_not_there_is_said(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unknown = main(["across", str(path), "--new", "X", "--rows", "nowhere", "--columns", "cases"])
    none = main(["triangulation", str(path), "--out", "t.docx"])

    told = capsys.readouterr().err
    assert (unknown, none) == (2, 2)
    assert "Nothing in the study is called “nowhere”." in told
    assert "There is no such matrix yet." in told
