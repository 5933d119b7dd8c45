"""How long a Word file will be, told before anybody opens it."""

from __future__ import annotations

from qda.export.profiles import APA
from qda.export.tables import Column, Quote, Row, Table
from qda.export.word.contents import Front
from qda.export.word.document import _laid
from qda.export.word.heights import about_pages, page_numbers

COLUMNS = (Column("Code", "stub"), Column("Quote", "quote"))


def quotes(rows: int) -> Table:
    return Table("Segments", COLUMNS, tuple(Row((f"code {n}", said(n))) for n in range(rows)))


def said(number: int) -> Quote:
    return Quote("and then she came in and sat down " * (1 + number % 5), "Interview with Theresa", line=number)


def test_a_long_table_is_told_in_pages_near_to_those_it_will_have() -> None:
    table, after = quotes(2_000), Table("After", COLUMNS, ())
    laid = [(each.number, each.item, each.panel, each.landscape) for each in _laid([table, after], APA)]
    exact = page_numbers(laid, APA, Front("", contents=False, tables=False, figures=False))[1] - 1

    told = about_pages([table, after], APA)

    assert exact > 100
    assert abs(told - exact) < 0.08 * exact


def test_a_short_table_is_no_more_than_a_page() -> None:
    assert about_pages([quotes(3)], APA) <= 1
