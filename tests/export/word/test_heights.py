"""How long a Word file will be, told before anybody opens it."""

from __future__ import annotations

import pytest

from qda.export.measure import text_width
from qda.export.profiles import APA
from qda.export.tables import Column, Quote, Row, Table
from qda.export.word.contents import Front
from qda.export.word.heights import _stretches, about_pages, lines_in, page_numbers
from qda.export.word.laying import laid
from qda.export.word.layout import CELL_MARGIN, STUB_HANGING

COLUMNS = (Column("Code", "stub"), Column("Quote", "quote"))


def quotes(rows: int) -> Table:
    return Table("Segments", COLUMNS, tuple(Row((f"code {n}", said(n))) for n in range(rows)))


def said(number: int) -> Quote:
    return Quote("and then she came in and sat down " * (1 + number % 5), "Interview with Theresa", line=number)


def test_a_long_table_is_told_in_pages_near_to_those_it_will_have() -> None:
    table, after = quotes(2_000), Table("After", COLUMNS, ())
    placed = [(each.number, each.item, each.panel, each.landscape) for each in laid([table, after], APA)]
    exact = page_numbers(placed, APA, Front("", contents=False, tables=False, figures=False))[1] - 1

    told = about_pages([table, after], APA)

    assert exact > 100
    assert abs(told - exact) < 0.08 * exact


def test_a_short_table_is_no_more_than_a_page() -> None:
    assert about_pages([quotes(3)], APA) <= 1


def test_only_the_lines_after_the_first_of_a_stub_are_further_in() -> None:
    text = "Central Team field note 9 May 2013"
    room = round(text_width(text, 200)) + 2 * CELL_MARGIN + 1

    assert lines_in(text, room, 200, hanging=STUB_HANGING) == 1
    assert lines_in(text, room - 10, 200, hanging=STUB_HANGING) == 2
    twice = f"{text} {text}"
    assert lines_in(twice, room, 200) == 2
    assert lines_in(twice, room, 200, hanging=STUB_HANGING) == 3


def test_a_head_that_is_repeated_lacks_the_rule_beneath_it() -> None:
    (only,) = laid([quotes(200)], APA)

    first, *rows = _stretches([(only.number, only.item, only.panel, only.landscape)], APA)

    caption = 2 * 345.5 + 120
    assert first.height == pytest.approx(caption + rows[0].again + 15)
    assert {row.again for row in rows[:-1]} == {rows[0].again}
