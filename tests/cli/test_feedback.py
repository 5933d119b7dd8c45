"""Member checking on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda.cli import OK, USER, main
from qda.project.project import Project
from qda.study import service as study
from tests.factories import make_source


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study with a participant and a source."""
    with Project.create(tmp_path / "study.gerund", coder="AQ") as project:
        study.create_participant(project, "Theresa")
        make_source(project)
    return tmp_path / "study.gerund"


def test_what_was_sent_and_what_came_back_is_recorded(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["feedback", str(path), "--send", "Summary", "--to", "Theresa", "--on", "2012-06-01", "--about", "Interview"])
    main(["feedback", str(path), "--answer", "summary", "--on", "2012-06-14", "--text", "Yes.", "--effect", "None."])
    capsys.readouterr()

    code = main(["feedback", str(path), "--json"])

    (row,) = json.loads(capsys.readouterr().out)
    assert code == OK
    assert (row["participant"], row["sent_on"], row["returned_on"], row["response"], row["effect"]) == (
        "Theresa",
        "2012-06-01",
        "2012-06-14",
        "Yes.",
        "None.",
    )
    assert row["about"] == [{"what": "source", "name": "Interview"}]


def test_an_answer_to_nothing_is_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["feedback", str(path), "--answer", "Summary"])

    assert code == USER
    assert "Nothing called “Summary” was sent." in capsys.readouterr().err


def test_it_is_written_as_a_table(path: Path) -> None:
    main(["feedback", str(path), "--send", "Summary"])
    out = path.with_name("feedback.csv")

    code = main(["feedback", str(path), "--out", str(out)])

    assert code == OK
    assert "Summary" in out.read_text("utf-8")
