"""Bluechester on the command line: the sample, and tables and figures after Quin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda.cli import OK, USER, main
from qda.project.project import Project
from qda.study import service as study
from tests.factories import make_case

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study with a data plan, and nothing else."""
    with Project.create(tmp_path / "study.gerund", coder="AQ") as project:
        unit, _case = make_case(project)
        study.add_data_set(project, unit, "interviews")
    return tmp_path / "study.gerund"


def test_the_tables_of_a_study_are_written_and_registered(path: Path, tmp_path: Path, capsys: Capture) -> None:
    code = main(["bluechester", str(path), "--tables", str(tmp_path / "out"), "--json"])

    assert code == OK
    told = json.loads(capsys.readouterr().out)
    (made,) = [each for each in told if each["files"]]
    assert (made["sort"], made["number"], made["files"]) == ("table", 9, ["table-09.docx", "table-09.xlsx"])
    assert all(each["lacking"] for each in told if not each["files"])
    main(["issued", str(path), "--json"])
    assert {row["file"] for row in json.loads(capsys.readouterr().out)} == {
        "index.html",
        "table-09.docx",
        "table-09.xlsx",
    }


def test_in_words_it_says_how_many(path: Path, tmp_path: Path, capsys: Capture) -> None:
    code = main(["bluechester", str(path), "--tables", str(tmp_path / "out")])

    assert code == OK
    assert "Wrote 1 of 21 tables and figures" in capsys.readouterr().out


def test_without_a_project_and_without_tables_it_asks(capsys: Capture) -> None:
    assert main(["bluechester"]) == USER
    assert "--tables DIR" in capsys.readouterr().err


def test_thesis_and_tables_do_not_go_together(path: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["bluechester", str(path), "--thesis", "x.pdf", "--tables", str(tmp_path)]) == USER
    assert "do not go together" in capsys.readouterr().err
