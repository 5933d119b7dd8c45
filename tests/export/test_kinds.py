from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pytest

import qda
from qda.coding import maps, segments
from qda.export import kinds, reports
from qda.export.blocks import Figure, Heading, Prose, tables_of
from qda.export.kinds import UnknownKind
from qda.export.profiles import APA, GERMAN
from qda.export.tables import Count, Dash, Quote, Table, plain
from qda.export.wishes import Wish
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import service as study
from tests.export.coded_study import build
from tests.factories import make_source, span_of


def table(project: Project, kind: str, **more: object) -> Table:
    return tables_of(reports.blocks(project, Wish(kind, **more)))[0]  # type: ignore[arg-type]


def test_themes_stand_over_categories_over_focused_codes_with_their_words(project: Project) -> None:
    build(project)

    rows = table(project, "themes").rows

    assert [(row.cells[0], row.indent) for row in rows] == [
        ("being seen", 0), ("being met", 1), ("arriving", 2), ("", 2),
    ]  # fmt: skip
    assert [row.cells[3] for row in rows[:3]] == [Count(2), Count(2), Count(2)]
    quotes = [row.cells[6] for row in rows if isinstance(row.cells[6], Quote)]
    assert [(quote.text, quote.speaker, quote.source, quote.line) for quote in quotes] == [
        ("came in", "Theresa", "Interview", 2),
        ("sat down", "Theresa", "Interview", 2),
    ]


def test_segments_stand_under_their_case(project: Project) -> None:
    build(project)

    heading, *_rest = [
        block for block in reports.blocks(project, Wish("segments-by-case")) if isinstance(block, Heading)
    ]
    (sheet,) = reports.sheets(project, Wish("segments-by-case"))

    assert heading == Heading("Martine", 2)
    assert [row.cells[0] for row in table(project, "segments-by-case").rows] == ["coming in", "sitting down"]
    assert [(row.cells[0], row.cells[1]) for row in sheet.rows] == [
        ("Martine", "coming in"), ("Martine", "sitting down"),
    ]  # fmt: skip


def test_members_stand_under_their_cluster_and_beside_it_in_a_spreadsheet(project: Project) -> None:
    build(project)

    printed = [(row.cells[0], row.indent) for row in table(project, "clusters").rows]
    (sheet,) = reports.sheets(project, Wish("clusters"))

    assert ("being met", 0) in printed
    assert ("arriving", 1) in printed
    assert ("being met", "arriving") in [(row.cells[0], row.cells[3]) for row in sheet.rows]


def test_a_code_has_one_count_whether_it_stands_as_a_cluster_or_as_a_member(project: Project) -> None:
    build(project)

    counts = {(row.cells[0], row.indent): row.cells[2] for row in table(project, "clusters").rows}

    assert counts["arriving", 0] == counts["arriving", 1] == 2
    assert counts["being met", 0] == 2


def test_segments_of_a_case_are_counted_of_all_codings(project: Project) -> None:
    build(project)
    other = make_source(project, name="Without a case")
    segments.apply_new(project, other, span_of("Then we talked."), "talking")

    prose = [block for block in reports.blocks(project, Wish("segments-by-case")) if isinstance(block, Prose)]

    assert next(plain(each.text) for each in prose if each.kind == "about") == "2 of 3 codings, in 1 source."


def test_in_a_spreadsheet_every_quote_has_its_code(project: Project) -> None:
    build(project)

    (sheet,) = reports.sheets(project, Wish("themes"))

    assert [row.cells[0] for row in sheet.rows] == ["being seen", "being met", "arriving", "arriving"]
    assert table(project, "themes").rows[3].cells[0] == ""


def test_lineage_names_codes_by_their_names_and_keeps_the_path_for_spreadsheets(project: Project) -> None:
    build(project)

    (lineage,) = reports.sheets(project, Wish("lineage"))

    row = next(row for row in lineage.rows if row.cells[0] == "coming in")
    assert row.cells[1:4] == ("arriving > coming in", 1, "arriving")
    assert lineage.columns[1].sheet_only


def test_a_case_report_tells_the_case_its_people_sources_codes_and_memos(project: Project) -> None:
    build(project)

    blocks = reports.blocks(project, Wish("cases"))

    assert [block.text for block in blocks if isinstance(block, Heading) and block.level < 4] == [
        "Martine", "On Martine",
    ]  # fmt: skip
    assert [each.title for each in tables_of(blocks)] == ["Sources: Martine", "Codes: Martine"]
    words = [plain(block.text) for block in blocks if isinstance(block, Prose)]
    assert "Theresa (parent)" in words
    assert words[-3:] == ["She came in.", "one", "two"]


def test_in_a_case_a_code_is_not_told_by_the_words_of_the_one_above_it(project: Project) -> None:
    build(project)

    codes_ = next(
        each for each in tables_of(reports.blocks(project, Wish("cases"))) if each.columns[0].heading == "Code"
    )

    quotes = {row.cells[0]: row.cells[-1] for row in codes_.rows}
    assert isinstance(quotes["being seen"], Quote)
    assert quotes["being seen"] != quotes["being met"]


def test_the_register_counts_what_each_person_said(project: Project) -> None:
    build(project)

    (row,) = table(project, "participants").rows

    assert row.cells[:3] == ("Theresa", "parent", "Martine")
    assert row.cells[5:7] == (2, 2)


def test_of_whom_no_turn_is_known_the_register_tells_no_count(project: Project) -> None:
    build(project)
    study.create_participant(project, "Gordon", role="independent chair")

    register = table(project, "participants")

    assert [row.cells[5:7] for row in register.rows] == [(2, 2), (Dash(), Dash())]
    assert [plain(note) for note in register.notes][-1].startswith("– = no source marks")


