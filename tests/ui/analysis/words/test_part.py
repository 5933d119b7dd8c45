"""Words in the query workspace: counted by what is chosen, each in its context, taken away as tables."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.project.project import Project
from qda.text import Span
from qda.ui.analysis.queries.page import QueriesPage
from tests.ui.analysis.figures.test_part import page, settle, told

__all__ = ["page"]


def counted(page: QueriesPage) -> dict[str, str]:
    model = page.words.panel.model
    return {model.index(row, 0).data(): model.index(row, 1).data() for row in range(model.rowCount())}


def chosen(page: QueriesPage) -> None:
    """All words, however small."""
    page.words.options.stopped.setChecked(False)
    page.words.options.least.setValue(1)


def test_words_are_counted_with_their_bases_and_drawn(qtbot: QtBot, page: QueriesPage) -> None:
    chosen(page)
    page.show_mode("words")
    settle(qtbot, page)

    assert counted(page)["she"] == "2"
    assert "begin" not in counted(page)
    header = page.words.panel.model.headerData(1, Qt.Orientation.Horizontal)
    assert header == "Times\nN = 14"
    assert any(words.startswith("she: 2") for words in told(page.words.panel.cloud))
    assert "The interviewer’s words are left out." in page.words.panel.notes.text()


def test_own_words_are_left_out_with_enter(qtbot: QtBot, page: QueriesPage) -> None:
    chosen(page)
    page.show_mode("words")
    page.words.options.own.setPlainText("She talked")
    QTest.keyClick(page.words.options.own, Qt.Key.Key_Return)
    settle(qtbot, page)

    assert not {"she", "talked"} & counted(page).keys()
    assert page.words.options.own.toPlainText() == "She talked"


def test_groups_stand_beside_one_another(qtbot: QtBot, page: QueriesPage) -> None:
    chosen(page)
    page.words.options.by.setCurrentIndex(page.words.options.by.findData("case"))
    page.show_mode("words")
    settle(qtbot, page)

    model = page.words.panel.model
    assert model.headerData(4, Qt.Orientation.Horizontal) == "Martine\nn = 14"
    row = next(at for at in range(model.rowCount()) if model.index(at, 0).data() == "she")
    assert model.index(row, 4).data() == "142.86"


def test_a_word_leads_to_its_places_and_they_to_the_text(qtbot: QtBot, page: QueriesPage) -> None:
    wanted: list[tuple[int, object]] = []
    page._session.source_wanted.connect(lambda source, span: wanted.append((source, span)))
    chosen(page)
    page.show_mode("words")
    settle(qtbot, page)
    page.words._on_row(list(counted(page)).index("sat"))
    settle(qtbot, page)

    kwic = page.words.panel.kwic
    assert kwic.field.text() == "sat"
    shown = [kwic.model.index(0, column).data() for column in range(6)]
    assert (shown[1], shown[2][:17], shown[3]) == ("sat", "down. She did not", "Theresa")
    assert kwic.told.text() == "1 place in 1 of 1 sources, among 14 words."
    QTest.keyClick(kwic.list, Qt.Key.Key_Return)
    assert wanted == [(1, Span(49, 52))]


def test_a_typed_key_word_is_found_and_sorted(qtbot: QtBot, page: QueriesPage) -> None:
    page.show_mode("words")
    settle(qtbot, page)
    kwic = page.words.panel.kwic
    kwic.order.setCurrentIndex(kwic.order.findData("right"))
    kwic.field.setText("she")
    QTest.keyClick(kwic.field, Qt.Key.Key_Return)
    settle(qtbot, page)

    assert kwic.model.rowCount() == 2
    assert kwic.model.row(0).right.startswith("came")
    assert "She came in and sat" in kwic.around.text()


def test_what_cannot_be_found_is_said(qtbot: QtBot, page: QueriesPage) -> None:
    failed: list[object] = []
    page._session.failed.connect(failed.append)
    page.show_mode("words")
    page.words.panel.kwic.field.setText("…")
    page.words.find()
    settle(qtbot, page)

    assert len(failed) == 1


def test_words_and_places_are_written(qtbot: QtBot, page: QueriesPage, tmp_path: Path) -> None:
    chosen(page)
    page.show_mode("words")
    settle(qtbot, page)
    page.words._find_word("she")
    settle(qtbot, page)
    page.words.write(tmp_path / "words.csv")
    page.words.write_kwic(tmp_path / "kwic.csv")
    settle(qtbot, page)

    assert any(line.startswith("she,2,") for line in (tmp_path / "words.csv").read_text("utf-8-sig").splitlines())
    assert len((tmp_path / "kwic.csv").read_text("utf-8-sig").splitlines()) == 3


def test_another_project_begins_anew(qtbot: QtBot, page: QueriesPage, tmp_path: Path) -> None:
    page.show_mode("words")
    settle(qtbot, page)
    page._session.begin(Project.create(tmp_path / "other.gerund", title="Another", coder="AQ"))

    assert page.words.panel.model.rowCount() == 0
    page.show_mode("words")
    settle(qtbot, page)
    assert page.words.panel.notes.text().startswith("No word is left.")


def test_without_words_there_is_no_cloud_and_nothing_to_take_away(qtbot: QtBot, page: QueriesPage) -> None:
    page.words.options.least.setValue(page.words.options.least.maximum())
    page.show_mode("words")
    settle(qtbot, page)

    panel = page.words.panel
    assert "No word is left" in panel.notes.text()
    assert panel.area.isHidden()
    assert not any(each.isEnabled() for each in panel.buttons)
