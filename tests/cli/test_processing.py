"""What was done to sources, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda.cli import OK, USER, main
from qda.project.project import Project
from tests.factories import make_source


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study with two sources."""
    with Project.create(tmp_path / "study.gerund", coder="AQ") as project:
        make_source(project)
        make_source(project, name="Another")
    return tmp_path / "study.gerund"


def test_steps_and_lengths_are_recorded_and_listed(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["sources", str(path), "--done", "transcribed", "--on", "2012-05-18", "--by", "AQ"])
    main(["sources", str(path), "--source", "Interview", "--minutes", "1:10"])
    capsys.readouterr()

    code = main(["sources", str(path), "--processing"])

    assert code == OK
    assert capsys.readouterr().out == ("Interview\t70\ttranscribed 2012-05-18\nAnother\t\ttranscribed 2012-05-18\n")


def test_programs_get_steps_and_minutes(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["sources", str(path), "--source", "Another", "--done", "checked", "--note", "against the tape"])
    capsys.readouterr()

    main(["sources", str(path), "--json"])

    first, second = json.loads(capsys.readouterr().out)
    assert (first["minutes"], first["processing"]) == (None, [])
    assert second["processing"] == [{"step": "checked", "on": None, "by": "", "note": "against the tape"}]


def test_what_is_no_length_is_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["sources", str(path), "--minutes", "long"])

    assert code == USER
    assert "no number of minutes" in capsys.readouterr().err
