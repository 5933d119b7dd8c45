from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qda.coding import segments
from qda.sources import queries as source_queries
from qda.sources import service as sources
from qda.sources.service import NewSource
from qda.study import queries as study_queries
from qda.study import service as study
from qda.ui.session import Selection
from qda.ui.study.outline import HOMELESS, Key
from qda.ui.study.tree.page import StudyTree
from tests.factories import make_case, make_source, span_of
from tests.ui.study.conftest import Desk


@pytest.fixture
def tree(desk: Desk, qtbot: QtBot) -> StudyTree:
    made = StudyTree(desk.session, desk.actions, desk.jobs, desk.window)
    made.resize(280, 600)
    desk.window.resize(280, 600)
    desk.window.show()
    made.view.setFocus()
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    return made


def choose(tree: StudyTree, *keys: Key) -> None:
    flag = QItemSelectionModel.SelectionFlag
    tree.view.clearSelection()
    for key in keys:
        index = tree.model.index_of(key)
        tree.view.selectionModel().setCurrentIndex(index, flag.Select | flag.Rows)


def names(tree: StudyTree, *path: int) -> list[str]:
    """The names of the rows under the row at a path."""
    model, index = tree.model, QModelIndex()
    for row in path:
        index = model.index(row, 0, index)
    return [model.index(row, 0, index).data() for row in range(model.rowCount(index))]


def type_name(tree: StudyTree, qtbot: QtBot, name: str) -> None:
    editor = tree.view.findChild(QLineEdit)
    assert editor is not None
    editor.setText(name)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tree.view.findChild(QLineEdit) is None)


