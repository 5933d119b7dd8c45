"""One place for all memos."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qda.coding import segments
from qda.memos import addresses, service, tags
from qda.memos.service import Target
from qda.memos.tags import TagRow
from qda.text import Span
from qda.ui.memos.listed.rows import MEMO_ROLE, MEMOS_MIME, memos_mime
from qda.ui.memos.page import MemosPage
from qda.ui.session import Selection
from tests.factories import span_of
from tests.ui.memos.conftest import Desk


@pytest.fixture
def three(desk: Desk) -> list[int]:
    code = desk.code("calm")
    return [
        service.begin(
            desk.project, "On calm rooms", title="Calm", kind="code", targets=[Target("code", code)], at=1_000
        ),
        service.begin(desk.project, "How I listen", kind="reflexive", stage="advanced", at=2_000),
        service.begin(desk.project, "Rooms and doors", title="Doors", kind="theoretical", at=3_000),
    ]


@pytest.fixture
def page(desk: Desk, three: list[int]) -> MemosPage:
    made = MemosPage(desk.session, desk.actions, desk.jobs)
    desk.show(made)
    return made


def listed(page: MemosPage) -> list[str]:
    return [str(page.model.index(row).data()) for row in range(page.model.rowCount())]


def test_the_newest_comes_first_and_is_shown(page: MemosPage) -> None:
    assert listed(page) == ["Doors", "How I listen", "Calm"]
    assert (page.title.text(), page.editor.words()) == ("Doors", "Rooms and doors")


def test_what_is_found_is_shown_and_down_goes_on_to_the_list(page: MemosPage) -> None:
    page.go_to_search()
    QTest.keyClicks(page.search, "listen")
    QTest.keyClick(page.search, Qt.Key.Key_Down)

    assert page.writer.row is not None
    assert page.writer.row.shown_title == "How I listen"
    assert page.list.hasFocus()


def test_escape_leads_from_writing_back_to_the_list(page: MemosPage) -> None:
    came_back = []
    for part in (page.editor, page.title, page.search):
        part.setFocus()
        QTest.keyClick(part, Qt.Key.Key_Escape)
        came_back.append(page.list.hasFocus())

    assert came_back == [True, True, True]


def test_a_memo_is_dragged_by_its_id(page: MemosPage) -> None:
    page.list.setCurrentIndex(page.model.index(1))

    data = memos_mime(page.list.chosen())

    assert json.loads(bytes(data.data(MEMOS_MIME).data())) == [page.model.rows[1].id]


def test_searching_looks_into_title_text_and_links(page: MemosPage) -> None:
    page.search.setText("rooms")
    in_text = listed(page)
    page.search.setText("calm")

    assert in_text == ["Doors", "Calm"]
    assert listed(page) == ["Calm"]


def test_kind_and_stage_filter_and_the_order_changes(page: MemosPage) -> None:
    page.filters.stage.chosen.emit("advanced")
    advanced = listed(page)
    page.filters.stage.chosen.emit("")
    page.filters.kind.chosen.emit("code")
    codes = listed(page)
    page.filters.kind.chosen.emit("")
    page.filters.sort.chosen.emit("title")

    assert advanced == ["How I listen"]
    assert codes == ["Calm"]
    assert listed(page) == ["Calm", "Doors", "How I listen"]


def test_choosing_shows_a_memo_with_its_links(page: MemosPage) -> None:
    page.list.setCurrentIndex(page.model.index(2))

    assert page.editor.words() == "On calm rooms"
    assert page.links.texts() == ["“calm”"]


def test_writing_and_leaving_keeps_a_version(desk: Desk, page: MemosPage) -> None:
    page.editor.setFocus()
    QTest.keyClicks(page.editor, "New: ")
    desk.leave()

    row = desk.memos()[0]
    assert (row.text, row.versions) == ("New: Rooms and doors", 2)


def test_a_title_is_kept_too(desk: Desk, page: MemosPage) -> None:
    page.title.setFocus()
    page.title.clear()
    QTest.keyClicks(page.title, "Thresholds")
    desk.leave()

    assert desk.memos()[0].title == "Thresholds"


def test_a_new_memo_hangs_on_nothing(desk: Desk, page: MemosPage, three: list[int]) -> None:
    page.new_memo()
    QTest.keyClicks(page.editor, "Out of the blue")
    desk.leave()

    row = desk.memos()[0]
    assert (row.text, row.links) == ("Out of the blue", ())
    assert row.id not in three


def test_deleting_tells_and_shows_the_next(desk: Desk, page: MemosPage) -> None:
    page.delete()

    assert [row.shown_title for row in desk.memos()] == ["How I listen", "Calm"]
    assert desk.said == ["Deleted the memo “Doors”."]
    assert page.editor.words() == "How I listen"


def test_a_deletion_can_be_undone(desk: Desk, page: MemosPage) -> None:
    page.delete()

    desk.project.undo()
    page.read()

    assert listed(page) == ["Doors", "How I listen", "Calm"]


def test_versions_show_the_words_as_they_were_and_can_be_taken_up(
    desk: Desk, page: MemosPage, three: list[int]
) -> None:
    service.write(desk.project, three[2], "Only doors")
    page.read()

    page.show_versions()
    page.versions.list.setCurrentRow(1)
    old = page.versions.text.words()
    page.versions.taken_up.emit("Doors", old)
    desk.leave()

    row = desk.memos()[0]
    assert old == "Rooms and doors"
    assert (row.text, row.versions) == ("Rooms and doors", 3)


def test_two_versions_are_compared_inline_and_side_by_side(desk: Desk, page: MemosPage, three: list[int]) -> None:
    service.write(desk.project, three[2], "Rooms and windows")
    service.write(desk.project, three[2], "Rooms, windows and doors")
    page.read()
    page.show_versions()
    versions = page.versions

    versions.list.selectAll()
    inline = versions.text.words()
    versions.show_how("beside")

    assert versions.how.choice == "beside"
    assert inline == "Rooms, windows and doors"
    assert (versions.before.words(), versions.text.words()) == ("Rooms and doors", "Rooms, windows and doors")
    assert len(versions.text.extraSelections()) == 1


def test_one_version_is_compared_with_that_before_it(desk: Desk, page: MemosPage, three: list[int]) -> None:
    service.write(desk.project, three[2], "Rooms and windows")
    page.read()
    page.show_versions()

    page.versions.show_how("inline")
    marks = [mark.cursor.selectedText() for mark in page.versions.text.extraSelections()]

    assert page.versions.text.words() == "Rooms and doorswindows"
    assert marks == ["doors", "windows"]


def test_restoring_a_version_is_an_act_that_can_be_undone(desk: Desk, page: MemosPage, three: list[int]) -> None:
    service.write(desk.project, three[2], "Only doors")
    page.read()
    page.show_versions()
    page.versions.list.setCurrentRow(1)

    page.versions.restore_wanted.emit(1)
    page.read()
    restored = page.editor.words()
    desk.project.undo()

    assert restored == "Rooms and doors"
    assert desk.memos()[0].text == "Only doors"


def test_words_that_were_searched_for_are_marked_in_the_memo(page: MemosPage) -> None:
    page.search.setText("“and doors”")

    assert [mark.cursor.selectedText() for mark in page.editor.extraSelections()] == ["and doors"]


def test_filters_combine_tell_how_many_they_leave_and_are_taken_off_together(
    desk: Desk, page: MemosPage, three: list[int]
) -> None:
    tags.add(desk.project, three[:2], "quiet")
    page.read()
    page.filters.tag.chosen.emit("quiet")
    page.filters.show_on(Target("code", 0), "codes")

    offered = page.filters.kind.fill()
    filtered = listed(page)
    page.filters.clear_link.click()

    assert filtered == ["Calm"]
    assert offered == [("code", "code  1")]
    assert page.filters.clear_link.isHidden()
    assert listed(page) == ["Doors", "How I listen", "Calm"]


def test_memos_on_what_is_selected_are_listed(desk: Desk, page: MemosPage, three: list[int]) -> None:
    row = desk.memos()[2]
    desk.session.select(Selection("code", row.links[0].target.id))

    desk.actions.get("memo.on_this").trigger()

    assert listed(page) == ["Calm"]
    assert page.filters.thing.text() == "On calm ▾"


def test_tags_are_typed_and_shown_in_the_head(desk: Desk, page: MemosPage, three: list[int]) -> None:
    page.head.ask_tags()
    popup = page.tag_popup
    QTest.keyClicks(popup.field, "quiet rooms")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    popup.close()
    page.read()

    assert desk.memos()[0].tags == ("quiet rooms",)
    assert page.head.tags() == "#quiet rooms"


def test_typing_completes_a_tag_that_is_there(desk: Desk, page: MemosPage, three: list[int]) -> None:
    tags.add(desk.project, three[:1], "quiet rooms")
    page.head.ask_tags()
    QTest.keyClicks(page.tag_popup.field, "qui")
    QTest.keyClick(page.tag_popup.field, Qt.Key.Key_Return)
    page.tag_popup.close()

    assert desk.memos()[0].tags == ("quiet rooms",)


def test_a_tag_is_renamed_and_removed_everywhere(desk: Desk, page: MemosPage, three: list[int]) -> None:
    tags.add(desk.project, three, "quiet")
    popup = page.tag_popup
    page.head.ask_tags()

    popup.list.item(0).setText("calm")
    renamed = tags.rows(desk.project)
    popup.remove("calm")
    popup.close()

    assert renamed == [TagRow("calm", 3)]
    assert tags.rows(desk.project) == []


def test_a_click_on_an_address_leads_to_its_words(desk: Desk, page: MemosPage, three: list[int]) -> None:
    source, span = desk.source(), span_of("sat down")
    wanted: list[tuple[int, Span]] = []
    desk.session.source_wanted.connect(lambda found, place: wanted.append((found, place)))
    segment = segments.hold(desk.project, source, span)
    service.write(desk.project, three[2], addresses.quotation(addresses.of(desk.project, [segment])[segment]))
    page.read()
    cursor = page.editor.textCursor()
    cursor.setPosition(page.editor.words().index("Interview") + 2)
    page.editor.setTextCursor(cursor)

    QTest.keyClick(page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert wanted == [(source, span)]
    assert desk.wanted == ["code"]


def test_an_address_of_words_that_are_gone_says_so(desk: Desk, page: MemosPage) -> None:
    page.editor.address_clicked.emit("0-0")

    assert desk.said == ["These words are no longer in the text."]


def test_all_memos_are_written(desk: Desk, page: MemosPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.write(tmp_path / "all.csv")

    qtbot.waitUntil(lambda: desk.said[-1:] == ["Wrote “all.csv”."], timeout=10_000)
    assert "Rooms and doors" in (tmp_path / "all.csv").read_text("utf-8")


def test_a_memo_that_is_wanted_is_shown(desk: Desk, page: MemosPage, three: list[int]) -> None:
    desk.session.select(Selection("memo", three[0]))

    assert page.title.text() == "Calm"
    assert page.list.currentIndex().data(MEMO_ROLE) == three[0]


def test_a_link_to_a_segment_opens_its_place(desk: Desk, page: MemosPage, three: list[int]) -> None:
    source, span = desk.source(), span_of("sat down")
    wanted: list[tuple[int, Span]] = []
    desk.session.source_wanted.connect(lambda found, place: wanted.append((found, place)))
    segment = segments.hold(desk.project, source, span)
    service.attach(desk.project, three[2], Target("segment", segment))
    page.read()

    page.links.word(0).click()

    assert wanted == [(source, span)]
    assert desk.wanted == ["code"]


def test_a_link_can_be_taken_off(desk: Desk, page: MemosPage, three: list[int]) -> None:
    page.show_memo(three[0])

    page.links.detach_wanted.emit(desk.memos()[2].links[0].target)

    assert desk.memos()[2].links == ()


def test_without_memos_the_page_says_what_they_are_for(desk: Desk, page: MemosPage) -> None:
    for row in desk.memos():
        service.delete(desk.project, row.id)

    page.read()

    assert page.nothing().startswith("Memos are where the analysis grows")
    assert page.editor.isVisible() is False
