from __future__ import annotations

import csv
from pathlib import Path

import pytest

from qda.coding import codes, segments
from qda.export import reports, writing
from qda.export.profiles import APA
from qda.export.tables import Quote
from qda.export.wishes import Wish
from qda.project.project import Project
from qda.sources import service as sources
from tests.factories import make_case, make_source, span_of


@pytest.fixture
def coded(project: Project) -> Project:
    """A focused code with two initial codes under it, one of them on two places of one case."""
    _unit, martine = make_case(project)
    source = make_source(project)
    sources.move(project, [source], case_id=martine)
    above = codes.create(project, "being met", level="focused")
    for label, words in (("arriving", "came in"), ("arriving", "sat down"), ("talking", "we talked")):
        found = codes.candidates(project, label)
        code = found[0][0] if found else codes.create(project, label, parent_id=above)
        segments.apply(project, source, span_of(words), code)
    return project


def rows(project: Project, wish: Wish, path: Path) -> list[dict[str, str]]:
    writing.write(path, [reports.table(project, wish)], APA)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_parent_row_counts_distinct_segments_of_all_beneath_it(coded: Project, tmp_path: Path) -> None:
    found = rows(coded, Wish(), tmp_path / "f.csv")

    assert [(row["Code"], row["Segments (n = 3)"]) for row in found] == [
        ("being met", "3"),
        ("arriving", "2"),
        ("talking", "1"),
    ]


def test_cases_stand_side_by_side(coded: Project, tmp_path: Path) -> None:
    found = rows(coded, Wish(by="case"), tmp_path / "f.csv")

    column = next(name for name in found[0] if "Martine" in name)
    assert [row[column] for row in found] == ["3", "2", "1"]


def test_only_the_levels_asked_for_are_shown_at_the_margin(coded: Project) -> None:
    table = reports.table(coded, Wish(levels=("initial",)))

    assert [(row.cells[0], row.indent) for row in table.rows] == [("arriving", 0), ("talking", 0)]


def test_a_code_without_words_of_its_own_quotes_what_lives_beneath_it(coded: Project) -> None:
    table = reports.table(coded, Wish(quotes=True))

    quotes = [cell for cell in table.rows[0].cells if isinstance(cell, Quote)]
    assert [(quote.text, quote.speaker, quote.line) for quote in quotes] == [("came in", "Theresa", 2)]


def test_the_example_of_a_code_says_its_place_though_it_is_coded_with_one_beneath(coded: Project) -> None:
    above = codes.candidates(coded, "being met")[0][0]
    codes.define(coded, above, example="“sat down”")

    cells = reports.table(coded, Wish(kind="codebook")).rows[0].cells

    (example,) = (cell for cell in cells if isinstance(cell, Quote))
    assert example.text == "sat down"
    assert example.source
    assert example.line is not None


def test_segments_of_one_code_come_with_all_that_live_beneath_it(coded: Project, tmp_path: Path) -> None:
    wish = Wish("segments", code_ids=reports.code_ids(coded, ["being met"]))

    found = rows(coded, wish, tmp_path / "s.csv")

    assert [(row["Code"], row["Quote"], row["Case"]) for row in found] == [
        ("arriving", "came in", "Martine"),
        ("arriving", "sat down", "Martine"),
        ("talking", "we talked", "Martine"),
    ]