def test_an_empty_study_says_what_it_begins_with(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    asked: list[str] = []
    desk.actions.add("project.import", "Import", lambda: asked.append("import"))

    QTest.mouseClick(tree.empty.button, Qt.MouseButton.LeftButton)

    assert tree.empty.isVisible() and "transcripts" in tree.empty.sentence.text()
    assert asked == ["import"]


def test_what_is_added_appears_and_is_counted(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    _unit, case = make_case(desk.project)
    source = make_source(desk.project, name="Interview with Theresa")
    sources.move(desk.project, [source], case_id=case)

    qtbot.waitUntil(lambda: names(tree, 0, 0) == ["Interview with Theresa"])

    assert tree.head_words() == ("Study", "1 source")


def test_a_click_opens_a_source_and_says_what_is_selected(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    source = make_source(desk.project)
    qtbot.waitUntil(lambda: tree.model.index_of(Key("source", source)).isValid())
    opened: list[int] = []
    desk.session.source_wanted.connect(lambda source_id, _span: opened.append(source_id))

    at = tree.view.visualRect(tree.model.index_of(Key("source", source))).center()
    QTest.mouseClick(tree.view.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert opened == [source]
    assert desk.session.selection == Selection("source", source)


def test_arrows_select_and_enter_opens(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    first, second = make_source(desk.project, name="a"), make_source(desk.project, name="b")
    qtbot.waitUntil(lambda: tree.model.index_of(Key("source", second)).isValid())
    opened: list[int] = []
    desk.session.source_wanted.connect(lambda source_id, _span: opened.append(source_id))
    choose(tree, Key("source", first))

    QTest.keyClick(tree.view, Qt.Key.Key_Down)
    assert (desk.session.selection, opened) == (Selection("source", second), [])
    QTest.keyClick(tree.view, Qt.Key.Key_Return)

    assert opened == [second]


def test_a_source_opened_elsewhere_is_shown_in_the_tree(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    source = make_source(desk.project)
    qtbot.waitUntil(lambda: tree.model.index_of(Key("source", source)).isValid())

    desk.session.show_source(source)

    assert [node.key for node in tree.view.chosen()] == [Key("source", source)]


def test_a_name_is_changed_in_place(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    _unit, case = make_case(desk.project)
    qtbot.waitUntil(lambda: tree.model.index_of(Key("case", case)).isValid())
    choose(tree, Key("case", case))

    desk.actions.get("study.rename").trigger()
    type_name(tree, qtbot, "Leah")

    qtbot.waitUntil(lambda: names(tree, 0) == ["Leah"])
    assert study_queries.units(desk.project)[0].cases[0].name == "Leah"


def test_a_name_that_is_taken_is_refused_in_a_sentence(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    unit, case = make_case(desk.project)
    study.create_case(desk.project, unit, "Leah")
    qtbot.waitUntil(lambda: names(tree, 0) == ["Martine", "Leah"])
    problems: list[str] = []
    desk.session.failed.connect(lambda error: problems.append(error.sentence))
    choose(tree, Key("case", case))

    desk.actions.get("study.rename").trigger()
    type_name(tree, qtbot, "leah")

    qtbot.waitUntil(lambda: bool(problems))
    assert problems == ["There is already one called “leah”."]
    assert names(tree, 0) == ["Martine", "Leah"]


def test_a_new_unit_and_a_new_case_are_named_where_they_stand(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    desk.actions.get("study.new_unit").trigger()
    type_name(tree, qtbot, "Casework")
    qtbot.waitUntil(lambda: names(tree) == ["Casework"])
    desk.actions.get("study.new_case").trigger()
    type_name(tree, qtbot, "Martine")

    qtbot.waitUntil(lambda: names(tree, 0) == ["Martine"])
    assert [node.name for node in tree.view.chosen()] == ["Martine"]


def test_a_new_row_without_a_name_goes_away(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    make_case(desk.project)
    qtbot.waitUntil(lambda: names(tree) == ["Casework"])

    desk.actions.get("study.new_unit").trigger()
    assert names(tree) == ["Casework", ""]
    editor = tree.view.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: names(tree) == ["Casework"])


def test_several_rows_are_deleted_as_one_act(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    _unit, case = make_case(desk.project)
    source = make_source(desk.project)
    qtbot.waitUntil(lambda: tree.model.index_of(Key("source", source)).isValid())
    said: list[str] = []
    desk.session.said.connect(said.append)
    choose(tree, Key("case", case), Key("source", source))

    desk.actions.get("study.delete").trigger()
    qtbot.waitUntil(lambda: names(tree) == ["Casework"])
    assert said == ["Deleted 2 items."]
    desk.session.undo()

    qtbot.waitUntil(lambda: names(tree) == ["Casework", "No home yet"])
    assert names(tree, 0) == ["Martine"]


def test_a_long_source_is_deleted_beside_the_work(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    source = make_source(desk.project, "word " * 6_000)
    qtbot.waitUntil(lambda: tree.model.index_of(Key("source", source)).isValid())
    said: list[str] = []
    desk.session.said.connect(said.append)
    choose(tree, Key("source", source))

    desk.actions.get("study.delete").trigger()
    assert desk.jobs.busy

    qtbot.waitUntil(lambda: said == ["Deleted “Interview”."])
    assert source_queries.rows(desk.project) == []


def test_a_unit_with_cases_is_not_deleted_nor_is_anything_with_it(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    unit, _case = make_case(desk.project)
    source = make_source(desk.project)
    qtbot.waitUntil(lambda: tree.model.index_of(Key("source", source)).isValid())
    problems: list[str] = []
    desk.session.failed.connect(lambda error: problems.append(error.sentence))
    choose(tree, Key("unit", unit), Key("source", source))

    desk.actions.get("study.delete").trigger()

    assert problems == ["The unit “Casework” still has cases."]
    assert [row.id for row in source_queries.rows(desk.project)] == [source]


def drop(tree: StudyTree, keys: list[Key], target: Key | None, row: int = -1) -> bool:
    model = tree.model
    data = model.mimeData([model.index_of(key) for key in keys])
    parent = QModelIndex() if target is None else model.index_of(target)
    if not model.canDropMimeData(data, Qt.DropAction.MoveAction, row, 0, parent):
        return False
    model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, parent)
    return True


def test_several_sources_dropped_on_a_case_hang_there(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    _unit, case = make_case(desk.project)
    keys = [Key("source", make_source(desk.project, name=name)) for name in ("a", "b")]
    qtbot.waitUntil(lambda: names(tree, 1) == ["a", "b"])
    choose(tree, *keys)

    assert drop(tree, keys, Key("case", case))

    qtbot.waitUntil(lambda: names(tree, 0, 0) == ["a", "b"])
    assert names(tree) == ["Casework"]
    assert {node.key for node in tree.view.chosen()} == set(keys)


def test_a_source_dropped_between_others_stands_there(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    ids = [make_source(desk.project, name=name) for name in ("a", "b", "c")]
    qtbot.waitUntil(lambda: names(tree, 0) == ["a", "b", "c"])

    drop(tree, [Key("source", ids[2])], HOMELESS, 1)

    qtbot.waitUntil(lambda: names(tree, 0) == ["a", "c", "b"])


def test_a_case_goes_to_another_unit_with_its_sources(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    _unit, case = make_case(desk.project)
    other = study.create_unit(desk.project, "Teams")
    sources.move(desk.project, [make_source(desk.project, name="a")], case_id=case)
    qtbot.waitUntil(lambda: names(tree) == ["Casework", "Teams"] and names(tree, 0, 0) == ["a"])

    drop(tree, [Key("case", case)], Key("unit", other))

    qtbot.waitUntil(lambda: names(tree, 1) == ["Martine"])
    assert names(tree, 1, 0) == ["a"]
    assert tree.view.isExpanded(tree.model.index_of(Key("case", case)))


def test_rows_change_places_by_key(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    unit, first = make_case(desk.project)
    study.create_case(desk.project, unit, "Leah")
    qtbot.waitUntil(lambda: names(tree, 0) == ["Martine", "Leah"])
    choose(tree, Key("case", first))

    desk.actions.get("study.down").trigger()

    qtbot.waitUntil(lambda: names(tree, 0) == ["Leah", "Martine"])


def test_foreign_things_are_not_taken(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    _unit, case = make_case(desk.project)
    qtbot.waitUntil(lambda: tree.model.index_of(Key("case", case)).isValid())
    data = QMimeData()
    data.setText("words")

    parent = tree.model.index_of(Key("case", case))

    assert not tree.model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, 0, parent)


def test_what_is_folded_stays_folded_when_something_is_added(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    _unit, case = make_case(desk.project)
    sources.move(desk.project, [make_source(desk.project, name="a")], case_id=case)
    qtbot.waitUntil(lambda: names(tree, 0, 0) == ["a"])
    tree.view.collapse(tree.model.index_of(Key("case", case)))

    sources.move(desk.project, [make_source(desk.project, name="b")], case_id=case)

    qtbot.waitUntil(lambda: names(tree, 0, 0) == ["a", "b"])
    assert not tree.view.isExpanded(tree.model.index_of(Key("case", case)))


def test_very_many_rows_come_at_once_and_what_was_chosen_and_folded_stays_so(
    tree: StudyTree, desk: Desk, qtbot: QtBot
) -> None:
    unit, case = make_case(desk.project)
    other = study.create_case(desk.project, unit, "Leah")
    source = make_source(desk.project, name="first")
    sources.move(desk.project, [source], case_id=case)
    qtbot.waitUntil(lambda: names(tree, 0, 0) == ["first"])
    choose(tree, Key("source", source))
    tree.view.collapse(tree.model.index_of(Key("case", case)))

    with desk.project.command("many", "Many"):
        for number in range(60):
            sources.add(desk.project, NewSource(f"Source {number}", "Words.", case_id=other))

    qtbot.waitUntil(lambda: tree.model.rowCount(tree.model.index_of(Key("case", other))) == 60)
    assert [node.key for node in tree.view.chosen()] == [Key("source", source)]
    assert not tree.view.isExpanded(tree.model.index_of(Key("case", case)))
    assert tree.view.isExpanded(tree.model.index_of(Key("case", other)))


def test_a_chevron_folds_and_does_not_select(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    unit, _case = make_case(desk.project)
    qtbot.waitUntil(lambda: tree.model.index_of(Key("unit", unit)).isValid())
    box = tree.view.visualRect(tree.model.index_of(Key("unit", unit)))

    QTest.mouseClick(tree.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left(), box.center().y()))

    assert not tree.view.isExpanded(tree.model.index_of(Key("unit", unit)))
    assert tree.view.chosen() == []


def test_coding_a_line_moves_the_bar_of_its_source(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    source = make_source(desk.project)
    qtbot.waitUntil(lambda: (found := tree.bars.of_source(source)) is not None and found.coded == 0)
    desk.session.show_source(source)

    segments.apply_new(desk.project, source, span_of("came in"), "arriving")

    qtbot.waitUntil(lambda: (found := tree.bars.of_source(source)) is not None and found.coded == 1)


def test_rows_speak(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    make_case(desk.project)
    source = make_source(desk.project, name="Interview with Theresa")
    sources.describe(desk.project, [source], kind="interview")
    qtbot.waitUntil(lambda: names(tree, 1) == ["Interview with Theresa"])

    index = tree.model.index_of(Key("source", source))

    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Interview with Theresa, interview")
    assert QAccessible.queryAccessibleInterface(tree.view).text(QAccessible.Text.Name) == "Study"


def test_nothing_can_be_renamed_or_moved_where_only_reading_is_possible(tree: StudyTree, desk: Desk) -> None:
    source = make_source(desk.project)
    index = tree.model.index_of(Key("source", source))

    tree.model.writable = False

    flag = Qt.ItemFlag
    assert not tree.model.flags(index) & (flag.ItemIsEditable | flag.ItemIsDragEnabled)


def test_menus_offer_only_what_can_be_done_to_the_chosen_rows(tree: StudyTree, desk: Desk, qtbot: QtBot) -> None:
    _unit, case = make_case(desk.project)
    first, last = (make_source(desk.project, name=name) for name in ("first", "last"))
    sources.move(desk.project, [first, last], case_id=case)
    qtbot.waitUntil(lambda: names(tree, 0, 0) == ["first", "last"])
    tree.view.clearSelection()
    acts = ("study.up", "study.down", "study.delete")

    can = [[desk.actions.can(name) for name in acts]]
    for source in (first, last):
        choose(tree, Key("source", source))
        can.append([desk.actions.can(name) for name in acts])

    assert can == [[False, False, False], [False, True, True], [True, False, True]]
