from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from qda.cli import OK, USER, main
from qda.coding import codes, segments
from qda.project.project import Project
from tests.factories import make_source, span_of


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A closed project with one coding."""
    path = tmp_path / "study.gerund"
    with Project.create(path, title="A study", coder="AQ") as project:
        segments.apply(project, make_source(project), span_of("sat down"), codes.create(project, "resting"))
    return path


def test_a_project_is_exported_and_the_report_printed(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(study), str(tmp_path / "study.qdpx")]) == OK

    said = capsys.readouterr().out
    assert "- Codings: 1\n" in said
    assert "Not carried: the standard has no place for it" in said
    assert "project.qde" in zipfile.ZipFile(tmp_path / "study.qdpx").namelist()


def test_the_report_is_an_object_on_demand(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(study), str(tmp_path / "study.qdpx"), "--for", "nvivo", "--json"]) == OK

    told = json.loads(capsys.readouterr().out)[0]
    assert (told["for"], told["written"]["Coding"]) == ("nvivo", 1)
    assert "history" in [line["what"] for line in told["lost"]]


def test_a_code_book_is_exported_by_its_ending(study: Path, tmp_path: Path) -> None:
    assert main(["export", str(study), str(tmp_path / "codes.QDC")]) == OK

    assert 'name="resting"' in (tmp_path / "codes.QDC").read_text("utf-8")


def test_plain_lines_are_counted(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(study), str(tmp_path / "study.jsonl"), "--json"]) == OK

    lines = (tmp_path / "study.jsonl").read_text("utf-8").splitlines()
    assert json.loads(capsys.readouterr().out)[0]["lines"] == len(lines)


def test_an_unknown_ending_is_refused_with_those_there_are(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(study), str(tmp_path / "study.xml")]) == USER

    assert ".qdpx" in capsys.readouterr().err


def test_a_code_book_without_codes_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Project.create(tmp_path / "empty.gerund", title="Empty", coder="AQ").close()

    assert main(["export", str(tmp_path / "empty.gerund"), str(tmp_path / "codes.qdc")]) == USER

    assert "There is no code yet" in capsys.readouterr().err
    assert not (tmp_path / "codes.qdc").exists()
