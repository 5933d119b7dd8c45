"""The board by keys and hands: cards gathered, moved, taken out, named, and looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from qda.coding import codes, focused, queries, testing
from qda.ui.coding.board import tally
from qda.ui.coding.board.drag import cards_mime
from qda.ui.coding.board.layout import BoardLayout, Quote
from qda.ui.coding.board.model import HEAD, HEAP, Key, Panel
from qda.ui.coding.board.page import FocusPage
from qda.ui.coding.board.view import CardsView
from qda.ui.documents.mime import codes_mime
from qda.ui.session import Selection
from qda.ui.theme import DARK
from tests.factories import make_case
from tests.ui.coding.conftest import Desk

K = Qt.Key
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def counting_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "_PAINTED", 0)


@pytest.fixture
def page(desk: Desk) -> FocusPage:
    """Three codes on the heap, of two, one and no segments; one more in the cluster “hurrying”."""
    source = desk.source()
    calm, quiet, slow = (desk.code(name) for name in ("calming down", "keeping quiet", "slowing down"))
    runs = desk.code("running about")
    for words, code in (("came in", calm), ("sat down", calm), ("judge me", quiet), ("we talked", runs)):
        desk.coded(source, words, code)
    busy = desk.code("hurrying", level="focused")
    focused.cluster(desk.project, [runs], busy)
    made = FocusPage(desk.session, desk.actions, desk.jobs)
    desk.show(made, 1000, 700)
    desk.settle()
    made.heap.setFocus()
    assert slow
    return made


def on_heap(page: FocusPage) -> list[str]:
    return [card.name for card in page.board.heap.cards]


def clusters(page: FocusPage) -> dict[str, list[str]]:
    return {panel.name: [card.name for card in panel.cards] for panel in page.board.panels}


def key_of(page: FocusPage, name: str) -> Key:
    return next(key for key in page.order() if key[1] and page.board.card(key) and page._book.name(key[1]) == name)


def head_of(page: FocusPage, name: str) -> Key:
    return next((panel.id, HEAD) for panel in page.board.panels if panel.name == name)


def at(page: FocusPage, name: str) -> Key:
    """Be at a card, or at the head of a cluster."""
    key = head_of(page, name) if name in clusters(page) else key_of(page, name)
    page.choice.go(key)
    page.view_of(key).setFocus()
    return key


def press(page: FocusPage, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def answer(page: FocusPage, words: str, modifier: Qt.KeyboardModifier = NONE) -> None:
    field = page.acts.field().field
    QTest.keyClicks(field, words)
    QTest.keyClick(field, K.Key_Return, modifier)


def test_the_heap_tells_how_much_is_left(page: FocusPage) -> None:
    assert on_heap(page) == ["calming down", "keeping quiet", "slowing down"]
    assert page.count.text() == "3 of 4 unclustered"
    assert clusters(page) == {"hurrying": ["running about"]}


def test_a_new_name_makes_a_cluster_of_the_chosen_cards_in_one_step(desk: Desk, page: FocusPage) -> None:
    at(page, "calming down")
    press(page, K.Key_Down, SHIFT)
    press(page, K.Key_Return)
    answer(page, "settling")

    assert clusters(page)["settling"] == ["calming down", "keeping quiet"]
    assert page.count.text() == "1 of 4 unclustered"
    desk.session.undo()
    assert on_heap(page) == ["calming down", "keeping quiet", "slowing down"]
    assert list(clusters(page)) == ["hurrying"]


def test_the_field_completes_focused_codes_and_no_initial_ones(page: FocusPage) -> None:
    at(page, "keeping quiet")
    press(page, K.Key_Return)
    answer(page, "hur")

    assert clusters(page) == {"hurrying": ["keeping quiet", "running about"]}


def test_control_and_enter_gathers_in_another_cluster_too(desk: Desk, page: FocusPage) -> None:
    at(page, "keeping quiet")
    press(page, K.Key_Return)
    answer(page, "waiting", CTRL)
    answer(page, "hurrying")

    assert clusters(page) == {"hurrying": ["keeping quiet", "running about"], "waiting": ["keeping quiet"]}
    assert "keeping quiet" not in on_heap(page)


def test_after_gathering_the_next_card_is_at_hand(page: FocusPage) -> None:
    at(page, "calming down")
    press(page, K.Key_Return)
    answer(page, "settling")

    assert page.choice.current == key_of(page, "keeping quiet")
    assert QApplication.focusWidget() is page.heap


def test_from_the_heap_one_sees_where_the_cards_went(desk: Desk, page: FocusPage) -> None:
    with desk.project.command("test.codes", "Many clusters"):
        for number in range(40):
            codes.create(desk.project, f"cluster {number}", level="focused")
    at(page, "calming down")

    press(page, K.Key_Return)
    answer(page, "settling")

    assert page.clusters.viewport().rect().contains(page.clusters.rect_of(head_of(page, "settling")))


def test_arrows_walk_from_the_heap_into_the_clusters_and_back(page: FocusPage) -> None:
    at(page, "calming down")

    press(page, K.Key_Right)
    there = page.choice.current
    press(page, K.Key_Left)

    assert there is not None
    assert there[0] != HEAP
    assert page.choice.current == key_of(page, "calming down")


def test_from_an_empty_heap_the_keyboard_goes_on_to_the_clusters(page: FocusPage) -> None:
    page.acts.move([card.key for card in page.board.heap.cards], head_of(page, "hurrying")[0])
    page.heap.setFocus()

    press(page, K.Key_Right)

    assert page.heap.sentence == "Every initial code is in a cluster."
    assert page.choice.current is not None
    assert page.choice.current[0] != HEAP


def test_cut_cards_are_put_where_the_keyboard_is(desk: Desk, page: FocusPage) -> None:
    at(page, "calming down")
    page.take(copying=False)
    at(page, "hurrying")

    page.acts.put()

    assert clusters(page)["hurrying"] == ["calming down", "running about"]
    assert on_heap(page) == ["keeping quiet", "slowing down"]


def test_the_keyboard_stays_where_cards_are_put(desk: Desk, page: FocusPage) -> None:
    at(page, "calming down")
    page.take(copying=False)
    at(page, "hurrying")
    page.acts.put()
    in_cluster = (page.choice.current, page.view_of(page.choice.current).hasFocus())
    expected = key_of(page, "calming down")

    page.take(copying=False)
    at(page, "keeping quiet")
    page.acts.put()

    assert in_cluster == (expected, True)
    assert (page.choice.current, page.heap.hasFocus()) == ((HEAP, expected[1]), True)


def test_in_a_folded_cluster_the_keyboard_stays_at_its_head(desk: Desk, page: FocusPage) -> None:
    at(page, "calming down")
    page.take(copying=False)
    head = at(page, "hurrying")
    page.board.fold([head[0]], folded=True)

    page.acts.put()

    assert (page.choice.current, page.clusters.hasFocus()) == (head, True)


def test_a_copied_card_is_in_two_clusters(desk: Desk, page: FocusPage) -> None:
    other = desk.code("resting", level="focused")
    at(page, "running about")
    page.take(copying=True)
    page.choice.go((other, HEAD))

    page.acts.put()

    assert clusters(page) == {"hurrying": ["running about"], "resting": ["running about"]}
    card = page.board.card((other, key_of(page, "running about")[1]))
    assert card is not None
    assert card.others == 1


def test_delete_puts_a_card_back_on_the_heap(page: FocusPage) -> None:
    at(page, "running about")

    press(page, K.Key_Delete)

    assert clusters(page) == {"hurrying": []}
    assert "running about" in on_heap(page)


def test_an_empty_cluster_can_be_taken_away_and_a_full_one_can_t(desk: Desk, page: FocusPage) -> None:
    desk.code("resting", level="focused")
    for name in ("resting", "hurrying"):
        at(page, name)
        press(page, K.Key_Delete)

    assert list(clusters(page)) == ["hurrying"]
    assert "is not empty" in desk.said[-1]


def test_cards_of_one_cluster_split_it(desk: Desk, page: FocusPage) -> None:
    above = desk.code("moving", level="category")
    busy = head_of(page, "hurrying")[0]
    codes.move(desk.project, [busy], above)
    at(page, "running about")

    press(page, K.Key_Return)
    answer(page, "fleeing")

    made = head_of(page, "fleeing")[0]
    assert clusters(page) == {"hurrying": [], "fleeing": ["running about"]}
    assert desk.book.parent_of(made) == above


def test_clusters_are_merged(desk: Desk, page: FocusPage) -> None:
    rest = desk.code("resting", level="focused")
    focused.cluster(desk.project, [key_of(page, "slowing down")[1]], rest)
    at(page, "resting")

    press(page, K.Key_J)
    answer(page, "hurrying")

    assert clusters(page) == {"hurrying": ["running about", "slowing down"]}
    assert page.choice.current == head_of(page, "hurrying")


def test_a_cluster_is_renamed_in_place(desk: Desk, page: FocusPage) -> None:
    at(page, "hurrying")

    press(page, K.Key_F2)
    QTest.keyClicks(page.name_field, "never standing")
    QTest.keyClick(page.name_field, K.Key_Return)

    assert list(clusters(page)) == ["never standing"]
    assert QApplication.focusWidget() is page.clusters


def test_escape_leaves_a_name_as_it_was(page: FocusPage) -> None:
    at(page, "calming down")
    press(page, K.Key_F2)

    QTest.keyClicks(page.name_field, "other")
    QTest.keyClick(page.name_field, K.Key_Escape)

    assert "calming down" in on_heap(page)


def test_space_shows_one_line_of_data_and_hides_it_again(page: FocusPage) -> None:
    key = at(page, "keeping quiet")

    press(page, K.Key_Space)
    shown = dict(page.heap.shown_quotes)
    press(page, K.Key_Space)

    assert shown[key].words == "“judge me”"
    assert shown[key].place == "Theresa · Interview, line 2"
    assert page.heap.shown_quotes == {}


def test_the_filter_narrows_all_cards_as_one_types(page: FocusPage) -> None:
    QTest.keyClicks(page.filter, "down")

    assert on_heap(page) == ["calming down", "slowing down"]
    assert clusters(page) == {}
    assert page.count.text() == "2 cards found"
    QTest.keyClick(page.filter, K.Key_Escape)
    assert len(on_heap(page)) == 3


def test_cards_are_ordered_by_name_and_by_place(desk: Desk, page: FocusPage) -> None:
    source = 1
    desk.coded(source, "INT", key_of(page, "slowing down")[1])
    page.sorts.setCurrentIndex(page.sorts.findData("name"))
    by_name = on_heap(page)

    page.sorts.setCurrentIndex(page.sorts.findData("source"))
    page.tallies._soon.stop()
    page.tallies._start()
    desk.settle()

    assert by_name == ["calming down", "keeping quiet", "slowing down"]
    assert on_heap(page) == ["slowing down", "calming down", "keeping quiet"]


def test_near_labels_come_together(desk: Desk, page: FocusPage) -> None:
    desk.code("keeping very quiet")
    desk.code("asking")
    page.sorts.setCurrentIndex(page.sorts.findData("near"))
    desk.settle()

    listed = on_heap(page)
    assert abs(listed.index("keeping quiet") - listed.index("keeping very quiet")) == 1


def test_what_is_near_is_proposed_and_done_only_when_accepted(desk: Desk, page: FocusPage) -> None:
    near = desk.code("running about again")
    at(page, "running about again")
    page._tell()
    desk.settle()
    proposed = [(row.code, row.why) for row in page.near.proposals.rows]
    before = page.board.clusters_of(near)

    press(page, K.Key_N)
    press(page, K.Key_Return)

    assert proposed[0] == (key_of(page, "running about")[1], "same words: run")
    assert before == []
    assert clusters(page)["hurrying"] == ["running about", "running about again"]


def test_codes_on_the_same_words_are_near(desk: Desk, page: FocusPage) -> None:
    desk.coded(1, "came in and sat", key_of(page, "slowing down")[1])
    at(page, "slowing down")
    page._tell()
    desk.settle()

    first = page.near.proposals.rows[0]
    assert (first.code, first.group) == (key_of(page, "calming down")[1], HEAP)
    assert first.why == "1 segment shared"


def test_counts_of_a_cluster_are_distinct_and_follow(desk: Desk, page: FocusPage) -> None:
    busy, runs = head_of(page, "hurrying")[0], key_of(page, "running about")[1]
    desk.coded(1, "we talked", busy)
    page.tallies._soon.stop()
    page.tallies._start()
    desk.settle()

    panel = page.board.panel(busy)
    assert panel is not None
    assert (panel.size, panel.segments) == (1, 1)
    desk.coded(1, "came in", runs)
    page.tallies._soon.stop()
    page.tallies._start()
    desk.settle()
    assert page.board.panel(busy).segments == 2  # type: ignore[union-attr]  # it was there above


def test_the_code_at_hand_is_what_the_session_is_about(desk: Desk, page: FocusPage) -> None:
    key = at(page, "keeping quiet")
    page._tell()
    card = desk.session.selection
    at(page, "hurrying")
    page._tell()

    assert card == Selection("code", key[1])
    assert desk.session.selection == Selection("code", head_of(page, "hurrying")[0])


def test_a_code_chosen_elsewhere_is_shown_on_the_board(desk: Desk, page: FocusPage) -> None:
    key = key_of(page, "running about")
    page.filter.setFocus()

    desk.session.select(Selection("code", key[1]))

    assert page.choice.current == key
    assert QApplication.focusWidget() is page.filter


def test_cards_speak(page: FocusPage) -> None:
    at(page, "running about")

    assert page.clusters.spoken() == "initial code running about, 1 segment, in cluster hurrying"
    assert page.board.spoken(key_of(page, "calming down")) == "initial code calming down, 2 segments, not yet clustered"
    assert page.board.spoken(head_of(page, "hurrying")).startswith("hurrying, focused code, 1 segment")


def test_a_folded_cluster_shows_no_cards_but_takes_them(desk: Desk, page: FocusPage) -> None:
    at(page, "hurrying")
    press(page, K.Key_Space)
    keys = [key for key in page.clusters.places.keys if key[1] != HEAD]

    page.acts.drop([key_of(page, "slowing down")], head_of(page, "hurrying")[0])

    assert keys == []
    assert clusters(page)["hurrying"] == ["running about", "slowing down"]


def dropped(page: FocusPage, view: CardsView, point: QPoint, mime: QMimeData, action: Qt.DropAction) -> None:
    event = QDropEvent(QPointF(point), action, mime, Qt.MouseButton.LeftButton, NONE)
    view.dropEvent(event)
    QApplication.processEvents()


def test_cards_are_dropped_on_a_cluster(page: FocusPage) -> None:
    point = page.clusters.rect_of(head_of(page, "hurrying")).center()
    mime = cards_mime([key_of(page, "calming down"), key_of(page, "keeping quiet")])

    dropped(page, page.clusters, point, mime, Qt.DropAction.MoveAction)

    assert clusters(page) == {"hurrying": ["calming down", "keeping quiet", "running about"]}
    assert on_heap(page) == ["slowing down"]


def test_a_card_dropped_with_control_is_in_both_clusters(desk: Desk, page: FocusPage) -> None:
    desk.code("resting", level="focused")
    point = page.clusters.rect_of(head_of(page, "resting")).center()

    dropped(page, page.clusters, point, cards_mime([key_of(page, "running about")]), Qt.DropAction.CopyAction)

    assert clusters(page) == {"hurrying": ["running about"], "resting": ["running about"]}


def test_a_card_dropped_on_the_heap_leaves_its_cluster(page: FocusPage) -> None:
    dropped(page, page.heap, QPoint(5, 5), cards_mime([key_of(page, "running about")]), Qt.DropAction.MoveAction)

    assert clusters(page) == {"hurrying": []}


def test_cards_dropped_beside_all_clusters_are_asked_what_they_are(page: FocusPage) -> None:
    point = page.clusters.places.new.center()

    dropped(page, page.clusters, point, cards_mime([key_of(page, "slowing down")]), Qt.DropAction.MoveAction)
    answer(page, "settling")

    assert clusters(page)["settling"] == ["slowing down"]


def test_a_code_from_the_tree_moves_and_a_focused_code_does_not(page: FocusPage) -> None:
    slow, busy = key_of(page, "slowing down"), head_of(page, "hurrying")
    point = page.clusters.rect_of(busy).center()

    dropped(page, page.clusters, point, codes_mime([slow[1], busy[0]]), Qt.DropAction.CopyAction)

    assert clusters(page) == {"hurrying": ["running about", "slowing down"]}


def test_a_click_chooses_and_control_adds(page: FocusPage) -> None:
    first, second = key_of(page, "calming down"), key_of(page, "slowing down")
    viewport = page.heap.viewport()

    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, NONE, page.heap.rect_of(first).center())
    alone = set(page.choice.chosen)
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, CTRL, page.heap.rect_of(second).center())

    assert alone == {first}
    assert page.choice.chosen == {first, second}


def test_a_double_click_lists_the_segments_of_a_code(desk: Desk, page: FocusPage) -> None:
    wanted: list[list[int]] = []
    desk.book.segments_wanted.connect(wanted.append)
    key = key_of(page, "calming down")

    QTest.mouseDClick(page.heap.viewport(), Qt.MouseButton.LeftButton, NONE, page.heap.rect_of(key).center())

    assert wanted == [[key[1]]]


def test_changes_made_elsewhere_are_followed(desk: Desk, page: FocusPage) -> None:
    desk.code("asking why")
    codes.rename(desk.project, head_of(page, "hurrying")[0], "rushing")

    assert "asking why" in on_heap(page)
    assert list(clusters(page)) == ["rushing"]


def test_a_hidden_board_catches_up_when_it_is_shown(desk: Desk, page: FocusPage) -> None:
    page.hide()
    desk.code("asking why")
    hidden = on_heap(page)

    page.show()

    assert "asking why" not in hidden
    assert "asking why" in on_heap(page)


def test_without_codes_the_way_to_the_texts_is_shown(desk: Desk) -> None:
    page = FocusPage(desk.session, desk.actions, desk.jobs)
    desk.show(page)
    wanted: list[str] = []
    desk.session.workspace_wanted.connect(wanted.append)

    page.to_texts.click()

    assert page.stack.currentIndex() == 1
    assert wanted == ["code"]


def test_the_lineage_is_shown_and_written(
    desk: Desk, page: FocusPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lineage.svg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), "SVG (*.svg)"))
    page.heap.setFocus()

    press(page, K.Key_L)
    desk.settle()
    assert page.lineage is not None
    told = page.lineage.stages.text()
    page.lineage.ask_where()
    desk.settle()
    QTest.keyClick(page.lineage, K.Key_Escape)

    assert told.startswith("4 initial codes (4 segments) → 1 focused code (1 segment)")
    assert "hurrying" in path.read_text("utf-8")
    assert page.stack.currentWidget() is page.work


def test_dark_paper_is_dark(desk: Desk, page: FocusPage) -> None:
    desk.session.set_ink(DARK)

    picture = page.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

    assert picture.pixelColor(picture.width() - 20, picture.height() - 60).lightness() < 60


def test_in_a_narrow_window_the_heap_lies_above(page: FocusPage) -> None:
    page.resize(480, 700)

    assert page.parts.orientation() == Qt.Orientation.Vertical


def test_no_card_is_a_widget_of_its_own(desk: Desk, page: FocusPage) -> None:
    before = len(page.findChildren(QWidget))

    with desk.project.command("test.codes", "Many codes"):
        for number in range(200):
            codes.create(desk.project, f"doing it {number}")

    assert len(on_heap(page)) == 203
    assert len(page.findChildren(QWidget)) == before


def test_cases_are_counted_once_they_are_known(desk: Desk) -> None:
    make_case(desk.project)
    page = FocusPage(desk.session, desk.actions, desk.jobs)
    desk.code("asking")
    desk.show(page)
    before = page.tallies.tally
    desk.settle()

    assert before is None
    assert page.tallies.tally is not None


def test_a_moved_card_is_put_anew_as_if_all_were_read(desk: Desk, page: FocusPage) -> None:
    group = focused.name_cluster(desk.project, "resting", [(HEAP, key_of(page, "keeping quiet")[1])])
    desk.settle()
    card = key_of(page, "calming down")

    page.acts.move([card], group)
    desk.settle()
    told = (page.board.heap, page.board.panels)
    page.board.read()

    assert (page.board.heap, page.board.panels) == told
    assert clusters(page)["resting"] == ["calming down", "keeping quiet"]


def test_a_tested_cluster_says_so_on_its_head(desk: Desk, page: FocusPage) -> None:
    head = head_of(page, "hurrying")
    member = queries.of_codes(desk.project, [codes.named(desk.project, "hurrying > running about")])[0]

    testing.answer(desk.project, head[0], member.segment_id, "fits")
    desk.settle()

    panel = page.board.panel(head[0])
    assert panel is not None
    assert panel.tests == "Tested on 1: 1 fit"
    assert page.board.spoken(head).endswith("Tested on 1: 1 fit")


def test_t_tests_the_cluster_of_a_card_and_b_tells_the_cards_story(desk: Desk, page: FocusPage) -> None:
    wanted: list[tuple[str, int]] = []
    desk.session.workspace_wanted.connect(lambda name: wanted.append((name, desk.session.selection.id)))
    card = at(page, "running about")

    press(page, K.Key_T)
    press(page, K.Key_B)

    assert wanted == [("testing", card[0]), ("biography", card[1])]


def test_menus_grey_what_can_t_be_done_to_the_card_or_cluster_at_hand(desk: Desk, page: FocusPage) -> None:
    names = ("board.ask", "board.put", "board.merge", "board.test")
    page.choice.choose(())
    page.choice.current = None

    nothing = [desk.actions.can(name) for name in names]
    at(page, on_heap(page)[0])
    on_card = [desk.actions.can(name) for name in names]
    page.take(copying=False)

    assert (nothing, on_card) == ([False] * 4, [True, False, False, True])
    assert desk.actions.can("board.put")


def test_where_a_card_goes_is_painted_anew_and_other_clusters_are_not(desk: Desk, page: FocusPage) -> None:
    for name in ("settling", "slowing"):
        desk.code(name, level="focused")
    desk.settle()

    page.acts.move([key_of(page, "calming down")], head_of(page, "settling")[0])

    places = page.clusters.places
    goal, other = places.box(head_of(page, "settling")), places.box(head_of(page, "hurrying"))
    assert goal is not None
    assert other is not None
    assert places.stale.intersects(goal)
    assert not places.stale.intersects(other)


def test_escape_on_the_cards_shows_all_of_them_again(page: FocusPage) -> None:
    page.filter.setText("quiet")
    at(page, "keeping quiet")

    press(page, K.Key_Escape)

    assert page.filter.text() == ""
    assert on_heap(page) == ["calming down", "keeping quiet", "slowing down"]
    assert page.heap.hasFocus()


def test_many_cards_are_laid_out_for_one_width_though_a_bar_comes_beside_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.project.command("test.codes", "Many codes"):
        for number in range(120):
            codes.create(desk.project, f"doing it {number}")
    widths: list[int] = []
    plain = BoardLayout.arrange

    def arranged(self: BoardLayout, panels: Sequence[Panel], width: int, quotes: Mapping[Key, Quote]) -> None:
        if any(panel.cards for panel in panels):
            widths.append(width)
        plain(self, panels, width, quotes)

    monkeypatch.setattr(BoardLayout, "arrange", arranged)
    page = FocusPage(desk.session, desk.actions, desk.jobs)
    page.resize(1000, 700)

    desk.show(page, 1000, 700)
    desk.settle()

    assert page.heap.verticalScrollBar().isVisible()
    assert set(widths) == {page.heap.viewport().width()}


def test_the_lineage_is_never_fitted_until_it_can_not_be_read(desk: Desk, page: FocusPage) -> None:
    page.resize(420, 600)

    page.show_lineage()
    desk.settle()

    assert page.lineage is not None
    sheet = page.lineage.sheet
    assert sheet.width() > page.lineage.area.viewport().width()  # it scrolls
    assert min(words.size for words in sheet._words) * sheet.zoom == pytest.approx(9)
