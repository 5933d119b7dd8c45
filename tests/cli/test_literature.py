"""Literature, checklists and templates on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda.cli import OK, USER, main
from qda.project.project import Project
from qda.study import literature, queries
from tests.flows.bluechester.test_literature import literature_of_the_sample

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study with the sample's literature."""
    with Project.create(tmp_path / "study.gerund", coder="AQ") as project:
        literature_of_the_sample(project)
    return tmp_path / "study.gerund"


def test_a_file_is_taken_in_and_told_of(path: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "new.bib").write_text("@book{x, title={Getting in: first visits and second thoughts}, year=2009}")

    code = main(["literature", str(path), "import", str(tmp_path / "new.bib"), "--found-in", "Shelf"])

    told = capsys.readouterr().out
    assert code == OK
    assert "1 publication came in. 1 of them is a duplicate." in told
    assert "doubles Rook, 2009" in told


def test_publications_are_listed_for_people_and_programs(path: Path, capsys: Capture) -> None:
    main(["literature", str(path), "--stage", "included", "--apa"])
    lines = capsys.readouterr().out.splitlines()

    main(["literature", str(path), "list", "--json"])
    found = json.loads(capsys.readouterr().out)

    assert [line[:8] for line in lines] == ["Ashdown,", "Rook, I."]
    assert len(found) == 6
    assert found[0]["judged"]["Clarity and coherence"] == "strong"
    assert found[0]["authors"] == ["Ashdown, Verity", "Pell, Tobias"]


def test_judging_is_one_step(path: Path) -> None:
    acts = ["literature", str(path), "judge", "fenwick2012writes", "--stage", "included"]

    code = main([*acts, "--criterion", "Clarity and coherence", "--value", "doubtful"])

    with Project.open(path, coder="AQ") as project:
        row = literature.rows(project)[5]
    main(["undo", str(path)])
    with Project.open(path, coder="AQ") as project:
        before = literature.rows(project)[5]
    assert (code, row.stage) == (OK, "included")
    assert "doubtful" in row.values.values()
    assert (before.stage, "doubtful" in before.values.values()) == ("read in full", False)


def test_files_and_tables_are_written(path: Path, tmp_path: Path, capsys: Capture) -> None:
    wrote = main(["literature", str(path), "export", str(tmp_path / "all.ris")])
    tables = main(["literature", str(path), "tables", "--out", str(tmp_path / "all.docx")])

    assert (wrote, tables) == (OK, OK)
    assert (tmp_path / "all.ris").read_text("utf-8").count("TY  - ") == 6
    assert (tmp_path / "all.docx").stat().st_size > 5000
    assert "Wrote 6 references" in capsys.readouterr().out


def test_what_does_not_go_together_is_told(path: Path, capsys: Capture) -> None:
    assert main(["literature", str(path), "judge", "rook2009getting"]) == USER
    assert main(["literature", str(path), "--stage", "lost"]) == USER
    assert "There is no stage “lost”." in capsys.readouterr().err


def test_a_checklist_is_printed_and_written(path: Path, tmp_path: Path, capsys: Capture) -> None:
    code = main(["checklist", str(path), "coreq"])
    lines = capsys.readouterr().out.splitlines()
    main(["checklist", str(path), "srqr", "--json", "--out", str(tmp_path / "srqr.docx")])
    items = json.loads(capsys.readouterr().out)

    assert code == OK
    assert len(lines) == 32
    assert lines[26] == "27\tSoftware\tfrom the project"
    assert len(items) == 21
    assert items[17]["facts"] == ["Publications included in the review: 2."]
    assert (tmp_path / "srqr.docx").stat().st_size > 5000


def test_a_study_is_begun_from_a_template(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "new.gerund"

    code = main(["new", str(path), "--template", "three-levels"])
    wrong = main(["new", str(tmp_path / "other.gerund"), "--template", "four-levels"])

    with Project.open(path, coder="AQ") as project:
        assert len(queries.units(project)) == 4
    assert (code, wrong) == (OK, USER)
    assert not (tmp_path / "other.gerund").exists()
    assert "three-levels" in capsys.readouterr().err
