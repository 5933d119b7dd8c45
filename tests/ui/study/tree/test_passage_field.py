from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.sources import queries as source_queries
from qda.sources import service as sources
from qda.study import queries as study_queries
from qda.study import service as study
from qda.ui.session import Selection
from qda.ui.study.contents import Contents
from qda.ui.study.tree.page import StudyTree
from qda.ui.study.tree.passage_field import PassageField
from tests.factories import make_case, make_source, span_of
from tests.ui.study.conftest import Desk

WORDS = span_of("She did not judge me.")


@pytest.fixture
def tree(desk: Desk, qtbot: QtBot) -> StudyTree:
    made = StudyTree(desk.session, desk.actions, desk.jobs, desk.window)
    desk.window.resize(600, 600)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    return made


def asked(tree: StudyTree, desk: Desk, qtbot: QtBot, source: int) -> PassageField:
    desk.session.show_source(source)
    desk.session.select(Selection("source", source, span=WORDS))
    cases = sum(len(unit.cases) for unit in study_queries.units(desk.project))
    qtbot.waitUntil(lambda: len(Contents.of(desk.session).case_names()) == cases)
    desk.actions.get("study.assign_passage").trigger()
    qtbot.waitUntil(lambda: tree.passage.field is not None and tree.passage.field.isVisible())
    assert tree.passage.field is not None
    return tree.passage.field


def test_letters_and_enter_assign_a_passage(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    unit, _case = make_case(desk.project)
    leah = study.create_case(desk.project, unit, "Leah")
    source = make_source(desk.project)
    field = asked(tree, desk, qtbot, source)

    QTest.keyClicks(field.field, "le")
    QTest.keyClick(field.field, Qt.Key.Key_Return)

    assert source_queries.opened(desk.project, source).passages == ((WORDS.start, WORDS.end, leah),)
    assert not field.isVisible()


def test_several_cases_are_ticked_and_one_is_taken_off(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    unit, martine = make_case(desk.project)
    leah, paul = (study.create_case(desk.project, unit, name) for name in ("Leah", "Paul"))
    source = make_source(desk.project)
    sources.assign_passage(desk.project, source, WORDS, [martine])
    field = asked(tree, desk, qtbot, source)

    for _case in range(3):
        QTest.keyClick(field.field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(field.field, Qt.Key.Key_Down)
    QTest.keyClick(field.field, Qt.Key.Key_Return)

    assert {case for *_span, case in source_queries.opened(desk.project, source).passages} == {leah, paul}


def test_esc_changes_nothing(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    make_case(desk.project)
    source = make_source(desk.project)
    field = asked(tree, desk, qtbot, source)

    QTest.keyClick(field.field, Qt.Key.Key_Escape)

    assert not field.isVisible()
    assert source_queries.opened(desk.project, source).passages == ()


@pytest.mark.parametrize(
    ("with_case", "sentence"),
    [(True, "Select the passage in the text first."), (False, "There is no case yet")],
)
def test_what_is_missing_is_said(tree: StudyTree, desk: Desk, qtbot: QtBot, with_case: bool, sentence: str) -> None:
    told: list[str] = []
    desk.session.told.connect(lambda words, _hint: told.append(words))
    source = make_source(desk.project)
    desk.session.show_source(source)
    if with_case:
        make_case(desk.project)
    else:
        desk.session.select(Selection("source", source, span=WORDS))
    qtbot.waitUntil(lambda: bool(Contents.of(desk.session).case_names()) is with_case)

    desk.actions.get("study.assign_passage").trigger()

    assert told[0].startswith(sentence)
