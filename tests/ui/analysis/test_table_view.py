from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from qda.export.blocks import Figure
from qda.export.profiles import APA, GERMAN, Profile
from qda.export.tables import Column, Count, Quote, Row, Table, rich
from qda.progress import Silent
from qda.ui.analysis.reports.laid import Picture
from qda.ui.analysis.reports.typesetting import Typesetter
from qda.ui.analysis.sheet import lay_out
from qda.ui.analysis.table_view import TableView
from tests.export.word.test_document import png
from tests.ui.analysis.conftest import Desk
from tests.ui.analysis.test_sheet import PLAIN, wide

COLUMNS = (Column("Code", "stub"), Column("Segments", "count", base=9), Column("Quote", "quote"))


def quoting(rows: int) -> Table:
    words = "She came in 😀 and sat down, and nobody asked her why she had come so late. " * 3
    made = [Row((f"code {n}", Count(n % 9, 9), Quote(words, "Interview", line=n)), indent=n % 3) for n in range(rows)]
    return Table("Quotes", COLUMNS, tuple(made), notes=(rich("*N* = 9."),), source="own")


@pytest.fixture
def view(desk: Desk) -> TableView:
    made = TableView(desk.session)
    desk.show(made)
    return made


def show(view: TableView, table: Table) -> None:
    view.show_sheet(lay_out(table, APA, Silent()))
    view.grab()


def test_a_caption_is_bold_number_above_italic_title(desk: Desk) -> None:
    laid = Typesetter(lay_out(PLAIN, APA, Silent())).item(0)

    number, title = (block for _at, block in laid.blocks)
    assert (number.text(), number.font().bold()) == ("Table 1", True)
    assert (title.text(), title.font().italic()) == ("Codes", True)


def test_the_table_has_three_rules_and_no_other(desk: Desk) -> None:
    setter = Typesetter(lay_out(PLAIN, APA, Silent()))

    rules = [rule for item in range(5) for rule in setter.item(item).rules]

    assert len(rules) == 3
    assert all(rule.width() > 100 * rule.height() for rule in rules)


def test_a_head_and_a_date_that_fit_in_word_are_not_cut_in_the_middle(desk: Desk) -> None:
    columns = (Column("Code", "stub"), Column("Segments", "count"), Column("Dated", "text"), Column("Quote", "quote"))
    words = Quote("She came in and sat down, and nobody asked her why she had come so late. " * 9, "Interview", line=3)
    setter = Typesetter(lay_out(Table("All", columns, (Row(("a", Count(1), "2010-06-15", words)),)), APA, Silent()))

    head, row = setter.item(1), setter.item(2)

    assert [block.lineCount() for _at, block in head.blocks] == [1, 1, 1, 1]
    assert "2010-06-15" in [words.text for words in row.words]


def test_a_deeper_code_stands_further_in(desk: Desk) -> None:
    setter = Typesetter(lay_out(PLAIN, APA, Silent()))

    first, second = (setter.item(item).words[0] for item in (2, 3))

    assert second.at.x() - first.at.x() == 200


def test_heads_of_very_many_columns_are_turned(desk: Desk) -> None:
    head = Typesetter(lay_out(wide(30), APA, Silent())).item(1)

    assert [block.text() for _at, block in head.turned][:2] == ["Interview 0, n = 40", "Interview 1, n = 40"]


def test_drawing_leaves_ink_on_the_paper(desk: Desk) -> None:
    setter = Typesetter(lay_out(quoting(2), APA, Silent()))
    image = QImage(600, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(1 / 15, 1 / 15)
    painter.setPen(Qt.GlobalColor.black)

    setter.item(2).draw(painter, 0, 15)
    painter.end()

    dark = sum(image.pixelColor(x, y).lightness() < 128 for x in range(600) for y in range(0, 200, 2))
    assert dark > 200


@pytest.mark.parametrize(
    ("profile", "told"),
    [
        (APA, ["Figure 1", "Codes", "Note. N = 9. n = 3.", "Source: own"]),
        (GERMAN, ["Abbildung 1", "Codes", "Anmerkung. N = 9. n = 3.", "Quelle: own"]),
    ],
)
def test_a_figure_has_its_notes_in_one_paragraph_and_its_source_beneath(
    desk: Desk, profile: Profile, told: list[str]
) -> None:
    notes = (rich("*N* = 9."), rich("*n* = 3."))
    figure = Figure("Codes", png(300, 200), notes=notes, source="own")

    laid = Typesetter(lay_out([figure], profile, Silent())).item(0)

    assert [block.text() for _at, block in laid.blocks] == told
    caption, picture = laid.blocks[0][0].y(), laid.pictures[0].place.y()
    assert (caption > picture) == profile.figure_caption_below


def test_only_what_is_seen_is_set(view: TableView) -> None:
    show(view, quoting(2000))

    assert sum(view._measured) < 60


def test_arrows_go_from_row_to_row_and_keep_the_row_in_sight(view: TableView) -> None:
    show(view, quoting(300))

    for _press in range(40):
        QTest.keyClick(view, Qt.Key.Key_Down)

    row = view.current_row()
    assert row == 39
    item = view._item
    assert item is not None
    top = view._top_of(item) - view.verticalScrollBar().value()
    assert 0 <= top < view.viewport().height()


def test_going_up_into_unseen_rows_does_not_push_away_what_was_being_read(view: TableView) -> None:
    show(view, quoting(400))
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    view.grab()
    item = view._item_at(bar.value() + 20)
    before = view._top_of(item) - bar.value()

    bar.setValue(bar.value() - 10)
    view.grab()

    assert abs(view._top_of(item) - bar.value() - (before + 10)) <= 2


def test_the_end_can_be_reached(view: TableView) -> None:
    show(view, quoting(200))

    QTest.keyClick(view, Qt.Key.Key_End)
    view.grab()
    QTest.keyClick(view, Qt.Key.Key_End)

    sheet = view.sheet()
    assert sheet is not None
    assert view._item_at(view.verticalScrollBar().value() + view.viewport().height() - 30) == len(sheet.items) - 1


def test_the_sheet_fits_the_width_there_is(view: TableView) -> None:
    show(view, PLAIN)
    wide_scale = view.scale()

    view.resize(620, 600)

    assert view.scale() < wide_scale
    assert view.horizontalScrollBar().maximum() == 0


def test_a_sheet_made_anew_stays_where_it_was_read(view: TableView) -> None:
    show(view, quoting(300))
    view.verticalScrollBar().setValue(900)

    view.show_sheet(lay_out(quoting(300), APA, Silent()), from_above=False)

    assert view.verticalScrollBar().value() == 900


def test_the_preview_says_what_it_shows(view: TableView) -> None:
    show(view, PLAIN)

    assert view.accessibleName() == "Preview of the table"
    assert view.accessibleDescription() == "Table 1: Codes. 2 rows."


def test_a_picture_made_smaller_loses_no_thin_line() -> None:
    image = QImage(1200, 1200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as thin:
        thin.fillRect(601, 0, 1, 1200, Qt.GlobalColor.black)
    sheet = QImage(150, 150, QImage.Format.Format_RGB32)

    with QPainter(sheet) as painter:
        Picture(QRectF(0, 0, 150, 150), image).draw(painter, 0)

    assert min(sheet.pixelColor(x, 75).lightness() for x in range(150)) < 250
