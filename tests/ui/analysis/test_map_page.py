from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from qda.coding import categories, codes, maps, segments
from qda.ui.analysis.chosen_codes import CODES
from qda.ui.analysis.map_page import MapPage
from qda.ui.analysis.map_reading import Node
from qda.ui.session import Selection
from tests.factories import make_source, span_of
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

    assert page.count.text() == "3 nodes, 0 relations"
    assert desk.said == ["Deleted the relation “aligning is a form of serving”."]
    desk.session.undo()
    assert page.count.text() == "3 nodes, 1 relation"


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


@pytest.mark.parametrize("ending", ["svg", "png"])
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
