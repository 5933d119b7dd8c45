from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from qda.text import Span, unit_starts
from qda.ui.documents.mime import codes_mime, span_of
from qda.ui.documents.text_view import TextView
from tests.ui.documents.samples import NOTE, at, coding

_LEFT = Qt.MouseButton.LeftButton
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_Key = Qt.Key


def _point(view: TextView, offset: int) -> QPoint:
    return view.rect_at(offset).center()


def _middle(view: TextView, words: str) -> QPoint:
    return view.rect_of(Span(*at(words))).center()


def _drag(view: TextView, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = _NONE) -> None:
    surface = view.viewport()
    QTest.mousePress(surface, _LEFT, _NONE, start)
    for point in (start + QPoint(1, 0), end):
        _move(view, point, _LEFT, modifiers)
    QTest.mouseRelease(surface, _LEFT, modifiers, end)


def _move(
    view: TextView,
    point: QPoint,
    buttons: Qt.MouseButton = Qt.MouseButton.NoButton,
    modifiers: Qt.KeyboardModifier = _NONE,
) -> None:
    surface = view.viewport()
    where = surface.mapToGlobal(QPointF(point))
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(point), where, Qt.MouseButton.NoButton, buttons, modifiers)
    QApplication.sendEvent(surface, event)


def _words(view: TextView) -> str:
    selected = view.selection()
    return selected.of(NOTE) if selected else ""


# -- selecting


@pytest.mark.parametrize(
    "words", ["But she stopped", "🙂", "cafe\u0301", "她等了很久", "quieter after", "Visits", "hello"]
)
def test_dragging_over_words_selects_exactly_them_in_any_script(view: TextView, words: str) -> None:
    box = view.rect_of(Span(*at(words)))
    y = box.center().y()

    _drag(view, QPoint(box.left() + 1, y), QPoint(box.right() - 1, y))

    assert view.selection() == Span(*at(words))
    assert view.caret() == at(words)[1]


def test_dragging_over_right_to_left_words_selects_them_in_reading_order(view: TextView) -> None:
    start, _ = at("قالت")
    box = view.rect_of(Span(*at("قالت")))

    _drag(view, QPoint(box.right(), box.center().y()), QPoint(box.left() - 1, box.center().y()))

    assert _words(view) == "قالت"
    assert view.selection() == Span(start, start + 4)


def test_a_double_click_takes_the_word_and_a_third_the_line(view: TextView) -> None:
    point = _middle(view, "quieter")

    QTest.mouseDClick(view.viewport(), _LEFT, _NONE, point)
    word = _words(view)
    QTest.mousePress(view.viewport(), _LEFT, _NONE, point)
    QTest.mouseRelease(view.viewport(), _LEFT, _NONE, point)

    assert word == "quieter"
    assert view.selection() == view.unit_at(NOTE.index("quieter"))


def test_dragging_on_after_a_double_click_goes_by_words_both_ways(view: TextView) -> None:
    surface, start = view.viewport(), QPointF(_middle(view, "newer"))
    twice = QEvent.Type.MouseButtonDblClick

    QApplication.sendEvent(surface, QMouseEvent(twice, start, surface.mapToGlobal(start), _LEFT, _LEFT, _NONE))
    _move(view, _middle(view, "share"), _LEFT)
    forwards = _words(view)
    _move(view, _middle(view, "Two"), _LEFT)

    assert forwards == "newer workers share"
    assert _words(view) == "Two of the newer"


def test_shift_and_a_click_extend_what_is_selected(view: TextView) -> None:
    QTest.mouseClick(view.viewport(), _LEFT, _NONE, _point(view, NOTE.index("quieter")))
    QTest.mouseClick(view.viewport(), _LEFT, _SHIFT, _point(view, at("lunch")[1]))

    assert _words(view) == "quieter after lunch"


def test_a_click_on_a_line_number_takes_the_line(view: TextView) -> None:
    box = view.rect_at(NOTE.index("shoulder"))

    QTest.mouseClick(view.viewport(), _LEFT, _NONE, QPoint(view.column()[0] - 20, box.center().y()))

    assert view.selection() == view.unit_at(NOTE.index("shoulder"))


def test_selecting_says_so_once_and_again_when_it_ends(view: TextView) -> None:
    heard: list[Span | None] = []
    view.selectionChanged.connect(heard.append)

    view.select(Span(5, 9))
    view.select(Span(5, 9))
    view.set_caret(3)
    view.set_caret(4)

    assert heard == [Span(5, 9), None]


