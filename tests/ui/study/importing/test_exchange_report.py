"""A project of another program comes in through the window: looked at, brought in, told of, undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qda.coding import queries as coding_queries
from qda.sources import queries as source_queries
from qda.ui.study.importing.page import ImportPage
from tests.flows.refi.making import PLAIN, qdpx
from tests.ui.study.conftest import Desk


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ImportPage:
    made = ImportPage(desk.session, desk.actions, desk.jobs, desk.window)
    made.resize(900, 700)
    desk.window.resize(900, 700)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    return made


def offered(page: ImportPage, qtbot: QtBot, *paths: Path) -> None:
    page.offer(list(paths))
    qtbot.waitUntil(lambda: not page.exchange.busy)


def test_a_dropped_project_is_looked_at_before_it_comes_in(
    page: ImportPage, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    offered(page, qtbot, qdpx(tmp_path / "other.qdpx", PLAIN))

    assert page.exchange.isVisibleTo(page)
    assert page.exchange.go.text() == "Import into this study"
    assert "2 codes" in page.exchange._told.text()
    assert source_queries.rows(desk.project) == []


def test_what_came_in_is_told_and_can_be_saved_and_undone(
    page: ImportPage, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    offered(page, qtbot, qdpx(tmp_path / "other.qdpx", PLAIN))

    page.exchange.go.click()
    qtbot.waitUntil(lambda: page.exchange.report is not None and not page.exchange.busy)
    page.exchange.write(tmp_path / "told.txt")

    assert [row.quote for row in coding_queries.everything(desk.project)] == ["We talked"]
    assert page.exchange.go.text() == "Open the first source"
    assert "Import of “other.qdpx”" in (tmp_path / "told.txt").read_text(encoding="utf-8")
    assert desk.project.undo() == "Import the project “other.qdpx”"


def test_a_file_that_is_none_is_refused_in_a_sentence_and_the_page_is_as_before(
    page: ImportPage, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    said: list[str] = []
    desk.session.failed.connect(lambda error: said.append(error.sentence))
    broken = tmp_path / "broken.qdpx"
    broken.write_bytes(b"PK\x03\x04 and no more")

    offered(page, qtbot, broken)

    assert said == ["“broken.qdpx” can't be imported: the archive is damaged."]
    assert not page.exchange.isVisibleTo(page)


def test_a_project_that_is_discarded_leaves_nothing(page: ImportPage, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    offered(page, qtbot, qdpx(tmp_path / "other.qdpx", PLAIN))

    page.exchange.back.click()

    assert source_queries.rows(desk.project) == []
    assert not page.exchange.isVisibleTo(page)


def test_a_code_book_is_compared_before_it_is_taken_over(
    page: ImportPage, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    book = tmp_path / "book.csv"
    book.write_text("path,definition\nspeaking > softly,Low\n", encoding="utf-8")

    page.offer_book(book)
    qtbot.waitUntil(lambda: not page.exchange.busy)
    assert "New: speaking > softly" in page.exchange.words.toPlainText()
    assert coding_queries.code_rows(desk.project) == []
    page.exchange.go.click()

    assert [row.path for row in coding_queries.code_rows(desk.project)] == ["speaking", "speaking > softly"]
    assert desk.project.undo() == "Import the code book “book.csv”"
