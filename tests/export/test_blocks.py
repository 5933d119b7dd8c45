from __future__ import annotations

from dataclasses import replace

from qda.export.blocks import Block, Heading, condensed, gathered, sourced
from qda.export.profiles import APA, GERMAN
from qda.export.tables import Column, Row, Run, Table, Text, plain, rich

LONG = rich("*n* is the number of all segments in a column; {what}.", what="a dash stands for what was not found " * 4)


def table(number: int, *notes: Text) -> Table:
    return Table("Grid", (Column("Code", "stub"),), (Row(("a",)),), number, notes, key=f"k{number}")


def notes(block: Block) -> str:
    return " ".join(plain(note) for note in block.notes) if isinstance(block, Table) else ""


def test_a_long_note_that_comes_again_leads_to_where_it_was_told() -> None:
    first, second = condensed([table(2, LONG), table(3, LONG)], APA)

    assert notes(first) == plain(LONG)
    assert notes(second) == "As in Table 2."
    assert isinstance(second, Table)
    assert Run("Table 2", to="k2") in second.notes[0]


def test_each_part_tells_its_notes_anew_and_short_ones_are_told_always() -> None:
    short = rich("Names are pseudonyms.")
    parts: list[Block] = [table(1, LONG), Heading("Another part"), table(2, LONG), table(3, short), table(4, short)]

    found = [notes(block) for block in condensed(parts, APA)]

    assert found == [plain(LONG), "", plain(LONG), plain(short), plain(short)]


def test_a_note_with_a_sentence_of_its_own_is_told_in_full() -> None:
    more = rich("A sentence more.")

    assert [notes(block) for block in condensed([table(1, LONG), table(2, LONG, more)], APA)][1].endswith(plain(more))


def test_smaller_headings_do_not_name_the_rows_of_gathered_tables() -> None:
    blocks: list[Block] = []
    for case in ("Martine", "Leah"):
        blocks += [Heading(case, 2), Heading("Sources", 4), table(1)]

    (gathered_,) = gathered(blocks, "Case")

    assert [row.cells[0] for row in gathered_.rows] == ["Martine", "Leah"]


def test_in_german_too() -> None:
    assert notes(condensed([table(1, LONG), table(2, LONG)], GERMAN)[1]) == "Wie bei Tabelle 1."


def test_german_tables_and_figures_name_their_source_and_apa_has_no_such_line() -> None:
    own = Table("Codes", (Column("Code", "stub"),), ())
    of_others = replace(own, source="Quin (2015)")

    german = [block.source for block in sourced([own, of_others], GERMAN) if isinstance(block, Table)]
    apa = [block.source for block in sourced([own, of_others], APA) if isinstance(block, Table)]

    assert german == ["eigene Darstellung", "Quin (2015)"]
    assert apa == ["", "Quin (2015)"]
