from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from qda.coding import categories, codes, map_refusals, maps, segments
from qda.memos import service as memos
from qda.ui.analysis.chosen_codes import CODES
from qda.ui.analysis.maps import actions as map_actions
from qda.ui.analysis.maps import page as map_page
from qda.ui.analysis.maps.drops import MEMOS, STUDY
from qda.ui.analysis.maps.lines import sketch
from qda.ui.analysis.maps.page import MapPage
from qda.ui.analysis.maps.reading import Line, Node
from qda.ui.session import Selection
from qda.ui.working import jumps
from tests.factories import make_case, make_source, span_of
from tests.ui.analysis.conftest import Desk


@pytest.fixture
def ids(desk: Desk) -> dict[str, int]:
    """A map with three codes, two of them related; gives ids by name."""
    project = desk.session.project
    made = {"map": maps.create(project, "The Board")}
    for number, name in enumerate(("aligning", "serving", "refusing")):
        made[name] = codes.create(project, name, level="focused", color="#44AA99")
        box = (number * 300, number * 120, 210, 52)
        made[f"{name} box"] = maps.place(project, made["map"], "code", made[name], box)
    made["relation"] = categories.relate(project, made["aligning"], "is a form of", made["serving"])
    ends = (made["aligning box"], made["serving box"])
    made["line"] = maps.join(project, made["map"], *ends, relation_id=made["relation"])
    return made


@pytest.fixture(autouse=True)
def counting_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_page, "_COUNT_FIRST", 0)


@pytest.fixture
def page(desk: Desk, ids: dict[str, int]) -> MapPage:
    made = MapPage(desk.session, desk.actions, desk.jobs)
    desk.show(made, 1000, 700)
    desk.settle()
    made.view.setFocus()
    return made


def nodes(page: MapPage) -> dict[str, Node]:
    shown = page.view.map.shown()
    assert shown is not None
    return {node.title: node for node in shown.nodes}


def at(page: MapPage, node_id: int) -> QPoint:
    """The middle of a box, in the viewport."""
    item = page.view.map.item(node_id)
    assert item is not None
    return page.view.mapFromScene(item.mapToScene(QPointF(item.node.w / 2, item.height / 2)))


