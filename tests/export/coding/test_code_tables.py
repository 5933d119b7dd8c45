from __future__ import annotations

from dataclasses import replace

from qda.export.coding.code_tables import (
    Bases,
    CodebookRow,
    FrequencyRow,
    SegmentRow,
    Split,
    SplitColumn,
    codebook,
    frequencies,
    segments,
)
from qda.export.profiles import APA, GERMAN
from qda.export.tables import Count, Dash, Quote, Table, plain

THEME = FrequencyRow(
    "demonstrating collaboration", "demonstrating collaboration", 0, "theme", 30, 41, 9, 5, 4, by={"Martine": 12}
)
CODE = FrequencyRow(
    "aligning", "demonstrating collaboration > aligning", 1, "focused", 20, 22, 8, 4, 4, by={"Martine": 0, "Leah": 3}
)
BASES = Bases(segments=400, sources=24, participants=11, cases=9, units=3, uncoded_sources=2)


def headings(table: Table) -> list[str]:
    return [table.columns[at].heading for at in table.printed]


def note(table: Table) -> str:
    return " ".join(plain(text) for text in table.notes)


def test_frequencies_count_segments_people_sources_and_cases_with_their_base() -> None:
    table = frequencies([THEME, CODE], BASES)

    assert headings(table) == ["Code", "Level", "Segments", "Participants", "Sources", "Cases"]
    assert [column.base for column in table.columns if column.kind == "count"] == [400, 11, 24, 9]
    assert table.rows[0].cells[3:] == (Count(30), Count(5, 11), Count(9, 24), Count(4, 9))


def test_sources_stand_in_where_no_participant_is_known() -> None:
    table = frequencies([replace(THEME, participants=None)], replace(BASES, participants=0))

    assert "Participants" not in headings(table)
    assert "Sources" in headings(table)


def test_people_who_were_not_recorded_are_a_dash_and_not_a_zero() -> None:
    table = frequencies([THEME, replace(CODE, participants=None)], BASES)

    assert table.rows[1].cells[4] == Dash()


def test_a_parent_is_marked_and_its_children_are_indented() -> None:
    table = frequencies([THEME, CODE, replace(CODE, depth=0, name="venting")], BASES)

    assert [(row.indent, row.strong) for row in table.rows] == [(0, True), (1, False), (0, False)]


def test_cases_become_columns_with_their_own_base_zero_and_dash() -> None:
    split = Split("case", (SplitColumn("Martine", "Martine", 40), SplitColumn("Leah", "Leah", 31)))

    table = frequencies([THEME, CODE], BASES, split=split, counts=())

    columns = [(column.heading, column.group, column.base) for column in table.columns if column.kind == "count"]
    assert columns == [("Martine", "Segments by case", 40), ("Leah", "Segments by case", 31)]
    assert [row.cells[3:] for row in table.rows] == [(Count(12), Dash()), (Count(0), Count(3))]


def test_a_split_gives_percentages_by_choice() -> None:
    split = Split("unit", (SplitColumn("Martine", "Casework", 40),), percent=True)

    table = frequencies([THEME], BASES, split=split, counts=())

    assert table.rows[0].cells[-1] == Count(12, 40)


def test_the_note_gives_denominators_and_says_what_counts() -> None:
    said = note(frequencies([THEME, CODE], BASES, quotes=True))

    assert said.startswith("N = 3 units, 9 cases, 11 participants, 24 sources, 400 segments.")
    for claim in (
        "2 further sources hold no coding",
        "never a sum",
        "how finely the text was segmented",
        "interviewer’s words never count",
        "0 = none; – = not measured",
    ):
        assert claim in said


def test_the_note_speaks_of_parents_and_people_only_where_there_are_any() -> None:
    said = note(frequencies([replace(THEME, participants=None)], replace(BASES, participants=0)))

    assert "parent" not in said
    assert "interviewer" not in said


def test_the_german_profile_speaks_german_throughout() -> None:
    split = Split("case", (SplitColumn("Martine", "Martine", 40),))

    table = frequencies([THEME, CODE], BASES, split=split, quotes=True, profile=GERMAN, study="Bluechester")

    assert table.title == "Häufigkeit der Codes – Bluechester"
    assert headings(table)[:4] == ["Code", "Ebene", "Segmente", "Teilnehmende"]
    known = {text for text in GERMAN.texts if len(text) > 20}
    assert not [text for text in known if text.replace("*", "") in note(table)]


def test_a_code_book_leaves_out_of_print_what_no_code_has() -> None:
    row = CodebookRow(
        "aligning", "aligning", 0, "focused", "bringing into line", example=Quote("we fed it in", "Board")
    )

    table = codebook([row])

    assert headings(table) == ["Code", "Level", "Definition", "Example"]
    assert len(table.columns) == 9


def test_a_code_book_keeps_braces_in_names_and_origins() -> None:
    row = CodebookRow("{sic}", "{sic}", 0, "initial", "{x}", origin="in vivo {y}", parent="{z}")

    cells = codebook([row], study="{study}").rows[0].cells

    assert cells[0] == "{sic}"
    assert cells[7] == "in vivo {y}"


def test_segments_print_only_columns_that_tell_something_apart() -> None:
    rows = [
        SegmentRow("aligning", "we fed it in", "Board", 7, coder="LM", start=10, end=22),
        SegmentRow("aligning", "we sat on it", "Board", 9, coder="LM", start=30, end=42),
    ]

    table = segments(rows, profile=APA)

    assert headings(table) == ["Code", "Quote", "Source", "Line"]
    assert {"Coder", "Start", "End", "Path"} <= {column.heading for column in table.columns}


def test_segments_name_the_coder_where_there_are_two() -> None:
    rows = [SegmentRow("aligning", "…", "Board", coder=coder) for coder in ("LM", "PK")]

    assert "Coder" in headings(segments(rows))


def test_tables_without_rows_are_tables() -> None:
    empty = [frequencies([], BASES), codebook([]), segments([])]

    assert [table.rows for table in empty] == [(), (), ()]


def test_a_code_book_without_a_definition_gives_the_room_to_the_examples() -> None:
    bare = CodebookRow("aligning", "aligning", 0, "initial", example=Quote("we fed it in"))

    assert headings(codebook([bare])) == ["Code", "Level", "Example"]
    assert headings(codebook([replace(bare, example=None)])) == ["Code", "Level", "Definition"]
    assert "Definition" in headings(codebook([bare, replace(bare, definition="Bringing into line.")]))
