"""The consent register on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda.cli import OK, USER, main
from qda.project.project import Project
from qda.study import consent
from qda.study import service as study


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study with a participant who agreed to an interview and withdrew."""
    with Project.create(tmp_path / "study.gerund", coder="AQ") as project:
        theresa = study.create_participant(project, "Theresa", role="parent")
        said = {"asked_on": "2010-07-07", "form": "written", "outcome": "yes", "withdrawn_on": "2011-03-01"}
        consent.record(project, theresa, "interview", **said)
    return tmp_path / "study.gerund"


def test_the_register_is_listed(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["consent", str(path)])

    assert code == OK
    assert capsys.readouterr().out == "Theresa\tparent\tinterview\t2010-07-07\twritten\tyes\t2011-03-01\n"


def test_the_register_is_printed_for_programs(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["consent", str(path), "--json"])

    (theresa,) = json.loads(capsys.readouterr().out)
    assert code == OK
    assert theresa["allows"] == {"interview": "no"}


def test_the_register_is_written_without_names(path: Path) -> None:
    out = path.with_name("consent.csv")

    code = main(["consent", str(path), "--out", str(out), "--without-names"])

    assert code == OK
    assert "Theresa" not in out.read_text(encoding="utf-8")
    assert "2011-03-01" in out.read_text(encoding="utf-8")


def test_nothing_recorded_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Project.create(tmp_path / "empty.gerund", coder="AQ").close()

    code = main(["consent", str(tmp_path / "empty.gerund"), "--out", str(tmp_path / "t.docx")])

    assert code == USER
    assert "No consents are recorded." in capsys.readouterr().err
