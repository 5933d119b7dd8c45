from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.coding import codes, segments
from qda.project.project import Project
from qda.text import Span
from qda.ui.coding.book import CodeBook
from qda.ui.coding.lines.completions import Completions, ranked, same_name
from qda.ui.coding.lines.model import LinesModel
from qda.ui.session import Session
from tests.ui.coding.lines_stage import add_source


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    made = Session()
    made.begin(Project.create(tmp_path / "study.gerund", coder="AQ"))
    yield made
    made.end()


def _names(session: Session, typed: str, source: int | None = None) -> list[str]:
    book = CodeBook.of(session)
    model = LinesModel(session)
    if source is not None:
        model.show_source(source)
    return [book.name(code) for code in ranked(book, model.lines, typed)]


def test_any_word_of_a_name_may_begin_with_what_is_typed_but_not_its_middle(session: Session) -> None:
    for name in ("asking for help", "helping out", "overhelping", "being asked"):
        codes.create(session.project, name)

    assert _names(session, "hel") == ["helping out", "asking for help"]


def test_several_words_may_be_begun(session: Session) -> None:
    codes.create(session.project, "asking the room for help")

    assert _names(session, "ask he") == ["asking the room for help"]


def test_what_was_used_in_this_source_last_comes_first(session: Session) -> None:
    project = session.project
    here, there = add_source(project), add_source(project, name="Other")
    a, b, c = (codes.create(project, name) for name in ("asking a", "asking b", "asking c"))
    segments.apply(project, here, Span(0, 5), a)
    segments.apply(project, here, Span(10, 15), b)
    for start in (0, 10, 20):
        segments.apply(project, there, Span(start, start + 5), c)

    assert _names(session, "ask", here) == ["asking b", "asking a", "asking c"]
    assert _names(session, "ask", there)[0] == "asking c"


def test_a_code_of_this_very_name_comes_before_all(session: Session) -> None:
    project = session.project
    source = add_source(project)
    used = codes.create(project, "asking for help")
    codes.create(project, "asking")
    segments.apply(project, source, Span(0, 5), used)

    assert _names(session, "Asking", source) == ["asking", "asking for help"]


def test_the_same_name_is_found_whatever_its_case_but_not_without_its_accents(session: Session) -> None:
    code = codes.create(session.project, "Zögern  und Warten")
    book = CodeBook.of(session)

    assert same_name(book, "zögern und  warten") == code
    assert same_name(book, "zogern und warten") is None


def test_of_two_codes_with_one_name_the_more_used_is_meant(session: Session) -> None:
    project = session.project
    source = add_source(project)
    above = codes.create(project, "coping")
    codes.create(project, "asking")
    used = codes.create(project, "asking", parent_id=above)
    segments.apply(project, source, Span(0, 5), used)

    assert same_name(CodeBook.of(session), "asking") == used


def test_none_is_chosen_until_somebody_moves_and_above_the_first_is_the_field(session: Session, qtbot: QtBot) -> None:
    made = [codes.create(session.project, name) for name in ("asking a", "asking b")]
    window = QWidget()
    qtbot.addWidget(window)
    list_ = Completions(session, CodeBook.of(session), window)
    list_.offer(made)

    chosen = [list_.chosen()]
    for step in (1, 1, 1, -1):
        list_.step(step)
        chosen.append(list_.chosen())

    assert chosen == [None, made[0], made[1], None, made[1]]


def test_the_list_stands_above_the_field_where_there_is_no_room_below(session: Session, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    list_ = Completions(session, CodeBook.of(session), window)
    list_.offer([codes.create(session.project, f"asking {number}") for number in range(20)])
    room = QRect(0, 0, 500, 600)

    list_.place(QRect(300, 100, 200, 30), 130, room)
    below = list_.geometry()
    list_.place(QRect(300, 550, 200, 30), 580, room)
    above = list_.geometry()

    assert below.top() > 130 and room.contains(below)
    assert above.bottom() < 550 and room.contains(above)
