"""Withdrawing on the command line, and the register of what left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda import cli
from qda.coding import codes, segments
from qda.memos import service as memos
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import service as study
from tests.factories import make_source, span_of

SAID = "She came in and sat down. She did not judge me."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Project.create(tmp_path / "study.gerund", title="A study", coder="AQ") as project:
        person = study.create_participant(project, "Theresa")
        source = make_source(project)
        sources.assign_speaker(project, source, "Theresa", participant_id=person)
        segments.apply(project, source, span_of("She did not judge me"), codes.create(project, "trusting"))
        memos.begin(project, f"She says: {SAID}", title="On trust")
    return tmp_path / "study.gerund"


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert cli.main([str(each) for each in arguments]) == cli.OK
    return capsys.readouterr().out


def test_what_holds_the_words_is_listed_before_anything_is_decided(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = _run(capsys, "withdraw", path, "Theresa", "--list").splitlines()

    assert lines == [
        "source:1\tmask\tInterview\t14 words",
        "segment:1\tmask\tInterview, line 2\tShe did not judge me",
        "memo:1\tmask\tOn trust\tShe says: She came in and sat down. She did not judge me.",
        "3 things hold their words.",
    ]


def test_a_withdrawal_keeps_what_is_named(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = _run(
        capsys, "withdraw", path, "theresa", "--on", "2012-05-18", "--keep", "segment:1", "--note", "agreed", "--json"
    )

    decided = {row["thing"]: (row["decision"], row["note"]) for row in json.loads(told)}
    assert decided == {"source:1": ("mask", None), "segment:1": ("keep", "agreed"), "memo:1": ("mask", None)}
    quotes = [row["quote"] for row in json.loads(_run(capsys, "segments", path, "--json"))]
    assert quotes == ["She did not judge me"]
    assert "[withheld]" in _run(capsys, "memos", path, "--json")


def test_one_undo_takes_the_whole_command_back(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run(capsys, "withdraw", path, "Theresa", "--keep", "memo:1")

    _run(capsys, "undo", path)

    assert "judge" in _run(capsys, "text", path, "--source", "Interview")


def test_taking_it_back_gives_the_words_back(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run(capsys, "withdraw", path, "Theresa")
    assert "judge" not in _run(capsys, "text", path, "--source", "Interview")

    _run(capsys, "withdraw", path, "Theresa", "--take-back")

    assert "judge" in _run(capsys, "text", path, "--source", "Interview")


def test_what_left_before_is_told(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run(capsys, "report", path, "segments", "--out", tmp_path / "s.csv")
    _run(capsys, "withdraw", path, "Theresa")
    _run(capsys, "report", path, "segments", "--out", tmp_path / "later.csv")

    listed = _run(capsys, "withdraw", path, "Theresa", "--list")
    left = json.loads(_run(capsys, "issued", path, "--json"))

    assert [line.split("\t")[-1] for line in listed.splitlines() if line.startswith("left earlier")] == ["s.csv"]
    assert [(row["kind"], row["file"], row["sources"]) for row in left] == [
        ("report", "later.csv", [1]),
        ("report", "s.csv", [1]),
    ]


def test_a_thing_that_is_not_in_the_list_is_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["withdraw", str(path), "Theresa", "--keep", "the memo"]) == cli.USER

    assert "Nothing is called “the memo” in the list." in capsys.readouterr().err
