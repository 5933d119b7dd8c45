"""What newer QualCoder projects hold besides coded text: codes of codes, coded media, journals with attributes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from qda.coding import queries as coding_queries
from qda.flows.importing.bring_in import bring_in
from qda.flows.refi.report import Report
from qda.project.project import Project
from qda.sources import queries as source_queries
from qda.study import attributes
from tests.flows.others.test_programs import database, quotes

Table = tuple[str, str, Sequence[Sequence[object]]]

_SOURCES = "id, name, fulltext, mediapath, memo, owner, date"
_CODES = "cid, name, memo, catid, owner, date, color, supercid"
_TEXTS = "ctid, cid, fid, seltext, pos0, pos1, owner, date, memo, avid, important"
_PICTURES = "imid, id, x1, y1, width, height, cid, memo, date, owner, important, pdf_page"


def brought_in(project: Project, folder: Path, *tables: Table) -> Report:
    """Import a project with these tables; source, code_name and code_text are there without rows."""
    given = {name for name, _columns, _rows in tables}
    usual: tuple[Table, ...] = (("source", _SOURCES, []), ("code_name", _CODES, []), ("code_text", _TEXTS, []))
    database(folder / "data.qda", *(table for table in usual if table[0] not in given), *tables)
    return bring_in(project, folder)


def codes(*rows: tuple[int, str, int | None]) -> Table:
    """Codes by number and name, with the code that each is a code of."""
    return "code_name", _CODES, [(number, name, "", None, "ann", "", "#112233", above) for number, name, above in rows]


def lost(report: Report) -> dict[str, tuple[str, ...]]:
    """What was left out, and where."""
    return {entry.text: entry.places for entry in report.of("lost")}


def test_a_code_of_a_code_lives_under_it_whatever_their_order(project: Project, tmp_path: Path) -> None:
    brought_in(project, tmp_path / "s.qda", codes((1, "shouting", 2), (2, "speaking", 3), (3, "acting", None)))

    paths = {row.path for row in coding_queries.code_rows(project)}
    assert paths == {"acting", "acting > speaking", "acting > speaking > shouting"}


@pytest.mark.parametrize("above", [1, 2])
def test_codes_in_a_ring_come_in_once_each_and_it_is_told(project: Project, tmp_path: Path, above: int) -> None:
    made = codes((4, "deepest", 3), (3, "deeper", 2), (1, "one", above), (2, "two", 1), (5, "alone", 99))

    report = brought_in(project, tmp_path / "s.qda", made)

    paths = {row.path for row in coding_queries.code_rows(project)}
    assert len(paths) == 5
    assert any(path.endswith("two > deeper > deepest") for path in paths)
    assert "Codes contained one another in a ring; one was set free." in {each.text for each in report.of("mended")}


def test_codings_on_pictures_recordings_and_pages_are_lines_of_a_text(project: Project, tmp_path: Path) -> None:
    report = brought_in(
        project,
        tmp_path / "s.qda",
        codes((1, "seeing", None)),
        (
            "source",
            _SOURCES,
            [
                (1, "Face.png", None, "/images/Face.png", "", "ann", ""),
                (2, "Talk.mp3", None, "audio:/home/ann/Talk.mp3", "", "ann", ""),
                (3, "Paper.pdf", "Words of it.", "/docs/Paper.pdf", "", "ann", ""),
            ],
        ),
        (
            "code_image",
            _PICTURES,
            [(1, 1, 1, 2, 30, 40, 1, "A smile", "", "ann", 0, None), (2, 3, 1, 2, 3, 4, 1, "", "", "bob", 0, 1)],
        ),
        ("code_av", "avid, id, pos0, pos1, cid, memo, date, owner, important", [(1, 2, 1000, 2500, 1, "", "", "", 1)]),
        ("cases", "caseid, name, memo, owner, date", [(1, "Ann", "", "ann", "")]),
        ("case_text", "id, caseid, fid, pos0, pos1, owner, date, memo", [(1, 1, 1, 0, 0, "ann", "", "")]),
    )  # fmt: skip

    places = {"[x 1 to 31, y 2 to 42]", "[1000 to 2500 ms]", "[page 2, x 1 to 4, y 2 to 6]"}
    assert quotes(project) == {"seeing": places}
    assert {row.name: row.case for row in source_queries.rows(project)}["Face.png"] == "Ann"
    assert lost(report) == {
        "A coding was marked as important; that has no place here.": ("Talk.mp3: [1000 to 2500 ms]",)
    }


def test_an_attribute_of_a_journal_is_told_and_given_to_no_source(project: Project, tmp_path: Path) -> None:
    report = brought_in(
        project,
        tmp_path / "s.qda",
        ("source", _SOURCES, [(1, "Talk", "Words.", None, "", "ann", "")]),
        ("journal", "jid, name, jentry, date, owner", [(1, "Day one", "Rain.", "", "ann")]),
        ("attribute_type", "name, memo, caseOrFile, valuetype", [("Mood", "", "journal", "character")]),
        ("attribute", "attrid, name, attr_type, value, id, date, owner", [(1, "Mood", "journal", "gloomy", 1, "", "")]),
    )  # fmt: skip

    assert not attributes.attributes(project)
    assert lost(report) == {"A value of a journal’s attribute has no place here.": ("Mood: gloomy",)}


def test_graphs_questions_and_references_are_told_by_name(project: Project, tmp_path: Path) -> None:
    report = brought_in(
        project,
        tmp_path / "s.qda",
        ("graph", "grid, name", [(1, "How it hangs together")]),
        ("stored_sql", "title, ssql", [("Counts", "select 1")]),
        ("ris", "risid, tag, longtag, value", [(1, "TI", "Title", "A paper"), (1, "AU", "Author", "A. Q.")]),
    )

    assert lost(report) == {
        "A graph of codes has no place here.": ("How it hangs together",),
        "A stored question to the database has no place here.": ("Counts",),
        "References are not taken over; import them as .ris under Study › Literature.": ("A paper",),
    }
