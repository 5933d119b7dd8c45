"""Which way sheets lie: what is short goes with its neighbours, what is long and what has a picture keeps its own."""

from qda.export.blocks import Block, Figure, Heading, said
from qda.export.profiles import APA
from qda.export.tables import Column, Row, Table
from qda.export.word.laying import laid

WIDE = Table(
    "Wide", (Column("Case", "stub"), *(Column(f"What was said of {at}") for at in range(6))), (Row(("x " * 200,) * 7),)
)
SHORT = Table("Short", (Column("Code", "stub"), Column("Segments", "count")), (Row(("aligning", 3)),))
LONG = Table("Long", SHORT.columns, SHORT.rows * 200)


def lying(*blocks: Block, chapters: bool = False) -> list[bool]:
    return [each.landscape for each in laid(blocks, APA, chapters=chapters)]


def test_a_short_table_between_tables_that_lie_goes_onto_their_sheets() -> None:
    assert lying(WIDE, SHORT, WIDE) == [True, True, True]


def test_there_it_is_as_wide_as_they_are() -> None:
    first, short, _last = laid([WIDE, SHORT, WIDE], APA)

    assert short.panel is not None
    assert first.panel is not None
    assert sum(short.panel.widths) == sum(first.panel.widths)


def test_a_short_table_among_upright_ones_stays_upright() -> None:
    assert lying(SHORT, LONG, SHORT) == [False, False, False]


def test_a_long_table_keeps_its_upright_sheets() -> None:
    assert lying(WIDE, LONG, WIDE) == [True, False, True]


def test_what_stands_with_a_long_table_stays_with_it() -> None:
    assert lying(WIDE, SHORT, LONG, SHORT) == [True, False, False, False]


def test_a_picture_keeps_the_sheet_that_it_was_made_for() -> None:
    assert lying(WIDE, Figure("Picture", b"")) == [True, False]


def test_words_between_tables_that_lie_lie_too() -> None:
    words = said("A paragraph that says something of what stands above it. " * 8)

    assert lying(Heading("One", 2), WIDE, words, Heading("Two", 2), WIDE) == [True] * 5


def test_words_that_end_a_chapter_stand() -> None:
    assert lying(WIDE, said("What follows from it.")) == [True, False]


def test_a_chapter_begins_a_page_and_needs_nobody_elses_sheet() -> None:
    blocks = (Heading("One"), WIDE, Heading("Two"), SHORT)

    assert lying(*blocks, chapters=True) == [True, True, False, False]
