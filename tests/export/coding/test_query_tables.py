"""Tables of what was asked: bases in the heads, notes that keep counts from saying too much."""

from __future__ import annotations

import pytest

from qda.analysis.queries import asking, cooccurrence, crosstab, quotes
from qda.analysis.queries.crosstab import Axis
from qda.analysis.queries.text import parsed
from qda.analysis.segments import ground
from qda.coding import codes, segments
from qda.export.coding import query_tables
from qda.export.profiles import APA, GERMAN
from qda.export.tables import Dash, cell_text, plain
from qda.project.project import Project
from qda.sources import service as sources
from tests.factories import make_case, make_source, span_of


@pytest.fixture
def study(project: Project) -> Project:
    """Two talks, one of them in a case; a code and one beneath it that overlap."""
    _unit, case = make_case(project)
    top = codes.create(project, "coming in")
    under = codes.create(project, "settling", parent_id=top)
    for name in ("one", "two"):
        segments.apply(project, make_source(project, name=name), span_of("She came in and sat down."), top)
    segments.apply(project, 1, span_of("sat down"), under)
    sources.move(project, [1], case_id=case)
    return project


def test_a_matrix_has_its_bases_in_the_heads_and_says_what_lies_outside(study: Project) -> None:
    found = crosstab.cross(study, ground.load(study), Axis("codes"), Axis("case"))

    table = query_tables.matrix(found, "column", study="A study")

    assert table.title == "Segments by Code and Case – A study"
    assert [(column.heading, column.base) for column in table.columns] == [
        ("Code", None), ("Martine", 2), ("Total", 3),
    ]  # fmt: skip
    first, second = ([cell_text(cell, table.columns[1], APA) for cell in row.cells] for row in table.rows)
    assert first == ["coming in", "2\u00a0(100%)", "3\u00a0(100%)"]
    assert second == ["settling", "1\u00a0(50%)", "1\u00a0(33%)"]
    notes = " ".join(plain(note) for note in table.notes)
    assert "N = 3 segments" in notes
    assert "1 coded segment belongs to no column" in notes
    assert "not how much something matters" in notes


def test_codes_together_have_a_dash_where_one_brings_the_other_along(study: Project) -> None:
    found = cooccurrence.meet(study, ground.load(study), reach="below")

    table = query_tables.together(found)

    assert table.rows[0].cells == ("coming in", 3, Dash())
    assert query_tables.pairs(found).rows == ()


def test_pairs_carry_what_their_coefficient_is_made_of(study: Project) -> None:
    found = cooccurrence.meet(study, ground.load(study))

    table = query_tables.pairs(found)

    assert table.rows[0].cells == ("coming in", "settling", 1, 2, 1, 0.5)
    assert "Jaccard (1901)" in " ".join(plain(note) for note in table.notes)


def test_quotes_stand_with_what_was_asked_and_its_base(study: Project) -> None:
    answer = asking.ask(study, parsed("CODE settling"))

    table = query_tables.quotes(answer, quotes.rows(study, answer.ground, answer.places), "Settling.")

    assert table.rows[0].cells[:5] == ("settling", "sat down", "one", 2, "Theresa")
    assert [plain(note) for note in table.notes] == ["Settling.", "1 of 3 segments, 1 of 2 sources, 1 of 1 cases."]


def test_in_german_every_head_and_note_is_german(study: Project) -> None:
    on = ground.load(study)
    answer = asking.ask(study, parsed("CODE settling"))
    tables = [
        query_tables.matrix(crosstab.cross(study, on, Axis("codes"), Axis("case")), "column", profile=GERMAN),
        query_tables.pairs(cooccurrence.meet(study, on), profile=GERMAN),
        query_tables.quotes(answer, quotes.rows(study, answer.ground, answer.places), "", profile=GERMAN),
    ]

    assert [table.title for table in tables] == [
        "Segmente nach Code und Fall", "Stärkste Paare von Codes", "Segmente, die auf eine Abfrage antworten",
    ]  # fmt: skip
    assert [column.heading for column in tables[0].columns] == ["Code", "Martine", "Gesamt"]
    told = " ".join(plain(note) for table in tables for note in table.notes)
    assert "1 kodiertes Segment gehört zu keiner Spalte" in told
    assert "1 von 3 Segmenten, 1 von 2 Quellen" in told
    assert not {"the", "segments", "that", "of", "counted"} & set(told.casefold().split())
