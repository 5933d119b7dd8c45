"""A code book from a table: looked at first, taken in as one act."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qda.coding import codes
from qda.coding.queries import code_rows
from qda.flows.others import codebook_tables as tables
from qda.flows.others.codebook_tables import BookUnreadable
from qda.project.project import Project

HEAD = ("Parent", "Code", "Definition", "Include", "Exclude", "Example", "Colour", "Level")
ROWS = (
    ("", "speaking", "To say", "", "", "“Well?”", "#112233", "category"),
    ("speaking", "softly", "To say, low", "Said so", "Shouted", "", "red", "no such"),
    ("softly", "whispering", "", "", "", "", "", ""),
)


def as_csv(path: Path) -> Path:
    path.write_text("\n".join(";".join(row) for row in (HEAD, *ROWS)), encoding="utf-8-sig")
    return path


def as_xlsx(path: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (HEAD, *ROWS):
        book.active.append(row)
    book.save(path)
    return path


def as_docx(path: Path) -> Path:
    import docx

    made = docx.Document()
    made.add_table(1, 1).cell(0, 0).text = "Another table"
    table = made.add_table(0, len(HEAD))
    for row in (HEAD, *ROWS):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    made.save(str(path))
    return path


@pytest.mark.parametrize(("make", "name"), [(as_csv, "b.csv"), (as_xlsx, "b.xlsx"), (as_docx, "b.docx")])
def test_a_code_book_comes_from_any_kind_of_table(
    project: Project, tmp_path: Path, make: Callable[[Path], Path], name: str
) -> None:
    proposal = tables.propose(project, make(tmp_path / name))
    assert code_rows(project) == []

    tables.apply(project, proposal)

    rows = {row.path: row for row in code_rows(project)}
    assert set(rows) == {"speaking", "speaking > softly", "speaking > softly > whispering"}
    first, second = rows["speaking"], rows["speaking > softly"]
    assert (first.level, first.color, first.definition, first.example) == ("category", "#112233", "To say", "“Well?”")
    assert (second.include_when, second.exclude_when, second.color, second.level) == (
        "Said so",
        "Shouted",
        "",
        "initial",
    )


def test_what_is_there_is_compared_and_changed_in_one_act(project: Project, tmp_path: Path) -> None:
    speaking = codes.create(project, "Speaking", definition="Old words")
    codes.create(project, "softly", parent_id=speaking)

    proposal = tables.propose(project, as_csv(tmp_path / "b.csv"))
    tables.apply(project, proposal)

    assert [row.path[-1] for row in proposal.new] == ["whispering"]
    assert next(proposal.lines()) == "1 new, 2 changed, 0 as they are."
    assert {row.definition for row in code_rows(project)} == {"To say", "To say, low", ""}
    assert project.undo() == "Import the code book “b.csv”"
    assert [row.definition for row in code_rows(project)] == ["Old words", ""]


def test_the_same_table_again_changes_nothing(project: Project, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "b.csv")
    tables.apply(project, tables.propose(project, path))

    again = tables.propose(project, path)

    assert (again.new, again.changed, again.same) == ((), (), 3)


def test_a_name_alone_is_the_only_code_of_that_name(project: Project, tmp_path: Path) -> None:
    parent = codes.create(project, "speaking")
    codes.create(project, "softly", parent_id=parent)
    path = tmp_path / "flat.csv"
    path.write_text("code,definition\nsoftly,Low\n", encoding="utf-8")

    tables.apply(project, tables.propose(project, path))

    assert {row.path: row.definition for row in code_rows(project)} == {"speaking": "", "speaking > softly": "Low"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.csv", b""),
        ("head.csv", b"code,definition\n"),
        ("strange.csv", b"colour of hair,age\nred,4\n"),
        ("blank.csv", b"code,definition\n,what\n"),
        ("binary.csv", bytes(range(256)) * 9),
        ("broken.xlsx", b"PK\x03\x04" + b"x" * 99),
        ("broken.docx", b"PK\x03\x04" + b"x" * 99),
        ("plain.docx", b"no document"),
        ("missing.csv", None),
    ],
)
def test_what_is_no_code_book_is_refused_in_a_sentence(
    project: Project, tmp_path: Path, name: str, data: bytes | None
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)

    with pytest.raises(BookUnreadable, match="can't be read as a code book"):
        tables.propose(project, path)


def test_parents_in_a_ring_end_somewhere(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "ring.csv"
    path.write_text("parent,code\nb,a\na,b\nc,c\n", encoding="utf-8")

    tables.apply(project, tables.propose(project, path))

    assert len(code_rows(project)) == 5