def test_dragging_beyond_the_edge_scrolls_and_goes_on_selecting(qtbot: QtBot, view: TextView) -> None:
    view.resize(700, 160)
    QApplication.processEvents()
    start = _point(view, 0)

    QTest.mousePress(view.viewport(), _LEFT, _NONE, start)
    _move(view, QPoint(start.x(), 260), _LEFT)
    qtbot.waitUntil(lambda: view.scroll_height() > 100, timeout=3_000)
    QTest.mouseRelease(view.viewport(), _LEFT, _NONE, QPoint(start.x(), 100))

    selected = view.selection()
    assert selected is not None
    assert selected.start == 0
    assert len(selected) > 100


# -- keyboard


def test_the_arrows_reach_every_character_of_a_left_to_right_text(qtbot: QtBot) -> None:
    text = "One 🙂 two 👩‍👩‍👧 cafe\u0301.\n\n母亲 end"
    view = TextView()
    qtbot.addWidget(view)
    view.show_text(text, (), unit_starts(text, "80"))
    stops = [0]

    while view.caret() < len(text):
        QTest.keyClick(view, _Key.Key_Right)
        stops.append(view.caret())

    family, accent = text.index("👩"), text.index("\u0301")
    inside = {*range(family + 1, family + 5), accent}
    assert stops == [offset for offset in range(len(text) + 1) if offset not in inside]
    back = []
    while view.caret():
        QTest.keyClick(view, _Key.Key_Left)
        back.append(view.caret())
    assert back == stops[-2::-1]


@pytest.mark.parametrize(
    ("key", "modifiers", "start", "there"),
    [
        (_Key.Key_Right, _CTRL, "quieter", "after"),
        (_Key.Key_Left, _CTRL, "after", "quieter"),
        (_Key.Key_Home, _NONE, "quieter", "The room"),
        (_Key.Key_End, _CTRL, "quieter", None),
        (_Key.Key_Home, _CTRL, "quieter", "Field"),
    ],
)
def test_keys_move_the_caret(
    view: TextView, key: Qt.Key, modifiers: Qt.KeyboardModifier, start: str, there: str | None
) -> None:
    view.set_caret(NOTE.index(start))

    QTest.keyClick(view, key, modifiers)

    assert view.caret() == (len(NOTE) if there is None else NOTE.index(there))


def test_the_end_of_a_line_is_before_the_space_where_it_breaks(view: TextView) -> None:
    view.set_caret(NOTE.index("quieter"))

    QTest.keyClick(view, _Key.Key_End)

    unit = view.unit_at(NOTE.index("quieter"))
    assert unit is not None
    assert view.caret() == unit.end


def test_down_and_up_keep_to_where_they_began_over_short_lines(view: TextView) -> None:
    start = NOTE.index("newer workers")
    view.set_caret(start)

    for _ in range(5):
        QTest.keyClick(view, _Key.Key_Down)
    for _ in range(5):
        QTest.keyClick(view, _Key.Key_Up)

    assert view.caret() == start


def test_shift_selects_and_an_arrow_leaves_the_selection_by_its_side(view: TextView) -> None:
    view.set_caret(NOTE.index("quieter"))

    QTest.keyClick(view, _Key.Key_Right, _CTRL | _SHIFT)
    selected = _words(view)
    QTest.keyClick(view, _Key.Key_Left)

    assert selected == "quieter "
    assert view.caret() == NOTE.index("quieter")
    assert view.selection() is None


def test_a_page_down_shows_the_next_page_and_takes_the_caret_along(qtbot: QtBot) -> None:
    text = "\n".join(f"Line {number}" for number in range(400))
    view = TextView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show_text(text, (), unit_starts(text, "80"))
    view.show()

    QTest.keyClick(view, _Key.Key_PageDown)
    first = view.caret()
    QTest.keyClick(view, _Key.Key_PageUp)

    assert first > 50
    assert 0 <= view.rect_at(first).top() - view.rect_at(0).top() <= 400
    assert view.caret() <= len("Line 0\n")  # lines and pages are no multiples of each other


def test_letters_and_enter_are_passed_on_and_shortcuts_are_not(view: TextView) -> None:
    heard: list[str] = []
    view.typed.connect(heard.append)
    view.confirmed.connect(lambda: heard.append("enter"))

    for key, modifiers in ((_Key.Key_V, _NONE), (_Key.Key_R, _CTRL), (_Key.Key_Return, _NONE), (_Key.Key_M, _ALT)):
        QTest.keyClick(view, key, modifiers)

    assert heard == ["v", "enter"]


