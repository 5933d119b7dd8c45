"""Literature files brought into a study: duplicates told, nothing lost, one step to take back."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.flows.literature import importing
from qda.flows.literature.importing import NoLiterature
from qda.project.project import Project
from qda.sources.readers.problems import FileMissing
from qda.study import literature

_TWO = "TY  - JOUR\nTI  - Calm visits\nAU  - Gray, B.\nPY  - 2010\nSN  - 12\nER  - \nTY  - BOOK\nTI  - Other\nER  - \n"


def _file(tmp_path: Path, text: str | bytes, name: str = "found.ris") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_file_comes_in_as_one_act_with_its_database(project: Project, tmp_path: Path) -> None:
    outcome = importing.bring_in(project, _file(tmp_path, _TWO), found_in="ASSIA")

    found = literature.rows(project)
    (notes,) = literature.criteria(project, "notes")
    assert outcome.sentence == "2 publications came in."
    assert [(row.reference.title, row.reference.found_in) for row in found] == [
        ("Calm visits", "ASSIA"), ("Other", "ASSIA"),
    ]  # fmt: skip
    assert found[0].values == {notes.id: "SN: 12"}
    assert project.undo() == "Import 2 publications from “found.ris”"
    assert literature.rows(project) == []


def test_duplicates_are_counted_and_told_and_the_same_file_adds_nothing(project: Project, tmp_path: Path) -> None:
    importing.bring_in(project, _file(tmp_path, _TWO), found_in="ASSIA")

    again = importing.bring_in(project, _file(tmp_path, _TWO), found_in="ASSIA")
    other = importing.bring_in(
        project, _file(tmp_path, "@book{x, title={CALM visits.}, year=2010, author={Gray, B}}", "b.bib"), found_in="Web"
    )

    assert (again.added, again.known) == ((), 2)
    assert other.duplicates == (("CALM visits.", "Gray, 2010"),)
    assert [row.stage for row in literature.rows(project)] == ["found", "found", "duplicate"]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8-sig", "utf-16"])
def test_other_encodings_are_read(project: Project, tmp_path: Path, encoding: str) -> None:
    text = "TY  - JOUR\r\nTI  - Über das Zuhören und das Schweigen\r\nAU  - Müller, Jürgen\r\nER  - \r\n"

    importing.bring_in(project, _file(tmp_path, text.encode(encoding)))

    found = literature.rows(project)[0].reference
    assert (found.title, found.authors) == ("Über das Zuhören und das Schweigen", "Müller, Jürgen")


def test_a_record_without_a_title_comes_in_and_is_told(project: Project, tmp_path: Path) -> None:
    outcome = importing.bring_in(project, _file(tmp_path, "TY  - JOUR\nT2  - The Journal\nAU  - A, B\nER  -"))

    assert outcome.notes == ("A record has no title: “A, n.d.”.",)
    assert literature.rows(project)[0].reference.title == "The Journal"


def test_what_holds_no_references_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(NoLiterature):
        importing.bring_in(project, _file(tmp_path, "Dear all,\n"))
    with pytest.raises(FileMissing):
        importing.bring_in(project, tmp_path / "gone.ris")
