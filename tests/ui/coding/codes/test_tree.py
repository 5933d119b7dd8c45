"""The tree follows the book step by step, and tells what is dropped on it."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester

from qda.coding import codes
from qda.text import Span
from qda.ui.coding.book import ROOT
from qda.ui.coding.codes.rows import CODE_ROLE
from qda.ui.coding.codes.tree import CodeTree, CodeTreeModel
from qda.ui.documents.mime import span_mime
from tests.ui.coding.conftest import Desk


def shown(model: CodeTreeModel, parent: QModelIndex | None = None) -> list[object]:
    """The ids as the model gives them, nested."""
    parent = parent or QModelIndex()
    rows = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
    return [[index.data(CODE_ROLE), *shown(model, index)] for index in rows]


def in_book(desk: Desk, parent: int = ROOT) -> list[object]:
    return [[code, *in_book(desk, code)] for code in desk.book.children_of(parent)]


def test_random_changes_and_their_undoing_are_followed_without_a_reset(desk: Desk) -> None:
    model = CodeTreeModel(desk.book)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    chance = random.Random(7)
    made = [desk.code(f"code {number}") for number in range(8)]

    for number in range(60):
        living = list(desk.book.in_order())
        act = chance.choice(("create", "move", "move", "delete", "undo"))
        if act == "create" or len(living) < 4:
            made.append(desk.code(f"more {number}", parent_id=chance.choice([ROOT, *living])))
        elif act == "move":
            code, parent = chance.choice(living), chance.choice([ROOT, *living])
            if parent not in set(desk.book.below(code)):
                codes.move(desk.project, [code], parent)
        elif act == "delete":
            codes.delete(desk.project, [chance.choice(living)])
        else:
            desk.project.undo()
        assert shown(model) == in_book(desk)

    assert resets == []
    del tester


def test_what_was_open_and_chosen_stays_so_when_all_is_read_again(desk: Desk) -> None:
    above = desk.code("above")
    below = desk.code("below", parent_id=above)
    tree = CodeTree(desk.session, desk.book)
    desk.show(tree)
    tree.show_code(below)

    desk.book.load()

    assert tree.expanded_codes() == {above}
    assert tree.chosen() == [below]


def test_a_code_that_moves_stays_chosen(desk: Desk) -> None:
    above, other = desk.code("above"), desk.code("other")
    tree = CodeTree(desk.session, desk.book)
    desk.show(tree)
    tree.show_code(other)

    codes.move(desk.project, [other], above)

    assert tree.chosen() == [other]


def test_renaming_in_place_asks_for_another_name(desk: Desk) -> None:
    code = desk.code("calm")
    model = CodeTreeModel(desk.book)
    asked: list[tuple[int, str]] = []
    model.renamed.connect(lambda code_id, name: asked.append((code_id, name)))

    assert not model.setData(model.index_of(code), "calm")
    assert model.setData(model.index_of(code), "  quiet ")

    assert asked == [(code, "quiet")]


def test_a_screen_reader_hears_name_level_and_count(desk: Desk) -> None:
    source, code = desk.source(), desk.code("calm", level="focused")
    desk.coded(source, "sat down", code)
    model = CodeTreeModel(desk.book)

    heard = model.index_of(code).data(Qt.ItemDataRole.AccessibleTextRole)

    assert heard == "calm, focused code, 1 segment"


def drop(tree: CodeTree, mime: QMimeData, on: int, control: bool = False) -> None:
    """Let something go in the middle of a code's row."""
    point = QPointF(tree.visualRect(tree.tree_model.index_of(on)).center())
    keys = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    event = QDropEvent(point, action, mime, Qt.MouseButton.LeftButton, keys)
    tree.dropEvent(event)


@pytest.fixture
def pair(desk: Desk) -> tuple[CodeTree, int, int]:
    calm, quiet = desk.code("calm"), desk.code("quiet")
    tree = CodeTree(desk.session, desk.book)
    desk.show(tree)
    return tree, calm, quiet


def test_codes_dropped_beside_the_tree_go_to_the_top(pair: tuple[CodeTree, int, int]) -> None:
    tree, calm, _quiet = pair
    asked: list[object] = []
    tree.moved.connect(lambda *found: asked.append(found))

    tree._drop_codes([calm], QModelIndex(), merging=False)

    assert asked == [([calm], ROOT, None)]


def test_words_dropped_on_a_code_are_told_with_their_place(pair: tuple[CodeTree, int, int]) -> None:
    tree, calm, _quiet = pair
    asked: list[object] = []
    tree.words_dropped.connect(lambda code, span: asked.append((code, span)))

    drop(tree, span_mime("words", Span(3, 8)), calm)

    assert asked == [(calm, Span(3, 8))]


def test_dragging_takes_only_the_topmost(desk: Desk) -> None:
    above = desk.code("above")
    below = desk.code("below", parent_id=above)
    model = CodeTreeModel(desk.book)

    mime = model.mimeData([model.index_of(above), model.index_of(below)])

    assert mime.text() == "above"


def test_letters_go_to_the_filter(pair: tuple[CodeTree, int, int]) -> None:
    tree, _calm, _quiet = pair
    typed: list[str] = []
    tree.letters_typed.connect(typed.append)

    tree.keyboardSearch("q")

    assert typed == ["q"]
