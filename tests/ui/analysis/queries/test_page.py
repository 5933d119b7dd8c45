"""The query workspace: built by hand, asked, read, coded, counted, and told when it is old."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.analysis.queries.query import Has
from qda.analysis.queries.text import parsed, written
from qda.coding import codes, queries, saved_queries, segments
from qda.project import history
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import attributes
from qda.ui.actions import Actions
from qda.ui.analysis.queries.page import QueriesPage
from qda.ui.jobs import Jobs
from qda.ui.parts.small import Link
from qda.ui.session import Session
from tests.factories import make_case, make_source, span_of


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[QueriesPage]:
    """The workspace on a small study: three codes, two of which overlap."""
    project = Project.create(tmp_path / "study.gerund", title="A study", coder="AQ")
    _unit, case = make_case(project)
    sources.move(project, [make_source(project)], case_id=case)
    for label, words in (
        ("coming in", "She came in and sat down."), ("settling", "sat down"), ("talking", "we talked"),
    ):  # fmt: skip
        segments.apply(project, 1, span_of(words), codes.create(project, label, level="focused"))
    window, session = QWidget(), Session()
    jobs = Jobs()
    qtbot.addWidget(window)
    made = QueriesPage(session, Actions(window), jobs)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    session.begin(project)
    yield made
    jobs.stop_all()
    session.end()


def settled(qtbot: QtBot, page: QueriesPage) -> None:
    qtbot.waitUntil(lambda: not page._soon.isActive() and not page._jobs.busy, timeout=5000)


def listed(page: QueriesPage) -> list[str]:
    model = page.results.list.quotes
    return [model.index(row).data() for row in range(model.rowCount())]


def test_a_query_is_built_by_typing_and_asked_with_enter(qtbot: QtBot, page: QueriesPage) -> None:
    page.show()
    page.activateWindow()
    row = page.builder.rows[0]
    row.value.setFocus()
    qtbot.waitUntil(row.value.hasFocus)
    QTest.keyClicks(row.value, "settl")
    QTest.keyClick(row.value, Qt.Key.Key_Return)  # takes what answers
    page.builder.add()
    second = page.builder.rows[1]
    qtbot.waitUntil(second.value.hasFocus)
    second.relation.setCurrentIndex(second.relation.findData("inside"))
    second.relation.activated.emit(second.relation.currentIndex())
    QTest.keyClicks(second.value, "coming")
    QTest.keyClick(second.value, Qt.Key.Key_Return)

    query = page.builder.query()
    assert query is not None
    assert written(query) == "CODE settling INSIDE CODE coming in"
    assert "that lie inside a segment with “coming in”" in page.builder.sentence.text()
    QTest.keyClick(second.value, Qt.Key.Key_Return)  # asks
    settled(qtbot, page)

    assert listed(page) == ["sat down"]
    assert page.results.count.text() == "1 of 3 segments, 1 of 1 sources, 1 of 1 cases."
    assert "How did it begin?" in page.results.context.toPlainText()


def test_the_empty_page_offers_two_questions_that_can_be_asked(qtbot: QtBot, page: QueriesPage) -> None:
    assert page.right.currentWidget() is page.empty
    assert page._examples.count() == 2

    links = [link for link in page.empty.findChildren(Link) if link is not page.empty.button]
    links[0].click()
    settled(qtbot, page)

    assert listed(page) == ["She came in and sat down."]


def test_not_and_or_are_shown_as_they_were_asked(qtbot: QtBot, page: QueriesPage) -> None:
    asked = "CODE settling NOT NEAR 20 CODE talking OR NOT CASE Martine"

    page.ask_query(parsed(asked))
    settled(qtbot, page)

    assert [row.join.currentText() for row in page.builder.rows] == ["where", "but not", "or not"]
    query = page.builder.query()
    assert query is not None
    assert written(query) == "CODE settling NOT NEAR 20 CHARACTERS CODE talking OR NOT CASE Martine"


def test_what_answers_is_coded_in_one_act(qtbot: QtBot, page: QueriesPage) -> None:
    page.ask_query(parsed("CODED"))
    settled(qtbot, page)
    project = page._session.project
    page.results.list.selectAll()
    page.results.code_field.setText("meeting")

    page.results.code_all()
    settled(qtbot, page)

    assert len(queries.of_codes(project, [codes.named(project, "meeting")])) == 3
    assert history.next_undo(project) == "Code 3 segments with “meeting”"
    page._session.undo()
    assert codes.candidates(project, "meeting") == []


def test_only_the_code_that_was_asked_for_is_recoded(qtbot: QtBot, page: QueriesPage) -> None:
    project = page._session.project
    segments.apply(project, 1, span_of("sat down"), codes.named(project, "talking"))
    page.ask_query(parsed("CODE settling OVERLAPS CODE talking"))
    settled(qtbot, page)
    page.results.code_field.setText("taking a seat")

    page.results.recode()
    settled(qtbot, page)

    rows = queries.everything(project)
    assert sorted((row.code, row.quote) for row in rows if row.quote == "sat down") == [
        ("taking a seat", "sat down"), ("talking", "sat down"),
    ]  # fmt: skip
    page._session.undo()
    assert len(queries.of_codes(project, [codes.named(project, "settling")])) == 1


def test_a_change_makes_the_answer_old_and_leaves_it_until_it_is_asked_again(qtbot: QtBot, page: QueriesPage) -> None:
    page.ask_query(parsed("CODE talking"))
    settled(qtbot, page)
    project = page._session.project

    segments.apply(project, 1, span_of("Then we"), codes.named(project, "talking"))

    assert listed(page) == ["we talked"]
    assert not page.results.stale.isHidden()
    page.refresh()
    settled(qtbot, page)
    assert listed(page) == ["Then we", "we talked"]
    assert page.results.stale.isHidden()


def test_a_query_is_saved_renamed_asked_and_deleted(qtbot: QtBot, page: QueriesPage) -> None:
    project = page._session.project
    page.builder.show_query(Has("code", "talking"))
    page.saved.name.setText("Who talks?")
    page.saved.save()
    page.builder.begin()
    page.saved.list.setCurrentRow(0)

    page.saved.rename()
    page.saved.name.setText("Talk")
    page.saved.save()
    page.saved.list.setCurrentRow(0)
    page.saved.open()
    settled(qtbot, page)

    assert [row.name for row in saved_queries.rows(project)] == ["Talk"]
    assert listed(page) == ["we talked"]
    page.saved.list.setCurrentRow(0)
    page.saved.delete()
    assert saved_queries.rows(project) == []
    page._session.undo()
    assert page.saved.list.count() == 1


def test_what_does_not_answer_is_said_with_what_was_asked(qtbot: QtBot, page: QueriesPage) -> None:
    page.ask_query(parsed("CODE talking AND CODE settling"))
    settled(qtbot, page)

    assert page.right.currentWidget() is page.nothing
    assert page.nothing.text().startswith("No segment answers, of 3.")


def test_what_was_wrong_with_a_question_is_said_until_the_next_is_asked(qtbot: QtBot, page: QueriesPage) -> None:
    session = page._session
    attributes.create(session.project, "Age", "number")
    said: list[str] = []
    session.failed.connect(lambda error: said.append(error.sentence))
    session.withdrawn.connect(said.remove)

    page.ask_query(parsed("ATTRIBUTE Age IS “> old”"))
    settled(qtbot, page)
    assert said == ["“old” is not a number, and “Age” is one."]
    page.ask_query(parsed("CODE settling"))
    settled(qtbot, page)

    assert said == []


def test_the_value_of_an_attribute_has_room_for_a_date(qtbot: QtBot, page: QueriesPage) -> None:
    attributes.create(page._session.project, "Fieldwork began", "date")

    page.ask_query(parsed("ATTRIBUTE Fieldwork began IS “<= 2012-05-18”"))
    page.show()
    settled(qtbot, page)

    value = page.builder.rows[0].value
    assert value.width() > value.fontMetrics().horizontalAdvance("<= 2012-05-18") + 20


def test_a_cell_of_the_matrix_reads_its_quotes_and_esc_leads_back(qtbot: QtBot, page: QueriesPage) -> None:
    page.show_mode("matrix")
    settled(qtbot, page)
    grid = page.matrix.view.grid
    assert grid is not None
    assert [head.text for head in grid.rows] == ["coming in", "settling", "talking"]
    assert [(head.text, head.base) for head in grid.columns] == [("Martine", "n 3"), ("Total", "N 3")]

    page.matrix.view.go(2, 0)
    QTest.keyClick(page.matrix.view, Qt.Key.Key_Return)
    settled(qtbot, page)

    assert (page.mode, listed(page)) == ("quotes", ["we talked"])
    QTest.keyClick(page.results, Qt.Key.Key_Escape)
    assert page.mode == "matrix"
    assert page.matrix.view.current() == (2, 0)


def test_without_codes_a_matrix_says_what_to_do_and_offers_nothing_to_take_away(
    qtbot: QtBot, page: QueriesPage
) -> None:
    project = page._session.project
    codes.delete(project, [codes.named(project, name) for name in ("coming in", "settling", "talking")])
    page.show_mode("matrix")
    settled(qtbot, page)

    assert "Code a text" in page.matrix.nothing.sentence.text()
    assert (page.matrix.view.isHidden(), page.matrix.nothing.isHidden()) == (True, False)
    assert not any(each.isEnabled() for each in page.matrix.buttons)


def test_percentages_stand_beside_the_counts(qtbot: QtBot, page: QueriesPage) -> None:
    page.matrix_options.percent.setCurrentIndex(page.matrix_options.percent.findData("column"))
    page.show_mode("matrix")
    settled(qtbot, page)
    grid = page.matrix.view.grid

    assert grid is not None
    assert grid.words(0, 0) == "coming in, Martine: 1 · 33 %"
    assert "n in its head" in page.matrix.notes.text()


def test_codes_that_stand_together_lead_to_their_quotes(qtbot: QtBot, page: QueriesPage) -> None:
    page.show_mode("together")
    settled(qtbot, page)

    assert page.together.pairs.rowCount() == 1
    assert [page.together.pairs.item(0, column).text() for column in range(6)] == [  # type: ignore[union-attr]
        "coming in", "settling", "1", "1", "1", "1.00",
    ]  # fmt: skip
    page.together.pairs.selectRow(0)
    QTest.keyClick(page.together.pairs, Qt.Key.Key_Return)
    settled(qtbot, page)
    assert listed(page) == ["She came in and sat down."]


def test_everything_seen_can_be_written(qtbot: QtBot, page: QueriesPage, tmp_path: Path) -> None:
    page.ask_query(parsed("CODED"))
    settled(qtbot, page)
    page.results.write(tmp_path / "quotes.csv")
    for mode, panel in (("matrix", page.matrix), ("together", page.together)):
        page.show_mode(mode)
        settled(qtbot, page)
        panel.write(tmp_path / f"{mode}.docx")
    settled(qtbot, page)

    assert "we talked" in (tmp_path / "quotes.csv").read_text(encoding="utf-8-sig")
    assert (tmp_path / "matrix.docx").stat().st_size > 0
    assert (tmp_path / "together.docx").stat().st_size > 0


def test_a_query_without_a_condition_says_what_it_lacks(qtbot: QtBot, page: QueriesPage) -> None:
    builder = page.builder
    lacking = builder.sentence.text()
    builder.show_query(Has("code", "settling"))

    assert lacking == "Choose a code above, or another condition; then the segments can be shown."
    assert builder.sentence.text() != lacking
    assert builder.ask.isEnabled()