def drag(page: MapPage, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    port, left = page.view.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(port, left, keys, start)
    for step in (0.3, 0.7, 1.0):
        QTest.mouseMove(port, start + (end - start) * step)
    QTest.mouseRelease(port, left, keys, end)


def test_the_first_map_is_shown_with_its_name_and_what_stands_on_it(page: MapPage) -> None:
    assert page.names.currentText() == "The Board"
    assert page.count.text() == "3 nodes, 1 relation"
    assert page.middle.currentWidget() is page.view


def test_lines_are_laid_beside_the_work(page: MapPage, ids: dict[str, int]) -> None:
    item = page.view.map.line_item(ids["line"])

    assert item is not None
    assert not item.label.boundingRect().isEmpty()
    assert not item.boundingRect().isEmpty()


def test_segments_are_counted_and_counted_again_after_coding(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    assert nodes(page)["aligning"].subtitle == "focused · 0 segments"

    segments.apply(desk.session.project, make_source(desk.session.project), span_of("And then?"), ids["aligning"])
    page._count()
    desk.settle()

    assert nodes(page)["aligning"].subtitle == "focused · 1 segment"


def test_dragging_a_box_is_one_act(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    start = at(page, ids["refusing box"])

    drag(page, start, start + QPoint(-60, 90))

    moved = nodes(page)["refusing"]
    assert (moved.x, moved.y) != (600, 240)
    assert moved.x % 4 == moved.y % 4 == 0
    desk.session.undo()
    assert (nodes(page)["refusing"].x, nodes(page)["refusing"].y) == (600, 240)
    assert desk.said == ["Undone: Move a node"]


def test_a_click_moves_nothing(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=at(page, ids["serving box"]))

    desk.session.undo()
    assert desk.said == ["Undone: Draw a line"]


def test_an_arrow_held_and_let_go_is_one_act(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    page.view.choose_node(ids["aligning box"])

    for _repeat in range(3):
        QTest.keyPress(page.view, Qt.Key.Key_Right)
    QTest.keyRelease(page.view, Qt.Key.Key_Right)

    assert nodes(page)["aligning"].x == 24
    desk.session.undo()
    assert nodes(page)["aligning"].x == 0


def test_tab_goes_through_the_boxes_and_then_on(page: MapPage, ids: dict[str, int]) -> None:
    titles = []
    for _press in range(3):
        QTest.keyClick(page.view, Qt.Key.Key_Tab)
        titles.append(page.view.map.chosen_nodes()[0].title)

    assert titles == ["aligning", "serving", "refusing"]
    QTest.keyClick(page.view, Qt.Key.Key_Tab)
    assert not page.view.hasFocus()


def test_what_is_chosen_is_spoken_with_its_lines(page: MapPage, ids: dict[str, int]) -> None:
    page.view.choose_node(ids["aligning box"])

    assert page.view.accessibleName() == "Map: The Board"
    assert page.view.accessibleDescription() == "aligning. focused · 0 segments. aligning is a form of serving"


def test_choosing_a_box_tells_the_panels(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    page.view.choose_node(ids["serving box"])

    assert desk.session.selection == Selection("code", ids["serving"])


def test_a_code_is_put_on_the_map_by_key_and_letters(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    codes.create(desk.session.project, "overseeing")
    page.view.choose_node(ids["aligning box"])

    desk.actions.get("map.node").trigger()
    QTest.keyClicks(page.editing.chooser.field, "overs")
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)

    assert "overseeing" in nodes(page)
    assert page.view.map.chosen_nodes()[0].title == "overseeing"
    desk.session.undo()
    assert "overseeing" not in nodes(page)


def test_words_that_are_no_code_make_a_note(page: MapPage, desk: Desk) -> None:
    desk.actions.get("map.node").trigger()
    QTest.keyClicks(page.editing.chooser.field, "ask Angela again")
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)

    assert nodes(page)["ask Angela again"].kind == "note"


def test_a_question_that_nothing_answers_says_so_and_esc_gives_it_up(
    page: MapPage, desk: Desk, ids: dict[str, int]
) -> None:
    page.view.setFocus()
    page.view.choose_node(ids["refusing box"])
    chooser = page.editing.chooser
    desk.actions.get("map.relation").trigger()

    QTest.keyClicks(chooser.field, "zzz")
    told = chooser.nothing.isVisible()
    QTest.keyClick(chooser.field, Qt.Key.Key_Escape)

    assert told
    assert (chooser.isVisible(), page.view.hasFocus()) == (False, True)


def test_a_question_for_a_name_is_given_up_before_anything_is_typed(page: MapPage, desk: Desk) -> None:
    page.view.setFocus()
    desk.actions.get("map.new").trigger()
    asked = page.editing.chooser.isVisible()

    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Escape)

    assert (asked, page.editing.chooser.isVisible(), page.view.hasFocus()) == (True, False, True)


def test_codes_dropped_from_the_tree_come_where_they_are_dropped(page: MapPage, desk: Desk) -> None:
    new = codes.create(desk.session.project, "overseeing")
    data = QMimeData()
    data.setData(CODES, f"[{new}]".encode())
    place = QPointF(200, 500)
    none = Qt.KeyboardModifier.NoModifier

    page.view.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))

    wanted = page.view.mapToScene(place.toPoint())
    node = nodes(page)["overseeing"]
    assert abs(node.x - wanted.x()) <= 4
    assert abs(node.y - wanted.y()) <= 4


def test_a_relation_is_drawn_by_keys(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    page.view.choose_node(ids["refusing box"])
    field = page.editing.chooser.field

    desk.actions.get("map.relation").trigger()
    QTest.keyClicks(field, "serv")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "holds up")
    QTest.keyClick(field, Qt.Key.Key_Return)

    found = [(row.from_name, row.type, row.to_name) for row in categories.relations(desk.session.project)]
    assert found[-1] == ("refusing", "holds up", "serving")
    assert page.count.text() == "3 nodes, 2 relations"


def test_with_shift_a_line_is_dragged_from_box_to_box(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier

    drag(page, at(page, ids["serving box"]), at(page, ids["refusing box"]), shift)
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)

    row = categories.relations(desk.session.project)[-1]
    assert (row.from_name, row.type, row.to_name) == ("serving", "is a form of", "refusing")


def test_a_line_is_found_by_key_and_deleted(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    page.view.choose_node(ids["serving box"])
    desk.actions.get("map.next_line").trigger()
    assert [line.id for line in page.view.map.chosen_lines()] == [ids["line"]]

    desk.actions.get("map.remove").trigger()
    QTest.keyClicks(page.editing.chooser.field, "del")
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)

    assert page.count.text() == "3 nodes, 0 relations"
    assert desk.said == ["Deleted the relation “aligning is a form of serving”."]
    assert categories.relations(desk.session.project) == []
    desk.session.undo()
    assert page.count.text() == "3 nodes, 1 relation"


def test_a_line_is_taken_off_and_its_relation_stays(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    page.view.choose_line(ids["line"])

    desk.actions.get("map.remove").trigger()
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)

    assert page.count.text() == "3 nodes, 0 relations"
    assert [row.id for row in categories.relations(desk.session.project)] == [ids["relation"]]


def test_a_relation_gets_another_type_and_direction(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    page.view.choose_line(ids["line"])

    desk.actions.get("map.edit_line").trigger()
    assert page.editing.chooser.field.text() == "is a form of"
    page.editing.chooser.field.clear()
    QTest.keyClicks(page.editing.chooser.field, "serves")
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)
    desk.actions.get("map.turn").trigger()

    row = categories.relations(desk.session.project)[0]
    assert (row.from_name, row.type, row.to_name) == ("serving", "serves", "aligning")
    assert desk.session.selection == Selection("relation", ids["relation"])


def test_a_relation_gets_a_note_that_is_read_aloud_with_it(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    page.view.choose_line(ids["line"])

    desk.actions.get("map.note").trigger()
    QTest.keyClicks(page.editing.chooser.field, "Not in the youth prison")
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)
    page.view.choose_line(ids["line"])

    assert categories.relations(desk.session.project)[0].note == "Not in the youth prison"
    assert page.view.accessibleDescription() == "aligning is a form of serving. Not in the youth prison"


def test_a_map_is_described_and_the_description_taken_back(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    field = page.editing.chooser.field
    for letters, wanted in (("How it holds together.", "How it holds together."), ("no desc", "")):
        desk.actions.get("map.describe").trigger()
        field.clear()
        QTest.keyClicks(field, letters)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert maps.head(desk.session.project, ids["map"]).description == wanted


def test_boxes_are_grouped_by_key_and_moved_by_their_frame(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    page.view.choose_nodes([ids["aligning box"], ids["serving box"]])
    desk.actions.get("map.group").trigger()
    QTest.keyClicks(page.editing.chooser.field, "Strategies")
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)
    frame = page.view.map.chosen_frames()[0]
    item = page.view.map.frame_item(frame.id)
    assert item is not None
    head = page.view.mapFromScene(QPointF(item.rect().x() + 60, item.rect().y() + 12))

    drag(page, head, head + QPoint(0, 80))

    moved = nodes(page)
    assert moved["aligning"].y > 0
    assert moved["serving"].y - moved["aligning"].y == 120
    assert moved["refusing"].y == 240
    desk.session.undo()
    assert nodes(page)["aligning"].y == 0


def test_a_box_dropped_on_a_frame_joins_its_group_and_leaves_it_by_key(
    page: MapPage, desk: Desk, ids: dict[str, int]
) -> None:
    frame = maps.group(desk.session.project, ids["map"], "Strategies", [ids["serving box"]])
    start, end = at(page, ids["aligning box"]), at(page, ids["serving box"])

    drag(page, start, end - QPoint(0, 20))
    assert nodes(page)["aligning"].group_id == frame

    page.view.choose_node(ids["aligning box"])
    desk.actions.get("map.take_out").trigger()
    assert nodes(page)["aligning"].group_id is None


def test_a_dragged_box_snaps_to_the_edge_of_another(page: MapPage, ids: dict[str, int]) -> None:
    start = at(page, ids["refusing box"])
    goal = page.view.mapFromScene(QPointF(300 + 105 + 5, 500))

    drag(page, start, goal)

    assert nodes(page)["refusing"].x == 300


def test_boxes_are_aligned_and_spread(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    page.view.map.choose_everything()

    desk.actions.get("map.align").trigger()
    QTest.keyClicks(page.editing.chooser.field, "upper")
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)

    assert {node.y for node in nodes(page).values()} == {0}
    desk.session.undo()
    assert {node.y for node in nodes(page).values()} == {0, 120, 240}


def test_the_map_is_arranged_around_what_the_hand_placed(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    maps.arrange(desk.session.project, {ids["serving box"]: (604, 240)})

    desk.actions.get("map.arrange").trigger()
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)
    desk.settle()

    placed = nodes(page)
    assert (placed["aligning"].x, placed["refusing"].x) == (0, 600)
    assert (placed["serving"].x, placed["serving"].y) != (604, 240)
    desk.session.undo()
    assert nodes(page)["serving"].x == 604


def test_a_box_gets_a_colour_and_its_own_again(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    page.view.choose_node(ids["aligning box"])

    for letters, color in (("purp", "#AA4499"), ("own", "")):
        desk.actions.get("map.color").trigger()
        QTest.keyClicks(page.editing.chooser.field, letters)
        QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)
        assert nodes(page)["aligning"].fill == color


def test_sizes_tell_a_count_and_the_legend_its_base(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    source = make_source(desk.session.project)
    segments.apply(desk.session.project, source, span_of("And then?"), ids["aligning"])

    desk.actions.get("map.counts").trigger()
    QTest.keyClicks(page.editing.chooser.field, "size sources")
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)
    page._count()
    desk.settle()

    assert nodes(page)["aligning"].subtitle == "focused · 1 source"
    assert nodes(page)["aligning"].w > nodes(page)["serving"].w
    assert page.legend.accessibleDescription() == "Size: sources, up to 1 of 1"


def meeting(desk: Desk, ids: dict[str, int]) -> None:
    """Two codes of the map meet in two segments."""
    source = make_source(desk.session.project)
    for words in ("And then?", "Then we talked."):
        for name in ("aligning", "refusing"):
            segments.apply(desk.session.project, source, span_of(words), ids[name])


def test_what_the_data_suggest_is_dotted_until_it_is_accepted(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    meeting(desk, ids)
    assert not page.proposals.isVisible()

    desk.actions.get("map.proposals").trigger()
    desk.settle()
    assert [page.proposals.rows.item(row).text() for row in range(page.proposals.rows.count())] == [
        "2 · aligning – refusing"
    ]
    assert page.count.text() == "3 nodes, 1 relation"
    QTest.keyClick(page.proposals.rows, Qt.Key.Key_Return)
    QTest.keyClicks(page.editing.chooser.field, "rules out")
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)

    row = categories.relations(desk.session.project)[-1]
    assert (row.from_name, row.type, row.to_name) == ("aligning", "rules out", "refusing")
    assert page.proposals.rows.count() == 0


def test_a_suggestion_is_set_aside(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    meeting(desk, ids)
    desk.actions.get("map.proposals").trigger()
    desk.settle()

    QTest.keyClick(page.proposals.rows, Qt.Key.Key_Delete)

    assert page.proposals.rows.count() == 0
    assert categories.relations(desk.session.project)[-1].id == ids["relation"]
    shown = page.view.map.shown()
    assert shown is not None
    assert shown.proposals == ()


def test_what_was_set_aside_stays_so_until_it_is_taken_up_again(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    meeting(desk, ids)
    desk.actions.get("map.proposals").trigger()
    desk.settle()
    QTest.keyClick(page.proposals.rows, Qt.Key.Key_Delete)
    assert len(map_refusals.refused(desk.session.project, ids["map"])) == 1

    page.proposals.aside.click()

    assert page.proposals.rows.count() == 1
    assert page.proposals.aside.isHidden()


def test_boxes_that_lie_on_one_another_are_known(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    before = page.view.map.overlap()

    maps.place(desk.session.project, ids["map"], "note", None, (10, 10, 210, 52), text="over it")

    assert (before, page.view.map.overlap()) == (False, True)


def test_the_keys_walk_along_relations(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    page.view.choose_node(ids["aligning box"])

    QTest.keyClick(page.view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    assert [node.title for node in page.view.map.chosen_nodes()] == ["serving"]
    assert not page.view.walk((1, 0))


def test_a_box_is_found_by_letters(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    desk.actions.get("map.find").trigger()
    QTest.keyClicks(page.editing.chooser.field, "refus")
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)

    assert [node.title for node in page.view.map.chosen_nodes()] == ["refusing"]


def test_maps_are_doubled_renamed_stepped_through_and_deleted(page: MapPage, desk: Desk) -> None:
    field = page.editing.chooser.field
    desk.actions.get("map.duplicate").trigger()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.names.currentText() == "The Board, revised"

    desk.actions.get("map.rename").trigger()
    field.clear()
    QTest.keyClicks(field, "Later")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.names.currentText() == "Later"

    desk.actions.get("map.next").trigger()
    assert page.names.currentText() == "The Board"
    desk.actions.get("map.delete").trigger()
    assert [page.names.itemText(row) for row in range(page.names.count())] == ["Later"]
    desk.session.undo()
    assert page.names.count() == 2


def test_a_name_that_is_taken_is_told(page: MapPage, desk: Desk) -> None:
    desk.actions.get("map.new").trigger()
    QTest.keyClicks(page.editing.chooser.field, "the board")
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)

    assert [str(error) for error in desk.failed] == ["There is already a map called “the board”."]


def test_a_memo_and_a_case_are_dropped_on_the_map(page: MapPage, desk: Desk) -> None:
    _unit, case = make_case(desk.session.project)
    memo = memos.begin(desk.session.project, "Who may refuse?", title="Refusing")
    data = QMimeData()
    data.setData(MEMOS, f"[{memo}]".encode())
    data.setData(STUDY, f'[["case", {case}], ["source", 3]]'.encode())
    none = Qt.KeyboardModifier.NoModifier

    page.view.dropEvent(QDropEvent(QPointF(100, 400), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))

    assert {(node.kind, node.title) for node in nodes(page).values()} >= {("memo", "Refusing"), ("case", "Martine")}


def test_a_click_on_a_label_chooses_its_line(page: MapPage, ids: dict[str, int]) -> None:
    item = page.view.map.line_item(ids["line"])
    assert item is not None
    place = page.view.mapFromScene(item.label.boundingRect().center())

    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert [line.id for line in page.view.map.chosen_lines()] == [ids["line"]]


def test_boxes_are_taken_off_and_their_codes_stay(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    page.view.choose_node(ids["aligning box"])

    desk.actions.get("map.remove").trigger()

    assert set(nodes(page)) == {"serving", "refusing"}
    assert codes.name_of(desk.session.project, ids["aligning"]) == "aligning"
    assert desk.said == ["Took “aligning” off the map."]


def test_what_is_chosen_stays_chosen_when_something_else_changes(
    page: MapPage, desk: Desk, ids: dict[str, int]
) -> None:
    page.view.choose_node(ids["serving box"])

    codes.rename(desk.session.project, ids["aligning"], "aligning plans")

    assert "aligning plans" in nodes(page)
    assert [node.title for node in page.view.map.chosen_nodes()] == ["serving"]


def test_zooming_keeps_the_map_and_fitting_shows_all_of_it(page: MapPage, desk: Desk) -> None:
    page.view.zoom_by(12)
    assert page.view.transform().m11() > 1.5

    desk.actions.get("map.fit").trigger()

    seen = page.view.mapToScene(page.view.viewport().rect()).boundingRect()
    assert seen.contains(page.view.map.outline())


def test_from_afar_lines_say_nothing_and_from_near_they_do_again(
    page: MapPage, desk: Desk, ids: dict[str, int]
) -> None:
    line = page.view.map.line_item(ids["line"])
    box = page.view.map.item(ids["serving box"])
    assert line is not None and box is not None
    assert line.label.isVisible()

    page.view.zoom_by(-12)
    written, told = line.label.isVisible(), (line.toolTip(), box.toolTip())
    desk.actions.get("map.fit").trigger()

    assert not written
    assert told == ("is a form of", "serving")
    assert line.label.isVisible()
    assert box.toolTip() == ""


def test_the_outline_goes_along_with_a_box_that_is_moved_away(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    before = page.view.map.outline()

    maps.move_nodes(desk.session.project, {ids["aligning box"]: (4000, 3000)})

    after = page.view.map.outline()
    assert after.topLeft() != before.topLeft()  # it lay at this corner
    assert after.right() > 4000
    assert after.bottom() > 3000


def test_a_new_map_is_made_by_name_and_shown(page: MapPage, desk: Desk) -> None:
    desk.actions.get("map.new").trigger()
    QTest.keyClicks(page.editing.chooser.field, "Parental agency")
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)

    assert page.names.currentText() == "Parental agency"
    assert page.count.text() == "0 nodes, 0 relations"
    assert page._blank.isVisibleTo(page)


def test_another_map_can_be_picked(page: MapPage, desk: Desk) -> None:
    other = maps.create(desk.session.project, "Models")
    assert page.names.currentText() == "The Board"

    page.names.setCurrentIndex(page.names.findData(other))
    page.names.activated.emit(page.names.currentIndex())

    assert page.map_id() == other


@pytest.mark.parametrize("ending", ["svg", "graphml"])
def test_the_map_is_written_as_a_picture(page: MapPage, desk: Desk, tmp_path: Path, ending: str) -> None:
    page.write(tmp_path / f"map.{ending}")
    desk.settle()

    assert (tmp_path / f"map.{ending}").stat().st_size > 1000
    assert desk.failed == []


def test_without_a_map_the_page_says_what_it_is_for(desk: Desk) -> None:
    page = MapPage(desk.session, desk.actions, desk.jobs)
    desk.show(page)

    assert page.middle.currentWidget() is page.empty
    page.empty.button.click()
    QTest.keyClicks(page.editing.chooser.field, "First")
    QTest.keyClick(page.editing.chooser.field, Qt.Key.Key_Return)

    assert page.names.currentText() == "First"


def test_undoing_the_map_itself_goes_back_to_the_empty_page(desk: Desk) -> None:
    page = MapPage(desk.session, desk.actions, desk.jobs)
    desk.show(page)
    maps.create(desk.session.project, "First")
    assert page.middle.currentWidget() is page.view

    desk.session.undo()

    assert page.middle.currentWidget() is page.empty


def test_closing_the_project_clears_the_surface(page: MapPage, desk: Desk) -> None:
    desk.session.end()

    assert page.view.map.boxes() == {}


def test_a_map_nobody_looks_at_is_read_again_when_somebody_does(
    page: MapPage, desk: Desk, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int | None] = []
    show = page.show_map

    def noted(map_id: int | None) -> None:
        read.append(map_id)
        show(map_id)

    monkeypatch.setattr(page, "show_map", noted)
    page.hide()

    codes.rename(desk.session.project, ids["aligning"], "aligning plans")
    codes.create(desk.session.project, "another")
    assert read == []

    page.show()
    assert read == [ids["map"]]
    assert "aligning plans" in nodes(page)


def test_what_a_box_stands_for_is_opened_where_it_lives(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    _unit, case = make_case(desk.session.project)
    boxed = maps.place(desk.session.project, ids["map"], "case", case, (0, 400, 210, 52))
    wanted: list[object] = []
    desk.session.code_wanted.connect(wanted.append)
    desk.session.workspace_wanted.connect(wanted.append)

    for node in (ids["serving box"], boxed):
        page.view.choose_node(node)
        QTest.keyClick(page.view, Qt.Key.Key_Return)

    assert wanted == [ids["serving"], "cases"]
    assert desk.session.selection == Selection("case", case)


def test_every_menu_of_a_map_holds_actions_that_there_are(page: MapPage, desk: Desk) -> None:
    lists = (map_actions.MAPS, map_actions.NODES, map_actions.LINES, map_actions.FRAMES, map_actions.NOTHING)

    menus = [map_actions.menu(desk.actions, names, page) for names in lists]

    assert all(action.text() or action.isSeparator() for made in menus for action in made.actions())
    assert [len(made.actions()) for made in menus] == [len(names) for names in lists]


def test_dragging_a_box_lays_no_lines_but_its_own(
    page: MapPage, desk: Desk, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    laid: list[int] = []

    def noted(boxes: object, lines: list[Line], labels: object) -> object:
        laid.append(len(lines))
        return sketch(boxes, lines, labels)  # type: ignore[arg-type]

    note = maps.place(desk.session.project, ids["map"], "note", None, (0, 500, 210, 52), text="alone")
    desk.settle()
    monkeypatch.setattr("qda.ui.analysis.maps.scene.sketch", noted)

    drag(page, at(page, note), at(page, note) + QPoint(80, 0))

    assert max(laid, default=0) == 0


def test_a_link_to_a_map_shows_that_map(page: MapPage, desk: Desk, ids: dict[str, int]) -> None:
    other = maps.create(desk.session.project, "Another")
    page.show_map(ids["map"])

    jumps.jump(desk.session, "category_map", other)

    assert page.map_id() == other
