"""Patterns by case for Word and for programs."""

from __future__ import annotations

from qda.analysis.synthesis.pattern_stamps import Late
from qda.export.blocks import Heading, Prose, tables_of
from qda.export.material import Material
from qda.export.profiles import APA, GERMAN
from qda.export.synthesis import pattern_tables
from qda.export.tables import plain
from qda.project.project import Project
from tests.export.coded_study import build


def test_a_proposition_stands_over_what_each_case_shows(project: Project) -> None:
    build(project)

    blocks = pattern_tables.blocks(Material(project), APA)

    heading, prose, table = blocks
    assert isinstance(heading, Heading)
    assert heading.text == "Calm comes first"
    assert isinstance(prose, Prose)
    assert plain(prose.text).startswith("Proposition. Expected: calm, then talk (Entered ")
    (row,) = tables_of([table])[0].rows
    assert row.cells[0] == "Martine"
    assert row.cells[2:5] == ("she sat down", "match", "literal")
    assert row.cells[7] == "entered after 2 segments of this case had been coded"


def test_the_verdict_counts_with_its_base(project: Project) -> None:
    build(project)

    (table,) = tables_of(pattern_tables.blocks(Material(project), APA))

    assert plain(table.notes[0]) == (
        "n = 1 of 1 cases judged: match 1, partial 0, no match 0, no data 0; literal replication 1, theoretical 0."
    )


def test_it_says_what_came_too_late() -> None:
    assert pattern_tables.late_words(None) == ""
    assert pattern_tables.late_words(Late(14, 14)) == "entered after 14 segments of this case had been coded"
    assert pattern_tables.late_words(Late(0, 1)) == "reworded after 1 segment of this case had been coded"
    assert (
        pattern_tables.late_words(Late(0, 2), GERMAN) == "umformuliert, nachdem 2 Segmente dieses Falls kodiert waren"
    )


def test_it_is_listed_for_programs(project: Project) -> None:
    build(project)

    (found,) = pattern_tables.listed(project)

    assert found["text"] == "Calm comes first"
    assert found["tally"] == {
        "cases": 1, "judged": 1, "match": 1, "partial": 0, "no_match": 0, "no_data": 0, "literal": 1, "theoretical": 0,
    }  # fmt: skip