def test_a_shortcut_of_the_window_reaches_it_but_copying_stays_with_the_text(view: TextView) -> None:
    def wanted(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
        event.ignore()
        QApplication.sendEvent(view, event)
        return event.isAccepted()

    assert [wanted(_Key.Key_C, _CTRL), wanted(_Key.Key_K, _CTRL), wanted(_Key.Key_V, _NONE)] == [True, False, False]


def test_copying_gives_the_words_of_the_text_and_their_place(view: TextView) -> None:
    span = Span(*at("the window; one is typing"))  # a line breaks in it
    view.select(span)

    QTest.keyClick(view, _Key.Key_C, _CTRL)

    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == span.of(NOTE)  # with the space where the line breaks, not with Qt's line separator
    assert span_of(data) == span


def test_escape_gives_up_the_selection_and_then_belongs_to_others(qtbot: QtBot, view: TextView) -> None:
    class Outer(QWidget):
        heard = 0

        def keyPressEvent(self, event: QKeyEvent) -> None:
            self.heard += event.key() == _Key.Key_Escape

    outer = Outer()
    qtbot.addWidget(outer)
    view.setParent(outer)
    view.select(Span(3, 9))

    QTest.keyClick(view, _Key.Key_Escape)
    first = (view.selection(), outer.heard)
    QTest.keyClick(view, _Key.Key_Escape)

    assert first == (None, 0)
    assert outer.heard == 1
    view.setParent(None)


@pytest.mark.parametrize(
    ("select", "words"),
    [
        (TextView.select_word, "want"),
        (TextView.select_sentence, "Did you want to?"),
        (TextView.select_turn, "INT: Did you want to?"),
        (TextView.select_unit, "INT: Did you want to?"),
    ],
)
def test_a_key_selects_the_stretch_round_the_caret(view: TextView, select: object, words: str) -> None:
    view.set_caret(NOTE.index("want") + 2)

    assert callable(select)
    select(view)

    assert _words(view) == words


# -- codings


def test_clicking_a_stripe_takes_its_coding_and_selects_its_segment(qtbot: QtBot, view: TextView) -> None:
    box = view.rect_at(NOTE.index("newer workers"))
    x = view._columns.lane_x(view.coded_text().lanes[2]) + 2

    with qtbot.waitSignal(view.codingActivated) as heard:
        QTest.mouseClick(view.viewport(), _LEFT, _NONE, QPoint(x, box.center().y()))

    assert heard.args == [2]
    assert view.current_coding() == 2
    assert view.selection() == Span(*at("newer workers"))


def test_clicking_a_label_does_the_same(qtbot: QtBot, view: TextView) -> None:
    point = QPoint(view._columns.labels_left + 30, view.rect_at(NOTE.index("wanted it")).center().y())

    with qtbot.waitSignal(view.codingActivated) as heard:
        QTest.mouseClick(view.viewport(), _LEFT, _NONE, point)

    assert heard.args == [3]


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of a menu
def test_crowded_labels_are_counted_told_by_the_tool_tip_and_opened_by_a_click(view: TextView) -> None:
    start, _ = at("No.")
    for number in range(10, 14):
        view.add(coding(number, start, start + 3, f"a rather long label for <code> number {number}"))
    y = view.rect_at(start).center().y()

    counted = next(
        QPoint(x, y)
        for x in range(view._columns.labels_left, view.viewport().width())
        if len(view.codings_under(QPoint(x, y))) > 1
    )
    tip = view.tip_at(counted)
    QTest.mouseClick(view.viewport(), _LEFT, _NONE, counted)

    hidden = [item.id for item in view.codings_under(counted)]
    menu = view.findChild(QMenu)
    assert menu is not None
    assert [action.data() for action in menu.actions()] == hidden
    assert tip.count("&lt;code&gt;") == len(hidden)
    menu.actions()[-1].trigger()
    assert view.current_coding() == hidden[-1]
    menu.close()


def test_going_from_coding_to_coding_by_key_takes_each_in_turn(view: TextView) -> None:
    view.set_caret(0)
    order = []

    for _ in range(4):
        view.next_coding(1)
        order.append(view.current_coding())
    view.next_coding(-1)

    assert order == [1, 2, 3, 3]
    assert view.current_coding() == 2


def test_moving_away_puts_the_coding_at_hand_down(qtbot: QtBot, view: TextView) -> None:
    view.select_coding(1)

    with qtbot.waitSignal(view.currentChanged) as heard:
        QTest.keyClick(view, _Key.Key_Right)

    assert heard.args == [None]
    assert view.current_coding() is None


def test_a_coding_that_goes_is_no_longer_at_hand(view: TextView) -> None:
    view.select_coding(1)

    view.remove(1)

    assert view.current_coding() is None
    assert view.handles() == []


@pytest.mark.parametrize(("modifiers", "everyone"), [(_NONE, False), (_SHIFT, True)])
def test_dragging_a_handle_asks_for_the_new_end(
    qtbot: QtBot, view: TextView, modifiers: Qt.KeyboardModifier, everyone: bool
) -> None:
    view.select_coding(2)
    end = view.handles()[1].center()

    with qtbot.waitSignal(view.resizeRequested) as heard:
        _drag(view, end, _point(view, at("workers share")[1]), modifiers)

    assert heard.args == [2, at("newer")[0], at("workers share")[1], everyone]


@pytest.mark.parametrize(("modifiers", "words"), [(_NONE, "newer workers share"), (_ALT, "newer workers sha")])
def test_a_dragged_handle_stops_at_words_and_with_alt_at_characters(
    qtbot: QtBot, view: TextView, modifiers: Qt.KeyboardModifier, words: str
) -> None:
    view.select_coding(2)
    end = view.handles()[1].center()

    with qtbot.waitSignal(view.resizeRequested) as heard:
        _drag(view, end, _point(view, at("workers sha")[1]), modifiers)

    assert heard.args is not None
    assert NOTE[heard.args[1] : heard.args[2]] == words


def test_escape_gives_up_a_drag_of_a_handle(qtbot: QtBot, view: TextView) -> None:
    view.select_coding(2)
    start, there = view.handles()[0].center(), _point(view, NOTE.index("Two of"))

    with qtbot.assertNotEmitted(view.resizeRequested):
        QTest.mousePress(view.viewport(), _LEFT, _NONE, start)
        _move(view, there, _LEFT)
        previewed = view.preview()
        QTest.keyClick(view, _Key.Key_Escape)
        QTest.mouseRelease(view.viewport(), _LEFT, _NONE, there)

    assert previewed == Span(NOTE.index("Two of"), at("newer workers")[1])
    assert view.current_coding() == 2


@pytest.mark.parametrize(
    ("key", "modifiers", "words"),
    [
        (_Key.Key_Right, _ALT | _SHIFT, "newer workers share"),
        (_Key.Key_Left, _ALT | _SHIFT, "newer"),
        (_Key.Key_Up, _ALT | _SHIFT, "the newer workers"),
        (_Key.Key_Down, _ALT | _SHIFT | _CTRL, "workers"),
    ],
)
def test_keys_move_the_ends_of_the_coding_at_hand_by_words(
    qtbot: QtBot, view: TextView, key: Qt.Key, modifiers: Qt.KeyboardModifier, words: str
) -> None:
    view.select_coding(2)

    with qtbot.waitSignal(view.resizeRequested) as heard:
        QTest.keyClick(view, key, modifiers)

    assert heard.args is not None
    coding_id, start, end, everyone = heard.args
    assert (coding_id, NOTE[start:end], everyone) == (2, words, bool(modifiers & _CTRL))


def test_the_mouse_over_the_margin_tells_what_it_is_over(view: TextView) -> None:
    heard: list[int | None] = []
    view.codingHovered.connect(heard.append)
    y = view.rect_at(NOTE.index("wanted it")).center().y()

    _move(view, QPoint(view._columns.stripes_left + 2, y))
    shape = view.viewport().cursor().shape()
    _move(view, _middle(view, "quieter"))

    assert heard == [3, None]
    assert shape == Qt.CursorShape.PointingHandCursor
    assert view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


# -- codes dropped


def _drop(view: TextView, point: QPoint, data: QMimeData) -> None:
    event = QDropEvent(QPointF(point), Qt.DropAction.CopyAction, data, _LEFT, _NONE)
    view.viewportEvent(event)  # Qt itself sends it only to where something was dragged


def test_a_code_dropped_on_the_selection_is_for_the_selection(qtbot: QtBot, view: TextView) -> None:
    view.select(Span(*at("newer workers")))

    with qtbot.waitSignal(view.codeDropped) as heard:
        _drop(view, _middle(view, "workers"), codes_mime([7, 9]))

    assert heard.args == [[7, 9], Span(*at("newer workers"))]


def test_a_code_dropped_elsewhere_is_for_the_line_under_it(qtbot: QtBot, view: TextView) -> None:
    with qtbot.waitSignal(view.codeDropped) as heard:
        _drop(view, _middle(view, "Did you"), codes_mime([7]))

    assert heard.args == [[7], Span(*at("INT: Did you want to?"))]


def test_other_things_dropped_are_nothing(qtbot: QtBot, view: TextView) -> None:
    words = QMimeData()
    words.setText("hello")

    with qtbot.assertNotEmitted(view.codeDropped):
        _drop(view, _middle(view, "Did you"), words)


# -- the view as a whole


def test_an_empty_view_says_what_belongs_there_and_takes_every_key_and_click(qtbot: QtBot, view: TextView) -> None:
    view.clear("Choose a source on the left to read and code it.")

    for key in (_Key.Key_Down, _Key.Key_PageDown, _Key.Key_A, _Key.Key_Escape):
        QTest.keyClick(view, key)
    QTest.mouseClick(view.viewport(), _LEFT, _NONE, QPoint(50, 50))
    view.grab()

    assert (view.caret(), view.selection(), view.current_coding()) == (0, None, None)
    assert view.sentence().startswith("Choose a source")
    assert view.rect_of(Span(0, 1)).isNull()


def test_another_text_forgets_selection_and_coding_at_hand(view: TextView) -> None:
    view.select_coding(1)
    heard: list[object] = []
    view.selectionChanged.connect(heard.append)
    view.currentChanged.connect(heard.append)

    view.show_text("Another text.", (), [0])

    assert heard == [None, None]
    assert view.caret() == 0


def test_the_place_is_kept_through_another_width_size_and_colour(qtbot: QtBot) -> None:
    text = "\n".join("She sets out the plan for the child, and says it twice over. " * 5 for _ in range(200))
    view = TextView()
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show_text(text, (), unit_starts(text, "80"))
    view.show()
    view.reveal(len(text) // 2, centre=True)
    place, _ = view.position()

    view.resize(500, 500)
    QApplication.processEvents()
    narrow, _ = view.position()
    view.set_zoom(150)
    zoomed, _ = view.position()
    view.set_zoom(100)
    view.resize(900, 500)
    QApplication.processEvents()

    assert view.position()[0] == place
    assert abs(narrow - place) < 100
    assert abs(zoomed - place) < 100


def test_a_saved_place_is_found_again_in_a_new_view(qtbot: QtBot, view: TextView) -> None:
    view.resize(700, 200)
    QApplication.processEvents()
    view.scroll_to(133)
    place = view.position()

    view.scroll_to(0)
    view.restore(place)

    assert view.scroll_height() == 133


def test_ctrl_and_the_wheel_enlarge_the_text(qtbot: QtBot, view: TextView) -> None:
    before = view.rect_at(0).height()
    wheel = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        _CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    with qtbot.waitSignal(view.zoomChanged) as heard:
        QApplication.sendEvent(view.viewport(), wheel)

    assert heard.args == [110]
    assert view.rect_at(0).height() > before


def test_revealing_scrolls_no_more_than_needed(qtbot: QtBot) -> None:
    text = "\n".join(f"Line {number}" for number in range(300))
    view = TextView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show_text(text, (), unit_starts(text, "80"))
    view.show()

    view.reveal(30)
    near = view.scroll_height()
    view.reveal(len(text))
    box = view.rect_at(len(text))

    assert near == 0
    assert 0 <= box.top() <= box.bottom() < view.viewport().height()


def test_numbers_of_many_blocks_above_never_move_what_is_seen(qtbot: QtBot) -> None:
    text = "\n".join("A rather long line that will not fit and has to be broken. " * 6 for _ in range(300))
    view = TextView()
    qtbot.addWidget(view)
    view.resize(420, 400)
    view.show_text(text, (), unit_starts(text, "paragraph"), breaks=False)
    view.show()
    QApplication.processEvents()
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    QApplication.processEvents()
    for _ in range(40):
        offset = view.position()[0]
        top = view.rect_at(offset).top()

        bar.setValue(bar.value() - 30)

        assert view.rect_at(offset).top() == top + 30


def test_the_column_of_text_is_told_when_it_moves(qtbot: QtBot, view: TextView) -> None:
    with qtbot.waitSignal(view.columnMoved) as heard:
        view.resize(1600, 700)
        QApplication.processEvents()

    assert heard.args == list(view.column())


def test_a_right_click_outside_the_selection_moves_the_caret_and_inside_leaves_it(view: TextView) -> None:
    view.select(Span(*at("newer workers")))
    right = Qt.MouseButton.RightButton

    QTest.mouseClick(view.viewport(), right, _NONE, _middle(view, "workers"))
    inside = view.selection()
    QTest.mouseClick(view.viewport(), right, _NONE, _middle(view, "Did you"))

    assert inside == Span(*at("newer workers"))
    assert view.selection() is None
