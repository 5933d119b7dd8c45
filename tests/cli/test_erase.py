"""Erasing on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda import cli
from qda.project.project import Project
from qda.sources import queries
from qda.sources import service as sources
from qda.study import service as study
from tests.factories import make_source


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Project.create(tmp_path / "study.gerund", title="A study", coder="AQ") as project:
        person = study.create_participant(project, "Theresa")
        sources.assign_speaker(project, make_source(project), "Theresa", participant_id=person)
    return tmp_path / "study.gerund"


def test_it_asks_to_be_told_that_it_is_meant(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["withdraw", str(path), "Theresa"])
    before = path.read_bytes()

    code = cli.main(["erase", str(path), "Theresa"])

    assert code == cli.USER
    assert "--yes" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_it_says_what_was_erased_and_what_had_left_before(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["report", str(path), "codebook", "--out", str(path.with_name("before.csv"))])
    cli.main(["withdraw", str(path), "Theresa"])
    capsys.readouterr()

    code = cli.main(["erase", str(path), "theresa", "--yes"])

    told = capsys.readouterr().out.splitlines()
    assert code == cli.OK
    assert told[0] == "Words of Theresa erased, in 1 text and wherever it was quoted."
    with Project.open(path, writable=False) as project:
        assert "sat down" not in queries.opened(project, 1).text


def test_who_takes_part_is_not_erased(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main(["erase", str(path), "Theresa", "--yes"])

    assert code == cli.USER
    assert "Theresa has not withdrawn" in capsys.readouterr().err
