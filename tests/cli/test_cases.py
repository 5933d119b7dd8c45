"""Timeline, one case and patterns on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda.cli import OK, USER, main
from qda.project.project import Project
from qda.sources import service as sources
from tests.export.coded_study import build


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A coded study with one case, a proposition held against it, and a dated source."""
    with Project.create(tmp_path / "study.gerund", coder="AQ") as project:
        made = build(project)
        sources.describe(project, [made["source"]], kind="interview", date="2010-07")
    return tmp_path / "study.gerund"


def test_the_timeline_is_listed(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["timeline", str(path)])

    assert code == OK
    assert "2010-07\t2010-07\tData\tCasework · interview\tInterview\t1" in capsys.readouterr().out.splitlines()


def test_the_timeline_is_written_as_a_picture(path: Path, tmp_path: Path) -> None:
    code = main(["timeline", str(path), "--out", str(tmp_path / "t.svg")])

    assert code == OK
    assert ">Casework · interview<" in (tmp_path / "t.svg").read_text("utf-8")


def test_a_case_is_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["case", str(path), "martine"])

    told = capsys.readouterr().out.splitlines()
    assert code == OK
    assert told[0] == "Martine (Casework)"
    assert "theme\tbeing seen\t2 of 2 segments" in told


def test_a_case_is_printed_for_programs(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["case", str(path), "Martine", "--json"])

    (found,) = json.loads(capsys.readouterr().out)
    assert (found["name"], found["segments"], len(found["codes"])) == ("Martine", 2, 5)


def test_a_case_that_is_none_is_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["case", str(path), "Martin"])

    assert code == USER
    assert "Martine" in capsys.readouterr().err


def test_the_report_of_a_case_is_written(path: Path, tmp_path: Path) -> None:
    code = main(["case", str(path), "Martine", "--out", str(tmp_path / "m.html"), "--profile", "german"])

    assert code == OK
    assert "Quellen: Martine" in (tmp_path / "m.html").read_text("utf-8")


def test_patterns_are_listed_and_written(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = main(["patterns", str(path), "--json"])
    (found,) = json.loads(capsys.readouterr().out)
    written = main(["patterns", str(path), "--out", str(tmp_path / "p.csv")])

    assert (listed, written) == (OK, OK)
    assert found["judged"][0]["match"] == "match"
    assert "she sat down" in (tmp_path / "p.csv").read_text("utf-8")
