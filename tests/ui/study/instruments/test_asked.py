"""Questions of a guide on the Study page: counts, answers side by side, corrections."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qda.analysis.study import questions
from qda.sources import service as sources
from qda.study import instruments
from qda.ui.parts.small import Link
from qda.ui.study.instruments.asked import AskedView
from qda.ui.study.instruments.part import InstrumentsPart
from tests.factories import make_source
from tests.ui.study.conftest import Desk

TALK = (
    "INT: How did social services come to be involved?\n\nTheresa: It was the fire.\n\nINT: The door?\n\n"
    "Theresa: That was later."
)


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> AskedView:
    """A guide of two questions, one of them asked in the one interview that came from it."""
    guide = instruments.create(desk.project, "Guide", text="How did social services come to be involved?\nAnd now?")
    source = make_source(desk.project, TALK, "Interview")
    sources.assign_speaker(desk.project, source, "INT", interviewer=True)
    instruments.link(desk.project, [source], guide)
    part = InstrumentsPart(desk.session, parent=desk.window)
    part.resize(1000, 700)
    desk.window.resize(1000, 700)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    part.list.table.choose(guide, 0)
    part.below.show_page(part.asked)
    return part.asked


def _links(view: AskedView) -> list[str]:
    return [link.words() for link in view.area.findChildren(Link) if link.isVisibleTo(view)]


def _cells(view: AskedView, row: int) -> list[str]:
    return [str(view.list.rows.data(view.list.rows.index(row, column))) for column in range(3)]


def test_each_question_says_in_how_many_interviews_it_was_asked(view: AskedView) -> None:
    assert _cells(view, 0) == ["1. How did social services come to be involved?", "1 of 1", ""]
    assert _cells(view, 1) == ["2. And now?", "0 of 1", "Interview"]


def test_the_answers_stand_with_source_and_line(view: AskedView, desk: Desk, qtbot: QtBot) -> None:
    place = next(link for link in view.area.findChildren(Link) if link.words() == "Interview, line 1")

    with qtbot.waitSignal(desk.session.source_wanted):
        place.click()

    assert "Not this question" in _links(view)


def test_a_question_is_refused_where_it_was_found(view: AskedView, desk: Desk) -> None:
    next(link for link in view.area.findChildren(Link) if link.words() == "Not this question").click()

    assert questions.of_source(desk.project, 1) == []
    assert _cells(view, 0)[1] == "0 of 1"


def test_a_question_is_set_by_its_line(view: AskedView, desk: Desk) -> None:
    view.list.table.choose(1, 0)
    field = view.area.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)

    field.setText("3")
    field.returnPressed.emit()

    asked = questions.of_source(desk.project, 1)
    assert [(each.item, each.line, each.by_hand) for each in asked] == [(0, 1, False), (1, 3, True)]


def test_a_framework_says_that_it_asks_nothing(view: AskedView, desk: Desk) -> None:
    instruments.edit(desk.project, 1, kind="observation framework")

    assert view.about.text().startswith("A framework for observation is for looking")
