"""Questions of guides on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda.cli import OK, USER, main
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import consent, instruments
from qda.study import service as study
from tests.factories import make_source

TALK = (
    "INT: How did social services come to be involved?\n\nTheresa: It was the fire that we had that year.\n\n"
    "INT: The door?\n\nTheresa: The door."
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study with one interview and its guide."""
    with Project.create(tmp_path / "study.gerund", coder="AQ") as project:
        guide = instruments.create(
            project, "Guide", text="How did social services come to be involved?\nWhat would you call a success?"
        )
        source = make_source(project, TALK, "Interview")
        sources.assign_speaker(project, source, "INT", interviewer=True)
        theresa = study.create_participant(project, "Theresa")
        sources.assign_speaker(project, source, "Theresa", participant_id=theresa)
        instruments.link(project, [source], guide)
    return tmp_path / "study.gerund"


def test_where_each_question_is_asked_is_listed(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["questions", str(path), "Guide"])

    assert code == OK
    assert capsys.readouterr().out.splitlines() == [
        "Guide\t1\tHow did social services come to be involved?\t1/1\tInterview, 1",
        "Guide\t2\tWhat would you call a success?\t0/1\t",
    ]


def test_a_correction_is_listed_from_then_on(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--question", "2", "--source", "Interview", "--line", "3"]

    code = main(["questions", str(path), "Guide", "--set", *where])

    capsys.readouterr()
    main(["questions", str(path), "Guide", "--json", "--question", "2"])
    (second,) = json.loads(capsys.readouterr().out)
    assert code == OK
    assert [(each["line"], each["by_hand"]) for each in second["asked"]] == [(3, True)]


def test_a_found_question_is_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["questions", str(path), "Guide", "--refuse", "--question", "1", "--source", "Interview", "--line", "1"])
    capsys.readouterr()

    main(["questions", str(path), "Guide", "--question", "1"])

    assert capsys.readouterr().out.endswith("\t0/1\t\n")


def test_a_correction_wants_its_place(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["questions", str(path), "Guide", "--set", "--question", "1"])

    assert code == USER
    assert "--line N" in capsys.readouterr().err


def test_answers_are_printed_and_pass_the_gate(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["questions", str(path), "Guide", "--answers"])
    open_ = capsys.readouterr().out
    with Project.open(path, coder="AQ") as project:
        consent.record(project, 1, "quotation", outcome="no")

    code = main(["questions", str(path), "Guide", "--answers"])

    assert "Interview, 1–4: Theresa: It was the fire that we had that year." in open_
    assert code == USER
    assert "Theresa did not agree to being quoted." in capsys.readouterr().err


def test_guides_are_written_as_a_table(path: Path) -> None:
    out = path.with_name("guide.csv")

    code = main(["questions", str(path), "--out", str(out)])

    assert code == OK
    assert "How did social services come to be involved?" in out.read_text("utf-8")