def test_the_register_explains_no_dash_that_it_does_not_have(project: Project) -> None:
    build(project)

    notes = [plain(note) for note in table(project, "participants").notes]

    assert notes[0].startswith("N = 1.")
    assert not any("–" in note for note in notes)


def test_the_data_are_told_with_kind_case_and_how_much_is_coded(project: Project) -> None:
    build(project)

    (row,) = table(project, "sources").rows

    assert (row.cells[0], row.cells[4], row.cells[9]) == ("Interview", "Martine", 2)


def test_a_note_on_dashes_stands_only_where_there_are_dashes(project: Project) -> None:
    ids = build(project)
    undated = [plain(note) for note in table(project, "sources").notes]

    sources.describe(project, [ids["source"]], date="2012-03-01")

    assert undated[-1] == "0 = none; – = not known."
    assert [plain(note) for note in table(project, "sources").notes] == undated[:-1]


def test_the_audit_trail_begins_with_the_first_act_and_says_what_was_taken_back(project: Project) -> None:
    build(project)
    project.undo()

    rows = table(project, "audit").rows

    assert rows[0].cells[3] == "Begin the study “A study”"
    assert [row.cells[5] for row in rows].count("taken back") == 1


@pytest.mark.parametrize("key", [entry.key for entry in kinds.ENTRIES if entry.key != "audit"])
def test_every_report_can_be_made_of_an_empty_study(project: Project, key: str) -> None:
    blocks = reports.blocks(project, Wish(key))

    assert not any(table.rows for table in tables_of(blocks))


_OTHERWISE = (
    *("maps", "sampling", "attributes", "consent", "feedback", "questions", "answers"),
    *("references", "screening", "criteria", "studies"),
    *("perspectives", "across", "triangulation"),
    *("chain", "negatives"),
    *("heat-maps", "together", "likeness"),
)
"""Of these the small study has nothing; they are written in tests of their own."""


@pytest.mark.parametrize("key", [entry.key for entry in kinds.ENTRIES if entry.key not in _OTHERWISE])
def test_every_report_is_written_in_every_format(project: Project, tmp_path: Path, key: str) -> None:
    source = build(project)["source"]
    sources.mark_coded(project, source, True)
    sources.describe(project, [source], date="2026-05-01")

    for ending in (".docx", ".html", ".xlsx", ".csv"):
        reports.write_report(tmp_path / f"r{ending}", project, Wish(key))

    assert all((tmp_path / f"r{ending}").stat().st_size > 20 for ending in (".docx", ".html", ".xlsx", ".csv"))


def test_tables_of_many_cases_become_one_for_spreadsheets(project: Project, tmp_path: Path) -> None:
    build(project)
    second = study.create_case(project, 1, "Leah")
    sources.move(project, [make_source(project, name="Record")], case_id=second)

    reports.write_report(tmp_path / "c.csv", project, Wish("cases"))

    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as file:
        found = [(row["Case"], row["Source"]) for row in csv.DictReader(file)]
    assert found == [("Martine", "Interview"), ("Leah", "Record")]


def test_what_a_count_is_not_is_said_where_that_is_wanted(project: Project) -> None:
    build(project)

    with_it = table(project, "frequencies", caution=True)
    without = table(project, "frequencies")

    assert plain(with_it.notes[-1]).startswith("What this count is not")
    assert len(with_it.notes) == len(without.notes) + 1


def test_a_report_that_is_none_is_refused_with_the_list(project: Project) -> None:
    with pytest.raises(UnknownKind) as refused:
        reports.blocks(project, Wish("poems"))

    assert "codebook" in refused.value.hint


def said_in_exports() -> set[str]:
    """Every text that an exporter says in the document's language."""
    found: set[str] = set()
    for path in (Path(qda.__file__).parent / "export").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("say", "translated", "number_of"):
                for argument in node.args[:3]:
                    marked = isinstance(argument, ast.Call) and getattr(argument.func, "id", "") == "N_"
                    text = argument.args[0] if marked and isinstance(argument, ast.Call) else argument
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        found.add(text.value)
    return found


def test_every_text_of_a_report_has_its_german() -> None:
    texts = said_in_exports() | {words for each in kinds.ENTRIES for words in (each.title, each.sentence)}

    assert len(texts) > 200
    assert sorted(text for text in texts if text not in GERMAN.texts) == []


def test_german_texts_keep_their_places(project: Project) -> None:
    places = re.compile(r"\{\w+\}")
    assert [
        english
        for english, german in GERMAN.texts.items()
        if sorted(places.findall(english)) != sorted(places.findall(german))
    ] == []
    assert APA.texts == {}


def test_saturation_before_any_source_is_marked_as_coded_says_nothing(project: Project) -> None:
    build(project)

    assert reports.blocks(project, Wish("saturation")) == []


def test_a_broad_map_lies_on_its_side_so_that_its_words_can_be_read(project: Project) -> None:
    ids = build(project)
    narrow, broad = maps.create(project, "Narrow"), maps.create(project, "Broad")
    maps.place(project, narrow, "code", ids["theme"], (0, 0, 160, 60))
    maps.place(project, broad, "code", ids["theme"], (0, 0, 160, 60))
    maps.place(project, broad, "code", ids["focused"], (2000, 0, 160, 60))

    found = [block for block in reports.blocks(project, Wish("maps")) if isinstance(block, Figure)]

    assert {block.title: block.wide for block in found} == {"Narrow": False, "Broad": True}
    assert [any("cannot be read" in plain(note) for note in block.notes) for block in found] == [
        block.title == "Broad" for block in found
    ]
