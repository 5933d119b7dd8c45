"""Attributes on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda.cli import OK, USER, main
from qda.project.project import Project
from qda.study import attributes
from qda.study import service as study
from tests.factories import make_case


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study with a case, and a participant."""
    with Project.create(tmp_path / "study.gerund", coder="AQ") as project:
        make_case(project)
        study.create_participant(project, "Theresa")
    return tmp_path / "study.gerund"


def test_a_value_is_set_and_listed(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = main(["attributes", str(path), "--set", "Age=7,5", "--type", "number", "--case", "martine"])
    listed = main(["attributes", str(path), "--of", "cases"])

    assert (made, listed) == (OK, OK)
    assert capsys.readouterr().out == "1 value set.\n\tAge\nMartine\t7.5\n"


def test_an_attribute_that_is_not_there_is_not_made_by_mistake(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["attributes", str(path), "--set", "Region=North", "--type", "text", "--participant", "Theresa"])

    code = main(["attributes", str(path), "--set", "Regoin=South", "--participant", "Theresa"])

    assert code == USER
    assert "Did you mean: Region?" in capsys.readouterr().err


def test_setting_without_saying_of_what_is_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["attributes", str(path), "--set", "Region=North"])

    assert code == USER
    assert "--participant" in capsys.readouterr().err


def test_a_table_is_previewed_and_then_taken_over(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = path.with_name("cases.csv")
    table.write_text("case;Age\nMartine;7,5\nNobody;8\n", encoding="utf-8")

    main(["attributes", str(path), "--from", str(table), "--preview"])
    with Project.open(path, writable=False) as project:
        before = attributes.attributes(project)
    capsys.readouterr()
    code = main(["attributes", str(path), "--from", str(table)])

    shown = capsys.readouterr()
    assert (code, before) == (OK, [])
    assert shown.out == (
        "case\tnew 1\tchanged 0\tas it was 0\nAge\tnumber\tnew\t“7,5” is read as 7.5.\n1 value set, 1 new attribute.\n"
    )
    assert shown.err == "Line 3: there is no “Nobody” in the study; it was left out.\n"


def test_all_is_given_to_programs(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["attributes", str(path), "--set", "Region=North", "--type", "text", "--unit", "Casework"])
    capsys.readouterr()

    main(["attributes", str(path), "--json"])

    assert json.loads(capsys.readouterr().out) == [
        {
            "id": 1,
            "name": "Martine",
            "belongs_to": "Casework",
            "values": {"Region": "North"},
            "inherited": {"Region": "unit: Casework"},
        }
    ]


def test_a_file_is_written(path: Path) -> None:
    main(["attributes", str(path), "--set", "Region=North", "--type", "text", "--unit", "Casework"])

    code = main(["attributes", str(path), "--of", "units", "--out", str(path.with_name("units.xlsx"))])

    assert code == OK
    assert path.with_name("units.xlsx").stat().st_size > 0
