"""Claims as tables and as an indented document: words with their places, counts with their base, hints, German."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.analysis.synthesis import evidence
from qda.coding import codes, focused, relations, segments
from qda.export import kinds, writing
from qda.export.blocks import Heading, Prose
from qda.export.leaving import gate
from qda.export.material import Material
from qda.export.profiles import APA, GERMAN
from qda.export.synthesis import claim_tables
from qda.export.tables import Count, Quote, Table, plain
from qda.export.wishes import Wish
from qda.flows import hold_against
from qda.project.project import Project
from qda.synthesis import claims
from qda.synthesis.targets import Target
from tests.factories import make_case, make_source, span_of


@pytest.fixture
def claimed(project: Project) -> Project:
    """A claim on a focused code with two initial codes, and one passage held against it; a second source lies idle."""
    source = make_source(project)
    make_source(project, name="Second")
    _unit, case = make_case(project)
    calm = codes.create(project, "keeping calm", level="focused")
    for words, name in (("sat down", "sitting down"), ("did not judge me", "not being judged")):
        code = codes.create(project, name)
        segments.apply(project, source, span_of(words), code)
        focused.cluster(project, [code], calm)
    claim = claims.create(
        project, "Calm helps", note="see the diary", expected="calm first", links=[(Target("code", calm), "rests on")]
    )
    hold_against.hold(project, claim, (source, span_of("we talked")), "contrary", note="too late")
    assert case
    return project


def lines(project: Project, *, each: int | None = None) -> list[str]:
    chain = evidence.load(project)
    blocks = claim_tables.document(project, chain, chain.claims[0], APA, each=each)
    return [
        f"{'  ' * block.level}{block.sign}{plain(block.text)}" if isinstance(block, Prose) else f"# {block.text}"
        for block in blocks
        if isinstance(block, Prose | Heading)
    ]


def test_the_table_says_what_each_claim_rests_on_and_where_it_is_thin(claimed: Project) -> None:
    (table,) = kinds.blocks(Material(claimed), Wish(kind="claims"))

    assert isinstance(table, Table)
    (row,) = table.rows
    assert row.cells[:4] == ("Calm helps", "open", "keeping calm", Count(2))
    assert row.cells[7] == Count(1)
    assert "All of it comes from one source, Interview." in str(row.cells[8])
    assert table.columns[4].base == 1  # of two: in the other nothing is coded
    assert "1 further source holds no coding and is left out." in str(table.notes)


def test_the_chain_goes_down_to_the_words_with_speaker_source_and_line(claimed: Project) -> None:
    found = lines(claimed)

    assert found[0] == "# Calm helps"
    assert "–keeping calm, focused code (2 segments, 1 source)" in found
    assert "  –sitting down, initial code (1 segment, 1 source)" in found
    assert "    ·“sat down” (Theresa, Interview, line\u00a02)" in found
    assert "Expected: calm first" in found
    assert found[-2:] == ["·“we talked” (Theresa, Interview, line\u00a04)", "contrary, open. too late"]


def test_long_lists_of_quotes_are_cut_and_say_so(claimed: Project) -> None:
    source = make_source(claimed, name="Third")
    row = next(row for row in claims.links(claimed))
    for words in ("came in", "sat down", "She did"):
        segments.apply(claimed, source, span_of(words), row.target.id)

    found = lines(claimed, each=1)

    assert "  ·“came in” (Theresa, Third, line\u00a02)" in found
    assert "  ·and 2 segments more" in found


def test_every_segment_of_the_chain_stands_in_the_sheet_with_its_way(claimed: Project) -> None:
    (table,) = kinds.sheets(Material(claimed), Wish(kind="chain"))

    ways = {(row.cells[1], row.cells[2].text) for row in table.rows if isinstance(row.cells[2], Quote)}
    assert ways == {
        ("keeping calm > sitting down", "sat down"),
        ("keeping calm > not being judged", "did not judge me"),
    }


def test_negative_cases_stand_under_their_claim_with_what_came_of_them(claimed: Project) -> None:
    (table,) = kinds.blocks(Material(claimed), Wish(kind="negatives"))

    assert isinstance(table, Table)
    (row,) = table.rows
    assert row.cells[0] == "Calm helps"
    assert row.cells[1] == Quote("we talked", "Interview", "Theresa", 4)
    assert row.cells[2:5] == ("contrary", "open", "too late")
    assert plain(table.notes[0]) == "Passages looked at: 1, for claims: 1; judged contrary: 1."


def test_what_is_printed_is_german_where_that_is_chosen(claimed: Project) -> None:
    (table,) = kinds.blocks(Material(claimed), Wish(kind="claims", profile=GERMAN))

    assert isinstance(table, Table)
    assert table.columns[0].heading == "Aussage"
    assert table.rows[0].cells[1] == "offen"
    assert "Alles stammt aus einer Quelle, Interview." in str(table.rows[0].cells[8])


def test_a_relation_that_a_claim_rests_on_is_told_in_german_too(claimed: Project) -> None:
    one, other = codes.create(claimed, "talking"), codes.create(claimed, "waiting")
    related = relations.relate(claimed, one, "contradicts", other)
    claims.create(claimed, "Talk or wait", links=[(Target("relation", related), "rests on")])

    (table,) = kinds.blocks(Material(claimed), Wish(kind="claims", profile=GERMAN))

    assert isinstance(table, Table)
    assert table.rows[1].cells[2] == "„talking“ widerspricht „waiting“"


def test_without_claims_there_is_nothing_to_write(project: Project) -> None:
    for kind in ("claims", "chain", "negatives"):
        assert kinds.blocks(Material(project), Wish(kind=kind)) == []
        assert kinds.sheets(Material(project), Wish(kind=kind)) == []


@pytest.mark.parametrize("kind", ["claims", "chain", "negatives"])
def test_they_are_written_in_every_format(claimed: Project, tmp_path: Path, kind: str) -> None:
    for ending in (".docx", ".html", ".xlsx", ".csv"):
        path = tmp_path / f"{kind}{ending}"
        with gate.collecting() as written:
            made = kinds.sheets(Material(claimed), Wish(kind)) if ending in (".xlsx", ".csv") else None
            writing.write(path, made or kinds.blocks(Material(claimed), Wish(kind)))

        assert written == [path]
        assert path.stat().st_size > 100
